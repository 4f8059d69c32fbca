/* What was promised and what is reached; and the charts of the document once more as tables. */
#include "document/charts.h"
#include "document/composer.h"
#include "pactpress/address.h"
#include "pactpress/str.h"

static const struct pp_table_column target_columns[] = {
    {.kind = PP_COLUMN_REST, .row_header = true},
    {.kind = PP_COLUMN_FIXED, .width = 56, .numeric = true},
    {.kind = PP_COLUMN_FIXED, .width = 56, .numeric = true},
    {.kind = PP_COLUMN_FIXED, .width = 56, .numeric = true},
    {.kind = PP_COLUMN_FIXED, .width = 105},
};

static const struct pp_figure *figure_at(
    struct pp_composer *composer, const struct pp_address *like, const char *ending,
    const char *period)
{
    struct pp_address at = *like;
    at.measure = pp_arena_printf(composer->arena, "%s%s", like->measure, ending);
    at.period = period;
    return pp_figure_find(composer->results->table, &at);
}

/* "Riga · Share of top answers · Relevance" */
static struct pp_inline *label_of(struct pp_composer *composer, const struct pp_address *at)
{
    const struct pp_project *project = composer->project;
    const struct pp_city *city = at->city != NULL ? pp_project_city(project, at->city) : NULL;
    const struct pp_framework *framework =
        at->dimension != NULL ? pp_project_framework(project, at->framework) : NULL;
    const struct pp_dimension *dimension =
        framework != NULL ? pp_framework_dimension(framework, at->dimension) : NULL;
    struct pp_inline *label = pp_compose_measure_name(composer, at->measure);
    if (city != NULL)
        label = pp_compose_dots(composer, pp_compose_city_name(composer, city), label);
    return dimension != NULL
               ? pp_compose_dots(composer, label, pp_compose_text(composer, &dimension->label))
               : label;
}

/* A new value from a later day on is a target of its own; in force is one of them. */
static bool is_told(const struct pp_project *project, const struct pp_target *target)
{
    for (const struct pp_target *before = project->targets; before < target; before++)
        if (pp_streq(before->figure, target->figure))
            return true;
    return false;
}

bool pp_compose_promise(
    struct pp_composer *composer, const struct pp_target *target, struct pp_promise *out)
{
    const struct pp_results *results = composer->results;
    const char *period = results->until.key, *error;
    struct pp_address at;
    if (pp_starts_with(target->figure, "indicator.") || is_told(composer->project, target))
        return false;
    if (pp_address_parse(composer->arena, target->figure, NULL, &at, &error) != PP_OK ||
        (composer->city != NULL && !pp_streq(at.city, composer->city)))
        return false;
    if (figure_at(composer, &at, ".target", period) == NULL)
        period = results->period.key; /* a measure that is not cumulative */
    *out = (struct pp_promise){
        .target = figure_at(composer, &at, ".target", period),
        .expected = figure_at(composer, &at, ".expected", period),
        .reached = figure_at(composer, &at, "", period),
        .share = figure_at(composer, &at, ".of_target", period),
        .now = figure_at(composer, &at, "", results->period.key)};
    if (out->target == NULL || out->reached == NULL)
        return false;
    out->label = label_of(composer, &at);
    return true;
}

static struct pp_inline *share_cell(struct pp_composer *composer, const struct pp_figure *share)
{
    struct pp_inline *cell;
    if (share == NULL || !pp_figure_has_value(share))
        return share != NULL ? pp_inline_figure(composer->arena, share) : NULL;
    cell = pp_inline_mark(composer->arena, PP_MARK_SHARE, (int)(share->lo > 999 ? 999 : share->lo));
    pp_inline_join(cell, pp_compose_raw(composer, " "));
    return pp_inline_join(cell, pp_inline_figure(composer->arena, share));
}

