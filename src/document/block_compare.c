/* Charts that compare: a slope from the period before to this one, several bars a row, and the
 * cities on a map. Their rows are cities, by a measure, or the questions of a framework. */
#include <string.h>

#include "document/charts.h"
#include "pactpress/str.h"

enum { MOST_SERIES = 3 }; /* bars of a row: there are as many tints */

static const char *measure_of(const struct pp_block *block)
{
    return block->figures.count > 0 ? block->figures.items[0] : "attendance.persons";
}

/* By question where a framework is named, or nothing is and it is about one place. */
static bool by_question(struct pp_composer *composer, const struct pp_block *block)
{
    return block->figures.count == 0 &&
           (block->framework != NULL || composer->job->city != NULL ||
            pp_streq(block->kind, "slope")) &&
           composer->project->framework_count > 0;
}

static struct pp_inline *title_of(struct pp_composer *composer, const struct pp_block *block)
{
    if (pp_streq(measure_of(block), "attendance.persons"))
        return pp_say_plain(composer, "change.title");
    return pp_compose_measure_name(composer, measure_of(block));
}

static const struct pp_figure *question_figure(
    struct pp_composer *composer, const char *measure, const struct pp_framework *framework,
    const char *dimension, const struct pp_period *period)
{
    return pp_figure_get(
        composer->results->table, measure, composer->city, framework->id, dimension, NULL,
        period->key);
}

static void add_question(
    struct pp_composer *composer, const struct pp_framework *framework,
    const struct pp_dimension *dimension, struct pp_chart *chart)
{
    struct pp_chart_row *row = &chart->rows[chart->row_count++];
    row->label = pp_chart_dimension(composer, dimension);
    row->now = pp_compose_figure(
        composer, "assessment.share_top", composer->city, framework->id, dimension->code, NULL);
    row->before = question_figure(
        composer, "assessment.share_top", framework, dimension->code, &composer->results->previous);
    row->change = pp_chart_change(
        composer, row,
        question_figure(
            composer, "assessment.share_top_change", framework, dimension->code,
            &composer->results->period),
        &row->clear);
}

/* Rows by question or by city. */
static struct pp_chart *make_rows(
    struct pp_composer *composer, const struct pp_block *block, enum pp_chart_kind kind)
{
    const struct pp_framework *framework = pp_compose_framework(composer, block);
    struct pp_chart *chart;
    if (by_question(composer, block) && framework != NULL) {
        chart = pp_chart_new(composer, kind, framework->dimension_count + 1);
        chart->full = kind == PP_CHART_GROUPS ? 100 : 0;
        for (size_t i = 0; i < framework->dimension_count; i++)
            add_question(composer, framework, &framework->dimensions[i], chart);
        return chart;
    }
    return pp_chart_of_cities(composer, kind, measure_of(block));
}

/* What is shown, of when, and how many answered. */
static void add_head(
    struct pp_composer *composer, const struct pp_block *block, struct pp_inline *title,
    struct pp_node *parent)
{
    const struct pp_framework *framework = pp_compose_framework(composer, block);
    if (by_question(composer, block) && framework != NULL) {
        pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "trend.title"));
        pp_compose_paragraph(
            composer, parent, PP_LOOK_NOTE,
            pp_compose_dots(
                composer, pp_chart_share_note(composer, framework),
                pp_chart_n(composer, framework)));
        return;
    }
    pp_compose_title(composer, block, parent, 2, title);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_NOTE,
        pp_compose_dots(
            composer,
            pp_compose_dots(
                composer, pp_compose_measure_name(composer, measure_of(block)),
                pp_chart_period(composer, &composer->results->period)),
            pp_chart_n_of(composer, measure_of(block))));
}

static struct pp_inline *source_of(struct pp_composer *composer, const struct pp_block *block)
{
    return pp_say_plain(
        composer, by_question(composer, block) ? "likert.source" : "annex.holds.cities");
}

/* Without a period before there is no slope. */
enum pp_status pp_compose_slope(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct pp_chart *chart = make_rows(composer, block, PP_CHART_SLOPE);
    struct pp_states states = {0};
    bool any = false;
    for (size_t i = 0; i < chart->row_count; i++)
        any = any || chart->rows[i].before != NULL;
    if (!any)
        return PP_OK;
    pp_chart_note_states(chart, true, &states);
    add_head(composer, block, title_of(composer, block), parent);
    pp_chart_add(composer, parent, chart, pp_chart_say_changes);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_MICRO,
        pp_compose_dots(
            composer, pp_say_plain(composer, "slope.key"),
            pp_compose_dots(
                composer, pp_compose_legend(composer, &states), source_of(composer, block))));
    return PP_OK;
}

/* --- Groups of bars */

