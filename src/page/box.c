/* Boxes: blocks on a tint, under a rule or beside a stroke, kept whole; and the one large number
 * that stands in one or alone. */
#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double pad_x = 14, pad_y = 10.5, rule_pad = 4, stroke = 4, stroke_pad = 17;

static void inside(enum pp_box_style style, struct pp_place *place)
{
    place->fresh = true;
    if (style == PP_BOX_TINT) {
        place->x += pad_x;
        place->width -= 2 * pad_x;
        place->y += pad_y;
    } else if (style == PP_BOX_STROKE) {
        place->x += stroke_pad;
        place->width -= stroke_pad;
    } else {
        place->y += rule_pad;
    }
}

enum pp_status pp_lay_box(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    enum pp_box_style style = block->node->as.box.style;
    struct pp_canvas *canvas = layouter->canvas;
    for (int pass = canvas ? 0 : 1; pass < 2; pass++) {
        struct pp_place inner = *place;
        struct pp_cursor cursor = {0};
        struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
        bool done;
        inside(style, &inner);
        layouter->canvas = pass == 0 ? NULL : canvas;
        enum pp_status status = pp_flow_lay(layouter, block->inner[0], &cursor, 0, &inner, &done);
        layouter->canvas = canvas;
        PP_TRY(status);
        double end = done ? inner.y + (style == PP_BOX_TINT ? pad_y : 0) : place->bottom + 1;
        if (pass == 1) {
            place->y = end;
            break;
        }
        pp_arena_rewind(layouter->arena, mark);
        double height = end - place->y;
        if (style == PP_BOX_TINT)
            pp_canvas_rect(
                canvas, PP_ARTIFACT_LAYOUT, place->x, place->y, place->width, height,
                (struct pp_paint){.fill = PP_SAND});
        else if (style == PP_BOX_STROKE)
            pp_canvas_rect(
                canvas, PP_ARTIFACT_LAYOUT, place->x, place->y, stroke, height,
                (struct pp_paint){.fill = PP_BRICK});
        else
            pp_canvas_rule(canvas, place->x, place->y, place->width, PP_RULE_STRONG, PP_INK);
    }
    return PP_OK;
}

enum pp_status pp_lay_big(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_node *node = block->node;
    bool boxed = node->parent && node->parent->kind == PP_NODE_BOX;
    const struct pp_setter *setter = &layouter->setter;
    struct pp_text_spec spec = {.type = PP_TYPE_BIG, .width = place->width, .ragged = true};
    double natural, word, height;
    size_t parent = pp_group_element(layouter->canvas, block->group);
    if (!boxed) {
        pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_STRONG, PP_INK);
        place->y += 1;
    }
    PP_TRY(pp_text_measure(setter, layouter->arena, node->as.key.value, &spec, &natural, &word));
    if (natural > spec.width) {
        spec.size = setter->styles->types[spec.type].font.size * spec.width / natural;
        spec.leading = spec.size * 1.08;
    }
    spec.tint = boxed ? PP_BRICK : PP_NO_TINT;
    size_t p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    PP_TRY(pp_text_put(
        setter, layouter->arena, layouter->canvas, node->as.key.value, &spec, place->x, place->y,
        (long)p, &height));
    place->y += height + 4;
    spec = (struct pp_text_spec){.type = PP_TYPE_LABEL, .width = place->width};
    p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    PP_TRY(pp_text_put(
        setter, layouter->arena, layouter->canvas, node->as.key.label, &spec, place->x, place->y,
        (long)p, &height));
    place->y += height + 2;
    if (!node->as.key.note)
        return PP_OK;
    spec.type = PP_TYPE_NOTE;
    p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    PP_TRY(pp_text_put(
        setter, layouter->arena, layouter->canvas, node->as.key.note, &spec, place->x, place->y,
        (long)p, &height));
    place->y += height;
    return PP_OK;
}
