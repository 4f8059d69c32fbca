/* Balanced columns: the smallest height that holds what is left, or all the room there is. */
#include <math.h>

#include "pactpress/flow.h"
#include "page/foot.h"
#include "pactpress/run.h"

/* Grid lines that columns begin with in a place where something stands above, and anywhere. */
enum { LINES_TO_BEGIN = 8, FEWEST_LINES = 3, SHORT_TEXT = 3 };
/* A text that is not longer stands in one column, in eight columns of the grid. */
static const double short_share = 8.0 / 12;
/* [pt] A place that is no wider leaves no room for side notes. */
static const double narrow = 400;

struct frame {
    struct pp_flowable *block;
    size_t columns;
    double x, width, top; /* of the block; width of one column */
    bool lead;            /* the picture heads the last column this time */
    struct pp_side side;  /* room for side notes */
    bool tried;           /* columns might be higher */
};

/* [pt] of the grid. */
static double line_of(const struct pp_layouter *layouter)
{
    return layouter->setter.styles->space.baseline;
}

/* Fills the columns to `height`. *lowest is where the text ends. */
static enum pp_status fill(
    struct pp_layouter *layouter, const struct frame *frame, double height,
    struct pp_cursor *cursor, size_t depth, double *lowest, bool *done)
{
    struct pp_side around = layouter->side;
    *lowest = frame->top;
    *done = false;
    layouter->side = frame->side;
    for (size_t i = 0; i < frame->columns; i++) {
        struct pp_place place = {
            .x = frame->x + (double)i * (frame->width + layouter->setter.styles->space.gutter),
            .width = frame->width,
            .y = frame->top,
            .bottom = frame->top + height,
            .fresh = true,
            .tried = frame->tried,
        };
        if (frame->lead && i + 1 == frame->columns) {
            PP_TRY(pp_lay_picture(layouter, frame->block->lead, &place));
            *lowest = fmax(*lowest, place.y);
            if (place.y > place.bottom + 0.01) {
                *done = false;
                return PP_OK;
            }
            place.y += 7;
        }
        if (!*done)
            PP_TRY(pp_flow_lay(layouter, frame->block->inner[0], cursor, depth + 1, &place, done));
        PP_TRY(pp_foot_put(layouter, &place, frame->top + height));
        *lowest = fmax(*lowest, place.notes.which ? frame->top + height : place.y);
    }
    *lowest = fmax(*lowest, layouter->side.lowest);
    layouter->side = around;
    return PP_OK;
}

/* Grid lines that the picture takes, and at least as many as columns begin with. */
static enum pp_status lines_to_begin(
    struct pp_layouter *layouter, const struct frame *frame, size_t *lines)
{
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    struct pp_place place = {.width = frame->width};
    enum pp_status status = PP_OK;
    layouter->canvas = NULL;
    if (frame->lead)
        status = pp_lay_picture(layouter, frame->block->lead, &place);
    layouter->canvas = canvas;
    pp_arena_rewind(layouter->arena, mark);
    *lines = (size_t)fmax(ceil(place.y / line_of(layouter)), LINES_TO_BEGIN);
    return status;
}

/* Fills on no canvas, leaving cursor and arena as they were. */
static enum pp_status try_height(
    struct pp_layouter *layouter, const struct frame *frame, double height,
    const struct pp_cursor *cursor, size_t depth, bool *done)
{
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    struct pp_cursor trial = *cursor;
    double lowest;
    layouter->canvas = NULL;
    enum pp_status status = fill(layouter, frame, height, &trial, depth, &lowest, done);
    layouter->canvas = canvas;
    pp_arena_rewind(layouter->arena, mark);
    return status;
}

/* The smallest number of grid lines, at most `most`, that holds everything left. */
static enum pp_status balance(
    struct pp_layouter *layouter, const struct frame *frame, size_t most,
    const struct pp_cursor *cursor, size_t depth, size_t *lines)
{
    size_t low = 1, high = most;
    struct frame tried = *frame;
    tried.tried = true;
    while (low < high) {
        size_t middle = (low + high) / 2;
        bool done;
        PP_TRY(
            try_height(layouter, &tried, line_of(layouter) * (double)middle, cursor, depth, &done));
        if (done)
            high = middle;
        else
            low = middle + 1;
    }
    *lines = high;
    return PP_OK;
}

