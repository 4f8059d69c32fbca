/* PDF: display lists become the bytes of a tagged, archivable PDF 1.7.
 *
 * libharu is the object store; text, fonts, images, structure and the file's tail are ours
 * (object and cross-reference streams, deterministic ID, XMP equal to Info). The writer is a loop
 * over the display list, with no decision left.
 *
 * Memory follows the page: objects are packed and forgotten as they are finished, and a page, its
 * share of the parent tree, and rows of tables with all that is in them are finished as their page
 * ends. What grows with the document is the file itself, up to 12 bytes an object for its
 * cross-reference table, and 16 bytes for each part that an element which goes on (a table, a
 * section) has by then. The elements of `structure` are the caller's, who needs them to the end:
 * the read-back compares them with the finished file. */
#ifndef PACTPRESS_PDF_H
#define PACTPRESS_PDF_H

#include <stdbool.h>
#include <stdint.h>

#include "pactpress/display.h"
#include "pactpress/file.h"
#include "pactpress/status.h"

struct pp_pdf;

struct pp_pdf_meta {
    const char *title, *lang, *subject, *author, *rights,
        *keywords; /* UTF-8; may be NULL but title, lang */
    int64_t date;  /* [s since 1970] SOURCE_DATE_EPOCH or the data's date; never the clock */
    bool rtl;
};

enum pp_status pp_pdf_open(
    struct pp_run *run, struct pp_arena *arena, const struct pp_pdf_meta *meta,
    struct pp_pdf **out) PP_CHECK;
/* Writes one page, in order. `structure` may have grown since the last page. */
enum pp_status pp_pdf_sheet(
    struct pp_pdf *pdf, const struct pp_sheet *sheet,
    const struct pp_structure *structure) PP_CHECK;
/* What a file inside has to do with the document (ISO 32000-2, 7.11.3). */
enum pp_pdf_relation {
    PP_PDF_SOURCE,    /* the document was made from it */
    PP_PDF_DATA,      /* the data behind what it shows */
    PP_PDF_SUPPLEMENT /* goes with it */
};
struct pp_pdf_attachment {
    const char *name;        /* ASCII, without folders */
    const char *mime;        /* "text/csv" */
    const char *description; /* UTF-8: what it is, for readers */
    enum pp_pdf_relation relation;
    struct pp_bytes bytes;
};
/* Puts a file into the document, which is PDF/A-3 from then on. At any time before the close. */
enum pp_status pp_pdf_attach(
    struct pp_pdf *pdf, const struct pp_pdf_attachment *attachment) PP_CHECK;
/* Ends the file: fonts, structure, outline, metadata. `out` lives in the arena. Frees the writer.
 */
enum pp_status pp_pdf_close(
    struct pp_pdf *pdf, const struct pp_structure *structure, const struct pp_bookmarks *bookmarks,
    struct pp_bytes *out) PP_CHECK;
/* Gives up a document that could not be finished. */
void pp_pdf_abort(struct pp_pdf *pdf);

/* Why a picture cannot go into a PDF, as the end of a sentence; NULL: it can. It is decoded and
 * thrown away. */
const char *pp_pdf_picture_failure(struct pp_bytes file);

#endif
