/* Private to the folder: maps over labels, built when a project has been read. */
#ifndef PROJECT_LOOKUP_H
#define PROJECT_LOOKUP_H

#include "pactpress/project.h"

void pp_project_index(struct pp_arena *arena, struct pp_project *project);

#endif
