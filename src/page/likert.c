/* The diverging stacked Likert chart (Heiberger and Robbins 2014): disagreement to the start of the
 * zero rule, agreement to its end, the neutral answers set aside, then n and missing. One Figure;
 * its alternative text says the finding. */
#include <math.h>

#include "pactpress/chart.h"
#include "pactpress/run.h"

static const double label_width = 112, row_height = 24, bar_height = 14, head_height = 27;
static const double n_width = 40, missing_width = 42, aside = 14, head_gap = 10;
static const double inside_from = 6; /* [%] the smallest share whose figure stands on its bar */

/* The chart's horizontal scale. All x in points. */
struct scale {
    double unit;       /* [pt] per percent */
    double zero;       /* x of the zero rule */
    double neutral;    /* x where neutral bars start */
    double n, missing; /* end edges of the number columns */
};

static double value_of(const struct pp_figure *figure)
{
    return figure && pp_figure_has_value(figure) ? (double)figure->lo : 0;
}

/* [pt] of the last column: its head may be longer than its numbers. */
static enum pp_status measure_missing(
    struct pp_layouter *layouter, const struct pp_likert *chart, double *width)
{
    struct pp_text_spec spec = {.type = PP_TYPE_NOTE, .ragged = true};
    double natural, word;
    PP_TRY(pp_text_measure(
        &layouter->setter, layouter->arena, chart->missing_label, &spec, &natural, &word));
    *width = fmax(missing_width, natural + head_gap);
    return PP_OK;
}

static struct scale make_scale(
    const struct pp_likert *chart, const struct pp_place *place, double last)
{
    double low = 0, top = 0, neutral = 0;
    chart = chart->whole ? chart->whole : chart;
    for (size_t i = 0; i < chart->row_count; i++) {
        low = fmax(low, value_of(chart->rows[i].low));
        top = fmax(top, value_of(chart->rows[i].top));
        neutral = fmax(neutral, value_of(chart->rows[i].neutral));
    }
    low += 7;
    top += 12;
    neutral += 4;
    double room = place->width - label_width - n_width - last - aside;
    struct scale scale = {.unit = fmin(1.75, room / (low + top + neutral))};
    scale.missing = place->x + place->width;
    scale.n = scale.missing - last;
    scale.zero = place->x + label_width + low * scale.unit;
    scale.neutral = scale.zero + top * scale.unit + aside;
    return scale;
}

/* One bar with its keyline, and its figure where there is room. */
static enum pp_status put_bar(
    struct pp_layouter *layouter, const struct pp_figure *share, int tint, double x, double y,
    double w, long element)
{
    enum pp_tint fill = pp_likert(tint);
    enum pp_tint text = pp_likert_text(tint);
    if (w <= 0)
        return PP_OK;
    pp_canvas_rect(
        layouter->canvas, element, x, y, w, bar_height,
        (struct pp_paint){.fill = fill, .stroke = PP_INK, .rule = PP_RULE_KEYLINE});
    if (value_of(share) < inside_from)
        return PP_OK;
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE,
        .align = PP_CENTRE,
        .width = w,
        .tint = text,
    };
    return pp_chart_label(
        layouter, pp_chart_number(layouter, share), &spec, x + w / 2, y, bar_height, element);
}

/* The tint of an answer: five tints stand for any odd or even number of answers. */
static int tint_of(size_t answer, size_t answers)
{
    return answers > 1 ? (int)lround(4.0 * (double)answer / (double)(answers - 1)) : 2;
}

static enum pp_status put_total(
    struct pp_layouter *layouter, const struct pp_figure *total, enum pp_tint tint,
    enum pp_align align, double x, double y, double height, long element)
{
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE_HEAD, .align = align, .width = 40, .tint = tint};
    if (!total)
        return PP_OK;
    return pp_chart_label(layouter, pp_chart_number(layouter, total), &spec, x, y, height, element);
}

/* Bars of one row: outwards from the zero rule on both sides, the middle answer set aside. */
static enum pp_status put_bars(
    struct pp_layouter *layouter, const struct pp_likert *chart, const struct pp_likert_row *row,
    const struct scale *scale, double y, double height, long element)
{
    size_t half = chart->answers / 2;
    double top = y + (height - bar_height) / 2, x = scale->zero;
    for (size_t i = half; i-- > 0;) {
        double w = value_of(row->shares[i]) * scale->unit;
        x -= w;
        PP_TRY(put_bar(layouter, row->shares[i], tint_of(i, chart->answers), x, top, w, element));
    }
    PP_TRY(put_total(layouter, row->low, PP_BRICK, PP_END, x - 5, y, height, element));
    x = scale->zero;
    for (size_t i = chart->answers - half; i < chart->answers; i++) {
        double w = value_of(row->shares[i]) * scale->unit;
        PP_TRY(put_bar(layouter, row->shares[i], tint_of(i, chart->answers), x, top, w, element));
        x += w;
    }
    PP_TRY(put_total(layouter, row->top, PP_PETROL, PP_START, x + 5, y, height, element));
    if (chart->answers % 2 == 0)
        return PP_OK;
    return put_bar(
        layouter, row->shares[half], 2, scale->neutral, top,
        value_of(row->shares[half]) * scale->unit, element);
}