/* One measure: this period and the one before. Several: one bar each. */
static void fill_series(
    struct pp_composer *composer, const struct pp_block *block, struct pp_chart *chart,
    struct pp_states *states)
{
    const struct pp_project *project = composer->project;
    size_t measures = block->figures.count, row = 0;
    chart->series_count = measures < 2 ? 2 : measures > MOST_SERIES ? MOST_SERIES : measures;
    chart->series_heads =
        pp_arena_array(composer->arena, chart->series_count, sizeof *chart->series_heads);
    for (size_t k = 0; k < chart->series_count; k++)
        chart->series_heads[k] = measures > 1
                                     ? pp_compose_measure_name(composer, block->figures.items[k])
                                 : k > 0 ? chart->before_head
                                         : chart->now_head;
    for (size_t i = 0; i < chart->row_count; i++) {
        struct pp_chart_row *at = &chart->rows[i];
        at->series = pp_arena_array(composer->arena, chart->series_count, sizeof *at->series);
        at->series[0] = at->now;
        at->series[1] = at->before;
    }
    for (size_t i = 0; measures > 1 && i < project->city_count; i++) {
        if (!pp_city_active(&project->cities[i], &composer->results->period))
            continue;
        for (size_t k = 1; k < chart->series_count; k++)
            chart->rows[row].series[k] = pp_compose_figure(
                composer, block->figures.items[k], project->cities[i].id, NULL, NULL, NULL);
        row++;
    }
    for (size_t i = 0; i < chart->row_count; i++)
        for (size_t k = 0; k < chart->series_count; k++)
            if (chart->rows[i].series[k] != NULL)
                pp_states_note(states, chart->rows[i].series[k]);
}

/* Each row with each of its bars. */
static struct pp_inline *say_series(struct pp_composer *composer, const struct pp_chart *chart)
{
    struct pp_inline *alt = NULL;
    for (size_t k = 0; k < chart->series_count; k++) {
        struct pp_chart one = *chart;
        one.rows = pp_arena_memdup(
            composer->arena, chart->rows, (chart->row_count + 1) * sizeof *chart->rows);
        one.row_count = 0;
        for (size_t i = 0; i < chart->row_count; i++) {
            one.rows[one.row_count] = chart->rows[i];
            one.rows[one.row_count].now = chart->rows[i].series[k];
            one.row_count += chart->rows[i].series[k] != NULL;
        }
        if (one.row_count == 0)
            continue;
        alt = pp_chart_sentence(
            composer, alt,
            PP_SAY(composer, "chart.alt.series", pp_arg_node("series", chart->series_heads[k])));
        alt = pp_chart_sentence(composer, alt, pp_chart_say_rows(composer, &one));
    }
    return alt;
}

static struct pp_inline *series_key(struct pp_composer *composer, const struct pp_chart *chart)
{
    struct pp_inline *line = NULL;
    for (size_t k = 0; k < chart->series_count; k++) {
        struct pp_inline *key = pp_inline_mark(composer->arena, PP_MARK_LIKERT, 4 - (int)k);
        pp_inline_join(key, pp_compose_raw(composer, "\xC2\xA0"));
        line = pp_compose_dots(
            composer, line,
            pp_inline_join(
                key, pp_inline_around(composer->arena, PP_INLINE_GROUP, chart->series_heads[k])));
    }
    return line;
}

enum pp_status pp_compose_groups(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct pp_chart *chart = make_rows(composer, block, PP_CHART_GROUPS);
    struct pp_states states = {0};
    if (chart->row_count == 0)
        return PP_OK;
    fill_series(composer, block, chart, &states);
    add_head(composer, block, title_of(composer, block), parent);
    pp_chart_add(composer, parent, chart, say_series);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_MICRO,
        pp_compose_dots(
            composer, series_key(composer, chart),
            pp_compose_dots(
                composer, pp_compose_legend(composer, &states), source_of(composer, block))));
    return PP_OK;
}

/* --- Map */

static bool has_place(const struct pp_chart_row *row)
{
    return row->lat != 0 || row->lon != 0;
}

/* "Not on the map: Monza (12), ..." */
static struct pp_inline *apart(struct pp_composer *composer, const struct pp_chart *chart)
{
    struct pp_inline *list = NULL;
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_chart_row *row = &chart->rows[i];
        struct pp_inline *one;
        if (has_place(row))
            continue;
        one = pp_inline_around(composer->arena, PP_INLINE_GROUP, row->label);
        pp_inline_join(one, pp_compose_raw(composer, " ("));
        pp_inline_join(one, pp_inline_figure(composer->arena, row->now));
        pp_inline_join(one, pp_compose_raw(composer, ")"));
        list = list == NULL
                   ? one
                   : pp_inline_join(pp_inline_join(list, pp_compose_raw(composer, ", ")), one);
    }
    if (list == NULL)
        return NULL;
    return PP_SAY(
        composer, "map.apart",
        pp_arg_node("cities", pp_inline_around(composer->arena, PP_INLINE_GROUP, list)));
}

enum pp_status pp_compose_map(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct pp_block cities = *block;
    struct pp_states states = {0};
    struct pp_chart *chart;
    bool any = false;
    if (cities.figures.count == 0)
        *(const char **)PP_PUSH(composer->arena, &cities.figures) = measure_of(block);
    chart = make_rows(composer, &cities, PP_CHART_MAP);
    for (size_t i = 0; i < chart->row_count; i++)
        any = any || has_place(&chart->rows[i]);
    if (!any) {
        pp_warn(
            composer->run, block->where, "layout.map",
            "There is no map: no city has a position. Add \"position: {lat: 56.95, lon: 24.11}\" "
            "to the cities of the project.");
        return PP_OK;
    }
    pp_chart_note_states(chart, false, &states);
    add_head(composer, &cities, pp_say_plain(composer, "map.title"), parent);
    pp_chart_add(composer, parent, chart, pp_chart_say_rows);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_MICRO,
        pp_compose_dots(
            composer, pp_say_plain(composer, "map.key"),
            pp_compose_dots(
                composer, apart(composer, chart),
                pp_compose_dots(
                    composer, pp_compose_legend(composer, &states),
                    source_of(composer, &cities)))));
    return PP_OK;
}
