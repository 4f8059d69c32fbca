/* An export opened as a table: encoding, delimiter and header are decided, rows come one by one.
 *
 * The file is read through a window, from its start to its end, as often as there are passes over
 * it; memory follows its longest row. UTF-16 is converted first; other encodings are split as bytes
 * and only the fields that are asked for are converted. The encoding is decided by all bytes, the
 * dialect by the beginning (PP_LIMIT_HEAD). */
#ifndef PACTPRESS_TABLE_H
#define PACTPRESS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/charset.h"
#include "pactpress/columns.h"
#include "pactpress/csvrow.h"
#include "pactpress/dialect.h"
#include "pactpress/digest.h"
#include "pactpress/file.h"
#include "pactpress/map.h"
#include "pactpress/scanner.h"
#include "pactpress/status.h"

struct pp_piece_sums;
struct pp_places;
struct pp_run;
struct pp_window;

struct pp_table {
    const char *path;         /* as messages show it; lives as long as the run */
    const char *folder;       /* that it is relative to */
    const char *full;         /* both */
    struct pp_arena *arena;   /* of what was decided */
    struct pp_window *window; /* what is scanned: without byte order mark, UTF-16 as UTF-8; NULL
                                 while the table is parked */
    uint64_t size;            /* of the file [bytes] */
    char digest[PP_DIGEST_HEX];
    struct pp_charset charset; /* of the file */
    struct pp_charset reads;   /* of what is scanned */
    struct pp_dialect dialect;
    const char *const *headers; /* NFC texts; positions only: "" for each column */
    size_t width;               /* columns of the header */
    size_t end;                 /* where the table ends in the text [bytes] */
    size_t stop;                /* no record that begins here or behind is read [bytes] */
    struct pp_piece_sums *sums; /* of the file, and where records begin in it (ingest/) */
    struct pp_places *starts;
    size_t needed;         /* columns up to the last that has a header */
    struct pp_span header; /* in the text; length 0: there is none */
    struct pp_bytes header_text,
        header_raw;       /* its bytes, as scanned and as in the file with its line end */
    struct pp_bytes mark; /* the byte order mark */
    struct pp_columns columns;
    struct pp_scanner scanner;
    struct pp_csvrow *fields;
    struct pp_map corrections; /* line -> mended record (corrections.h) */
    struct pp_csvrow *mended;  /* NULL: the export has no corrections */
    bool is_mended;            /* the current row is read from its correction */
    bool before_first;         /* no row was read yet */
};

enum pp_row_kind {
    PP_ROW_DATA,
    PP_ROW_COMMENT,      /* a line that begins with # and is not as wide as the table */
    PP_ROW_BEHIND,       /* behind the table: a totals row, a remark */
    PP_ROW_HEADER_AGAIN, /* the header once more, in the middle of concatenated exports */
    PP_ROW_TORN,         /* another number of fields than the header */
    PP_ROW_STRAY_QUOTE,  /* a quote that nothing closes */
    PP_ROW_TOO_LONG
};

struct pp_row {
    enum pp_row_kind kind;
    struct pp_span span;
    size_t count; /* fields */
};

/* Opens a file for a source. `path` is relative to `folder`; what is decided lives in `arena`.
 * PP_DATA: it cannot be read as this source says, which is reported in a sentence. */
enum pp_status pp_table_open(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *path,
    const struct pp_wanted *wanted, const struct pp_charset_hint *hint,
    struct pp_table **out) PP_CHECK;
/* Gives the file's bytes back and keeps the decisions. */
void pp_table_park(struct pp_table *table); /* NULL is fine */
/* Reads the file of a parked table again. PP_DATA: it is not the same file any more. */
enum pp_status pp_table_wake(
    struct pp_run *run, const char *folder, struct pp_table *table) PP_CHECK;

/* The next row that is not blank. False at the end. */
bool pp_table_next(struct pp_table *table, struct pp_row *row);
/* The same for who needs no field: rows of every kind, blank ones and those before the data too. */
bool pp_table_skim(struct pp_table *table, struct pp_row *row);
/* Back to the first row. Each pass reads the file again. */
void pp_table_rewind(struct pp_table *table);
/* Behind the last row: was the file read to its end, and is it still the one that was opened?
 * PP_DATA: it is not, which is reported. */
enum pp_status pp_table_finish(struct pp_run *run, struct pp_table *table) PP_CHECK;
/* A field of the current row as text in `arena`; NULL: its bytes have no meaning in the encoding.
 */
const char *pp_table_text(const struct pp_table *table, struct pp_arena *arena, size_t column);
/* Its bytes as they are scanned. */
struct pp_bytes pp_table_cell(const struct pp_table *table, size_t column);
/* The cells of the current row as people can read them, broken bytes as U+FFFD. */
const char *pp_table_show(const struct pp_table *table, struct pp_arena *arena, size_t column);
/* The row's bytes as they stand in the file, line end included. */
struct pp_bytes pp_table_raw(struct pp_table *table, const struct pp_row *row);
/* The row's bytes as they are scanned, without the line end. */
struct pp_bytes pp_table_record(const struct pp_table *table, const struct pp_row *row);
/* Where in the file a field of the row starts, for messages: line, and column in characters. */
struct pp_where pp_table_where(
    const struct pp_table *table, const struct pp_row *row, size_t column);

#endif
