/* What a figure was computed from besides rows: other figures, a target, deliveries. Part of
 * explain. */
#ifndef PACTPRESS_COMMANDS_EXPLAIN_FIGURES_H
#define PACTPRESS_COMMANDS_EXPLAIN_FIGURES_H

#include "inputs.h"
#include "pactpress/figure.h"
#include "pactpress/str.h"

/* Lines of the derivation; none where rows are all. */
void explain_figures(
    struct pp_arena *arena, const struct inputs *in, const struct pp_figure *figure,
    struct pp_str *out);
/* Is the figure about files as a whole (row accounts), not about rows that entered? */
bool explain_counts_files(const struct pp_figure *figure);

#endif
