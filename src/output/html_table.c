/* Tables, and the numbers of charts as tables. */
#include "html_parts.h"
#include "pactpress/locale.h"

/* A wide table scrolls by itself, also by keyboard; the page does not. */
static void open_table(struct html *html, const char *caption, const char *class)
{
    html_raw(html, "<div class=\"wide\" tabindex=\"0\" role=\"group\"");
    html_attribute(html, "aria-label", caption);
    html_raw(html, ">\n<table");
    html_attribute(html, "class", class);
    html_raw(html, "><caption>");
    html_text(html, caption);
    html_raw(html, "</caption>\n");
}

static void close_table(struct html *html)
{
    html_raw(html, "</tbody></table></div>\n");
}

static void put_cell(
    struct html *html, const struct pp_node *table, const struct pp_node *row,
    const struct pp_node *cell, size_t column)
{
    bool head = row->in_table.row.head, group = row->in_table.row.group;
    bool known = column < table->as.table.column_count;
    const struct pp_table_column *about = known ? &table->as.table.columns[column] : NULL;
    bool of_row = !head && (group || (about && about->row_header) || cell->in_table.cell.header);
    html_raw(html, head || of_row ? "<th" : "<td");
    if (head || of_row)
        html_attribute(html, "scope", head ? "col" : group ? "rowgroup" : "row");
    if (cell->in_table.cell.span > 1)
        html_printf(html, " colspan=\"%u\"", cell->in_table.cell.span);
    if (about && about->numeric)
        html_attribute(html, "class", "number");
    else if (of_row && about && about->plain)
        html_attribute(html, "class", "plain");
    html_lang(html, cell->lang);
    html_raw(html, ">");
    html_inline(html, cell->content);
    html_children(html, cell);
    html_raw(html, head || of_row ? "</th>" : "</td>");
}

static void put_row(struct html *html, const struct pp_node *table, const struct pp_node *row)
{
    size_t column = 0;
    html_raw(
        html, row->in_table.row.total   ? "<tr class=\"total\">"
              : row->in_table.row.group ? "</tbody>\n<tbody><tr class=\"group\">"
                                        : "<tr>");
    for (const struct pp_node *cell = row->first; cell; cell = cell->next) {
        put_cell(html, table, row, cell, column);
        column += cell->in_table.cell.span > 1 ? cell->in_table.cell.span : 1;
    }
    html_raw(html, "</tr>\n");
}

void html_table(struct html *html, const struct pp_node *node)
{
    const struct pp_node *row = node->first;
    const char *caption = html_plain(html, node->as.table.caption);
    open_table(html, *caption ? caption : html->heading, NULL);
    if (row && row->in_table.row.head) {
        html_raw(html, "<thead>");
        for (; row && row->in_table.row.head; row = row->next)
            put_row(html, node, row);
        html_raw(html, "</thead>\n");
    }
    html_raw(html, "<tbody>\n");
    for (; row; row = row->next)
        put_row(html, node, row);
    close_table(html);
}

static void head_cell(struct html *html, const struct pp_inline *label)
{
    html_raw(html, label ? "<th scope=\"col\">" : "<td>");
    html_inline(html, label);
    html_raw(html, label ? "</th>" : "</td>");
}

static void row_head(struct html *html, const struct pp_inline *label)
{
    html_raw(html, "<tr><th scope=\"row\">");
    html_inline(html, label);
    html_raw(html, "</th>");
}

static void number_cell(struct html *html, const struct pp_figure *figure, const char *class)
{
    html_raw(html, "<td");
    html_attribute(html, "class", class ? class : "number");
    html_raw(html, ">");
    html_figure(html, figure);
    html_raw(html, "</td>");
}

static const char *tint_of(
    struct html *html, const struct pp_heat *chart, const struct pp_figure *figure)
{
    int tint = 0;
    if (!figure || !pp_figure_has_value(figure))
        return "number";
    while (tint < 4 && figure->lo >= chart->bounds[tint])
        tint++;
    return pp_arena_printf(html->arena, "number heat%d", tint);
}

void html_heat(struct html *html, const struct pp_node *node)
{
    const struct pp_heat *chart = node->as.heat.chart;
    open_table(html, html->heading, "heat");
    html_raw(html, "<thead><tr>");
    head_cell(html, chart->corner_label);
    for (size_t i = 0; i < chart->column_count; i++)
        head_cell(html, chart->column_labels[i]);
    head_cell(html, chart->n_label);
    html_raw(html, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_heat_row *row = &chart->rows[i];
        row_head(html, row->label);
        for (size_t k = 0; k < chart->column_count; k++)
            number_cell(html, row->cells[k], tint_of(html, chart, row->cells[k]));
        number_cell(html, row->n, NULL);
        html_raw(html, "</tr>\n");
    }
    close_table(html);
}

