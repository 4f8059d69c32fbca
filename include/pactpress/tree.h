/* The tree: one per output, language-neutral. Blocks in reading order; leaves are messages with
 * typed arguments, figures, or a story's text with its language. No sentence is finished in code.
 *
 * Made by compose.c and markdown.c, read by page/ and the writers. All in the document's arena. */
#ifndef PACTPRESS_TREE_H
#define PACTPRESS_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/diag.h"
#include "pactpress/figure.h"
#include "pactpress/message.h"
#include "pactpress/qr.h"

/* Marks: small drawn signs that stand in a line. Those of states and changes are said instead
 * (ActualText); the others stand beside words that say the same, and are decoration. */
enum pp_mark {
    PP_MARK_NONE,
    PP_MARK_WITHHELD, /* c in a hatched swatch */
    PP_MARK_UP,       /* filled triangle: change upwards */
    PP_MARK_DOWN,
    PP_MARK_ON_TIME, /* coverage: full dot */
    PP_MARK_IN_PART, /* half dot */
    PP_MARK_NOTHING, /* crossed ring */
    PP_MARK_LIKERT,  /* a tint of the Likert scale, `mark_index` 0..4 */
    PP_MARK_HEAT,    /* a tint of the heat scale, `mark_index` 0..4 */
    PP_MARK_BULLET,
    PP_MARK_SHARE /* a bar of `mark_index` per cent, in a frame of 100; with
                     PP_MARK_SHARE_STROKE times a per cent added, a stroke stands there */
};
enum { PP_MARK_SHARE_STROKE = 1000 };
enum { PP_MARK_IN_KEY = 1 }; /* `mark_index` of a sign that the words after it explain */

enum pp_inline_kind {
    PP_INLINE_TEXT,    /* text of an editor, in `lang` */
    PP_INLINE_MESSAGE, /* catalogue string `text` (its id) with arguments */
    PP_INLINE_FIGURE,  /* prints `figure`, by the state's mark where it has no value */
    PP_INLINE_STRONG,
    PP_INLINE_EMPHASIS,
    PP_INLINE_CODE,
    PP_INLINE_LINK,  /* to `url`; "#note.1" leads to the node of that id; `text`, or NULL, says
                        where it leads, if its words do not */
    PP_INLINE_LANG,  /* children are in `lang` */
    PP_INLINE_QUOTE, /* children are somebody else's words, with their quotation marks */
    PP_INLINE_ABBREVIATION, /* children are short for `text` */
    PP_INLINE_BREAK,        /* a forced line end */
    PP_INLINE_MARK,
    PP_INLINE_PATTERN, /* a placeholder of a story: its own message in `message`, over arguments;
                          in a story as it was read, `text` is the address and there are no
                          arguments yet: placeholder.h binds it to a document */
    PP_INLINE_DAYS,    /* the days `first` to `last` in `days` style */
    PP_INLINE_LIST,    /* children, one an item, with the separators of the language; `with_and` */
    PP_INLINE_GROUP    /* children as they are: several inlines where one is asked for */
};

struct pp_inline {
    enum pp_inline_kind kind;
    struct pp_inline *next;
    struct pp_inline *children;     /* strong, emphasis, code, link, lang */
    const char *text;               /* text; message id */
    const char *lang;               /* NULL = inherited */
    const struct pp_figure *figure; /* of a text: the one whose number it is, or NULL */
    const char *url;                /* a text, of which there may be a million, ends before this */
    bool reference;                 /* link: of a story to another place of the document */
    const struct pp_message *message;
    const struct pp_arg *args; /* PP_ARG_NODE arguments carry a struct pp_inline * */
    size_t arg_count;
    enum pp_mark mark;
    int mark_index;
    pp_day first, last;
    enum pp_date_style days;
    bool with_and;         /* list: "a, b and c"; else "a, b, c" */
    struct pp_where where; /* in the story, for messages about it; a text has none */
};

