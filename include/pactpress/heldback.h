/* Rows that are held back: byte for byte to private/held-back/<source>/<file>.csv, with the header
 * on top, and why, in <file>.reasons.csv (line, column, rule, sentence); and to correct in, as
 * <file>.correct.csv and <file>.xlsx (corrections.h). Every run replaces the
 * whole folder; it is complete before the old one goes. Nothing of it ever goes under the outputs.
 */
#ifndef PACTPRESS_HELDBACK_H
#define PACTPRESS_HELDBACK_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/corrections.h"
#include "pactpress/diag.h"
#include "pactpress/file.h"
#include "pactpress/outfile.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_run;
struct pp_project;

/* One file's rows on their way to the folder. They are written as they come: a file may be held
 * back whole, and be long. Only the workbook's rows stay in memory, which are limited. */
struct pp_heldback {
    struct pp_run *run;               /* its `letters` are the language of heads and hints */
    const struct pp_project *project; /* NULL: rows are counted, and kept nowhere */
    const char *source;               /* its id */
    const char *path;                 /* of the file */
    const char *stem;                 /* of the names in the new folder; NULL: no row yet */
    struct pp_outfile rows, reasons;
    struct pp_outfile correct; /* the sheet for correcting, as CSV */
    struct pp_str sheet;       /* its beginning, for the workbook */
    size_t sheet_rows;
    bool cut; /* the workbook has not all of it */
    pp_correction_writer *workbook;
    const char *const *lists; /* choices of the sheet's columns, or NULL each */
    size_t list_count;
    size_t count;
    struct pp_where first;   /* the first of them, for the one warning of the file */
    const char *first_brief; /* why, without a cell's text that could be a name; NULL: none */
};

/* What stands above the rows. */
struct pp_heldback_head {
    struct pp_bytes mark, header; /* as in the file; both may be empty */
    const char *const *columns;   /* their names */
    const char *const *lists;     /* choices of the sheet's columns: two more than `width` */
    size_t width;
};

struct pp_heldback_row {
    struct pp_bytes raw; /* as in the file */
    size_t line;
    const char *column, *rule, *sentence;
    const char *digest; /* of the file */
    const char *cells;  /* a comma and a quoted field each */
};

void pp_heldback_init(
    struct pp_heldback *held, struct pp_run *run, const struct pp_project *project,
    const char *source, const char *path, pp_correction_writer *workbook);
/* What was not ended is taken away. */
void pp_heldback_free(struct pp_heldback *held);
/* Before the first row, where rows are kept. */
enum pp_status pp_heldback_open(
    struct pp_heldback *held, const struct pp_heldback_head *head) PP_CHECK;
enum pp_status pp_heldback_add(
    struct pp_heldback *held, const struct pp_heldback_row *row) PP_CHECK;
/* Behind the last row. *place (run's arena) is where they will lie, relative to the project; NULL
 * where none is kept. */
enum pp_status pp_heldback_close(struct pp_heldback *held, const char **place) PP_CHECK;

/* Starts a new folder beside the one that is there. */
enum pp_status pp_heldback_begin(struct pp_run *run, const struct pp_project *project) PP_CHECK;
/* Puts the new folder in the place of the old one; without any rows there is none. */
enum pp_status pp_heldback_finish(struct pp_run *run, const struct pp_project *project) PP_CHECK;

#endif
