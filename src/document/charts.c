#include "document/charts.h"

#include <string.h>

#include "pactpress/change.h"

/* Of one chart: more would fill more than a page. */
enum { MOST_ROWS = 24, MOST_GROUPS = 14, MOST_PANELS = 12 };

struct pp_inline *pp_chart_sentence(
    struct pp_composer *composer, struct pp_inline *list, struct pp_inline *more)
{
    if (list != NULL && more != NULL)
        list = pp_inline_join(list, pp_compose_raw(composer, " "));
    return pp_inline_join(list, more);
}

struct pp_inline *pp_chart_dimension(
    struct pp_composer *composer, const struct pp_dimension *dimension)
{
    struct pp_inline *label = pp_compose_text(composer, &dimension->label);
    return label != NULL ? label : pp_compose_raw(composer, dimension->code);
}

struct pp_inline *pp_chart_period(struct pp_composer *composer, const struct pp_period *period)
{
    return PP_SAY(composer, "masthead.period", pp_arg_period("period", period));
}

struct pp_inline *pp_chart_share_note(
    struct pp_composer *composer, const struct pp_framework *framework)
{
    return PP_SAY(
        composer, "heat.note", pp_arg_number("top", framework->scale.top),
        pp_arg_text("direction", framework->scale.low_is_good ? "down" : "up"));
}

/* "n = 43", "n ≥ 43": these bring their sign. */
static struct pp_inline *n_is(struct pp_composer *composer, const struct pp_figure *figure)
{
    struct pp_inline *line = pp_say_plain(composer, "likert.n");
    bool sign = figure->state == PP_AT_LEAST || figure->state == PP_ESTIMATED;
    pp_inline_join(line, pp_compose_raw(composer, sign ? "\xC2\xA0" : "\xC2\xA0=\xC2\xA0"));
    return pp_inline_join(line, pp_inline_figure(composer->arena, figure));
}

struct pp_inline *pp_chart_n(struct pp_composer *composer, const struct pp_framework *framework)
{
    return n_is(
        composer,
        pp_compose_figure(
            composer, "assessment.respondents", composer->city, framework->id, NULL, NULL));
}

struct pp_inline *pp_chart_n_of(struct pp_composer *composer, const char *measure)
{
    const struct pp_figure *all =
        pp_chart_figure(composer, measure, NULL, composer->results->period.key);
    return all != NULL ? n_is(composer, all) : NULL;
}

const struct pp_figure *pp_chart_figure(
    struct pp_composer *composer, const char *measure, const char *city, const char *period)
{
    return pp_figure_get(composer->results->table, measure, city, NULL, NULL, NULL, period);
}

struct pp_inline *pp_chart_change(
    struct pp_composer *composer, const struct pp_chart_row *row, const struct pp_figure *change,
    bool *clear)
{
    *clear = false;
    if (row->now == NULL || !pp_figure_has_value(row->now) || row->before == NULL ||
        change == NULL || !pp_figure_has_value(change))
        return NULL;
    if (!pp_change_is_clear(composer->project, change))
        return pp_say_plain(composer, "change.none");
    *clear = true;
    if (change->lo <= 0 || change->unit == PP_UNIT_PERCENT_POINTS) /* these bring their sign */
        return pp_inline_figure(composer->arena, change);
    /* In lines from right to left a sign before European digits would drift behind them. */
    bool rtl = pp_locale_rtl(pp_wording_locale(composer->wording));
    struct pp_inline *sign = pp_compose_raw(composer, rtl ? "\xE2\x80\x8E+" : "+");
    return pp_inline_join(sign, pp_inline_figure(composer->arena, change));
}

struct pp_chart *pp_chart_new(struct pp_composer *composer, enum pp_chart_kind kind, size_t most)
{
    struct pp_chart *chart = pp_arena_alloc(composer->arena, sizeof *chart);
    chart->kind = kind;
    chart->rows = pp_arena_array(composer->arena, most, sizeof *chart->rows);
    chart->now_head = pp_chart_period(composer, &composer->results->period);
    chart->before_head = pp_chart_period(composer, &composer->results->previous);
    chart->change_head = pp_say_plain(composer, "change.column");
    return chart;
}

/* In place of a change from what has no number: "October to December 2021: c". */
static struct pp_inline *say_before(
    struct pp_composer *composer, const struct pp_chart *chart, const struct pp_figure *before)
{
    struct pp_inline *words =
        pp_inline_around(composer->arena, PP_INLINE_GROUP, chart->before_head);
    pp_inline_join(words, pp_compose_raw(composer, ": "));
    return pp_inline_join(words, pp_inline_figure(composer->arena, before));
}

static void add_city(
    struct pp_composer *composer, const char *measure, const struct pp_city *city,
    struct pp_chart *chart)
{
    struct pp_chart_row *row = &chart->rows[chart->row_count++];
    const char *period = composer->results->period.key;
    row->label = pp_compose_city_name(composer, city);
    row->own = city == composer->job->city;
    row->now = pp_compose_figure(composer, measure, city->id, NULL, NULL, NULL);
    row->before = pp_chart_figure(composer, measure, city->id, composer->results->previous.key);
    row->change = pp_chart_change(
        composer, row,
        pp_chart_figure(
            composer, pp_arena_printf(composer->arena, "%s_change", measure), city->id, period),
        &row->clear);
    if (row->change == NULL && row->before != NULL && !pp_figure_has_value(row->before))
        row->change = say_before(composer, chart, row->before);
    row->lat = city->position.lat;
    row->lon = city->position.lon;
}

