/* City by dimension: a table whose cells also carry a tint. */
#include <string.h>

#include "document/composer.h"

enum { BOUNDS = 4 };
static const int bounds[BOUNDS] = {40, 55, 70, 85};

static void fill_row(
    struct pp_composer *composer, const struct pp_framework *framework, const struct pp_city *city,
    struct pp_heat *chart, struct pp_states *states)
{
    struct pp_heat_row *row = &chart->rows[chart->row_count++];
    row->label = pp_compose_city_name(composer, city);
    row->own = city == composer->job->city;
    row->cells = pp_arena_array(composer->arena, framework->dimension_count, sizeof *row->cells);
    for (size_t i = 0; i < framework->dimension_count; i++) {
        row->cells[i] = pp_compose_figure(
            composer, "assessment.share_top", city->id, framework->id,
            framework->dimensions[i].code, NULL);
        pp_states_note(states, row->cells[i]);
    }
    row->n =
        pp_compose_figure(composer, "assessment.respondents", city->id, framework->id, NULL, NULL);
    pp_states_note(states, row->n);
}

/* The own city first; the others in the project's order, never by value: it is no league table. */
static void fill_rows(
    struct pp_composer *composer, const struct pp_framework *framework, struct pp_heat *chart,
    struct pp_states *states)
{
    const struct pp_project *project = composer->project;
    chart->rows = pp_arena_array(composer->arena, project->city_count, sizeof *chart->rows);
    if (composer->job->city != NULL)
        fill_row(composer, framework, composer->job->city, chart, states);
    for (size_t i = 0; i < project->city_count; i++) {
        const struct pp_city *city = &project->cities[i];
        if (city != composer->job->city && pp_city_active(city, &composer->results->period))
            fill_row(composer, framework, city, chart, states);
    }
}

static struct pp_heat *make_chart(
    struct pp_composer *composer, const struct pp_framework *framework, struct pp_states *states)
{
    struct pp_heat *chart = pp_arena_alloc(composer->arena, sizeof *chart);
    size_t count = framework->dimension_count;
    chart->column_count = count;
    chart->column_labels = pp_arena_array(composer->arena, count, sizeof *chart->column_labels);
    for (size_t i = 0; i < count; i++) {
        const struct pp_dimension *dimension = &framework->dimensions[i];
        chart->column_labels[i] = pp_compose_text(composer, &dimension->label);
        if (chart->column_labels[i] == NULL)
            chart->column_labels[i] = pp_compose_raw(composer, dimension->code);
    }
    chart->n_label = pp_say_plain(composer, "heat.n");
    chart->corner_label = pp_say_plain(composer, "heat.city");
    chart->bounds = bounds;
    fill_rows(composer, framework, chart, states);
    return chart;
}

static bool any_value(const struct pp_heat *chart)
{
    for (size_t i = 0; i < chart->row_count; i++)
        for (size_t k = 0; k < chart->column_count; k++)
            if (pp_figure_has_value(chart->rows[i].cells[k]))
                return true;
    return false;
}

static struct pp_inline *tint_words(struct pp_composer *composer, int tint)
{
    struct pp_arg mark = pp_arg_node("mark", pp_inline_mark(composer->arena, PP_MARK_HEAT, tint));
    if (tint == 0)
        return PP_SAY(composer, "heat.legend.under", mark, pp_arg_number("bound", bounds[0]));
    if (tint == BOUNDS)
        return PP_SAY(
            composer, "heat.legend.over", mark, pp_arg_number("bound", bounds[BOUNDS - 1]));
    return PP_SAY(
        composer, "heat.legend.between", mark, pp_arg_number("from", bounds[tint - 1]),
        pp_arg_number("to", bounds[tint] - 1));
}

static struct pp_inline *tints_key(struct pp_composer *composer)
{
    struct pp_inline *line = NULL;
    for (int tint = 0; tint <= BOUNDS; tint++)
        line = pp_compose_dots(composer, line, tint_words(composer, tint));
    return line;
}

/* Without a number in any cell there is no table; if that is so because all are withheld, a
 * sentence says it. */
enum pp_status pp_compose_heat(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_framework *framework = pp_compose_framework(composer, block);
    struct pp_states states = {0};
    struct pp_arg all = pp_arg_text("scope", "project"); /* all cities, whoever prints it */
    struct pp_heat *chart;
    struct pp_inline *caption;
    struct pp_node *node;
    if (framework == NULL || framework->dimension_count == 0)
        return PP_OK;
    chart = make_chart(composer, framework, &states);
    if (!any_value(chart) && !states.seen[PP_SUPPRESSED])
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "heat.title"));
    if (!any_value(chart)) {
        pp_compose_paragraph(
            composer, parent, PP_LOOK_BODY, PP_SAY(composer, "likert.withheld", all));
        return PP_OK;
    }
    caption = parent->last->content;
    pp_compose_paragraph(
        composer, parent, PP_LOOK_NOTE,
        PP_SAY(
            composer, "heat.note", pp_arg_number("top", framework->scale.top),
            pp_arg_text("direction", framework->scale.low_is_good ? "down" : "up")));
    node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_HEAT));
    node->keep_next = true;
    node->as.heat.chart = chart;
    node->as.heat.caption = caption;
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, tints_key(composer));
    parent->last->keep_next = true;
    pp_compose_paragraph(
        composer, parent, PP_LOOK_MICRO,
        pp_compose_dots(
            composer, pp_compose_legend(composer, &states),
            PP_SAY(composer, "likert.source", all)));
    return PP_OK;
}