/* About how many lines a text takes in a column; nothing is set for it, so nothing is said. */
static enum pp_status guess_lines(
    struct pp_layouter *layouter, const struct pp_flow *flow, double width, double *lines)
{
    static const struct pp_text_spec spec = {.type = PP_TYPE_BODY};
    *lines = 0;
    for (size_t i = 0; i < flow->count; i++) {
        const struct pp_node *node = flow->items[i].node;
        double natural, word;
        if (node->kind != PP_NODE_PARAGRAPH || node->look != PP_LOOK_BODY) {
            *lines = INFINITY;
            return PP_OK;
        }
        PP_TRY(pp_text_measure(
            &layouter->setter, layouter->arena, node->content, &spec, &natural, &word));
        *lines += ceil(natural / width);
    }
    return PP_OK;
}

/* One column in place of several, where those would be three lines high. */
static enum pp_status widen_short(
    struct pp_layouter *layouter, struct frame *frame, double width, double room,
    const struct pp_cursor *cursor, size_t depth)
{
    const double gutter = layouter->setter.styles->space.gutter;
    struct frame one = *frame;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    bool done;
    double lines;
    if (frame->columns < 2 || frame->lead || frame->block->inner[0]->count > SHORT_TEXT ||
        cursor->path[depth + 1] || cursor->path[depth + 2])
        return PP_OK;
    enum pp_status status = guess_lines(layouter, frame->block->inner[0], frame->width, &lines);
    pp_arena_rewind(layouter->arena, mark);
    PP_TRY(status);
    if (lines > SHORT_TEXT * (double)frame->columns)
        return PP_OK;
    one.columns = 1;
    one.width = (width + gutter) * short_share - gutter;
    PP_TRY(try_height(layouter, &one, room, cursor, depth, &done));
    if (done)
        *frame = one;
    return PP_OK;
}

static void leave_room(struct frame *frame, double width, double gutter)
{
    frame->width = (width + gutter) * short_share - gutter;
    frame->side = (struct pp_side){
        .on = true,
        .x = frame->x + frame->width + gutter,
        .width = width - frame->width - gutter,
        .y = frame->top,
        .lowest = frame->top};
}

static void tell_stretch(
    struct pp_layouter *layouter, const struct frame *frame, double height, bool ends)
{
    pp_canvas_stretch(
        layouter->canvas, (struct pp_stretch){
                              .x = frame->x,
                              .y = frame->top,
                              .width = frame->width,
                              .height = height,
                              .step = frame->width + layouter->setter.styles->space.gutter,
                              .columns = frame->columns,
                              .ends = ends});
}

static enum pp_status lay_columns(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    int asked = block->node->as.columns.count;
    const double gutter = layouter->setter.styles->space.gutter, line = line_of(layouter);
    double top = pp_snap_story(layouter, place->y);
    struct frame frame = {
        .block = block,
        .columns = asked < 1 ? 1 : (size_t)asked,
        .x = place->x,
        .top = top,
        .lead = block->lead && cursor->path[depth + 1] == 0 && cursor->path[depth + 2] == 0,
    };
    bool side = block->node->as.columns.side && place->width > narrow;
    if (side)
        frame.columns = 1;
    frame.width = (place->width - gutter * (double)(frame.columns - 1)) / (double)frame.columns;
    if (side)
        leave_room(&frame, place->width, gutter);
    size_t needed, lines = place->bottom > top ? (size_t)((place->bottom - top) / line) : 0;
    *done = false;
    if (lines < FEWEST_LINES)
        return PP_OK;
    PP_TRY(widen_short(layouter, &frame, place->width, line * (double)lines, cursor, depth));
    if (block->node->as.columns.whole && pp_place_is_filled(place)) {
        PP_TRY(try_height(layouter, &frame, line * (double)lines, cursor, depth, done));
        if (!*done)
            return PP_OK;
    }
    PP_TRY(lines_to_begin(layouter, &frame, &needed));
    if (layouter->probing && lines >= needed) {
        cursor->path[depth + 1]++; /* it would begin; how far it would come does not matter */
        return PP_OK;
    }
    PP_TRY(try_height(layouter, &frame, line * (double)lines, cursor, depth, done));
    if (*done)
        PP_TRY(balance(layouter, &frame, lines, cursor, depth, &lines));
    else if (!place->fresh && lines < needed)
        return PP_OK;
    double lowest;
    PP_TRY(fill(layouter, &frame, line * (double)lines, cursor, depth, &lowest, done));
    tell_stretch(layouter, &frame, line * (double)lines, *done);
    place->y = lowest;
    return PP_OK;
}

enum pp_status pp_lay_columns(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    const struct pp_foot *around = layouter->foot;
    layouter->foot = block->foot;
    enum pp_status status = lay_columns(layouter, block, cursor, depth, place, done);
    layouter->foot = around;
    return status;
}
