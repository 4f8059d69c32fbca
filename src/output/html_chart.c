/* Charts as drawings, after the same figures and in the same order as on paper. */
#include <math.h>

#include "html_svg.h"
#include "pactpress/locale.h"
#include "pactpress/look.h"

static const double width = 720, label_end = 150;
enum { LABEL = 22 }; /* characters of a line beside a mark */

static bool has(const struct pp_figure *figure)
{
    return figure && pp_figure_has_value(figure);
}

static double value_of(const struct pp_figure *figure)
{
    double value = has(figure) ? (double)figure->lo : 0;
    for (int i = 0; figure && i < figure->decimals; i++)
        value /= 10;
    return value;
}

/* --- Likert: disagreement before the zero line, agreement behind it, neutral set aside */

struct likert_scale {
    double unit; /* per percent */
    double zero, neutral;
};

static const double likert_head = 48, likert_row = 34, likert_bar = 20;

static struct likert_scale likert_scale(const struct pp_likert *chart)
{
    double low = 0, top = 0, neutral = 0;
    chart = chart->whole ? chart->whole : chart;
    for (size_t i = 0; i < chart->row_count; i++) {
        low = fmax(low, value_of(chart->rows[i].low));
        top = fmax(top, value_of(chart->rows[i].top));
        neutral = fmax(neutral, value_of(chart->rows[i].neutral));
    }
    low += 10;
    top += 14;
    neutral += 4;
    struct likert_scale scale = {
        .unit = fmin(3, (width - label_end - 130) / (low + top + neutral))};
    scale.zero = label_end + low * scale.unit;
    scale.neutral = scale.zero + top * scale.unit + 14;
    return scale;
}

static int tint_of(size_t answer, size_t answers)
{
    return answers > 1 ? (int)lround(4.0 * (double)answer / (double)(answers - 1)) : 2;
}

static const char *tint_class(struct html *html, int tint, bool text)
{
    return pp_arena_printf(html->arena, "likert%d%s", tint, text ? " on" : "");
}

static void likert_bar_at(
    struct svg *svg, const struct pp_figure *share, int tint, double x, double y, double w)
{
    const double inside_from = 6; /* [%] */
    if (w <= 0)
        return;
    svg_rect(svg, x, y - likert_bar / 2, w, likert_bar, tint_class(svg->html, tint, false), share);
    if (value_of(share) >= inside_from)
        svg_number(svg, x + w / 2, y, SVG_MIDDLE, tint_class(svg->html, tint, true), share);
}

static void likert_bars(
    struct svg *svg, const struct pp_likert *chart, const struct pp_likert_row *row,
    const struct likert_scale *scale, double y)
{
    size_t half = chart->answers / 2;
    double x = scale->zero;
    for (size_t i = half; i-- > 0;) {
        double w = value_of(row->shares[i]) * scale->unit;
        x -= w;
        likert_bar_at(svg, row->shares[i], tint_of(i, chart->answers), x, y, w);
    }
    svg_number(svg, x - 6, y, SVG_END, "bold low", row->low);
    x = scale->zero;
    for (size_t i = chart->answers - half; i < chart->answers; i++) {
        double w = value_of(row->shares[i]) * scale->unit;
        likert_bar_at(svg, row->shares[i], tint_of(i, chart->answers), x, y, w);
        x += w;
    }
    svg_number(svg, x + 6, y, SVG_START, "bold top", row->top);
    if (chart->answers % 2 == 1)
        likert_bar_at(
            svg, row->shares[half], 2, scale->neutral, y,
            value_of(row->shares[half]) * scale->unit);
}

static void likert_keys(
    struct svg *svg, const struct pp_likert *chart, size_t first, size_t last, double x)
{
    for (size_t i = first; i < last; i++, x += 26) {
        svg_rect(
            svg, x, 27, 10, 10, tint_class(svg->html, tint_of(i, chart->answers), false), NULL);
        svg_text(
            svg, x + 13, 32, SVG_START, "small", html_plain(svg->html, chart->answer_labels[i]));
    }
}