struct pp_chart *pp_chart_of_cities(
    struct pp_composer *composer, enum pp_chart_kind kind, const char *measure)
{
    const struct pp_project *project = composer->project;
    struct pp_chart *chart = pp_chart_new(composer, kind, project->city_count + 1);
    chart->cities = true;
    for (size_t i = 0; i < project->city_count; i++)
        if (pp_city_active(&project->cities[i], &composer->results->period))
            add_city(composer, measure, &project->cities[i], chart);
    return chart;
}

void pp_chart_note_states(const struct pp_chart *chart, bool before, struct pp_states *states)
{
    for (size_t i = 0; i < chart->row_count; i++) {
        pp_states_note(states, chart->rows[i].now);
        if (before && chart->rows[i].before != NULL)
            pp_states_note(states, chart->rows[i].before);
    }
}

/* "Highest: Riga, 74 %. Lowest: Monza, 39 %."; NULL where several share a place. */
static struct pp_inline *finding(struct pp_composer *composer, const struct pp_chart *chart)
{
    const struct pp_chart_row *high = NULL, *low = NULL;
    size_t highs = 0, lows = 0;
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_chart_row *row = &chart->rows[i];
        if (row->now == NULL || row->now->state != PP_EXACT)
            continue;
        if (high == NULL || row->now->lo >= high->now->lo) {
            highs = high != NULL && row->now->lo == high->now->lo ? highs + 1 : 1;
            high = row;
        }
        if (low == NULL || row->now->lo <= low->now->lo) {
            lows = low != NULL && row->now->lo == low->now->lo ? lows + 1 : 1;
            low = row;
        }
    }
    if (high == NULL || high == low || highs > 1 || lows > 1)
        return NULL;
    return PP_SAY(
        composer, "chart.alt.finding", pp_arg_node("high", high->label),
        pp_arg_node("low", low->label), pp_arg_figure("high_value", high->now),
        pp_arg_figure("low_value", low->now));
}

static struct pp_inline *say_row(struct pp_composer *composer, const struct pp_chart_row *row)
{
    return PP_SAY(
        composer, "chart.alt.row", pp_arg_node("label", row->label),
        pp_arg_figure("value", row->now));
}

struct pp_inline *pp_chart_say_rows(struct pp_composer *composer, const struct pp_chart *chart)
{
    struct pp_inline *alt = finding(composer, chart);
    for (size_t i = 0; i < chart->row_count; i++)
        alt = pp_chart_sentence(composer, alt, say_row(composer, &chart->rows[i]));
    return alt;
}

struct pp_inline *pp_chart_say_changes(struct pp_composer *composer, const struct pp_chart *chart)
{
    struct pp_inline *alt = finding(composer, chart);
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_chart_row *row = &chart->rows[i];
        struct pp_inline *one =
            row->before == NULL
                ? say_row(composer, row)
                : PP_SAY(
                      composer, "chart.alt.change", pp_arg_node("label", row->label),
                      pp_arg_figure("before", row->before), pp_arg_figure("now", row->now),
                      pp_arg_period("previous", &composer->results->previous));
        alt = pp_chart_sentence(composer, alt, one);
    }
    return alt;
}

/* The greatest value that the chart shows, in whole units, upwards. */
static int64_t greatest(const struct pp_chart *chart)
{
    int64_t most = chart->full;
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_figure *shown[] = {chart->rows[i].now, chart->rows[i].before};
        for (size_t k = 0; k < 2; k++) {
            bool value = shown[k] != NULL && pp_figure_has_value(shown[k]);
            bool range = value && shown[k]->state == PP_ESTIMATED; /* "at least" has no end */
            int64_t hi = !value ? 0 : range ? shown[k]->hi : shown[k]->lo;
            for (int d = 0; shown[k] != NULL && d < shown[k]->decimals; d++)
                hi = (hi + 9) / 10;
            most = hi > most ? hi : most;
        }
    }
    return most;
}

void pp_chart_add(
    struct pp_composer *composer, struct pp_node *parent, struct pp_chart *chart,
    pp_chart_words *words)
{
    size_t rows = chart->row_count, panels = chart->panel_count;
    size_t row = 0, panel = 0, most = chart->kind == PP_CHART_GROUPS ? MOST_GROUPS : MOST_ROWS;
    bool whole = chart->kind == PP_CHART_MAP || (rows <= most && panels <= MOST_PANELS);
    if (!whole && chart->full == 0)
        chart->full = greatest(chart);
    do {
        struct pp_chart *part = pp_arena_memdup(composer->arena, chart, sizeof *chart);
        struct pp_node *node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_CHART));
        part->goes_on = row + panel > 0;
        part->whole = chart;
        part->rows = rows > 0 ? chart->rows + row : NULL;
        part->panels = panels > 0 ? chart->panels + panel : NULL;
        part->row_count = whole || rows - row < most ? rows - row : most;
        part->panel_count = whole || panels - panel < MOST_PANELS ? panels - panel : MOST_PANELS;
        row += part->row_count;
        panel += part->panel_count;
        node->as.chart.chart = part;
        node->as.chart.alt = words(composer, part);
        node->keep_next = true;
    } while (row < rows || panel < panels);
    if (!whole) /* they need not stand on one page */
        for (struct pp_node *node = parent->first; node != NULL; node = node->next)
            if (node->kind == PP_NODE_CHART && node->next != NULL &&
                node->next->kind == PP_NODE_CHART)
                node->keep_next = false;
}
