#include "pdf_document.h"

#include <stdarg.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

enum { DEEPEST_PAGES = 64, DEEPEST_ELEMENTS = 256, DEEPEST_TREE = 32, SHOWN = 5 };
enum { MANY = 1 << 16 /* objects: much is freed as they are read */ };

void rb_broken(
    const struct rb_document *document, const char *rule, const char *clause, const char *format,
    ...)
{
    struct readback *at = document->at;
    struct readback_count *count = NULL;
    va_list args;
    for (size_t i = 0; i < READBACK_RULES && !count; i++)
        if (!at->counts[i].rule || pp_streq(at->counts[i].rule, rule))
            count = &at->counts[i];
    if (count) {
        count->rule = rule;
        if (count->found++ >= SHOWN)
            return;
    }
    va_start(args, format);
    const char *sentence = pp_arena_vprintf(document->arena, format, args);
    va_end(args);
    if (clause)
        readback_found(at, rule, "%s (%s)", sentence, clause);
    else
        readback_found(at, rule, "%s", sentence);
}

/* --- pages --- */

struct inherited {
    struct rb_value resources, box;
};

static void read_box(struct rb_document *document, struct rb_value box, double out[4])
{
    for (size_t i = 0; i < 4; i++) {
        struct rb_value side = rb_at(&document->objects, box, i);
        out[i] = side.kind == RB_NUMBER ? side.as.number : 0;
    }
}

static void read_page(
    struct rb_document *document, struct rb_value reference, struct rb_value dict,
    struct inherited inherited)
{
    struct rb_value key = rb_get(&document->objects, dict, "StructParents");
    if (document->page_of[reference.as.object])
        return;
    struct rb_page *page = PP_PUSH(document->arena, &document->pages);
    page->object = reference.as.object;
    page->dict = dict;
    page->resources = inherited.resources;
    page->key = key.kind == RB_NUMBER && key.as.number >= 0 && key.as.number < 1e9
                    ? (long)key.as.number
                    : -1;
    read_box(document, inherited.box, page->box);
    pp_str_init(&page->text);
    document->page_of[page->object] = (uint32_t)document->pages.count;
    rb_content_read(&document->objects, &document->fonts, page);
    rb_content_drop(&document->objects, dict);
}

static void read_pages(
    struct rb_document *document, struct rb_value node, struct inherited inherited, size_t depth)
{
    const struct rb_objects *objects = &document->objects;
    struct rb_value dict = rb_resolve(objects, node);
    struct rb_value kids = rb_get(objects, dict, "Kids");
    struct rb_value resources = rb_get(objects, dict, "Resources");
    struct rb_value box = rb_get(objects, dict, "MediaBox");
    /* Nodes that are led to again and again would be read for ever. */
    if (dict.kind != RB_DICT || node.kind != RB_REF || depth > DEEPEST_PAGES ||
        document->visits++ > objects->count)
        return;
    if (resources.kind == RB_DICT)
        inherited.resources = resources;
    if (box.kind == RB_ARRAY)
        inherited.box = box;
    if (kids.kind != RB_ARRAY)
        read_page(document, node, dict, inherited);
    for (size_t i = 0; kids.kind == RB_ARRAY && i < kids.size; i++)
        read_pages(document, kids.as.items[i], inherited, depth + 1);
}

/* --- elements --- */

static const char *role_of(struct rb_document *document, const char *type)
{
    struct rb_value map = rb_get(&document->objects, document->tree, "RoleMap");
    for (int i = 0; i < 8; i++) {
        struct rb_value to = rb_get(&document->objects, map, type);
        if (to.kind != RB_NAME)
            break;
        type = rb_name(&document->objects, to);
    }
    return type;
}

static const char *text_of(
    const struct rb_document *document, struct rb_value dict, const char *key)
{
    return rb_text(document->arena, rb_get(&document->objects, dict, key));
}

static size_t page_index(const struct rb_document *document, struct rb_value dict, size_t other)
{
    uint32_t number = rb_number_of(&document->objects, dict, "Pg");
    return number && number < document->objects.count ? document->page_of[number] : other;
}

static void add_kid(struct rb_document *document, size_t element, struct rb_kid kid)
{
    struct rb_kids *kids = &document->elements.items[element].kids;
    if (kids->count < kids->room)
        kids->items[kids->count++] = kid;
}

static int32_t whole(struct rb_value value)
{
    return value.kind == RB_NUMBER && value.as.number >= 0 && value.as.number < 1e9
               ? (int32_t)value.as.number
               : -1;
}

static void read_element(
    struct rb_document *document, struct rb_value reference, size_t parent, size_t depth);

