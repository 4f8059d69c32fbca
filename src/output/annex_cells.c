/* Columns and cells of the annex: figures become numbers, or blanks with their state beside. */
#include "output/annex_words.h"
#include "pactpress/measure.h"
#include "pactpress/str.h"

struct pp_grid *pp_annex_grid(struct pp_annex *annex, const char *id, const char *table)
{
    struct pp_arena *arena = annex->arena;
    struct pp_grid *grid = pp_arena_alloc(arena, sizeof *grid);
    *(struct pp_grid **)PP_PUSH(arena, &annex->book.grids) = grid;
    grid->table = table;
    grid->name = pp_annex_say(annex, pp_arena_printf(arena, "annex.sheet.%s", id));
    grid->title = grid->name;
    grid->holds = pp_annex_say(annex, pp_arena_printf(arena, "annex.holds.%s", id));
    grid->note = grid->holds;
    grid->exact = pp_annex_state_name(annex, PP_EXACT);
    return grid;
}

static const char *type_name(struct pp_annex *annex, enum pp_annex_type type)
{
    static const char *const ids[] = {
        [PP_ANNEX_TEXT] = "annex.type.text",     [PP_ANNEX_WHOLE] = "annex.type.whole",
        [PP_ANNEX_NUMBER] = "annex.type.number", [PP_ANNEX_PERCENT] = "annex.type.percent",
        [PP_ANNEX_DATE] = "annex.type.date",     [PP_ANNEX_LINK] = "annex.type.link",
    };
    return pp_annex_say(annex, ids[type]);
}

struct pp_grid_column *pp_annex_column(
    struct pp_annex *annex, struct pp_grid *grid, const char *id, enum pp_annex_type type)
{
    struct pp_arena *arena = annex->arena;
    struct pp_grid_column column = {0};
    column.head = pp_annex_say(annex, pp_arena_printf(arena, "annex.column.%s", id));
    column.meaning = pp_annex_say(annex, pp_arena_printf(arena, "annex.meaning.%s", id));
    column.unit = "";
    column.type = type_name(annex, type);
    column.numeric = type == PP_ANNEX_WHOLE || type == PP_ANNEX_NUMBER || type == PP_ANNEX_PERCENT;
    return pp_grid_add_column(arena, grid, column);
}

static enum pp_annex_type type_of(enum pp_unit unit, int decimals)
{
    if (unit == PP_UNIT_PERCENT)
        return PP_ANNEX_PERCENT;
    return decimals > 0 ? PP_ANNEX_NUMBER : PP_ANNEX_WHOLE;
}

struct pp_grid_column *pp_annex_measure_column(
    struct pp_annex *annex, struct pp_grid *grid, const char *measure)
{
    const struct pp_measure *about = pp_measure_base(measure);
    enum pp_unit unit = about != NULL ? about->unit : PP_UNIT_NUMBER;
    struct pp_grid_column column = {.numeric = true};
    column.bars = unit == PP_UNIT_PERCENT;
    column.head = pp_annex_measure_name(annex, measure);
    column.meaning = pp_annex_say(annex, "annex.meaning.of_row");
    column.unit = pp_annex_unit_name(annex, unit);
    column.type = type_name(annex, type_of(unit, about != NULL ? about->decimals : 0));
    return pp_grid_add_column(annex->arena, grid, column);
}

struct pp_cell pp_annex_cell(struct pp_annex *annex, const char *text)
{
    return pp_cell_text(annex->arena, text);
}

static struct pp_cell number_of(const struct pp_figure *figure, int64_t value)
{
    struct pp_cell cell = pp_cell_number(value, figure->decimals);
    cell.percent = figure->unit == PP_UNIT_PERCENT;
    cell.change =
        figure->unit == PP_UNIT_PERCENT_POINTS || pp_ends_with(figure->at.measure, "_change");
    return cell;
}

static struct pp_cell no_number(const struct pp_figure *figure)
{
    struct pp_cell cell = {.kind = PP_CELL_BLANK};
    cell.withheld = figure != NULL && figure->state == PP_SUPPRESSED;
    return cell;
}

struct pp_cell pp_annex_value_cell(const struct pp_figure *figure)
{
    if (figure == NULL || !pp_figure_has_value(figure) || figure->state == PP_AT_LEAST ||
        figure->lo != figure->hi)
        return no_number(figure);
    return number_of(figure, figure->lo);
}

struct pp_cell pp_annex_low_cell(const struct pp_figure *figure)
{
    if (figure == NULL || !pp_figure_has_value(figure))
        return no_number(figure);
    return number_of(figure, figure->lo);
}

struct pp_cell pp_annex_high_cell(const struct pp_figure *figure)
{
    if (figure == NULL || !pp_figure_has_value(figure) || figure->state == PP_AT_LEAST ||
        figure->hi == PP_FIGURE_MANY)
        return no_number(figure);
    return number_of(figure, figure->hi);
}

struct pp_cell pp_annex_n_cell(const struct pp_figure *figure)
{
    if (figure == NULL || !pp_figure_has_value(figure) || figure->n < 0)
        return no_number(figure);
    return pp_cell_number(figure->n, 0);
}

void pp_annex_note_state(
    struct pp_annex *annex, struct pp_annex_states *states, const struct pp_figure *figure,
    const char *head)
{
    if (figure != NULL)
        *(struct pp_annex_state *)PP_PUSH(annex->arena, states) =
            (struct pp_annex_state){figure, head};
}

static bool all_agree(const struct pp_annex_states *states)
{
    enum pp_state first = states->items[0].figure->state;
    for (size_t i = 1; i < states->count; i++)
        if (states->items[i].figure->state != first)
            return false;
    return first != PP_ESTIMATED && first != PP_AT_LEAST;
}

const char *pp_annex_states_text(struct pp_annex *annex, const struct pp_annex_states *states)
{
    const char *text = "";
    if (states->count == 0)
        return pp_annex_state_name(annex, PP_UNKNOWN);
    if (all_agree(states))
        return pp_annex_state_name(annex, states->items[0].figure->state);
    for (size_t i = 0; i < states->count; i++) {
        const char *part;
        if (states->items[i].figure->state == PP_EXACT)
            continue;
        part = PP_ANNEX_SAY(
            annex, "annex.states.part", pp_annex_text_arg("column", states->items[i].head),
            pp_annex_text_arg("state", pp_annex_state_words(annex, states->items[i].figure)));
        text = text[0] == '\0' ? part
                               : PP_ANNEX_SAY(
                                     annex, "annex.states.join", pp_annex_text_arg("first", text),
                                     pp_annex_text_arg("second", part));
    }
    return text;
}
