/* Tables: rows kept whole where a page holds them, else broken at lines; the head repeated on every
 * further page (as an artifact), below the table's name and "(continued)". One that is wider than
 * the place goes on below itself, with the columns that head its rows again. Widths are measured
 * once, and the row where a page ends is remembered, so that time and memory follow the rows, not
 * rows times pages. */
#include <math.h>

#include "page/cell_heads.h"
#include "page/table_grid.h"
#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double padding = 3;

/* A row in one place, or the part of it that stands there. */
struct row {
    struct pp_text *cells[PP_GRID_COLUMNS]; /* by place in the grid */
    size_t lines;                           /* of the longest cell */
    size_t first, count;                    /* lines that stand here */
};

static double height_of(const struct pp_layouter *layouter, const struct row *row)
{
    return (double)row->count * layouter->setter.styles->types[PP_TYPE_TABLE].leading + 2 * padding;
}

static size_t span_of(const struct pp_node *cell)
{
    return cell->in_table.cell.span ? cell->in_table.cell.span : 1;
}

static enum pp_status set_cell(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_node *row,
    const struct pp_node *cell, const struct pp_grid *grid, size_t at, size_t span,
    struct pp_text **out)
{
    const struct pp_node *table = block->node;
    size_t column = grid->columns[at], last = at + span - 1;
    bool number = table->as.table.columns[column].numeric;
    double fraction = 0;
    struct pp_text_spec spec = {
        .type = pp_cell_type(table, row, column),
        .width = grid->x[last] + grid->width[last] - grid->x[at],
        .align = number ? PP_END : PP_START,
        .lang = cell->lang,
        .where = cell->where,
        .tint = row->in_table.row.group ? PP_BRICK : PP_NO_TINT,
    };
    if (number && !row->in_table.row.head && span == 1 && block->memo->fraction[column] > 0) {
        PP_TRY(pp_cell_fraction(layouter, block->memo, cell->content, &spec, &fraction));
        spec.width -= block->memo->fraction[column] - fraction;
    }
    return pp_text_set(&layouter->setter, layouter->arena, cell->content, &spec, out);
}

/* Where the widest line of a column has room to spare, a cell need not be set to tell its height.
 */
static bool is_one_line(
    const struct pp_flowable *block, const struct pp_node *row, const struct pp_grid *grid,
    size_t at)
{
    static const double spare = 1.1;
    return !row->in_table.row.head &&
           block->memo->lines[grid->columns[at]] * spare < grid->width[at] - padding;
}

static enum pp_status set_row(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_node *node,
    const struct pp_grid *grid, struct row *row)
{
    size_t column = 0, at = 0, all = block->node->as.table.column_count;
    row->lines = 1;
    for (const struct pp_node *cell = node->first; cell && column < all; cell = cell->next) {
        size_t span = pp_grid_span(grid, column, span_of(cell), &at);
        column += span_of(cell);
        if (span == 0 ||
            (!layouter->canvas && span_of(cell) == 1 && is_one_line(block, node, grid, at)))
            continue;
        PP_TRY(set_cell(layouter, block, node, cell, grid, at, span, &row->cells[at]));
        if (row->cells[at]->lines->count > row->lines)
            row->lines = row->cells[at]->lines->count;
    }
    row->first = 0;
    row->count = row->lines;
    return PP_OK;
}

/* *beside is the name of the header beside the cell, or NULL. What heads a group heads its rows. */
static void tell_heads(
    struct pp_canvas *canvas, const struct pp_flowable *block, const struct pp_node *row,
    size_t column, size_t span, size_t element, const char **beside)
{
    struct pp_table_memo *memo = block->memo;
    const struct pp_element *at = pp_canvas_at(canvas, element);
    if (!memo->heads)
        return;
    if (at->role == PP_ROLE_TD)
        pp_cell_heads_tell(canvas, &memo->heads[column], element, memo->group_name, *beside);
    else if (at->scope == PP_SCOPE_COLUMN)
        pp_cell_heads_add(canvas, memo->heads, element, column, span);
    else if (row->in_table.row.group)
        memo->group_name = pp_cell_name(canvas, element);
    else
        *beside = pp_cell_name(canvas, element);
}