static void likert_head_of(
    struct svg *svg, const struct pp_likert *chart, const struct likert_scale *scale)
{
    struct html *html = svg->html;
    size_t half = chart->answers / 2;
    svg_text(svg, scale->zero - 8, 12, SVG_END, "bold low", html_plain(html, chart->low_label));
    svg_text(svg, scale->zero + 8, 12, SVG_START, "bold top", html_plain(html, chart->top_label));
    likert_keys(svg, chart, 0, half, scale->zero - 8 - 26 * (double)half);
    likert_keys(svg, chart, chart->answers - half, chart->answers, scale->zero + 8);
    if (chart->answers % 2 == 1) {
        svg_text(
            svg, scale->neutral, 12, SVG_START, "bold", html_plain(html, chart->neutral_label));
        likert_keys(svg, chart, half, half + 1, scale->neutral);
    }
    svg_text(svg, width - 64, 32, SVG_END, "small", html_plain(html, chart->n_label));
    svg_text(svg, width, 32, SVG_END, "small", html_plain(html, chart->missing_label));
}

static void draw_likert(struct html *html, const struct pp_node *node)
{
    const struct pp_likert *chart = node->as.likert.chart;
    struct likert_scale scale = likert_scale(chart);
    double height = likert_head + likert_row * (double)chart->row_count;
    struct svg svg = svg_open(html, width, height, html_plain(html, node->as.likert.alt));
    likert_head_of(&svg, chart, &scale);
    svg_line(&svg, 0, likert_head - 4, width, likert_head - 4, "strong");
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_likert_row *row = &chart->rows[i];
        double y = likert_head + likert_row * ((double)i + 0.5);
        svg_label(&svg, 0, y, SVG_START, "bold", html_plain(html, row->label), LABEL);
        svg_number(&svg, width - 64, y, SVG_END, "plain", row->n);
        svg_number(&svg, width, y, SVG_END, "plain", row->missing);
        if (has(row->shares[0]))
            likert_bars(&svg, chart, row, &scale, y);
        else
            svg_state(&svg, scale.zero, y - likert_bar / 2, 80, likert_bar, row->shares[0]);
    }
    svg_line(&svg, scale.zero, likert_head - 4, scale.zero, height, "strong");
    svg_close(&svg);
}

/* --- Rows: bars, or dots of before and now */

static const double row_height = 30, bar_height = 15;

static double greatest(const struct pp_chart *chart)
{
    double top = (double)chart->full;
    for (size_t i = 0; i < chart->row_count && chart->full == 0; i++) {
        top = fmax(top, fmax(value_of(chart->rows[i].now), value_of(chart->rows[i].before)));
        for (size_t k = 0; k < chart->series_count; k++)
            top = fmax(top, value_of(chart->rows[i].series[k]));
    }
    return top > 0 ? top : 1;
}

static bool is_vague(const struct pp_figure *figure)
{
    return figure->state != PP_EXACT && figure->state != PP_ROUNDED;
}

static void draw_bar(
    struct svg *svg, const struct pp_chart_row *row, double y, double zero, double unit)
{
    if (!has(row->now)) {
        svg_state(svg, zero + 3, y - bar_height / 2, 60, bar_height, row->now);
        return;
    }
    double w = fmin(value_of(row->now) * unit, width - zero);
    const char *class = is_vague(row->now) ? "vague" : row->own ? "likert4" : "likert3";
    if (w > 0)
        svg_rect(svg, zero, y - bar_height / 2, w, bar_height, class, row->now);
    svg_number(svg, zero + w + 6, y, SVG_START, "bold", row->now);
}

