/* Tables: rows kept whole, the head repeated on every further page (as an artifact), below the
 * table's name and "(continued)". Widths are measured once, and the row where a page ends is
 * remembered, so that time and memory follow the rows, not rows times pages. */
#include <math.h>
#include <string.h>

#include "page/cell_heads.h"
#include "pactpress/flow.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"

enum {
    MOST_COLUMNS = 64,
    MOST_NAMED = 200 /* rows of a table whose cells name their headers, though scopes are clear */
};
static const double padding = 3;

/* Column edges of one table in one place. */
struct grid {
    size_t count;
    double x[MOST_COLUMNS], width[MOST_COLUMNS]; /* [pt] */
};

struct row {
    struct pp_text *cells[MOST_COLUMNS];
    double shift[MOST_COLUMNS]; /* [pt] that a number keeps from the end edge */
    double height;              /* [pt] with padding */
};

static enum pp_type cell_type(const struct pp_node *table, const struct pp_node *row, size_t column)
{
    bool head = row->as.row.head || row->as.row.total;
    return head || table->as.table.columns[column].row_header ? PP_TYPE_TABLE_HEAD : PP_TYPE_TABLE;
}

/* "." or ",": what stands between the digits of one and a half. */
static const char *separator(struct pp_layouter *layouter)
{
    const struct pp_locale *locale = pp_wording_locale(layouter->setter.wording);
    char *text = pp_locale_number(locale, layouter->arena, 15, 1);
    size_t length = strlen(text);
    if (length < 3 || text[0] != '1' || text[length - 1] != '5')
        return "";
    text[length - 1] = '\0';
    return text + 1;
}

/* The width of a number from its decimal separator on: numbers of a column hang on that place. */
static enum pp_status fraction_of(
    struct pp_layouter *layouter, const struct pp_inline *content, const struct pp_text_spec *spec,
    double *width)
{
    const char *text, *mark, *point = separator(layouter);
    double word;
    *width = 0;
    if (!content || !*point)
        return PP_OK;
    PP_TRY(pp_wording_plain(layouter->setter.wording, layouter->arena, content, &text));
    mark = strstr(text, point);
    if (!mark || strspn(mark + strlen(point), "0123456789") == 0)
        return PP_OK;
    return pp_text_measure(
        &layouter->setter, layouter->arena, pp_inline_text(layouter->arena, mark, NULL), spec,
        width, &word);
}

static enum pp_status measure_cell(
    struct pp_layouter *layouter, const struct pp_node *table, const struct pp_node *row,
    const struct pp_node *cell, size_t column, struct pp_table_memo *memo)
{
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    struct pp_text_spec spec = {
        .type = cell_type(table, row, column), .lang = cell->lang, .where = cell->where};
    bool number = table->as.table.columns[column].numeric && !row->as.row.head;
    double natural = 0, word = 0, fraction = 0;
    enum pp_status status =
        pp_text_measure(&layouter->setter, layouter->arena, cell->content, &spec, &natural, &word);
    if (status == PP_OK && number)
        status = fraction_of(layouter, cell->content, &spec, &fraction);
    pp_arena_rewind(layouter->arena, mark);
    PP_TRY(status);
    if (number) {
        memo->whole[column] = fmax(memo->whole[column], natural - fraction);
        memo->fraction[column] = fmax(memo->fraction[column], fraction);
        word = memo->whole[column] + memo->fraction[column];
    }
    memo->words[column] = fmax(memo->words[column], word);
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
        heads += row->as.row.head;
        rows++;
        for (const struct pp_node *cell = row->first; cell && row->as.row.head; cell = cell->next)
            grouped = grouped || cell->as.cell.span > 1;
    }
    return heads > 1 || grouped || (heads > 0 && beside && rows <= MOST_NAMED);
}

