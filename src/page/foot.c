#include "page/foot.h"

#include <string.h>

#include "pactpress/run.h"
#include "pactpress/str.h"

static const double above_rule = 7, below_rule = 4, between = 2, rule_width = 70; /* [pt] */
/* [bytes] of one note, and of all that one text calls; what is longer is no footnote. */
enum { LONGEST_NOTE = 600, MOST_OF_TEXT = 1500, MOST_NOTES = 64 };

static bool is_text(const struct pp_node *node)
{
    return node->kind == PP_NODE_PARAGRAPH || node->kind == PP_NODE_HEADING ||
           node->kind == PP_NODE_QUOTE;
}

static bool calls(const struct pp_inline *content, const char *id)
{
    for (; content; content = content->next)
        if ((content->kind == PP_INLINE_LINK && content->url && content->url[0] == '#' &&
             pp_streq(content->url + 1, id)) ||
            calls(content->children, id))
            return true;
    return false;
}

/* The first text from `node` on that calls the note; notes do not call each other. */
static const struct pp_node *caller_in(const struct pp_node *node, const char *id)
{
    for (; node; node = node->next) {
        bool list = node->kind == PP_NODE_LIST && !node->as.list.notes;
        const struct pp_node *inside =
            list || node->kind == PP_NODE_ITEM ? caller_in(node->first, id) : NULL;
        if (inside)
            return inside;
        if (is_text(node) && calls(node->content, id))
            return node;
    }
    return NULL;
}

static size_t length_of(const struct pp_inline *content)
{
    size_t length = 0;
    for (; content; content = content->next)
        length += (content->text ? strlen(content->text) : 0) + length_of(content->children);
    return length;
}

/* [bytes] of a note that has paragraphs only; else more than any may have. */
static size_t length_of_note(const struct pp_node *item)
{
    size_t length = 0;
    for (const struct pp_node *block = item->first; block; block = block->next) {
        if (block->kind != PP_NODE_PARAGRAPH)
            return LONGEST_NOTE + 1;
        length += length_of(block->content);
    }
    return length;
}

/* The stretch of columns, among those of one story, that calls the note first. */
static const struct pp_node *stretch_of(
    const struct pp_node *columns, const char *id, const struct pp_node **caller)
{
    for (; columns; columns = columns->next)
        if (columns->kind == PP_NODE_COLUMNS && !columns->left_out &&
            (*caller = caller_in(columns->first, id)) != NULL)
            return columns;
    return NULL;
}

static const struct pp_node *first_part(const struct pp_node *columns)
{
    return columns->parent ? columns->parent->first : columns;
}

/* The stretch that the note stands at the foot of, and the text that calls it; NULL: it stands at
 * the end of its story. */
static const struct pp_node *foot_of(const struct pp_node *item, const struct pp_node **caller)
{
    const struct pp_node *list = item->parent, *columns = list->parent, *other;
    size_t length = length_of_note(item), index = 0;
    if (!item->id || length > LONGEST_NOTE || !columns || columns->kind != PP_NODE_COLUMNS)
        return NULL;
    columns = stretch_of(first_part(columns), item->id, caller);
    for (const struct pp_node *one = list->first; columns && one != item; one = one->next, index++)
        if (one->id && stretch_of(first_part(columns), one->id, &other) && other == *caller)
            length += length_of_note(one);
    return length > MOST_OF_TEXT || index >= MOST_NOTES ? NULL : columns;
}

static void add_notes(
    struct pp_arena *arena, const struct pp_node *list, const struct pp_node *columns,
    struct pp_foot *out)
{
    for (const struct pp_node *item = list->first; item; item = item->next) {
        const struct pp_node *caller;
        if (foot_of(item, &caller) == columns)
            *(struct pp_foot_note *)PP_PUSH(arena, out) =
                (struct pp_foot_note){.id = item->id, .item = item, .caller = caller};
    }
}

void pp_foot_find(struct pp_arena *arena, const struct pp_node *columns, struct pp_foot *out)
{
    for (const struct pp_node *part = first_part(columns); part; part = part->next)
        for (const struct pp_node *block = part->first; block; block = block->next)
            if (part->kind == PP_NODE_COLUMNS && block->kind == PP_NODE_LIST &&
                block->as.list.notes)
                add_notes(arena, block, columns, out);
}

bool pp_foot_takes(const struct pp_node *item)
{
    const struct pp_node *caller;
    return foot_of(item, &caller) != NULL;
}

/* Is the note called in these lines? */
static bool called_in(const struct pp_text *text, size_t first, size_t count, const char *id)
{
    for (size_t i = first; i < first + count; i++)
        for (size_t k = 0; k < text->lines->items[i].run_count; k++) {
            const struct pp_words *words = &text->words.items[text->lines->items[i].runs[k].span];
            if (words->link && words->url && words->url[0] == '#' && pp_streq(words->url + 1, id))
                return true;
        }
    return false;
}

/* Lays a note at y, or only measures it. */
static enum pp_status lay_note(
    struct pp_layouter *layouter, const struct pp_foot_note *note, const struct pp_place *column,
    double y, double *end)
{
    struct pp_place place = *column;
    struct pp_cursor cursor = {0};
    bool done;
    place.y = y;
    place.bottom = 1e6; /* kept whole: the room was measured before */
    place.fresh = true;
    PP_TRY(pp_flow_lay(layouter, note->flow, &cursor, 0, &place, &done));
    *end = place.y;
    return PP_OK;
}

static enum pp_status measure(
    struct pp_layouter *layouter, const struct pp_foot_note *note, const struct pp_place *place,
    double *height)
{
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    layouter->canvas = NULL;
    enum pp_status status = lay_note(layouter, note, place, 0, height);
    layouter->canvas = canvas;
    pp_arena_rewind(layouter->arena, mark);
    return status;
}

enum pp_status pp_foot_hold(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_text *text,
    size_t first, size_t count, struct pp_place *place)
{
    const struct pp_foot *foot = layouter->foot;
    for (size_t i = 0; foot && i < foot->count; i++) {
        double height;
        if (foot->items[i].caller != block->node || called_in(text, 0, first, foot->items[i].id) ||
            !called_in(text, first, count, foot->items[i].id))
            continue;
        PP_TRY(measure(layouter, &foot->items[i], place, &height));
        if (place->notes.which == 0)
            height += above_rule + below_rule - between;
        place->notes.which |= UINT64_C(1) << i;
        place->notes.height += height + between;
    }
    return PP_OK;
}

enum pp_status pp_foot_put(
    struct pp_layouter *layouter, const struct pp_place *place, double bottom)
{
    double y = bottom - place->notes.height + above_rule;
    if (place->notes.which == 0)
        return PP_OK;
    pp_canvas_rule(layouter->canvas, place->x, y, rule_width, PP_RULE_MID, PP_INK);
    y += below_rule;
    for (size_t i = 0; i < layouter->foot->count; i++) {
        if (!(place->notes.which >> i & 1))
            continue;
        PP_TRY(lay_note(layouter, &layouter->foot->items[i], place, y, &y));
        y += between;
    }
    return PP_OK;
}
