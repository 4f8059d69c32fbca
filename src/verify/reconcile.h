/* Reconciliation: every figure that a finished file shows is the one of figures.csv. Each
 * difference is a finding at the file. */
#ifndef PACTPRESS_VERIFY_RECONCILE_H
#define PACTPRESS_VERIFY_RECONCILE_H

#include "pdf_document.h"
#include "published.h"
#include "readback_parts.h"

/* A PDF: the figures that its elements name (user properties). Without `published`, only what it
 * prints, reads aloud and says in alternative texts is compared with what it names. */
void reconcile_pdf(const struct rb_document *document, const struct pp_published *published);
/* The numbers that a chart draws or prints. */
struct reconcile_values {
    double *items;
    size_t count, capacity;
};
/* The shapes of a chart that withholds `withheld`: bars and dots that are to the scale of the
 * others and none of the numbers printed, are shown (readback_shows). */
void reconcile_shapes(
    const struct rb_document *document, size_t element, const struct reconcile_values *known,
    const struct published_figure *withheld);
/* A workbook, of which readback_xlsx kept the parts: the sheet of all figures line by line, the
 * other sheets by what they name, what charts remember and names stand for. Without `published`,
 * its own sheet of all figures stands for figures.csv; a workbook without such a sheet is only
 * searched for what is hidden. */
void reconcile_xlsx(struct readback *at, const struct pp_published *published);

#endif
