/* Charts of rows: bars from a zero rule, and dots of now and before on one scale. */
#include <math.h>

#include "pactpress/chart.h"
#include "pactpress/run.h"

static const double bar_row = 20, bar_height = 10.5, dot_row = 21, head_height = 15;
static const double value_width = 46, change_width = 92, state_width = 34;

struct scale {
    double zero, end; /* x of zero and of the greatest value */
    double top;       /* the greatest value */
};

static double greatest(const struct pp_chart *chart)
{
    double top = (double)chart->full;
    for (size_t i = 0; i < chart->row_count && chart->full == 0; i++)
        top = fmax(
            top, fmax(pp_chart_high(chart->rows[i].now), pp_chart_high(chart->rows[i].before)));
    return top > 0 ? top : 1;
}

/* 1, 2 or 5 times a power of ten: at most five steps up to the top. */
static double step_of(double top)
{
    double step = 1;
    for (int i = 0; top / step > 5 && i < 40; i++)
        step *= i % 3 == 1 ? 2.5 : 2;
    return step;
}

static double place_on(const struct scale *scale, double value)
{
    return scale->zero + (scale->end - scale->zero) * fmin(value / scale->top, 1);
}

/* An estimate is drawn light, what has no value in its state's form, all else solid. */
static enum pp_status put_bar(
    struct pp_layouter *layouter, const struct pp_chart_row *row, const struct scale *scale,
    double y, double height, long element)
{
    const struct pp_figure *figure = row->now;
    enum pp_tint fill = row->own ? PP_PETROL : pp_likert(3);
    double top = y + (height - bar_height) / 2;
    if (!figure || !pp_figure_has_value(figure))
        return pp_chart_state(
            layouter, figure, scale->zero + 3, top, state_width, bar_height, element);
    double x = place_on(scale, pp_chart_value(figure));
    if (x > scale->zero)
        pp_canvas_rect(
            layouter->canvas, element, scale->zero, top, x - scale->zero, bar_height,
            (struct pp_paint){
                .fill = pp_chart_is_vague(figure) ? PP_WHITE : fill,
                .stroke = PP_INK,
                .rule = PP_RULE_KEYLINE});
    struct pp_text_spec spec = {.type = PP_TYPE_TABLE_HEAD, .width = value_width};
    return pp_chart_label(
        layouter, pp_chart_number(layouter, figure), &spec, x + 5, y, height, element);
}

static struct pp_text_spec bar_label(const struct pp_chart_row *row, const struct pp_place *place)
{
    return (struct pp_text_spec){
        .type = PP_TYPE_TABLE,
        .align = PP_END,
        .width = pp_chart_label_width(place),
        .bold = row->own};
}

static enum pp_status lay_bars(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_chart *chart = block->node->as.chart.chart;
    double labels = pp_chart_label_width(place), y = place->y + 3, height = 6;
    double *rows = pp_arena_array(layouter->arena, chart->row_count + 1, sizeof *rows);
    struct scale scale = {
        .zero = place->x + labels + 7,
        .end = place->x + place->width - value_width,
        .top = greatest(chart)};
    long element;
    for (size_t i = 0; i < chart->row_count; height += rows[i++]) {
        struct pp_text_spec spec = bar_label(&chart->rows[i], place);
        rows[i] = bar_row;
        PP_TRY(pp_chart_grow(layouter, chart->rows[i].label, &spec, &rows[i]));
    }
    PP_TRY(pp_chart_start(layouter, block, block->node->as.chart.alt, place, height, &element));
    for (size_t i = 0; i < chart->row_count; y += rows[i++]) {
        struct pp_text_spec spec = bar_label(&chart->rows[i], place);
        PP_TRY(pp_chart_label(
            layouter, chart->rows[i].label, &spec, place->x + labels, y, rows[i], element));
        PP_TRY(put_bar(layouter, &chart->rows[i], &scale, y, rows[i], element));
    }
    pp_canvas_upright(layouter->canvas, scale.zero, place->y, height, PP_RULE_STRONG, PP_INK);
    place->y += height;
    return PP_OK;
}

