/* A slope: each row is a line from the period before to this one, named at both ends. Clear changes
 * are strong and coloured by direction, those inside the dead band thin. What has no number at one
 * of the ends stands below, in a row of its own. */
#include <math.h>
#include <stdlib.h>

#include "pactpress/chart.h"
#include "pactpress/run.h"

static const double head_height = 18, step = 13, least_height = 140, aside_row = 18;
static const double state_width = 30, state_height = 11;

struct slope {
    const struct pp_chart *chart;
    double x[2];                 /* of the axes on the start and the end side */
    bool flip;                   /* time runs from left to right also on mirrored pages */
    double top, foot;            /* y of the greatest and the least value */
    double low, high;            /* those values */
    double start, end;           /* x of the place */
    struct pp_text_spec spec[2]; /* of the names on both sides */
};

/* A name at one end: where it belongs, and where there was room. */
struct end {
    const struct pp_chart_row *row;
    size_t index;
    struct pp_text *name;
    double at, y;
};

static bool has(const struct pp_figure *figure)
{
    return figure && pp_figure_has_value(figure);
}

static bool is_line(const struct pp_chart_row *row)
{
    return has(row->now) && has(row->before);
}

static double middle_of(const struct pp_figure *figure)
{
    return (pp_chart_value(figure) + pp_chart_high(figure)) / 2;
}

static double y_of(const struct slope *slope, const struct pp_figure *figure)
{
    double range = slope->high - slope->low;
    double part = range > 0 ? (middle_of(figure) - slope->low) / range : 0.5;
    return slope->foot - (slope->foot - slope->top) * part;
}

static void find_range(struct slope *slope)
{
    const struct pp_chart *all = slope->chart->whole ? slope->chart->whole : slope->chart;
    slope->low = HUGE_VAL;
    slope->high = -HUGE_VAL;
    for (size_t i = 0; i < all->row_count; i++) {
        const struct pp_chart_row *row = &all->rows[i];
        if (!is_line(row))
            continue;
        slope->low = fmin(slope->low, fmin(middle_of(row->now), middle_of(row->before)));
        slope->high = fmax(slope->high, fmax(middle_of(row->now), middle_of(row->before)));
    }
}

static int by_place(const void *a, const void *b)
{
    const struct end *one = a, *other = b;
    if (one->at != other->at)
        return one->at < other->at ? -1 : 1;
    return one->index < other->index ? -1 : one->index > other->index;
}

/* Names below each other, as near as can be to where they belong. */
static void spread(struct end *ends, size_t count, double top, double foot)
{
    qsort(ends, count, sizeof *ends, by_place);
    double y = top;
    for (size_t i = 0; i < count; i++) {
        double half = ends[i].name->height / 2 + 1;
        ends[i].y = fmax(ends[i].at, y + half);
        y = ends[i].y + half;
    }
    y = foot;
    for (size_t i = count; i-- > 0;) {
        double half = ends[i].name->height / 2 + 1;
        ends[i].y = fmin(ends[i].y, y - half);
        y = ends[i].y - half;
    }
}

static enum pp_tint tint_of(const struct pp_chart_row *row)
{
    if (!row->clear)
        return PP_MID;
    return middle_of(row->now) > middle_of(row->before) ? PP_PETROL : PP_BRICK;
}

/* "Riga 61" on the start side, "74 Riga · +13" on the end side: the number is next to its point. */
static struct pp_inline *end_words(
    struct pp_layouter *layouter, const struct pp_chart_row *row, bool now, bool end_side)
{
    struct pp_arena *arena = layouter->arena;
    struct pp_inline *number = pp_inline_around(
        arena, PP_INLINE_STRONG, pp_chart_number(layouter, now ? row->now : row->before));
    struct pp_inline *name = pp_inline_around(arena, PP_INLINE_GROUP, row->label);
    if (now && row->clear) {
        pp_inline_join(name, pp_inline_text(arena, " \xC2\xB7 ", NULL));
        pp_inline_join(name, pp_inline_around(arena, PP_INLINE_GROUP, row->change));
    }
    struct pp_inline *words = end_side ? number : name;
    pp_inline_join(words, pp_inline_text(arena, "\xC2\xA0 ", NULL));
    return pp_inline_join(words, end_side ? name : number);
}

