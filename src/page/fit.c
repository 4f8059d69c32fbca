/* The page budget: shorter texts first, then blocks that may be left out, in a fixed order, until
 * the document has no more pages than it may have. */
#include "page/fit.h"

#include "pactpress/arena.h"
#include "pactpress/run.h"

/* The first node of a text that has a shorter one. */
static struct pp_node *find_longer(struct pp_node *node)
{
    if (!pp_node_is_block(node))
        return NULL;
    if (node->shorter)
        return node;
    for (struct pp_node *child = node->first; child; child = child->next) {
        struct pp_node *found = find_longer(child);
        if (found)
            return found;
    }
    return NULL;
}

/* The block that goes next: of the highest number the last one. */
static void find_optional(struct pp_node *node, struct pp_node **out)
{
    if (!pp_node_is_block(node))
        return;
    if (node->optional > 0 && !node->left_out && (!*out || node->optional >= (*out)->optional))
        *out = node;
    for (struct pp_node *child = node->first; child; child = child->next)
        find_optional(child, out);
}

static void put_children(struct pp_node *node, struct pp_node *first, struct pp_node *last)
{
    node->first = first;
    node->last = last;
    for (struct pp_node *child = first; child; child = child->next)
        child->parent = node;
}

static void take_shorter(struct pp_node *node)
{
    struct pp_node *shorter = node->shorter;
    node->shorter = NULL;
    put_children(node, shorter->first, shorter->last);
}

bool pp_fit_shorten(
    const struct pp_document *document, struct pp_arena *arena, struct pp_cuts *cuts)
{
    struct pp_node *node = find_longer(document->root);
    if (!node)
        return false;
    *(struct pp_cut *)PP_PUSH(arena, cuts) =
        (struct pp_cut){node, node->first, node->last, node->shorter};
    take_shorter(node);
    return true;
}

void pp_fit_undo(struct pp_cuts *cuts)
{
    for (; cuts->count > 0; cuts->count--) {
        const struct pp_cut *cut = &cuts->items[cuts->count - 1];
        cut->node->shorter = cut->shorter;
        put_children(cut->node, cut->first, cut->last);
    }
}

void pp_fit_report_cuts(
    struct pp_run *run, const struct pp_document *document, const struct pp_cuts *cuts)
{
    for (size_t i = 0; i < cuts->count; i++)
        pp_note(
            run, cuts->items[i].node->where, "page.shorter",
            "a story of %s takes its shorter text, so that no page holds only a few lines",
            document->name);
}

bool pp_fit_step(struct pp_run *run, const struct pp_document *document)
{
    struct pp_node *node = find_longer(document->root);
    if (node) {
        take_shorter(node);
        pp_note(
            run, node->where, "page.shorter",
            "%s may have %d pages: a story takes its shorter text", document->name,
            document->pages);
        return true;
    }
    find_optional(document->root, &node);
    if (!node)
        return false;
    node->left_out = true;
    return true;
}

/* Of the blocks given up that come behind `last` in the order of coming back, the first: lowest
 * number, then order of the document. */
static void find_left_out(struct pp_node *node, const struct pp_node *last, struct pp_node **out)
{
    if (!pp_node_is_block(node))
        return;
    bool behind = !last || node->optional > last->optional;
    if (node->left_out && behind && (!*out || node->optional < (*out)->optional))
        *out = node;
    for (struct pp_node *child = node->first; child; child = child->next)
        find_left_out(child, last, out);
}

struct pp_node *pp_fit_back(const struct pp_document *document, const struct pp_node *last)
{
    struct pp_node *node = NULL;
    find_left_out(document->root, last, &node);
    return node;
}

static void report(
    struct pp_run *run, const struct pp_document *document, const struct pp_node *node,
    size_t pages)
{
    if (node->left_out)
        pp_warn(
            run, PP_NOWHERE, "page.left-out",
            "%s would have %zu pages and may have %d: the block \"%s\" (optional: %d) is left out",
            document->name, pages, document->pages, node->name, node->optional);
    for (const struct pp_node *child = node->first; child; child = child->next)
        report(run, document, child, pages);
}

void pp_fit_report(struct pp_run *run, const struct pp_document *document, size_t pages)
{
    report(run, document, document->root, pages);
}
