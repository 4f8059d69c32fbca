/* What an earlier edition said otherwise. */
#ifndef PACTPRESS_FIGURES_RESTATE_H
#define PACTPRESS_FIGURES_RESTATE_H

#include "pactpress/archive.h"

/* Sets the revision of every figure that an edition of the class has published, and its value then
 * where that was another one. A number that is withheld now is not set beside what it was. `past`
 * NULL: nothing was published. */
enum pp_status pp_restate(
    struct pp_arena *arena, struct pp_figure_table *table, const char *klass,
    struct pp_archive *past) PP_CHECK;

#endif
