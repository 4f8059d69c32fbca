/* What the document says of itself, twice and equal: the information dictionary and the XMP packet
 * (ISO 16684-1) with the claims PDF/A-2a or -3a (ISO 19005) and PDF/UA-1 (ISO 14289-1). */
#ifndef PACTPRESS_OUTPUT_PDF_XMP_H
#define PACTPRESS_OUTPUT_PDF_XMP_H

#include "pactpress/pdf.h"
#include "pactpress/str.h"

/* Entries of the information dictionary. */
void pp_pdf_put_info(struct pp_str *out, const struct pp_pdf_meta *meta);
/* The whole XMP packet; `part` of PDF/A is 2 or 3. */
void pp_pdf_put_xmp(struct pp_str *out, const struct pp_pdf_meta *meta, int part);

#endif