/* Names of one side, set and in their places. */
static enum pp_status set_ends(
    struct pp_layouter *layouter, const struct slope *slope, bool now, struct end *ends,
    size_t *count)
{
    bool side = now != slope->flip;
    for (size_t i = 0; i < slope->chart->row_count; i++) {
        const struct pp_chart_row *row = &slope->chart->rows[i];
        if (!is_line(row))
            continue;
        struct pp_text_spec spec = slope->spec[side];
        spec.tint = row->clear ? tint_of(row) : PP_NO_TINT;
        struct end *end = &ends[(*count)++];
        *end =
            (struct end){.row = row, .index = i, .at = y_of(slope, now ? row->now : row->before)};
        PP_TRY(pp_text_set(
            &layouter->setter, layouter->arena, end_words(layouter, row, now, side), &spec,
            &end->name));
    }
    spread(ends, *count, slope->top - step / 2, slope->foot + step / 2);
    return PP_OK;
}

static enum pp_status put_ends(
    struct pp_layouter *layouter, const struct slope *slope, bool now, long element)
{
    size_t count = 0;
    struct end *ends = pp_arena_array(layouter->arena, slope->chart->row_count + 1, sizeof *ends);
    PP_TRY(set_ends(layouter, slope, now, ends, &count));
    bool side = now != slope->flip;
    double x = slope->x[side], out = side ? 1 : -1, width = slope->spec[side].width;
    for (size_t i = 0; i < count; i++) {
        pp_chart_stroke(
            layouter->canvas, PP_ARTIFACT_LAYOUT, x + out * 5, ends[i].at, x + out * 13, ends[i].y,
            layouter->setter.styles->rules[PP_RULE_HAIR], PP_MID);
        pp_text_paint_all(
            layouter->canvas, ends[i].name, side ? x + 16 : x - 16 - width,
            ends[i].y - ends[i].name->height / 2, element);
    }
    return PP_OK;
}

static void put_line(
    struct pp_canvas *canvas, const struct slope *slope, const struct pp_chart_row *row,
    long element)
{
    enum pp_tint colour = tint_of(row);
    double before = y_of(slope, row->before), now = y_of(slope, row->now);
    double from = slope->x[slope->flip], to = slope->x[!slope->flip];
    bool vague = pp_chart_is_vague(row->now);
    pp_chart_stroke(canvas, element, from, before, to, now, row->clear ? 1.75 : 0.75, tint_of(row));
    pp_canvas_circle(
        canvas, element, from, before, 3,
        (struct pp_paint){.fill = PP_WHITE, .stroke = colour, .width = 1.2});
    pp_canvas_circle(
        canvas, element, to, now, 3.5,
        (struct pp_paint){
            .fill = vague ? PP_WHITE : colour,
            .stroke = vague ? colour : PP_NO_TINT,
            .width = 1.2});
    if (pp_chart_is_vague(row->before))
        pp_canvas_circle(canvas, element, from, before, 1.3, (struct pp_paint){.fill = colour});
    if (vague)
        pp_canvas_circle(canvas, element, to, now, 1.3, (struct pp_paint){.fill = colour});
}

static struct pp_text_spec aside_label(const struct slope *slope)
{
    return (struct pp_text_spec){.type = PP_TYPE_TABLE, .width = slope->x[0] - slope->start - 40};
}

/* A row without a number at one of its ends. */
static enum pp_status put_aside(
    struct pp_layouter *layouter, const struct slope *slope, const struct pp_chart_row *row,
    double y, double height, long element)
{
    const struct pp_figure *ends[] = {row->before, row->now};
    struct pp_text_spec spec = aside_label(slope);
    PP_TRY(pp_chart_label(layouter, row->label, &spec, slope->start, y, height, element));
    for (int i = 0; i < 2; i++) {
        double x = slope->x[(i == 1) != slope->flip];
        if (!ends[i])
            continue;
        spec = (struct pp_text_spec){
            .type = PP_TYPE_TABLE_HEAD, .align = PP_CENTRE, .width = state_width + 10};
        if (has(ends[i]))
            PP_TRY(pp_chart_label(
                layouter, pp_chart_number(layouter, ends[i]), &spec, x, y, height, element));
        else
            PP_TRY(pp_chart_state(
                layouter, ends[i], x - state_width / 2, y + (height - state_height) / 2,
                state_width, state_height, element));
    }
    return PP_OK;
}

