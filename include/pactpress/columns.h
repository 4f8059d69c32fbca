/* Columns: which field of a record stands in which column of a file.
 *
 * A source names a column by its header (case, accents and spacing do not matter; an exact match
 * wins over a folded one), by a pattern between slashes, or by its position (#3). What is not named
 * in the file but in `constants:` has that text in every row. */
#ifndef PACTPRESS_COLUMNS_H
#define PACTPRESS_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/pattern.h"
#include "pactpress/project.h"
#include "pactpress/record.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

/* The columns that a source names, with its patterns compiled: once per source. */
struct pp_wanted {
    const struct pp_source *source;
    struct pp_pattern **patterns; /* one per source column; NULL: not a pattern */
    const char **folded;          /* folded header texts; NULL: pattern or position */
    size_t *positions;            /* 0-based; PP_NO_INDEX: not by position */
};

/* Where one file has them. */
struct pp_columns {
    const struct pp_source *source;
    size_t *at; /* one per source column: index in the row, or PP_NO_INDEX */
    size_t count;
};

/* Checks the field names of the source against its kind, and compiles. PP_USAGE with all mistakes
 * reported: an unknown field (with the nearest), a doubled one, a required one that is missing. */
enum pp_status pp_wanted_prepare(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_source *source, struct pp_wanted *out) PP_CHECK;
void pp_wanted_release(struct pp_wanted *wanted); /* frees the patterns */

/* How many of the wanted columns a header row has. */
size_t pp_wanted_fit(const struct pp_wanted *wanted, const char *const *headers, size_t count);
/* True when at least one column is named by text or pattern: the file needs a header. */
bool pp_wanted_by_name(const struct pp_wanted *wanted);

/* Finds the columns in a file's headers. PP_DATA: one is missing (a column from a preset may be,
 * when its kind does not require it) or fits two headers. `where` is the header's line. */
enum pp_status pp_columns_find(
    struct pp_run *run, struct pp_arena *arena, const struct pp_wanted *wanted,
    struct pp_where where, const char *const *headers, size_t count,
    struct pp_columns *out) PP_CHECK;

/* Index of a field's source column in source->columns, or PP_NO_INDEX when not mapped or not in
 * this file. */
size_t pp_columns_field(const struct pp_columns *columns, const char *field);

#endif
