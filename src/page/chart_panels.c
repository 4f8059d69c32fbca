/* Small multiples: a panel a question, all on one scale of 0 to 100; the own line strong with its
 * first and last value, others thin behind it, 50 dotted. */
#include <math.h>

#include "pactpress/chart.h"
#include "pactpress/run.h"

enum { ACROSS = 6, ACROSS_NARROW = 3 };
static const double plot_height = 76, least_head = 25, foot_height = 15, inset = 8, gap = 7;
static const double least_width = 56; /* [pt] of six panels */

/* [pt] of a panel, with so many beside each other. */
static double width_in(const struct pp_layouter *layouter, const struct pp_place *place, size_t row)
{
    const double gutter = layouter->setter.styles->space.gutter;
    return (place->width - gutter * (double)(row - 1)) / (double)row;
}

static size_t across(const struct pp_layouter *layouter, const struct pp_place *place)
{
    return width_in(layouter, place, ACROSS) >= least_width ? ACROSS : ACROSS_NARROW;
}

static double width_of(const struct pp_layouter *layouter, const struct pp_place *place)
{
    return width_in(layouter, place, across(layouter, place));
}

/* [pt] over the plots: as high as the longest name needs. */
static enum pp_status measure_head(
    struct pp_layouter *layouter, const struct pp_chart *chart, const struct pp_place *place,
    double *head)
{
    struct pp_text_spec spec = {.type = PP_TYPE_LABEL, .width = width_of(layouter, place)};
    *head = least_head;
    for (size_t i = 0; i < chart->panel_count; i++) {
        double height = 0;
        PP_TRY(pp_chart_grow(layouter, chart->panels[i].label, &spec, &height));
        *head = fmax(*head, height);
    }
    return PP_OK;
}

enum pp_status pp_panels_height(
    struct pp_layouter *layouter, const struct pp_chart *chart, const struct pp_place *place,
    double *height)
{
    size_t rows = (chart->panel_count + across(layouter, place) - 1) / across(layouter, place);
    double head;
    PP_TRY(measure_head(layouter, chart, place, &head));
    *height =
        (head + plot_height + foot_height) * (double)rows + gap * (double)(rows > 0 ? rows - 1 : 0);
    return PP_OK;
}

struct panel {
    double x, y, width; /* of the plot */
    double head;        /* [pt] over it */
    size_t points;
    bool flip; /* time runs from left to right also on mirrored pages */
};

static double x_of(const struct panel *panel, size_t point)
{
    double room = panel->width - 2 * inset - 12;
    if (panel->flip)
        point = panel->points - 1 - point;
    return panel->x + inset + (panel->flip ? 12 : 0) +
           (panel->points > 1 ? room * (double)point / (double)(panel->points - 1) : room / 2);
}

static double y_of(const struct panel *panel, const struct pp_figure *figure)
{
    return panel->y + plot_height * (1 - fmin((double)figure->lo / 100, 1));
}

static bool has(const struct pp_figure *figure)
{
    return figure && pp_figure_has_value(figure);
}

static void put_line(
    struct pp_canvas *canvas, const struct panel *panel, const struct pp_chart_line *line,
    long element)
{
    for (size_t i = 1; i < panel->points; i++)
        if (has(line->points[i - 1]) && has(line->points[i]))
            pp_chart_stroke(
                canvas, element, x_of(panel, i - 1), y_of(panel, line->points[i - 1]),
                x_of(panel, i), y_of(panel, line->points[i]), line->own ? 1.75 : 0.6,
                line->own ? PP_BRICK : PP_MID);
}

/* Solid, or PP_WHITE with a core where it is not exact. Between the first and the last period, what
 * has no value is drawn in its form at the foot of the panel. */
static void put_points(
    struct pp_canvas *canvas, const struct panel *panel, const struct pp_chart_line *line,
    long element)
{
    for (size_t i = 0; i < panel->points; i++) {
        const struct pp_figure *figure = line->points[i];
        bool last = i + 1 == panel->points;
        double x = x_of(panel, i);
        if (!has(figure)) {
            if (figure && i > 0 && !last)
                pp_chart_state_form(
                    canvas, figure->state, x - 3, panel->y + plot_height - 13, 6, 11);
            continue;
        }
        double y = y_of(panel, figure), r = last ? 3 : 1.6;
        if (!pp_chart_is_vague(figure)) {
            pp_canvas_circle(canvas, element, x, y, r, (struct pp_paint){.fill = PP_BRICK});
            continue;
        }
        pp_canvas_circle(
            canvas, element, x, y, 3,
            (struct pp_paint){.fill = PP_WHITE, .stroke = PP_BRICK, .width = 1.2});
        pp_canvas_circle(canvas, element, x, y, 1, (struct pp_paint){.fill = PP_BRICK});
    }
}

