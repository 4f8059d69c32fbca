/* From glyphs back to text: which characters each glyph of a run stands for.
 *
 * A run from left to right gives each cluster's characters to its glyphs in writing order. Where
 * there are more glyphs than characters, the canonical decomposition is given out, and the cluster
 * carries its text as a whole besides (ActualText). Glyphs without width beside others in their
 * cluster are drawn as paths and have no text.
 * A run from right to left is written from left to right, each code with one letter, so that
 * readers that put lines back in order find every letter: a ligature carries its first letter,
 * codes of no width carry the others; marks are drawn as paths and carried likewise. Measurements
 * that led to this: docs/pdf.md. */
#ifndef PACTPRESS_OUTPUT_PDF_CODES_H
#define PACTPRESS_OUTPUT_PDF_CODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/display.h"

struct pp_arena;
struct pp_pdf_font;

/* One code to write. */
struct pp_pdf_shown {
    uint32_t glyph;
    const char *text; /* what it stands for, UTF-8 */
    size_t length;    /* [bytes]; 0: no code at all, only drawn */
    double x;         /* [pt] where the pen shall be, from the run's start */
    double dy;        /* [pt] above the baseline */
    bool drawn;       /* as a path of `outline`, besides the code of `glyph` */
    uint32_t outline; /* glyph */
    double outline_x; /* [pt] */
    bool hidden;      /* the code of `glyph` is not seen: paths show its cluster */
    size_t actual;    /* 1-based index into actuals; 0 = its text says all */
};

struct pp_pdf_shown_list {
    struct pp_pdf_shown *items; /* in order of writing */
    size_t count, capacity;
};

/* The text of a cluster as a whole. */
struct pp_pdf_actual {
    const char *text;
    size_t length; /* [bytes] */
};

struct pp_pdf_actuals {
    struct pp_pdf_actual *items;
    size_t count, capacity;
};

struct pp_pdf_codes {
    struct pp_pdf_shown_list shown;
    struct pp_pdf_actuals actuals;
};

/* The codes of a run. `space` adds a space where the run ends for readers. Lives in the arena. */
void pp_pdf_codes_make(
    struct pp_arena *arena, const struct pp_pdf_font *font, const struct pp_glyph_run *run,
    const char *text, bool space, struct pp_pdf_codes *out);
/* Where the pen stands at each glyph of a run and at its end [pt]. */
const double *pp_pdf_pens(struct pp_arena *arena, const struct pp_glyph_run *run);
/* pdf_codes_rtl.c: the same for a run from right to left. */
void pp_pdf_codes_make_rtl(
    struct pp_arena *arena, const struct pp_pdf_font *font, const struct pp_glyph_run *run,
    const char *text, bool space, struct pp_pdf_codes *out);

#endif
