/* Compression of streams (libdeflate's only user). */
#ifndef PACTPRESS_OUTPUT_PDF_DEFLATE_H
#define PACTPRESS_OUTPUT_PDF_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/str.h"

/* Appends the zlib stream of `bytes` to `out`; `quick`: a somewhat larger one. */
void pp_pdf_deflate(struct pp_str *out, const void *bytes, size_t size, bool quick);

/* How many bytes a zlib stream unpacks to, and how many it has itself (`taken`). 0: it is damaged;
 * SIZE_MAX: more than `most`, and nobody waits for the rest. */
size_t pp_pdf_inflated_size(const void *bytes, size_t size, size_t most, size_t *taken);
/* The same; what it unpacks to is appended to `out`. */
size_t pp_pdf_inflate(
    struct pp_str *out, const void *bytes, size_t size, size_t most, size_t *taken);

/* The sum of PNG's chunks (ISO/IEC 15948, 5.5), over several pieces: starts with 0. */
uint32_t pp_pdf_sum(uint32_t before, const void *bytes, size_t size);

#endif