/* Known as an element before anything is read of it. */
static bool leads_to_element(const struct rb_document *document, struct rb_value kid)
{
    return kid.kind == RB_REF && kid.as.object < document->objects.count &&
           (document->objects.items[kid.as.object].kind == RB_PACKED ||
            document->element_of[kid.as.object]);
}

static void read_kid(
    struct rb_document *document, size_t element, size_t page, struct rb_value kid, size_t depth)
{
    if (leads_to_element(document, kid)) {
        read_element(document, kid, element, depth + 1);
        return;
    }
    struct rb_value dict = rb_resolve(&document->objects, kid);
    if (dict.kind == RB_NUMBER) {
        add_kid(
            document, element,
            (struct rb_kid){.kind = RB_KID_CONTENT, .page = (uint32_t)page, .mcid = whole(dict)});
    } else if (rb_is(rb_entry(dict, "Type"), "MCR")) {
        int32_t mcid = whole(rb_get(&document->objects, dict, "MCID"));
        uint32_t its = (uint32_t)page_index(document, dict, page);
        add_kid(
            document, element, (struct rb_kid){.kind = RB_KID_CONTENT, .page = its, .mcid = mcid});
    } else if (rb_is(rb_entry(dict, "Type"), "OBJR")) {
        uint32_t object = rb_number_of(&document->objects, dict, "Obj");
        uint32_t its = (uint32_t)page_index(document, dict, page);
        add_kid(
            document, element,
            (struct rb_kid){.kind = RB_KID_OBJECT, .page = its, .object = object});
    } else if (dict.kind == RB_DICT) {
        read_element(document, kid, element, depth + 1);
    }
}

/* The cells that head the rows of a table say the same. */
static const struct rb_said *read_attributes(struct rb_document *document, struct rb_value dict)
{
    static const struct rb_said nothing;
    struct rb_value attributes = rb_entry(dict, "A");
    if (attributes.kind == RB_NULL)
        return &nothing;
    if (!document->said || !rb_equal(document->said->attributes, attributes)) {
        struct rb_said *said = pp_arena_alloc(document->arena, sizeof *said);
        said->attributes = rb_keep(&document->objects, attributes);
        document->said = said;
    }
    return document->said;
}

static const struct rb_said *read_said(struct rb_document *document, struct rb_value dict)
{
    struct rb_said said = {
        .lang = text_of(document, dict, "Lang"),
        .alt = text_of(document, dict, "Alt"),
        .actual = text_of(document, dict, "ActualText"),
        .expansion = text_of(document, dict, "E"),
        .id = text_of(document, dict, "ID")};
    if (!said.lang && !said.alt && !said.actual && !said.expansion && !said.id)
        return read_attributes(document, dict);
    said.attributes = rb_keep(&document->objects, rb_entry(dict, "A"));
    return pp_arena_memdup(document->arena, &said, sizeof said);
}

static void read_kids(
    struct rb_document *document, size_t index, struct rb_value dict, size_t depth)
{
    struct rb_kids *kids = &document->elements.items[index].kids;
    struct rb_value list = rb_get(&document->objects, dict, "K");
    size_t page = document->elements.items[index].page;
    kids->room = list.kind == RB_ARRAY ? list.size : list.kind != RB_NULL;
    kids->items = pp_arena_array(document->arena, kids->room, sizeof *kids->items);
    if (list.kind != RB_ARRAY)
        read_kid(document, index, page, rb_entry(dict, "K"), depth);
    for (size_t i = 0; list.kind == RB_ARRAY && i < list.size; i++)
        read_kid(document, index, page, list.as.items[i], depth);
}

/* What was packed is forgotten when all below it is read. */
static void read_element(
    struct rb_document *document, struct rb_value reference, size_t parent, size_t depth)
{
    uint32_t object = reference.kind == RB_REF ? reference.as.object : 0;
    if (depth > DEEPEST_ELEMENTS || (object && document->element_of[object])) {
        document->too_deep += depth > DEEPEST_ELEMENTS;
        document->cycles += depth <= DEEPEST_ELEMENTS;
        return;
    }
    struct pp_arena_mark mark = pp_arena_mark(document->scratch);
    struct rb_value dict = rb_peek(&document->objects, reference, document->scratch);
    size_t index = document->elements.count;
    struct rb_element *element = PP_PUSH(document->arena, &document->elements);
    element->object = object;
    element->parent = (uint32_t)parent;
    element->above = rb_number_of(&document->objects, dict, "P");
    element->page = (uint32_t)page_index(document, dict, 0);
    element->type = rb_name(&document->objects, rb_get(&document->objects, dict, "S"));
    element->role = role_of(document, element->type);
    element->said = read_said(document, dict);
    element->depth = (uint32_t)depth;
    if (object)
        document->element_of[object] = (uint32_t)index + 1;
    if (depth > 0)
        add_kid(
            document, parent, (struct rb_kid){.kind = RB_KID_ELEMENT, .element = (uint32_t)index});
    read_kids(document, index, dict, depth);
    pp_arena_rewind(document->scratch, mark);
    if (object)
        rb_forget(&document->objects, object);
}

