#include "pactpress/flow.h"

#include <math.h>
#include <string.h>

#include "pactpress/run.h"

double pp_snap(const struct pp_layouter *layouter, double y, double baseline)
{
    double top = layouter->margins->top, step = layouter->setter.styles->space.baseline;
    double steps = ceil((y + baseline - top) / step - 1e-6);
    return top + steps * step - baseline;
}

double pp_snap_story(const struct pp_layouter *layouter, double y)
{
    const struct pp_type_style *body = &layouter->setter.styles->types[PP_TYPE_BODY];
    return pp_snap(layouter, y, (body->leading + 0.7 * body->font.size) / 2);
}

size_t pp_group_element(struct pp_canvas *canvas, struct pp_group *group)
{
    if (!canvas || !group || group->element)
        return group ? group->element : 0;
    size_t parent = pp_group_element(canvas, group->parent);
    group->element = pp_canvas_element(canvas, group->role, parent);
    struct pp_element *at = pp_canvas_at(canvas, group->element);
    at->lang = group->lang;
    at->ordered = group->ordered;
    at->id = group->id;
    return group->element;
}

size_t pp_flowable_element(
    struct pp_layouter *layouter, struct pp_flowable *block, enum pp_role role)
{
    if (!layouter->canvas)
        return 0;
    if (!block->element) {
        size_t parent = pp_group_element(layouter->canvas, block->group);
        block->element = block->own ? pp_group_element(layouter->canvas, block->own)
                                    : pp_canvas_element(layouter->canvas, role, parent);
        struct pp_element *at = pp_canvas_at(layouter->canvas, block->element);
        at->lang = block->node->lang;
        at->id = block->node->id;
    }
    return block->element;
}

typedef enum pp_status lay_whole(struct pp_layouter *, struct pp_flowable *, struct pp_place *);

/* The function that lays a block whole, or NULL for blocks that may be divided. */
static lay_whole *whole(enum pp_node_kind kind)
{
    switch (kind) {
    case PP_NODE_MASTHEAD:
        return pp_lay_masthead;
    case PP_NODE_CITY_LINE:
        return pp_lay_city_line;
    case PP_NODE_KEY_FIGURES:
        return pp_lay_key_figures;
    case PP_NODE_PICTURE:
        return pp_lay_picture;
    case PP_NODE_LIKERT:
        return pp_lay_likert;
    case PP_NODE_FACT:
        return pp_lay_fact;
    case PP_NODE_IMPRINT:
        return pp_lay_imprint;
    case PP_NODE_BESIDE:
        return pp_lay_beside;
    case PP_NODE_COVER:
        return pp_lay_cover;
    case PP_NODE_REPORT:
        return pp_lay_report;
    case PP_NODE_BOX:
        return pp_lay_box;
    case PP_NODE_SIDE:
        return pp_lay_side;
    case PP_NODE_BIG:
        return pp_lay_big;
    case PP_NODE_CHART:
        return pp_lay_chart;
    case PP_NODE_TIMELINE:
        return pp_lay_timeline;
    case PP_NODE_QR:
        return pp_lay_qr;
    case PP_NODE_CONTENTS:
        return pp_lay_contents;
    default:
        return NULL;
    }
}

static enum pp_status lay_divided(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    if (block->node->kind == PP_NODE_TABLE)
        return pp_lay_table(layouter, block, cursor, depth, place, done);
    if (block->node->kind == PP_NODE_HEAT)
        return pp_lay_heat(layouter, block, cursor, depth, place, done);
    if (block->node->kind == PP_NODE_ASIDE)
        return pp_lay_aside(layouter, block, cursor, depth, place, done);
    if (block->node->kind == PP_NODE_COLUMNS)
        return pp_lay_columns(layouter, block, cursor, depth, place, done);
    return pp_lay_text(layouter, block, cursor, depth, place, done);
}

/* Lays a block that may not be divided, if it fits or if the place is empty anyway. */
static enum pp_status lay_undivided(
    struct pp_layouter *layouter, struct pp_flowable *block, lay_whole *lay, struct pp_place *place,
    bool *done)
{
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    struct pp_place trial = *place;
    struct pp_side side = layouter->side;
    layouter->canvas = NULL;
    enum pp_status status = lay(layouter, block, &trial);
    layouter->canvas = canvas;
    if (canvas || trial.y > place->bottom + 0.01)
        layouter->side = side;
    pp_arena_rewind(layouter->arena, mark);
    PP_TRY(status);
    *done = trial.y <= place->bottom + 0.01;
    if (!*done)
        return PP_OK;
    if (canvas)
        return lay(layouter, block, place);
    *place = trial;
    return PP_OK;
}

