/* Bookmarks become the document outline (ISO 32000-1, 12.3.3). */
#ifndef PACTPRESS_OUTPUT_PDF_OUTLINE_H
#define PACTPRESS_OUTPUT_PDF_OUTLINE_H

#include <stddef.h>

#include "pactpress/display.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_pdf_store;
struct pp_pdf_structure;
struct pp_run;

/* Writes the outline; `root` takes its object, 0 when there are no bookmarks. A bookmark without a
 * title, or to a page that does not exist, is reported (PP_DATA). */
enum pp_status pp_pdf_outline_write(
    struct pp_run *run, struct pp_arena *arena, struct pp_pdf_store *store,
    const struct pp_pdf_structure *structure, const struct pp_bookmarks *bookmarks,
    size_t *root) PP_CHECK;

#endif
