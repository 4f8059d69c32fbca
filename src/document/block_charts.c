/* Charts of figures beside the answers' own: shares as bars, cities now and before, questions over
 * the periods, and what was promised. Each says its finding in words for those who do not see it.
 */
#include <string.h>

#include "document/charts.h"
#include "pactpress/address.h"
#include "pactpress/str.h"

enum { MOST_PERIODS = 8 };

/* --- Bars: the share of top answers, question by question */

static void fill_bars(
    struct pp_composer *composer, const struct pp_framework *framework, struct pp_chart *chart,
    struct pp_states *states)
{
    int64_t best = -1;
    size_t winner = 0;
    for (size_t i = 0; i < framework->dimension_count; i++) {
        struct pp_chart_row *row = &chart->rows[chart->row_count];
        row->now = pp_compose_figure(
            composer, "assessment.share_top", composer->city, framework->id,
            framework->dimensions[i].code, NULL);
        row->label = pp_chart_dimension(composer, &framework->dimensions[i]);
        pp_states_note(states, row->now);
        if (pp_figure_has_value(row->now) && row->now->lo > best) {
            best = row->now->lo;
            winner = chart->row_count;
        }
        chart->row_count++;
    }
    if (best >= 0)
        chart->rows[winner].own = true;
}

enum pp_status pp_compose_bars(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_framework *framework = pp_compose_framework(composer, block);
    struct pp_chart *chart = pp_arena_alloc(composer->arena, sizeof *chart);
    struct pp_states states = {0};
    if (framework == NULL || framework->dimension_count == 0)
        return PP_OK;
    chart->kind = PP_CHART_BARS;
    chart->full = 100;
    chart->rows = pp_arena_array(composer->arena, framework->dimension_count, sizeof *chart->rows);
    fill_bars(composer, framework, chart, &states);
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "likert.title"));
    pp_compose_paragraph(
        composer, parent, PP_LOOK_NOTE,
        pp_compose_dots(
            composer, pp_chart_share_note(composer, framework), pp_chart_n(composer, framework)));
    pp_chart_add(composer, parent, chart, pp_chart_say_rows);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_MICRO,
        pp_compose_dots(
            composer, pp_compose_legend(composer, &states),
            pp_say_plain(composer, "likert.source")));
    return PP_OK;
}

/* --- Dots: cities now and before */

enum pp_status pp_compose_change(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const char *measure = block->figures.count > 0 ? block->figures.items[0] : "attendance.persons";
    struct pp_chart *chart = pp_chart_of_cities(composer, PP_CHART_DOTS, measure);
    struct pp_states states = {0};
    if (chart->row_count == 0)
        return PP_OK;
    pp_chart_note_states(chart, true, &states);
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "change.title"));
    pp_compose_paragraph(
        composer, parent, PP_LOOK_NOTE,
        pp_compose_dots(
            composer,
            PP_SAY(
                composer, "change.note", pp_arg_period("previous", &composer->results->previous)),
            pp_chart_n_of(composer, measure)));
    pp_chart_add(composer, parent, chart, pp_chart_say_changes);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_MICRO,
        pp_compose_dots(
            composer, pp_compose_legend(composer, &states),
            pp_say_plain(composer, "annex.holds.cities")));
    return PP_OK;
}

/* --- Panels: questions over periods */

/* The period of the document and those before it that the table has shares of, oldest first. */
static size_t find_periods(
    struct pp_composer *composer, const struct pp_framework *framework, struct pp_period *out)
{
    struct pp_period all[MOST_PERIODS], period = composer->results->period;
    size_t count = 0;
    for (bool there = true; there && count < MOST_PERIODS;) {
        all[count++] = period;
        period = pp_period_previous(composer->arena, &period);
        there = false;
        for (size_t i = 0; i < framework->dimension_count && !there; i++)
            there = pp_figure_get(
                        composer->results->table, "assessment.share_top", composer->city,
                        framework->id, framework->dimensions[i].code, NULL, period.key) != NULL;
    }
    for (size_t i = 0; i < count; i++)
        out[i] = all[count - 1 - i];
    return count;
}