/* The longest unbreakable word of each column: no column is narrower. */
static enum pp_status longest_words(
    struct pp_layouter *layouter, const struct pp_node *table, struct pp_table_memo *memo)
{
    if (memo->measured)
        return PP_OK;
    for (const struct pp_node *row = table->first; row; row = row->next) {
        size_t column = 0;
        for (const struct pp_node *cell = row->first; cell; cell = cell->next) {
            size_t span = cell->as.cell.span ? cell->as.cell.span : 1;
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

/* Fixed columns as the layout says but never under their longest word; the rest is shared. */
static enum pp_status make_grid(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct pp_place *place,
    struct grid *grid)
{
    const struct pp_node *table = block->node;
    const double *words = block->memo->words;
    double fixed = 0;
    size_t rests = 0;
    grid->count = table->as.table.column_count;
    if (grid->count > MOST_COLUMNS) {
        pp_error(
            layouter->setter.run, table->where, "page.too-many-columns",
            "the table has %zu columns; a page holds at most %d", grid->count, MOST_COLUMNS);
        return PP_DATA;
    }
    PP_TRY(longest_words(layouter, table, block->memo));
    double inner = place->width - PP_GUTTER * (double)(grid->count - 1);
    for (size_t i = 0; i < grid->count; i++) {
        const struct pp_table_column *column = &table->as.table.columns[i];
        grid->width[i] = column->kind == PP_COLUMN_FIXED ? fmax(column->width, words[i]) : 0;
        fixed += grid->width[i];
        rests += column->kind == PP_COLUMN_REST;
    }
    double share = rests ? (inner - fixed) / (double)rests : 0;
    double scale = !rests && fixed > 0 ? inner / fixed : 1;
    double x = place->x;
    for (size_t i = 0; i < grid->count; i++) {
        if (table->as.table.columns[i].kind == PP_COLUMN_REST)
            grid->width[i] = fmax(share, 20);
        grid->width[i] *= scale;
        grid->x[i] = x;
        x += grid->width[i] + PP_GUTTER;
    }
    return PP_OK;
}

static double span_width(const struct grid *grid, size_t column, size_t span)
{
    size_t last = column + span - 1 < grid->count ? column + span - 1 : grid->count - 1;
    return grid->x[last] + grid->width[last] - grid->x[column];
}

static enum pp_status set_cell(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_node *row,
    const struct pp_node *cell, const struct grid *grid, size_t column, struct row *out)
{
    const struct pp_node *table = block->node;
    size_t span = cell->as.cell.span ? cell->as.cell.span : 1;
    bool number = table->as.table.columns[column].numeric;
    double fraction = 0;
    struct pp_text_spec spec = {
        .type = cell_type(table, row, column),
        .width = span_width(grid, column, span),
        .align = number ? PP_END : PP_START,
        .lang = cell->lang,
        .where = cell->where,
    };
    if (number && !row->as.row.head && span == 1 && block->memo->fraction[column] > 0) {
        PP_TRY(fraction_of(layouter, cell->content, &spec, &fraction));
        out->shift[column] = block->memo->fraction[column] - fraction;
        spec.width -= out->shift[column];
    }
    return pp_text_set(
        &layouter->setter, layouter->arena, cell->content, &spec, &out->cells[column]);
}

static enum pp_status set_row(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_node *node,
    const struct grid *grid, struct row *row)
{
    double lines = 1;
    size_t column = 0;
    for (const struct pp_node *cell = node->first; cell && column < grid->count;
         cell = cell->next) {
        PP_TRY(set_cell(layouter, block, node, cell, grid, column, row));
        lines = fmax(lines, (double)row->cells[column]->lines->count);
        column += cell->as.cell.span ? cell->as.cell.span : 1;
    }
    row->height = lines * pp_type_style(PP_TYPE_TABLE)->leading + 2 * padding;
    return PP_OK;
}

/* *beside is the name of the header beside the cell, or NULL. */
static void tell_heads(
    struct pp_canvas *canvas, const struct pp_flowable *block, const struct pp_node *cell,
    size_t column, size_t element, const char **beside)
{
    struct pp_column_heads *heads = block->memo->heads;
    const struct pp_element *at = pp_canvas_at(canvas, element);
    size_t left = block->node->as.table.column_count - column, span = cell->as.cell.span;
    span = span == 0 ? 1 : span < left ? span : left;
    if (!heads)
        return;
    if (at->role == PP_ROLE_TD)
        pp_cell_heads_tell(canvas, &heads[column], element, *beside);
    else if (at->scope == PP_SCOPE_COLUMN)
        pp_cell_heads_add(canvas, heads, element, column, span);
    else
        *beside = pp_cell_name(canvas, element);
}

static void start_cell(
    struct pp_layouter *layouter, const struct pp_node *table, const struct pp_node *row,
    const struct pp_node *cell, size_t column, size_t *element, size_t parent)
{
    bool column_head = row->as.row.head;
    bool row_head = !column_head && table->as.table.columns[column].row_header;
    enum pp_role role = column_head || row_head || cell->as.cell.header ? PP_ROLE_TH : PP_ROLE_TD;
    *element = pp_canvas_element(layouter->canvas, role, parent);
    struct pp_element *at = pp_canvas_at(layouter->canvas, *element);
    at->lang = cell->lang;
    at->col_span = (uint16_t)cell->as.cell.span;
    if (role == PP_ROLE_TH)
        at->scope = column_head ? PP_SCOPE_COLUMN : PP_SCOPE_ROW;
    pp_canvas_touch(layouter->canvas, *element);
}

/* Paints a row's cells; below `group` (THead or TBody), or as an artifact when group is negative.
 */
static void paint_row(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_node *node,
    const struct grid *grid, const struct row *row, double y, long group)
{
    const char *beside = NULL;
    struct pp_canvas *canvas = layouter->canvas;
    if (!canvas)
        return;
    size_t tr = group < 0 ? 0 : pp_canvas_element(canvas, PP_ROLE_TR, (size_t)group), column = 0;
    for (const struct pp_node *cell = node->first; cell && column < grid->count;
         cell = cell->next) {
        size_t element = 0;
        if (group >= 0) {
            start_cell(layouter, block->node, node, cell, column, &element, tr);
            tell_heads(canvas, block, cell, column, element, &beside);
        }
        pp_text_paint_all(
            canvas, row->cells[column], grid->x[column], y + padding,
            group < 0 ? group : (long)element);
        column += cell->as.cell.span ? cell->as.cell.span : 1;
    }
}

static enum pp_status lay_row(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_node *node,
    const struct grid *grid, struct pp_place *place, long group, bool *fits)
{
    struct row row = {0};
    PP_TRY(set_row(layouter, block, node, grid, &row));
    *fits = place->y + row.height <= place->bottom + 0.01;
    if (!*fits)
        return PP_OK;
    if (node->as.row.total)
        pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_MID, PP_INK);
    paint_row(layouter, block, node, grid, &row, place->y, group);
    place->y += row.height;
    return PP_OK;
}

static size_t group_of(
    struct pp_layouter *layouter, struct pp_flowable *block, bool head, size_t *body)
{
    size_t table = pp_flowable_element(layouter, block, PP_ROLE_TABLE);
    if (head)
        return pp_canvas_element(layouter->canvas, PP_ROLE_THEAD, table);
    if (!*body && layouter->canvas)
        *body = pp_canvas_element(layouter->canvas, PP_ROLE_TBODY, table);
    return *body;
}

/* The head: tagged where the table starts, an artifact where it goes on. */
static enum pp_status lay_head(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct grid *grid, bool again,
    struct pp_place *place, bool *fits)
{
    const struct pp_node *table = block->node, *row = table->first;
    *fits = true;
    if (again)
        PP_TRY(pp_lay_continued(layouter, table->as.table.caption, false, 0, place));
    pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_STRONG, PP_INK);
    if (!row || !row->as.row.head)
        return PP_OK;
    long group = again || !layouter->canvas ? PP_ARTIFACT_LAYOUT
                                            : (long)group_of(layouter, block, true, &block->part);
    for (; row && row->as.row.head && *fits; row = row->next)
        PP_TRY(lay_row(layouter, block, row, grid, place, group, fits));
    pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_MID, PP_INK);
    return PP_OK;
}

