/* The objects of one font: Type 0, CIDFont, descriptor, font program, ToUnicode and, for TrueType,
 * the map from codes to glyphs (ISO 32000-1, 9.7.4, 9.8, 9.10.3). */
#ifndef PACTPRESS_OUTPUT_PDF_FONT_OBJECTS_H
#define PACTPRESS_OUTPUT_PDF_FONT_OBJECTS_H

#include "pactpress/status.h"

struct pp_arena;
struct pp_pdf_font;
struct pp_pdf_store;
struct pp_run;

/* Makes the subset of all glyphs that have codes and writes the font at font->object. */
enum pp_status pp_pdf_font_write(
    struct pp_run *run, struct pp_arena *arena, struct pp_pdf_store *store,
    const struct pp_pdf_font *font) PP_CHECK;

#endif
