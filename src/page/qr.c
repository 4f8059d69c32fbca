/* A QR code: vector modules on white, its quiet zone included, in the same way round on mirrored
 * pages. Its alternative text says the address, which stands beside it as text, too. */
#include "pactpress/flow.h"
#include "pactpress/run.h"

/* [pt]: 0.5 mm a module, read from a hand's breadth; never smaller than 20 mm. */
static const double module = 1.45, least = 56.7;

double pp_qr_side(const struct pp_qr *code)
{
    double side = module * (double)(code->size + 2 * PP_QR_QUIET);
    return side > least ? side : least;
}

static void put_box(
    struct pp_canvas *canvas, long element, double x, double y, double w, double h,
    enum pp_tint tint)
{
    const double corners[4][2] = {{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};
    pp_canvas_polygon(canvas, element, corners, 4, false, (struct pp_paint){.fill = tint});
}

/* Dark modules that stand beside each other are one box. */
static void put_row(
    struct pp_canvas *canvas, const struct pp_qr *code, size_t row, double left, double y,
    double step, long element)
{
    const unsigned char *dark = code->dark + row * code->size;
    for (size_t i = 0; i < code->size;) {
        size_t from = i;
        while (i < code->size && dark[i])
            i++;
        if (i > from)
            put_box(
                canvas, element, left + step * (double)from, y, step * (double)(i - from), step,
                PP_INK);
        else
            i++;
    }
}

enum pp_status pp_put_qr(
    struct pp_layouter *layouter, const struct pp_node *node, size_t parent, double x, double y)
{
    const struct pp_qr *code = &node->as.qr.code;
    struct pp_canvas *canvas = layouter->canvas;
    double side = pp_qr_side(code), step = side / (double)(code->size + 2 * PP_QR_QUIET);
    if (!canvas)
        return PP_OK;
    size_t figure = pp_canvas_element(canvas, PP_ROLE_FIGURE, parent);
    double left = pp_canvas_left(canvas, x, side);
    pp_canvas_at(canvas, figure)->lang = pp_wording_foreign(layouter->setter.wording);
    pp_canvas_box(canvas, figure, left, y, side, side);
    put_box(canvas, (long)figure, left, y, side, side, PP_WHITE);
    for (size_t row = 0; row < code->size; row++)
        put_row(
            canvas, code, row, left + step * PP_QR_QUIET, y + step * (double)(row + PP_QR_QUIET),
            step, (long)figure);
    return pp_text_alternative(&layouter->setter, canvas, node->as.qr.alt, figure);
}

enum pp_status pp_lay_qr(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    PP_TRY(pp_put_qr(
        layouter, block->node, pp_group_element(layouter->canvas, block->group), place->x,
        place->y));
    place->y += pp_qr_side(&block->node->as.qr.code);
    return PP_OK;
}