/* The body row of that index: walks from the one asked for last, where that is not behind it. */
static const struct pp_node *body_row(const struct pp_flowable *block, size_t index)
{
    struct pp_table_memo *memo = block->memo;
    if (!memo->row || memo->index > index) {
        memo->row = block->node->first;
        memo->index = 0;
        while (memo->row && memo->row->as.row.head)
            memo->row = memo->row->next;
    }
    const struct pp_node *row = memo->row;
    for (size_t i = memo->index; row && i < index; i++) {
        row = row->next;
        if (!row)
            return NULL;
        memo->row = row;
        memo->index = i + 1;
    }
    return row;
}

/* Lays body rows from *index on, as far as they fit and up to `end`. */
static enum pp_status lay_rows(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct grid *grid, size_t *index,
    size_t end, struct pp_place *place, bool *done)
{
    const struct pp_node *row = body_row(block, *index);
    long group = row && layouter->canvas ? (long)group_of(layouter, block, false, &block->part) : 0;
    bool fits = true;
    while (row && *index < end) {
        struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
        double y = place->y;
        PP_TRY(lay_row(layouter, block, row, grid, place, group, &fits));
        if (!layouter->canvas)
            pp_arena_rewind(layouter->arena, mark);
        if (!fits)
            break;
        if (*index > 0 && y > 0 && !row->as.row.total)
            pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_HAIR, PP_LINE);
        ++*index;
        row = row->next;
    }
    *done = row == NULL;
    return PP_OK;
}

