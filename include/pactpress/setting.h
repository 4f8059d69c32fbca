/* Setting: leaves of the tree become lines of glyphs in a type of the look, and lines are painted
 * with their structure: links, runs in another language, texts that are said differently. */
#ifndef PACTPRESS_SETTING_H
#define PACTPRESS_SETTING_H

#include "pactpress/canvas.h"
#include "pactpress/look.h"
#include "pactpress/paragraph.h"
#include "pactpress/wording.h"

struct pp_run;

/* What every block needs for setting text. */
struct pp_setter {
    struct pp_run *run;
    struct pp_wording *wording;
    struct pp_typesetter *typesetter;
    const struct pp_fonts *fonts;
    const struct pp_styles *styles;
    const char *lang; /* of the document */
    bool rtl;
    const char *what; /* names the document in messages */
};

/* How a text is to be set; zero means: as the type says. */
struct pp_text_spec {
    enum pp_type type;
    double width; /* [pt] measure */
    enum pp_align align;
    double first_indent;  /* [pt] */
    double hang;          /* [pt] room outside for quotation marks that begin a line */
    double size, leading; /* [pt] instead of the type's */
    bool bold;            /* all of it */
    enum pp_tint tint;    /* instead of the type's */
    bool ragged;          /* never hyphenate */
    bool bare;            /* marks as letters: the place they stand in is their swatch */
    const char *lang;     /* of the text; NULL = the document's */
    struct pp_where where;
};

/* Elements that hold one of a text's words; 0 = not made yet. */
struct pp_words_place {
    size_t own;   /* Link or Span */
    size_t quote; /* the quotation around it */
    size_t link;  /* the link around it, likewise */
};

/* A set text. In the arena it was set in. */
struct pp_text {
    struct pp_lines *lines;
    struct pp_wordings words; /* the spans' tags point into it */
    struct pp_text_spec spec;
    double leading;                /* [pt] */
    double baseline;               /* [pt] from the top of a line to its baseline */
    double height;                 /* [pt] of all lines */
    struct pp_words_place *places; /* one per words item. Painting the first line forgets them;
                                      a text that is set again to go on is given those it had */
};

/* content NULL: zero lines. */
enum pp_status pp_text_set(
    const struct pp_setter *setter, struct pp_arena *arena, const struct pp_inline *content,
    const struct pp_text_spec *spec, struct pp_text **out) PP_CHECK;
/* Widths on one line and of the longest unbreakable part. */
enum pp_status pp_text_measure(
    const struct pp_setter *setter, struct pp_arena *arena, const struct pp_inline *content,
    const struct pp_text_spec *spec, double *natural, double *longest_word) PP_CHECK;
/* Sets in the smallest width that keeps the number of lines: balanced headlines. */
enum pp_status pp_text_set_balanced(
    const struct pp_setter *setter, struct pp_arena *arena, const struct pp_inline *content,
    const struct pp_text_spec *spec, struct pp_text **out) PP_CHECK;

/* Paints `count` lines from `first`, the top of the first at y; the measure starts at x. Everything
 * belongs to `element` (or an artifact) and to elements below it. */
void pp_text_paint(
    struct pp_canvas *canvas, const struct pp_text *text, size_t first, size_t count, double x,
    double y, long element);
/* All lines. */
void pp_text_paint_all(
    struct pp_canvas *canvas, const struct pp_text *text, double x, double y, long element);
/* Sets and paints in one go; *height (may be NULL) is what it takes. */
enum pp_status pp_text_put(
    const struct pp_setter *setter, struct pp_arena *arena, struct pp_canvas *canvas,
    const struct pp_inline *content, const struct pp_text_spec *spec, double x, double y,
    long element, double *height) PP_CHECK;

/* Makes `content` the alternative text of an element. Nothing on a NULL canvas. */
enum pp_status pp_text_alternative(
    const struct pp_setter *setter, struct pp_canvas *canvas, const struct pp_inline *content,
    size_t element) PP_CHECK;

/* The top of a line whose baseline is at `baseline`. */
double pp_text_top(const struct pp_text *text, double baseline);

/* A mark's box: width and height above the baseline [pt]. */
void pp_mark_size(enum pp_mark mark, double size, double *width, double *height);
/* Paints a mark whose box starts at x on the baseline y. */
void pp_mark_paint(
    struct pp_canvas *canvas, enum pp_mark mark, int index, double size, double x, double y,
    long element);
/* The letter of what is withheld, without the swatch, in the box of that mark. */
void pp_mark_paint_letter(struct pp_canvas *canvas, double x, double y, long element);

#endif
