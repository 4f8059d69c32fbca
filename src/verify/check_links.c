/* Links whole, bookmarks and page labels pointing right. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pdf_document.h"

/* A named destination is looked up in the catalogue. */
static struct rb_value named(const struct rb_document *document, struct rb_value dest)
{
    const struct rb_objects *objects = &document->objects;
    struct rb_pairs pairs;
    if (dest.kind == RB_NAME) {
        struct rb_value all = rb_get(objects, objects->root, "Dests");
        dest = rb_get(objects, all, rb_copy(document->arena, dest));
    } else if (dest.kind == RB_STRING) {
        struct rb_value names = rb_get(objects, objects->root, "Names");
        rb_tree_read(document, rb_entry(names, "Dests"), true, &pairs);
        struct rb_value wanted = dest;
        dest = (struct rb_value){0};
        for (size_t i = 0; i < pairs.count; i++) {
            struct rb_value key = pairs.items[i].key;
            if (key.kind == RB_STRING && key.size == wanted.size &&
                memcmp(key.as.text, wanted.as.text, key.size) == 0)
                dest = rb_resolve(objects, pairs.items[i].value);
        }
    }
    return dest.kind == RB_DICT ? rb_get(objects, dest, "D") : dest;
}

struct rb_target rb_target_of(const struct rb_document *document, struct rb_value from)
{
    const struct rb_objects *objects = &document->objects;
    struct rb_value dest = rb_get(objects, from, "Dest");
    if (dest.kind == RB_NULL)
        dest = rb_get(objects, rb_get(objects, from, "A"), "D");
    dest = named(document, dest);
    struct rb_target target = {0};
    struct rb_value place = rb_item(dest, 0), top = rb_at(objects, dest, 3);
    if (place.kind == RB_REF && place.as.object < objects->count)
        target.page = document->page_of[place.as.object];
    if (rb_is(rb_item(dest, 1), "XYZ") && top.kind == RB_NUMBER) {
        target.has_top = true;
        target.top = top.as.number;
    }
    return target;
}

static bool leads_somewhere(const struct rb_document *document, struct rb_target target)
{
    if (!target.page)
        return false;
    const double *box = document->pages.items[target.page - 1].box;
    return !target.has_top || (target.top >= box[1] - 1 && target.top <= box[3] + 1);
}

/* --- links --- */

static bool is_address(const char *url)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (pp_starts_with(url, schemes[i]) && url[strlen(schemes[i])])
            return true;
    return false;
}

static void check_way(
    const struct rb_document *document, struct rb_value link, const char *said, size_t page)
{
    const struct rb_objects *objects = &document->objects;
    struct rb_value action = rb_get(objects, link, "A");
    if (action.kind == RB_DICT && rb_is(rb_get(objects, action, "S"), "URI")) {
        const char *url = rb_text(document->arena, rb_get(objects, action, "URI"));
        if (!url || !is_address(url))
            rb_broken(
                document, "readback.pdf-link", RB_UA("7.18.5", "28-011"),
                "The link \"%.60s\" on page %zu leads to \"%.80s\", which is no address of the "
                "web, of mail or of a telephone.",
                said, page, url ? url : "");
        return;
    }
    if (action.kind == RB_DICT && !rb_is(rb_get(objects, action, "S"), "GoTo"))
        return; /* what does more than go somewhere is found elsewhere */
    if (!leads_somewhere(document, rb_target_of(document, link)))
        rb_broken(
            document, "readback.pdf-link", RB_PDF("12.3.2"),
            "The link \"%.60s\" on page %zu leads nowhere.", said, page);
}

static bool holds_object(const struct rb_element *element, uint32_t object)
{
    for (size_t i = 0; i < element->kids.count; i++)
        if (element->kids.items[i].kind == RB_KID_OBJECT && element->kids.items[i].object == object)
            return true;
    return false;
}

/* The element that the ParentTree gives for an annotation; NULL: none. */
static const struct rb_element *parent_of(
    const struct rb_document *document, const struct rb_pairs *parents, struct rb_value link)
{
    struct rb_value key = rb_get(&document->objects, link, "StructParent");
    for (size_t i = 0; key.kind == RB_NUMBER && i < parents->count; i++) {
        struct rb_value value = parents->items[i].value;
        if (parents->items[i].key.kind == RB_NUMBER &&
            parents->items[i].key.as.number == key.as.number && value.kind == RB_REF &&
            value.as.object < document->objects.count && document->element_of[value.as.object])
            return &document->elements.items[document->element_of[value.as.object] - 1];
    }
    return NULL;
}