static bool add_target(
    struct pp_composer *composer, const struct pp_target *target, struct pp_node *table,
    struct pp_states *states)
{
    struct pp_promise promise;
    if (!pp_compose_promise(composer, target, &promise))
        return false;
    struct pp_node *row = pp_compose_row(composer, table, false);
    pp_compose_cell(composer, row, promise.label);
    pp_compose_cell(
        composer, row,
        promise.now != NULL ? pp_inline_figure(composer->arena, pp_states_note(states, promise.now))
                            : NULL);
    pp_compose_cell(
        composer, row, pp_inline_figure(composer->arena, pp_states_note(states, promise.reached)));
    pp_compose_cell(composer, row, pp_inline_figure(composer->arena, promise.target));
    pp_compose_cell(composer, row, share_cell(composer, promise.share));
    return true;
}

enum pp_status pp_compose_targets(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    static const char *const heads[] = {
        "events.what", "masthead.period", "targets.reached", "targets.target", "targets.share"};
    const struct pp_project *project = composer->project;
    struct pp_node *holder = pp_node_new(composer->arena, PP_NODE_SECTION), *table;
    struct pp_states states = {0};
    bool any = false;
    table = pp_compose_table(
        composer, holder, target_columns, 5, pp_say_plain(composer, "targets.title"));
    pp_compose_head(composer, table, heads, 5);
    for (size_t i = 0; i < project->target_count; i++)
        any = add_target(composer, &project->targets[i], table, &states) || any;
    if (!any)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "targets.title"));
    table->keep_next = true;
    pp_node_append(parent, table);
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
    return PP_OK;
}

/* --- Charts as tables */

static const double number_width = 40; /* [pt] of columns */

static double period_width(size_t count)
{
    return count <= 2 ? 112 : 56; /* [pt] */
}

static struct pp_inline *title_of(const struct pp_node *chart)
{
    const struct pp_node *node = chart->parent->first;
    while (node != NULL && node->kind != PP_NODE_HEADING)
        node = node->next;
    return node != NULL ? node->content : NULL;
}

/* A chart and the heading over its figures lead to each other. */
static void join(struct pp_composer *composer, struct pp_node *chart, struct pp_node *heading)
{
    if (chart->leads_to != NULL)
        return;
    composer->joined++;
    chart->id = pp_arena_printf(composer->arena, "chart.%zu", composer->joined);
    heading->id = pp_arena_printf(composer->arena, "figures.%zu", composer->joined);
    chart->leads_to = heading;
    chart->leads_says = pp_say_plain(composer, "tables.of_chart");
    heading->leads_to = chart;
    heading->leads_says = pp_say_plain(composer, "tables.to_chart");
}

static struct pp_node *start_table(
    struct pp_composer *composer, struct pp_node *chart, size_t numbers, double width,
    struct pp_node *parent)
{
    struct pp_table_column *columns = pp_arena_array(composer->arena, numbers + 1, sizeof *columns);
    struct pp_inline *title = title_of(chart);
    if (chart->kind == PP_NODE_LIKERT ? chart->as.likert.chart->goes_on
                                      : chart->as.chart.chart->goes_on) {
        title = pp_inline_around(composer->arena, PP_INLINE_GROUP, title);
        pp_inline_join(title, pp_compose_raw(composer, " "));
        pp_inline_join(title, pp_say_plain(composer, "page.continued"));
    }
    columns[0] = (struct pp_table_column){.kind = PP_COLUMN_REST, .row_header = true};
    for (size_t i = 1; i <= numbers; i++)
        columns[i] =
            (struct pp_table_column){.kind = PP_COLUMN_FIXED, .width = width, .numeric = true};
    join(composer, chart, pp_compose_heading(composer, parent, 3, PP_LOOK_H3, title));
    return pp_compose_table(composer, parent, columns, numbers + 1, title);
}

static void add_cell(
    struct pp_composer *composer, struct pp_node *row, const struct pp_figure *figure)
{
    pp_compose_cell(
        composer, row, figure != NULL ? pp_inline_figure(composer->arena, figure) : NULL);
}

static struct pp_node *add_row(
    struct pp_composer *composer, struct pp_node *table, bool head, struct pp_inline *label)
{
    struct pp_node *row = pp_compose_row(composer, table, head);
    pp_compose_cell(composer, row, label);
    return row;
}

