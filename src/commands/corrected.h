/* Sheets of corrected rows, as people give them back. */
#ifndef PACTPRESS_COMMANDS_CORRECTED_H
#define PACTPRESS_COMMANDS_CORRECTED_H

#include "pactpress/project.h"
#include "pactpress/status.h"

struct pp_run;

/* Takes in every sheet (CSV or XLSX) for this build and all later ones. */
enum pp_status corrected_take(
    struct pp_run *run, const struct pp_project *project, const struct pp_strings *sheets) PP_CHECK;

#endif
