#include "cells.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cells_file.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

enum { CELL, COUNT, STATE, VALUE };
enum { TOTAL, PART, RELATION, EQUATION };

static const char *const count_columns[] = {"cell", "count", NULL};
static const char *const published_columns[] = {"cell", "count", "state", "value", NULL};
static const char *const equation_columns[] = {"total", "part", "relation", "equation", NULL};

struct reading {
    struct pp_run *run;
    struct cells *out;
    struct cells_file file;
    bool may_hide;
    enum pp_status status; /* PP_OK, or the first mistake's */
};

static void mistake(
    struct reading *reading, struct pp_where where, const char *rule, const char *sentence)
{
    pp_error(reading->run, where, rule, "%s", sentence);
    reading->status = PP_DATA;
}

#define SAY(reading, ...) pp_arena_printf((reading)->run->arena, __VA_ARGS__)

void cells_field(struct pp_str *out, const char *text)
{
    size_t length = strlen(text);

    if (length > 0 && !strpbrk(text, ",\"\r\n") && text[0] != ' ' && text[length - 1] != ' ') {
        pp_str_append(out, text);
        return;
    }
    pp_str_append_char(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            pp_str_append_char(out, '"');
        pp_str_append_char(out, *text);
    }
    pp_str_append_char(out, '"');
}

/* Digits only; false also when it is too large. */
static bool read_whole(const char *text, int64_t *out)
{
    int64_t value = 0;

    if (!*text)
        return false;
    for (; *text; text++) {
        if (!isdigit((unsigned char)*text))
            return false;
        value = 10 * value + (*text - '0');
        if (value > PP_LIMIT_PROTECT_VALUE)
            return false;
    }
    *out = value;
    return true;
}

enum pp_status cells_option(
    struct pp_run *run, const char *name, const char *text, int64_t least, int64_t *out)
{
    int64_t value;

    if (read_whole(text, &value) && value >= least) {
        *out = value;
        return PP_OK;
    }
    pp_error(
        run, PP_NOWHERE, "options.bad-number",
        "--%s cannot be \"%s\"; it is a whole number from %d", name, text, (int)least);
    return PP_USAGE;
}

/* --- Cells */

static const char *count_mistake(const char *text)
{
    if (text[0] == '-' && isdigit((unsigned char)text[1]))
        return "\"%s\" is negative; a count is 0 or more";
    if (strspn(text, "0123456789") == strlen(text))
        return "\"%s\" is more than this program counts (1,000,000,000,000)";
    return "\"%s\" is no count; a count is a whole number such as 43";
}

static void read_count(struct reading *reading, struct cell *cell)
{
    struct cells_file *file = &reading->file;
    size_t column = cells_file_has(file, COUNT) ? COUNT : VALUE;
    const char *text = cells_file_text(file, column), *state = cells_file_text(file, STATE);
    struct pp_where where = cells_file_where(file, column);

    cell->count = -1;
    if (!*text && !reading->may_hide) {
        mistake(
            reading, where, "cells.blank-count",
            SAY(reading, "the cell \"%s\" has no count; to protect a table, all are needed",
                cell->name));
        return;
    }
    if (*text && !read_whole(text, &cell->count)) {
        pp_error(reading->run, where, "cells.bad-count", count_mistake(text), text);
        reading->status = PP_DATA;
    }
    if (cells_file_has(file, STATE) && (pp_streq(state, "suppressed") ? *text != 0 : !*text))
        mistake(
            reading, where, "cells.state",
            SAY(reading, "the state \"%s\" does not go with the value \"%s\"", state, text));
}

static void read_cell(struct reading *reading)
{
    struct cells *out = reading->out;
    struct cell cell = {
        .name = cells_file_text(&reading->file, CELL),
        .where = cells_file_where(&reading->file, CELL)};
    const size_t *known = pp_map_get(&out->by_name, cell.name);

    if (!*cell.name) {
        mistake(reading, cell.where, "cells.no-name", "this cell has no name");
        return;
    }
    if (known != NULL) {
        mistake(
            reading, cell.where, "cells.doubled-cell",
            SAY(reading, "the cell \"%s\" stands in line %zu already", cell.name,
                out->cells.items[*known].where.line));
        return;
    }
    read_count(reading, &cell);
    size_t *index = pp_arena_alloc(reading->run->arena, sizeof *index);
    *index = out->cells.count;
    pp_map_set(&out->by_name, cell.name, index);
    *(struct cell *)PP_PUSH(reading->run->arena, &out->cells) = cell;
}