/* The bars of a row below each other, in the tints of the key. */
static void draw_group(
    struct svg *svg, const struct pp_chart *chart, const struct pp_chart_row *row, double y,
    double zero, double unit)
{
    const double pitch = row_height * 0.6;
    y -= pitch * (double)(chart->series_count - 1) / 2;
    for (size_t k = 0; k < chart->series_count; k++, y += pitch) {
        const struct pp_figure *figure = row->series[k];
        if (figure && !has(figure))
            svg_state(svg, zero + 3, y - bar_height / 2, 60, bar_height, figure);
        if (!has(figure))
            continue;
        double w = fmin(value_of(figure) * unit, width - zero);
        const char *class = is_vague(figure) ? "vague" : tint_class(svg->html, 4 - (int)k, false);
        if (w > 0)
            svg_rect(svg, zero, y - bar_height / 2, w, bar_height, class, figure);
        svg_number(svg, zero + w + 6, y, SVG_START, k == 0 ? "bold" : "plain", figure);
    }
}

/* [units] of a row. */
static double height_of(const struct pp_chart *chart)
{
    return chart->kind == PP_CHART_GROUPS
               ? row_height * 0.6 * (double)chart->series_count + row_height * 0.5
               : row_height;
}

static void draw_dots(
    struct svg *svg, const struct pp_chart_row *row, double y, double zero, double unit)
{
    if (has(row->before) && has(row->now))
        svg_line(
            svg, zero + value_of(row->before) * unit, y, zero + value_of(row->now) * unit, y,
            "join");
    if (has(row->before))
        svg_circle(svg, zero + value_of(row->before) * unit, y, 4.5, "before", row->before);
    if (!has(row->now)) {
        svg_state(svg, zero + 3, y - bar_height / 2, 60, bar_height, row->now);
        return;
    }
    double x = zero + value_of(row->now) * unit;
    double beside = has(row->before) ? fmax(x, zero + value_of(row->before) * unit) : x;
    svg_circle(svg, x, y, 6.5, is_vague(row->now) ? "vague" : "now", row->now);
    svg_number(svg, beside + 13, y, SVG_START, "bold", row->now);
}

static void draw_rows(struct html *html, const struct pp_node *node)
{
    const struct pp_chart *chart = node->as.chart.chart;
    bool dots = chart->kind == PP_CHART_DOTS || chart->kind == PP_CHART_SLOPE;
    double row = height_of(chart);
    double zero = label_end + 10, end = width - (dots ? 210 : 60);
    double unit = (end - zero) / greatest(chart), height = row * (double)chart->row_count + 4;
    struct svg svg = svg_open(html, width, height, html_plain(html, node->as.chart.alt));
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_chart_row *at = &chart->rows[i];
        double y = 2 + row * ((double)i + 0.5);
        if (i > 0 && dots)
            svg_line(&svg, 0, y - row / 2, width, y - row / 2, "hair");
        svg_label(
            &svg, label_end, y, SVG_END, at->own ? "bold" : "plain", html_plain(html, at->label),
            LABEL);
        if (dots)
            draw_dots(&svg, at, y, zero, unit);
        else if (chart->kind == PP_CHART_GROUPS)
            draw_group(&svg, chart, at, y, zero, unit);
        else
            draw_bar(&svg, at, y, zero, unit);
        if (at->change && dots)
            svg_text(&svg, width, y, SVG_END, "plain", html_plain(html, at->change));
    }
    svg_line(&svg, zero, 0, zero, height, "strong");
    svg_close(&svg);
}

/* --- Panels: one a question, all on a scale of 0 to 100; time runs from left to right everywhere
 */

enum { ACROSS = 3 };
static const double plot = 96, panel_height = 168, panel_top = 40;

struct panel {
    double x, y, width;
    size_t points;
};

static double x_of(const struct panel *panel, size_t point)
{
    double room = panel->width - 60;
    return panel->x + 14 +
           (panel->points > 1 ? room * (double)point / (double)(panel->points - 1) : room / 2);
}

static double y_of(const struct panel *panel, const struct pp_figure *figure)
{
    return panel->y + plot * (1 - fmin(value_of(figure) / 100, 1));
}