enum pp_node_kind {
    PP_NODE_DOCUMENT,
    PP_NODE_SECTION, /* groups a heading and what belongs to it */
    PP_NODE_HEADING, /* level 1.. by rank in the document; `look` says how it is set */
    PP_NODE_PARAGRAPH,
    PP_NODE_LIST,
    PP_NODE_ITEM,
    PP_NODE_QUOTE,
    PP_NODE_PICTURE,
    PP_NODE_COLUMNS, /* children flow through balanced columns */
    PP_NODE_BESIDE,  /* two children, each in a half of the measure */
    PP_NODE_TABLE,   /* children: rows */
    PP_NODE_ROW,     /* children: cells */
    PP_NODE_CELL,
    PP_NODE_MASTHEAD,
    PP_NODE_CITY_LINE,
    PP_NODE_KEY_FIGURES, /* children: key figures */
    PP_NODE_KEY_FIGURE,
    PP_NODE_LIKERT,
    PP_NODE_HEAT,
    PP_NODE_FACT,     /* facts & figures box */
    PP_NODE_COVER,    /* first page of a newsletter */
    PP_NODE_REPORT,   /* head of a report: emblem, class, and a line of facts */
    PP_NODE_ASIDE,    /* two children: a main column and a side column that flow on over pages */
    PP_NODE_BOX,      /* children on a tint, under a rule or beside a stroke; kept whole */
    PP_NODE_SIDE,     /* children: a note beside the text */
    PP_NODE_FLOAT,    /* children stand at the edge of a page, over all columns, near this place */
    PP_NODE_BIG,      /* one number, large */
    PP_NODE_CHART,    /* bars, dots or panels */
    PP_NODE_TIMELINE, /* bars and days over months */
    PP_NODE_CONTENTS, /* headings of the document with their pages */
    PP_NODE_QR,       /* a code that leads to an address, which stands near it as text */
    PP_NODE_FENCE,    /* a named block of a story; replaced when the story is composed */
    PP_NODE_IMPRINT   /* emblem, statement, contact, disclaimer (children), partners */
};

/* How text of a heading or paragraph is set; the tokens stand in page/look. */
enum pp_look {
    PP_LOOK_BODY,
    PP_LOOK_H1,
    PP_LOOK_H2,
    PP_LOOK_H3,
    PP_LOOK_KICKER,
    PP_LOOK_STAND, /* standfirst */
    PP_LOOK_NOTE,  /* under a heading: what, unit, who, n, period */
    PP_LOOK_SMALL, /* sans text of side blocks (methodology) */
    PP_LOOK_MICRO  /* sources, keys, disclaimer */
};

enum pp_column_width {
    PP_COLUMN_FIXED, /* `width` points */
    PP_COLUMN_REST   /* shares what is left */
};

struct pp_table_column {
    enum pp_column_width kind;
    double width;    /* [pt] */
    bool numeric;    /* set to the end of the column, tabular figures */
    bool row_header; /* its cells head their rows: TH, and bold unless they are */
    bool plain;      /* heads that look like the other cells */
};

/* A Likert chart: one row a dimension, figures of shares. */
struct pp_likert_row {
    struct pp_inline *label;
    const struct pp_figure **shares;             /* one an answer, low to high; `answers` of them */
    const struct pp_figure *low, *neutral, *top; /* side totals */
    const struct pp_figure *n, *missing;
};

struct pp_likert {
    size_t answers;                   /* of the scale: odd: the middle one is neutral */
    struct pp_inline **answer_labels; /* short keys: "1", "2" ... */
    struct pp_inline *low_label, *top_label, *neutral_label, *n_label, *missing_label;
    struct pp_likert_row *rows;
    size_t row_count;
    const struct pp_likert *whole; /* what it is a part of, for one scale; NULL: it is all */
    bool goes_on;                  /* its first rows are in a chart before */
};

