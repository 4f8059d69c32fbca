#include "page/table_grid.h"

#include <math.h>
#include <string.h>

#include "page/cell_heads.h"
#include "pactpress/limits.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"

enum {
    MOST_NAMED = 200 /* rows of a table whose cells name their headers, though scopes are clear */
};
static const double narrowest = 20;    /* [pt] of a column */
static const double stripe_pad = 5;    /* [pt] on both sides, where rows stand on a tint */
static const double widest_word = 0.4; /* of the place: longer words are divided */

enum pp_type pp_cell_type(const struct pp_node *table, const struct pp_node *row, size_t column)
{
    const struct pp_table_column *about = &table->as.table.columns[column];
    bool head = row->in_table.row.head || row->in_table.row.total || row->in_table.row.group;
    return head || (about->row_header && !about->plain) ? PP_TYPE_TABLE_HEAD : PP_TYPE_TABLE;
}

/* "." or ",": what stands between the digits of one and a half. */
static const char *separator(const struct pp_layouter *layouter, struct pp_arena *arena)
{
    const struct pp_locale *locale = pp_wording_locale(layouter->setter.wording);
    char *text = pp_locale_number(locale, arena, 15, 1);
    size_t length = strlen(text);
    if (length < 3 || text[0] != '1' || text[length - 1] != '5')
        return "";
    text[length - 1] = '\0';
    return text + 1;
}

enum pp_status pp_cell_fraction(
    struct pp_layouter *layouter, const struct pp_table_memo *memo, const struct pp_inline *content,
    const struct pp_text_spec *spec, double *width)
{
    const char *text, *mark, *point = memo->point;
    double word;
    *width = 0;
    if (!content || !*point)
        return PP_OK;
    PP_TRY(pp_wording_plain(layouter->setter.wording, layouter->arena, content, &text));
    mark = strstr(text, point);
    if (!mark || strspn(mark + strlen(point), "0123456789") == 0)
        mark = strstr(text, "\xC2\xA0["); /* of a note */
    if (!mark)
        return PP_OK;
    return pp_text_measure(
        &layouter->setter, layouter->arena, pp_inline_text(layouter->arena, mark, NULL), spec,
        width, &word);
}

static bool is_one_line(const struct pp_inline *content)
{
    return !content || (content->kind == PP_INLINE_TEXT && !content->next &&
                        strchr(content->text, '\n') == NULL);
}

static enum pp_status measure_cell(
    struct pp_layouter *layouter, const struct pp_node *table, const struct pp_node *row,
    const struct pp_node *cell, size_t column, struct pp_table_memo *memo)
{
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    struct pp_text_spec spec = {
        .type = pp_cell_type(table, row, column), .lang = cell->lang, .where = cell->where};
    bool number = table->as.table.columns[column].numeric && !row->in_table.row.head;
    double natural = 0, word = 0, fraction = 0;
    enum pp_status status =
        pp_text_measure(&layouter->setter, layouter->arena, cell->content, &spec, &natural, &word);
    if (status == PP_OK && number)
        status = pp_cell_fraction(layouter, memo, cell->content, &spec, &fraction);
    pp_arena_rewind(layouter->arena, mark);
    PP_TRY(status);
    if (number) {
        memo->whole[column] = fmax(memo->whole[column], natural - fraction);
        memo->fraction[column] = fmax(memo->fraction[column], fraction);
        word = memo->whole[column] + memo->fraction[column];
    }
    memo->words[column] = fmax(memo->words[column], word);
    memo->natural[column] = fmax(memo->natural[column], number ? word : natural);
    if (!row->in_table.row.head)
        memo->lines[column] = fmax(
            memo->lines[column], !is_one_line(cell->content) ? HUGE_VAL
                                 : number                    ? word
                                                             : natural);
    return PP_OK;
}

/* Cells name their headers where these are grouped, or stand above and beside. In a long table with
 * a plain head that would be most of the file, and tell nothing that the scopes do not. */
static bool names_heads(const struct pp_node *table)
{
    size_t heads = 0, rows = 0;
    bool grouped = false, beside = false;
    for (size_t i = 0; i < table->as.table.column_count; i++)
        beside = beside || table->as.table.columns[i].row_header;
    for (const struct pp_node *row = table->first; row; row = row->next) {
        heads += row->in_table.row.head;
        rows++;
        grouped = grouped || row->in_table.row.group;
        for (const struct pp_node *cell = row->first; cell && row->in_table.row.head;
             cell = cell->next)
            grouped = grouped || cell->in_table.cell.span > 1;
    }
    return heads > 1 || grouped || (heads > 0 && beside && rows <= MOST_NAMED);
}

