/* Flow: the tree's blocks in a line, and the one function that lays them into a place.
 *
 * pp_flow_lay is restartable: it takes blocks from a cursor, lays what fits into a place (a page's
 * body, a column, half of a measure), and leaves the cursor where the next place goes on. On a NULL
 * canvas it only measures, so callers try and take back: columns are balanced and pages broken by
 * trial. Blocks that cannot be divided are laid whole or not at all. */
#ifndef PACTPRESS_FLOW_H
#define PACTPRESS_FLOW_H

#include <stdint.h>

#include "pactpress/canvas.h"
#include "pactpress/setting.h"
#include "pactpress/tree.h"

/* A structure element that holds several blocks: made when the first of them is painted. */
struct pp_group {
    enum pp_role role;
    struct pp_group *parent; /* NULL: the document itself */
    const char *lang;        /* NULL = the parent's */
    const char *id;          /* Note: where its call leads to; or NULL */
    bool ordered;            /* L: numbered */
    size_t element;          /* 0 = not made yet */
};

struct pp_column_heads;
struct pp_floats;
struct pp_foot;
struct pp_flow;

/* What is known of a table once it was measured; all arrays by column. */
struct pp_table_memo {
    struct pp_arena *arena; /* where it lives */
    bool measured;
    double gap;                    /* [pt] between columns */
    size_t rows;                   /* of the body */
    double width;                  /* [pt] of the place that its pieces were found for */
    size_t stub, pieces;           /* columns that stand in every piece; how many pieces */
    double *words;                 /* [pt] narrowest width */
    double *natural;               /* [pt] widest line */
    double *lines;                 /* [pt] widest line below the head; huge: a cell has several */
    double *whole;                 /* [pt] widest number up to its decimal separator */
    double *fraction;              /* [pt] widest number from there on */
    const char *point;             /* decimal separator; "": none is known */
    const struct pp_node **body;   /* the rows by index */
    const struct pp_node **groups; /* what heads the group of each, above it; or NULL */
    struct pp_column_heads *heads; /* of columns; NULL: scopes say enough */
    bool stripe;                   /* the row that is laid now stands on a tint */
    const char *group_name;        /* of what heads the group of rows that is laid now */
};

/* A block in the flow, and what was made of it so far. */
struct pp_flowable {
    const struct pp_node *node;
    struct pp_group *group;
    struct pp_group *own;          /* a table with a caption before it: its element; else NULL */
    bool caption;                  /* a note that heads a table or chart */
    size_t element;                /* its own element; 0 = not made yet */
    size_t part;                   /* second element: TBody of a table */
    struct pp_words_place *places; /* of its text, while it goes on elsewhere */
    size_t piece;                  /* of a table too wide for the page: whose these elements are */
    double space;                  /* [pt] before it, unless it stands at the top */
    double indent;                 /* [pt] from the start edge: list items, quotes */
    double first_indent;           /* [pt] of its first line */
    const char *label;             /* of a list item's first block: "1" or a bullet ("") */
    struct pp_group *label_group;  /* LI that the label hangs on */
    double label_room;             /* [pt] of the indent that the label stands in */
    bool keep_next;
    bool page_break; /* starts a new page */
    bool turned;     /* stands on pages that are turned */
    bool in_columns;
    struct pp_flow *inner[2];   /* columns: the flow; beside: both halves */
    struct pp_table_memo *memo; /* tables */
    struct pp_foot *foot;       /* columns: their footnotes; NULL: none */
    bool note;                  /* of a footnote at the foot of a column */
    struct pp_flowable *lead;   /* columns: picture at the head of the last column */
};

struct pp_flow {
    struct pp_flowable *items;
    size_t count, capacity;
};

/* The document's headings of rank 2 and the pages they start on, in order. */
struct pp_outline_entry {
    const struct pp_node *heading;
    size_t page; /* 1-based */
};
struct pp_outline {
    struct pp_outline_entry *items;
    size_t count, capacity;
    bool printed; /* contents lead to the headings */
};

/* Where to go on: block, then what the block says (line, row, block inside). */
enum { PP_CURSOR_DEPTH = 6 };
struct pp_cursor {
    size_t path[PP_CURSOR_DEPTH];
    size_t side[PP_CURSOR_DEPTH]; /* in the side column of the block that path[0] names */
    size_t floated, side_floated; /* a picture that waits for the head of the next column, or 0:
                                     its index in the columns that are laid, and 1 */
};

/* Where blocks stand. y moves down as they are laid. */
struct pp_place {
    double x, width;    /* [pt] start edge and measure */
    double y;           /* [pt] */
    double bottom;      /* [pt] nothing stands below */
    bool fresh;         /* nothing stands above in this place */
    bool tried;         /* might be higher: no line is forced into it */
    struct {            /* footnotes called in this place; `bottom` is above them already */
        uint64_t which; /* of the layouter's foot: one bit each */
        double height;  /* [pt] */
    } notes;
};

/* Room beside a text for its side notes. */
struct pp_side {
    bool on;
    double x, width; /* [pt] */
    double y;        /* [pt] the next one stands no higher */
    double lowest;   /* [pt] where the last one ends */
};

struct pp_layouter {
    struct pp_setter setter;
    struct pp_arena *arena;   /* of the sheet, or scratch while measuring */
    struct pp_canvas *canvas; /* NULL while measuring */
    bool probing;             /* measuring only whether a block begins here */
    bool beside;              /* in a side column: its headings are no bookmarks */
    bool said_heads;          /* a running head that does not fit was reported */
    struct pp_side side;
    const struct pp_foot *foot;       /* notes of the columns that are laid; NULL: none */
    const struct pp_flow *flow;       /* of the document: what flows over pages */
    bool turned;                      /* the page is */
    double width, height;             /* [pt] of the page */
    const struct pp_margins *margins; /* of its paper */
    struct pp_floats *floats;         /* of the document; NULL: in one of them */
    struct pp_place page;             /* what floats has this start edge and measure */
    const struct pp_outline *outline; /* pages of headings; NULL while they are not known */
    const struct pp_document *document;
};

