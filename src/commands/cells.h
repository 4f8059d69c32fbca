/* A table of counts from two CSV files, for protect and audit --table.
 *
 * CELLS: header `cell,count`, or `cell,state,value` as protect prints it; one row a cell. A blank
 * count is a hidden cell. EQUATIONS: header `total,part`, and if wanted `relation` (`sum`, the
 * default, or `union`) and `equation`; one row a part. Rows with the same total, relation and
 * equation make one equation, wherever they stand. Without a column `equation`, a total may still
 * have two sums (by rows and by columns): parts that overlap, being made of the same cells, belong
 * to different sums; and where the counts fit only when the rows are read run by run, they are read
 * so. A blank line ends a run. */
#ifndef COMMANDS_CELLS_H
#define COMMANDS_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/diag.h"
#include "pactpress/map.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_arena;

struct cell {
    const char *name;
    int64_t count; /* -1: hidden */
    struct pp_where where;
};

struct equation {
    size_t total;
    bool is_union;
    size_t *parts;
    size_t count, capacity;
    struct pp_where where;
};

struct cells {
    struct {
        struct cell *items;
        size_t count, capacity;
    } cells;
    struct {
        struct equation *items;
        size_t count, capacity;
    } equations;
    struct pp_map by_name; /* name -> &index + 1 */
};

/* Every mistake is reported, not only the first. `may_hide`: blank counts are hidden cells, else
 * mistakes. Counts that contradict an equation are mistakes. */
enum pp_status cells_read(
    struct pp_run *run, const char *cells_path, const char *equations_path, bool may_hide,
    struct cells *out) PP_CHECK;

/* An equation whose total is, over other equations, part of itself; NULL when there is none. */
const struct equation *cells_cycle(struct pp_arena *arena, const struct cells *cells);

/* What each cell is made of in the end. */
struct cells_leaves;
struct cells_leaves *cells_leaves(struct pp_arena *arena, const struct cells *cells);
/* Splits a sum into sums whose parts do not overlap; returns how many. */
size_t cells_split(
    struct pp_arena *arena, struct cells_leaves *leaves, const struct equation *whole,
    struct equation **out);

/* A field of CSV output. */
void cells_field(struct pp_str *out, const char *text);
/* A whole number from the command line, from `least` on; PP_USAGE with a sentence. */
enum pp_status cells_option(
    struct pp_run *run, const char *name, const char *text, int64_t least, int64_t *out) PP_CHECK;

#endif
