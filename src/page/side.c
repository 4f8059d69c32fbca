/* Side notes: small text beside the lines that it belongs to, in the four columns of the grid that
 * a text of eight leaves free. Where there is no such room, a note stands in the text. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double stroke = 1.5, pad = 8, gap = 10; /* [pt] */

static enum pp_status lay_note(
    struct pp_layouter *layouter, struct pp_flowable *block, double x, double width, double y,
    double *end)
{
    struct pp_place inner = {
        .x = x + pad, .width = width - pad, .y = y, .bottom = 1e6, .fresh = true};
    struct pp_cursor cursor = {0};
    bool done;
    PP_TRY(pp_flow_lay(layouter, block->inner[0], &cursor, 0, &inner, &done));
    *end = inner.y;
    return PP_OK;
}

static enum pp_status measure(
    struct pp_layouter *layouter, struct pp_flowable *block, double width, double *height)
{
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    layouter->canvas = NULL;
    enum pp_status status = lay_note(layouter, block, 0, width, 0, height);
    layouter->canvas = canvas;
    pp_arena_rewind(layouter->arena, mark);
    return status;
}

static enum pp_status paint(
    struct pp_layouter *layouter, struct pp_flowable *block, double x, double width, double y,
    double height)
{
    double end;
    pp_canvas_rect(
        layouter->canvas, PP_ARTIFACT_LAYOUT, x, y, stroke, height,
        (struct pp_paint){.fill = PP_BRICK});
    return lay_note(layouter, block, x, width, y, &end);
}

/* Beside the line that comes next, or below the note before; at the foot it moves up. */
enum pp_status pp_lay_side(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    struct pp_side *side = &layouter->side;
    double height, y;
    if (!side->on) {
        PP_TRY(measure(layouter, block, place->width, &height));
        PP_TRY(paint(layouter, block, place->x, place->width, place->y, height));
        place->y += height;
        return PP_OK;
    }
    PP_TRY(measure(layouter, block, side->width, &height));
    y = fmax(pp_snap_story(layouter, place->y) + 2, side->y);
    y = fmin(y, place->bottom - height);
    if (y < side->y - 0.01) {
        place->y = place->bottom + 1; /* no room is left beside this text */
        return PP_OK;
    }
    PP_TRY(paint(layouter, block, side->x, side->width, y, height));
    side->y = y + height + gap;
    side->lowest = y + height;
    return PP_OK;
}