static void start_cell(
    struct pp_layouter *layouter, const struct pp_node *table, const struct pp_node *row,
    const struct pp_node *cell, size_t column, size_t span, size_t *element, size_t parent)
{
    bool column_head = row->in_table.row.head;
    bool row_head =
        !column_head && (table->as.table.columns[column].row_header || row->in_table.row.group);
    enum pp_role role =
        column_head || row_head || cell->in_table.cell.header ? PP_ROLE_TH : PP_ROLE_TD;
    *element = pp_canvas_element(layouter->canvas, role, parent);
    struct pp_element *at = pp_canvas_at(layouter->canvas, *element);
    at->lang = cell->lang;
    at->col_span = (uint16_t)(span > 1 ? span : cell->in_table.cell.span ? 1 : 0);
    if (role == PP_ROLE_TH)
        at->scope = column_head ? PP_SCOPE_COLUMN : PP_SCOPE_ROW;
    pp_canvas_touch(layouter->canvas, *element);
}

/* The lines of a cell that stand here; what heads a row that goes on comes again. */
static void paint_cell(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct row *row,
    const struct pp_grid *grid, size_t at, double y, long element)
{
    const struct pp_text *text = row->cells[at];
    bool heads = block->node->as.table.columns[grid->columns[at]].row_header;
    size_t first = heads ? 0 : row->first, lines = text->lines->count;
    if (first >= lines)
        return;
    pp_text_paint(
        layouter->canvas, text, first, lines - first < row->count ? lines - first : row->count,
        grid->x[at], y + padding, element);
}

/* Paints a row's cells; below `group` (THead or TBody), or as an artifact when group is negative.
 */
static void paint_row(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_node *node,
    const struct pp_grid *grid, const struct row *row, double y, long group)
{
    struct pp_canvas *canvas = layouter->canvas;
    const char *beside = NULL;
    size_t tr = 0, column = 0, at = 0, all = block->node->as.table.column_count;
    if (!canvas)
        return;
    if (group >= 0)
        tr = pp_canvas_element(canvas, PP_ROLE_TR, (size_t)group);
    for (const struct pp_node *cell = node->first; cell && column < all; cell = cell->next) {
        size_t element = 0, span = pp_grid_span(grid, column, span_of(cell), &at);
        column += span_of(cell);
        if (span == 0)
            continue;
        if (group >= 0) {
            start_cell(layouter, block->node, node, cell, grid->columns[at], span, &element, tr);
            tell_heads(canvas, block, node, grid->columns[at], span, element, &beside);
        }
        paint_cell(layouter, block, row, grid, at, y, group < 0 ? group : (long)element);
    }
}

static enum pp_status lay_row(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_node *node,
    const struct pp_grid *grid, struct pp_place *place, long group, bool *fits)
{
    struct row row = {0};
    PP_TRY(set_row(layouter, block, node, grid, &row));
    *fits = place->y + height_of(layouter, &row) <= place->bottom + 0.01;
    if (!*fits)
        return PP_OK;
    if (block->memo->stripe)
        pp_canvas_rect(
            layouter->canvas, PP_ARTIFACT_LAYOUT, place->x, place->y, place->width,
            height_of(layouter, &row), (struct pp_paint){.fill = PP_SAND});
    if (node->in_table.row.total)
        pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_MID, PP_INK);
    paint_row(layouter, block, node, grid, &row, place->y, group);
    place->y += height_of(layouter, &row);
    return PP_OK;
}

static size_t group_of(
    struct pp_layouter *layouter, struct pp_flowable *block, size_t piece, bool head)
{
    size_t table = pp_piece_element(layouter, block, piece);
    if (head)
        return pp_canvas_element(layouter->canvas, PP_ROLE_THEAD, table);
    if (!block->part && layouter->canvas)
        block->part = pp_canvas_element(layouter->canvas, PP_ROLE_TBODY, table);
    return block->part;
}

/* Where a table is: which piece, and which row of it. The cursor counts the rows of all pieces. */
struct spot {
    struct pp_grid grid;
    size_t row;  /* of the body */
    size_t line; /* of that row, where it was broken */
    bool again;  /* the head stood before */
};