static void draw_line(struct svg *svg, const struct panel *panel, const struct pp_chart_line *line)
{
    for (size_t i = 1; i < panel->points; i++)
        if (has(line->points[i - 1]) && has(line->points[i]))
            svg_line(
                svg, x_of(panel, i - 1), y_of(panel, line->points[i - 1]), x_of(panel, i),
                y_of(panel, line->points[i]), line->own ? "own" : "other");
    for (size_t i = 0; line->own && i < panel->points; i++) {
        const struct pp_figure *figure = line->points[i];
        bool last = i + 1 == panel->points;
        if (has(figure)) {
            svg_circle(svg, x_of(panel, i), y_of(panel, figure), last ? 5 : 3, "owndot", figure);
            if (last || i == 0)
                svg_number(
                    svg, x_of(panel, i) + (last ? 10 : 0),
                    y_of(panel, figure) + (last                    ? 0
                                           : value_of(figure) < 20 ? -14
                                                                   : 16),
                    last ? SVG_START : SVG_MIDDLE, last ? "bold low" : "small", figure);
        } else if (figure && (last || i == 0)) {
            svg_state(svg, x_of(panel, i) - 4, panel->y + plot - 20, 28, 18, figure);
        }
    }
}

static void draw_panel(
    struct svg *svg, const struct pp_chart *chart, const struct pp_chart_panel *from,
    const struct panel *panel)
{
    struct html *html = svg->html;
    svg_label(
        svg, panel->x, panel->y - 22, SVG_START, "bold", html_plain(html, from->label), LABEL + 4);
    if (chart->half > 0) {
        double y = panel->y + plot * (1 - chart->half / 100.0);
        svg_line(svg, panel->x, y, panel->x + panel->width, y, "dotted");
    }
    svg_line(svg, panel->x, panel->y + plot, panel->x + panel->width, panel->y + plot, "strong");
    svg_text(
        svg, panel->x, panel->y + plot + 12, SVG_START, "small",
        html_plain(html, chart->periods[0]));
    svg_text(
        svg, panel->x + panel->width, panel->y + plot + 12, SVG_END, "small",
        html_plain(html, chart->periods[chart->period_count - 1]));
    for (size_t i = 0; i < from->line_count; i++)
        draw_line(svg, panel, &from->lines[i]);
}

static void draw_panels(struct html *html, const struct pp_node *node)
{
    const struct pp_chart *chart = node->as.chart.chart;
    size_t rows = (chart->panel_count + ACROSS - 1) / ACROSS;
    double step = (width + 24) / ACROSS;
    struct svg svg =
        svg_open(html, width, panel_height * (double)rows, html_plain(html, node->as.chart.alt));
    for (size_t i = 0; i < chart->panel_count; i++) {
        struct panel panel = {
            .x = step * (double)(i % ACROSS),
            .y = panel_top + panel_height * (double)(i / ACROSS),
            .width = step - 24,
            .points = chart->period_count};
        draw_panel(&svg, chart, &chart->panels[i], &panel);
    }
    svg_close(&svg);
}

/* --- Timeline */

