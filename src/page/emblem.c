/* The European emblem, drawn from its published geometry (Council of Europe; domain rules in
 * docs/funders.md): a rectangle 3:2, twelve upright five-pointed stars, each inscribed in a circle
 * of 1/18 of the height, on a circle of 1/3 of the height, at the hours of a clock. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double pi = 3.14159265358979323846;

/* A five-pointed star, one point up, inscribed in a circle of radius r. */
static void star(struct pp_canvas *canvas, long element, double cx, double cy, double r)
{
    double inner = r * sin(pi / 10) / sin(7 * pi / 10); /* corners between the points */
    double corners[10][2];
    for (int i = 0; i < 10; i++) {
        double angle = i * pi / 5, radius = i % 2 == 0 ? r : inner;
        corners[i][0] = cx + radius * sin(angle);
        corners[i][1] = cy - radius * cos(angle);
    }
    pp_canvas_polygon(
        canvas, element, (const double(*)[2])corners, 10, false,
        (struct pp_paint){.fill = PP_EU_YELLOW});
}

static void draw(struct pp_canvas *canvas, long element, double left, double y, double h)
{
    double w = 1.5 * h;
    const double corners[4][2] = {{left, y}, {left + w, y}, {left + w, y + h}, {left, y + h}};
    pp_canvas_polygon(canvas, element, corners, 4, false, (struct pp_paint){.fill = PP_EU_BLUE});
    for (int hour = 0; hour < 12; hour++) {
        double angle = hour * pi / 6;
        star(
            canvas, element, left + w / 2 + h / 3 * sin(angle), y + h / 2 - h / 3 * cos(angle),
            h / 18);
    }
}

static enum pp_status figure(
    struct pp_layouter *layouter, const struct pp_inline *alt, size_t parent, double x, double y,
    double h)
{
    struct pp_canvas *canvas = layouter->canvas;
    if (!canvas)
        return PP_OK;
    size_t element = pp_canvas_element(canvas, PP_ROLE_FIGURE, parent);
    struct pp_element *at = pp_canvas_at(canvas, element);
    double left = pp_canvas_left(canvas, x, 1.5 * h);
    at->lang = pp_wording_foreign(layouter->setter.wording);
    pp_canvas_box(canvas, element, left, y, 1.5 * h, h);
    draw(canvas, (long)element, left, y, h);
    return pp_text_alternative(&layouter->setter, canvas, alt, element);
}

/* The statement in two lines beside the emblem; one line where it is a single word. */
static enum pp_status set_statement(
    struct pp_layouter *layouter, const struct pp_inline *statement, double h, struct pp_text **out)
{
    struct pp_text_spec spec = {
        .type = PP_TYPE_EMBLEM, .size = 0.4 * h, .leading = 0.45 * h, .width = 400};
    double natural, word;
    PP_TRY(pp_text_measure(&layouter->setter, layouter->arena, statement, &spec, &natural, &word));
    spec.width = fmin(fmax(natural * 0.68, word + 1), 260);
    return pp_text_set_balanced(&layouter->setter, layouter->arena, statement, &spec, out);
}

/* [pt] from the emblem's start to its statement: clear space is a quarter of its height. */
static double before_statement(double h)
{
    return 1.75 * h;
}

enum pp_status pp_emblem_width(
    struct pp_layouter *layouter, const struct pp_inline *statement, double h, double *width)
{
    struct pp_text *text;
    PP_TRY(set_statement(layouter, statement, h, &text));
    *width = before_statement(h) + text->lines->width;
    return PP_OK;
}

enum pp_status pp_put_emblem(
    struct pp_layouter *layouter, const struct pp_inline *statement, const struct pp_inline *alt,
    size_t parent, double x, double y, double h, bool end)
{
    struct pp_text *text;
    PP_TRY(set_statement(layouter, statement, h, &text));
    double start = end ? x - before_statement(h) - text->lines->width : x;
    PP_TRY(figure(layouter, alt, parent, start, y, h));
    size_t p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    pp_text_paint_all(
        layouter->canvas, text, start + before_statement(h), y + (h - text->height) / 2, (long)p);
    return PP_OK;
}