static double middle_of(const struct pp_figure *figure)
{
    return (pp_chart_value(figure) + pp_chart_high(figure)) / 2;
}

/* Now: filled; an estimate: a ring with a core, its interval as a line. Before: open, smaller. */
static void put_dot(
    struct pp_canvas *canvas, const struct pp_figure *figure, const struct scale *scale, double y,
    bool now, long element)
{
    bool vague = pp_chart_is_vague(figure);
    double x = place_on(scale, middle_of(figure));
    if (vague && pp_chart_high(figure) > pp_chart_value(figure))
        pp_canvas_rect(
            canvas, element, place_on(scale, pp_chart_value(figure)), y - 0.4,
            place_on(scale, pp_chart_high(figure)) - place_on(scale, pp_chart_value(figure)), 0.8,
            (struct pp_paint){.fill = PP_PETROL});
    if (!now || vague)
        pp_canvas_circle(
            canvas, element, x, y, now ? 4.5 : 3,
            (struct pp_paint){.fill = PP_WHITE, .stroke = PP_PETROL, .width = 1.2});
    if (now || vague)
        pp_canvas_circle(
            canvas, element, x, y, vague ? 1.3 : 4.5, (struct pp_paint){.fill = PP_PETROL});
}

/* What has no value now stands at the zero rule, beyond the dot of before where that is there. */
static enum pp_status put_state(
    struct pp_layouter *layouter, const struct pp_chart_row *row, const struct scale *scale,
    double middle, long element)
{
    double x = scale->zero + 4, height = dot_row - 8;
    if (row->before && pp_figure_has_value(row->before)) {
        double dot = place_on(scale, middle_of(row->before));
        put_dot(layouter->canvas, row->before, scale, middle, false, element);
        if (dot - 5 < x + state_width)
            x = dot + 7;
    }
    return pp_chart_state(layouter, row->now, x, middle - height / 2, state_width, height, element);
}

static enum pp_status put_dots(
    struct pp_layouter *layouter, const struct pp_chart_row *row, const struct scale *scale,
    double y, double height, long element)
{
    struct pp_canvas *canvas = layouter->canvas;
    bool now = row->now && pp_figure_has_value(row->now);
    bool before = row->before && pp_figure_has_value(row->before);
    double middle = y + height / 2;
    if (!now)
        return put_state(layouter, row, scale, middle, element);
    double x = place_on(scale, middle_of(row->now)), from = x;
    if (before) {
        from = place_on(scale, middle_of(row->before));
        pp_canvas_rect(
            canvas, element, fmin(from, x), middle - 0.75, fabs(x - from), 1.5,
            (struct pp_paint){.fill = PP_PETROL});
        put_dot(canvas, row->before, scale, middle, false, element);
    }
    put_dot(canvas, row->now, scale, middle, true, element);
    struct pp_text_spec spec = {.type = PP_TYPE_TABLE_HEAD, .width = value_width + 20};
    double left = place_on(scale, pp_chart_value(row->now)),
           right = place_on(scale, pp_chart_high(row->now));
    bool start = from > right; /* the number stands on the side without the dot of before */
    spec.align = start ? PP_END : PP_START;
    return pp_chart_label(
        layouter, pp_chart_number(layouter, row->now), &spec,
        start ? fmin(left, x) - 8 : fmax(right, x) + 8, y, height, element);
}

