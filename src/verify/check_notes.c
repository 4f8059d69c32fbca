/* Notes and their calls: a call leads to the note of its number, and a note back to a call. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pdf_document.h"

/* A link of a call or of a note: where it stands, and where it leads to. */
struct way {
    const char *text; /* of the link */
    size_t page;      /* index + 1 */
    double low, high; /* [pt] of its area */
    struct rb_target target;
};

struct ways {
    struct way *items;
    size_t count, capacity;
};

static double side_of(const struct rb_document *document, struct rb_value rect, size_t side)
{
    struct rb_value value = rb_at(&document->objects, rect, side);
    return value.kind == RB_NUMBER ? value.as.number : 0;
}

static void add_ways(const struct rb_document *document, size_t link, struct ways *ways)
{
    const struct rb_element *element = &document->elements.items[link];
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        if (kid->kind != RB_KID_OBJECT || kid->object >= document->objects.count)
            continue;
        struct rb_value annotation = document->objects.items[kid->object];
        struct rb_value rect = rb_get(&document->objects, annotation, "Rect");
        struct way *way = PP_PUSH(document->arena, ways);
        way->text = rb_element_text(document, link);
        way->page = kid->page;
        way->low = side_of(document, rect, 1);
        way->high = side_of(document, rect, 3);
        way->target = rb_target_of(document, annotation);
    }
}

/* What a link is by those around it: NULL, the calls or the notes. Lines of printed contents are
 * references, too. */
static struct ways *kind_of(
    const struct rb_document *document, size_t link, struct ways *calls, struct ways *notes)
{
    const struct rb_element *all = document->elements.items;
    const struct rb_element *parent = &all[all[link].parent], *above = &all[parent->parent];
    if (pp_streq(parent->role, "Lbl") && pp_streq(above->role, "Note"))
        return notes;
    return pp_streq(parent->role, "Reference") && !pp_streq(above->role, "TOCI") ? calls : NULL;
}

/* Destinations stand at the top of a line, or a little above. */
static bool leads_to(const struct way *from, const struct way *to)
{
    const struct rb_target *target = &from->target;
    return target->page == to->page && target->has_top && target->top > to->low &&
           target->top <= to->high + (to->high - to->low) / 2;
}

static bool belong(const struct way *call, const struct way *note)
{
    return leads_to(call, note) && strstr(call->text, note->text);
}

static void check_call(
    const struct rb_document *document, const struct way *call, const struct ways *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        if (belong(call, &notes->items[i]))
            return;
    rb_broken(
        document, "readback.pdf-note", RB_UA("7.9", "19-003"),
        "The call \"%.20s\" on page %zu does not lead to the note of its number.", call->text,
        call->page);
}

static void check_way_back(
    const struct rb_document *document, const struct way *note, const struct ways *calls)
{
    for (size_t i = 0; i < calls->count; i++)
        if (leads_to(note, &calls->items[i]) && belong(&calls->items[i], note))
            return;
    rb_broken(
        document, "readback.pdf-note", RB_UA("7.9", "19-003"),
        "The note \"%.20s\" on page %zu does not lead back to where it is called.", note->text,
        note->page);
}

void rb_check_notes(const struct rb_document *document)
{
    struct ways calls = {0}, notes = {0};
    if (!document->own)
        return;
    for (size_t i = 0; i < document->elements.count; i++) {
        if (!pp_streq(document->elements.items[i].role, "Link"))
            continue;
        struct ways *ways = kind_of(document, i, &calls, &notes);
        if (ways)
            add_ways(document, i, ways);
    }
    for (size_t i = 0; i < calls.count; i++)
        check_call(document, &calls.items[i], &notes);
    for (size_t i = 0; i < notes.count; i++)
        check_way_back(document, &notes.items[i], &calls);
}