/* The figures of a map may stand in the table of a chart before it: then it leads there. */
static bool join_to_same(
    struct pp_composer *composer, struct pp_node *map, const struct pp_node *node)
{
    if (!pp_node_is_block(node))
        return false;
    const struct pp_chart *one = map->as.chart.chart, *other = node->as.chart.chart;
    bool same = node->kind == PP_NODE_CHART && node->leads_to != NULL && node != map &&
                other->kind == PP_CHART_DOTS && other->row_count == one->row_count;
    for (size_t i = 0; same && i < one->row_count; i++)
        same = other->rows[i].now == one->rows[i].now;
    if (same) {
        map->leads_to = node->leads_to;
        map->leads_says = pp_say_plain(composer, "tables.of_chart");
    }
    for (const struct pp_node *child = node->first; child != NULL && !same; child = child->next)
        same = join_to_same(composer, map, child);
    return same;
}

static struct pp_inline *rows_name(struct pp_composer *composer, const struct pp_chart *chart)
{
    return pp_say_plain(composer, chart->cities ? "heat.city" : "dimensions.dimension");
}

static void tabulate_groups(
    struct pp_composer *composer, struct pp_node *node, struct pp_node *parent)
{
    const struct pp_chart *chart = node->as.chart.chart;
    struct pp_node *table = start_table(composer, node, chart->series_count, number_width, parent),
                   *row;
    row = add_row(composer, table, true, rows_name(composer, chart));
    for (size_t k = 0; k < chart->series_count; k++)
        pp_compose_cell(composer, row, chart->series_heads[k]);
    for (size_t i = 0; i < chart->row_count; i++) {
        row = add_row(composer, table, false, chart->rows[i].label);
        for (size_t k = 0; k < chart->series_count; k++)
            add_cell(composer, row, chart->rows[i].series[k]);
    }
}

static void tabulate_rows(
    struct pp_composer *composer, struct pp_node *node, struct pp_node *parent)
{
    const struct pp_chart *chart = node->as.chart.chart;
    bool dots = chart->kind == PP_CHART_DOTS || chart->kind == PP_CHART_SLOPE;
    struct pp_node *table, *row;
    if (chart->kind == PP_CHART_MAP && join_to_same(composer, node, composer->document->root))
        return;
    if (chart->kind == PP_CHART_GROUPS) {
        tabulate_groups(composer, node, parent);
        return;
    }
    table = start_table(composer, node, dots ? 2 : 1, period_width(2), parent);
    row = add_row(composer, table, true, rows_name(composer, chart));
    if (dots)
        pp_compose_cell(composer, row, chart->before_head);
    pp_compose_cell(composer, row, chart->now_head);
    for (size_t i = 0; i < chart->row_count; i++) {
        row = add_row(composer, table, false, chart->rows[i].label);
        if (dots)
            add_cell(composer, row, chart->rows[i].before);
        add_cell(composer, row, chart->rows[i].now);
    }
}

/* The figure of the own line of a panel. */
static const struct pp_figure *point_of(const struct pp_chart *chart, size_t panel, size_t period)
{
    const struct pp_chart_panel *one = &chart->panels[panel];
    return one->lines[one->line_count - 1].points[period];
}

/* A row for each question, a column for each period. */
static void tabulate_questions(
    struct pp_composer *composer, struct pp_node *node, struct pp_node *parent)
{
    const struct pp_chart *chart = node->as.chart.chart;
    size_t count = chart->period_count;
    struct pp_node *table = start_table(composer, node, count, period_width(count), parent), *row;
    row = add_row(composer, table, true, pp_say_plain(composer, "dimensions.dimension"));
    for (size_t k = 0; k < count; k++)
        pp_compose_cell(composer, row, pp_chart_period(composer, &chart->first_period[k]));
    for (size_t i = 0; i < chart->panel_count; i++) {
        row = add_row(composer, table, false, chart->panels[i].label);
        for (size_t k = 0; k < count; k++)
            add_cell(composer, row, point_of(chart, i, k));
    }
}

