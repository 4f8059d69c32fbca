/* A workbook as plain data: grids of typed cells, before any library sees them. One grid becomes
 * one sheet with one table. All in the document's arena; text is UTF-8 as the words of the document
 * gave it, made fit for sheets by pp_grid_text. */
#ifndef PACTPRESS_OUTPUT_ANNEX_GRID_H
#define PACTPRESS_OUTPUT_ANNEX_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/period.h"
#include "pactpress/status.h"
#include "pactpress/styles.h"

struct pp_arena;
struct pp_run;

enum pp_cell_kind {
    PP_CELL_BLANK, /* no number, and not 0 */
    PP_CELL_TEXT,
    PP_CELL_NUMBER,
    PP_CELL_DAY,
    PP_CELL_SHEET, /* text that leads to the sheet `target` */
    PP_CELL_WEB    /* text that leads to the address `target` */
};

struct pp_cell {
    enum pp_cell_kind kind;
    const char *text, *target;
    int64_t value; /* whole number of 10^-decimals */
    int decimals;
    bool percent;  /* 71 is 71 %: the sheet holds 0.71 */
    bool change;   /* printed with its sign */
    bool withheld; /* a blank cell that is drawn as withheld */
    bool strong;
    pp_day day;
};

struct pp_grid_column {
    const char *head, *meaning, *unit, *type; /* the last three: for the data dictionary */
    bool numeric;                             /* set to the end of the column */
    bool one_line;                            /* never wrapped: codes that machines read */
    bool bars;     /* shares: a bar as long as the number stands behind it */
    bool state;    /* says in words what is not exact; what is not `exact` is set in bold italics */
    double widest; /* [characters] limit of its width; 0: the usual */
};

struct pp_grid_row {
    struct pp_cell *cells; /* one a column */
    const char *name;      /* of its cell in the column `named`, for formulas; or NULL */
};

/* A series of a chart: the numbers of one column, in rows `first` to `last`. */
struct pp_grid_series {
    const char *name;
    size_t column, first, last;
    enum pp_tint tint;
};

/* A chart of bars below the table, over the names in `names`. */
struct pp_grid_chart {
    const char *title, *names_title, *values_title, *alt;
    size_t names; /* column of the categories */
    size_t names_first, names_last;
    bool stacked; /* to 100 % */
    bool percent;
    struct {
        struct pp_grid_series *items;
        size_t count, capacity;
    } series;
};

struct pp_grid {
    const char *name;  /* on the tab */
    const char *table; /* name of the table: ASCII letters, digits, "_" */
    const char *title, *note;
    struct {
        const char **items;
        size_t count, capacity;
    } lines;           /* facts between note and table */
    const char *holds; /* one sentence for the contents */
    const char *exact; /* how the column of states says that all numbers of a row are exact */
    size_t named;      /* column of the cells that have names */
    size_t printed;    /* columns on paper, the first ones; 0: all */
    struct {
        struct pp_grid_column *items;
        size_t count, capacity;
    } columns;
    struct {
        struct pp_grid_row *items;
        size_t count, capacity;
    } rows;
    struct pp_grid_chart *chart; /* or NULL */
};

struct pp_book {
    const char *title, *author, *subject, *company, *lang, *period, *klass;
    const char *funding;            /* in the foot of each page */
    const char *days;               /* number format of dates: "dd/mm/yyyy" */
    int64_t date;                   /* [s since 1970] */
    const struct pp_styles *styles; /* its colours are those of the pages */
    bool rtl;
    struct {
        struct pp_grid **items;
        size_t count, capacity;
    } grids;
};

/* Text without what a sheet cannot hold or would show as a box: control characters, soft hyphens,
 * noncharacters. "" for NULL. */
const char *pp_grid_text(struct pp_arena *arena, const char *text);

struct pp_grid_column *pp_grid_add_column(
    struct pp_arena *arena, struct pp_grid *grid, struct pp_grid_column column);
/* A new row; its cells are blank. All columns must be there. */
struct pp_cell *pp_grid_add_row(struct pp_arena *arena, struct pp_grid *grid);

struct pp_cell pp_cell_text(struct pp_arena *arena, const char *text);
struct pp_cell pp_cell_number(int64_t value, int decimals);
struct pp_cell pp_cell_day(pp_day day); /* blank for PP_NO_DAY */

/* A name for the cell of a figure, from which address and period can be told again
 * (annex_names.c). NULL: it would be longer than names may be. */
const char *pp_grid_cell_name(struct pp_arena *arena, const char *address, const char *period);
/* Makes names fit: tabs (31 UTF-16 units, without []:*?/\, no two alike in any case), names of
 * tables, column heads (never empty, no two alike in any case). */
void pp_book_fit_names(struct pp_arena *arena, struct pp_book *book);
void pp_grid_fit_heads(struct pp_arena *arena, struct pp_grid *grid);
/* What no sheet can hold is an error: too many rows or columns, a text that is too long. */
enum pp_status pp_book_check(
    struct pp_run *run, const struct pp_book *book, const char *path) PP_CHECK;

/* [characters] Width of a text on one line of a sheet: wide letters count two, marks none. */
double pp_text_width(const char *text);
/* [characters] Width that a column asks for, from what it holds. */
double pp_grid_column_width(const struct pp_book *book, const struct pp_grid *grid, size_t column);
/* Lines that `text` takes in a width of `width` characters. */
int pp_text_lines(const char *text, double width);

/* Writes, checks and syncs the file (the one owner of libxlsxwriter). */
enum pp_status pp_annex_book_write(
    struct pp_run *run, struct pp_arena *arena, const struct pp_book *book,
    const char *path) PP_CHECK;

#endif
