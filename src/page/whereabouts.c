#include "page/whereabouts.h"

/* A place in the flow: as a cursor that has come to it. */
struct spot {
    size_t path[PP_CURSOR_DEPTH];
    size_t side[PP_CURSOR_DEPTH];
    bool beside;                     /* it is in a side column: `side` counts, below path[0] */
    const struct pp_flowable *block; /* that stands there */
};

static bool holds(const struct pp_node *node, const struct pp_node *wanted)
{
    for (; wanted; wanted = wanted->parent)
        if (wanted == node)
            return true;
    return false;
}

/* Goes down to the block that the node is, is in, or begins with. */
static bool find(
    const struct pp_flow *flow, const struct pp_node *node, size_t depth, size_t *path,
    struct spot *spot)
{
    for (size_t i = 0; flow && depth < PP_CURSOR_DEPTH && i < flow->count; i++) {
        const struct pp_flowable *block = &flow->items[i];
        enum pp_node_kind kind = block->node->kind;
        bool goes_on = kind == PP_NODE_COLUMNS || kind == PP_NODE_ASIDE;
        path[depth] = i;
        if (holds(node, block->node) || (!goes_on && holds(block->node, node))) {
            spot->block = block;
            return true;
        }
        if (goes_on && find(block->inner[0], node, depth + 1, path, spot))
            return true;
        if (block->lead && holds(node, block->lead->node)) {
            spot->block = block->lead;
            path[depth + 1] = 0;
            return true;
        }
        if (kind == PP_NODE_ASIDE && find(block->inner[1], node, 0, spot->side, spot)) {
            spot->beside = true;
            return true;
        }
    }
    path[depth < PP_CURSOR_DEPTH ? depth : 0] = 0;
    return false;
}

static int compare(const size_t *a, const size_t *b, size_t from)
{
    for (size_t i = from; i < PP_CURSOR_DEPTH; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* Does the page that starts there start at the spot or before? */
static bool starts_before(const struct pp_cursor *start, const struct spot *spot)
{
    if (!spot->beside)
        return compare(start->path, spot->path, 0) <= 0;
    if (start->path[0] != spot->path[0])
        return start->path[0] < spot->path[0];
    return compare(start->side, spot->side, 0) <= 0;
}

size_t pp_page_of(
    const struct pp_flow *flow, const struct pp_floats *floats, const struct pp_breaks *breaks,
    const struct pp_node *node)
{
    struct spot spot = {0};
    if (!find(flow, node, 0, spot.path, &spot))
        return 0;
    for (size_t i = 0; i < floats->count; i++)
        if (floats->items[i].block == spot.block)
            return floats->items[i].page;
    size_t page = breaks->count;
    while (page > 1 && !starts_before(&breaks->items[page - 1], &spot))
        page--;
    return page;
}
