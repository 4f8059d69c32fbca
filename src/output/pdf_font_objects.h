/* The objects of fonts: for each Type 0, CIDFont, descriptor, font program and, for TrueType, the
 * map from codes to glyphs; ToUnicode for all of them (ISO 32000-1, 9.7.4, 9.8, 9.10.3). */
#ifndef PACTPRESS_OUTPUT_PDF_FONT_OBJECTS_H
#define PACTPRESS_OUTPUT_PDF_FONT_OBJECTS_H

#include <stddef.h>

#include "pactpress/status.h"

struct pp_arena;
struct pp_pdf_font;
struct pp_pdf_meanings;
struct pp_pdf_store;
struct pp_run;

/* Writes what the codes of all fonts stand for; returns its object. */
size_t pp_pdf_unicode_write(struct pp_pdf_store *store, const struct pp_pdf_meanings *meanings);
/* Makes the subset of all glyphs that have codes and writes the font at font->object. */
enum pp_status pp_pdf_font_write(
    struct pp_run *run, struct pp_arena *arena, struct pp_pdf_store *store,
    const struct pp_pdf_font *font, size_t unicode) PP_CHECK;

#endif