/* Pages begin with any row: rows are found by their index. */
static void index_rows(const struct pp_node *table, struct pp_table_memo *memo)
{
    const struct pp_node *group = NULL;
    size_t count = 0;
    for (const struct pp_node *row = table->first; row; row = row->next)
        memo->rows += !row->in_table.row.head;
    memo->body = pp_arena_array(memo->arena, memo->rows + 1, sizeof *memo->body);
    memo->groups = pp_arena_array(memo->arena, memo->rows + 1, sizeof *memo->groups);
    for (const struct pp_node *row = table->first; row; row = row->next) {
        if (row->in_table.row.head)
            continue;
        memo->body[count] = row;
        memo->groups[count++] = group;
        group = row->in_table.row.group ? row : group;
    }
}

/* The longest unbreakable word of each column: no column is narrower. */
static enum pp_status longest_words(
    struct pp_layouter *layouter, const struct pp_node *table, struct pp_table_memo *memo)
{
    if (memo->measured)
        return PP_OK;
    memo->point = separator(layouter, memo->arena);
    index_rows(table, memo);
    for (const struct pp_node *row = table->first; row; row = row->next) {
        size_t column = 0;
        for (const struct pp_node *cell = row->first; cell; cell = cell->next) {
            size_t span = cell->in_table.cell.span ? cell->in_table.cell.span : 1;
            if (column >= table->as.table.column_count)
                break;
            if (span == 1)
                PP_TRY(measure_cell(layouter, table, row, cell, column, memo));
            column += span;
        }
    }
    if (names_heads(table))
        memo->heads =
            pp_arena_array(memo->arena, table->as.table.column_count, sizeof *memo->heads);
    memo->measured = true;
    return PP_OK;
}

/* [pt] below which no column goes: its longest word, unless that would take the page. */
static double least(const struct pp_flowable *block, size_t column, double width)
{
    bool alone = block->node->as.table.column_count == 1;
    return fmin(fmax(block->memo->words[column], narrowest), width * (alone ? 1 : widest_word));
}

/* Columns that stand in every piece: those that head the rows, or the first. */
static size_t stub_of(const struct pp_node *table)
{
    size_t count = 0, all = table->as.table.column_count;
    while (count < all && table->as.table.columns[count].row_header)
        count++;
    return count == 0 && all > 1 ? 1 : count < all ? count : all - 1;
}

static double least_of(const struct pp_flowable *block, size_t from, size_t to, double width)
{
    double sum = 0;
    for (size_t i = from; i < to; i++)
        sum += least(block, i, width) + block->memo->gap;
    return sum;
}

/* Do the columns divided into `pieces` of one length fit? */
static bool fits_in(const struct pp_flowable *block, size_t stub, size_t pieces, double width)
{
    size_t own = block->node->as.table.column_count - stub;
    double room = width + block->memo->gap - least_of(block, 0, stub, width);
    for (size_t i = 0; i < pieces; i++)
        if (least_of(block, stub + own * i / pieces, stub + own * (i + 1) / pieces, width) >
            room + 0.01)
            return false;
    return true;
}

enum pp_status pp_grid_measure(
    struct pp_layouter *layouter, struct pp_flowable *block, double width)
{
    const struct pp_node *table = block->node;
    struct pp_table_memo *memo = block->memo;
    size_t count = table->as.table.column_count;
    width -= table->as.table.zebra ? 2 * stripe_pad : 0;
    if (count > PP_LIMIT_TABLE_COLUMNS) {
        pp_error(
            layouter->setter.run, table->where, "page.too-many-columns",
            "the table has %zu columns; at most %d can be printed", count, PP_LIMIT_TABLE_COLUMNS);
        return PP_DATA;
    }
    PP_TRY(longest_words(layouter, table, memo));
    if (memo->width == width)
        return PP_OK;
    memo->width = width;
    memo->stub = stub_of(table);
    while (memo->stub > 1 && least_of(block, 0, memo->stub, width) > width / 2)
        memo->stub--;
    memo->pieces = 1;
    while (memo->pieces + memo->stub < count && !fits_in(block, memo->stub, memo->pieces, width))
        memo->pieces++;
    return PP_OK;
}

/* Columns that share what fixed ones leave. */
struct sharing {
    size_t columns[PP_GRID_COLUMNS], count; /* places in the grid */
    double low[PP_GRID_COLUMNS];            /* [pt] longest word, by place */
    double high[PP_GRID_COLUMNS];           /* [pt] what is enough */
    double room;                            /* [pt] for all of them */
};

/* Gives all the same, but none less than its low or more than its high. Where that comes to more
 * than the room, those at their low keep it and the others share again, and likewise the other way
 * round (as lengths of CSS Flexible Box Layout, 9.7, are resolved). What nobody needs goes to all
 * alike. */
