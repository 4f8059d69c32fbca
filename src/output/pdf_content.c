#include "output/pdf_content.h"

#include "output/pdf_links.h"
#include "output/pdf_structure.h"
#include "pactpress/run.h"

static enum pp_status check_element(const struct pp_pdf_content *content, const struct pp_op *op)
{
    bool known = op->element < 0
                     ? op->element >= PP_ARTIFACT_FOOTER
                     : pp_structure_at(content->structure->source, (size_t)op->element) != NULL;
    if (known)
        return PP_OK;
    pp_error(
        content->run, PP_NOWHERE, "pdf.structure",
        "Something on page %zu belongs to the structure element %ld, which does not exist.",
        content->sheet->number, op->element);
    return PP_DATA;
}

/* An element without content, such as an empty cell. What comes after it is behind it for readers,
 * so the sequence before it ends. */
static void touch(struct pp_pdf_content *content, const struct pp_op *op)
{
    if (op->element < 0)
        return;
    if (content->open && content->element != op->element)
        pp_pdf_unmark(content);
    pp_pdf_structure_attach(content->structure, (size_t)op->element, content->top);
}

static enum pp_status link(struct pp_pdf_content *content, const struct pp_op *op)
{
    content->top = op->as.link.y;
    touch(content, op);
    return pp_pdf_links_add(
        content->run, content->links, content->structure, op, content->sheet,
        &content->annotations);
}

static enum pp_status write_op(struct pp_pdf_content *content, const struct pp_op *op)
{
    PP_TRY(check_element(content, op));
    switch (op->kind) {
    case PP_OP_GLYPHS:
        return pp_pdf_show_glyphs(content, op);
    case PP_OP_PATH:
        return pp_pdf_show_path(content, op);
    case PP_OP_IMAGE:
        return pp_pdf_show_image(content, op);
    case PP_OP_LINK:
        return link(content, op);
    case PP_OP_TOUCH:
        touch(content, op);
        return PP_OK;
    }
    return PP_OK;
}

enum pp_status pp_pdf_content_write(struct pp_pdf_content *content)
{
    /* Defaults of ISO 32000-1, table 52: one point, black, solid. */
    content->state = (struct pp_pdf_state){.width = 100};
    for (size_t i = 0; i < content->sheet->op_count; i++)
        PP_TRY(write_op(content, &content->sheet->ops[i]));
    pp_pdf_unmark(content);
    return PP_OK;
}
