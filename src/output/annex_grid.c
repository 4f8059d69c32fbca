/* Grids: rows and columns of typed cells, and what a sheet can hold of them. */
#include "output/annex_grid.h"

#include <string.h>

#include "pactpress/fold.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

/* Limits of the file format (ECMA-376, and Excel's "specifications and limits"). */
enum {
    SHEET_NAME = 31,   /* [UTF-16 units] */
    CELL_TEXT = 32767, /* [UTF-16 units] */
    TABLE_NAME = 200,  /* [bytes]; the format has 255 */
    HEAD_TEXT = 255,   /* [UTF-16 units] */
    ROWS = 1000000,    /* the format has 1,048,576 with titles */
    COLUMNS = 1000     /* the format has 16,384 */
};

static bool is_unfit(unsigned c)
{
    return c == 0xAD || (c >= 0x7F && c < 0xA0) || (c >= 0xFDD0 && c <= 0xFDEF) ||
           (c & 0xFFFE) == 0xFFFE;
}

const char *pp_grid_text(struct pp_arena *arena, const char *text)
{
    struct pp_str out;
    const char *copy;
    size_t length = text == NULL ? 0 : strlen(text);
    pp_str_init(&out);
    for (size_t at = 0, step; at < length; at += step) {
        unsigned c;
        step = pp_utf8_decode(text + at, length - at, &c);
        if (step == 0) {
            step = 1;
            continue;
        }
        if (c < 0x20)
            pp_str_append_char(&out, c == '\n' ? '\n' : ' ');
        else if (!is_unfit(c))
            pp_str_append_n(&out, text + at, step);
    }
    copy = pp_str_copy(&out, arena);
    pp_str_free(&out);
    return copy;
}

struct pp_grid_column *pp_grid_add_column(
    struct pp_arena *arena, struct pp_grid *grid, struct pp_grid_column column)
{
    struct pp_grid_column *place = PP_PUSH(arena, &grid->columns);
    *place = column;
    return place;
}

struct pp_cell *pp_grid_add_row(struct pp_arena *arena, struct pp_grid *grid)
{
    struct pp_grid_row *row = PP_PUSH(arena, &grid->rows);
    row->cells = pp_arena_array(arena, grid->columns.count, sizeof *row->cells);
    return row->cells;
}

struct pp_cell pp_cell_text(struct pp_arena *arena, const char *text)
{
    struct pp_cell cell = {.kind = PP_CELL_BLANK};
    cell.text = pp_grid_text(arena, text);
    if (cell.text[0] != '\0')
        cell.kind = PP_CELL_TEXT;
    return cell;
}

struct pp_cell pp_cell_number(int64_t value, int decimals)
{
    return (struct pp_cell){.kind = PP_CELL_NUMBER, .value = value, .decimals = decimals};
}

struct pp_cell pp_cell_day(pp_day day)
{
    return (struct pp_cell){.kind = day == PP_NO_DAY ? PP_CELL_BLANK : PP_CELL_DAY, .day = day};
}

static size_t units(unsigned c)
{
    return c > 0xFFFF ? 2 : 1;
}

static size_t text_units(const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text), count = 0;
    for (size_t at = 0, step; at < length; at += step) {
        unsigned c;
        step = pp_utf8_decode(text + at, length - at, &c);
        if (step == 0)
            step = 1;
        else
            count += units(c);
    }
    return count;
}

/* The first `limit` UTF-16 units, whole characters only. */
static char *cut(struct pp_arena *arena, const char *text, size_t limit)
{
    size_t length = strlen(text), at = 0, count = 0;
    while (at < length) {
        unsigned c;
        size_t step = pp_utf8_decode(text + at, length - at, &c);
        if (step == 0 || count + units(c) > limit)
            break;
        count += units(c);
        at += step;
    }
    while (at > 0 && text[at - 1] == ' ')
        at--;
    return pp_arena_strndup(arena, text, at);
}

/* Spreadsheets tell names apart by more than case; what is alike here is more than they ask for. */
static bool is_taken(const char *name, const char *const *taken, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pp_fold_equal(name, taken[i]))
            return true;
    return false;
}