/* What protect prints has a state and a value instead of a count. */
static enum pp_status open_cells(struct reading *reading, const char *path)
{
    struct cells_file *file = &reading->file;

    if (!reading->may_hide)
        return cells_file_open(reading->run, path, count_columns, 2, file);
    PP_TRY(cells_file_open(reading->run, path, published_columns, 1, file));
    if (cells_file_has(file, COUNT) != cells_file_has(file, VALUE))
        return PP_OK;
    mistake(
        reading, (struct pp_where){.file = path, .line = 1, .col = 1}, "cells.missing-column",
        "the header is `cell,count`, or `cell,state,value` as protect prints it");
    return PP_DATA;
}

static enum pp_status read_cells(struct reading *reading, const char *path)
{
    bool sound;
    enum pp_status status = open_cells(reading, path);

    while (status == PP_OK && cells_file_next(&reading->file, &sound)) {
        if (!sound)
            reading->status = PP_DATA;
        else if (reading->out->cells.count < PP_LIMIT_PROTECT_CELLS)
            read_cell(reading);
        else
            status = PP_DATA;
        if (status != PP_OK)
            mistake(
                reading, cells_file_where(&reading->file, CELL), "cells.too-many",
                SAY(reading, "there are more than %d cells", PP_LIMIT_PROTECT_CELLS));
    }
    if (status == PP_OK && reading->out->cells.count == 0 && reading->status == PP_OK)
        mistake(
            reading, (struct pp_where){.file = path}, "cells.empty",
            "this file has a header and no cell");
    cells_file_close(&reading->file);
    return status;
}

/* --- Equations */

static void unknown_cell(struct reading *reading, const char *name, struct pp_where where)
{
    struct cells *out = reading->out;
    const char **names = pp_arena_array(reading->run->arena, out->cells.count + 1, sizeof *names);

    for (size_t i = 0; i < out->cells.count; i++)
        names[i] = out->cells.items[i].name;
    const char *near = pp_nearest(name, names);
    mistake(
        reading, where, "cells.unknown-cell",
        SAY(reading, "there is no cell \"%s\"%s%s%s", name, near ? "; did you mean \"" : "",
            near ? near : "", near ? "\"?" : ""));
}

static bool find_cell(struct reading *reading, size_t column, size_t *out)
{
    const char *name = cells_file_text(&reading->file, column);
    const size_t *index = pp_map_get(&reading->out->by_name, name);

    if (index == NULL) {
        unknown_cell(reading, name, cells_file_where(&reading->file, column));
        return false;
    }
    *out = *index;
    return true;
}

static bool find_relation(struct reading *reading, bool *is_union)
{
    static const char *const words[] = {"sum", "union", NULL};
    const char *word = cells_file_text(&reading->file, RELATION), *near;

    *is_union = pp_streq(word, "union");
    if (!*word || *is_union || pp_streq(word, "sum"))
        return true;
    near = pp_nearest(word, words);
    mistake(
        reading, cells_file_where(&reading->file, RELATION), "cells.relation",
        SAY(reading, "\"%s\" is no relation; it is sum or union%s%s%s", word,
            near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : ""));
    return false;
}

/* A row of EQUATIONS, before rows become equations. */
struct part_row {
    size_t total, part;
    bool is_union;
    const char *equation;
    bool begins; /* a blank line or another total stood before it */
    struct pp_where where;
};

struct part_rows {
    struct part_row *items;
    size_t count, capacity;
};

