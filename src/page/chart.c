#include "pactpress/chart.h"

#include <math.h>

#include "pactpress/run.h"

enum pp_status pp_chart_start(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct pp_inline *alt,
    const struct pp_place *place, double height, long *element)
{
    struct pp_canvas *canvas = layouter->canvas;
    size_t link, figure;
    *element = 0;
    if (!canvas)
        return PP_OK;
    PP_TRY(pp_lead_start(
        layouter, block->node, pp_group_element(canvas, block->group), place, height, &link));
    figure = link ? pp_canvas_element(canvas, PP_ROLE_FIGURE, link)
                  : pp_flowable_element(layouter, block, PP_ROLE_FIGURE);
    struct pp_element *at = pp_canvas_at(canvas, figure);
    at->id = block->node->id;
    at->lang = block->node->lang ? block->node->lang : pp_wording_foreign(layouter->setter.wording);
    pp_canvas_box(
        canvas, figure, pp_canvas_left(canvas, place->x, place->width), place->y, place->width,
        height);
    *element = (long)figure;
    return pp_text_alternative(&layouter->setter, canvas, alt, figure);
}

struct pp_inline *pp_chart_number(struct pp_layouter *layouter, const struct pp_figure *figure)
{
    struct pp_arena *arena = layouter->arena;
    const struct pp_locale *locale = pp_wording_locale(layouter->setter.wording);
    if (figure && figure->state == PP_EXACT) {
        struct pp_inline *number = pp_inline_text(
            arena, pp_locale_number(locale, arena, figure->lo, figure->decimals), NULL);
        number->figure = figure;
        return number;
    }
    struct pp_inline *state = pp_inline_new(arena, PP_INLINE_FIGURE);
    state->figure = figure;
    return figure ? state : NULL;
}

enum pp_status pp_chart_label(
    struct pp_layouter *layouter, const struct pp_inline *content, const struct pp_text_spec *spec,
    double x, double y, double h, long element)
{
    struct pp_text *text;
    struct pp_text_spec fitted = *spec;
    if (fitted.width <= 0)
        fitted.width = 200;
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, content, &fitted, &text));
    double left = fitted.align == PP_CENTRE ? x - fitted.width / 2
                  : fitted.align == PP_END  ? x - fitted.width
                                            : x;
    pp_text_paint_all(layouter->canvas, text, left, y + (h - text->height) / 2, element);
    return PP_OK;
}

enum pp_status pp_chart_grow(
    struct pp_layouter *layouter, const struct pp_inline *content, const struct pp_text_spec *spec,
    double *height)
{
    static const double padding = 5; /* above and below */
    struct pp_text *text;
    if (!content)
        return PP_OK;
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, content, spec, &text));
    if (text->lines->count > 1)
        *height = fmax(*height, text->height + padding);
    return PP_OK;
}

void pp_chart_state_form(
    struct pp_canvas *canvas, enum pp_state state, double x, double y, double w, double h)
{
    if (state == PP_SUPPRESSED) {
        pp_canvas_hatch(canvas, PP_ARTIFACT_LAYOUT, x, y, w, h);
        pp_canvas_rect(
            canvas, PP_ARTIFACT_LAYOUT, x, y, w, h,
            (struct pp_paint){.stroke = PP_GREY, .rule = PP_RULE_KEYLINE});
    } else if (state == PP_UNKNOWN) {
        pp_canvas_rect(
            canvas, PP_ARTIFACT_LAYOUT, x, y, w, h,
            (struct pp_paint){.stroke = PP_INK, .width = 0.8, .dash = {2, 2}});
    }
}

enum pp_status pp_chart_state(
    struct pp_layouter *layouter, const struct pp_figure *figure, double x, double y, double w,
    double h, long element)
{
    enum pp_state state = figure ? figure->state : PP_UNKNOWN;
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE,
        .align = PP_CENTRE,
        .width = w,
        .bold = state == PP_SUPPRESSED || state == PP_UNKNOWN,
        .bare = true};
    pp_chart_state_form(layouter->canvas, state, x, y, w, h);
    if (state == PP_SUPPRESSED)
        pp_canvas_rect(
            layouter->canvas, PP_ARTIFACT_LAYOUT, x + w / 2 - 7, y + h / 2 - 5.5, 14, 11,
            (struct pp_paint){.fill = PP_WHITE});
    if (!figure)
        return PP_OK;
    return pp_chart_label(
        layouter, pp_chart_number(layouter, figure), &spec, x + w / 2, y, h, element);
}

double pp_chart_value(const struct pp_figure *figure)
{
    double value = figure && pp_figure_has_value(figure) ? (double)figure->lo : 0;
    for (int i = 0; figure && i < figure->decimals; i++)
        value /= 10;
    return value;
}

/* The middle of an estimate's interval is drawn; its ends are printed. */
double pp_chart_high(const struct pp_figure *figure)
{
    bool range = figure && figure->state == PP_ESTIMATED && figure->hi > figure->lo;
    return range ? pp_chart_value(figure) * (double)figure->hi / fmax((double)figure->lo, 1)
                 : pp_chart_value(figure);
}

double pp_chart_label_width(const struct pp_place *place)
{
    return place->width > 400 ? 112 : place->width * 0.34;
}

bool pp_chart_is_vague(const struct pp_figure *figure)
{
    return figure->state != PP_EXACT && figure->state != PP_ROUNDED;
}

void pp_chart_stroke(
    struct pp_canvas *canvas, long element, double x1, double y1, double x2, double y2,
    double width, enum pp_tint tint)
{
    double length = hypot(x2 - x1, y2 - y1);
    if (length <= 0)
        return;
    double dx = (y2 - y1) / length * width / 2, dy = (x2 - x1) / length * width / 2;
    const double corners[4][2] = {
        {x1 + dx, y1 - dy}, {x2 + dx, y2 - dy}, {x2 - dx, y2 + dy}, {x1 - dx, y1 + dy}};
    pp_canvas_polygon(canvas, element, corners, 4, true, (struct pp_paint){.fill = tint});
}