static void share(const struct sharing *sharing, double *width)
{
    bool settled[PP_GRID_COLUMNS] = {false};
    double spare = 0;
    for (size_t pass = 0, open = sharing->count; pass < sharing->count && open > 0; pass++) {
        double left = sharing->room, over = 0;
        for (size_t k = 0; k < sharing->count; k++)
            left -= settled[k] ? width[sharing->columns[k]] : 0;
        double level = left / (double)open;
        spare = left;
        for (size_t k = 0; k < sharing->count; k++) {
            size_t i = sharing->columns[k];
            if (settled[k])
                continue;
            width[i] = fmin(fmax(level, sharing->low[i]), sharing->high[i]);
            over += width[i] - level;
            spare -= width[i];
        }
        for (size_t k = 0; k < sharing->count; k++) {
            double own = width[sharing->columns[k]];
            if (settled[k] || (over > 0 ? own <= level : over < 0 && own >= level))
                continue;
            settled[k] = true;
            open--;
        }
    }
    for (size_t k = 0; k < sharing->count && spare > 0; k++)
        width[sharing->columns[k]] += spare / (double)sharing->count;
}

/* Alike, as long as no line is broken; else a column has no more than its longest line. */
static void share_rest(
    const struct pp_flowable *block, struct sharing *sharing, struct pp_grid *grid)
{
    bool broken = false;
    for (size_t k = 0; k < sharing->count; k++)
        sharing->high[sharing->columns[k]] = HUGE_VAL;
    share(sharing, grid->width);
    for (size_t k = 0; k < sharing->count; k++) {
        size_t i = sharing->columns[k];
        double natural = block->memo->natural[grid->columns[i]];
        broken = broken || natural > grid->width[i];
        sharing->high[i] = fmax(natural, sharing->low[i]);
    }
    if (broken)
        share(sharing, grid->width);
}

/* Fixed columns are as wide as the layout says; those that share the rest have at least their
 * longest words, and if need be fixed ones give from what they have above theirs. */
static void share_out(
    const struct pp_flowable *block, const struct pp_place *place, struct pp_grid *grid)
{
    const struct pp_table_column *columns = block->node->as.table.columns;
    double inner = place->width - block->memo->gap * (double)(grid->count - 1);
    double wanted = 0, needed = 0;
    struct sharing sharing = {.room = inner};
    for (size_t i = 0; i < grid->count; i++) {
        const struct pp_table_column *column = &columns[grid->columns[i]];
        bool rest = column->kind == PP_COLUMN_REST;
        sharing.low[i] = least(block, grid->columns[i], place->width);
        grid->width[i] = rest ? sharing.low[i] : fmax(column->width, sharing.low[i]);
        wanted += grid->width[i];
        needed += sharing.low[i];
        if (rest)
            sharing.columns[sharing.count++] = i;
        else
            sharing.room -= grid->width[i];
    }
    double part = wanted > needed ? fmax(inner - needed, 0) / (wanted - needed) : 0;
    if (wanted <= inner && sharing.count > 0) {
        share_rest(block, &sharing, grid);
        return;
    }
    for (size_t i = 0; i < grid->count; i++)
        grid->width[i] = wanted > inner ? sharing.low[i] + (grid->width[i] - sharing.low[i]) * part
                                        : grid->width[i] * inner / wanted;
}

struct pp_grid pp_grid_make(
    const struct pp_flowable *block, const struct pp_place *place, size_t piece)
{
    const struct pp_table_memo *memo = block->memo;
    struct pp_place inner = *place;
    if (block->node->as.table.zebra) {
        inner.x += stripe_pad;
        inner.width -= 2 * stripe_pad;
    }
    struct pp_grid grid = {.pieces = memo->pieces, .piece = piece};
    size_t own = block->node->as.table.column_count - memo->stub;
    size_t from = memo->stub + own * piece / memo->pieces;
    size_t to = memo->stub + own * (piece + 1) / memo->pieces;
    for (size_t i = 0; i < memo->stub && grid.count < PP_GRID_COLUMNS; i++)
        grid.columns[grid.count++] = i;
    for (size_t i = from; i < to && grid.count < PP_GRID_COLUMNS; i++)
        grid.columns[grid.count++] = i;
    share_out(block, &inner, &grid);
    double x = inner.x;
    for (size_t i = 0; i < grid.count; i++) {
        grid.x[i] = x;
        x += grid.width[i] + memo->gap;
    }
    return grid;
}

void pp_grid_forget_heads(struct pp_flowable *block)
{
    block->memo->group_name = NULL;
    for (size_t i = 0; block->memo->heads && i < block->node->as.table.column_count; i++)
        block->memo->heads[i].count = 0;
}

size_t pp_grid_span(const struct pp_grid *grid, size_t column, size_t span, size_t *at)
{
    size_t count = 0;
    for (size_t i = 0; i < grid->count; i++)
        if (grid->columns[i] >= column && grid->columns[i] < column + span) {
            *at = count == 0 ? i : *at;
            count++;
        }
    return count;
}
