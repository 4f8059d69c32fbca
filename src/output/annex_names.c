/* Names of cells, one a figure, from which its address and period can be told again.
 *
 *     attendance.persons[city=riga] @ 2022-Q1    attendance.persons__city.riga__2022_2d_511
 *
 * Spreadsheets take letters, digits, "." and "_", and no difference between A and a. Measure, pairs
 * and period are parted by "__"; the first "." of a pair stands for "=". Whatever else is not a
 * small letter, a digit or "." is "_" and two hexadecimal digits; so is a "_" that could be read as
 * the start of such a thing. */
#include <stdlib.h>
#include <string.h>

#include "output/annex_writer.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

enum { LONGEST = 127 /* [bytes] the library has room for */ };

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
}

/* A "_" that nothing can be taken for: a plain letter follows it, and no two digits. */
static bool is_plain_line(const char *at, const char *end)
{
    return *at == '_' && at + 1 < end && is_plain(at[1]) &&
           !(is_hex(at[1]) && (at + 2 == end || is_hex(at[2])));
}

static void put_piece(struct pp_str *name, const char *at, const char *end)
{
    static const char digits[] = "0123456789abcdef";

    for (; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        if (is_plain(*at) || is_plain_line(at, end)) {
            pp_str_append_char(name, *at);
        } else {
            const char escaped[] = {'_', digits[c >> 4], digits[c & 15], '\0'};
            pp_str_append(name, escaped);
        }
    }
}

/* Behind a pair that starts at `at`; commas in quotes part nothing. */
static const char *end_of_pair(const char *at)
{
    bool quoted = false;

    for (; *at != '\0' && (quoted || (*at != ',' && *at != ']')); at++) {
        if (*at == '\\' && at[1] != '\0')
            at++;
        else if (*at == '"')
            quoted = !quoted;
    }
    return at;
}

static void put_pair(struct pp_str *name, const char *at, const char *end)
{
    const char *equals = memchr(at, '=', (size_t)(end - at));

    pp_str_append(name, "__");
    put_piece(name, at, equals);
    pp_str_append_char(name, '.');
    put_piece(name, equals + 1, end);
}

const char *pp_grid_cell_name(struct pp_arena *arena, const char *address, const char *period)
{
    struct pp_str name;
    const char *at = address + strcspn(address, "["), *copy;

    pp_str_init(&name);
    put_piece(&name, address, at);
    while (*at == '[' || *at == ',') {
        at += *at == '[' ? 1 : 2;
        const char *end = end_of_pair(at);
        put_pair(&name, at, end);
        at = end;
    }
    pp_str_append(&name, "__");
    put_piece(&name, period, period + strlen(period));
    copy = name.length <= LONGEST ? pp_str_copy(&name, arena) : NULL;
    pp_str_free(&name);
    return copy;
}

/* --- in the workbook */

struct named {
    const char *name, *reference;
};

static int compare_named(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

/* The head of its table lies where put_top left it. */
static lxw_row_t head_of(const struct pp_grid *grid)
{
    bool note = grid->note != NULL && grid->note[0] != '\0';

    return (lxw_row_t)(2 + (note ? 1 : 0) + grid->lines.count);
}

static size_t add_names(struct pp_writer *w, const struct pp_grid *grid, struct named *names)
{
    const char *sheet = pp_writer_sheet(w, grid->name);
    size_t count = 0;

    for (size_t i = 0; i < grid->rows.count; i++) {
        char cell[LXW_MAX_CELL_NAME_LENGTH];
        if (grid->rows.items[i].name == NULL)
            continue;
        lxw_rowcol_to_cell_abs(
            cell, head_of(grid) + 1 + (lxw_row_t)i, (lxw_col_t)grid->named, LXW_TRUE, LXW_TRUE);
        names[count++] = (struct named){
            grid->rows.items[i].name, pp_arena_printf(w->arena, "=%s%s", sheet, cell)};
    }
    return count;
}

/* The library keeps names sorted and looks for a place from the first on: the last one comes
 * first. */
void pp_writer_names(struct pp_writer *w)
{
    for (size_t i = 0; i < w->book->grids.count; i++) {
        const struct pp_grid *grid = w->book->grids.items[i];
        struct named *names = pp_arena_array(w->arena, grid->rows.count, sizeof *names);
        size_t count = add_names(w, grid, names);
        if (count > 0)
            qsort(names, count, sizeof *names, compare_named);
        while (count-- > 0)
            pp_writer_note(
                w, workbook_define_name(w->workbook, names[count].name, names[count].reference));
    }
}
