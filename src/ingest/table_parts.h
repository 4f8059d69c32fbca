/* What opening a table (table_open.c) and reading its rows (table.c) share. */
#ifndef PACTPRESS_INGEST_TABLE_PARTS_H
#define PACTPRESS_INGEST_TABLE_PARTS_H

#include <stdbool.h>

#include "ingest/window.h"
#include "pactpress/status.h"
#include "pactpress/table.h"

struct pp_run;

/* Places where records begin, one in each stretch of the text, as the pass that looks for the
 * table's end met them. */
struct pp_places {
    struct pp_arena *arena;
    struct pp_place *items;
    size_t count, capacity;
};

enum { PP_STRETCH = 1 << 18 /* [bytes] of text between two of them, at least */ };

/* Opens the window; `first`: what is no CSV is refused. */
enum pp_status pp_table_window(
    struct pp_run *run, struct pp_table *table, const char *folder, bool first) PP_CHECK;
void pp_table_fields(struct pp_table *table);
/* A scanner over the text at hand. */
void pp_table_scan(struct pp_table *table);
/* From here on, the scanner notes places; and no longer. */
void pp_table_collect(struct pp_table *table);
void pp_table_scan_on(struct pp_table *table);

/* Rows from `place` (NULL: the first) to `stop` (in the text). */
void pp_table_go(struct pp_table *table, const struct pp_place *place, size_t stop);
/* Where the next record begins. */
struct pp_place pp_table_place(struct pp_table *table);

#endif
