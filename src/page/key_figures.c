/* Key figures: four to a row, each a strong rule, the number, what it counts, and a note. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

struct key {
    struct pp_text *value, *label, *note;
};

static enum pp_status set_key(
    struct pp_layouter *layouter, const struct pp_node *node, double width, struct key *key)
{
    const struct pp_setter *setter = &layouter->setter;
    struct pp_text_spec spec = {.type = PP_TYPE_KEY, .width = width, .ragged = true};
    PP_TRY(pp_text_set(setter, layouter->arena, node->as.key.value, &spec, &key->value));
    spec.type = PP_TYPE_LABEL;
    PP_TRY(pp_text_set(setter, layouter->arena, node->as.key.label, &spec, &key->label));
    spec.type = PP_TYPE_NOTE;
    return pp_text_set(setter, layouter->arena, node->as.key.note, &spec, &key->note);
}

static double height_of(const struct key *key)
{
    return 1 + key->value->height + 4 + key->label->height + key->note->height;
}

/* Do numbers stay on one line, labels on three and notes on four? */
static bool fits(const struct key *key)
{
    return key->value->lines->count <= 1 && key->label->lines->count <= 3 &&
           key->note->lines->count <= 5;
}

static enum pp_status all_fit(
    struct pp_layouter *layouter, const struct pp_node *node, double width, bool *fit)
{
    *fit = true;
    for (const struct pp_node *child = node->first; child && *fit; child = child->next) {
        struct key key;
        PP_TRY(set_key(layouter, child, width, &key));
        *fit = fits(&key);
    }
    return PP_OK;
}

static void paint_key(
    struct pp_layouter *layouter, const struct key *key, size_t list, double x, double y,
    double width)
{
    struct pp_canvas *canvas = layouter->canvas;
    size_t item = pp_canvas_element(canvas, PP_ROLE_LI, list);
    size_t body = pp_canvas_element(canvas, PP_ROLE_LBODY, item);
    size_t p = pp_canvas_element(canvas, PP_ROLE_P, body);
    pp_canvas_rule(canvas, x, y, width, PP_RULE_STRONG, PP_INK);
    pp_text_paint_all(canvas, key->value, x, y + 1, (long)p);
    y += 1 + key->value->height + 4;
    p = pp_canvas_element(canvas, PP_ROLE_P, body);
    pp_text_paint_all(canvas, key->label, x, y, (long)p);
    y += key->label->height;
    if (key->note->lines->count == 0)
        return;
    p = pp_canvas_element(canvas, PP_ROLE_P, body);
    pp_text_paint_all(canvas, key->note, x, y, (long)p);
}

enum pp_status pp_lay_key_figures(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    size_t across = 4, in_row = 0;
    double width = (place->width - 3 * PP_GUTTER) / 4, row_height = 0;
    bool fit;
    PP_TRY(all_fit(layouter, block->node, width, &fit));
    if (!fit) {
        across = 2;
        width = (place->width - PP_GUTTER) / 2;
    }
    size_t list = pp_flowable_element(layouter, block, PP_ROLE_L);
    for (const struct pp_node *child = block->node->first; child; child = child->next) {
        struct key key;
        if (in_row == across) {
            place->y += row_height + PP_SPACE_BLOCK;
            in_row = 0;
            row_height = 0;
        }
        PP_TRY(set_key(layouter, child, width, &key));
        if (layouter->canvas)
            paint_key(
                layouter, &key, list, place->x + (double)in_row * (width + PP_GUTTER), place->y,
                width);
        row_height = fmax(row_height, height_of(&key));
        in_row++;
    }
    place->y += row_height;
    return PP_OK;
}
