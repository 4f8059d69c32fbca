/* The first page of a newsletter: who speaks above, the headline on the field, and a row of gabled
 * houses at its foot, one a city. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double strip = 76, rule_y = 100, line_baseline = 113, headline_top = 142;
static const double summary_width = 364, houses_height = 322;

static enum pp_status put_line(
    struct pp_layouter *layouter, const struct pp_inline *content, enum pp_align align, bool bold,
    enum pp_tint colour, const struct pp_place *place, size_t parent)
{
    struct pp_text_spec spec = {
        .type = PP_TYPE_CAPTION,
        .width = place->width * (align == PP_CENTRE ? 0.44 : 0.28),
        .align = align,
        .bold = bold,
        .tint = colour,
        .ragged = true};
    struct pp_text *text;
    double x = align == PP_START    ? place->x
               : align == PP_CENTRE ? place->x + place->width * 0.28
                                    : place->x + place->width - spec.width;
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, content, &spec, &text));
    size_t p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    if (text->lines->count)
        pp_text_paint(layouter->canvas, text, 0, 1, x, pp_text_top(text, line_baseline), (long)p);
    return PP_OK;
}

/* The largest size in which the headline takes four lines at most. */
static enum pp_status set_headline(
    struct pp_layouter *layouter, const struct pp_node *node, enum pp_tint colour, double width,
    struct pp_text **out)
{
    static const double sizes[] = {66, 56, 48, 40, 34};
    const struct pp_type_style *type = &layouter->setter.styles->types[PP_TYPE_COVER];
    const double leading = round(1e4 * type->leading / type->font.size) / 1e4; /* of the size */
    struct pp_text_spec spec = {
        .type = PP_TYPE_COVER, .width = width, .tint = colour, .ragged = true};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double natural, word;
        spec.size = sizes[i] * (type->font.size / sizes[0]);
        spec.leading = spec.size * leading;
        PP_TRY(pp_text_measure(
            &layouter->setter, layouter->arena, node->as.cover.title, &spec, &natural, &word));
        PP_TRY(pp_text_set(&layouter->setter, layouter->arena, node->as.cover.title, &spec, out));
        if ((*out)->lines->count <= 4 && word <= width)
            break;
    }
    return PP_OK;
}

/* Headline, standfirst and where the story is. */
static enum pp_status put_words(
    struct pp_layouter *layouter, struct pp_flowable *block, enum pp_tint colour,
    const struct pp_place *place, size_t parent)
{
    const struct pp_node *node = block->node;
    struct pp_text *headline;
    struct pp_text_spec spec = {.type = PP_TYPE_COVER_STAND, .tint = colour};
    double y = headline_top, height;
    PP_TRY(set_headline(layouter, node, colour, place->width, &headline));
    if (layouter->canvas) {
        const char *title;
        PP_TRY(pp_wording_plain(
            layouter->setter.wording, layouter->canvas->document, node->as.cover.title, &title));
        pp_canvas_bookmark(layouter->canvas, title, 1, headline_top);
    }
    size_t element = pp_canvas_element(layouter->canvas, PP_ROLE_H1, parent);
    pp_text_paint_all(layouter->canvas, headline, place->x, y, (long)element);
    y += headline->height + layouter->setter.styles->space.block;
    spec.width = fmin(summary_width, place->width);
    element = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    PP_TRY(pp_text_put(
        &layouter->setter, layouter->arena, layouter->canvas, node->as.cover.summary, &spec,
        place->x, y, (long)element, &height));
    y += height + layouter->setter.styles->space.block;
    spec = (struct pp_text_spec){.type = PP_TYPE_LABEL, .width = spec.width, .tint = colour};
    element = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    return pp_text_put(
        &layouter->setter, layouter->arena, layouter->canvas, node->as.cover.see, &spec, place->x,
        y, (long)element, NULL);
}

/* Walls of one house, its windows and what they are lit with. */
struct house {
    enum pp_tint wall, window;
    double height; /* share of the row's height */
    enum { STEPS, GABLE, DOME, CHIMNEY } roof;
};

static const struct house kinds[] = {
    {PP_BRICK, PP_SAND, 0.73, STEPS},     {PP_SAND, PP_INK, 0.55, GABLE},
    {PP_PETROL, PP_WHITE, 0.78, DOME},    {PP_LIKERT + 1, PP_INK, 0.62, GABLE},
    {PP_LIKERT + 3, PP_INK, 0.87, STEPS}, {PP_CLAY, PP_SAND, 0.53, CHIMNEY},
    {PP_WHITE, PP_INK, 0.67, GABLE},
};
enum { KINDS = sizeof kinds / sizeof *kinds, DISC = 24 };

