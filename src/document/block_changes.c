/* What changed since the last issue: figures with another value than readers have seen. */
#include "document/composer.h"
#include "pactpress/measure.h"
#include "pactpress/str.h"

/* Details (answers, shares, single cells) carry their (r) where they stand; here are the figures
 * that people cite, and all that no row tells. */
static bool is_cited(const struct pp_figure *figure)
{
    static const char *const measures[] = {
        "events.held",        "event.participants",        "attendance.attendances",
        "attendance.persons", "attendance.persons_before", "attendance.new_persons",
        "attendance.hours",   "assessment.respondents",    "indicator.before",
        "indicator.new",      "indicator.total",           NULL};
    for (size_t i = 0; measures[i] != NULL; i++)
        if (pp_streq(figure->at.measure, measures[i]))
            return true;
    return pp_measure_base(figure->at.measure) == NULL;
}

static bool is_told(struct pp_composer *composer, const struct pp_figure *figure)
{
    return figure->was != NULL && is_cited(figure) &&
           (composer->city == NULL || pp_streq(figure->at.city, composer->city));
}

static struct pp_inline *name_of(struct pp_composer *composer, const struct pp_figure *figure)
{
    struct pp_inline *name = pp_compose_measure_name(composer, figure->at.measure);
    if (figure->at.breakdown == NULL)
        return name;
    return pp_compose_dots(
        composer, name,
        pp_inline_around(
            composer->arena, PP_INLINE_CODE, pp_compose_raw(composer, figure->at.breakdown)));
}

static struct pp_inline *scope_of(struct pp_composer *composer, const struct pp_figure *figure)
{
    const struct pp_city *city =
        figure->at.city != NULL ? pp_project_city(composer->project, figure->at.city) : NULL;
    if (city != NULL)
        return pp_compose_city_name(composer, city);
    struct pp_inline *name = pp_compose_text(composer, &composer->project->short_name);
    return name != NULL ? name : pp_compose_raw(composer, composer->project->id);
}

static struct pp_inline *period_of(struct pp_composer *composer, const struct pp_figure *figure)
{
    const struct pp_results *results = composer->results;
    const struct pp_period *const all[] = {&results->period, &results->previous, &results->until};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (pp_streq(all[i]->key, figure->at.period))
            return PP_SAY(composer, "masthead.period", pp_arg_period("period", all[i]));
    return pp_compose_raw(composer, figure->at.period);
}

static void add_change(
    struct pp_composer *composer, const struct pp_figure *figure, struct pp_node *table,
    struct pp_states *states)
{
    struct pp_node *row = pp_compose_row(composer, table, false);
    pp_compose_cell(composer, row, name_of(composer, figure));
    pp_compose_cell(composer, row, scope_of(composer, figure));
    pp_compose_cell(composer, row, period_of(composer, figure));
    pp_compose_cell(
        composer, row, pp_inline_figure(composer->arena, pp_states_note(states, figure->was)));
    pp_compose_cell(
        composer, row, pp_inline_figure(composer->arena, pp_states_note(states, figure)));
}

enum pp_status pp_compose_changes(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_REST, .row_header = true},
        {.kind = PP_COLUMN_FIXED, .width = 56},
        {.kind = PP_COLUMN_FIXED, .width = 98},
        {.kind = PP_COLUMN_FIXED, .width = 70, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 70, .numeric = true}};
    static const char *const heads[] = {
        "annex.column.measure", "annex.column.scope", "annex.column.period", "changes.was",
        "changes.now"};
    const struct pp_figure_table *figures = composer->results->table;
    struct pp_inline *title = pp_say_plain(composer, "changes.title");
    struct pp_node *table = NULL;
    struct pp_states states = {0};
    for (size_t i = 0; i < figures->count; i++) {
        if (!is_told(composer, &figures->items[i]))
            continue;
        if (table == NULL) {
            pp_compose_title(composer, block, parent, 2, title);
            pp_compose_paragraph(
                composer, parent, PP_LOOK_NOTE, pp_say_plain(composer, "changes.note"));
            table = pp_compose_table(composer, parent, columns, 5, title);
            table->keep_next = true;
            pp_compose_head(composer, table, heads, 5);
        }
        add_change(composer, &figures->items[i], table, &states);
    }
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
    return PP_OK;
}
