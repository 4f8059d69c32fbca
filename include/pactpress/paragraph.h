/* Paragraphs: Unicode text in styles becomes positioned glyphs in lines.
 *
 * Itemisation by script, direction (UAX #9), style and face; shaping by HarfBuzz; break
 * opportunities by ICU (UAX #14) and hyphenation patterns (libhyphen); paragraph-wide choice of
 * breaks (Knuth and Plass 1981) for a given width per line. Ragged by default. Nothing here knows
 * pages. All lengths in points. Results live in the arena. */
#ifndef PACTPRESS_PARAGRAPH_H
#define PACTPRESS_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/font.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;
struct pp_typesetter; /* fonts, ICU iterators, hyphenation and caches of one worker */

/* A stretch of text in one style and language, or an object (a drawn mark) in the line. */
struct pp_span {
    const char *text; /* UTF-8, never NULL; for objects the text that it stands for ("c") */
    const char *lang; /* BCP 47; NULL: unknown, set as Latin text without hyphens */
    struct pp_font_style style;
    bool object;          /* set as a box of `width`, drawn by the caller */
    double width, height; /* [pt] of an object; height above the baseline */
    bool nobreak;         /* no break inside */
    const void *tag;      /* the caller's: link, colour, structure */
};

enum pp_align { PP_START, PP_END, PP_CENTRE };

struct pp_paragraph_style {
    enum pp_align align;
    bool rtl;            /* base direction */
    double width;        /* [pt] measure */
    double first_indent; /* [pt] of the first line */
    double hang;         /* [pt] quotation marks that begin a line may stand so far outside */
    bool hyphenate;
    size_t max_lines; /* 0 = any; only for reports: lines are never dropped */
    const char *lang; /* base language */
};

struct pp_glyph {
    uint32_t id;      /* in the face */
    uint32_t cluster; /* [bytes] offset of its cluster in pp_lines.text */
    float advance;    /* [pt] */
    float dx, dy;     /* [pt] offset from the pen, y up */
};

/* Glyphs of one face, size, direction and span: what one text-showing operator sets. */
struct pp_glyph_run {
    const struct pp_face *face;    /* of an object: the first of its span's style */
    double size;                   /* [pt] */
    double x;                      /* [pt] of the first pen position, from the line's left edge */
    double width;                  /* [pt] */
    bool rtl;                      /* glyphs are in visual order; clusters descend */
    size_t span;                   /* index of its span */
    size_t start, end;             /* [bytes] of pp_lines.text that it sets */
    const struct pp_glyph *glyphs; /* in visual order, left to right */
    size_t glyph_count;
    bool hyphen; /* ends with a hyphen that is not in the text (soft hyphen) */
};

struct pp_line {
    const struct pp_glyph_run *runs; /* in visual order, left to right */
    size_t run_count;
    size_t start, end;      /* [bytes] of text, in logical order, without trailing space */
    double x;               /* [pt] left edge of the ink from the left edge of the measure */
    double width;           /* [pt] */
    double ascent, descent; /* [pt] of the largest style, both positive */
};

struct pp_lines {
    const char *text; /* all spans' text in logical order, in NFC, without what cannot be set */
    size_t length;    /* [bytes] */
    struct pp_line *items;
    size_t count;
    double width; /* [pt] of the widest line */
};

enum pp_status pp_typesetter_open(
    struct pp_run *run, const struct pp_fonts *fonts, struct pp_typesetter **out) PP_CHECK;
void pp_typesetter_close(struct pp_typesetter *typesetter);
/* A new document begins: messages go to `run`, and what was said of others is said again. */
void pp_typesetter_begin(struct pp_typesetter *typesetter, struct pp_run *run);
/* Is the language (NULL: unknown) written from right to left? Known without asking ICU each time.
 */
bool pp_typesetter_rtl(struct pp_typesetter *typesetter, const char *lang);

/* Sets a paragraph. Control characters and direction overrides are left out with a warning; a word
 * that is wider than its line is broken between grapheme clusters with a warning; both are said
 * once a typesetter. A character that no face of the stack has is reported (string, code point,
 * fonts tried; `what` names the text for people: "story data.md, line 12" or "message key.persons")
 * and PP_DATA. Empty text yields zero lines. A line feed in the text ends a line. */
enum pp_status pp_paragraph_set(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_span *spans,
    size_t span_count, const struct pp_paragraph_style *style, const char *what,
    struct pp_lines **out) PP_CHECK;

/* Widths without breaking: of all text on one line, and of its longest unbreakable part. For table
 * columns and fitting headlines. */
enum pp_status pp_paragraph_measure(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_span *spans,
    size_t span_count, const char *lang, const char *what, double *natural,
    double *longest_word) PP_CHECK;

/* --dump=lines: one line of text a line, with width and runs. */
struct pp_str;
void pp_lines_dump(const struct pp_lines *lines, struct pp_str *out);

#endif
