/* Headings, paragraphs, list items and quotes: text that may be divided between lines. */
#include <math.h>

#include "pactpress/flow.h"
#include "page/foot.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { ORPHANS = 2, WIDOWS = 2 }; /* lines kept together at a division */

static enum pp_type type_of(const struct pp_flowable *block)
{
    const struct pp_node *node = block->node;
    if (node->kind == PP_NODE_QUOTE)
        return PP_TYPE_QUOTE;
    if (block->note)
        return PP_TYPE_CAPTION;
    if (block->in_columns && node->kind == PP_NODE_HEADING)
        return PP_TYPE_H3;
    return pp_look_type(node->look);
}

static enum pp_role role_of(const struct pp_flowable *block)
{
    const struct pp_node *node = block->node;
    static const enum pp_role headings[] = {PP_ROLE_H1, PP_ROLE_H1, PP_ROLE_H2, PP_ROLE_H3,
                                            PP_ROLE_H4, PP_ROLE_H5, PP_ROLE_H6};
    if (node->kind != PP_NODE_HEADING)
        return block->caption ? PP_ROLE_CAPTION : PP_ROLE_P;
    int level = node->as.heading.level;
    return headings[level < 1 ? 1 : level > 6 ? 6 : level];
}

static double measure_of(enum pp_type type, double width)
{
    if (type == PP_TYPE_STAND)
        return fmin(width, 406);
    return width;
}

static enum pp_status set_block(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_place *place,
    struct pp_text **out)
{
    enum pp_type type = type_of(block);
    struct pp_text_spec spec = {
        .type = type,
        .width = measure_of(type, place->width - block->indent),
        .first_indent = block->first_indent,
        .hang = type == PP_TYPE_QUOTE ? PP_QUOTE_HANG : 0,
        .lang = block->node->lang,
        .where = block->node->where,
    };
    return pp_text_set(&layouter->setter, layouter->arena, block->node->content, &spec, out);
}

/* Story text stands on the baseline grid. */
static bool on_grid(enum pp_type type)
{
    return type == PP_TYPE_BODY;
}

/* How many of `left` lines fit into `room` and leave no widow or orphan. */
static size_t lines_that_fit(double room, double leading, size_t first, size_t left, bool divisible)
{
    size_t fit = room < 0 ? 0 : (size_t)((room + 0.01) / leading);
    if (fit >= left)
        return left;
    if (!divisible)
        return 0;
    if (left - fit < WIDOWS)
        fit = left > WIDOWS ? left - WIDOWS : 0;
    if (first == 0 && fit < ORPHANS)
        fit = 0;
    return fit;
}

static bool ends_divided(const struct pp_line *line)
{
    for (size_t i = 0; i < line->run_count; i++)
        if (line->runs[i].hyphen)
            return true;
    return false;
}

/* No word is divided between two columns or pages, unless orphans would be left. */
static size_t end_with_whole_word(
    const struct pp_text *text, size_t first, size_t count, size_t left)
{
    size_t whole = count, least = first == 0 ? ORPHANS : 1;
    if (count == left)
        return count;
    while (whole > 0 && ends_divided(&text->lines->items[first + whole - 1]))
        whole--;
    return whole >= least ? whole : count;
}

/* The number of a note leads back to its call: a Link below the label, or the label itself. */
static enum pp_status back_to_call(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_place *place,
    size_t *label)
{
    struct pp_canvas *canvas = layouter->canvas;
    const struct pp_group *item = block->label_group;
    const char *says;
    if (item->role != PP_ROLE_NOTE || pp_is_empty(item->id))
        return PP_OK;
    const char *id = pp_arena_printf(canvas->document, "%s.call", item->id);
    if (!pp_canvas_find(canvas, id))
        return PP_OK; /* of a story that was shortened */
    struct pp_arg number = {.name = "number", .kind = PP_ARG_TEXT, .text = block->label};
    PP_TRY(pp_wording_plain(
        layouter->setter.wording, canvas->document,
        pp_inline_message(layouter->arena, "story.note.back", &number, 1), &says));
    *label = pp_canvas_element(canvas, PP_ROLE_LINK, *label);
    pp_link_area(canvas, *label, id, says, place, place->bottom - place->y);
    return PP_OK;
}

static enum pp_status paint_label(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct pp_place *place, double y,
    double baseline)
{
    struct pp_canvas *canvas = layouter->canvas;
    size_t item = pp_group_element(canvas, block->label_group);
    size_t label = pp_canvas_element(canvas, PP_ROLE_LBL, item);
    double x = place->x + block->indent - block->label_room;
    if (!*block->label) {
        pp_mark_paint(canvas, PP_MARK_BULLET, 0, 10.5, x + 2, y + baseline, (long)label);
        return PP_OK;
    }
    struct pp_text *text;
    struct pp_text_spec spec = {
        .type = block->note ? PP_TYPE_LABEL : PP_TYPE_H3,
        .width = block->label_room - 2,
        .tint = PP_BRICK};
    struct pp_place area = {.x = x, .width = spec.width, .y = y};
    area.bottom = y + layouter->setter.styles->types[spec.type].leading;
    PP_TRY(back_to_call(layouter, block, &area, &label));
    PP_TRY(pp_text_set(
        &layouter->setter, layouter->arena,
        pp_inline_text(layouter->arena, block->label, layouter->setter.lang), &spec, &text));
    pp_text_paint_all(canvas, text, x, y + baseline - text->baseline, (long)label);
    return PP_OK;
}