/* Hairs at round numbers, the first of them the zero rule. */
static enum pp_status put_axis(
    struct pp_layouter *layouter, const struct pp_chart *chart, const struct scale *scale, double y,
    double height, long element)
{
    const struct pp_locale *locale = pp_wording_locale(layouter->setter.wording);
    double step = step_of(scale->top);
    struct pp_text_spec spec = {.type = PP_TYPE_MICRO, .align = PP_CENTRE, .width = 50};
    for (double at = 0; at <= scale->top * 1.001; at += step) {
        double x = place_on(scale, at);
        pp_canvas_upright(
            layouter->canvas, x, y + head_height, height - head_height,
            at > 0 ? PP_RULE_HAIR : PP_RULE_STRONG, at > 0 ? PP_LINE : PP_INK);
        PP_TRY(pp_chart_label(
            layouter,
            pp_inline_text(
                layouter->arena, pp_locale_number(locale, layouter->arena, (int64_t)at, 0), NULL),
            &spec, x, y, head_height - 3, element));
    }
    spec.type = PP_TYPE_LABEL;
    spec.align = PP_END;
    spec.width = change_width;
    return pp_chart_label(
        layouter, chart->change_head, &spec, scale->end + value_width + change_width, y,
        head_height - 3, element);
}

static struct pp_text_spec dot_label(const struct pp_place *place)
{
    return (struct pp_text_spec){
        .type = PP_TYPE_TABLE_HEAD, .width = pp_chart_label_width(place) - 8};
}

static const struct pp_text_spec dot_change = {.type = PP_TYPE_TABLE, .align = PP_END, .width = 86};

/* [pt] of each row; returns their sum in *height, too. */
static enum pp_status measure_dots(
    struct pp_layouter *layouter, const struct pp_chart *chart, const struct pp_place *place,
    double *rows, double *height)
{
    struct pp_text_spec label = dot_label(place);
    for (size_t i = 0; i < chart->row_count; i++) {
        rows[i] = dot_row;
        PP_TRY(pp_chart_grow(layouter, chart->rows[i].label, &label, &rows[i]));
        PP_TRY(pp_chart_grow(layouter, chart->rows[i].change, &dot_change, &rows[i]));
        *height += rows[i];
    }
    return PP_OK;
}

static enum pp_status lay_dots(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_chart *chart = block->node->as.chart.chart;
    struct pp_text_spec label = dot_label(place);
    double y = place->y + head_height, height = head_height;
    double *rows = pp_arena_array(layouter->arena, chart->row_count + 1, sizeof *rows);
    struct scale scale = {
        .zero = place->x + pp_chart_label_width(place),
        .end = place->x + place->width - value_width - change_width,
        .top = greatest(chart)};
    long element;
    PP_TRY(measure_dots(layouter, chart, place, rows, &height));
    PP_TRY(pp_chart_start(layouter, block, block->node->as.chart.alt, place, height, &element));
    PP_TRY(put_axis(layouter, chart, &scale, place->y, height, element));
    pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_MID, PP_INK);
    for (size_t i = 0; i < chart->row_count; y += rows[i++]) {
        const struct pp_chart_row *row = &chart->rows[i];
        if (i > 0)
            pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_HAIR, PP_LINE);
        PP_TRY(pp_chart_label(layouter, row->label, &label, place->x, y, rows[i], element));
        PP_TRY(put_dots(layouter, row, &scale, y, rows[i], element));
        PP_TRY(pp_chart_label(
            layouter, row->change, &dot_change, place->x + place->width, y, rows[i], element));
    }
    pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_MID, PP_INK);
    place->y = y;
    return PP_OK;
}

enum pp_status pp_lay_chart(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    double height;
    long element;
    switch (block->node->as.chart.chart->kind) {
    case PP_CHART_BARS:
        return lay_bars(layouter, block, place);
    case PP_CHART_DOTS:
        return lay_dots(layouter, block, place);
    case PP_CHART_SLOPE:
        return pp_lay_slope(layouter, block, place);
    case PP_CHART_GROUPS:
        return pp_lay_groups(layouter, block, place);
    case PP_CHART_MAP:
        return pp_lay_map(layouter, block, place);
    case PP_CHART_PANELS:
        PP_TRY(pp_panels_height(layouter, block->node->as.chart.chart, place, &height));
        PP_TRY(pp_chart_start(layouter, block, block->node->as.chart.alt, place, height, &element));
        return pp_put_panels(layouter, block->node->as.chart.chart, place, element);
    }
    return PP_OK;
}