/* What a measuring of rows came to. */
struct laid {
    size_t rows; /* index behind the last one */
    double y;    /* [pt] below it */
    bool done;
};

/* Where the rows of this place end: at least two (or all) stand with the head, and at least two go
 * on. *end is `index` when there is no room; then nothing is to be laid. */
static enum pp_status find_end(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct grid *grid, size_t index,
    struct pp_place place, size_t *end, struct laid *laid)
{
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    size_t from = index;
    bool fits = true, done = false;
    layouter->canvas = NULL;
    enum pp_status status = lay_head(layouter, block, grid, from > 0, &place, &fits);
    if (status == PP_OK && fits)
        status = lay_rows(layouter, block, grid, &index, (size_t)-1, &place, &done);
    layouter->canvas = canvas;
    pp_arena_rewind(layouter->arena, mark);
    *laid = (struct laid){.rows = index, .y = place.y, .done = done};
    bool one_goes_on = !done && !body_row(block, index + 1);
    if (one_goes_on && index > from + 2)
        index--;
    *end = done || index >= from + (place.fresh ? 1 : 2) ? index : from;
    return status;
}

enum pp_status pp_lay_table(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    struct grid grid;
    struct laid laid;
    size_t *index = &cursor->path[depth + 1], end;
    bool fits;
    *done = false;
    PP_TRY(make_grid(layouter, block, place, &grid));
    PP_TRY(find_end(layouter, block, &grid, *index, *place, &end, &laid));
    if (end == *index && body_row(block, end))
        return PP_OK;
    if (!layouter->canvas && end == laid.rows) { /* measured already */
        *index = end;
        *done = laid.done;
        place->y = laid.y + 1;
        return PP_OK;
    }
    PP_TRY(lay_head(layouter, block, &grid, *index > 0, place, &fits));
    PP_TRY(lay_rows(layouter, block, &grid, index, end, place, done));
    pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_STRONG, PP_INK);
    place->y += 1;
    return PP_OK;
}
