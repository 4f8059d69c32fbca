/* Corrections: rows that were held back, as somebody mended them.
 *
 * A held-back row is written once more to private/held-back/<source>/<file>.correct.csv and .xlsx:
 * a key, the reason, and its cells as text. What comes back (`build --corrected FILE`) is kept
 * under private/corrections/<digest of the export>.csv, and every later build reads those cells in
 * the place of the row, as long as the export is the same, byte for byte. */
#ifndef PACTPRESS_CORRECTIONS_H
#define PACTPRESS_CORRECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/file.h"
#include "pactpress/map.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_run;
struct pp_arena;
struct pp_project;

/* The first column of a sheet for correcting, in every language; the second is the reason. */
#define PP_CORRECTION_KEY "pactpress"

/* Appends one CSV field (RFC 4180, always quoted). A cell that a spreadsheet would take for a
 * formula gets an apostrophe, which is taken off again when the sheet comes back. */
void pp_correction_field(struct pp_str *out, const char *text);

/* The mended rows of one export: line ("17") -> record of CSV, UTF-8 with commas. Empty when there
 * are none. */
enum pp_status pp_corrections_load(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *digest,
    struct pp_map *out) PP_CHECK;

/* Takes in a corrected sheet (bytes of CSV in any dialect and encoding); `shown` is its path. A row
 * whose key is of no export is an error (PP_DATA); later corrections of a row replace earlier ones.
 * *rows is how many were taken. */
enum pp_status pp_corrections_take(
    struct pp_run *run, const struct pp_project *project, const char *shown, struct pp_bytes sheet,
    size_t *rows) PP_CHECK;

/* A sheet for correcting, and the words of its workbook in the language of who corrects. Excel
 * takes 31 characters for the name, 32 for the title and 225 for the hint. */
struct pp_correction_sheet {
    struct pp_bytes csv; /* UTF-8 with commas, the head first; no cell of more than 32,767 bytes */
    const char *const *lists; /* choices of each column, separated by commas; NULL: it has none */
    size_t list_count;
    const char *name;
    const char *title, *hint; /* beside a cell that has choices */
};

/* Writes the sheet as a workbook, for its owner's eyes alone. Such a function is handed to ingest,
 * which comes before those who know workbooks. */
typedef enum pp_status pp_correction_writer(
    struct pp_run *run, const char *path, const struct pp_correction_sheet *sheet);
/* src/output/correction_workbook.c: the one. The same sheet gives the same bytes. */
pp_correction_writer pp_correction_workbook;

#endif