/* A heat table: city x dimension, shares of top answers. */
struct pp_heat_row {
    struct pp_inline *label;
    const struct pp_figure **cells; /* one a column */
    const struct pp_figure *n;
    bool own; /* the bulletin's own city: bold, ruled off */
};

struct pp_heat {
    struct pp_inline **column_labels;
    size_t column_count;
    struct pp_inline *n_label, *corner_label;
    struct pp_heat_row *rows;
    size_t row_count;
    const int *bounds; /* 4 lower bounds of tints 2..5, in percent: 40 55 70 85 */
};

/* Charts of rows and panels. */
enum pp_chart_kind {
    PP_CHART_BARS,   /* one bar a row */
    PP_CHART_DOTS,   /* one row a place: before and now, joined */
    PP_CHART_SLOPE,  /* one line a row, from before to now */
    PP_CHART_GROUPS, /* several bars a row */
    PP_CHART_MAP,    /* one circle a row, where its city lies */
    PP_CHART_PANELS  /* small multiples: one panel a question, lines over periods */
};

struct pp_chart_row {
    struct pp_inline *label;
    const struct pp_figure *now, *before; /* before: dots, slope */
    struct pp_inline *change;             /* dots, slope: words or figure at the end */
    bool clear;                           /* slope: the change lies outside the dead band */
    bool own;
    const struct pp_figure **series; /* groups: one a bar; the first is `now` */
    double lat, lon;                 /* map [degrees] */
};

struct pp_chart_line {
    const struct pp_figure **points; /* one a period; NULL: the table has none */
    bool own;
};

struct pp_chart_panel {
    struct pp_inline *label;
    struct pp_chart_line *lines; /* the own one last: it is painted on top */
    size_t line_count;
};

struct pp_chart {
    enum pp_chart_kind kind;
    struct pp_chart_row *rows;
    size_t row_count;
    struct pp_chart_panel *panels;
    size_t panel_count;
    struct pp_inline **periods; /* panels: names, first to last */
    size_t period_count;
    struct pp_inline *label_head, *now_head, *before_head, *change_head;
    int64_t full; /* value at the end of the scale; 0: the greatest there is */
    int half;     /* value that a dotted line marks; 0: none */
    int band;     /* panels: changes of less than this are not clear; 0: all are */
    struct pp_inline **series_heads; /* groups */
    size_t series_count;
    const struct pp_period *first_period;
    bool cities;                  /* rows are cities, else questions */
    const struct pp_chart *whole; /* slope: what it is a part of, for one scale; or NULL */
    bool goes_on;                 /* its first rows are in a chart before */
};

struct pp_timeline_row {
    pp_day first, last; /* equal: a day, drawn as a diamond */
    struct pp_inline *label, *text;
};

enum { PP_REPORT_FACTS = 4 };

enum pp_box_style { PP_BOX_TINT, PP_BOX_RULE, PP_BOX_STROKE };

enum pp_float_at { PP_FLOAT_NONE, PP_FLOAT_TOP, PP_FLOAT_BOTTOM };

/* The part of a picture that is shown: one of this ratio, as near around the focus as it goes. */
struct pp_crop {
    int across, down; /* ratio; 0: the whole picture */
    int focus[2];     /* [%] from the left, from the top */
};