static enum pp_status put_numbers(
    struct pp_layouter *layouter, const struct pp_likert_row *row, const struct scale *scale,
    double y, double height, long element)
{
    struct pp_text_spec spec = {.type = PP_TYPE_TABLE, .align = PP_END, .width = 60};
    PP_TRY(pp_chart_label(
        layouter, pp_chart_number(layouter, row->n), &spec, scale->n, y, height, element));
    return pp_chart_label(
        layouter, pp_chart_number(layouter, row->missing), &spec, scale->missing, y, height,
        element);
}

static const struct pp_text_spec label_spec = {.type = PP_TYPE_TABLE_HEAD, .width = 104};

static enum pp_status put_row(
    struct pp_layouter *layouter, const struct pp_likert *chart, const struct pp_likert_row *row,
    const struct scale *scale, double x, double y, double height, long element)
{
    PP_TRY(pp_chart_label(layouter, row->label, &label_spec, x, y, height, element));
    PP_TRY(put_numbers(layouter, row, scale, y, height, element));
    const struct pp_figure *share = row->shares[0];
    if (share && pp_figure_has_value(share))
        return put_bars(layouter, chart, row, scale, y, height, element);
    return pp_chart_state(
        layouter, share, scale->zero, y + (height - bar_height) / 2, 62, bar_height, element);
}

/* A swatch and the answer it stands for. */
static enum pp_status put_keys(
    struct pp_layouter *layouter, const struct pp_likert *chart, size_t first, size_t last,
    double x, double y, bool to_start, long element)
{
    static const double step = 21;
    struct pp_text_spec spec = {.type = PP_TYPE_NOTE, .width = 12};
    if (to_start)
        x -= step * (double)(last - first);
    for (size_t i = first; i < last; i++, x += step) {
        pp_mark_paint(
            layouter->canvas, PP_MARK_LIKERT, tint_of(i, chart->answers), 8.5, x, y + 8.4, element);
        PP_TRY(pp_chart_label(layouter, chart->answer_labels[i], &spec, x + 9.5, y, 11, element));
    }
    return PP_OK;
}

static enum pp_status put_head(
    struct pp_layouter *layouter, const struct pp_likert *chart, const struct scale *scale,
    double y, long element)
{
    struct pp_text_spec side = {.type = PP_TYPE_LABEL, .width = 110, .ragged = true};
    struct pp_text_spec head = {.type = PP_TYPE_NOTE, .width = 140, .align = PP_END};
    size_t half = chart->answers / 2;
    side.tint = PP_BRICK;
    side.align = PP_END;
    PP_TRY(pp_chart_label(layouter, chart->low_label, &side, scale->zero - 6, y, 11, element));
    side.tint = PP_PETROL;
    side.align = PP_START;
    PP_TRY(pp_chart_label(layouter, chart->top_label, &side, scale->zero + 6, y, 11, element));
    y += 12;
    PP_TRY(put_keys(layouter, chart, 0, half, scale->zero - 3, y, true, element));
    PP_TRY(put_keys(
        layouter, chart, chart->answers - half, chart->answers, scale->zero + 6, y, false,
        element));
    if (chart->answers % 2 == 1) {
        side.tint = PP_GREY;
        PP_TRY(pp_chart_label(
            layouter, chart->neutral_label, &side, scale->neutral, y - 12, 11, element));
        PP_TRY(put_keys(layouter, chart, half, half + 1, scale->neutral, y, false, element));
    }
    PP_TRY(pp_chart_label(layouter, chart->n_label, &head, scale->n, y, 11, element));
    return pp_chart_label(layouter, chart->missing_label, &head, scale->missing, y, 11, element);
}

enum pp_status pp_lay_likert(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_likert *chart = block->node->as.likert.chart;
    double last;
    PP_TRY(measure_missing(layouter, chart, &last));
    struct scale scale = make_scale(chart, place, last);
    double height = head_height, y = place->y;
    double *rows = pp_arena_array(layouter->arena, chart->row_count + 1, sizeof *rows);
    long element;
    for (size_t i = 0; i < chart->row_count; height += rows[i++]) {
        rows[i] = row_height;
        PP_TRY(pp_chart_grow(layouter, chart->rows[i].label, &label_spec, &rows[i]));
    }
    PP_TRY(pp_chart_start(layouter, block, block->node->as.likert.alt, place, height, &element));
    PP_TRY(put_head(layouter, chart, &scale, y, element));
    y += head_height;
    pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_STRONG, PP_INK);
    for (size_t i = 0; i < chart->row_count; i++) {
        PP_TRY(put_row(layouter, chart, &chart->rows[i], &scale, place->x, y, rows[i], element));
        y += rows[i];
        bool end = i + 1 == chart->row_count;
        pp_canvas_rule(
            layouter->canvas, place->x, y, place->width, end ? PP_RULE_MID : PP_RULE_HAIR,
            end ? PP_INK : PP_LINE);
    }
    pp_canvas_upright(
        layouter->canvas, scale.zero, place->y + head_height, y - place->y - head_height,
        PP_RULE_STRONG, PP_INK);
    place->y = y;
    return PP_OK;
}
