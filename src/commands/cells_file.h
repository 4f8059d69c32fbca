/* A small CSV file with a header line, row by row: fields, and where each of them stands. */
#ifndef COMMANDS_CELLS_FILE_H
#define COMMANDS_CELLS_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/diag.h"
#include "pactpress/scanner.h"
#include "pactpress/status.h"

enum { CELLS_COLUMNS = 4 };

struct cells_file {
    struct pp_run *run;
    const char *path;
    char delimiter; /* a comma, or a semicolon where the header has those and no comma */
    struct pp_scanner scanner;
    struct pp_span span;
    struct pp_csvrow *row;
    const char *const *names; /* of the columns that may be, ends with NULL */
    size_t at[CELLS_COLUMNS]; /* where each of them stands; (size_t)-1: not there */
    size_t width;             /* columns of the header */
    bool after_blank;         /* a blank line stood before the row */
};

/* Opens and reads the header. The first `needed` columns must be there. Close it also after an
 * error. */
enum pp_status cells_file_open(
    struct pp_run *run, const char *path, const char *const *names, size_t needed,
    struct cells_file *file) PP_CHECK;
void cells_file_close(struct cells_file *file);
/* The next row that is not blank; false at the end. A row with another number of fields than the
 * header is reported and has *sound false. */
bool cells_file_next(struct cells_file *file, bool *sound);
/* A field as text in the run's arena; "" where the column is not there. */
const char *cells_file_text(struct cells_file *file, size_t column);
bool cells_file_has(const struct cells_file *file, size_t column);
/* Where a field stands. */
struct pp_where cells_file_where(const struct cells_file *file, size_t column);

#endif
