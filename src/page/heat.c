/* The heat table: city x dimension, the share of top answers printed in every cell on its tint. A
 * real table: rows and columns are headed, the tint only repeats the number. It goes on over pages;
 * with more columns than fit beside each other it goes on below itself, the cities again. */
#include <math.h>

#include "page/cell_heads.h"
#include "pactpress/chart.h"
#include "pactpress/run.h"

static const double label_width = 84, n_width = 42, row_height = 21;
static const double narrowest = 38; /* [pt] of a cell */

/* One piece of the table in one place. */
struct frame {
    const struct pp_heat *chart;
    size_t pieces, piece;          /* how many, and which */
    size_t from, to;               /* columns */
    double cell;                   /* [pt] width of a cell */
    double first;                  /* x of the first cell column */
    double end;                    /* end edge of the n column */
    struct pp_column_heads *heads; /* of the cells, then of n */
};

static struct frame make_frame(
    const struct pp_flowable *block, const struct pp_place *place, size_t index)
{
    const struct pp_heat *chart = block->node->as.heat.chart;
    double room = place->width - label_width - n_width;
    size_t most = (size_t)fmax(room / narrowest, 1), count = chart->column_count;
    struct frame frame = {
        .chart = chart, .first = place->x + label_width, .end = place->x + place->width};
    frame.pieces = count > 0 ? (count + most - 1) / most : 1;
    frame.piece = chart->row_count ? index / chart->row_count : 0;
    frame.from = count * frame.piece / frame.pieces;
    frame.to = count * (frame.piece + 1) / frame.pieces;
    frame.cell = room / (double)((count + frame.pieces - 1) / frame.pieces);
    frame.heads = block->memo->heads;
    return frame;
}

static double cell_x(const struct frame *frame, size_t column)
{
    return frame->first + frame->cell * (double)(column - frame->from);
}

static int tint_of(const struct pp_heat *chart, int64_t value)
{
    int tint = 0;
    while (tint < 4 && value >= chart->bounds[tint])
        tint++;
    return tint;
}

static size_t head_cell(struct pp_layouter *layouter, size_t row, enum pp_scope scope)
{
    size_t element = pp_canvas_element(layouter->canvas, PP_ROLE_TH, row);
    if (layouter->canvas)
        pp_canvas_at(layouter->canvas, element)->scope = scope;
    pp_canvas_touch(layouter->canvas, element);
    return element;
}

/* A cell of a body row, with the names of its headers. */
static size_t body_cell(
    struct pp_layouter *layouter, const struct frame *frame, size_t row, size_t column, size_t head)
{
    struct pp_canvas *canvas = layouter->canvas;
    size_t cell = pp_canvas_element(canvas, PP_ROLE_TD, row);
    if (canvas)
        pp_cell_heads_tell(canvas, &frame->heads[column], cell, NULL, pp_cell_name(canvas, head));
    pp_canvas_touch(canvas, cell);
    return cell;
}

/* Head labels stand at the foot of the head, in one or two lines. */
static enum pp_status put_head_label(
    struct pp_layouter *layouter, const struct pp_inline *label, double x, double width,
    enum pp_align align, double bottom, long element, double *height)
{
    struct pp_text *text;
    struct pp_text_spec spec = {.type = PP_TYPE_LABEL, .width = width, .align = align};
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, label, &spec, &text));
    if (height)
        *height = fmax(*height, text->height);
    pp_text_paint_all(layouter->canvas, text, x, bottom - text->height, element);
    return PP_OK;
}

/* A head of a column of the body; an artifact where the head is printed again. */
static long column_head(
    struct pp_layouter *layouter, const struct frame *frame, size_t row, size_t column, bool again)
{
    if (again)
        return PP_ARTIFACT_LAYOUT;
    size_t element = head_cell(layouter, row, PP_SCOPE_COLUMN);
    if (layouter->canvas)
        pp_cell_heads_add(layouter->canvas, frame->heads, element, column, 1);
    return (long)element;
}

