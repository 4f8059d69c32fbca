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

/* The workbook's own words, in the language of who corrects. Excel takes 31 characters for the
 * sheet, 32 for the title and 225 for the hint. */
struct pp_correction_words {
    const char *sheet;        /* its name */
    const char *title, *hint; /* beside a cell that has choices */
};

/* A workbook of one sheet for correcting, from the CSV of the same rows. lists[i] (may be NULL) are
 * the choices of column i, separated by commas. In `out`: the bytes of the XLSX. */
void pp_correction_workbook(
    struct pp_bytes sheet, const char *const *lists, size_t list_count,
    const struct pp_correction_words *words, struct pp_str *out);

#endif
