/* A workbook in the making, shared by the files that call libxlsxwriter: this header is the one
 * owner of the library's. */
#ifndef PACTPRESS_OUTPUT_ANNEX_WRITER_H
#define PACTPRESS_OUTPUT_ANNEX_WRITER_H

#include <sys/types.h>

#include <xlsxwriter.h>

#include "output/annex_grid.h"

/* A format that was made, under what it says. */
struct pp_made_format {
    const char *number; /* number format, "" = general */
    unsigned flags;
    lxw_format *format;
};

enum {
    PP_LOOKS_STRONG = 1,
    PP_LOOKS_LINK = 2,
    PP_LOOKS_WITHHELD = 4,
    PP_LOOKS_HEAD = 8,
    PP_LOOKS_TO_END = 16,
    PP_LOOKS_TITLE = 32,
    PP_LOOKS_NOTE = 64,
    PP_LOOKS_LAST = 128,
    PP_LOOKS_WRAP = 256,
    PP_LOOKS_START = 512,
    PP_LOOKS_INSET = 1024 /* text behind a column of numbers */
};

struct pp_writer {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_book *book;
    const char *path;
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    const struct pp_grid *grid;
    double *widths; /* [characters] of its columns */
    size_t printed; /* columns on paper */
    lxw_row_t head; /* row of the table's head */
    lxw_error first_error;
    struct {
        struct pp_made_format *items;
        size_t count, capacity;
    } formats;
};

/* A colour of the styles as the library wants it: 0x1F1A17. */
lxw_color_t pp_writer_colour(const struct pp_writer *w, enum pp_tint tint);

#define PP_SHEET_SANS "Calibri"
#define PP_SHEET_SERIF "Georgia"

/* Opens w->path for a workbook of about `size` bytes before it is compressed; parts in the making
 * lie beside it. A disk without room for it is told (PP_ENV). */
enum pp_status pp_writer_open(struct pp_writer *w, size_t size, mode_t mode) PP_CHECK;
/* Writes and syncs it, or tells the first error and leaves no file. */
enum pp_status pp_writer_close(struct pp_writer *w) PP_CHECK;
/* The first error counts: later ones follow from it. */
void pp_writer_note(struct pp_writer *w, lxw_error error);
/* A format with a number format ("" = general) and PP_LOOKS_... flags; each is made once. */
lxw_format *pp_writer_format(struct pp_writer *w, const char *number, unsigned flags);
/* The number that a cell holds: 0.71 for 71 %. */
double pp_writer_number(const struct pp_cell *cell);
/* Formats that follow what cells hold; never by colour alone. */
void pp_writer_conditions(struct pp_writer *w);
/* A name for each cell that has one, over the whole workbook. */
void pp_writer_names(struct pp_writer *w);
/* "'Name of sheet'!": the beginning of a reference. */
const char *pp_writer_sheet(struct pp_writer *w, const char *name);
/* The chart of the sheet, below its table; nothing where it has none. */
void pp_writer_chart(struct pp_writer *w);

#endif
