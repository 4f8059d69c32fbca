/* What a workbook does with its cells beside showing them: formats that follow what they hold. */
#include "output/annex_writer.h"
#include "pactpress/arena.h"

static void set_condition(struct pp_writer *w, size_t column, lxw_conditional_format *condition)
{
    lxw_row_t first = w->head + 1, last = w->head + (lxw_row_t)w->grid->rows.count;

    pp_writer_note(
        w, worksheet_conditional_format_range(
               w->sheet, first, (lxw_col_t)column, last, (lxw_col_t)column, condition));
}

/* From 0 to 1: the length says the share. (The finer bars of 2010 would stand in the file as
 * formulas, and no formula is what a reader can count on here.) */
static void add_bars(struct pp_writer *w, size_t column)
{
    lxw_conditional_format bars = {
        .type = LXW_CONDITIONAL_DATA_BAR,
        .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .min_value = 0,
        .max_value = 1,
        .bar_color = pp_writer_colour(w, PP_LINE)};

    set_condition(w, column, &bars);
}

/* Words that say that a number is not exact stand out by their weight and slope. */
static void stress_states(struct pp_writer *w, size_t column)
{
    lxw_conditional_format states = {
        .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO,
        .value_string = pp_arena_printf(w->arena, "\"%s\"", w->grid->exact)};

    states.format = workbook_add_format(w->workbook);
    if (states.format == NULL) {
        pp_writer_note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    format_set_bold(states.format);
    format_set_italic(states.format);
    set_condition(w, column, &states);
}

void pp_writer_conditions(struct pp_writer *w)
{
    if (w->grid->rows.count == 0)
        return;
    for (size_t i = 0; i < w->grid->columns.count; i++) {
        if (w->grid->columns.items[i].bars)
            add_bars(w, i);
        if (w->grid->columns.items[i].state)
            stress_states(w, i);
    }
}
