/* The cells of a breakdown by gender and age, and by target group: counted and tied.
 *
 * Cells stand in a fixed order: 0 is all persons; then each gender (the last: not recorded) with
 * all ages and then each bracket (the last: not known); "all genders" comes first. Behind this
 * table stands each target group (the last: not recorded), where the project has any. Groups are
 * not crossed with gender and age: cells of three ways are nearly always of few people. */
#ifndef PACTPRESS_FIGURES_INDICATOR_CELLS_H
#define PACTPRESS_FIGURES_INDICATOR_CELLS_H

#include "pactpress/drafts.h"
#include "pactpress/indicators.h"

size_t pp_cells_count(const struct pp_indicators *indicators);
/* Counts a person in each cell where it belongs. */
struct pp_traits;
void pp_cells_add(
    int64_t *counts, const struct pp_indicators *indicators, const struct pp_traits *traits);
/* "age=18_60;gender=female;indicator=C2" */
const char *pp_cells_breakdown(
    struct pp_arena *arena, const struct pp_indicators *indicators, const char *code, size_t cell);
/* Genders add up to all, ages to all, within each as well; groups add up to all. */
void pp_cells_relate(
    struct pp_drafts *drafts, const struct pp_indicators *indicators, const size_t *figures);

#endif