struct pp_node {
    enum pp_node_kind kind;
    enum pp_look look;
    struct pp_node *parent, *first, *last, *next;
    const char *lang;          /* NULL = inherited */
    struct pp_inline *content; /* of heading, paragraph, cell, quote */
    struct pp_where where;
    bool page_break; /* starts a new page */
    bool turned;     /* stands on pages that are turned by a quarter */
    bool keep_next;  /* stays with the next block */
    bool left_out;   /* given up for a page budget: not laid */
    union {
        struct {
            bool head;
            bool total;
            bool group; /* one cell over all columns heads the rows up to the next of its kind */
        } row;
        struct {
            uint32_t span; /* 0 = 1 column */
            bool header;
        } cell;
    } in_table;                     /* rows and cells end here */
    int optional;                   /* 0: stays; else left out for a page budget, high ones first */
    const char *name;               /* of a block that may be left out, for messages */
    const char *id;                 /* where links lead to; unique in the document, or NULL */
    const struct pp_node *leads_to; /* chart: the heading of its figures as a table; and back */
    struct pp_inline *leads_says;   /* what is there */
    struct pp_node *shorter;        /* columns: takes this one's place for a page budget; or NULL */
    union {
        struct {
            int level;
        } heading;
        struct {
            bool ordered;
            int start;
            bool notes; /* footnotes: each item has an id, and is called by a link to it */
        } list;
        struct {
            int count;
            bool side;  /* one, with room for side notes beside it */
            bool whole; /* a few entries: not divided between pages that hold them */
        } columns;
        struct {
            const char *path;              /* file to read */
            const char *name;              /* as written by the editor, for messages */
            int pixel_width, pixel_height; /* as it is seen: turned as its camera says */
            struct pp_crop crop;
            bool moves; /* an animation: its first picture is printed */
            struct pp_inline *alt, *caption, *credit;
        } picture;
        struct {
            struct pp_table_column *columns;
            size_t column_count;
            bool zebra;                /* every other row on a tint, and no rules between them */
            struct pp_inline *caption; /* accessible name; heading of the section repeats it */
        } table;
        struct {
            struct pp_inline *project, *tagline, *statement, *emblem_alt;
            struct pp_inline *title; /* the city's name: the poster, H1 of the document */
            struct pp_inline *issue, *period, *languages;
            const char *field, *field_text; /* colour tokens */
            double height;                  /* [pt] of the field */
            bool line;                      /* a line of cities stands on the field */
        } masthead;
        struct {
            struct pp_inline **names;
            size_t count;
            size_t own;             /* index, or (size_t)-1: all */
            const char *field_text; /* colour token */
            double height;          /* [pt] of the field that it stands on */
        } cities;
        struct {
            struct pp_inline *value, *label, *note;
        } key; /* big, too */
        struct {
            enum pp_box_style style;
        } box;
        struct {
            enum pp_float_at at;
        } floating;
        struct {
            struct pp_inline *statement, *emblem_alt;
            struct pp_inline *klass, *klass_note; /* in the box; NULL: none */
            struct pp_inline *project, *title;    /* title: H1 of the document */
            struct pp_inline *labels[PP_REPORT_FACTS], *values[PP_REPORT_FACTS];
            size_t facts;
        } report;
        struct {
            struct pp_chart *chart;
            struct pp_inline *alt;
        } chart;
        struct {
            struct pp_timeline_row *rows;
            size_t row_count;
            pp_day today; /* of the issue: a stroke; PP_NO_DAY: none */
            struct pp_inline *alt;
        } timeline;
        struct {
            struct pp_qr code;
            struct pp_inline *alt;
        } qr;
        struct {
            const char *name, *kind, *figure, *framework; /* as written; NULL: not */
        } fence;
        struct {
            struct pp_inline *project, *tagline, *statement, *emblem_alt;
            struct pp_inline *place, *issue, *language; /* line over the headline */
            struct pp_inline *title, *summary;
            struct pp_inline *see; /* where the story is */
            size_t houses;         /* one a city */
            const char *field, *field_text;
        } cover;
        struct {
            struct pp_likert *chart;
            struct pp_inline *alt;
        } likert;
        struct {
            struct pp_heat *chart;
            struct pp_inline *caption; /* its name, said again where it goes on */
        } heat;                        /* a real table: no alternative text needed */
        struct {
            struct pp_inline *value, *title, *text, *source, *bar_alt;
            double share; /* 0..1 for the bar; negative: no bar */
        } fact;
        struct {
            struct pp_inline *statement, *emblem_alt;
            struct pp_inline **contact; /* lines */
            size_t contact_count;
            struct pp_inline **partners; /* names, in frames */
            struct pp_node **logos;      /* pictures in their place, or NULL: the name stands */
            size_t partner_count;
            const struct pp_node *qr; /* of the contact's address; NULL: none */
            bool brief;               /* the disclaimer only */
        } imprint;                    /* children: paragraphs of the disclaimer */
    } as;
};