static enum pp_status lay_either(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    lay_whole *lay = whole(block->node->kind);
    if (block->node->kind == PP_NODE_FLOAT) {
        *done = true; /* it takes no room here */
        return PP_OK;
    }
    if (lay)
        return lay_undivided(layouter, block, lay, place, done);
    return lay_divided(layouter, block, cursor, depth, place, done);
}

static void turn_direction(struct pp_layouter *layouter, struct pp_place *place)
{
    layouter->setter.rtl = !layouter->setter.rtl;
    if (layouter->canvas)
        layouter->canvas->rtl = layouter->setter.rtl;
    place->x = layouter->width - place->x - place->width;
}

/* What is in a language of the other direction is laid in its own, so that readers of English come
 * to the left column first, on an Arabic page too. */
static enum pp_status lay_block(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    const char *lang = block->node->lang;
    bool rtl =
        lang ? pp_typesetter_rtl(layouter->setter.typesetter, lang) : layouter->document->rtl;
    bool turns = rtl != layouter->setter.rtl;
    if (turns)
        turn_direction(layouter, place);
    enum pp_status status = lay_either(layouter, block, cursor, depth, place, done);
    if (turns)
        turn_direction(layouter, place);
    return status;
}

static bool at_start(const struct pp_cursor *cursor, size_t depth)
{
    for (size_t i = depth + 1; i < PP_CURSOR_DEPTH; i++)
        if (cursor->path[i])
            return false;
    return depth > 0 || (cursor->side[0] == 0 && cursor->side[1] == 0);
}

static void to_next(struct pp_cursor *cursor, size_t depth)
{
    cursor->path[depth]++;
    for (size_t i = depth + 1; i < PP_CURSOR_DEPTH; i++)
        cursor->path[i] = 0;
    if (depth == 0)
        memset(cursor->side, 0, sizeof cursor->side);
}

static bool has_rows(const struct pp_flowable *block)
{
    return block->node->kind == PP_NODE_TABLE || block->node->kind == PP_NODE_HEAT;
}

/* A table so long that its last row may go on with what stays below it. */
static bool gives_rows(const struct pp_flowable *block, size_t rows)
{
    return has_rows(block) && rows > 2;
}

/* A side note takes no room from the text. */
static bool is_beside(const struct pp_layouter *layouter, const struct pp_flowable *block)
{
    return block->node->kind == PP_NODE_SIDE && layouter->side.on;
}

/* Would the block, and all that must stay with it, begin in this place? Laid on no canvas: a block
 * that must stay with the next one has to be laid whole, and the next one at least in part. Of a
 * table some rows are enough. */
static enum pp_status begins(
    struct pp_layouter *layouter, struct pp_flow *flow, size_t index, size_t depth,
    struct pp_place place, bool *out)
{
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    enum pp_status status = PP_OK;
    struct pp_side side = layouter->side;
    bool done = true, probing = layouter->probing;
    layouter->canvas = NULL;
    layouter->probing = true;
    for (; done && status == PP_OK && index < flow->count; index++) {
        struct pp_flowable *block = &flow->items[index];
        struct pp_cursor cursor = {0};
        cursor.path[depth] = index;
        if (!place.fresh)
            place.y += block->space;
        status = lay_block(layouter, block, &cursor, depth, &place, &done);
        if ((done || !at_start(&cursor, depth)) && !is_beside(layouter, block))
            place.fresh = false;
        if (!block->keep_next || gives_rows(block, cursor.path[depth + 1])) {
            done = done || !at_start(&cursor, depth);
            break;
        }
    }
    layouter->canvas = canvas;
    layouter->side = side;
    layouter->probing = probing;
    pp_arena_rewind(layouter->arena, mark);
    *out = done;
    return status;
}

/* Where the rest of a table would fit but not the note that stays with it, the room ends above the
 * last row, which then stands with the note in the next place. */
