/* Content and structure point to each other: sequences, elements, ParentTree, IDTree. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pdf_document.h"

static void check_page_content(
    const struct rb_document *document, const struct rb_page *page, size_t number)
{
    if (page->loose > 0)
        rb_broken(
            document, "readback.pdf-content", RB_UA("7.1", "01-005"),
            "Page %zu paints %zu times what is neither tagged nor an artifact.", number,
            page->loose);
    if (page->nested > 0)
        rb_broken(
            document, "readback.pdf-content", RB_UA("7.1", "01-003, 01-004"),
            "Page %zu nests artifacts and tagged content, %zu times.", number, page->nested);
    if (page->unbalanced > 0)
        rb_broken(
            document, "readback.pdf-content", RB_PDF("14.6"),
            "Sequences, text objects or saved states of page %zu do not end where they should.",
            number);
    if (page->unknown > 0)
        rb_broken(
            document, "readback.pdf-content", RB_PDF("7.8.2"),
            "The content of page %zu has %zu operators that do not exist.", number, page->unknown);
    if (page->fontless > 0)
        rb_broken(
            document, "readback.pdf-content", RB_PDF("9.3.1"),
            "Page %zu shows text without a font, or outside of a text object.", number);
    if (page->damaged)
        rb_broken(
            document, "readback.pdf-content", RB_PDF("7.8.2"),
            "The content of page %zu cannot be read to its end.", number);
}

/* Text that nobody hears must be a running head or foot: it stands at the edge of the page. What a
 * table repeats of its head on the next page may stand anywhere, below its name where it has one:
 * the words of a heading, and that the table goes on. */
static const char *without_spaces(struct pp_arena *arena, const char *text)
{
    static const char soft_hyphen[] = "\xC2\xAD";
    char *out = pp_arena_strdup(arena, text), *to = out;
    for (const char *from = text; *from; from++) {
        if (strncmp(from, soft_hyphen, 2) == 0)
            from++;
        else if (*from != ' ')
            *to++ = *from;
    }
    *to = '\0';
    return out;
}

static bool is_heading(const char *role)
{
    return role && role[0] == 'H' && role[1] >= '1' && role[1] <= '6' && role[2] == '\0';
}

static bool begins_with_heading(const struct rb_document *document, const char *text)
{
    for (size_t i = 0; i < document->elements.count; i++) {
        if (!is_heading(document->elements.items[i].role))
            continue;
        const char *heading = without_spaces(document->arena, rb_element_text(document, i));
        if (*heading && strncmp(text, heading, strlen(heading)) == 0)
            return true;
    }
    return false;
}

static bool is_repeated_head(const struct rb_document *document, const char *shown)
{
    const char *text = without_spaces(document->arena, shown);
    size_t length = strlen(text);
    for (size_t i = 0; i < document->elements.count; i++) {
        if (!pp_streq(document->elements.items[i].role, "THead"))
            continue;
        const char *head = without_spaces(document->arena, rb_element_text(document, i));
        size_t tail = strlen(head);
        if (tail == 0 || tail > length || strcmp(text + length - tail, head) != 0)
            continue;
        if (tail == length || begins_with_heading(document, text))
            return true;
    }
    return false;
}

static void check_artifacts(
    const struct rb_document *document, const struct rb_page *page, size_t number)
{
    double height = page->box[3] - page->box[1], edge = height / 8;
    for (size_t i = 0; i < page->marks.count; i++) {
        const struct rb_mark *mark = &page->marks.items[i];
        if (!mark->artifact || mark->length == 0 || mark->low > mark->high)
            continue;
        bool outside = mark->low >= page->box[3] - edge || mark->high <= page->box[1] + edge;
        const char *text =
            pp_arena_strndup(document->arena, page->text.text + mark->start, mark->length);
        if ((mark->pagination && (!document->own || outside)) || is_repeated_head(document, text))
            continue;
        rb_broken(
            document, "readback.pdf-artifact", RB_UA("7.1", "01-002"),
            "The text \"%.40s\" of page %zu is an artifact, but no running head or foot and no "
            "repeated head of a table.",
            text, number);
    }
}

