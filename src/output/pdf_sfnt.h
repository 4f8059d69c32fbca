/* Changes to TrueType files in memory (OpenType 1.9, "Font file", "glyf", "loca", "head"). */
#ifndef PACTPRESS_OUTPUT_PDF_SFNT_H
#define PACTPRESS_OUTPUT_PDF_SFNT_H

#include <stdbool.h>
#include <stdint.h>

#include "pactpress/str.h"

/* Takes the outline of a glyph away, in place; checksums are set right. False when the tables do
 * not hold what they should. */
bool pp_pdf_sfnt_blank(struct pp_str *font, uint32_t glyph);

#endif
