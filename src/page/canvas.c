#include "pactpress/canvas.h"

#include <math.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

/* Distance of control points for a quarter circle of radius 1. */
static const double kappa = 0.5522847498307936;

size_t pp_canvas_element(struct pp_canvas *canvas, enum pp_role role, size_t parent)
{
    return canvas ? pp_structure_add(canvas->structure, role, parent) : 0;
}

struct pp_element *pp_canvas_at(struct pp_canvas *canvas, size_t element)
{
    return pp_structure_at(canvas->structure, element);
}

size_t pp_canvas_find(const struct pp_canvas *canvas, const char *id)
{
    for (size_t i = canvas->structure->count; i-- > 1;) {
        const struct pp_element *element = pp_structure_at(canvas->structure, i);
        if (element && pp_streq(element->id, id))
            return i;
    }
    return 0;
}

void pp_canvas_box(
    struct pp_canvas *canvas, size_t element, double left, double y, double w, double h)
{
    struct pp_element_more *more = pp_more_of(canvas->document, pp_canvas_at(canvas, element));
    const double sides[] = {left, y, w, h};
    more->has_box = true;
    for (size_t i = 0; i < 4; i++)
        more->box[i] = (float)sides[i];
}

void pp_canvas_touch(struct pp_canvas *canvas, size_t element)
{
    if (canvas)
        pp_canvas_op(canvas, PP_OP_TOUCH, (long)element);
}

double pp_canvas_left(const struct pp_canvas *canvas, double x, double width)
{
    return canvas && canvas->rtl ? canvas->width - x - width : x;
}

struct pp_op *pp_canvas_op(struct pp_canvas *canvas, enum pp_op_kind kind, long element)
{
    struct pp_op *op = PP_PUSH(canvas->arena, &canvas->ops);
    op->kind = kind;
    op->element = element;
    return op;
}

static struct pp_colour colour_of(const struct pp_canvas *canvas, enum pp_tint tint)
{
    return tint ? canvas->styles->colours[tint] : (struct pp_colour){0};
}

static void paint_path(
    struct pp_canvas *canvas, long element, struct pp_step *steps, size_t count,
    struct pp_paint paint)
{
    struct pp_op *op = pp_canvas_op(canvas, PP_OP_PATH, element);
    op->as.path.steps = steps;
    op->as.path.step_count = count;
    op->as.path.fill = paint.fill != PP_NO_TINT;
    op->as.path.stroke = paint.stroke != PP_NO_TINT;
    op->as.path.fill_colour = colour_of(canvas, paint.fill);
    op->as.path.stroke_colour = colour_of(canvas, paint.stroke);
    op->as.path.width = paint.rule ? canvas->styles->rules[paint.rule] : paint.width;
    op->as.path.dash[0] = paint.dash[0];
    op->as.path.dash[1] = paint.dash[1];
}

static struct pp_step step(enum pp_step_kind kind, double x, double y)
{
    return (struct pp_step){.kind = kind, .x = x, .y = y};
}

static struct pp_step curve(double x1, double y1, double x2, double y2, double x, double y)
{
    return (struct pp_step){
        .kind = PP_CURVE_TO, .x = x, .y = y, .x1 = x1, .y1 = y1, .x2 = x2, .y2 = y2};
}

void pp_canvas_rect(
    struct pp_canvas *canvas, long element, double x, double y, double w, double h,
    struct pp_paint paint)
{
    const double corners[4][2] = {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};
    pp_canvas_polygon(canvas, element, corners, 4, true, paint);
}

void pp_canvas_polygon(
    struct pp_canvas *canvas, long element, const double (*corners)[2], size_t count, bool mirror,
    struct pp_paint paint)
{
    if (!canvas)
        return;
    struct pp_step *steps = pp_arena_array(canvas->arena, count + 1, sizeof *steps);
    for (size_t i = 0; i < count; i++) {
        double x = mirror ? pp_canvas_left(canvas, corners[i][0], 0) : corners[i][0];
        steps[i] = step(i == 0 ? PP_MOVE : PP_LINE_TO, x, corners[i][1]);
    }
    steps[count] = step(PP_CLOSE, 0, 0);
    paint_path(canvas, element, steps, count + 1, paint);
}

static void paint_line(
    struct pp_canvas *canvas, double x1, double y1, double x2, double y2, enum pp_rule rule,
    enum pp_tint tint)
{
    if (!canvas)
        return;
    struct pp_step *steps = pp_arena_array(canvas->arena, 2, sizeof *steps);
    steps[0] = step(PP_MOVE, pp_canvas_left(canvas, x1, 0), y1);
    steps[1] = step(PP_LINE_TO, pp_canvas_left(canvas, x2, 0), y2);
    paint_path(
        canvas, PP_ARTIFACT_LAYOUT, steps, 2, (struct pp_paint){.stroke = tint, .rule = rule});
}

void pp_canvas_rule(
    struct pp_canvas *canvas, double x, double y, double w, enum pp_rule rule, enum pp_tint tint)
{
    paint_line(canvas, x, y, x + w, y, rule, tint);
}

void pp_canvas_upright(
    struct pp_canvas *canvas, double x, double y, double h, enum pp_rule rule, enum pp_tint tint)
{
    paint_line(canvas, x, y, x, y + h, rule, tint);
}

