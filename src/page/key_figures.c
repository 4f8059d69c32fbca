/* Key figures: four to a row, each a strong rule, the number, what it counts, and a note. Long
 * numbers (ranges) make all of them smaller, and only then two to a row. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

struct key {
    struct pp_text *value, *label, *note;
    double natural; /* [pt] width of the number on one line */
};

struct frame {
    size_t across;
    double width, size; /* [pt] of one key figure, of its number */
};

static enum pp_status set_key(
    struct pp_layouter *layouter, const struct pp_node *node, const struct frame *frame,
    struct key *key)
{
    const struct pp_setter *setter = &layouter->setter;
    struct pp_text_spec spec = {
        .type = PP_TYPE_KEY, .width = frame->width, .size = frame->size, .ragged = true};
    double word;
    PP_TRY(
        pp_text_measure(setter, layouter->arena, node->as.key.value, &spec, &key->natural, &word));
    PP_TRY(pp_text_set(setter, layouter->arena, node->as.key.value, &spec, &key->value));
    spec.size = 0;
    spec.type = PP_TYPE_LABEL;
    PP_TRY(pp_text_set(setter, layouter->arena, node->as.key.label, &spec, &key->label));
    spec.type = PP_TYPE_NOTE;
    return pp_text_set(setter, layouter->arena, node->as.key.note, &spec, &key->note);
}

static double height_of(const struct key *key)
{
    return 1 + key->value->height + 4 + key->label->height + key->note->height;
}

/* Do numbers stay on one line, labels on three and notes on seven? */
static bool fits(const struct key *key, double width)
{
    return key->natural <= width && key->label->lines->count <= 3 && key->note->lines->count <= 7;
}

static enum pp_status all_fit(
    struct pp_layouter *layouter, const struct pp_node *node, const struct frame *frame, bool *fit)
{
    *fit = true;
    for (const struct pp_node *child = node->first; child && *fit; child = child->next) {
        struct key key;
        PP_TRY(set_key(layouter, child, frame, &key));
        *fit = fits(&key, frame->width);
    }
    return PP_OK;
}

static enum pp_status find_frame(
    struct pp_layouter *layouter, const struct pp_node *node, double width, struct frame *frame)
{
    static const double sizes[] = {31, 27, 23.5};
    const double gutter = layouter->setter.styles->space.gutter;
    bool fit = false;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes && !fit; i++) {
        *frame = (struct frame){4, (width - 3 * gutter) / 4, sizes[i]};
        PP_TRY(all_fit(layouter, node, frame, &fit));
    }
    if (!fit)
        *frame = (struct frame){2, (width - gutter) / 2, sizes[0]};
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
    const struct pp_styles *styles = layouter->setter.styles;
    struct frame frame;
    size_t in_row = 0;
    double row_height = 0;
    PP_TRY(find_frame(layouter, block->node, place->width, &frame));
    size_t list = pp_flowable_element(layouter, block, PP_ROLE_L);
    for (const struct pp_node *child = block->node->first; child; child = child->next) {
        struct key key;
        if (in_row == frame.across) {
            place->y += row_height + styles->space.block;
            in_row = 0;
            row_height = 0;
        }
        PP_TRY(set_key(layouter, child, &frame, &key));
        if (layouter->canvas)
            paint_key(
                layouter, &key, list,
                place->x + (double)in_row * (frame.width + styles->space.gutter), place->y,
                frame.width);
        row_height = fmax(row_height, height_of(&key));
        in_row++;
    }
    place->y += row_height;
    return PP_OK;
}
