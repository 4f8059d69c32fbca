/* References from one place of a document to another: [what was asked for](#asked). Names are those
 * of the story itself first, then of others; the file of a story names its title. */
#include <string.h>

#include "document/composer.h"
#include "pactpress/story.h"
#include "pactpress/str.h"

struct resolver {
    struct pp_run *run;
    struct pp_arena *arena;
    struct pp_document *document;
    const struct pp_composer *composer; /* NULL: of a proof */
    enum pp_status status;
};

static struct pp_node *find_id(struct pp_node *node, const char *id, bool tail)
{
    if (!pp_node_is_block(node))
        return NULL;
    if (node->id && (tail ? pp_ends_with(node->id, id) : pp_streq(node->id, id)))
        return node;
    for (struct pp_node *child = node->first; child != NULL; child = child->next) {
        struct pp_node *found = find_id(child, id, tail);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* "1.asked" is called "asked" in its story. */
static const char *own_name(const char *url)
{
    const char *dot = strchr(url, '.');
    return dot != NULL ? dot + 1 : url + 1;
}

static struct pp_node *title_of(const struct resolver *r, const char *name)
{
    for (size_t i = 0; r->composer != NULL && i < r->composer->titles.count; i++) {
        const struct pp_story_title *title = &r->composer->titles.items[i];
        if (pp_streq(title->file, pp_arena_printf(r->arena, "%s.md", name))) {
            if (title->heading->id == NULL)
                title->heading->id = pp_arena_printf(r->arena, "story.%s", name);
            return title->heading;
        }
    }
    return NULL;
}

static struct pp_node *target_of(const struct resolver *r, const char *url)
{
    const char *name = own_name(url);
    struct pp_node *found = find_id(r->document->root, url + 1, false);
    if (found == NULL)
        found = find_id(r->document->root, pp_arena_printf(r->arena, ".%s", name), true);
    return found != NULL ? found : title_of(r, name);
}

/* Is it a place of a story that does not stand in this document? */
static bool is_elsewhere(const struct resolver *r, const char *name)
{
    const struct pp_stories *stories = r->composer != NULL ? r->composer->stories : NULL;
    const char *file = pp_arena_printf(r->arena, "%s.md", name);
    for (size_t i = 0; stories != NULL && i < stories->count; i++)
        if (stories->items[i]->issue == r->composer->issue &&
            (pp_streq(stories->items[i]->file, file) ||
             find_id(stories->items[i]->body, name, false) != NULL))
            return true;
    return false;
}

/* The page stands behind the link; it is known when all pages are. */
static void add_page(struct resolver *r, struct pp_inline *link, const struct pp_node *to)
{
    struct pp_arg *page = pp_arena_alloc(r->arena, sizeof *page);
    *page = (struct pp_arg){.name = "page", .kind = PP_ARG_NUMBER};
    struct pp_inline *words = pp_inline_message(r->arena, "story.on_page", page, 1);
    words->args = page;
    words->next = link->next;
    link->next = words;
    *(struct pp_reference *)PP_PUSH(r->arena, &r->document->references) =
        (struct pp_reference){.to = to, .link = link, .page = page};
}

static void resolve_link(struct resolver *r, struct pp_inline *link)
{
    struct pp_node *to = target_of(r, link->url);
    if (to != NULL) {
        link->url = pp_arena_printf(r->arena, "#%s", to->id);
        add_page(r, link, to);
        return;
    }
    if (!is_elsewhere(r, own_name(link->url))) {
        pp_error(
            r->run, link->where, "story.reference",
            "Nothing is called \"%s\": name a heading, as \"## Heading {#%s}\", a picture or a "
            "block.",
            own_name(link->url), own_name(link->url));
        r->status = PP_DATA;
    }
    link->kind = PP_INLINE_GROUP; /* its story stands in other documents */
}

static void resolve_inlines(struct resolver *r, struct pp_inline *list)
{
    for (; list != NULL; list = list->next) {
        if (list->kind == PP_INLINE_LINK && list->reference)
            resolve_link(r, list);
        resolve_inlines(r, list->children);
    }
}

static void resolve_below(struct resolver *r, struct pp_node *node)
{
    resolve_inlines(r, node->content);
    if (node->kind == PP_NODE_PICTURE)
        resolve_inlines(r, node->as.picture.caption);
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        resolve_below(r, child);
    if (pp_node_is_block(node) && node->shorter != NULL)
        resolve_below(r, node->shorter);
}

enum pp_status pp_resolve_references(
    struct pp_run *run, struct pp_arena *arena, const struct pp_composer *composer,
    struct pp_document *document)
{
    struct resolver r = {.run = run, .arena = arena, .document = document, .composer = composer};
    resolve_below(&r, document->root);
    return r.status;
}
