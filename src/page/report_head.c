/* The head of a report: emblem at the start, the class in a box at the end, the title under a rule,
 * and a line of facts. No field, no picture. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double emblem_height = 42, box_width = 154, box_pad = 7, rule_gap = 14;

static enum pp_status put(
    struct pp_layouter *layouter, const struct pp_inline *content, struct pp_text_spec spec,
    enum pp_role role, size_t parent, double x, double *y)
{
    double height = 0;
    if (!content)
        return PP_OK;
    size_t element = pp_canvas_element(layouter->canvas, role, parent);
    PP_TRY(pp_text_put(
        &layouter->setter, layouter->arena, layouter->canvas, content, &spec, x, *y, (long)element,
        &height));
    *y += height;
    return PP_OK;
}

/* The class in words, in a frame that cannot be overlooked. */
static enum pp_status put_class(
    struct pp_layouter *layouter, const struct pp_node *node, size_t parent, double x, double top,
    double *bottom)
{
    struct pp_text_spec spec = {
        .type = PP_TYPE_LABEL, .width = box_width - 2 * box_pad, .align = PP_END};
    double y = top + box_pad;
    if (!node->as.report.klass)
        return PP_OK;
    PP_TRY(put(layouter, node->as.report.klass, spec, PP_ROLE_P, parent, x + box_pad, &y));
    spec.type = PP_TYPE_CAPTION;
    PP_TRY(put(layouter, node->as.report.klass_note, spec, PP_ROLE_P, parent, x + box_pad, &y));
    y += box_pad - 2;
    pp_canvas_rect(
        layouter->canvas, PP_ARTIFACT_LAYOUT, x, top, box_width, y - top,
        (struct pp_paint){.stroke = PP_INK, .width = 1});
    *bottom = fmax(*bottom, y);
    return PP_OK;
}

static enum pp_status put_title(
    struct pp_layouter *layouter, const struct pp_node *node, size_t parent, double x, double width,
    double *y)
{
    struct pp_text_spec spec = {.type = PP_TYPE_NOTE, .width = width};
    PP_TRY(put(layouter, node->as.report.project, spec, PP_ROLE_P, parent, x, y));
    if (layouter->canvas) {
        const char *title;
        PP_TRY(pp_wording_plain(
            layouter->setter.wording, layouter->canvas->document, node->as.report.title, &title));
        pp_canvas_bookmark(layouter->canvas, title, 1, *y);
    }
    spec.type = PP_TYPE_H1;
    return put(layouter, node->as.report.title, spec, PP_ROLE_H1, parent, x, y);
}

static enum pp_status put_facts(
    struct pp_layouter *layouter, const struct pp_node *node, size_t parent, double x, double width,
    double *y)
{
    const double gutter = layouter->setter.styles->space.gutter;
    double step = (width + gutter) / PP_REPORT_FACTS, bottom = *y;
    for (size_t i = 0; i < node->as.report.facts; i++) {
        struct pp_text_spec spec = {.type = PP_TYPE_NOTE, .width = step - gutter};
        double at = *y, left = x + step * (double)i;
        PP_TRY(put(layouter, node->as.report.labels[i], spec, PP_ROLE_P, parent, left, &at));
        spec.type = PP_TYPE_TABLE;
        PP_TRY(put(layouter, node->as.report.values[i], spec, PP_ROLE_P, parent, left, &at));
        bottom = fmax(bottom, at);
    }
    *y = bottom;
    return PP_OK;
}

enum pp_status pp_lay_report(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_node *node = block->node;
    size_t parent = pp_flowable_element(layouter, block, PP_ROLE_SECT);
    double y = place->y + emblem_height;
    PP_TRY(pp_put_emblem(
        layouter, node->as.report.statement, node->as.report.emblem_alt, parent, place->x, place->y,
        emblem_height, false));
    PP_TRY(put_class(layouter, node, parent, place->x + place->width - box_width, place->y, &y));
    y += rule_gap;
    pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_STRONG, PP_INK);
    y += rule_gap;
    PP_TRY(put_title(layouter, node, parent, place->x, place->width, &y));
    y += layouter->setter.styles->space.block;
    PP_TRY(put_facts(layouter, node, parent, place->x, place->width, &y));
    place->y = y;
    return PP_OK;
}
