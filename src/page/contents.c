/* Contents: the document's headings of rank 2 with the pages they start on. In the first pass pages
 * are not known yet; the lines take the same room. */
#include "pactpress/flow.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"

static const double number_width = 24, row_gap = 5;

static enum pp_status put_entry(
    struct pp_layouter *layouter, const struct pp_outline_entry *entry, struct pp_place *place,
    size_t list)
{
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE, .width = place->width - number_width, .lang = entry->heading->lang};
    const struct pp_locale *locale = pp_wording_locale(layouter->setter.wording);
    double height;
    size_t item = pp_canvas_element(layouter->canvas, PP_ROLE_LI, list);
    size_t body = pp_canvas_element(layouter->canvas, PP_ROLE_LBODY, item);
    PP_TRY(pp_text_put(
        &layouter->setter, layouter->arena, layouter->canvas, entry->heading->content, &spec,
        place->x, place->y + 3, (long)body, &height));
    if (entry->page > 0) {
        spec.width = number_width;
        spec.align = PP_END;
        spec.bold = true;
        PP_TRY(pp_text_put(
            &layouter->setter, layouter->arena, layouter->canvas,
            pp_inline_text(
                layouter->arena, pp_locale_number(locale, layouter->arena, (int64_t)entry->page, 0),
                NULL),
            &spec, place->x + place->width - number_width, place->y + 3, (long)body, NULL));
    }
    place->y += height + row_gap;
    pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_HAIR, PP_LINE);
    return PP_OK;
}

enum pp_status pp_lay_contents(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    size_t list = pp_flowable_element(layouter, block, PP_ROLE_L);
    for (size_t i = 0; layouter->outline && i < layouter->outline->count; i++)
        PP_TRY(put_entry(layouter, &layouter->outline->items[i], place, list));
    return PP_OK;
}
