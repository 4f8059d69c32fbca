/* Contents: the document's headings of rank 2 with the pages they start on, each line a link to its
 * heading. In the first pass pages are not known yet; the lines take the same room. */
#include "pactpress/flow.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"

static const double number_width = 24, row_gap = 5;

const char *pp_outline_id(const struct pp_layouter *layouter, const struct pp_node *heading)
{
    const struct pp_outline *outline = layouter->outline;
    for (size_t i = 0; layouter->canvas && outline && outline->printed && i < outline->count; i++)
        if (outline->items[i].heading == heading)
            return heading->id ? heading->id
                               : pp_arena_printf(layouter->canvas->document, "part.%zu", i + 1);
    return NULL;
}

/* The whole line is active; it says where it leads to. */
static enum pp_status put_link(
    struct pp_layouter *layouter, const struct pp_outline_entry *entry,
    const struct pp_place *place, double height, size_t element)
{
    struct pp_canvas *canvas = layouter->canvas;
    const char *title;
    if (!canvas)
        return PP_OK;
    PP_TRY(pp_wording_plain(
        layouter->setter.wording, canvas->document, entry->heading->content, &title));
    pp_link_area(
        canvas, element, pp_outline_id(layouter, entry->heading), title, place, height + row_gap);
    return PP_OK;
}

static enum pp_status put_number(
    struct pp_layouter *layouter, const struct pp_outline_entry *entry,
    const struct pp_place *place, size_t link)
{
    const struct pp_locale *locale = pp_wording_locale(layouter->setter.wording);
    struct pp_arena *arena = layouter->arena;
    const char *digits = pp_locale_number(locale, arena, (int64_t)entry->page, 0);
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE, .width = number_width, .align = PP_END, .bold = true};
    return pp_text_put(
        &layouter->setter, arena, layouter->canvas, pp_inline_text(arena, digits, NULL), &spec,
        place->x + place->width - number_width, place->y + 3, (long)link, NULL);
}

static enum pp_status put_entry(
    struct pp_layouter *layouter, const struct pp_outline_entry *entry, struct pp_place *place,
    size_t contents)
{
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE, .width = place->width - number_width, .lang = entry->heading->lang};
    struct pp_canvas *canvas = layouter->canvas;
    double height;
    size_t item = pp_canvas_element(canvas, PP_ROLE_TOCI, contents);
    size_t reference = pp_canvas_element(canvas, PP_ROLE_REFERENCE, item);
    size_t link = pp_canvas_element(canvas, PP_ROLE_LINK, reference);
    if (canvas)
        pp_canvas_at(canvas, link)->lang = entry->heading->lang;
    PP_TRY(pp_text_put(
        &layouter->setter, layouter->arena, canvas, entry->heading->content, &spec, place->x,
        place->y + 3, (long)link, &height));
    if (canvas && canvas->ops.items[canvas->ops.count - 1].kind == PP_OP_GLYPHS)
        canvas->ops.items[canvas->ops.count - 1].as.glyphs.space = true; /* before the number */
    if (entry->page > 0)
        PP_TRY(put_number(layouter, entry, place, link));
    PP_TRY(put_link(layouter, entry, place, height, link));
    place->y += height + row_gap;
    pp_canvas_rule(canvas, place->x, place->y, place->width, PP_RULE_HAIR, PP_LINE);
    return PP_OK;
}

enum pp_status pp_lay_contents(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    size_t contents = pp_flowable_element(layouter, block, PP_ROLE_TOC);
    for (size_t i = 0; layouter->outline && i < layouter->outline->count; i++)
        PP_TRY(put_entry(layouter, &layouter->outline->items[i], place, contents));
    return PP_OK;
}
