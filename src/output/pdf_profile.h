/* Colour profiles (Little CMS). */
#ifndef PACTPRESS_OUTPUT_PDF_PROFILE_H
#define PACTPRESS_OUTPUT_PDF_PROFILE_H

#include <stddef.h>

#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_run;

/* Appends an sRGB profile (ICC 4.2), the same bytes at any time. */
enum pp_status pp_pdf_profile_srgb(struct pp_run *run, struct pp_str *out) PP_CHECK;
/* [bytes] of the profile that `bytes` begin with, by its own head, if it is one for images of that
 * many components which PDF/A-2 may hold; else 0. What stands behind it is none of it. */
size_t pp_pdf_profile_size(const void *bytes, size_t size, unsigned components);

#endif