/* Lays the head ending at `bottom`; with height set it only measures. */
static enum pp_status put_head(
    struct pp_layouter *layouter, const struct frame *frame, const struct pp_place *place,
    double bottom, size_t table, bool again, double *height)
{
    const struct pp_heat *chart = frame->chart;
    struct pp_canvas *canvas = again ? NULL : layouter->canvas;
    size_t head = pp_canvas_element(canvas, PP_ROLE_THEAD, table);
    size_t row = pp_canvas_element(canvas, PP_ROLE_TR, head);
    long cell = again ? PP_ARTIFACT_LAYOUT : (long)head_cell(layouter, row, PP_SCOPE_COLUMN);
    PP_TRY(put_head_label(
        layouter, chart->corner_label, place->x, label_width - 4, PP_START, bottom, cell, height));
    for (size_t i = frame->from; i < frame->to; i++) {
        cell = column_head(layouter, frame, row, i, again);
        PP_TRY(put_head_label(
            layouter, chart->column_labels[i], cell_x(frame, i), frame->cell, PP_CENTRE, bottom,
            cell, height));
    }
    cell = column_head(layouter, frame, row, chart->column_count, again);
    return put_head_label(
        layouter, chart->n_label, frame->end - n_width, n_width, PP_END, bottom, cell, height);
}

static enum pp_status put_cell(
    struct pp_layouter *layouter, const struct frame *frame, const struct pp_figure *figure,
    double x, double y, double row, bool bold, size_t element)
{
    double w = frame->cell, top = y + 1, height = row - 2;
    if (!figure || !pp_figure_has_value(figure))
        return pp_chart_state(layouter, figure, x + 1, top, w - 2, height, (long)element);
    int tint = tint_of(frame->chart, figure->lo);
    enum pp_tint fill = pp_heat(tint);
    enum pp_tint text = pp_heat_text(tint);
    bool vague = pp_chart_is_vague(figure);
    pp_canvas_rect(
        layouter->canvas, PP_ARTIFACT_LAYOUT, x + 1, top, w - 2, height,
        (struct pp_paint){
            .fill = vague ? PP_WHITE : fill, .stroke = PP_INK, .rule = PP_RULE_KEYLINE});
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE,
        .align = PP_CENTRE,
        .width = w,
        .bold = bold || tint >= 3,
        .tint = vague ? PP_INK : text,
    };
    return pp_chart_label(
        layouter, pp_chart_number(layouter, figure), &spec, x + w / 2, top, height, (long)element);
}

/* A name of more than one line makes its row higher. */
static enum pp_status set_name(
    struct pp_layouter *layouter, const struct pp_heat_row *row, struct pp_text **text,
    double *height)
{
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE, .width = label_width - 4, .bold = row->own, .ragged = true};
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, row->label, &spec, text));
    *height = fmax(row_height, (*text)->height + 6);
    return PP_OK;
}

static enum pp_status put_row(
    struct pp_layouter *layouter, const struct pp_heat_row *row, const struct frame *frame,
    double x, double y, size_t body, double *height)
{
    struct pp_canvas *canvas = layouter->canvas;
    size_t tr = pp_canvas_element(canvas, PP_ROLE_TR, body);
    size_t head = head_cell(layouter, tr, PP_SCOPE_ROW);
    struct pp_text *name;
    PP_TRY(set_name(layouter, row, &name, height));
    pp_text_paint_all(canvas, name, x, y + (*height - name->height) / 2, (long)head);
    for (size_t i = frame->from; i < frame->to; i++) {
        size_t cell = body_cell(layouter, frame, tr, i, head);
        PP_TRY(
            put_cell(layouter, frame, row->cells[i], cell_x(frame, i), y, *height, row->own, cell));
    }
    size_t n = body_cell(layouter, frame, tr, frame->chart->column_count, head);
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE, .width = n_width, .bold = row->own, .align = PP_END};
    return pp_chart_label(
        layouter, pp_chart_number(layouter, row->n), &spec, frame->end, y, *height, (long)n);
}

/* [pt] below the own city, which is ruled off. */
static double ruled_off(const struct frame *frame, size_t row)
{
    return frame->chart->rows[row].own && row + 1 < frame->chart->row_count ? 3 : 0;
}

static enum pp_status put_rows(
    struct pp_layouter *layouter, const struct frame *frame, size_t from, size_t to,
    struct pp_place *place, size_t body)
{
    double height;
    for (size_t i = from; i < to; i++) {
        PP_TRY(put_row(layouter, &frame->chart->rows[i], frame, place->x, place->y, body, &height));
        place->y += height + ruled_off(frame, i);
        if (ruled_off(frame, i) > 0)
            pp_canvas_rule(
                layouter->canvas, place->x, place->y - 1.5, place->width, PP_RULE_MID, PP_INK);
    }
    return PP_OK;
}

/* [pt] that the head takes. */
static enum pp_status measure_head(
    struct pp_layouter *layouter, const struct frame *frame, const struct pp_place *place,
    double *height)
{
    struct pp_canvas *canvas = layouter->canvas;
    layouter->canvas = NULL;
    enum pp_status status = put_head(layouter, frame, place, 0, 0, true, height);
    layouter->canvas = canvas;
    return status;
}

