/* Files that a project may bring itself and that are installed besides: the project's wins. Private
 * to the folder. */
#ifndef PROJECT_FIND_H
#define PROJECT_FIND_H

#include "pactpress/run.h"

/* Where to look, in order; NULL places are left out. */
struct pp_places {
    const char *own;       /* in the project */
    const char *installed; /* in run->share */
};

/* layouts/, layouts/<sub>/ or, for the catalogues, strings/ of the project. `project_folder` NULL:
 * there is no project. */
struct pp_places pp_layout_places(struct pp_run *run, const char *project_folder, const char *sub);
struct pp_places pp_string_places(struct pp_run *run, const char *project_folder);

/* The path of <place>/<name>.yaml in the first place that has it, or NULL. A name that is not a
 * plain word is nowhere. */
const char *pp_places_find(struct pp_run *run, const struct pp_places *places, const char *name);
/* The names there are, sorted, NULL-terminated. */
const char *const *pp_places_list(struct pp_run *run, const struct pp_places *places);
/* "a, b and c", or "none". */
const char *pp_words_join(struct pp_run *run, const char *const *words);

#endif