static void draw_timeline(struct html *html, const struct pp_node *node)
{
    const struct pp_timeline_row *rows = node->as.timeline.rows;
    size_t count = node->as.timeline.row_count;
    pp_day first = INT32_MAX, last = INT32_MIN, today = node->as.timeline.today;
    for (size_t i = 0; i < count; i++) {
        first = rows[i].first < first ? rows[i].first : first;
        last = rows[i].last > last ? rows[i].last : last;
    }
    double unit = (width - label_end - 20) / fmax((double)(last - first) + 1, 1);
    double start = label_end + 10, height = 26 + row_height * (double)count;
    struct svg svg = svg_open(html, width, height, html_plain(html, node->as.timeline.alt));
    const struct pp_locale *locale = pp_wording_locale(html->wording);
    if (count > 0) {
        svg_text(
            &svg, start, 10, SVG_START, "small",
            pp_locale_date(locale, html->arena, first, PP_DATE_MONTH));
        svg_text(
            &svg, width, 10, SVG_END, "small",
            pp_locale_date(locale, html->arena, last, PP_DATE_MONTH));
    }
    for (size_t i = 0; i < count; i++) {
        double y = 26 + row_height * ((double)i + 0.5), x = start + (rows[i].first - first) * unit;
        svg_label(&svg, 0, y, SVG_START, "bold", html_plain(html, rows[i].label), LABEL);
        if (rows[i].first == rows[i].last)
            svg_circle(&svg, x, y, 6, "owndot", NULL);
        else
            svg_rect(
                &svg, x, y - 8, (rows[i].last - rows[i].first + 1) * unit, 16, "likert3", NULL);
    }
    if (today != PP_NO_DAY && today >= first && today <= last)
        svg_line(
            &svg, start + (today - first) * unit, 18, start + (today - first) * unit, height,
            "own");
    svg_close(&svg);
}

void html_chart(struct html *html, const struct pp_node *node)
{
    if (node->kind == PP_NODE_LIKERT)
        draw_likert(html, node);
    else if (node->kind == PP_NODE_TIMELINE)
        draw_timeline(html, node);
    else if (node->as.chart.chart->kind == PP_CHART_PANELS)
        draw_panels(html, node);
    else
        draw_rows(html, node);
    html_chart_table(html, node);
    if (node->leads_to && node->leads_to->id && node->leads_says) {
        html_printf(html, "<p class=\"note\"><a href=\"#%s\">", node->leads_to->id);
        html_inline(html, node->leads_says);
        html_raw(html, "</a></p>");
    }
    html_raw(html, "</figure>\n");
}

void html_share_bar(struct html *html, double share, const char *alt)
{
    const double length = 400, height = 26;
    html_printf(
        html,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bar\" viewBox=\"0 0 %.0f %.0f\" "
        "role=\"img\"",
        length, height);
    html_attribute(html, "aria-label", alt);
    html_raw(html, ">");
    struct svg svg = {.html = html, .width = length, .height = height};
    svg_rect(&svg, 1, 5, length - 2, 16, "vague", NULL);
    svg_rect(&svg, 1, 5, (length - 2) * fmin(share, 1), 16, "likert4", NULL);
    svg_line(&svg, length / 2, 0, length / 2, height, "strong");
    html_raw(html, "</svg>\n");
}

/* A five-pointed star as corners of a polygon (geometry: emblem.c in page/). */
static void put_star(struct html *html, double cx, double cy, double r)
{
    const double pi = 3.14159265358979323846;
    double inner = r * sin(pi / 10) / sin(7 * pi / 10);
    html_raw(html, "<polygon class=\"star\" points=\"");
    for (int i = 0; i < 10; i++) {
        double angle = i * pi / 5, radius = i % 2 == 0 ? r : inner;
        html_printf(
            html, "%s%.2f,%.2f", i ? " " : "", cx + radius * sin(angle), cy - radius * cos(angle));
    }
    html_raw(html, "\"/>");
}

void html_emblem(struct html *html, const struct pp_inline *alt)
{
    const double h = 180, pi = 3.14159265358979323846;
    html_printf(
        html,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"emblem\" viewBox=\"0 0 %.0f %.0f\" "
        "role=\"img\"",
        1.5 * h, h);
    html_attribute(html, "aria-label", html_plain(html, alt));
    html_printf(html, "><rect class=\"eu\" width=\"%.0f\" height=\"%.0f\"/>", 1.5 * h, h);
    for (int hour = 0; hour < 12; hour++) {
        double angle = hour * pi / 6;
        put_star(html, 0.75 * h + h / 3 * sin(angle), h / 2 - h / 3 * cos(angle), h / 18);
    }
    html_raw(html, "</svg>\n");
}
