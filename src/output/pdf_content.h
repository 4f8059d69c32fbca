/* The content of one page: operations of the display list become operators (ISO 32000-1, 8 and 9),
 * each inside the marked-content sequence of its element or marked as an artifact. */
#ifndef PACTPRESS_OUTPUT_PDF_CONTENT_H
#define PACTPRESS_OUTPUT_PDF_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "output/pdf_codes.h"
#include "pactpress/display.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_arena;
struct pp_pdf_font;
struct pp_pdf_fonts;
struct pp_pdf_images;
struct pp_pdf_links;
struct pp_pdf_structure;
struct pp_run;

/* Graphics state as set in the page so far, so that nothing is set twice. */
struct pp_pdf_state {
    bool filled, stroked; /* the colours below are set */
    struct pp_colour fill, stroke;
    const struct pp_pdf_font *font;
    long size;    /* [1/100 pt] of the font */
    long width;   /* [1/100 pt] of strokes */
    long dash[2]; /* [1/100 pt] */
    long rise;    /* [1/100 pt] */
    bool hidden;  /* text is for readers only (Tr 3) */
};

struct pp_pdf_content {
    struct pp_run *run;
    struct pp_arena *scratch; /* rewound after each run of glyphs */
    struct pp_pdf_structure *structure;
    struct pp_pdf_fonts *fonts;
    struct pp_pdf_images *images;
    struct pp_pdf_links *links;
    const struct pp_sheet *sheet;
    struct pp_str out;         /* the content stream */
    struct pp_str annotations; /* references */
    struct pp_pdf_state state;
    bool open;           /* inside a marked-content sequence */
    long element;        /* that owns it */
    bool rtl;            /* it holds a line from right to left */
    long baseline;       /* [1/100 pt] of the text shown last */
    bool in_text;        /* between BT and ET */
    long line_x, line_y; /* [1/100 pt] where the text line matrix stands */
    double top;          /* [pt] y of the latest operation that has a place */
};

/* Writes all operations of a sheet into content->out. */
enum pp_status pp_pdf_content_write(struct pp_pdf_content *content) PP_CHECK;

/* pdf_marks.c: where sequences begin and end. */
void pp_pdf_mark(struct pp_pdf_content *content, long element);
/* A sequence of its own that stands for `actual`. */
void pp_pdf_mark_actual(
    struct pp_pdf_content *content, long element, const struct pp_pdf_actual *actual);
void pp_pdf_unmark(struct pp_pdf_content *content);
void pp_pdf_begin_text(struct pp_pdf_content *content);
void pp_pdf_end_text(struct pp_pdf_content *content);

/* pdf_paint.c: paths, colours, pictures. */
void pp_pdf_set_fill(struct pp_pdf_content *content, struct pp_colour colour);
enum pp_status pp_pdf_show_path(struct pp_pdf_content *content, const struct pp_op *op) PP_CHECK;
enum pp_status pp_pdf_show_image(struct pp_pdf_content *content, const struct pp_op *op) PP_CHECK;
/* Puts the origin elsewhere until "Q": a shape that is drawn in several places is written alike,
 * and compressed to almost nothing. */
void pp_pdf_put_origin(struct pp_str *out, double x, double y);
/* A step of a path: of the six numbers a curve has all, a line the last two, closing none. */
void pp_pdf_put_step(struct pp_str *out, enum pp_step_kind kind, const double points[6]);
enum pp_status pp_pdf_refuse_position(const struct pp_pdf_content *content) PP_CHECK;

/* pdf_text.c: glyphs. */
enum pp_status pp_pdf_show_glyphs(struct pp_pdf_content *content, const struct pp_op *op) PP_CHECK;

#endif
