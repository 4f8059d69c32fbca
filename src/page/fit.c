/* The page budget: shorter texts first, then blocks that may be left out, in a fixed order, until
 * the document has no more pages than it may have. */
#include "page/fit.h"

#include "pactpress/run.h"

/* The first node of a text that has a shorter one. */
static struct pp_node *find_longer(struct pp_node *node)
{
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
    if (node->optional > 0 && (!*out || node->optional >= (*out)->optional))
        *out = node;
    for (struct pp_node *child = node->first; child; child = child->next)
        find_optional(child, out);
}

static void take_shorter(struct pp_node *node)
{
    struct pp_node *shorter = node->shorter;
    node->shorter = NULL;
    node->first = shorter->first;
    node->last = shorter->last;
    for (struct pp_node *child = node->first; child; child = child->next)
        child->parent = node;
}

static void leave_out(struct pp_node *node)
{
    struct pp_node *parent = node->parent, *before = NULL;
    for (struct pp_node *child = parent->first; child != node; child = child->next)
        before = child;
    if (before)
        before->next = node->next;
    else
        parent->first = node->next;
    if (parent->last == node)
        parent->last = before;
    if (before && node->next && node->page_break)
        node->next->page_break = true;
}

bool pp_fit_step(struct pp_run *run, const struct pp_document *document, size_t pages)
{
    struct pp_node *node = find_longer(document->root);
    if (node) {
        take_shorter(node);
        pp_note(
            run, node->where, "page.shorter",
            "%s has %zu pages and may have %d: the story takes its shorter text", document->name,
            pages, document->pages);
        return true;
    }
    find_optional(document->root, &node);
    if (!node || !node->parent)
        return false;
    leave_out(node);
    pp_warn(
        run, PP_NOWHERE, "page.left-out",
        "%s has %zu pages and may have %d: the block \"%s\" (optional: %d) is left out",
        document->name, pages, document->pages, node->name, node->optional);
    return true;
}