/* Flattens a tree, with groups, distances and indents; `section` is the distance of sections [pt]:
 * that of the styles, or less to keep to a number of pages. */
struct pp_flow *pp_flow_build(
    struct pp_arena *arena, const struct pp_document *document, double section);

/* Lays blocks of `flow` from `cursor` (whose level is `depth`) into `place`. *done when all is
 * laid. */
enum pp_status pp_flow_lay(
    struct pp_layouter *layouter, struct pp_flow *flow, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done) PP_CHECK;

/* The element of a group, made with its ancestors when it is first asked for. 0 on no canvas. */
size_t pp_group_element(struct pp_canvas *canvas, struct pp_group *group);
/* The block's own element of this role, made on first use. */
size_t pp_flowable_element(
    struct pp_layouter *layouter, struct pp_flowable *block, enum pp_role role);
/* The element of a piece of a table that is too wide for the page: each is a table of its own, with
 * the first column again. */
size_t pp_piece_element(struct pp_layouter *layouter, struct pp_flowable *block, size_t piece);
/* "Name (continued)" above rows that go on: the caption of a new piece, else what no reader has to
 * hear again. */
enum pp_status pp_lay_continued(
    struct pp_layouter *layouter, struct pp_inline *name, bool piece, size_t table,
    struct pp_place *place) PP_CHECK;

/* Blocks that are laid whole: paint at place->y and move it down. */
enum pp_status pp_lay_masthead(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_report(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_city_line(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_key_figures(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_picture(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_likert(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_fact(struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_imprint(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_beside(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_cover(struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_box(struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_side(struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_big(struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_chart(struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_qr(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place) PP_CHECK;
/* The same anywhere; and its side [pt], quiet zone included. */
enum pp_status pp_put_qr(
    struct pp_layouter *layouter, const struct pp_node *node, size_t parent, double x,
    double y) PP_CHECK;
double pp_qr_side(const struct pp_qr *code);
enum pp_status pp_lay_timeline(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_contents(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;

/* Blocks that may be divided: lay from cursor->path[depth + 1] on what fits. */
enum pp_status pp_lay_text(
    struct pp_layouter *, struct pp_flowable *, struct pp_cursor *, size_t depth, struct pp_place *,
    bool *done) PP_CHECK;
enum pp_status pp_lay_table(
    struct pp_layouter *, struct pp_flowable *, struct pp_cursor *, size_t depth, struct pp_place *,
    bool *done) PP_CHECK;
enum pp_status pp_lay_heat(
    struct pp_layouter *, struct pp_flowable *, struct pp_cursor *, size_t depth, struct pp_place *,
    bool *done) PP_CHECK;
enum pp_status pp_lay_aside(
    struct pp_layouter *, struct pp_flowable *, struct pp_cursor *, size_t depth, struct pp_place *,
    bool *done) PP_CHECK;
enum pp_status pp_lay_columns(
    struct pp_layouter *, struct pp_flowable *, struct pp_cursor *, size_t depth, struct pp_place *,
    bool *done) PP_CHECK;

/* The place that mentions a float: paints it, if it stands on this page. */
enum pp_status pp_float_mention(struct pp_layouter *layouter, struct pp_flowable *block) PP_CHECK;

/* The drawn masthead line above a field: project and tagline at the start, emblem and statement at
 * the end. */
enum pp_status pp_put_project(
    struct pp_layouter *layouter, const struct pp_inline *project, const struct pp_inline *tagline,
    const struct pp_inline *statement, const struct pp_inline *emblem_alt, size_t parent, double x,
    double y, double width) PP_CHECK;

/* The European emblem of height h, as a Figure below `parent`, and the funding statement beside it.
 * x is the start edge, with `end` the end edge. */
enum pp_status pp_put_emblem(
    struct pp_layouter *layouter, const struct pp_inline *statement, const struct pp_inline *alt,
    size_t parent, double x, double y, double h, bool end) PP_CHECK;
/* [pt] What both take. */
enum pp_status pp_emblem_width(
    struct pp_layouter *layouter, const struct pp_inline *statement, double h,
    double *width) PP_CHECK;

/* The name of a heading that the printed contents lead to, or NULL. */
const char *pp_outline_id(const struct pp_layouter *layouter, const struct pp_node *heading);

/* An active area of a Link element: `height` from place->y down, in the width of the place. */
void pp_link_area(
    struct pp_canvas *canvas, size_t element, const char *dest, const char *contents,
    const struct pp_place *place, double height);
/* A Link element below `parent` for a node that leads somewhere in the document; 0: it does not. */
enum pp_status pp_lead_start(
    struct pp_layouter *layouter, const struct pp_node *node, size_t parent,
    const struct pp_place *place, double height, size_t *link) PP_CHECK;

/* The largest step down to the baseline grid: the first top at or below y whose line's baseline,
 * `baseline` below the top, stands on the grid. */
double pp_snap(const struct pp_layouter *layouter, double y, double baseline);
/* The same for a line of a story. */
double pp_snap_story(const struct pp_layouter *layouter, double y);

/* A new page is worth it only when the old one is well filled: no page with three lines on it, and
 * no first page of head and key figures alone. */
bool pp_place_is_filled(const struct pp_place *place);

#endif