static void read_part(struct reading *reading, struct part_rows *rows)
{
    struct part_row row = {
        .equation = cells_file_text(&reading->file, EQUATION),
        .where = cells_file_where(&reading->file, PART)};
    bool known = find_cell(reading, TOTAL, &row.total);

    known = find_cell(reading, PART, &row.part) && known;
    known = find_relation(reading, &row.is_union) && known;
    if (!known)
        return;
    if (row.total == row.part) {
        mistake(
            reading, row.where, "cells.cycle",
            SAY(reading, "the cell \"%s\" is part of itself",
                reading->out->cells.items[row.part].name));
        return;
    }
    const struct part_row *last = rows->count > 0 ? &rows->items[rows->count - 1] : NULL;
    row.begins = last == NULL || reading->file.after_blank || last->total != row.total ||
                 last->is_union != row.is_union;
    *(struct part_row *)PP_PUSH(reading->run->arena, rows) = row;
}

static enum pp_status read_parts(struct reading *reading, const char *path, struct part_rows *rows)
{
    bool sound;
    enum pp_status status =
        cells_file_open(reading->run, path, equation_columns, 2, &reading->file);

    while (status == PP_OK && cells_file_next(&reading->file, &sound)) {
        if (sound)
            read_part(reading, rows);
        else
            reading->status = PP_DATA;
    }
    cells_file_close(&reading->file);
    return status;
}

/* --- From rows to equations */

static int64_t count_of(const struct reading *reading, size_t cell)
{
    return reading->out->cells.items[cell].count;
}

/* Could the counts that are known belong to this equation? */
static bool fits(const struct reading *reading, const struct equation *equation)
{
    int64_t total = count_of(reading, equation->total), sum = 0, largest = 0;
    bool hidden = false;

    if (total < 0)
        return true;
    for (size_t p = 0; p < equation->count; p++) {
        int64_t part = count_of(reading, equation->parts[p]);
        hidden = hidden || part < 0;
        sum += part < 0 ? 0 : part;
        largest = part > largest ? part : largest;
    }
    if (equation->is_union)
        return largest <= total && (hidden || total <= sum);
    return hidden ? sum <= total : sum == total;
}

struct group {
    struct equation whole; /* all rows */
    struct {
        struct equation *items;
        size_t count, capacity;
    } runs;
};

static struct group *group_of(
    struct reading *reading, struct pp_map *groups, const struct part_row *row)
{
    const char *key = SAY(reading, "%zu %d %s", row->total, row->is_union, row->equation);
    struct group *group = pp_map_get(groups, key);

    if (group == NULL) {
        group = pp_arena_alloc(reading->run->arena, sizeof *group);
        group->whole =
            (struct equation){.total = row->total, .is_union = row->is_union, .where = row->where};
        pp_map_set(groups, key, group);
    }
    return group;
}

static void add_part(struct reading *reading, struct equation *equation, size_t part)
{
    size_t *slot = pp_arena_push(
        reading->run->arena, &equation->parts, &equation->count, &equation->capacity,
        sizeof *equation->parts);

    *slot = part;
}

static void add_row(struct reading *reading, struct pp_map *groups, const struct part_row *row)
{
    struct group *group = group_of(reading, groups, row);

    add_part(reading, &group->whole, row->part);
    if (row->begins || group->runs.count == 0)
        *(struct equation *)PP_PUSH(reading->run->arena, &group->runs) =
            (struct equation){.total = row->total, .is_union = row->is_union, .where = row->where};
    add_part(reading, &group->runs.items[group->runs.count - 1], row->part);
}

static bool has_double(struct reading *reading, const struct equation *equation, size_t *doubled)
{
    struct pp_arena *scratch = pp_arena_new();
    bool *seen = pp_arena_array(scratch, reading->out->cells.count, sizeof *seen), found = false;

    for (size_t p = 0; p < equation->count && !found; p++) {
        found = seen[equation->parts[p]];
        seen[equation->parts[p]] = true;
        *doubled = equation->parts[p];
    }
    pp_arena_free(scratch);
    return found;
}

