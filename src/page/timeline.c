/* The timeline: what lasts is a bar, what happens on a day a diamond, the day of the issue an
 * upright stroke; months above. */
#include <math.h>

#include "pactpress/chart.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"

static const double label_share = 0.25, row_height = 19, bar_height = 12, head_height = 16;
static const double name_width = 78;

struct span {
    pp_day first, last;
    double x, width; /* [pt] of the days */
};

/* Whole months around all rows. */
static struct span span_of(const struct pp_node *node, const struct pp_place *place)
{
    struct span span = {.first = INT32_MAX, .last = INT32_MIN};
    for (size_t i = 0; i < node->as.timeline.row_count; i++) {
        const struct pp_timeline_row *row = &node->as.timeline.rows[i];
        span.first = row->first < span.first ? row->first : span.first;
        span.last = row->last > span.last ? row->last : span.last;
    }
    int year, month, day;
    pp_day_to_date(span.first, &year, &month, &day);
    span.first = pp_day_from_date(year, month, 1);
    pp_day_to_date(span.last, &year, &month, &day);
    span.last =
        (month == 12 ? pp_day_from_date(year + 1, 1, 1) : pp_day_from_date(year, month + 1, 1)) - 1;
    span.x = place->x + place->width * label_share;
    span.width = place->width * (1 - label_share);
    return span;
}

static double x_of(const struct span *span, pp_day day)
{
    return span->x +
           span->width * (double)(day - span->first) / (double)(span->last - span->first + 1);
}

/* Every month a tick; named are as many as there is room for. */
static enum pp_status put_months(
    struct pp_layouter *layouter, const struct span *span, double y, long element)
{
    const struct pp_locale *locale = pp_wording_locale(layouter->setter.wording);
    struct pp_text_spec spec = {.type = PP_TYPE_MICRO, .width = name_width, .ragged = true};
    int year, month, date;
    double free = span->x;
    pp_day_to_date(span->first, &year, &month, &date);
    for (pp_day day = span->first; day <= span->last;) {
        double x = x_of(span, day);
        pp_canvas_upright(layouter->canvas, x, y + head_height - 3, 3, PP_RULE_HAIR, PP_INK);
        if (x >= free && x + name_width <= span->x + span->width + 1) {
            char *name = pp_locale_date(locale, layouter->arena, day, PP_DATE_MONTH);
            PP_TRY(pp_chart_label(
                layouter, pp_inline_text(layouter->arena, name, NULL), &spec, x, y, head_height - 3,
                element));
            free = x + name_width;
        }
        month = month % 12 + 1;
        year += month == 1;
        day = pp_day_from_date(year, month, 1);
    }
    return PP_OK;
}

static enum pp_status put_row(
    struct pp_layouter *layouter, const struct pp_timeline_row *row, const struct span *span,
    const struct pp_place *place, double y, long element)
{
    struct pp_canvas *canvas = layouter->canvas;
    enum pp_tint fill = pp_likert(3);
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE_HEAD, .width = span->x - place->x - 7, .ragged = true};
    double x = x_of(span, row->first), end = x_of(span, row->last + 1), middle = y + row_height / 2;
    PP_TRY(pp_chart_label(layouter, row->label, &spec, place->x, y, row_height, element));
    spec = (struct pp_text_spec){.type = PP_TYPE_MICRO_INK, .width = span->width};
    if (row->first == row->last) {
        const double corners[4][2] = {
            {x, middle - 5.5}, {x + 5.5, middle}, {x, middle + 5.5}, {x - 5.5, middle}};
        pp_canvas_polygon(
            canvas, element, corners, 4, true,
            (struct pp_paint){.fill = PP_BRICK, .stroke = PP_INK, .rule = PP_RULE_KEYLINE});
        end = x + 5.5;
    } else {
        pp_canvas_rect(
            canvas, element, x, middle - bar_height / 2, end - x, bar_height,
            (struct pp_paint){.fill = fill, .stroke = PP_INK, .rule = PP_RULE_KEYLINE});
    }
    if (!row->text)
        return PP_OK;
    double natural, word;
    PP_TRY(pp_text_measure(&layouter->setter, layouter->arena, row->text, &spec, &natural, &word));
    bool inside = row->first != row->last && natural + 8 <= end - x;
    double start = inside ? x + 4 : end + 5;
    if (!inside && start + natural > place->x + place->width) {
        spec.align = PP_END;
        start = x - 5;
    }
    return pp_chart_label(layouter, row->text, &spec, start, y, row_height, element);
}

enum pp_status pp_lay_timeline(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_node *node = block->node;
    struct span span = span_of(node, place);
    double y = place->y, height = head_height + row_height * (double)node->as.timeline.row_count;
    long element;
    PP_TRY(pp_chart_start(layouter, block, block->node->as.timeline.alt, place, height, &element));
    PP_TRY(put_months(layouter, &span, y, element));
    y += head_height;
    pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_STRONG, PP_INK);
    for (size_t i = 0; i < node->as.timeline.row_count; i++) {
        PP_TRY(put_row(layouter, &node->as.timeline.rows[i], &span, place, y, element));
        y += row_height;
        pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_HAIR, PP_LINE);
    }
    pp_day today = node->as.timeline.today;
    if (today != PP_NO_DAY && today >= span.first && today <= span.last)
        pp_canvas_upright(
            layouter->canvas, x_of(&span, today), place->y + head_height - 4,
            y - place->y - head_height + 8, PP_RULE_STROKE, PP_BRICK);
    place->y = y;
    return PP_OK;
}
