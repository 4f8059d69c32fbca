/* The imprint at the end: emblem with statement, contact, disclaimer in two columns, partners. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double emblem_height = 45, frame_width = 63, frame_height = 28, head_height = 66;
static const double frame_gap = 7, widest_contact = 230;
enum { MOST_PARAGRAPHS = 32 };

static enum pp_status put_contact(
    struct pp_layouter *layouter, const struct pp_node *node, const struct pp_place *place,
    size_t parent)
{
    const struct pp_node *qr = node->as.imprint.qr;
    double side = qr ? pp_qr_side(&qr->as.qr.code) : 0, end = place->x + place->width;
    double y = place->y + 12, width = widest_contact, emblem = 0;
    if (qr) {
        PP_TRY(pp_put_qr(layouter, qr, parent, end - side, place->y + 5));
        end -= side + 7;
    }
    if (!node->as.imprint.brief) {
        PP_TRY(pp_emblem_width(layouter, node->as.imprint.statement, emblem_height, &emblem));
        width = fmin(width, end - place->x - emblem - emblem_height / 4);
    }
    for (size_t i = 0; i < node->as.imprint.contact_count; i++) {
        struct pp_text_spec spec = {
            .type = PP_TYPE_TABLE, .width = width, .align = PP_END, .ragged = true};
        double height;
        size_t p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
        PP_TRY(pp_text_put(
            &layouter->setter, layouter->arena, layouter->canvas, node->as.imprint.contact[i],
            &spec, end - width, y, (long)p, &height));
        y += height;
    }
    return PP_OK;
}

/* The disclaimer's paragraphs, set in one width. */
struct paragraphs {
    struct pp_text *items[MOST_PARAGRAPHS];
    size_t count, lines;
};

static enum pp_status set_paragraphs(
    struct pp_layouter *layouter, const struct pp_node *node, double width, struct paragraphs *out)
{
    out->count = 0;
    out->lines = 0;
    for (const struct pp_node *child = node->first; child && out->count < MOST_PARAGRAPHS;
         child = child->next) {
        struct pp_text_spec spec = {
            .type = PP_TYPE_MICRO_INK, .width = width, .lang = child->lang, .where = child->where};
        struct pp_text *text;
        PP_TRY(pp_text_set(&layouter->setter, layouter->arena, child->content, &spec, &text));
        out->lines += text->lines->count;
        out->items[out->count++] = text;
    }
    return PP_OK;
}

/* After how many lines the second column begins: as near to the half as it goes without leaving a
 * line of a paragraph alone. */
static size_t lines_of_first_column(const struct paragraphs *set)
{
    size_t best = set->lines, start = 0;
    for (size_t i = 0; i < set->count; i++) {
        size_t lines = set->items[i]->lines->count;
        for (size_t k = 1; k <= lines; k++) {
            bool alone = k < lines && (k == 1 || k + 1 == lines);
            double off = fabs((double)(start + k) - (double)set->lines / 2);
            if (!alone && off < fabs((double)best - (double)set->lines / 2))
                best = start + k;
        }
        start += lines;
    }
    return best;
}

/* Divides the lines over two columns; a paragraph may go on in the second. */
static void put_paragraphs(
    struct pp_layouter *layouter, const struct paragraphs *set, struct pp_place *place,
    double width, size_t parent)
{
    size_t half = lines_of_first_column(set), used = 0;
    double x = place->x, y = place->y, lowest = place->y;
    for (size_t i = 0; i < set->count; i++) {
        const struct pp_text *text = set->items[i];
        size_t p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
        if (layouter->canvas)
            pp_canvas_at(layouter->canvas, p)->lang = text->spec.lang;
        for (size_t line = 0; line < text->lines->count; line++, used++) {
            if (used == half && x == place->x) {
                x += width + layouter->setter.styles->space.gutter;
                y = place->y;
            }
            pp_text_paint(layouter->canvas, text, line, 1, x, y, (long)p);
            y += text->leading;
            lowest = fmax(lowest, y);
        }
        y += used == half ? 0 : 4;
    }
    place->y = lowest;
}

