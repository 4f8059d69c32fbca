/* Compression of streams (libdeflate's only user). */
#ifndef PACTPRESS_OUTPUT_PDF_DEFLATE_H
#define PACTPRESS_OUTPUT_PDF_DEFLATE_H

#include <stddef.h>

#include "pactpress/str.h"

/* Appends the zlib stream of `bytes` to `out`. */
void pp_pdf_deflate(struct pp_str *out, const void *bytes, size_t size);

#endif
