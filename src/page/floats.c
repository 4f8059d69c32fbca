#include "page/floats.h"

#include <math.h>
#include <string.h>

#include "pactpress/run.h"

/* [pt] that text must have beside floats. */
static const double least_text = 140;
static const double below_last =
    2; /* [pt] a last line of small text hangs less below its baseline */

/* [pt] Between a float and text: a line of the grid. */
static double gap_of(const struct pp_layouter *layouter)
{
    return layouter->setter.styles->space.baseline;
}

static void add_float(
    struct pp_arena *arena, struct pp_flowable *block, const size_t *path, struct pp_floats *out)
{
    struct pp_float *one = PP_PUSH(arena, out);
    one->block = block;
    memcpy(one->path, path, sizeof one->path);
}

static void find_below(
    struct pp_arena *arena, struct pp_flow *flow, size_t *path, size_t depth, struct pp_floats *out)
{
    for (size_t i = 0; flow && i < flow->count; i++) {
        struct pp_flowable *block = &flow->items[i];
        enum pp_node_kind kind = block->node->kind;
        path[depth] = i;
        if (kind == PP_NODE_FLOAT)
            add_float(arena, block, path, out);
        if ((kind == PP_NODE_COLUMNS || kind == PP_NODE_ASIDE) && depth + 1 < PP_CURSOR_DEPTH)
            find_below(arena, block->inner[0], path, depth + 1, out);
    }
    path[depth] = 0;
}

void pp_floats_find(struct pp_arena *arena, struct pp_flow *flow, struct pp_floats *out)
{
    size_t path[PP_CURSOR_DEPTH] = {0};
    find_below(arena, flow, path, 0, out);
}

/* Is its mention before the cursor? */
static bool is_before(const struct pp_float *one, const struct pp_cursor *cursor)
{
    for (size_t i = 0; i < PP_CURSOR_DEPTH; i++)
        if (one->path[i] != cursor->path[i])
            return one->path[i] < cursor->path[i];
    return false;
}

static bool at_top(const struct pp_float *one)
{
    return one->block->node->as.floating.at == PP_FLOAT_TOP;
}

/* Lays what floats at y, or only measures it. */
static enum pp_status lay_float(
    struct pp_layouter *layouter, const struct pp_float *one, const struct pp_place *page, double y,
    double *end)
{
    struct pp_place place = {.x = page->x, .width = page->width, .y = y, .fresh = true};
    struct pp_cursor cursor = {0};
    bool done, beside = layouter->beside;
    const struct pp_foot *foot = layouter->foot;
    place.bottom = 1e6;      /* kept whole: the room was measured before */
    layouter->beside = true; /* bookmarks never lead back up */
    layouter->foot = NULL;
    enum pp_status status = pp_flow_lay(layouter, one->block->inner[0], &cursor, 0, &place, &done);
    layouter->beside = beside;
    layouter->foot = foot;
    *end = place.y;
    return status;
}

static enum pp_status height_of(
    struct pp_layouter *layouter, const struct pp_float *one, const struct pp_place *place,
    double *height)
{
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    const double top = layouter->margins->top;
    enum pp_status status = lay_float(layouter, one, place, top, height);
    *height -= top;
    pp_arena_rewind(layouter->arena, mark);
    return status;
}

/* The room of a page without one of its floats, which gets its place in it. */
static void take(
    const struct pp_layouter *layouter, struct pp_float *one, double height, struct pp_place *place)
{
    const double gap = gap_of(layouter);
    if (at_top(one)) {
        one->y = place->y;
        place->y += gap * ceil((height + gap) / gap);
    } else {
        one->y = place->bottom - below_last - height;
        place->bottom = one->y - gap;
    }
    one->room_y = place->y;
    one->room_bottom = place->bottom;
}

/* A page may be filled by what floats where it begins with it, or the text ends on it; below a
 * masthead nothing stands at the top. */
static enum pp_status fits(
    struct pp_layouter *layouter, const struct pp_float *one, const struct pp_place *place,
    bool alone, bool heads, double *height, bool *out)
{
    PP_TRY(height_of(layouter, one, place, height));
    const double gap = gap_of(layouter);
    double least = alone ? -gap - below_last : least_text;
    *out =
        place->bottom - place->y - *height - gap - below_last >= least && !(heads && at_top(one));
    return PP_OK;
}

