/* Pictures in the width of their column, with caption and credit below. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double tallest = 560; /* [pt] of a picture: caption and heading fit on the page too */

/* Where a part of `share` of a side begins, as near around the focus as it goes. */
static double part_start(double share, int focus)
{
    return fmax(0, fmin(1 - share, focus / 100.0 - share / 2));
}

static void crop_picture(const struct pp_node *node, double out[4])
{
    const struct pp_crop *crop = &node->as.picture.crop;
    double across = 1, down = 1;
    if (crop->across > 0 && node->as.picture.pixel_width > 0) {
        double shown = (double)crop->across / crop->down;
        double whole = (double)node->as.picture.pixel_width / node->as.picture.pixel_height;
        across = fmin(1, shown / whole);
        down = fmin(1, whole / shown);
    }
    out[0] = part_start(across, crop->focus[0]);
    out[1] = part_start(down, crop->focus[1]);
    out[2] = out[0] + across;
    out[3] = out[1] + down;
}

/* Height of a picture of width 1. */
static double height_of(const struct pp_node *node)
{
    if (node->as.picture.crop.across > 0)
        return (double)node->as.picture.crop.down / node->as.picture.crop.across;
    if (node->as.picture.pixel_width > 0 && node->as.picture.pixel_height > 0)
        return (double)node->as.picture.pixel_height / node->as.picture.pixel_width;
    return 1 / 1.9;
}

static enum pp_status paint_picture(
    struct pp_layouter *layouter, struct pp_flowable *block, size_t parent, double x, double y,
    double w, double h)
{
    struct pp_canvas *canvas = layouter->canvas;
    if (!canvas)
        return PP_OK;
    size_t element = pp_canvas_element(canvas, PP_ROLE_FIGURE, parent);
    if (!block->element)
        pp_canvas_at(canvas, element)->id = block->node->id;
    pp_canvas_box(canvas, element, pp_canvas_left(canvas, x, w), y, w, h);
    double crop[4];
    crop_picture(block->node, crop);
    pp_canvas_image(canvas, (long)element, block->node->as.picture.path, x, y, w, h, crop);
    return pp_text_alternative(&layouter->setter, canvas, block->node->as.picture.alt, element);
}

/* Caption and credit as one text. */
static struct pp_inline *caption_of(struct pp_layouter *layouter, const struct pp_node *node)
{
    struct pp_arena *arena = layouter->arena;
    struct pp_inline *text = NULL;
    if (node->as.picture.caption) {
        struct pp_inline *group = pp_inline_new(arena, PP_INLINE_LANG);
        group->children = node->as.picture.caption;
        text = group;
    }
    if (node->as.picture.credit) {
        struct pp_inline *credit = pp_inline_new(arena, PP_INLINE_LANG);
        credit->children = node->as.picture.credit;
        if (text)
            text = pp_inline_join(text, pp_inline_text(arena, " ", NULL));
        text = pp_inline_join(text, credit);
    }
    return text;
}

enum pp_status pp_lay_picture(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_node *node = block->node;
    double w = place->width, h = w * height_of(node);
    if (h > tallest) {
        w *= tallest / h;
        h = tallest;
    }
    struct pp_inline *caption = caption_of(layouter, node);
    /* Beside the picture, not in it: what has an alternative text is not read any further. */
    size_t parent = caption ? pp_flowable_element(layouter, block, PP_ROLE_DIV)
                            : pp_group_element(layouter->canvas, block->group);
    PP_TRY(paint_picture(layouter, block, parent, place->x, place->y, w, h));
    place->y += h;
    if (!caption)
        return PP_OK;
    struct pp_text_spec spec = {
        .type = PP_TYPE_CAPTION, .width = place->width, .lang = node->lang, .where = node->where};
    double height;
    size_t p = pp_canvas_element(layouter->canvas, PP_ROLE_CAPTION, parent);
    if (layouter->canvas && node->lang)
        pp_canvas_at(layouter->canvas, p)->lang = node->lang;
    PP_TRY(pp_text_put(
        &layouter->setter, layouter->arena, layouter->canvas, caption, &spec, place->x,
        place->y + 5, (long)p, &height));
    place->y += 5 + height;
    return PP_OK;
}