static enum pp_status bookmark(
    struct pp_layouter *layouter, const struct pp_flowable *block, double y)
{
    const char *title;
    if (!layouter->canvas || block->node->kind != PP_NODE_HEADING)
        return PP_OK;
    PP_TRY(pp_wording_plain(
        layouter->setter.wording, layouter->canvas->document, block->node->content, &title));
    const struct pp_bookmarks *list = layouter->canvas->bookmarks;
    if (list->count && list->items[list->count - 1].page == layouter->canvas->page)
        y = fmax(y, list->items[list->count - 1].y); /* bookmarks never lead back up */
    pp_canvas_bookmark(layouter->canvas, title, block->node->as.heading.level, y);
    return PP_OK;
}

static void paint_stroke(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_place *place,
    double height)
{
    pp_canvas_rect(
        layouter->canvas, PP_ARTIFACT_LAYOUT, place->x + block->indent - PP_QUOTE_INDENT, place->y,
        4, height, (struct pp_paint){.fill = PP_BRICK});
}

/* A link, a quotation or a run in another language that goes on in the next place stays one. */
static void go_on(
    struct pp_canvas *canvas, struct pp_flowable *block, struct pp_text *text, size_t first,
    size_t count)
{
    if (first == 0 && count < text->lines->count)
        block->places = pp_arena_array(canvas->document, text->words.count, sizeof *block->places);
    if (block->places)
        text->places = block->places;
}

static enum pp_status paint_block(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct pp_place *place,
    struct pp_text *text, size_t first, size_t count)
{
    if (!layouter->canvas)
        return PP_OK;
    if (first == 0)
        PP_TRY(bookmark(layouter, block, place->y));
    if (block->label && first == 0)
        PP_TRY(paint_label(layouter, block, place, place->y, text->baseline));
    if (block->node->kind == PP_NODE_QUOTE)
        paint_stroke(layouter, block, place, text->leading * (double)count);
    size_t element = pp_flowable_element(layouter, block, role_of(block));
    size_t link;
    const char *id = first == 0 ? pp_outline_id(layouter, block->node) : NULL;
    if (id)
        pp_canvas_at(layouter->canvas, element)->id = id;
    PP_TRY(
        pp_lead_start(layouter, block->node, element, place, text->leading * (double)count, &link));
    go_on(layouter->canvas, block, text, first, count);
    pp_text_paint(
        layouter->canvas, text, first, count, place->x + block->indent, place->y,
        (long)(link ? link : element));
    return PP_OK;
}

/* How many lines fit above the notes that they call; *held is the place with these notes. */
static enum pp_status lines_above_notes(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_text *text,
    size_t first, size_t left, const struct pp_place *place, size_t *count, struct pp_place *held)
{
    bool divisible = block->node->kind != PP_NODE_HEADING;
    double room = place->bottom - place->y;
    size_t fit = left;
    do {
        *count = fit;
        *held = *place;
        PP_TRY(pp_foot_hold(layouter, block, text, first, *count, held));
        double notes = held->notes.height - place->notes.height;
        fit = lines_that_fit(room - notes, text->leading, first, left, divisible);
        fit = end_with_whole_word(text, first, fit, left);
    } while (fit < *count);
    return PP_OK;
}

enum pp_status pp_lay_text(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    struct pp_text *text;
    PP_TRY(set_block(layouter, block, place, &text));
    size_t first = cursor->path[depth + 1], left = text->lines->count - first;
    if (left > 0 && on_grid(text->spec.type))
        place->y = pp_snap(layouter, place->y, text->baseline);
    double room = place->bottom - place->y;
    size_t count;
    struct pp_place held;
    PP_TRY(lines_above_notes(layouter, block, text, first, left, place, &count, &held));
    if (count == 0 && left > 0 && place->fresh && !place->tried && room >= text->leading) {
        count = (size_t)(room / text->leading) < left ? (size_t)(room / text->leading) : left;
        held = *place;
        PP_TRY(pp_foot_hold(layouter, block, text, first, count, &held));
        double notes = held.notes.height - place->notes.height;
        if (notes > 0 && text->leading * (double)count + notes > room)
            count = 0; /* in a place that is higher */
    }
    *done = count == left;
    if (count == 0 && left > 0)
        return PP_OK; /* nothing of it here, not its label either */
    PP_TRY(paint_block(layouter, block, place, text, first, count));
    place->notes = held.notes;
    place->y += text->leading * (double)count;
    cursor->path[depth + 1] += count;
    return PP_OK;
}
