#include "pactpress/tree.h"

#include "pactpress/arena.h"

/* Of rows, cells and texts there may be a million. They end where a word does, because a compiler
 * may read several of its parts at once. */
static size_t size_of(enum pp_node_kind kind)
{
    bool in_table = kind == PP_NODE_ROW || kind == PP_NODE_CELL;
    return in_table ? offsetof(struct pp_node, name) : sizeof(struct pp_node);
}

static size_t size_of_inline(enum pp_inline_kind kind)
{
    return kind == PP_INLINE_TEXT ? offsetof(struct pp_inline, url) : sizeof(struct pp_inline);
}

struct pp_node *pp_node_new(struct pp_arena *arena, enum pp_node_kind kind)
{
    struct pp_node *node = pp_arena_alloc(arena, size_of(kind));
    node->kind = kind;
    return node;
}

struct pp_node *pp_node_copy(struct pp_arena *arena, const struct pp_node *node)
{
    return pp_arena_memdup(arena, node, size_of(node->kind));
}

struct pp_node *pp_node_append(struct pp_node *parent, struct pp_node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last != NULL)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    return child;
}

struct pp_inline *pp_inline_new(struct pp_arena *arena, enum pp_inline_kind kind)
{
    struct pp_inline *leaf = pp_arena_alloc(arena, size_of_inline(kind));
    leaf->kind = kind;
    return leaf;
}

struct pp_inline *pp_inline_copy(struct pp_arena *arena, const struct pp_inline *inline_)
{
    struct pp_inline *copy = pp_arena_memdup(arena, inline_, size_of_inline(inline_->kind));
    copy->next = NULL;
    return copy;
}

struct pp_inline *pp_inline_text(struct pp_arena *arena, const char *text, const char *lang)
{
    struct pp_inline *leaf = pp_inline_new(arena, PP_INLINE_TEXT);
    leaf->text = text;
    leaf->lang = lang;
    return leaf;
}

struct pp_inline *pp_inline_message(
    struct pp_arena *arena, const char *id, const struct pp_arg *args, size_t arg_count)
{
    struct pp_inline *leaf = pp_inline_new(arena, PP_INLINE_MESSAGE);
    leaf->text = id;
    leaf->args = pp_arena_memdup(arena, args, arg_count * sizeof *args);
    leaf->arg_count = arg_count;
    return leaf;
}

struct pp_inline *pp_inline_figure(struct pp_arena *arena, const struct pp_figure *figure)
{
    struct pp_inline *leaf = pp_inline_new(arena, PP_INLINE_FIGURE);
    leaf->figure = figure;
    return leaf;
}

struct pp_inline *pp_inline_mark(struct pp_arena *arena, enum pp_mark mark, int index)
{
    struct pp_inline *leaf = pp_inline_new(arena, PP_INLINE_MARK);
    leaf->mark = mark;
    leaf->mark_index = index;
    return leaf;
}

struct pp_inline *pp_inline_around(
    struct pp_arena *arena, enum pp_inline_kind kind, struct pp_inline *children)
{
    struct pp_inline *around = pp_inline_new(arena, kind);
    around->children = children;
    return around;
}

struct pp_inline *pp_inline_link(
    struct pp_arena *arena, const char *url, struct pp_inline *children)
{
    struct pp_inline *link = pp_inline_around(arena, PP_INLINE_LINK, children);
    link->url = url;
    return link;
}

struct pp_inline *pp_inline_join(struct pp_inline *list, struct pp_inline *more)
{
    struct pp_inline *end = list;
    if (list == NULL)
        return more;
    while (end->next != NULL)
        end = end->next;
    end->next = more;
    return list;
}

struct pp_node *pp_node_qr(struct pp_arena *arena, const char *address)
{
    struct pp_arg arg = {.name = "address", .kind = PP_ARG_TEXT, .text = address};
    struct pp_node *node = pp_node_new(arena, PP_NODE_QR);
    if (!pp_qr_make(arena, address, &node->as.qr.code))
        return NULL;
    node->as.qr.alt =
        pp_inline_message(arena, "qr.alt", pp_arena_memdup(arena, &arg, sizeof arg), 1);
    return node;
}