static enum pp_status place_waiting(
    struct pp_layouter *layouter, size_t page, const struct pp_cursor *start, bool heads,
    struct pp_place *place)
{
    struct pp_floats *floats = layouter->floats;
    bool first = true, found;
    double height;
    for (size_t i = 0; i < floats->count && is_before(&floats->items[i], start); i++) {
        struct pp_float *one = &floats->items[i];
        if (one->page)
            continue;
        PP_TRY(fits(layouter, one, place, first, heads, &height, &found));
        if (!found && first && !heads) {
            pp_error(
                layouter->setter.run, one->block->node->where, "page.does-not-fit",
                "what is to stand at the edge of a page of %s is higher than the page: let it "
                "stand in the text",
                layouter->setter.what);
            return PP_DATA;
        }
        if (!found)
            break;
        one->page = page;
        take(layouter, one, height, place);
        first = false;
    }
    return PP_OK;
}

/* Where the page would end that has this room. */
static enum pp_status end_of(
    struct pp_layouter *layouter, struct pp_flow *flow, const struct pp_cursor *start,
    struct pp_place place, struct pp_cursor *end, bool *done)
{
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    *end = *start;
    enum pp_status status = pp_flow_lay(layouter, flow, end, 0, &place, done);
    pp_arena_rewind(layouter->arena, mark);
    return status;
}

enum pp_status pp_floats_place(
    struct pp_layouter *layouter, struct pp_flow *flow, size_t page, const struct pp_cursor *start,
    bool heads, struct pp_place *place)
{
    struct pp_floats *floats = layouter->floats;
    struct pp_cursor end;
    double height;
    bool found = true, done;
    if (floats->count == 0)
        return PP_OK;
    PP_TRY(place_waiting(layouter, page, start, heads, place));
    PP_TRY(end_of(layouter, flow, start, *place, &end, &done));
    for (size_t i = 0; found && i < floats->count; i++) {
        struct pp_float *one = &floats->items[i];
        struct pp_place less = *place;
        if (one->page)
            continue;
        if (!is_before(one, &end) || is_before(one, start))
            break;
        PP_TRY(fits(layouter, one, place, done, heads, &height, &found));
        if (!found)
            break;
        take(layouter, one, height, &less);
        PP_TRY(end_of(layouter, flow, start, less, &end, &done));
        found = is_before(one, &end);
        one->page = found ? page : 0;
        *place = found ? less : *place;
    }
    return PP_OK;
}

void pp_floats_room(const struct pp_floats *floats, size_t page, struct pp_place *place)
{
    for (size_t i = 0; i < floats->count; i++)
        if (floats->items[i].page == page) {
            place->y = fmax(place->y, floats->items[i].room_y);
            place->bottom = fmin(place->bottom, floats->items[i].room_bottom);
        }
}

bool pp_floats_wait(const struct pp_floats *floats, const struct pp_cursor *cursor)
{
    for (size_t i = 0; i < floats->count; i++)
        if (!floats->items[i].page && is_before(&floats->items[i], cursor))
            return true;
    return false;
}

static enum pp_status paint(struct pp_layouter *layouter, const struct pp_float *one)
{
    struct pp_floats *floats = layouter->floats;
    double end;
    layouter->floats = NULL;
    enum pp_status status = lay_float(layouter, one, &layouter->page, one->y, &end);
    layouter->floats = floats;
    return status;
}

enum pp_status pp_floats_paint_waiting(struct pp_layouter *layouter, const struct pp_cursor *start)
{
    struct pp_floats *floats = layouter->floats;
    for (size_t i = 0; i < floats->count; i++)
        if (floats->items[i].page == layouter->canvas->page && is_before(&floats->items[i], start))
            PP_TRY(paint(layouter, &floats->items[i]));
    return PP_OK;
}

enum pp_status pp_float_mention(struct pp_layouter *layouter, struct pp_flowable *block)
{
    struct pp_canvas *canvas = layouter->canvas;
    if (!canvas || !layouter->floats)
        return PP_OK;
    pp_canvas_touch(canvas, pp_group_element(canvas, block->group));
    for (size_t i = 0; i < layouter->floats->count; i++)
        if (layouter->floats->items[i].block == block &&
            layouter->floats->items[i].page == canvas->page)
            return paint(layouter, &layouter->floats->items[i]);
    return PP_OK;
}