/* First and last value of the own line; where there is none, its state. */
static enum pp_status put_values(
    struct pp_layouter *layouter, const struct panel *panel, const struct pp_chart_line *line,
    long element)
{
    for (size_t i = 0; i<panel->points; i += panel->points> 1 ? panel->points - 1 : 1) {
        const struct pp_figure *figure = line->points[i];
        bool last = i + 1 == panel->points;
        double x = x_of(panel, i), y = has(figure) ? y_of(panel, figure) : panel->y + plot_height;
        struct pp_text_spec spec = {
            .type = PP_TYPE_CAPTION,
            .width = 30,
            .bold = last,
            .tint = last ? PP_BRICK : PP_NO_TINT};
        if (!figure)
            continue;
        if (!last && has(figure)) {
            double top = y > panel->y + plot_height - 14 ? y - 14 : y + 3;
            pp_canvas_rect(
                layouter->canvas, PP_ARTIFACT_LAYOUT, x - 6, top, 13, 11,
                (struct pp_paint){.fill = PP_WHITE});
            PP_TRY(pp_chart_label(
                layouter, pp_chart_number(layouter, figure), &spec, x - 5, top, 11, element));
        } else if (has(figure)) {
            spec.align = panel->flip ? PP_END : PP_START;
            PP_TRY(pp_chart_label(
                layouter, pp_chart_number(layouter, figure), &spec, panel->flip ? x - 6 : x + 6,
                y - 6, 12, element));
        } else {
            PP_TRY(pp_chart_state(layouter, figure, x - 8, y - 13, 22, 11, element));
        }
    }
    return PP_OK;
}

static enum pp_status put_frame(
    struct pp_layouter *layouter, const struct pp_chart *chart, const struct panel *panel,
    const struct pp_inline *label, long element)
{
    struct pp_text_spec spec = {.type = PP_TYPE_LABEL, .width = panel->width};
    double room = panel->width;
    PP_TRY(pp_chart_label(
        layouter, label, &spec, panel->x, panel->y - panel->head, panel->head - 3, element));
    if (chart->half > 0)
        pp_canvas_rect(
            layouter->canvas, PP_ARTIFACT_LAYOUT, panel->x,
            panel->y + plot_height * (1 - chart->half / 100.0), room, 0,
            (struct pp_paint){.stroke = PP_MID, .width = 0.5, .dash = {1, 2}});
    pp_canvas_rule(
        layouter->canvas, panel->x, panel->y + plot_height, room, PP_RULE_STRONG, PP_INK);
    spec = (struct pp_text_spec){.type = PP_TYPE_MICRO, .width = room / 2};
    double y = panel->y + plot_height + 2;
    PP_TRY(pp_chart_label(
        layouter, chart->periods[panel->flip ? chart->period_count - 1 : 0], &spec, panel->x, y, 11,
        element));
    if (chart->period_count < 2)
        return PP_OK;
    spec.align = PP_END;
    return pp_chart_label(
        layouter, chart->periods[panel->flip ? 0 : chart->period_count - 1], &spec, panel->x + room,
        y, 11, element);
}

/* Around the value before the last: where the line ends in it, no change is clear. */
static void put_band(
    struct pp_canvas *canvas, const struct pp_chart *chart, const struct panel *panel,
    const struct pp_chart_line *line)
{
    size_t last = panel->points - 1;
    if (chart->band <= 0 || last == 0 || !has(line->points[last]) || !has(line->points[last - 1]))
        return;
    double from = x_of(panel, last - 1), to = x_of(panel, last),
           half = plot_height * chart->band / 100.0;
    double y = y_of(panel, line->points[last - 1]);
    double top = fmax(y - half, panel->y), foot = fmin(y + half, panel->y + plot_height);
    pp_canvas_rect(
        canvas, PP_ARTIFACT_LAYOUT, fmin(from, to), top, fabs(to - from), foot - top,
        (struct pp_paint){.fill = PP_LINE});
}

enum pp_status pp_put_panels(
    struct pp_layouter *layouter, const struct pp_chart *chart, struct pp_place *place,
    long element)
{
    size_t row = across(layouter, place);
    double width = width_of(layouter, place), height, head;
    PP_TRY(measure_head(layouter, chart, place, &head));
    PP_TRY(pp_panels_height(layouter, chart, place, &height));
    for (size_t i = 0; i < chart->panel_count; i++) {
        const struct pp_chart_panel *from = &chart->panels[i];
        struct panel panel = {
            .x = place->x + (double)(i % row) * (width + layouter->setter.styles->space.gutter),
            .y = place->y + head + (head + plot_height + foot_height + gap) * (double)(i / row),
            .width = width,
            .head = head,
            .points = chart->period_count,
            .flip = layouter->setter.rtl};
        PP_TRY(put_frame(layouter, chart, &panel, from->label, element));
        if (from->line_count > 0)
            put_band(layouter->canvas, chart, &panel, &from->lines[from->line_count - 1]);
        for (size_t k = 0; k < from->line_count; k++) {
            put_line(layouter->canvas, &panel, &from->lines[k], element);
            if (!from->lines[k].own)
                continue;
            put_points(layouter->canvas, &panel, &from->lines[k], element);
            PP_TRY(put_values(layouter, &panel, &from->lines[k], element));
        }
    }
    place->y += height;
    return PP_OK;
}
