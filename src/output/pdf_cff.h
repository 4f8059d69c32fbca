/* CFF font programs (Adobe Technical Note 5176), made anew for a PDF.
 *
 * A PDF shows glyphs of a CFF program by CID, and has no map from codes to glyphs as it has for
 * TrueType. So the subset is written anew as a CID-keyed program whose CIDs are the codes; one
 * glyph that has several codes stands in it several times. Outlines, hints and subroutines are
 * passed on as they are. */
#ifndef PACTPRESS_OUTPUT_PDF_CFF_H
#define PACTPRESS_OUTPUT_PDF_CFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/str.h"

/* Appends the program whose glyph i has the CID codes[i] and is glyph glyphs[i] of `cff` (a whole
 * "CFF " table). The first code is 0. False when the table does not hold together; `out` may then
 * hold a part. */
bool pp_pdf_cff_rebuild(
    const struct pp_str *cff, const uint32_t *glyphs, const uint16_t *codes, size_t count,
    struct pp_str *out);

#endif
