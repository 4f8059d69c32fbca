/* The display list: what a page shows, in reading order, with nothing left to decide.
 *
 * Coordinates are points from the top left corner of the page, y down; glyph offsets are y up.
 * Each operation belongs to a structure element, or is an artifact (decoration, running heads).
 * The order of operations is the reading order: an element is attached to its parent when the first
 * operation of it or of a descendant comes. A TR and what is below it stand on one page. A sheet
 * lives until the next one is asked for, and so do the elements of its rows. */
#ifndef PACTPRESS_DISPLAY_H
#define PACTPRESS_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/paragraph.h"

/* Standard structure types (ISO 32000-1, 14.8.4). */
enum pp_role {
    PP_ROLE_DOCUMENT,
    PP_ROLE_SECT,
    PP_ROLE_H1,
    PP_ROLE_H2,
    PP_ROLE_H3,
    PP_ROLE_H4,
    PP_ROLE_H5,
    PP_ROLE_H6,
    PP_ROLE_P,
    PP_ROLE_L,
    PP_ROLE_LI,
    PP_ROLE_LBL,
    PP_ROLE_LBODY,
    PP_ROLE_BLOCKQUOTE,
    PP_ROLE_QUOTE,
    PP_ROLE_TABLE,
    PP_ROLE_THEAD,
    PP_ROLE_TBODY,
    PP_ROLE_TR,
    PP_ROLE_TH,
    PP_ROLE_TD,
    PP_ROLE_CAPTION,
    PP_ROLE_FIGURE,
    PP_ROLE_SPAN,
    PP_ROLE_LINK,
    PP_ROLE_NOTE,
    PP_ROLE_REFERENCE,
    PP_ROLE_TOC,
    PP_ROLE_TOCI,
    PP_ROLE_DIV,
    PP_ROLE_COUNT
};

enum pp_scope { PP_SCOPE_NONE, PP_SCOPE_COLUMN, PP_SCOPE_ROW, PP_SCOPE_BOTH };

struct pp_arena;
struct pp_figure;

/* A figure that an element prints, or that its alternative text says. */
struct pp_shown {
    const struct pp_figure *figure;
    struct pp_shown *next;
    bool alternative;
};

/* What few elements have. */
struct pp_element_more {
    const char *alt;       /* UTF-8 */
    const char *actual;    /* ActualText, UTF-8 */
    const char *expansion; /* E: what an abbreviation is short for, UTF-8 */
    const char **headers;  /* ids that head this cell; or NULL */
    uint32_t header_count;
    bool has_box;
    float box[4]; /* Figure: x y w h on its page [pt], y down */
};

/* A structure element. Known by its index; 0 is the Document. There may be a million: each byte
 * counts. */
struct pp_element {
    uint32_t parent;
    uint16_t col_span, row_span;  /* 0 = 1 */
    uint8_t role;                 /* enum pp_role */
    uint8_t scope;                /* enum pp_scope: TH */
    bool ordered;                 /* L: numbered */
    bool in_row;                  /* a TR, or below one */
    const char *lang;             /* NULL = the parent's */
    const char *id;               /* unique, for Headers and notes; or NULL */
    struct pp_shown *shown;       /* figures, or NULL */
    struct pp_element_more *more; /* or NULL */
};

/* To be read, and with nothing in it where the element has none; to be changed. */
const struct pp_element_more *pp_more(const struct pp_element *element);
struct pp_element_more *pp_more_of(struct pp_arena *arena, struct pp_element *element);

enum { PP_STRUCTURE_CHUNK = 16 };

/* There are very many: they stand in chunks on the heap, to be freed with pp_structure_free. */
struct pp_structure {
    struct pp_element **chunks; /* NULL: gone */
    size_t count;               /* of elements */
    size_t capacity;            /* of chunks */
    size_t settled;             /* chunks that were looked at when rows went */
    size_t named;               /* header cells that have got an id */
};

/* A new element's index. */
size_t pp_structure_add(struct pp_structure *structure, enum pp_role role, size_t parent);
/* NULL: there is none, or it stood in a row and is gone. */
struct pp_element *pp_structure_at(const struct pp_structure *structure, size_t element);
/* All pages so far are done with: rows go, in chunks that hold nothing else. Elements with an id
 * stay, to be found. */
void pp_structure_drop_rows(struct pp_structure *structure);
void pp_structure_free(struct pp_structure *structure);

enum { PP_ARTIFACT_LAYOUT = -1, PP_ARTIFACT_HEADER = -2, PP_ARTIFACT_FOOTER = -3 };

enum pp_op_kind {
    PP_OP_GLYPHS, /* a glyph run */
    PP_OP_PATH,
    PP_OP_IMAGE,
    PP_OP_LINK, /* an active area; paints nothing */
    PP_OP_TOUCH /* attaches an element that has no content (an empty cell); paints nothing */
};

enum pp_step_kind { PP_MOVE, PP_LINE_TO, PP_CURVE_TO, PP_CLOSE };
struct pp_step {
    enum pp_step_kind kind;
    double x, y;           /* end point */
    double x1, y1, x2, y2; /* control points of curves */
};

struct pp_op {
    enum pp_op_kind kind;
    long element; /* index in the structure, or PP_ARTIFACT_* */
    union {
        struct {
            const struct pp_glyph_run *run;
            const char *text; /* pp_lines.text that clusters point into */
            double x, y;      /* first pen position on the baseline */
            struct pp_colour colour;
            bool space; /* behind it, wherever it runs to: a line was broken there, add one for
                           readers */
        } glyphs;
        struct {
            const struct pp_step *steps;
            size_t step_count;
            bool fill, stroke;
            struct pp_colour fill_colour, stroke_colour;
            double width;   /* [pt] of the stroke */
            double dash[2]; /* on, off [pt]; 0 = solid */
        } path;
        struct {
            const char *path;  /* file */
            double x, y, w, h; /* where the shown part stands */
            double crop[4];    /* left, top, right, bottom of the shown part, 0..1 */
        } image;
        struct {
            double x, y, w, h;
            const char *url;      /* or NULL */
            const char *dest;     /* name of a destination in this document, or NULL */
            const char *contents; /* what it leads to, for readers */
        } link;
    } as;
};

/* Where text flows through columns; said for those who check a page, painted by nobody. */
struct pp_stretch {
    double x, y, width, height; /* [pt] of the first column to be read; the others follow it */
    double step;                /* [pt] from one column to the next; negative from right to left */
    size_t columns;
    bool ends; /* the text does, here; else it goes on, on the next page */
};

struct pp_sheet {
    size_t number;        /* 1-based */
    double width, height; /* [pt] */
    const struct pp_op *ops;
    size_t op_count;
    const struct pp_stretch *stretches;
    size_t stretch_count;
};

/* A bookmark; level 1 is the outermost. */
struct pp_bookmark {
    const char *title;
    int level;
    size_t page; /* 1-based */
    double y;    /* [pt] from the top */
};

struct pp_bookmarks {
    struct pp_bookmark *items;
    size_t count, capacity;
};

const char *pp_role_name(enum pp_role role); /* "TH" */

struct pp_str;
/* --dump=lines: one line of the page a line of text, from its baseline, in reading order. */
void pp_sheet_dump_lines(const struct pp_sheet *sheet, struct pp_str *out);
/* --dump=pages: one line an operation. */
void pp_sheet_dump(
    const struct pp_sheet *sheet, const struct pp_structure *structure, struct pp_str *out);

#endif