static enum pp_status put_partner(
    struct pp_layouter *layouter, const struct pp_inline *name, double x, double y, size_t list)
{
    struct pp_text *text;
    struct pp_text_spec spec = {
        .type = PP_TYPE_MICRO,
        .width = frame_width - 4,
        .align = PP_CENTRE,
        .bold = true,
        .ragged = true};
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, name, &spec, &text));
    size_t item = pp_canvas_element(layouter->canvas, PP_ROLE_LI, list);
    size_t body = pp_canvas_element(layouter->canvas, PP_ROLE_LBODY, item);
    pp_canvas_rect(
        layouter->canvas, PP_ARTIFACT_LAYOUT, x, y, frame_width, frame_height,
        (struct pp_paint){.stroke = PP_LINE, .width = 1});
    pp_text_paint_all(
        layouter->canvas, text, x + 2, y + (frame_height - text->height) / 2, (long)body);
    return PP_OK;
}

/* As large as fits into the place of a frame, so never as large as the emblem. */
static enum pp_status put_logo(
    struct pp_layouter *layouter, const struct pp_node *logo, double x, double y, size_t list)
{
    struct pp_canvas *canvas = layouter->canvas;
    double wide = logo->as.picture.pixel_width, high = logo->as.picture.pixel_height;
    double scale = fmin(frame_width / wide, frame_height / high), w = wide * scale,
           h = high * scale;
    static const double whole[] = {0, 0, 1, 1};
    size_t item = pp_canvas_element(canvas, PP_ROLE_LI, list);
    size_t body = pp_canvas_element(canvas, PP_ROLE_LBODY, item);
    size_t figure = pp_canvas_element(canvas, PP_ROLE_FIGURE, body);
    y += (frame_height - h) / 2;
    if (!canvas)
        return PP_OK;
    pp_canvas_box(canvas, figure, pp_canvas_left(canvas, x, w), y, w, h);
    pp_canvas_image(canvas, (long)figure, logo->as.picture.path, x, y, w, h, whole);
    return pp_text_alternative(&layouter->setter, canvas, logo->as.picture.alt, figure);
}

static enum pp_status put_partners(
    struct pp_layouter *layouter, const struct pp_node *node, struct pp_place *place, size_t parent)
{
    size_t count = node->as.imprint.partner_count;
    size_t in_row = (size_t)fmax(1, (place->width + frame_gap) / (frame_width + frame_gap));
    double step = in_row > 1 ? (place->width - frame_width) / (double)(in_row - 1) : 0;
    if (count == 0)
        return PP_OK;
    place->y += layouter->setter.styles->space.block;
    size_t list = pp_canvas_element(layouter->canvas, PP_ROLE_L, parent);
    for (size_t i = 0; i < count; i++) {
        size_t row = i / in_row, column = i % in_row;
        double x = place->x + step * (double)column;
        double y = place->y + (frame_height + frame_gap) * (double)row;
        const struct pp_node *logo = node->as.imprint.logos ? node->as.imprint.logos[i] : NULL;
        PP_TRY(
            logo ? put_logo(layouter, logo, x, y, list)
                 : put_partner(layouter, node->as.imprint.partners[i], x, y, list));
    }
    size_t rows = (count + in_row - 1) / in_row;
    place->y += frame_height * (double)rows + frame_gap * (double)(rows - 1);
    return PP_OK;
}

/* [pt] of emblem, contact and code. */
static double head_of(const struct pp_node *node)
{
    const struct pp_node *qr = node->as.imprint.qr;
    return qr ? fmax(head_height, pp_qr_side(&qr->as.qr.code) + 5) : head_height;
}

enum pp_status pp_lay_imprint(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_node *node = block->node;
    double width = (place->width - layouter->setter.styles->space.gutter) / 2;
    struct paragraphs paragraphs;
    size_t parent = pp_flowable_element(layouter, block, PP_ROLE_SECT);
    pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_STRONG, PP_INK);
    if (!node->as.imprint.brief)
        PP_TRY(pp_put_emblem(
            layouter, node->as.imprint.statement, node->as.imprint.emblem_alt, parent, place->x,
            place->y + layouter->setter.styles->space.block, emblem_height, false));
    PP_TRY(put_contact(layouter, node, place, parent));
    place->y += node->as.imprint.brief ? 7 : head_of(node) + 7;
    PP_TRY(set_paragraphs(layouter, node, width, &paragraphs));
    put_paragraphs(layouter, &paragraphs, place, width, parent);
    return put_partners(layouter, node, place, parent);
}