static void check_area(
    const struct rb_document *document, struct rb_value link, const struct rb_page *page,
    const char *said, size_t number)
{
    struct rb_value rect = rb_get(&document->objects, link, "Rect");
    double s[4];
    for (size_t i = 0; i < 4; i++) {
        struct rb_value side = rb_at(&document->objects, rect, i);
        s[i] = side.kind == RB_NUMBER ? side.as.number : 0;
    }
    if (!(s[2] > s[0] && s[3] > s[1]) || s[2] < page->box[0] || s[0] > page->box[2] ||
        s[3] < page->box[1] || s[1] > page->box[3])
        rb_broken(
            document, "readback.pdf-link", RB_PDF("12.5.2"),
            "The link \"%.60s\" on page %zu has no area on its page.", said, number);
}

static void check_link(
    const struct rb_document *document, const struct rb_pairs *parents, struct rb_value reference,
    size_t page)
{
    struct rb_value link = rb_resolve(&document->objects, reference);
    const char *said = rb_text(document->arena, rb_get(&document->objects, link, "Contents"));
    if (!rb_is(rb_get(&document->objects, link, "Subtype"), "Link"))
        return;
    if (pp_is_empty(said)) {
        rb_broken(
            document, "readback.pdf-link", RB_UA("7.18.5", "28-012"),
            "A link on page %zu does not say where it leads to (Contents).", page);
        said = "";
    }
    const struct rb_element *element = parent_of(document, parents, link);
    if (!element || !pp_streq(element->role, "Link"))
        rb_broken(
            document, "readback.pdf-link", RB_UA("7.18.5", "28-011"),
            "The link \"%.60s\" on page %zu belongs to no element Link.", said, page);
    else if (reference.kind != RB_REF || !holds_object(element, reference.as.object))
        rb_broken(
            document, "readback.pdf-link", RB_UA("7.18.5", "28-011"),
            "The element of the link \"%.60s\" on page %zu does not hold it (OBJR).", said, page);
    check_way(document, link, said, page);
    check_area(document, link, &document->pages.items[page - 1], said, page);
}

static void check_link_element(const struct rb_document *document, size_t index)
{
    const struct rb_element *element = &document->elements.items[index];
    size_t objects = 0;
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        if (kid->kind != RB_KID_OBJECT)
            continue;
        struct rb_value annots =
            kid->page
                ? rb_get(&document->objects, document->pages.items[kid->page - 1].dict, "Annots")
                : (struct rb_value){0};
        for (size_t k = 0; k < annots.size && annots.kind == RB_ARRAY; k++)
            objects +=
                annots.as.items[k].kind == RB_REF && annots.as.items[k].as.object == kid->object;
    }
    if (objects == 0)
        rb_broken(
            document, "readback.pdf-link", RB_UA("7.18.5", "28-011"),
            "The element Link \"%.60s\" has no link on its page.",
            rb_element_text(document, index));
    if (document->own && !element->said->alt && *rb_element_text(document, index) == 0)
        rb_broken(
            document, "readback.pdf-link", RB_UA("7.18.5", "28-012"),
            "An element Link has no text that could be read out.");
}

void rb_check_links(const struct rb_document *document)
{
    struct rb_pairs parents;
    if (document->tree.kind != RB_DICT)
        return;
    rb_tree_read(document, rb_entry(document->tree, "ParentTree"), false, &parents);
    for (size_t p = 0; p < document->pages.count; p++) {
        const struct rb_page *page = &document->pages.items[p];
        struct rb_value annots = rb_get(&document->objects, page->dict, "Annots");
        if (annots.kind != RB_ARRAY || annots.size == 0)
            continue;
        if (!rb_is(rb_get(&document->objects, page->dict, "Tabs"), "S"))
            rb_broken(
                document, "readback.pdf-link", RB_UA("7.18.3", "28-008"),
                "The links of page %zu are not reached in the order of the structure (Tabs).",
                p + 1);
        for (size_t i = 0; i < annots.size; i++)
            check_link(document, &parents, annots.as.items[i], p + 1);
    }
    for (size_t i = 0; i < document->elements.count; i++)
        if (pp_streq(document->elements.items[i].role, "Link"))
            check_link_element(document, i);
}

/* --- bookmarks --- */

struct outline {
    const struct rb_document *document;
    size_t visits;
    struct rb_target before;
};

/* The page (index + 1) where an element's first content stands; 0: it has none. */
static size_t first_page(const struct rb_document *document, size_t index)
{
    const struct rb_element *element = &document->elements.items[index];
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        size_t page = kid->kind == RB_KID_ELEMENT ? first_page(document, kid->element) : kid->page;
        if (page)
            return page;
    }
    return 0;
}

/* Whether a heading or caption with this text begins on this page. */
static bool is_announced(const struct rb_document *document, const char *title, size_t page)
{
    for (size_t i = 0; i < document->elements.count; i++) {
        const char *role = document->elements.items[i].role;
        bool heading = role[0] == 'H' && role[1] >= '1' && role[1] <= '6';
        if ((heading || pp_streq(role, "Caption")) && first_page(document, i) == page &&
            pp_streq(rb_element_text(document, i), title))
            return true;
    }
    return false;
}

/* Letters of Hebrew or Arabic: on paper they stand in the order of sight, in a title in that of
 * speech.
 */