/* Points each kid that is content to its sequence. The first that claims a sequence owns it. */
static void link_kids(struct rb_document *document)
{
    struct pp_arena_mark start = pp_arena_mark(document->arena);
    uint32_t **places = pp_arena_array(document->arena, document->pages.count + 1, sizeof *places);
    size_t *counts = pp_arena_array(document->arena, document->pages.count + 1, sizeof *counts);
    for (size_t p = 0; p < document->pages.count; p++) {
        const struct rb_marks *marks = &document->pages.items[p].marks;
        long most = -1;
        for (size_t m = 0; m < marks->count; m++)
            if (marks->items[m].mcid > most && marks->items[m].mcid < (1 << 20))
                most = marks->items[m].mcid;
        counts[p] = (size_t)(most + 1);
        places[p] = pp_arena_array(document->arena, counts[p] + 1, sizeof **places);
        for (size_t m = marks->count; m-- > 0;)
            if (marks->items[m].mcid >= 0 && (size_t)marks->items[m].mcid < counts[p])
                places[p][marks->items[m].mcid] = (uint32_t)m + 1;
    }
    for (size_t e = 0; e < document->elements.count; e++)
        for (size_t k = 0; k < document->elements.items[e].kids.count; k++) {
            struct rb_kid *kid = &document->elements.items[e].kids.items[k];
            if (kid->kind == RB_KID_CONTENT && kid->page && kid->mcid >= 0 &&
                (size_t)kid->mcid < counts[kid->page - 1])
                kid->mark = places[kid->page - 1][kid->mcid];
        }
    pp_arena_rewind(document->arena, start);
}

/* Makes room for as many elements as there seem to be: nothing is left behind by growing. */
static void make_room(struct rb_document *document)
{
    const struct rb_objects *objects = &document->objects;
    size_t count = 0;
    for (size_t i = 1; i < objects->count; i++)
        count += objects->items[i].kind == RB_PACKED ||
                 (rb_entry(objects->items[i], "S").kind == RB_NAME &&
                  rb_entry(objects->items[i], "P").kind == RB_REF);
    PP_RESERVE(document->arena, &document->elements, count);
}

static void read_structure(struct rb_document *document)
{
    struct rb_value kids = rb_entry(document->tree, "K");
    struct rb_value list = rb_resolve(&document->objects, kids);
    make_room(document);
    document->scratch = pp_arena_new();
    if (list.kind == RB_DICT)
        read_element(document, kids, 0, 0);
    for (size_t i = 0; list.kind == RB_ARRAY && i < list.size; i++)
        read_element(document, list.as.items[i], document->elements.count, 0);
    pp_arena_free(document->scratch);
    document->scratch = NULL;
    link_kids(document);
}

void rb_document_read(struct readback *at, struct pp_bytes bytes, struct rb_document *out)
{
    *out = (struct rb_document){.at = at, .arena = at->arena};
    rb_objects_open(at->arena, bytes, true, &out->objects);
    if (out->objects.too_large && !at->foreign)
        pp_out_of_memory(); /* a file of our own is not to blame */
    if (!out->objects.readable)
        return;
    size_t count = out->objects.count + 1;
    out->page_of = pp_arena_array(at->arena, count, sizeof *out->page_of);
    out->element_of = pp_arena_array(at->arena, count, sizeof *out->element_of);
    out->lang = text_of(out, out->objects.root, "Lang");
    out->tree = rb_get(&out->objects, out->objects.root, "StructTreeRoot");
    struct rb_value info = rb_get(&out->objects, out->objects.trailer, "Info");
    const char *producer = text_of(out, info, "Producer");
    out->own = at->file || (producer && pp_starts_with(producer, "Pactpress "));
    for (size_t i = 1; i < out->objects.count; i++)
        if (out->objects.items[i].kind == RB_DICT)
            rb_content_claim(&out->objects, out->objects.items[i]);
    read_pages(out, rb_entry(out->objects.root, "Pages"), (struct inherited){0}, 0);
    if (count > MANY)
        pp_memory_trim();
    read_structure(out);
    if (count > MANY)
        pp_memory_trim();
}

void rb_document_free(struct rb_document *document)
{
    for (size_t i = 0; i < document->pages.count; i++)
        pp_str_free(&document->pages.items[i].text);
    rb_objects_close(&document->objects);
}

struct rb_mark *rb_mark_of(const struct rb_document *document, const struct rb_kid *kid)
{
    if (kid->kind != RB_KID_CONTENT || !kid->mark)
        return NULL;
    return &document->pages.items[kid->page - 1].marks.items[kid->mark - 1];
}

