/* Blocks beside each other: halves that are kept whole, and a main with a side column that go on
 * over pages each on its own. */
#include <math.h>
#include <string.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

/* A stretch of two columns begins where so much room is left [pt]. */
static const double room_to_begin = 140;

enum pp_status pp_lay_beside(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    double half = (place->width - PP_GUTTER) / 2, lowest = place->y;
    for (int i = 0; i < 2 && block->inner[i]; i++) {
        struct pp_cursor cursor = {0};
        struct pp_place part = *place;
        bool done;
        part.x = place->x + i * (half + PP_GUTTER);
        part.width = half;
        part.fresh = true;
        part.bottom = place->bottom;
        PP_TRY(pp_flow_lay(layouter, block->inner[i], &cursor, 0, &part, &done));
        if (!done)
            part.y = place->bottom + 1; /* does not fit: the block goes to the next place */
        lowest = fmax(lowest, part.y);
    }
    place->y = lowest;
    return PP_OK;
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
    layouter->beside = true;
    enum pp_status status = pp_flow_lay(layouter, block->inner[1], &own, 0, place, done);
    layouter->beside = false;
    PP_TRY(status);
    memcpy(cursor->side, own.path, sizeof own.path);
    return PP_OK;
}

enum pp_status pp_lay_aside(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    double column = (place->width - 11 * PP_GUTTER) / 12;
    struct pp_place main = *place, side = *place;
    bool main_done, side_done;
    *done = false;
    if (!place->fresh && place->bottom - place->y < room_to_begin)
        return PP_OK;
    side.width = 4 * column + 3 * PP_GUTTER;
    side.x = place->x + place->width - side.width;
    main.width = place->width - side.width - PP_GUTTER;
    main.fresh = side.fresh = true;
    PP_TRY(pp_flow_lay(layouter, block->inner[0], cursor, depth + 1, &main, &main_done));
    PP_TRY(lay_side(layouter, block, cursor, &side, &side_done));
    place->y = fmax(main.y, side.y);
    *done = main_done && side_done;
    return PP_OK;
}