static void refuse_equation(struct reading *reading, const struct equation *equation)
{
    const struct cell *total = &reading->out->cells.items[equation->total];
    int64_t sum = 0, largest = 0;

    for (size_t p = 0; p < equation->count; p++) {
        int64_t part = count_of(reading, equation->parts[p]);
        sum += part < 0 ? 0 : part;
        largest = part > largest ? part : largest;
    }
    if (equation->is_union)
        mistake(
            reading, equation->where, "cells.union",
            SAY(reading,
                "the total \"%s\" is %lld, and its parts allow %lld (the largest) to %lld (their "
                "sum)",
                total->name, (long long)total->count, (long long)largest, (long long)sum));
    else
        mistake(
            reading, equation->where, "cells.sum",
            SAY(reading,
                "the total \"%s\" is %lld, and its parts add up to %lld; where a total has two "
                "equations, put a blank line between them or name each in a column `equation`",
                total->name, (long long)total->count, (long long)sum));
}

static void keep(struct reading *reading, const struct equation *equation)
{
    size_t doubled;

    if (has_double(reading, equation, &doubled))
        mistake(
            reading, equation->where, "cells.doubled-part",
            SAY(reading, "the cell \"%s\" is twice a part of \"%s\"",
                reading->out->cells.items[doubled].name,
                reading->out->cells.items[equation->total].name));
    else if (!fits(reading, equation))
        refuse_equation(reading, equation);
    *(struct equation *)PP_PUSH(reading->run->arena, &reading->out->equations) = *equation;
}

static bool runs_fit(const struct reading *reading, const struct group *group)
{
    for (size_t i = 0; i < group->runs.count; i++)
        if (!fits(reading, &group->runs.items[i]))
            return false;
    return group->runs.count > 1;
}

/* Parts of a sum do not overlap: where they do, the total is given twice, by rows and by columns.
 */
static void settle_group(
    struct reading *reading, const struct group *group, struct cells_leaves *leaves)
{
    struct equation *apart;
    size_t count = 1, doubled;

    if (leaves != NULL && !group->whole.is_union && !has_double(reading, &group->whole, &doubled))
        count = cells_split(reading->run->arena, leaves, &group->whole, &apart);
    for (size_t i = 0; count > 1 && i < count; i++)
        keep(reading, &apart[i]);
    if (count > 1)
        return;
    if (leaves == NULL || fits(reading, &group->whole) || !runs_fit(reading, group)) {
        keep(reading, &group->whole);
        return;
    }
    for (size_t i = 0; i < group->runs.count; i++)
        keep(reading, &group->runs.items[i]);
}

/* What each cell is made of, over all groups. */
static struct cells_leaves *find_leaves(struct reading *reading, const struct pp_map *groups)
{
    struct cells whole = {.cells.count = reading->out->cells.count};

    for (size_t i = 0; i < groups->count; i++)
        *(struct equation *)PP_PUSH(reading->run->arena, &whole.equations) =
            ((struct group *)groups->entries[i].value)->whole;
    return cells_leaves(reading->run->arena, &whole);
}

static enum pp_status read_equations(struct reading *reading, const char *path)
{
    struct part_rows rows = {0};
    struct pp_map groups;
    struct cells_leaves *leaves = NULL;

    pp_map_init(&groups, reading->run->arena);
    PP_TRY(read_parts(reading, path, &rows));
    for (size_t i = 0; i < rows.count; i++)
        add_row(reading, &groups, &rows.items[i]);
    if (!cells_file_has(&reading->file, EQUATION))
        leaves = find_leaves(reading, &groups);
    for (size_t i = 0; i < groups.count; i++)
        settle_group(reading, groups.entries[i].value, leaves);
    if (rows.count == 0 && reading->status == PP_OK)
        mistake(
            reading, (struct pp_where){.file = path}, "cells.empty",
            "this file has a header and no equation");
    const struct equation *cycle = cells_cycle(reading->run->arena, reading->out);
    if (cycle != NULL)
        mistake(
            reading, cycle->where, "cells.cycle",
            SAY(reading, "the cell \"%s\" is part of a part of itself",
                reading->out->cells.items[cycle->total].name));
    return PP_OK;
}

enum pp_status cells_read(
    struct pp_run *run, const char *cells_path, const char *equations_path, bool may_hide,
    struct cells *out)
{
    struct reading reading = {.run = run, .out = out, .may_hide = may_hide};

    *out = (struct cells){0};
    pp_map_init(&out->by_name, run->arena);
    PP_TRY(read_cells(&reading, cells_path));
    PP_TRY(read_equations(&reading, equations_path));
    return reading.status;
}