/* What heads a new piece, or a place where the table goes on. */
static enum pp_status lay_name(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct spot *spot,
    struct pp_place *place)
{
    size_t table = 0;
    if (!spot->again && spot->grid.piece == 0)
        return PP_OK;
    if (!spot->again)
        table = pp_piece_element(layouter, block, spot->grid.piece);
    return pp_lay_continued(layouter, block->node->as.table.caption, !spot->again, table, place);
}

static const struct pp_node *body_row(const struct pp_flowable *block, size_t index)
{
    return index < block->memo->rows ? block->memo->body[index] : NULL;
}

/* What heads the group of rows that goes on here. */
static enum pp_status lay_group_again(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct spot *spot,
    struct pp_place *place, bool *fits)
{
    const struct pp_node *row = body_row(block, spot->row);
    const struct pp_node *group = row ? block->memo->groups[spot->row] : NULL;
    if (!spot->again || !group || !row || row->in_table.row.group)
        return PP_OK;
    return lay_row(layouter, block, group, &spot->grid, place, PP_ARTIFACT_LAYOUT, fits);
}

/* The head: tagged where the table starts, an artifact where it goes on. */
static enum pp_status lay_head(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct spot *spot,
    struct pp_place *place, bool *fits)
{
    const struct pp_node *row = block->node->first;
    long group = PP_ARTIFACT_LAYOUT;
    *fits = true;
    PP_TRY(lay_name(layouter, block, spot, place));
    pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_STRONG, PP_INK);
    if (!spot->again && layouter->canvas)
        pp_grid_forget_heads(block);
    if (!row || !row->in_table.row.head)
        return lay_group_again(layouter, block, spot, place, fits);
    if (!spot->again && layouter->canvas)
        group = (long)group_of(layouter, block, spot->grid.piece, true);
    for (; row && row->in_table.row.head && *fits; row = row->next)
        PP_TRY(lay_row(layouter, block, row, &spot->grid, place, group, fits));
    pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_MID, PP_INK);
    return *fits ? lay_group_again(layouter, block, spot, place, fits) : PP_OK;
}