struct rb_value rb_attribute(
    const struct rb_document *document, const struct rb_element *element, const char *owner,
    const char *key)
{
    const struct rb_objects *objects = &document->objects;
    struct rb_value all = rb_resolve(objects, element->said->attributes), found = {0};
    if (all.kind == RB_DICT && rb_is(rb_get(objects, all, "O"), owner))
        return rb_get(objects, all, key);
    for (size_t i = 0; all.kind == RB_ARRAY && i < all.size; i++) {
        struct rb_value dict = rb_at(objects, all, i);
        if (dict.kind == RB_DICT && rb_is(rb_get(objects, dict, "O"), owner) &&
            rb_get(objects, dict, key).kind != RB_NULL)
            found = rb_get(objects, dict, key);
    }
    return found;
}

/* --- trees --- */

static int compare_keys(struct rb_value a, struct rb_value b)
{
    if (a.kind == RB_NUMBER && b.kind == RB_NUMBER)
        return a.as.number < b.as.number ? -1 : a.as.number > b.as.number;
    if (a.kind != RB_STRING || b.kind != RB_STRING)
        return 1; /* no order: damage */
    int order = memcmp(a.as.text, b.as.text, a.size < b.size ? a.size : b.size);
    return order ? order : a.size < b.size ? -1 : a.size > b.size;
}

static void read_tree(
    const struct rb_document *document, struct rb_value node, bool names, size_t depth,
    struct rb_pairs *out)
{
    const struct rb_objects *objects = &document->objects;
    struct rb_value kids = rb_get(objects, node, "Kids"), limits = rb_get(objects, node, "Limits");
    struct rb_value leaf = rb_get(objects, node, names ? "Names" : "Nums");
    size_t first = out->count;
    if (depth > DEEPEST_TREE || out->visits++ > objects->count) {
        out->damaged = true;
        return;
    }
    for (size_t i = 0; kids.kind == RB_ARRAY && i < kids.size; i++)
        read_tree(document, kids.as.items[i], names, depth + 1, out);
    for (size_t i = 0; leaf.kind == RB_ARRAY && i + 1 < leaf.size; i += 2) {
        struct rb_pair *pair = PP_PUSH(document->arena, out);
        pair->key = rb_at(objects, leaf, i);
        pair->value = leaf.as.items[i + 1];
        if (out->count > 1 && compare_keys(pair[-1].key, pair->key) >= 0)
            out->damaged = true;
    }
    if (depth > 0 && (limits.kind != RB_ARRAY || out->count == first ||
                      compare_keys(rb_at(objects, limits, 0), out->items[first].key) != 0 ||
                      compare_keys(rb_at(objects, limits, 1), out->items[out->count - 1].key) != 0))
        out->damaged = true;
}

void rb_tree_read(
    const struct rb_document *document, struct rb_value root, bool names, struct rb_pairs *out)
{
    *out = (struct rb_pairs){0};
    read_tree(document, root, names, 0, out);
}

/* --- text --- */

static void add_element_text(const struct rb_document *document, size_t index, struct pp_str *out)
{
    const struct rb_element *element = &document->elements.items[index];
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        const struct rb_mark *mark = rb_mark_of(document, kid);
        if (kid->kind == RB_KID_ELEMENT) {
            add_element_text(document, kid->element, out);
        } else if (mark && mark->actual) {
            pp_str_append(out, mark->actual);
        } else if (mark) {
            const struct pp_str *text = &document->pages.items[kid->page - 1].text;
            pp_str_append_n(out, text->text + mark->start, mark->length);
        }
    }
}

const char *rb_element_text(const struct rb_document *document, size_t element)
{
    struct pp_str raw, folded;
    pp_str_init(&raw);
    pp_str_init(&folded);
    add_element_text(document, element, &raw);
    for (size_t i = 0; i < raw.length; i++) {
        bool soft = i + 1 < raw.length && (unsigned char)raw.text[i] == 0xC2 &&
                    (unsigned char)raw.text[i + 1] == 0xAD;
        bool space = raw.text[i] == ' ' || raw.text[i] == '\n' || raw.text[i] == '\t';
        if (soft)
            i++;
        else if (!space)
            pp_str_append_char(&folded, raw.text[i]);
        else if (folded.length > 0 && folded.text[folded.length - 1] != ' ')
            pp_str_append_char(&folded, ' ');
    }
    while (folded.length > 0 && folded.text[folded.length - 1] == ' ')
        pp_str_truncate(&folded, folded.length - 1);
    const char *text = pp_str_copy(&folded, document->arena);
    pp_str_free(&raw);
    pp_str_free(&folded);
    return text;
}