void rb_check_content(const struct rb_document *document)
{
    for (size_t i = 0; i < document->pages.count; i++) {
        check_page_content(document, &document->pages.items[i], i + 1);
        check_artifacts(document, &document->pages.items[i], i + 1);
    }
}

/* --- elements --- */

static void check_parent(const struct rb_document *document, size_t index)
{
    const struct rb_element *element = &document->elements.items[index];
    uint32_t wanted =
        element->depth > 0
            ? document->elements.items[element->parent].object
            : rb_number_of(&document->objects, document->objects.root, "StructTreeRoot");
    if (element->above != wanted)
        rb_broken(
            document, "readback.pdf-structure", RB_PDF("14.7.2"),
            "An element %s names another parent (/P) than the one that holds it.", element->type);
}

/* Every content kid leads to a sequence of its own. */
static void claim_content(const struct rb_document *document, size_t index)
{
    const struct rb_element *element = &document->elements.items[index];
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        struct rb_mark *mark = rb_mark_of(document, kid);
        if (kid->kind != RB_KID_CONTENT)
            continue;
        if (!mark)
            rb_broken(
                document, "readback.pdf-structure", RB_PDF("14.7.4"),
                "An element %s leads to the content %ld of page %zu, which does not exist.",
                element->type, (long)kid->mcid, (size_t)kid->page);
        else if (mark->owner)
            rb_broken(
                document, "readback.pdf-structure", RB_PDF("14.7.4"),
                "The content %ld of page %zu belongs to two elements.", (long)kid->mcid,
                (size_t)kid->page);
        else
            mark->owner = (uint32_t)index + 1;
    }
}

static void check_owners(
    const struct rb_document *document, const struct rb_page *page, size_t number)
{
    size_t room = 4 * page->marks.count; /* numbers are dense; others are found in the ParentTree */
    struct pp_arena_mark start = pp_arena_mark(document->arena);
    bool *seen = pp_arena_array(document->arena, room, sizeof *seen);
    for (size_t i = 0; i < page->marks.count; i++) {
        const struct rb_mark *mark = &page->marks.items[i];
        if (mark->artifact)
            continue;
        bool kept = mark->mcid >= 0 && (size_t)mark->mcid < room;
        bool again = kept && seen[mark->mcid];
        if (kept)
            seen[mark->mcid] = true;
        if (again)
            rb_broken(
                document, "readback.pdf-structure", RB_PDF("14.7.4"),
                "Page %zu has the content %ld twice.", number, (long)mark->mcid);
        else if (!mark->owner)
            rb_broken(
                document, "readback.pdf-structure", RB_UA("7.1", "01-005"),
                "The content %ld of page %zu (%s) belongs to no element.", (long)mark->mcid, number,
                mark->tag);
    }
    pp_arena_rewind(document->arena, start);
}

/* --- ParentTree --- */

static struct rb_value find_key(const struct rb_pairs *pairs, long key)
{
    for (size_t low = 0, high = pairs->count; low < high;) {
        size_t middle = (low + high) / 2;
        struct rb_value here = pairs->items[middle].key;
        if (here.kind == RB_NUMBER && here.as.number == (double)key)
            return pairs->items[middle].value;
        if (here.kind == RB_NUMBER && here.as.number < (double)key)
            low = middle + 1;
        else
            high = middle;
    }
    return (struct rb_value){0};
}

