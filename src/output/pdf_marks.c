/* Marked-content sequences (ISO 32000-1, 14.6 and 14.7.4) and text objects. Neither crosses the
 * other's borders. */
#include "output/pdf_content.h"
#include "output/pdf_structure.h"
#include "output/pdf_syntax.h"

void pp_pdf_begin_text(struct pp_pdf_content *content)
{
    if (content->in_text)
        return;
    pp_str_append(&content->out, "BT\n");
    content->in_text = true;
    content->line_x = content->line_y = 0;
}

void pp_pdf_end_text(struct pp_pdf_content *content)
{
    if (!content->in_text)
        return;
    pp_str_append(&content->out, "ET\n");
    content->in_text = false;
}

void pp_pdf_unmark(struct pp_pdf_content *content)
{
    pp_pdf_end_text(content);
    if (content->open)
        pp_str_append(&content->out, "EMC\n");
    content->open = content->rtl = false;
}

static void put_artifact(struct pp_pdf_content *content, long kind)
{
    const char *entries = "/Type/Layout";
    if (kind == PP_ARTIFACT_HEADER)
        entries = "/Type/Pagination/Subtype/Header/Attached[/Top]";
    else if (kind == PP_ARTIFACT_FOOTER)
        entries = "/Type/Pagination/Subtype/Footer/Attached[/Bottom]";
    pp_str_append(&content->out, "/Artifact<<");
    pp_str_append(&content->out, entries);
    pp_str_append(&content->out, ">>BDC\n");
}

static void put_mcid(struct pp_pdf_content *content, long element)
{
    pp_pdf_structure_attach(content->structure, (size_t)element, content->top);
    pp_str_append(&content->out, "<</MCID ");
    pp_pdf_put_int(
        &content->out, (int64_t)pp_pdf_structure_content(content->structure, (size_t)element));
}

void pp_pdf_mark(struct pp_pdf_content *content, long element)
{
    if (content->open && content->element == element)
        return;
    pp_pdf_unmark(content);
    content->open = true;
    content->element = element;
    if (element < 0) {
        put_artifact(content, element);
        return;
    }
    enum pp_role role = pp_structure_at(content->structure->source, (size_t)element)->role;
    pp_pdf_put_name(&content->out, pp_role_name(role));
    put_mcid(content, element);
    pp_str_append(&content->out, ">>BDC\n");
}

void pp_pdf_mark_actual(
    struct pp_pdf_content *content, long element, const struct pp_pdf_actual *actual)
{
    if (element < 0) {
        pp_pdf_mark(content, element);
        return;
    }
    pp_pdf_unmark(content);
    content->open = true;
    content->element = element;
    pp_str_append(&content->out, "/Span");
    put_mcid(content, element);
    pp_str_append(&content->out, "/ActualText");
    pp_pdf_put_text(&content->out, actual->text, actual->length);
    pp_str_append(&content->out, ">>BDC\n");
}