/* A row for each period, a column for each question. */
static void tabulate_periods(
    struct pp_composer *composer, struct pp_node *node, struct pp_node *parent)
{
    const struct pp_chart *chart = node->as.chart.chart;
    size_t count = chart->panel_count;
    struct pp_node *table = start_table(composer, node, count, number_width, parent), *row;
    row = add_row(composer, table, true, pp_say_plain(composer, "annex.column.period"));
    for (size_t i = 0; i < count; i++)
        pp_compose_cell(composer, row, chart->panels[i].label);
    for (size_t k = 0; k < chart->period_count; k++) {
        row = add_row(composer, table, false, pp_chart_period(composer, &chart->first_period[k]));
        for (size_t i = 0; i < count; i++)
            add_cell(composer, row, point_of(chart, i, k));
    }
}

/* Periods are named in words, which are read aloud better than codes: of many of them the names
 * would not stand side by side. */
static void tabulate_panels(
    struct pp_composer *composer, struct pp_node *node, struct pp_node *parent)
{
    enum { MOST_SIDE_BY_SIDE = 5 };
    if (node->as.chart.chart->period_count <= MOST_SIDE_BY_SIDE)
        tabulate_questions(composer, node, parent);
    else
        tabulate_periods(composer, node, parent);
}

static void tabulate_likert(
    struct pp_composer *composer, struct pp_node *node, struct pp_node *parent)
{
    const struct pp_likert *chart = node->as.likert.chart;
    struct pp_node *table = start_table(composer, node, chart->answers + 2, number_width, parent),
                   *row;
    row = add_row(composer, table, true, pp_say_plain(composer, "dimensions.dimension"));
    for (size_t i = 0; i < chart->answers; i++)
        pp_compose_cell(composer, row, chart->answer_labels[i]);
    pp_compose_cell(composer, row, chart->n_label);
    pp_compose_cell(composer, row, chart->missing_label);
    for (size_t i = 0; i < chart->row_count; i++) {
        row = add_row(composer, table, false, chart->rows[i].label);
        for (size_t k = 0; k < chart->answers; k++)
            add_cell(composer, row, chart->rows[i].shares[k]);
        add_cell(composer, row, chart->rows[i].n);
        add_cell(composer, row, chart->rows[i].missing);
    }
}

static void tabulate(struct pp_composer *composer, struct pp_node *node, struct pp_node *parent)
{
    if (node->kind == PP_NODE_LIKERT)
        tabulate_likert(composer, node, parent);
    else if (node->kind == PP_NODE_CHART && node->as.chart.chart->kind == PP_CHART_PANELS)
        tabulate_panels(composer, node, parent);
    else if (node->kind == PP_NODE_CHART)
        tabulate_rows(composer, node, parent);
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        tabulate(composer, child, parent);
}

/* What leads to `from` leads to `to` from now on. */
static void redirect(struct pp_node *node, const struct pp_node *from, const struct pp_node *to)
{
    if (!pp_node_is_block(node))
        return;
    if (node->leads_to == from)
        node->leads_to = to;
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        redirect(child, from, to);
}

/* One chart alone: its table needs no heading below that of the block. */
static struct pp_node *without_heading(
    struct pp_composer *composer, struct pp_node *tables, struct pp_node *title)
{
    struct pp_node *only = tables->first;
    for (const struct pp_node *node = only->next; node != NULL; node = node->next)
        if (node->kind == PP_NODE_HEADING)
            return only;
    title->id = only->id;
    title->leads_to = only->leads_to;
    title->leads_says = only->leads_says;
    redirect(composer->document->root, only, title);
    return only->next;
}

/* Charts that stand before this block; heat tables are tables already. */
enum pp_status pp_compose_chart_tables(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct pp_node *tables = pp_node_new(composer->arena, PP_NODE_SECTION), *next;
    tabulate(composer, composer->document->root, tables);
    if (tables->first == NULL)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "tables.title"));
    for (struct pp_node *node = without_heading(composer, tables, parent->last); node != NULL;
         node = next) {
        next = node->next;
        pp_node_append(parent, node);
    }
    return PP_OK;
}