/* "Name", else "Name 2", "Name 3" ... within the limit. */
static const char *unique(
    struct pp_arena *arena, const char *name, const char *gap, size_t limit,
    const char *const *taken, size_t count)
{
    const char *candidate = cut(arena, name, limit);
    for (int i = 2; is_taken(candidate, taken, count); i++) {
        const char *number = pp_arena_printf(arena, "%s%d", gap, i);
        candidate =
            pp_arena_printf(arena, "%s%s", cut(arena, name, limit - strlen(number)), number);
    }
    return candidate;
}

/* Without the characters that a tab may not show, and no apostrophe at an end. */
static const char *tab_name(struct pp_arena *arena, const char *text)
{
    char *name = pp_arena_strdup(arena, pp_grid_text(arena, text));
    size_t length;
    for (char *c = name; *c != '\0'; c++)
        if (strchr("[]:*?/\\\n", *c) != NULL)
            *c = ' ';
    name += strspn(name, " '");
    length = strlen(name);
    while (length > 0 && strchr(" '", name[length - 1]) != NULL)
        name[--length] = '\0';
    return length > 0 ? name : "1";
}

static const char *table_name(struct pp_arena *arena, const char *text)
{
    char *name = pp_arena_strdup(arena, text);
    for (char *c = name; *c != '\0'; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9')))
            *c = '_';
    return name;
}

void pp_book_fit_names(struct pp_arena *arena, struct pp_book *book)
{
    size_t count = book->grids.count;
    const char **tabs = pp_arena_array(arena, count, sizeof *tabs);
    const char **tables = pp_arena_array(arena, count, sizeof *tables);
    for (size_t i = 0; i < count; i++) {
        struct pp_grid *grid = book->grids.items[i];
        const char *tab = cut(arena, tab_name(arena, grid->name), SHEET_NAME);
        tabs[i] = grid->name = unique(arena, tab_name(arena, tab), " ", SHEET_NAME, tabs, i);
        tables[i] = grid->table =
            unique(arena, table_name(arena, grid->table), "_", TABLE_NAME, tables, i);
    }
}

void pp_grid_fit_heads(struct pp_arena *arena, struct pp_grid *grid)
{
    const char **heads = pp_arena_array(arena, grid->columns.count, sizeof *heads);
    for (size_t i = 0; i < grid->columns.count; i++) {
        struct pp_grid_column *column = &grid->columns.items[i];
        const char *head = pp_grid_text(arena, column->head);
        if (head[0] == '\0')
            head = pp_arena_printf(arena, "%zu", i + 1);
        heads[i] = column->head = unique(arena, head, " ", HEAD_TEXT, heads, i);
    }
}

static enum pp_status refuse(
    struct pp_run *run, const char *path, const struct pp_grid *grid, const char *what,
    size_t limit)
{
    pp_error(
        run, (struct pp_where){.file = pp_arena_strdup(run->arena, path)}, "annex.too-large",
        "The sheet \"%s\" has %s than the %zu that a spreadsheet can hold; make the period or the "
        "set of cities smaller.",
        grid->name, what, limit);
    return PP_DATA;
}

static enum pp_status check_texts(struct pp_run *run, const char *path, const struct pp_grid *grid)
{
    for (size_t i = 0; i < grid->rows.count; i++)
        for (size_t k = 0; k < grid->columns.count; k++)
            if (text_units(grid->rows.items[i].cells[k].text) > CELL_TEXT)
                return refuse(run, path, grid, "a text with more characters", CELL_TEXT);
    if (text_units(grid->title) > CELL_TEXT || text_units(grid->note) > CELL_TEXT)
        return refuse(run, path, grid, "a text with more characters", CELL_TEXT);
    return PP_OK;
}

enum pp_status pp_book_check(struct pp_run *run, const struct pp_book *book, const char *path)
{
    for (size_t i = 0; i < book->grids.count; i++) {
        const struct pp_grid *grid = book->grids.items[i];
        if (grid->rows.count > ROWS)
            return refuse(run, path, grid, "more rows", ROWS);
        if (grid->columns.count > COLUMNS)
            return refuse(run, path, grid, "more columns", COLUMNS);
        PP_TRY(check_texts(run, path, grid));
    }
    return PP_OK;
}