static void check_page_parents(
    const struct rb_document *document, const struct rb_pairs *pairs, const struct rb_page *page,
    size_t number)
{
    struct rb_value list = rb_resolve(&document->objects, find_key(pairs, page->key));
    size_t most = 0;
    for (size_t i = 0; i < page->marks.count; i++) {
        const struct rb_mark *mark = &page->marks.items[i];
        if (mark->artifact || mark->mcid < 0)
            continue;
        most = (size_t)mark->mcid + 1 > most ? (size_t)mark->mcid + 1 : most;
        struct rb_value entry = rb_item(list, (size_t)mark->mcid);
        uint32_t wanted = mark->owner ? document->elements.items[mark->owner - 1].object : 0;
        if (wanted && (entry.kind != RB_REF || entry.as.object != wanted))
            rb_broken(
                document, "readback.pdf-parent-tree", RB_PDF("14.7.4.4"),
                "The ParentTree leads from the content %ld of page %zu to another element than "
                "the one that holds it.",
                (long)mark->mcid, number);
    }
    for (size_t i = most; list.kind == RB_ARRAY && i < list.size; i++)
        if (rb_item(list, i).kind != RB_NULL) {
            rb_broken(
                document, "readback.pdf-parent-tree", RB_PDF("14.7.4.4"),
                "The ParentTree has an element for the content %zu of page %zu, which does not "
                "exist.",
                i, number);
            break;
        }
}

/* Each key is of one page or one annotation. */
static void check_keys(const struct rb_document *document, const struct rb_pairs *pairs)
{
    const struct rb_objects *objects = &document->objects;
    size_t *uses = pp_arena_array(document->arena, pairs->count + 1, sizeof *uses);
    for (size_t n = 1; n < objects->count; n++) {
        struct rb_value page = rb_get(objects, objects->items[n], "StructParents");
        struct rb_value other = rb_get(objects, objects->items[n], "StructParent");
        struct rb_value key = page.kind == RB_NUMBER ? page : other;
        for (size_t low = 0, high = pairs->count; key.kind == RB_NUMBER && low < high;) {
            size_t middle = (low + high) / 2;
            double here = pairs->items[middle].key.as.number;
            if (here == key.as.number) {
                uses[middle]++;
                break;
            }
            if (here < key.as.number)
                low = middle + 1;
            else
                high = middle;
        }
    }
    for (size_t i = 0; i < pairs->count; i++)
        if (uses[i] != 1)
            rb_broken(
                document, "readback.pdf-parent-tree", RB_PDF("14.7.4.4"),
                "The key %.0f of the ParentTree is that of %zu pages and annotations.",
                pairs->items[i].key.as.number, uses[i]);
}

static void check_parent_tree(const struct rb_document *document)
{
    struct rb_pairs pairs;
    struct rb_value next = rb_get(&document->objects, document->tree, "ParentTreeNextKey");
    rb_tree_read(document, rb_entry(document->tree, "ParentTree"), false, &pairs);
    for (size_t i = 0; i < pairs.count; i++)
        pairs.damaged |= pairs.items[i].key.kind != RB_NUMBER;
    if (pairs.damaged) {
        rb_broken(
            document, "readback.pdf-parent-tree", RB_PDF("7.9.7"),
            "The ParentTree is out of order, or its limits are wrong.");
        return;
    }
    for (size_t i = 0; i < document->pages.count; i++)
        check_page_parents(document, &pairs, &document->pages.items[i], i + 1);
    check_keys(document, &pairs);
    if (pairs.count > 0 && next.kind == RB_NUMBER &&
        next.as.number <= pairs.items[pairs.count - 1].key.as.number)
        rb_broken(
            document, "readback.pdf-parent-tree", RB_PDF("14.7.2"),
            "ParentTreeNextKey is a key that the ParentTree has already.");
}

/* --- ids --- */