static void likert_rows(struct html *html, const struct pp_likert *chart)
{
    bool odd = chart->answers % 2 == 1;
    html_raw(html, "<thead><tr><td></td>");
    for (size_t i = 0; i < chart->answers; i++)
        head_cell(html, chart->answer_labels[i]);
    head_cell(html, chart->low_label);
    if (odd)
        head_cell(html, chart->neutral_label);
    head_cell(html, chart->top_label);
    head_cell(html, chart->n_label);
    head_cell(html, chart->missing_label);
    html_raw(html, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_likert_row *row = &chart->rows[i];
        row_head(html, row->label);
        for (size_t k = 0; k < chart->answers; k++)
            number_cell(html, row->shares[k], NULL);
        number_cell(html, row->low, NULL);
        if (odd)
            number_cell(html, row->neutral, NULL);
        number_cell(html, row->top, NULL);
        number_cell(html, row->n, NULL);
        number_cell(html, row->missing, NULL);
        html_raw(html, "</tr>\n");
    }
}

static void group_rows(struct html *html, const struct pp_chart *chart)
{
    html_raw(html, "<thead><tr><td></td>");
    for (size_t k = 0; k < chart->series_count; k++)
        head_cell(html, chart->series_heads[k]);
    html_raw(html, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < chart->row_count; i++) {
        row_head(html, chart->rows[i].label);
        for (size_t k = 0; k < chart->series_count; k++)
            number_cell(html, chart->rows[i].series[k], NULL);
        html_raw(html, "</tr>\n");
    }
}

static void dot_rows(struct html *html, const struct pp_chart *chart)
{
    bool dots = chart->kind == PP_CHART_DOTS || chart->kind == PP_CHART_SLOPE;
    if (chart->kind == PP_CHART_GROUPS) {
        group_rows(html, chart);
        return;
    }
    if (dots) {
        html_raw(html, "<thead><tr><td></td>");
        head_cell(html, chart->before_head);
        head_cell(html, chart->now_head);
        if (chart->change_head)
            head_cell(html, chart->change_head);
        html_raw(html, "</tr></thead>\n");
    }
    html_raw(html, "<tbody>\n");
    for (size_t i = 0; i < chart->row_count; i++) {
        row_head(html, chart->rows[i].label);
        if (dots)
            number_cell(html, chart->rows[i].before, NULL);
        number_cell(html, chart->rows[i].now, NULL);
        if (dots && chart->change_head) {
            html_raw(html, "<td class=\"number\">");
            html_inline(html, chart->rows[i].change);
            html_raw(html, "</td>");
        }
        html_raw(html, "</tr>\n");
    }
}

/* The own line: it is the one with numbers on it. */
static void panel_rows(struct html *html, const struct pp_chart *chart)
{
    html_raw(html, "<thead><tr><td></td>");
    for (size_t i = 0; i < chart->period_count; i++)
        head_cell(html, chart->periods[i]);
    html_raw(html, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < chart->panel_count; i++) {
        const struct pp_chart_panel *panel = &chart->panels[i];
        row_head(html, panel->label);
        for (size_t k = 0; k < chart->period_count; k++)
            number_cell(html, panel->lines[panel->line_count - 1].points[k], NULL);
        html_raw(html, "</tr>\n");
    }
}

static void timeline_rows(struct html *html, const struct pp_node *node)
{
    html_raw(html, "<tbody>\n");
    for (size_t i = 0; i < node->as.timeline.row_count; i++) {
        const struct pp_timeline_row *row = &node->as.timeline.rows[i];
        struct pp_inline days = {
            .kind = PP_INLINE_DAYS, .first = row->first, .last = row->last, .days = PP_DATE_LONG};
        row_head(html, row->label);
        html_raw(html, "<td>");
        html_inline(html, &days);
        html_raw(html, "</td><td>");
        html_inline(html, row->text);
        html_raw(html, "</td></tr>\n");
    }
}

void html_chart_table(struct html *html, const struct pp_node *node)
{
    html_raw(html, "<details><summary>");
    html_text(html, html_string(html, "html.data"));
    html_raw(html, "</summary>\n");
    open_table(html, html->heading, NULL);
    if (node->kind == PP_NODE_LIKERT)
        likert_rows(html, node->as.likert.chart);
    else if (node->kind == PP_NODE_TIMELINE)
        timeline_rows(html, node);
    else if (node->as.chart.chart->kind == PP_CHART_PANELS)
        panel_rows(html, node->as.chart.chart);
    else
        dot_rows(html, node->as.chart.chart);
    close_table(html);
    html_raw(html, "</details>\n");
}
