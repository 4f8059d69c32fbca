/* The inside of the figure table: how it is keyed, ordered and frozen. */
#ifndef PACTPRESS_FIGURES_TABLE_H
#define PACTPRESS_FIGURES_TABLE_H

#include "pactpress/figure.h"

/* Appends "address@period". Keys that the measure does not take are left out. */
void pp_table_key(struct pp_str *out, const struct pp_address *address);
/* Sorts into canonical order, fills the index, marks the table closed. */
void pp_table_freeze(
    struct pp_figure_table *table, struct pp_arena *arena, const struct pp_project *project);

#endif
