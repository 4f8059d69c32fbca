/* Blocks beside each other: two parts that are kept whole, and a main with a side column that go on
 * over pages each on its own. */
#include <math.h>
#include <string.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

/* A stretch of two columns begins where so much room is left [pt]. */
static const double room_to_begin = 140;

/* Lays both parts, the first over so many columns of the grid; *lowest is where the longer ends. */
static enum pp_status lay_parts(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct pp_place *place,
    int columns, double *lowest)
{
    const double gutter = layouter->setter.styles->space.gutter;
    double step = (place->width + gutter) / 12;
    *lowest = place->y;
    for (int i = 0; i < 2 && block->inner[i]; i++) {
        struct pp_cursor cursor = {0};
        struct pp_place part = *place;
        bool done;
        part.x = place->x + i * columns * step;
        part.width = (i == 0 ? columns : 12 - columns) * step - gutter;
        part.fresh = true;
        PP_TRY(pp_flow_lay(layouter, block->inner[i], &cursor, 0, &part, &done));
        if (!done)
            part.y = place->bottom + 1; /* does not fit: the block goes to the next place */
        *lowest = fmax(*lowest, part.y);
    }
    return PP_OK;
}

/* Halves, or five columns and seven where that makes the longer part end higher. */
enum pp_status pp_lay_beside(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    static const int splits[] = {6, 5, 7};
    const double line = layouter->setter.styles->space.baseline;
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    enum pp_status status = PP_OK;
    double least = INFINITY, lowest;
    int best = 6;
    layouter->canvas = NULL;
    for (size_t i = 0; i < sizeof splits / sizeof *splits && status == PP_OK; i++) {
        status = lay_parts(layouter, block, place, splits[i], &lowest);
        if (status == PP_OK && lowest < least - line / 2) {
            least = lowest;
            best = splits[i];
        }
    }
    layouter->canvas = canvas;
    pp_arena_rewind(layouter->arena, mark);
    PP_TRY(status);
    status = lay_parts(layouter, block, place, best, &lowest);
    place->y = lowest;
    return status;
}

static enum pp_status lay_side(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor,
    struct pp_place *place, bool *done)
{
    struct pp_cursor own = {0};
    *done = true;
    if (!block->inner[1])
        return PP_OK;
    memcpy(own.path, cursor->side, sizeof own.path);
    own.floated = cursor->side_floated;
    layouter->beside = true;
    enum pp_status status = pp_flow_lay(layouter, block->inner[1], &own, 0, place, done);
    layouter->beside = false;
    PP_TRY(status);
    memcpy(cursor->side, own.path, sizeof own.path);
    cursor->side_floated = own.floated;
    return PP_OK;
}

enum pp_status pp_lay_aside(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    const double gutter = layouter->setter.styles->space.gutter;
    double column = (place->width - 11 * gutter) / 12;
    struct pp_place main = *place, side = *place;
    bool main_done, side_done;
    *done = false;
    if (!place->fresh && place->bottom - place->y < room_to_begin)
        return PP_OK;
    side.width = 4 * column + 3 * gutter;
    side.x = place->x + place->width - side.width;
    main.width = place->width - side.width - gutter;
    main.fresh = side.fresh = true;
    PP_TRY(pp_flow_lay(layouter, block->inner[0], cursor, depth + 1, &main, &main_done));
    PP_TRY(lay_side(layouter, block, cursor, &side, &side_done));
    place->y = fmax(main.y, side.y);
    *done = main_done && side_done;
    return PP_OK;
}