static void put_wall(
    struct pp_canvas *canvas, double x, double y, double w, double h, enum pp_tint colour)
{
    pp_canvas_rect(canvas, PP_ARTIFACT_LAYOUT, x, y, w, h, (struct pp_paint){.fill = colour});
}

static void put_roof(
    struct pp_canvas *canvas, const struct house *house, double x, double y, double w)
{
    struct pp_paint paint = {.fill = house->wall};
    double corners[DISC][2] = {{x, y + 0.5}, {x + w, y + 0.5}, {x + w / 2, y - w * 0.6}};
    switch (house->roof) {
    case STEPS:
        put_wall(canvas, x + w * 0.17, y - 12, w * 0.66, 13, house->wall);
        put_wall(canvas, x + w * 0.33, y - 25, w * 0.34, 14, house->wall);
        break;
    case CHIMNEY:
        put_wall(canvas, x + w * 0.12, y - 18, w * 0.2, 19, house->wall);
        break;
    case GABLE:
        pp_canvas_polygon(canvas, PP_ARTIFACT_LAYOUT, (const double(*)[2])corners, 3, true, paint);
        break;
    case DOME:
        for (int i = 0; i < DISC; i++) {
            double angle = 3.14159265358979 * i / (DISC - 1);
            corners[i][0] = x + w / 2 + w / 2 * cos(angle);
            corners[i][1] = y + 0.5 - w / 2 * sin(angle);
        }
        pp_canvas_polygon(
            canvas, PP_ARTIFACT_LAYOUT, (const double(*)[2])corners, DISC, true, paint);
        break;
    }
}

static void put_house(
    struct pp_canvas *canvas, size_t index, double x, double w, double foot, double tallest)
{
    const struct house *house = &kinds[index % KINDS];
    double h = tallest * house->height, top = foot - h, pane = w * 0.15, step = w * 0.29;
    size_t floors = (size_t)((h - 60) / (pane * 2));
    put_roof(canvas, house, x, top, w);
    put_wall(canvas, x, top, w, h, house->wall);
    for (size_t floor = 0; floor < floors; floor++)
        for (size_t i = 0; i < 3; i++) {
            bool lit = (floor * 3 + i + index * 2) % 5 == 0;
            put_wall(
                canvas, x + w / 2 - pane / 2 + ((double)i - 1) * step,
                top + 20 + (double)floor * pane * 2, pane, pane * 1.3,
                lit ? PP_OCHRE : house->window);
        }
    put_wall(canvas, x + w * 0.38, foot - 28, w * 0.24, 28, house->window);
}

enum pp_status pp_lay_cover(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_node *node = block->node;
    enum pp_tint field = pp_tint_named(node->as.cover.field);
    enum pp_tint text = pp_tint_named(node->as.cover.field_text);
    size_t parent = pp_flowable_element(layouter, block, PP_ROLE_SECT);
    double width, height;
    pp_paper_size(pp_paper_named(layouter->document->page), &width, &height);
    pp_canvas_rect(
        layouter->canvas, PP_ARTIFACT_LAYOUT, 0, strip, width, height - strip,
        (struct pp_paint){.fill = field});
    PP_TRY(pp_put_project(
        layouter, node->as.cover.project, node->as.cover.tagline, node->as.cover.statement,
        node->as.cover.emblem_alt, parent, place->x, 28, place->width));
    pp_canvas_rule(layouter->canvas, place->x, rule_y, place->width, PP_RULE_STRONG, text);
    PP_TRY(put_line(layouter, node->as.cover.place, PP_START, true, text, place, parent));
    PP_TRY(put_line(layouter, node->as.cover.issue, PP_CENTRE, false, text, place, parent));
    PP_TRY(put_line(layouter, node->as.cover.language, PP_END, false, text, place, parent));
    for (size_t i = 0; i < node->as.cover.houses; i++) {
        double w = width / (double)node->as.cover.houses;
        put_house(layouter->canvas, i, w * (double)i, w, height, houses_height);
    }
    PP_TRY(put_words(layouter, block, text, place, parent));
    place->y = place->bottom;
    return PP_OK;
}
