/* Marks: the small drawn signs of states, changes, coverage and scales. Drawn, not typed, since no
 * one font has them all. */
#include "pactpress/setting.h"

void pp_mark_size(enum pp_mark mark, double size, double *width, double *height)
{
    *height = size * 0.72;
    switch (mark) {
    case PP_MARK_NONE:
        *width = 0;
        break;
    case PP_MARK_WITHHELD:
        *width = 20;
        *height = 7.5;
        break;
    case PP_MARK_UP:
    case PP_MARK_DOWN:
        *width = size * 0.8;
        break;
    case PP_MARK_ON_TIME:
    case PP_MARK_IN_PART:
    case PP_MARK_NOTHING:
        *width = 8;
        *height = 7;
        break;
    case PP_MARK_LIKERT:
        *width = 8;
        break;
    case PP_MARK_HEAT:
        *width = 13;
        break;
    case PP_MARK_BULLET:
        *width = size * 0.5;
        break;
    case PP_MARK_SHARE:
        *width = 56;
        *height = 8;
        break;
    }
}

void pp_mark_paint_letter(struct pp_canvas *canvas, double x, double y, long element)
{
    pp_canvas_letter_c(canvas, element, x + 10, y - 3, 2, PP_INK);
}

static void withheld(struct pp_canvas *canvas, double x, double y, long element)
{
    pp_canvas_rect(canvas, element, x, y - 7.5, 20, 9, (struct pp_paint){.fill = PP_WHITE});
    pp_canvas_hatch(canvas, element, x, y - 7.5, 20, 9);
    pp_canvas_rect(
        canvas, element, x, y - 7.5, 20, 9, (struct pp_paint){.stroke = PP_GREY, .width = 0.5});
    pp_canvas_rect(canvas, element, x + 5, y - 7, 10, 8, (struct pp_paint){.fill = PP_WHITE});
    pp_mark_paint_letter(canvas, x, y, element);
}

static void triangle(
    struct pp_canvas *canvas, double size, double x, double y, bool up, long element)
{
    double w = size * 0.68, h = size * 0.6, base = y - (up ? 0.3 : h + 0.3);
    const double corners[3][2] = {{x, base}, {x + w, base}, {x + w / 2, up ? base - h : base + h}};
    pp_canvas_polygon(canvas, element, corners, 3, true, (struct pp_paint){.fill = PP_INK});
}

static void coverage(struct pp_canvas *canvas, enum pp_mark mark, double x, double y, long element)
{
    double cx = x + 4, cy = y - 3.2, r = 3.6;
    bool full = mark == PP_MARK_ON_TIME;
    pp_canvas_circle(
        canvas, element, cx, cy, r,
        (struct pp_paint){.fill = full ? PP_PETROL : PP_WHITE, .stroke = PP_INK, .width = 0.8});
    if (mark == PP_MARK_IN_PART)
        pp_canvas_half_disc(canvas, element, cx, cy, r, PP_INK);
    if (mark != PP_MARK_NOTHING)
        return;
    double d = r * 0.62;
    const double down[2][2] = {{cx - d, cy - d}, {cx + d, cy + d}};
    const double across[2][2] = {{cx - d, cy + d}, {cx + d, cy - d}};
    struct pp_paint stroke = {.stroke = PP_INK, .width = 0.8};
    pp_canvas_polygon(canvas, element, down, 2, true, stroke);
    pp_canvas_polygon(canvas, element, across, 2, true, stroke);
}

static void swatch(
    struct pp_canvas *canvas, enum pp_tint fill, double x, double y, double width, long element)
{
    pp_canvas_rect(
        canvas, element, x + 0.25, y - 6.8, width - 0.5, 7,
        (struct pp_paint){.fill = fill, .stroke = PP_INK, .rule = PP_RULE_KEYLINE});
}

/* In a frame of 100. */
static void share_bar(struct pp_canvas *canvas, int percent, double x, double y, long element)
{
    int stroke = percent / PP_MARK_SHARE_STROKE;
    percent %= PP_MARK_SHARE_STROKE;
    double part = percent > 100 ? 56 : 56 * percent / 100.0;
    pp_canvas_rect(canvas, element, x, y - 7.5, 56, 8, (struct pp_paint){.fill = PP_WHITE});
    if (part > 0)
        pp_canvas_rect(canvas, element, x, y - 7.5, part, 8, (struct pp_paint){.fill = PP_PETROL});
    pp_canvas_rect(
        canvas, element, x, y - 7.5, 56, 8,
        (struct pp_paint){.stroke = PP_INK, .rule = PP_RULE_KEYLINE});
    if (stroke > 0 && stroke < 100)
        pp_canvas_rect(
            canvas, element, x + 56 * stroke / 100.0 - 0.6, y - 9.5, 1.25, 12,
            (struct pp_paint){.fill = PP_INK});
}

void pp_mark_paint(
    struct pp_canvas *canvas, enum pp_mark mark, int index, double size, double x, double y,
    long element)
{
    if (!canvas)
        return;
    double width, height;
    pp_mark_size(mark, size, &width, &height);
    switch (mark) {
    case PP_MARK_NONE:
        break;
    case PP_MARK_WITHHELD:
        withheld(canvas, x, y, element);
        break;
    case PP_MARK_UP:
    case PP_MARK_DOWN:
        triangle(canvas, size, x, y, mark == PP_MARK_UP, element);
        break;
    case PP_MARK_ON_TIME:
    case PP_MARK_IN_PART:
    case PP_MARK_NOTHING:
        coverage(canvas, mark, x, y, element);
        break;
    case PP_MARK_LIKERT:
        swatch(canvas, pp_likert(index), x, y, width, element);
        break;
    case PP_MARK_HEAT:
        swatch(canvas, pp_heat(index), x, y, width, element);
        break;
    case PP_MARK_BULLET:
        pp_canvas_circle(
            canvas, element, x + width / 2, y - size * 0.3, size * 0.14,
            (struct pp_paint){.fill = PP_BRICK});
        break;
    case PP_MARK_SHARE:
        share_bar(canvas, index, x, y, element);
        break;
    }
}