static const double above_rows = 6, below_rows = 2.5; /* [pt] with the rules */

/* How many rows from `first` on stand in the place, its head above them: two at least, unless there
 * is one only; and no single one goes on. place->y is moved down to their end. */
static enum pp_status count_rows(
    struct pp_layouter *layouter, const struct frame *frame, size_t first, struct pp_place *place,
    size_t *rows)
{
    size_t left = frame->chart->row_count - first, fit = 0;
    double height, before = place->y;
    struct pp_text *name;
    for (; fit < left; fit++) {
        PP_TRY(set_name(layouter, &frame->chart->rows[first + fit], &name, &height));
        if (place->y + height + below_rows > place->bottom + 0.01)
            break;
        before = place->y;
        place->y += height + ruled_off(frame, first + fit);
    }
    if (left - fit == 1 && fit > 2) {
        fit--;
        place->y = before;
    }
    *rows = fit == left || fit >= 2 || (place->fresh && fit > 0) ? fit : 0;
    return PP_OK;
}

/* Paints what was measured: the name, where the table goes on, the head, the rows. */
static enum pp_status paint_piece(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct frame *frame,
    size_t first, size_t rows, struct pp_place place, double head)
{
    struct pp_canvas *canvas = layouter->canvas;
    bool again = first > 0;
    size_t table = pp_piece_element(layouter, block, frame->piece);
    for (size_t i = 0; !again && i <= frame->chart->column_count; i++)
        frame->heads[i].count = 0;
    if (again || frame->piece > 0)
        PP_TRY(pp_lay_continued(layouter, block->node->as.heat.caption, !again, table, &place));
    PP_TRY(put_head(layouter, frame, &place, place.y + head, table, again, NULL));
    place.y += head + above_rows;
    pp_canvas_rule(canvas, place.x, place.y - 2, place.width, PP_RULE_STRONG, PP_INK);
    if (!again)
        block->part = pp_canvas_element(canvas, PP_ROLE_TBODY, table);
    PP_TRY(put_rows(layouter, frame, first, first + rows, &place, block->part));
    pp_canvas_rule(canvas, place.x, place.y + below_rows - 1, place.width, PP_RULE_MID, PP_INK);
    return PP_OK;
}

/* What the table's name takes where it goes on. */
static enum pp_status measure_name(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct pp_place *place,
    double *height)
{
    struct pp_canvas *canvas = layouter->canvas;
    struct pp_place trial = *place;
    layouter->canvas = NULL;
    enum pp_status status =
        pp_lay_continued(layouter, block->node->as.heat.caption, false, 0, &trial);
    layouter->canvas = canvas;
    *height = trial.y - place->y;
    return status;
}

/* The rows of one piece, as far as they fit. *none: not even two do. */
static enum pp_status lay_piece(
    struct pp_layouter *layouter, struct pp_flowable *block, size_t *index, struct pp_place *place,
    bool *none)
{
    struct frame frame = make_frame(block, place, *index);
    struct pp_place from = *place;
    size_t first = *index - frame.piece * frame.chart->row_count, rows;
    double head = 0, above = 0;
    if (*index > 0)
        PP_TRY(measure_name(layouter, block, place, &above));
    PP_TRY(measure_head(layouter, &frame, place, &head));
    place->y += above + head + above_rows;
    PP_TRY(count_rows(layouter, &frame, first, place, &rows));
    *none = rows == 0;
    if (*none)
        return PP_OK;
    place->y += below_rows;
    *index += rows;
    return layouter->canvas ? paint_piece(layouter, block, &frame, first, rows, from, head) : PP_OK;
}

enum pp_status pp_lay_heat(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_cursor *cursor, size_t depth,
    struct pp_place *place, bool *done)
{
    const struct pp_heat *chart = block->node->as.heat.chart;
    struct pp_table_memo *memo = block->memo;
    size_t *index = &cursor->path[depth + 1], start = *index;
    size_t all = make_frame(block, place, 0).pieces * chart->row_count;
    struct pp_place room = *place;
    bool none = false;
    if (!memo->heads)
        memo->heads = pp_arena_array(memo->arena, chart->column_count + 1, sizeof *memo->heads);
    while (*index < all && !none) {
        if (*index > start)
            room.y += layouter->setter.styles->space.block;
        PP_TRY(lay_piece(layouter, block, index, &room, &none));
        if (none)
            break;
        place->y = room.y;
        room.fresh = false;
    }
    *done = *index == all;
    return PP_OK;
}
