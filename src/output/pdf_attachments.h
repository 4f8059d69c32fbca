/* Files inside the document (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8): each belongs to the document
 * as a whole, says what it is, and stands in the list that viewers show. */
#ifndef PACTPRESS_OUTPUT_PDF_ATTACHMENTS_H
#define PACTPRESS_OUTPUT_PDF_ATTACHMENTS_H

#include "pactpress/pdf.h"

struct pp_arena;
struct pp_pdf_store;
struct pp_run;
struct pp_str;

struct pp_pdf_attached {
    const char *name;
    size_t object; /* of the file specification */
};

struct pp_pdf_attachments {
    struct pp_arena *arena;
    struct pp_pdf_store *store;
    struct pp_pdf_attached *items; /* by name */
    size_t count, capacity;
};

void pp_pdf_attachments_init(
    struct pp_pdf_attachments *attachments, struct pp_arena *arena, struct pp_pdf_store *store);
/* Puts a file in; `date` [s since 1970] is its day. */
enum pp_status pp_pdf_attachments_add(
    struct pp_run *run, struct pp_pdf_attachments *attachments,
    const struct pp_pdf_attachment *file, int64_t date) PP_CHECK;
/* Entries of the catalogue; none when there are no files. */
void pp_pdf_attachments_put(const struct pp_pdf_attachments *attachments, struct pp_str *out);

#endif