static enum pp_status put_axes(
    struct pp_layouter *layouter, const struct slope *slope, double y, double foot, long element)
{
    const struct pp_inline *heads[] = {slope->chart->before_head, slope->chart->now_head};
    for (int i = 0; i < 2; i++) {
        double x = slope->x[(i == 1) != slope->flip];
        struct pp_text_spec spec = {.type = PP_TYPE_LABEL, .align = PP_CENTRE, .width = 130};
        PP_TRY(pp_chart_label(layouter, heads[i], &spec, x, y, 11, element));
        pp_canvas_upright(
            layouter->canvas, x, y + head_height - 4, foot - y - head_height + 8, PP_RULE_HAIR,
            PP_MID);
    }
    return PP_OK;
}

static struct slope make_slope(const struct pp_chart *chart, const struct pp_place *place, bool rtl)
{
    struct slope slope = {
        .chart = chart,
        .start = place->x,
        .end = place->x + place->width,
        .x = {place->x + place->width * 0.31, place->x + place->width * 0.58},
        .flip = rtl};
    size_t lines = 0;
    for (size_t i = 0; i < chart->row_count; i++)
        lines += is_line(&chart->rows[i]);
    slope.top = place->y + head_height + step / 2;
    slope.foot = slope.top + (lines ? fmax(least_height, step * 1.4 * (double)lines) : 0);
    slope.spec[0] = (struct pp_text_spec){
        .type = PP_TYPE_CAPTION, .align = PP_END, .width = slope.x[0] - slope.start - 16};
    slope.spec[1] =
        (struct pp_text_spec){.type = PP_TYPE_CAPTION, .width = slope.end - slope.x[1] - 16};
    find_range(&slope);
    return slope;
}

/* Names of several lines need more room below each other than their lines. */
static enum pp_status make_room(struct pp_layouter *layouter, struct slope *slope)
{
    struct end *ends = pp_arena_array(layouter->arena, slope->chart->row_count + 1, sizeof *ends);
    for (int now = 0; now < 2; now++) {
        double height = 0;
        size_t count = 0;
        PP_TRY(set_ends(layouter, slope, now, ends, &count));
        for (size_t i = 0; i < count; i++)
            height += ends[i].name->height + 2;
        slope->foot = fmax(slope->foot, slope->top + height - step);
    }
    return PP_OK;
}

enum pp_status pp_lay_slope(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_chart *chart = block->node->as.chart.chart;
    struct slope slope = make_slope(chart, place, layouter->setter.rtl);
    PP_TRY(make_room(layouter, &slope));
    double y = slope.foot + step, height = slope.foot + step - place->y;
    long element;
    double *rows = pp_arena_array(layouter->arena, chart->row_count + 1, sizeof *rows);
    struct pp_text_spec label = aside_label(&slope);
    for (size_t i = 0; i < chart->row_count; i++) {
        if (is_line(&chart->rows[i]))
            continue;
        rows[i] = aside_row;
        PP_TRY(pp_chart_grow(layouter, chart->rows[i].label, &label, &rows[i]));
        height += rows[i];
    }
    PP_TRY(pp_chart_start(layouter, block, block->node->as.chart.alt, place, height, &element));
    PP_TRY(put_axes(layouter, &slope, place->y, slope.foot, element));
    for (int strong = 0; strong < 2; strong++)
        for (size_t i = 0; i < chart->row_count; i++)
            if (is_line(&chart->rows[i]) && chart->rows[i].clear == strong)
                put_line(layouter->canvas, &slope, &chart->rows[i], element);
    PP_TRY(put_ends(layouter, &slope, false, element));
    PP_TRY(put_ends(layouter, &slope, true, element));
    for (size_t i = 0; i < chart->row_count; i++) {
        if (is_line(&chart->rows[i]))
            continue;
        pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_HAIR, PP_LINE);
        PP_TRY(put_aside(layouter, &slope, &chart->rows[i], y, rows[i], element));
        y += rows[i];
    }
    place->y += height;
    return PP_OK;
}