static bool is_turned(const char *title)
{
    for (const unsigned char *at = (const unsigned char *)title; *at; at++)
        if ((*at >= 0xD6 && *at <= 0xDF) || (*at == 0xEF && at[1] >= 0xAC && at[1] <= 0xBB))
            return true;
    return false;
}

static void check_bookmark(struct outline *outline, struct rb_value item, const char *title)
{
    const struct rb_document *document = outline->document;
    struct rb_target target = rb_target_of(document, item);
    if (pp_is_empty(title))
        rb_broken(
            document, "readback.pdf-outline", RB_UA("7.17", "27-001"), "A bookmark has no title.");
    if (!leads_somewhere(document, target)) {
        rb_broken(
            document, "readback.pdf-outline", RB_PDF("12.3.3"),
            "The bookmark \"%.60s\" leads nowhere.", title);
        return;
    }
    if (!document->own)
        return;
    if (target.page < outline->before.page ||
        (target.page == outline->before.page && target.top > outline->before.top + 1))
        rb_broken(
            document, "readback.pdf-outline", RB_PDF("12.3.3"),
            "The bookmark \"%.60s\" leads to a place before that of the bookmark above it.", title);
    if (document->elements.count > 0 && !is_turned(title) &&
        !is_announced(document, title, target.page))
        rb_broken(
            document, "readback.pdf-outline", RB_PDF("12.3.3"),
            "The bookmark \"%.60s\" leads to page %zu, where no heading says so.", title,
            target.page);
    outline->before = target;
}

/* Entries from first to last, with what is below them; returns how many there are below. */
static size_t walk_outline(
    struct outline *outline, struct rb_value parent, uint32_t self, int depth)
{
    const struct rb_objects *objects = &outline->document->objects;
    uint32_t at = rb_number_of(objects, parent, "First"), before = 0;
    size_t count = 0;
    while (at && at < objects->count && depth < 32 && outline->visits++ <= objects->count) {
        struct rb_value item = objects->items[at];
        const char *title = rb_text(outline->document->arena, rb_get(objects, item, "Title"));
        check_bookmark(outline, item, title ? title : "");
        if (rb_number_of(objects, item, "Parent") != self ||
            rb_number_of(objects, item, "Prev") != before)
            rb_broken(
                outline->document, "readback.pdf-outline", RB_PDF("12.3.3"),
                "The bookmark \"%.60s\" is not tied to its neighbours.", title ? title : "");
        count += 1 + walk_outline(outline, item, at, depth + 1);
        before = at;
        at = rb_number_of(objects, item, "Next");
    }
    struct rb_value said = rb_get(objects, parent, "Count");
    if (rb_number_of(objects, parent, "Last") != before ||
        (count > 0 && outline->document->own &&
         (said.kind != RB_NUMBER || said.as.number != (double)count)))
        rb_broken(
            outline->document, "readback.pdf-outline", RB_PDF("12.3.3"),
            "The bookmarks are not as many as they say, or end elsewhere.");
    return count;
}

/* --- page labels --- */

static void check_labels(const struct rb_document *document)
{
    struct rb_pairs labels;
    struct rb_value tree = rb_entry(document->objects.root, "PageLabels");
    if (rb_resolve(&document->objects, tree).kind == RB_NULL) {
        if (document->own)
            rb_broken(
                document, "readback.pdf-labels", RB_UA("7.17", "27-001"),
                "The pages have no labels.");
        return;
    }
    rb_tree_read(document, tree, false, &labels);
    struct rb_value first = labels.count > 0 ? labels.items[0].key : (struct rb_value){0};
    struct rb_value last =
        labels.count > 0 ? labels.items[labels.count - 1].key : (struct rb_value){0};
    if (labels.damaged || first.kind != RB_NUMBER || first.as.number != 0 ||
        last.kind != RB_NUMBER || last.as.number >= (double)document->pages.count) {
        rb_broken(
            document, "readback.pdf-labels", RB_PDF("12.4.2"),
            "The page labels do not begin with the first page, or are out of order.");
        return;
    }
    struct rb_value label = rb_resolve(&document->objects, labels.items[0].value);
    struct rb_value start = rb_get(&document->objects, label, "St");
    if (document->own && (labels.count > 1 || !rb_is(rb_get(&document->objects, label, "S"), "D") ||
                          (start.kind == RB_NUMBER && start.as.number != 1) ||
                          rb_get(&document->objects, label, "P").kind != RB_NULL))
        rb_broken(
            document, "readback.pdf-labels", RB_PDF("12.4.2"),
            "The page labels are not the numbers that the pages show: 1, 2, 3.");
}

void rb_check_ways(const struct rb_document *document)
{
    uint32_t object = rb_number_of(&document->objects, document->objects.root, "Outlines");
    struct outline outline = {.document = document};
    if (object && object < document->objects.count)
        walk_outline(&outline, document->objects.items[object], object, 0);
    check_labels(document);
}
