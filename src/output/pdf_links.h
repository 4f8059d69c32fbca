/* Links: active areas become annotations that their elements own (ISO 14289-1, 7.18). */
#ifndef PACTPRESS_OUTPUT_PDF_LINKS_H
#define PACTPRESS_OUTPUT_PDF_LINKS_H

#include <stddef.h>

#include "output/pdf_structure.h"
#include "pactpress/display.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_arena;
struct pp_pdf_store;
struct pp_run;

/* A link inside the document, whose target may come later. */
struct pp_pdf_inner_link {
    size_t object;
    const char *entries; /* all but the target */
    const char *dest;    /* id of an element */
};

struct pp_pdf_links {
    struct pp_arena *arena;
    struct pp_pdf_store *store;
    struct pp_pdf_inner_link *items;
    size_t count, capacity;
};

void pp_pdf_links_init(
    struct pp_pdf_links *links, struct pp_arena *arena, struct pp_pdf_store *store);
/* Adds the annotation of a PP_OP_LINK on page `number`, whose element is attached; its reference is
 * appended to `annotations`. An address that is not http, https, mailto or tel is refused. */
enum pp_status pp_pdf_links_add(
    struct pp_run *run, struct pp_pdf_links *links, struct pp_pdf_structure *structure,
    const struct pp_op *op, const struct pp_sheet *sheet, struct pp_str *annotations) PP_CHECK;
/* Points inner links to their targets; the structure must be sealed. */
enum pp_status pp_pdf_links_finish(
    struct pp_run *run, struct pp_pdf_links *links,
    const struct pp_pdf_structure *structure) PP_CHECK;
/* "[12 0 R/XYZ null 700 null]": the top of an element's start. */
void pp_pdf_put_target(
    const struct pp_pdf_structure *structure, size_t page, double top, struct pp_str *out);

#endif
