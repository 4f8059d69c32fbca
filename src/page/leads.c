/* Links inside a document: from a line of the contents to its heading, from a chart to its figures
 * as a table and back. */
#include "pactpress/flow.h"
#include "pactpress/run.h"

void pp_link_area(
    struct pp_canvas *canvas, size_t element, const char *dest, const char *contents,
    const struct pp_place *place, double height)
{
    if (!canvas)
        return;
    struct pp_op *op = pp_canvas_op(canvas, PP_OP_LINK, (long)element);
    op->as.link.dest = dest;
    op->as.link.contents = contents;
    op->as.link.x = pp_canvas_left(canvas, place->x, place->width);
    op->as.link.y = place->y;
    op->as.link.w = place->width;
    op->as.link.h = height;
}

/* What was left out for a page budget is nowhere to go to. */
static bool is_there(const struct pp_node *node)
{
    for (; node; node = node->parent)
        if (node->left_out)
            return false;
    return true;
}

enum pp_status pp_lead_start(
    struct pp_layouter *layouter, const struct pp_node *node, size_t parent,
    const struct pp_place *place, double height, size_t *link)
{
    struct pp_canvas *canvas = layouter->canvas;
    const char *says;
    *link = 0;
    if (!canvas || !node->leads_to || !is_there(node->leads_to))
        return PP_OK;
    PP_TRY(pp_wording_plain(layouter->setter.wording, canvas->document, node->leads_says, &says));
    *link = pp_canvas_element(canvas, PP_ROLE_LINK, parent);
    pp_link_area(canvas, *link, node->leads_to->id, says, place, height);
    return PP_OK;
}
