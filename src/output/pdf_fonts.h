/* Fonts of a document: pairs of glyph and text get codes, and at the end each face becomes a Type 0
 * font with a subset of its glyphs (ISO 32000-1, 9.7).
 *
 * A code stands for one text in all fonts of the document, and for one glyph in each of them. So
 * one glyph that shows different texts gets several codes, and so does a text that a face shows by
 * different glyphs; ToUnicode is exact, and one for all fonts. A character of ASCII has its own
 * number as its code, in its first variant; all others follow from 128 on, in order of first use.
 */
#ifndef PACTPRESS_OUTPUT_PDF_FONTS_H
#define PACTPRESS_OUTPUT_PDF_FONTS_H

#include <stddef.h>
#include <stdint.h>

#include "pactpress/font.h"
#include "pactpress/map.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_pdf_program;
struct pp_pdf_store;
struct pp_run;
struct pp_str;

/* Codes below are those of ASCII: a letter is its own code, whether a font shows it or not. */
enum { PP_PDF_FIRST_FREE = 128 };

/* What a code stands for in all fonts. */
struct pp_pdf_meaning {
    const char *text; /* UTF-8; NULL: no font shows it */
    size_t length;    /* [bytes] */
};

struct pp_pdf_meanings {
    struct pp_pdf_meaning *items; /* by code; 0 is .notdef and never shown */
    size_t count, capacity;
};

/* A code in one font. */
struct pp_pdf_code {
    uint32_t glyph; /* in the face; 0: the font does not show this code */
    int64_t width;  /* [1/100000 em] */
};

/* One face in one document. */
struct pp_pdf_font {
    const struct pp_face *face;
    struct pp_pdf_program *program;
    size_t object;             /* of the Type 0 dictionary */
    size_t index;              /* its resource name is F and this number */
    uint32_t space;            /* glyph; 0 = none */
    uint32_t carrier;          /* glyph without width, to carry text; its outline is left
                                  out; 0 = none */
    struct pp_map pairs;       /* glyph and text -> code */
    struct pp_pdf_code *items; /* by code; 0 is .notdef and never shown */
    size_t count, capacity;
    uint16_t *recent; /* by glyph: the code it had last */
};

struct pp_pdf_fonts {
    struct pp_arena *arena;
    struct pp_pdf_store *store;
    struct pp_pdf_font **items; /* in order of first use */
    size_t count, capacity;
    struct pp_pdf_font *last; /* used last */
    struct pp_pdf_meanings meanings;
    struct pp_map texts; /* number of variant and text -> code */
};

void pp_pdf_fonts_init(
    struct pp_pdf_fonts *fonts, struct pp_arena *arena, struct pp_pdf_store *store);
void pp_pdf_fonts_free(struct pp_pdf_fonts *fonts);

/* The font of a face; opened at first use. */
enum pp_status pp_pdf_fonts_use(
    struct pp_run *run, struct pp_pdf_fonts *fonts, const struct pp_face *face,
    struct pp_pdf_font **out) PP_CHECK;
/* The code of a glyph that shows `text`. Glyph 0 (a missing character), a glyph that the face lacks
 * and private-use characters are refused (PP_DATA). */
enum pp_status pp_pdf_fonts_code(
    struct pp_run *run, struct pp_pdf_fonts *fonts, struct pp_pdf_font *font, uint32_t glyph,
    const char *text, size_t length, unsigned *code) PP_CHECK;

/* Appends the Font resources: "/F0 12 0 R ...". */
void pp_pdf_fonts_put_resources(const struct pp_pdf_fonts *fonts, struct pp_str *out);
/* Writes all fonts into the store. */
enum pp_status pp_pdf_fonts_finish(struct pp_run *run, struct pp_pdf_fonts *fonts) PP_CHECK;

#endif
