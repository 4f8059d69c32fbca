/* The file: objects become the bytes of a PDF 1.7 with object streams and a cross-reference stream
 * (ISO 32000-1, 7.5.7 and 7.5.8). Structure elements shrink to a quarter by it. */
#ifndef PACTPRESS_OUTPUT_PDF_FILE_H
#define PACTPRESS_OUTPUT_PDF_FILE_H

#include <stddef.h>

#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_pdf_store;
struct pp_run;

/* Appends the whole file to `out`, which must be empty. The file's identifier is a digest of what
 * stands in it. A file over 2 GiB is refused (PP_DATA). */
enum pp_status pp_pdf_file_write(
    struct pp_run *run, struct pp_pdf_store *store, size_t info, struct pp_str *out) PP_CHECK;

#endif
