/* Several bars a row, from one zero rule: the tints of the key in their order, each with its number
 * at its end. */
#include <math.h>

#include "pactpress/chart.h"
#include "pactpress/run.h"

static const double bar_height = 10, bar_pitch = 12, row_gap = 9, value_width = 52;
static const double state_width = 30;

static double greatest(const struct pp_chart *chart)
{
    double top = (double)chart->full;
    for (size_t i = 0; i < chart->row_count && chart->full == 0; i++)
        for (size_t k = 0; k < chart->series_count; k++)
            top = fmax(top, pp_chart_high(chart->rows[i].series[k]));
    return top > 0 ? top : 1;
}

static enum pp_status put_bar(
    struct pp_layouter *layouter, const struct pp_figure *figure, size_t series, double zero,
    double unit, double y, long element)
{
    enum pp_tint fill = pp_likert(4 - (int)series);
    if (!figure)
        return PP_OK; /* nobody had to deliver then */
    if (!pp_figure_has_value(figure))
        return pp_chart_state(layouter, figure, zero + 3, y, state_width, bar_height, element);
    double width = pp_chart_value(figure) * unit;
    if (width > 0)
        pp_canvas_rect(
            layouter->canvas, element, zero, y, width, bar_height,
            (struct pp_paint){
                .fill = pp_chart_is_vague(figure) ? PP_WHITE : fill,
                .stroke = PP_INK,
                .rule = PP_RULE_KEYLINE});
    struct pp_text_spec spec = {
        .type = PP_TYPE_CAPTION, .width = value_width - 6, .bold = series == 0};
    return pp_chart_label(
        layouter, pp_chart_number(layouter, figure), &spec, zero + width + 5, y, bar_height,
        element);
}

static struct pp_text_spec label_of(const struct pp_chart_row *row, const struct pp_place *place)
{
    return (struct pp_text_spec){
        .type = PP_TYPE_TABLE,
        .align = PP_END,
        .width = pp_chart_label_width(place),
        .bold = row->own};
}

enum pp_status pp_lay_groups(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_chart *chart = block->node->as.chart.chart;
    double labels = pp_chart_label_width(place), zero = place->x + labels + 7;
    double unit = (place->x + place->width - value_width - zero) / greatest(chart);
    double bars = bar_pitch * (double)chart->series_count, height = 4, y = place->y + 4;
    double *rows = pp_arena_array(layouter->arena, chart->row_count + 1, sizeof *rows);
    long element;
    for (size_t i = 0; i < chart->row_count; height += rows[i++]) {
        struct pp_text_spec spec = label_of(&chart->rows[i], place);
        rows[i] = fmax(bars, 24) + row_gap;
        PP_TRY(pp_chart_grow(layouter, chart->rows[i].label, &spec, &rows[i]));
    }
    PP_TRY(pp_chart_start(layouter, block, block->node->as.chart.alt, place, height, &element));
    for (size_t i = 0; i < chart->row_count; y += rows[i++]) {
        struct pp_text_spec spec = label_of(&chart->rows[i], place);
        double top = y + (rows[i] - row_gap - bars) / 2;
        PP_TRY(pp_chart_label(
            layouter, chart->rows[i].label, &spec, place->x + labels, y, rows[i] - row_gap,
            element));
        for (size_t k = 0; k < chart->series_count; k++)
            PP_TRY(put_bar(
                layouter, chart->rows[i].series[k], k, zero, unit, top + bar_pitch * (double)k,
                element));
    }
    pp_canvas_upright(layouter->canvas, zero, place->y, height, PP_RULE_STRONG, PP_INK);
    place->y += height;
    return PP_OK;
}