static enum pp_status leave_last_row(
    struct pp_layouter *layouter, struct pp_flow *flow, struct pp_cursor cursor, size_t depth,
    struct pp_place *room)
{
    size_t index = cursor.path[depth], first = cursor.path[depth + 1];
    struct pp_flowable *block = &flow->items[index];
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    struct pp_place trial = *room;
    bool done = false, fits = true;
    if (!block->keep_next || !has_rows(block))
        return PP_OK;
    layouter->canvas = NULL;
    enum pp_status status = lay_block(layouter, block, &cursor, depth, &trial, &done);
    layouter->canvas = canvas;
    pp_arena_rewind(layouter->arena, mark);
    trial.fresh = false;
    if (status == PP_OK && done && index + 1 < flow->count)
        status = begins(layouter, flow, index + 1, depth, trial, &fits);
    if (!fits && gives_rows(block, cursor.path[depth + 1] - first))
        room->bottom = trial.y - 2;
    return status;
}

bool pp_place_is_filled(const struct pp_place *place)
{
    return place->y > 0.6 * place->bottom;
}

/* A picture for which there is no room any more floats: text goes on below where it would have
 * stood, and it heads the next column. Pictures keep their order. */
static bool floats(
    const struct pp_flow *flow, const struct pp_cursor *cursor, size_t index,
    const struct pp_place *place)
{
    const struct pp_flowable *block = &flow->items[index];
    return block->in_columns && block->node->kind == PP_NODE_PICTURE && cursor->floated == 0 &&
           !place->fresh && index + 1 < flow->count;
}

static enum pp_status lay_floated(
    struct pp_layouter *layouter, struct pp_flow *flow, struct pp_cursor *cursor,
    struct pp_place *place, bool *fits)
{
    struct pp_flowable *block = &flow->items[cursor->floated - 1];
    struct pp_place room = *place;
    if (!room.fresh)
        room.y += block->space;
    PP_TRY(lay_undivided(layouter, block, pp_lay_picture, &room, fits));
    if (!*fits)
        return PP_OK;
    cursor->floated = 0;
    place->y = room.y + (place->fresh ? layouter->setter.styles->space.block / 2 : 0);
    place->fresh = false;
    return PP_OK;
}

enum pp_status pp_flow_lay(
    struct pp_layouter *layouter, struct pp_flow *flow, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    bool in_columns = flow->count > 0 && flow->items[0].in_columns, fits = true;
    *done = false;
    if (in_columns && cursor->floated && place->fresh)
        PP_TRY(lay_floated(layouter, flow, cursor, place, &fits));
    while (cursor->path[depth] < flow->count) {
        size_t index = cursor->path[depth];
        struct pp_flowable *block = &flow->items[index];
        bool start = at_start(cursor, depth);
        fits = true;
        if (block->node->kind == PP_NODE_FLOAT) {
            PP_TRY(pp_float_mention(layouter, block));
            to_next(cursor, depth);
            continue;
        }
        if (flow == layouter->flow && block->turned != layouter->turned)
            return PP_OK;
        if (start && block->page_break && !place->fresh && pp_place_is_filled(place))
            return PP_OK;
        /* Others say themselves what fits; a column that may be higher keeps to it from its top. */
        if (start && (!place->fresh || place->tried) && block->keep_next)
            PP_TRY(begins(layouter, flow, index, depth, *place, &fits));
        if (!fits)
            return PP_OK;
        struct pp_place room = *place;
        if (start && !place->fresh)
            room.y += block->space;
        PP_TRY(leave_last_row(layouter, flow, *cursor, depth, &room));
        PP_TRY(lay_block(layouter, block, cursor, depth, &room, &fits));
        if (fits || !at_start(cursor, depth)) {
            place->y = room.y;
            place->bottom -= room.notes.height - place->notes.height;
            place->notes = room.notes;
        }
        if (!fits && floats(flow, cursor, index, place))
            cursor->floated = index + 1;
        else if (!fits)
            return PP_OK;
        else
            place->fresh = place->fresh && is_beside(layouter, block);
        to_next(cursor, depth);
    }
    fits = true;
    if (in_columns && cursor->floated)
        PP_TRY(lay_floated(layouter, flow, cursor, place, &fits));
    *done = fits;
    return PP_OK;
}
