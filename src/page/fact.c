/* The facts & figures box: a number, what it says, a bar, and where it comes from, on sand. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double pad_x = 14, pad_y = 10.5, number_width = 126, bar_height = 11;

struct fact {
    struct pp_text *value, *title, *text, *source;
    double x, width; /* of what stands beside the number */
    double height;   /* of the box */
};

static enum pp_status set_value(
    struct pp_layouter *layouter, const struct pp_node *node, struct pp_text **out)
{
    struct pp_text_spec spec = {.type = PP_TYPE_BIG, .width = number_width, .ragged = true};
    double natural, word;
    PP_TRY(pp_text_measure(
        &layouter->setter, layouter->arena, node->as.fact.value, &spec, &natural, &word));
    if (natural > number_width)
        spec.size = layouter->setter.styles->types[spec.type].font.size * number_width / natural;
    return pp_text_set(&layouter->setter, layouter->arena, node->as.fact.value, &spec, out);
}

static enum pp_status set_fact(
    struct pp_layouter *layouter, const struct pp_node *node, const struct pp_place *place,
    struct fact *fact)
{
    const struct pp_setter *setter = &layouter->setter;
    fact->x = place->x + pad_x + number_width + setter->styles->space.gutter;
    fact->width = place->x + place->width - pad_x - fact->x;
    struct pp_text_spec spec = {.type = PP_TYPE_H3, .width = fact->width};
    PP_TRY(set_value(layouter, node, &fact->value));
    PP_TRY(pp_text_set(setter, layouter->arena, node->as.fact.title, &spec, &fact->title));
    spec.type = PP_TYPE_TABLE;
    PP_TRY(pp_text_set(setter, layouter->arena, node->as.fact.text, &spec, &fact->text));
    spec.type = PP_TYPE_MICRO;
    PP_TRY(pp_text_set(setter, layouter->arena, node->as.fact.source, &spec, &fact->source));
    double beside = fact->title->height + 4 + fact->text->height + 4 + fact->source->height;
    if (node->as.fact.share >= 0)
        beside += bar_height + 9;
    fact->height = 2 * pad_y + fmax(beside, fact->value->height);
    return PP_OK;
}

/* The share as a bar from 0 to 1, with a stroke at one half. */
static enum pp_status put_bar(
    struct pp_layouter *layouter, const struct pp_node *node, const struct fact *fact, double y,
    size_t parent)
{
    struct pp_canvas *canvas = layouter->canvas;
    if (!canvas)
        return PP_OK;
    size_t figure = pp_canvas_element(canvas, PP_ROLE_FIGURE, parent);
    pp_canvas_box(
        canvas, figure, pp_canvas_left(canvas, fact->x, fact->width), y, fact->width, bar_height);
    double share = fmin(node->as.fact.share, 1);
    pp_canvas_rect(
        canvas, (long)figure, fact->x, y, fact->width, bar_height,
        (struct pp_paint){.fill = PP_WHITE});
    pp_canvas_rect(
        canvas, (long)figure, fact->x, y, fact->width * share, bar_height,
        (struct pp_paint){.fill = PP_PETROL});
    pp_canvas_rect(
        canvas, (long)figure, fact->x, y, fact->width, bar_height,
        (struct pp_paint){.stroke = PP_INK, .rule = PP_RULE_KEYLINE});
    pp_canvas_upright(
        canvas, fact->x + fact->width / 2, y - 4, bar_height + 8, PP_RULE_STROKE, PP_INK);
    return pp_text_alternative(&layouter->setter, canvas, node->as.fact.bar_alt, figure);
}

static void put_text(
    struct pp_canvas *canvas, const struct pp_text *text, size_t parent, double x, double y)
{
    if (text->lines->count == 0)
        return;
    size_t p = pp_canvas_element(canvas, PP_ROLE_P, parent);
    pp_text_paint_all(canvas, text, x, y, (long)p);
}

/* The title is a heading, and headings stand in the outline. */
static enum pp_status put_title(
    struct pp_layouter *layouter, const struct pp_node *node, const struct fact *fact, double y,
    size_t heading)
{
    struct pp_canvas *canvas = layouter->canvas;
    const char *title;
    if (!canvas)
        return PP_OK;
    PP_TRY(
        pp_wording_plain(layouter->setter.wording, canvas->document, node->as.fact.title, &title));
    pp_canvas_bookmark(canvas, title, 2, y);
    pp_text_paint_all(canvas, fact->title, fact->x, y, (long)heading);
    return PP_OK;
}

enum pp_status pp_lay_fact(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_node *node = block->node;
    struct pp_canvas *canvas = layouter->canvas;
    struct fact fact;
    PP_TRY(set_fact(layouter, node, place, &fact));
    size_t parent = pp_flowable_element(layouter, block, PP_ROLE_SECT);
    double y = place->y + pad_y;
    pp_canvas_rect(
        canvas, PP_ARTIFACT_LAYOUT, place->x, place->y, place->width, fact.height,
        (struct pp_paint){.fill = PP_SAND});
    size_t heading = pp_canvas_element(canvas, PP_ROLE_H2, parent);
    PP_TRY(put_title(layouter, node, &fact, y, heading));
    put_text(canvas, fact.value, parent, place->x + pad_x, place->y + pad_y - 4);
    y += fact.title->height + 4;
    put_text(canvas, fact.text, parent, fact.x, y);
    y += fact.text->height + 4;
    if (node->as.fact.share >= 0) {
        PP_TRY(put_bar(layouter, node, &fact, y + 4, parent));
        y += bar_height + 9;
    }
    put_text(canvas, fact.source, parent, fact.x, y);
    place->y += fact.height;
    return PP_OK;
}