/* A place that is referred to, and where its page is said. */
struct pp_reference {
    const struct pp_node *to;
    struct pp_inline *link; /* a group while the place is left out for a page budget */
    struct pp_arg *page;    /* value 0: not known, and not said */
};

/* What stands at the edges of a page. */
struct pp_page_edges {
    bool head, foot;
};

/* A whole document: the tree and what stands around it. */
struct pp_document {
    struct pp_node *root;
    const char *lang;
    bool rtl;
    bool draft;       /* head_end says so */
    int pages;        /* page budget; 0: none */
    int at_least;     /* sections move apart to reach so many; 0: they do not */
    const char *page; /* "a4" or "letter" */
    const struct pp_styles *styles;
    const char *name;          /* file name without extension: "epi-bulletin-2022-Q1-riga-lv" */
    struct pp_inline *title;   /* document title: metadata, window */
    struct pp_inline *subject; /* one sentence: metadata description */
    struct pp_inline *head_start, *head_end; /* running head, from page 2 */
    struct pp_inline *head_section; /* before the section's heading, in place of head_start; NULL */
    struct pp_inline *foot_start;   /* contact line */
    struct {
        struct pp_reference *items;
        size_t count, capacity;
    } references;
    struct pp_page_edges first_page, last_page; /* all others have both */
    const char *author;                         /* coordinator or project name */
    struct pp_inline *annex_file, *inputs_file; /* what these files inside are; NULL: not inside */
    struct pp_inline *rights;                   /* funding statement */
};

/* A code that leads to an address, with words for who does not see it; NULL: it is too long. */
struct pp_node *pp_node_qr(struct pp_arena *arena, const char *address);

/* Whether it has what stands behind `in_table`. Of rows and cells there may be a million. */
static inline bool pp_node_is_block(const struct pp_node *node)
{
    return node->kind != PP_NODE_ROW && node->kind != PP_NODE_CELL;
}

/* Making and linking nodes. */
/* Its kind stays: rows and cells have no room for what belongs to others. */
struct pp_node *pp_node_new(struct pp_arena *arena, enum pp_node_kind kind);
/* Alone: parent, children and next are still those of the other. */
struct pp_node *pp_node_copy(struct pp_arena *arena, const struct pp_node *node);
struct pp_node *pp_node_append(struct pp_node *parent, struct pp_node *child); /* returns child */
/* Its kind stays where it is a text. */
struct pp_inline *pp_inline_new(struct pp_arena *arena, enum pp_inline_kind kind);
/* Alone; children are still those of the other. */
struct pp_inline *pp_inline_copy(struct pp_arena *arena, const struct pp_inline *inline_);
struct pp_inline *pp_inline_text(struct pp_arena *arena, const char *text, const char *lang);
struct pp_inline *pp_inline_message(
    struct pp_arena *arena, const char *id, const struct pp_arg *args, size_t arg_count);
struct pp_inline *pp_inline_figure(struct pp_arena *arena, const struct pp_figure *figure);
struct pp_inline *pp_inline_mark(struct pp_arena *arena, enum pp_mark mark, int index);
/* Strong, emphasis, code, group or list around `children`. */
struct pp_inline *pp_inline_around(
    struct pp_arena *arena, enum pp_inline_kind kind, struct pp_inline *children);
struct pp_inline *pp_inline_link(
    struct pp_arena *arena, const char *url, struct pp_inline *children);
/* Appends at the end of a list of inlines; returns the list's head. */
struct pp_inline *pp_inline_join(struct pp_inline *list, struct pp_inline *more);

#endif