/* Lays body rows from *index on, as far as they fit and up to `end`. */
static enum pp_status lay_rows(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct spot *spot, size_t *index,
    size_t end, struct pp_place *place, bool *done)
{
    const struct pp_node *row = body_row(block, *index);
    long group = 0;
    bool fits = true, zebra = block->node->as.table.zebra;
    if (row && layouter->canvas)
        group = (long)group_of(layouter, block, spot->grid.piece, false);
    while (row && *index < end) {
        struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
        double y = place->y;
        block->memo->stripe =
            zebra && (*index & 1) && !row->in_table.row.total && !row->in_table.row.group;
        enum pp_status status = lay_row(layouter, block, row, &spot->grid, place, group, &fits);
        block->memo->stripe = false;
        PP_TRY(status);
        if (!layouter->canvas)
            pp_arena_rewind(layouter->arena, mark);
        if (!fits)
            break;
        if (*index > 0 && y > 0 && !row->in_table.row.total && !zebra)
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

/* The last row of a place goes on with the next one where it heads a group. */
static size_t without_group_heads(const struct pp_flowable *block, size_t from, size_t end)
{
    while (end > from && body_row(block, end - 1)->in_table.row.group)
        end--;
    return end;
}

/* Where the rows of this place end: at least two (or all) stand with the head, and at least two go
 * on. *end is the first row when there is no room; then nothing is to be laid. */
static enum pp_status find_end(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct spot *spot,
    struct pp_place place, size_t *end, struct laid *laid)
{
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_arena_mark mark = pp_arena_mark(layouter->arena);
    size_t from = spot->row, index = from;
    bool fits = true, done = false;
    layouter->canvas = NULL;
    enum pp_status status = lay_head(layouter, block, spot, &place, &fits);
    if (status == PP_OK && fits)
        status = lay_rows(layouter, block, spot, &index, (size_t)-1, &place, &done);
    layouter->canvas = canvas;
    pp_arena_rewind(layouter->arena, mark);
    *laid = (struct laid){.rows = index, .y = place.y, .done = done};
    bool one_goes_on = !done && !body_row(block, index + 1);
    if (one_goes_on && index > from + 2)
        index--;
    if (!done && body_row(block, from))
        index = without_group_heads(block, from, index);
    *end = done || index >= from + (place.fresh ? 1 : 2) ? index : from;
    return status;
}

static const double room_to_break = 300; /* [pt] of a place; a column that is lower is no page */

/* A row that no page holds is broken at lines. *line is where it goes on; 0: it is laid. !*any:
 * there is no room for a line of it, and nothing was laid. */
static enum pp_status lay_broken(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct spot *spot, size_t *line,
    struct pp_place *place, bool *any)
{
    const struct pp_node *node = body_row(block, spot->row);
    struct row row = {0};
    PP_TRY(lay_head(layouter, block, spot, place, any));
    PP_TRY(set_row(layouter, block, node, &spot->grid, &row));
    double room = place->bottom - place->y - 2 * padding;
    size_t most =
        room > 0 ? (size_t)(room / layouter->setter.styles->types[PP_TYPE_TABLE].leading) : 0;
    row.first = *line;
    row.count = row.lines - row.first < most ? row.lines - row.first : most;
    *any = row.count > 0;
    if (!*any)
        return PP_OK; /* not even a line: the page says that it does not fit */
    if (layouter->canvas)
        paint_row(
            layouter, block, node, &spot->grid, &row, place->y,
            (long)group_of(layouter, block, spot->grid.piece, false));
    place->y += height_of(layouter, &row);
    *line = row.first + row.count < row.lines ? row.first + row.count : 0;
    return PP_OK;
}

static void rule_off(struct pp_layouter *layouter, struct pp_place *place)
{
    pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_STRONG, PP_INK);
    place->y += 1;
}

/* The rows of one piece from the spot on, as far as they fit. *end is where they do. */
static enum pp_status lay_piece(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct spot *spot, size_t *end,
    size_t *line, struct pp_place *place)
{
    struct laid laid;
    size_t index = spot->row;
    bool fits, done;
    if (spot->line == 0) {
        PP_TRY(find_end(layouter, block, spot, *place, end, &laid));
        bool short_place = place->bottom - place->y < room_to_break;
        if (*end == index && body_row(block, index) && (!place->fresh || short_place))
            return PP_OK;
    }
    if (spot->line > 0 || (*end == index && body_row(block, index))) {
        *line = spot->line;
        PP_TRY(lay_broken(layouter, block, spot, line, place, &fits));
        *end = index + (fits && *line == 0);
        if (!fits)
            return PP_OK;
        rule_off(layouter, place);
        return PP_OK;
    }
    if (!layouter->canvas && *end == laid.rows) { /* measured already */
        place->y = laid.y + 1;
        return PP_OK;
    }
    PP_TRY(lay_head(layouter, block, spot, place, &fits));
    PP_TRY(lay_rows(layouter, block, spot, &index, *end, place, &done));
    rule_off(layouter, place);
    return PP_OK;
}

enum pp_status pp_lay_table(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    size_t *index = &cursor->path[depth + 1], *line = &cursor->path[depth + 2], start = *index;
    struct pp_place room = *place;
    PP_TRY(pp_grid_measure(layouter, block, place->width));
    size_t rows = block->memo->rows, pieces = block->memo->pieces;
    *done = false;
    while (!*done) {
        size_t piece = rows ? *index / rows : 0, end = 0;
        struct spot spot = {
            .grid = pp_grid_make(block, place, piece),
            .row = *index - piece * rows,
            .line = *line,
            .again = *index > piece * rows || *line > 0};
        if (*index > start)
            room.y += layouter->setter.styles->space.block;
        PP_TRY(lay_piece(layouter, block, &spot, &end, line, &room));
        if (end == spot.row && *line == spot.line && rows > 0)
            break;
        place->y = room.y;
        room.fresh = false;
        *index = piece * rows + end;
        *done = *index >= rows * pieces;
        if (end < rows)
            break;
    }
    return PP_OK;
}