static void check_ids(const struct rb_document *document)
{
    struct rb_pairs pairs;
    size_t ids = 0;
    rb_tree_read(document, rb_entry(document->tree, "IDTree"), true, &pairs);
    if (pairs.damaged)
        rb_broken(
            document, "readback.pdf-ids", RB_PDF("7.9.6"),
            "The IDTree is out of order, or its limits are wrong.");
    for (size_t i = 0; i < document->elements.count; i++) {
        const struct rb_element *element = &document->elements.items[i];
        bool found = false;
        if (!element->said->id)
            continue;
        ids++;
        for (size_t k = 0; k < pairs.count && !found; k++)
            found = pairs.items[k].value.kind == RB_REF &&
                    pairs.items[k].value.as.object == element->object &&
                    pp_streq(rb_text(document->arena, pairs.items[k].key), element->said->id);
        if (!found)
            rb_broken(
                document, "readback.pdf-ids", RB_PDF("14.7.2"),
                "The IDTree does not lead from \"%s\" to the element %s that has this id.",
                element->said->id, element->type);
    }
    if (ids < pairs.count)
        rb_broken(
            document, "readback.pdf-ids", RB_PDF("14.7.2"),
            "The IDTree has %zu ids, and the elements have %zu.", pairs.count, ids);
}

/* --- order --- */

/* Where something begins: the page (index + 1; 0: nowhere) and the number of its content. */
struct place {
    uint32_t page;
    int32_t mcid;
};

static struct place place_of(const struct rb_kid *kid, const struct place *elements)
{
    if (kid->kind == RB_KID_ELEMENT)
        return elements[kid->element];
    if (kid->kind == RB_KID_CONTENT && kid->mark)
        return (struct place){kid->page, kid->mcid};
    return (struct place){0};
}

/* What floats is read where it is mentioned, and may wait for a later page to be painted. */
static bool floats_on(
    const struct rb_document *document, const struct rb_element *parent, size_t kid,
    const struct place *places)
{
    const struct rb_kid *list = parent->kids.items;
    struct place here = place_of(&list[kid], places), next = {0};
    if (list[kid].kind != RB_KID_ELEMENT ||
        strcmp(document->elements.items[list[kid].element].type, "Div") != 0)
        return false;
    for (size_t i = kid + 1; i < parent->kids.count && !next.page; i++)
        next = place_of(&list[i], places);
    return next.page > 0 && next.page < here.page;
}

/* Parts of an element begin in the order in which they are read. (A picture may stand between the
 * lines of a paragraph that began before it.) Returns where that is not so. */
static struct place check_kids(
    const struct rb_document *document, const struct rb_element *element, struct place *places)
{
    struct place before = {0};
    for (size_t i = 0; i < element->kids.count; i++) {
        struct place here = place_of(&element->kids.items[i], places);
        if (!here.page || floats_on(document, element, i, places))
            continue;
        if (here.page < before.page || (here.page == before.page && here.mcid < before.mcid))
            return here;
        before = here;
        if (!places[element - document->elements.items].page)
            places[element - document->elements.items] = here;
    }
    return (struct place){0};
}

/* What we write is painted in the order in which it is read. */
static void check_order(const struct rb_document *document)
{
    size_t count = document->elements.count;
    if (!document->own)
        return;
    struct pp_arena_mark mark = pp_arena_mark(document->arena);
    struct place *places = pp_arena_array(document->arena, count + 1, sizeof *places);
    /* Parts stand behind what they are parts of. */
    for (size_t i = count; i-- > 0;) {
        struct place broken = check_kids(document, &document->elements.items[i], places);
        if (broken.page)
            rb_broken(
                document, "readback.pdf-order", RB_UA("7.2", "09-001"),
                "A part of an element %s, which begins with the content %ld of page %zu, is read "
                "after what is painted behind it.",
                document->elements.items[i].type, (long)broken.mcid, (size_t)broken.page);
    }
    pp_arena_rewind(document->arena, mark);
}

void rb_check_tree(const struct rb_document *document)
{
    if (document->tree.kind != RB_DICT)
        return;
    if (document->cycles > 0 || document->too_deep > 0)
        rb_broken(
            document, "readback.pdf-structure", RB_PDF("14.7.2"),
            "The structure leads to an element twice, or is nested too deeply.");
    for (size_t i = 0; i < document->elements.count; i++) {
        check_parent(document, i);
        claim_content(document, i);
    }
    for (size_t i = 0; i < document->pages.count; i++)
        check_owners(document, &document->pages.items[i], i + 1);
    check_parent_tree(document);
    check_ids(document);
    check_order(document);
}