static void fill_line(
    struct pp_composer *composer, const struct pp_framework *framework, const char *city,
    const char *dimension, const struct pp_period *periods, size_t count,
    struct pp_chart_line *line)
{
    line->points = pp_arena_array(composer->arena, count, sizeof *line->points);
    for (size_t i = 0; i < count; i++)
        line->points[i] = pp_figure_get(
            composer->results->table, "assessment.share_top", city, framework->id, dimension, NULL,
            periods[i].key);
}

/* Other cities thin, the own line last. */
static void fill_panel(
    struct pp_composer *composer, const struct pp_framework *framework,
    const struct pp_dimension *dimension, const struct pp_period *periods, size_t count,
    struct pp_chart_panel *panel)
{
    const struct pp_project *project = composer->project;
    panel->label = pp_chart_dimension(composer, dimension);
    panel->lines = pp_arena_array(composer->arena, project->city_count + 1, sizeof *panel->lines);
    for (size_t i = 0; i < project->city_count; i++)
        if (&project->cities[i] != composer->job->city)
            fill_line(
                composer, framework, project->cities[i].id, dimension->code, periods, count,
                &panel->lines[panel->line_count++]);
    fill_line(
        composer, framework, composer->city, dimension->code, periods, count,
        &panel->lines[panel->line_count]);
    panel->lines[panel->line_count++].own = true;
}

static struct pp_inline *say_panels(struct pp_composer *composer, const struct pp_chart *chart)
{
    struct pp_inline *alt = NULL;
    for (size_t i = 0; i < chart->panel_count; i++) {
        const struct pp_chart_panel *panel = &chart->panels[i];
        const struct pp_figure **points = panel->lines[panel->line_count - 1].points;
        const struct pp_figure *before = points[0], *now = points[chart->period_count - 1];
        if (before != NULL && now != NULL)
            alt = pp_chart_sentence(
                composer, alt,
                PP_SAY(
                    composer, "chart.alt.change", pp_arg_node("label", panel->label),
                    pp_arg_figure("before", before), pp_arg_figure("now", now),
                    pp_arg_period("previous", chart->first_period)));
    }
    return alt;
}

/* One period is no trend: then there is no chart. */
enum pp_status pp_compose_trend(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_framework *framework = pp_compose_framework(composer, block);
    struct pp_period *periods = pp_arena_array(composer->arena, MOST_PERIODS, sizeof *periods);
    struct pp_chart *chart = pp_arena_alloc(composer->arena, sizeof *chart);
    struct pp_states states = {0};
    if (framework == NULL || framework->dimension_count == 0)
        return PP_OK;
    chart->kind = PP_CHART_PANELS;
    chart->half = 50;
    chart->band = (int)composer->project->dead_band.percent_points;
    chart->first_period = &periods[0];
    chart->period_count = find_periods(composer, framework, periods);
    if (chart->period_count < 2)
        return PP_OK;
    chart->periods = pp_arena_array(composer->arena, chart->period_count, sizeof *chart->periods);
    for (size_t i = 0; i < chart->period_count; i++)
        chart->periods[i] = pp_chart_period_code(composer, periods[i].key);
    chart->panels =
        pp_arena_array(composer->arena, framework->dimension_count, sizeof *chart->panels);
    for (size_t i = 0; i < framework->dimension_count; i++) {
        struct pp_chart_panel *panel = &chart->panels[chart->panel_count++];
        fill_panel(
            composer, framework, &framework->dimensions[i], periods, chart->period_count, panel);
        for (size_t k = 0; k < chart->period_count; k++)
            if (panel->lines[panel->line_count - 1].points[k] != NULL)
                pp_states_note(&states, panel->lines[panel->line_count - 1].points[k]);
    }
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "trend.title"));
    pp_compose_paragraph(
        composer, parent, PP_LOOK_NOTE,
        pp_compose_dots(
            composer, pp_chart_share_note(composer, framework), pp_chart_n(composer, framework)));
    pp_chart_add(composer, parent, chart, say_panels);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_MICRO,
        pp_compose_dots(
            composer,
            pp_compose_dots(
                composer, pp_say_plain(composer, "trend.key"),
                chart->band > 0
                    ? PP_SAY(composer, "trend.band", pp_arg_number("points", chart->band))
                    : NULL),
            pp_compose_dots(
                composer, pp_compose_legend(composer, &states),
                pp_say_plain(composer, "likert.source"))));
    return PP_OK;
}