void pp_canvas_circle(
    struct pp_canvas *canvas, long element, double cx, double cy, double r, struct pp_paint paint)
{
    if (!canvas)
        return;
    double x = pp_canvas_left(canvas, cx, 0), k = kappa * r;
    struct pp_step *steps = pp_arena_array(canvas->arena, 6, sizeof *steps);
    steps[0] = step(PP_MOVE, x + r, cy);
    steps[1] = curve(x + r, cy + k, x + k, cy + r, x, cy + r);
    steps[2] = curve(x - k, cy + r, x - r, cy + k, x - r, cy);
    steps[3] = curve(x - r, cy - k, x - k, cy - r, x, cy - r);
    steps[4] = curve(x + k, cy - r, x + r, cy - k, x + r, cy);
    steps[5] = step(PP_CLOSE, 0, 0);
    paint_path(canvas, element, steps, 6, paint);
}

void pp_canvas_half_disc(
    struct pp_canvas *canvas, long element, double cx, double cy, double r, enum pp_tint tint)
{
    if (!canvas)
        return;
    double x = pp_canvas_left(canvas, cx, 0), k = kappa * r, s = canvas->rtl ? -1 : 1;
    struct pp_step *steps = pp_arena_array(canvas->arena, 4, sizeof *steps);
    steps[0] = step(PP_MOVE, x, cy - r);
    steps[1] = curve(x + s * k, cy - r, x + s * r, cy - k, x + s * r, cy);
    steps[2] = curve(x + s * r, cy + k, x + s * k, cy + r, x, cy + r);
    steps[3] = step(PP_CLOSE, 0, 0);
    paint_path(canvas, element, steps, 4, (struct pp_paint){.fill = tint});
}

void pp_canvas_letter_c(
    struct pp_canvas *canvas, long element, double cx, double cy, double r, enum pp_tint tint)
{
    static const double start = 0.9, sweep = 4.4831853071795862 / 3; /* [rad] 2 pi - 2 start */
    if (!canvas)
        return;
    double x = pp_canvas_left(canvas, cx, 0), k = r * 4 / 3 * tan(sweep / 4);
    struct pp_step *steps = pp_arena_array(canvas->arena, 4, sizeof *steps);
    steps[0] = step(PP_MOVE, x + r * cos(start), cy - r * sin(start));
    for (int i = 0; i < 3; i++) {
        double a = start + i * sweep, b = a + sweep;
        steps[i + 1] = curve(
            x + r * cos(a) - k * sin(a), cy - r * sin(a) - k * cos(a), x + r * cos(b) + k * sin(b),
            cy - r * sin(b) + k * cos(b), x + r * cos(b), cy - r * sin(b));
    }
    paint_path(canvas, element, steps, 4, (struct pp_paint){.stroke = tint, .width = r * 0.55});
}

void pp_canvas_hatch(struct pp_canvas *canvas, long element, double x, double y, double w, double h)
{
    static const double pitch = 3.5 * 1.4142135623730951; /* along the edge, for 3.5 across */
    if (!canvas)
        return;
    double left = pp_canvas_left(canvas, x, w);
    size_t most = (size_t)((w + h) / pitch) + 2, n = 0;
    struct pp_step *steps = pp_arena_array(canvas->arena, 2 * most, sizeof *steps);
    for (double d = pitch / 2; d < w + h && n + 2 <= 2 * most; d += pitch) {
        double x1 = d < h ? 0 : d - h, x2 = d < w ? d : w;
        steps[n++] = step(PP_MOVE, left + x1, y + (d - x1));
        steps[n++] = step(PP_LINE_TO, left + x2, y + (d - x2));
    }
    paint_path(canvas, element, steps, n, (struct pp_paint){.stroke = PP_GREY, .width = 0.6});
}

void pp_canvas_image(
    struct pp_canvas *canvas, long element, const char *path, double x, double y, double w,
    double h, const double crop[4])
{
    if (!canvas)
        return;
    struct pp_op *op = pp_canvas_op(canvas, PP_OP_IMAGE, element);
    op->as.image.path = path;
    op->as.image.x = pp_canvas_left(canvas, x, w);
    op->as.image.y = y;
    op->as.image.w = w;
    op->as.image.h = h;
    memcpy(op->as.image.crop, crop, sizeof op->as.image.crop);
}

/* Isolates (U+2066 to U+2069) set no glyph on the page, and a list of bookmarks may show them as
 * boxes. */
static const char *without_isolates(struct pp_arena *arena, const char *title)
{
    char *copy = pp_arena_strdup(arena, title), *to = copy;
    for (const char *from = title; *from;) {
        unsigned char third = (unsigned char)from[0] == 0xE2 ? (unsigned char)from[2] : 0;
        if (third >= 0xA6 && third <= 0xA9 && (unsigned char)from[1] == 0x81)
            from += 3;
        else
            *to++ = *from++;
    }
    *to = '\0';
    return copy;
}

void pp_canvas_stretch(struct pp_canvas *canvas, struct pp_stretch stretch)
{
    if (!canvas)
        return;
    stretch.x = pp_canvas_left(canvas, stretch.x, stretch.width);
    stretch.step = canvas->rtl ? -stretch.step : stretch.step;
    *(struct pp_stretch *)PP_PUSH(canvas->arena, &canvas->stretches) = stretch;
}

void pp_canvas_bookmark(struct pp_canvas *canvas, const char *title, int level, double y)
{
    if (!canvas)
        return;
    struct pp_bookmark *bookmark = PP_PUSH(canvas->document, canvas->bookmarks);
    bookmark->title = without_isolates(canvas->document, title);
    bookmark->level = level;
    bookmark->page = canvas->page;
    bookmark->y = y;
}
