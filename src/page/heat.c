/* The heat table: city x dimension, the share of top answers printed in every cell on its tint. A
 * real table: rows and columns are headed, the tint only repeats the number. */
#include <math.h>

#include "page/cell_heads.h"
#include "pactpress/chart.h"
#include "pactpress/run.h"

static const double label_width = 84, n_width = 42, row_height = 21;

struct frame {
    double cell;                   /* [pt] width of a cell */
    double first;                  /* x of the first cell column */
    double end;                    /* end edge of the n column */
    struct pp_column_heads *heads; /* of the cells, then of n; on a canvas */
};

static struct frame make_frame(const struct pp_heat *chart, const struct pp_place *place)
{
    struct frame frame = {.first = place->x + label_width, .end = place->x + place->width};
    frame.cell = (place->width - label_width - n_width) / (double)chart->column_count;
    return frame;
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

static void name_head(
    struct pp_layouter *layouter, const struct frame *frame, size_t element, size_t column)
{
    if (layouter->canvas)
        pp_cell_heads_add(layouter->canvas, frame->heads, element, column, 1);
}

/* A cell of a body row, with the names of its headers. */
static size_t body_cell(
    struct pp_layouter *layouter, const struct frame *frame, size_t row, size_t column, size_t head)
{
    struct pp_canvas *canvas = layouter->canvas;
    size_t cell = pp_canvas_element(canvas, PP_ROLE_TD, row);
    if (canvas)
        pp_cell_heads_tell(canvas, &frame->heads[column], cell, pp_cell_name(canvas, head));
    pp_canvas_touch(canvas, cell);
    return cell;
}

/* Head labels stand at the foot of the head, in one or two lines. */
static enum pp_status put_head_label(
    struct pp_layouter *layouter, const struct pp_inline *label, double x, double width,
    enum pp_align align, double bottom, size_t element, double *height)
{
    struct pp_text *text;
    struct pp_text_spec spec = {.type = PP_TYPE_LABEL, .width = width, .align = align};
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, label, &spec, &text));
    if (height)
        *height = fmax(*height, text->height);
    pp_text_paint_all(layouter->canvas, text, x, bottom - text->height, (long)element);
    return PP_OK;
}

/* Lays the head ending at `bottom`; with height set it only measures. */
static enum pp_status put_head(
    struct pp_layouter *layouter, const struct pp_heat *chart, const struct frame *frame,
    const struct pp_place *place, double bottom, size_t table, double *height)
{
    size_t head = pp_canvas_element(layouter->canvas, PP_ROLE_THEAD, table);
    size_t row = pp_canvas_element(layouter->canvas, PP_ROLE_TR, head);
    size_t corner = head_cell(layouter, row, PP_SCOPE_COLUMN);
    PP_TRY(put_head_label(
        layouter, chart->corner_label, place->x, label_width - 4, PP_START, bottom, corner,
        height));
    for (size_t i = 0; i < chart->column_count; i++) {
        size_t cell = head_cell(layouter, row, PP_SCOPE_COLUMN);
        name_head(layouter, frame, cell, i);
        PP_TRY(put_head_label(
            layouter, chart->column_labels[i], frame->first + frame->cell * (double)i, frame->cell,
            PP_CENTRE, bottom, cell, height));
    }
    size_t n = head_cell(layouter, row, PP_SCOPE_COLUMN);
    name_head(layouter, frame, n, chart->column_count);
    return put_head_label(
        layouter, chart->n_label, frame->end - n_width, n_width, PP_END, bottom, n, height);
}

static enum pp_status put_cell(
    struct pp_layouter *layouter, const struct pp_heat *chart, const struct pp_figure *figure,
    double x, double y, double w, bool bold, size_t element)
{
    double top = y + 1, height = row_height - 2;
    if (!figure || !pp_figure_has_value(figure))
        return pp_chart_state(layouter, figure, x + 1, top, w - 2, height, (long)element);
    int tint = tint_of(chart, figure->lo);
    struct pp_colour fill = pp_tint_heat(tint), ink = pp_tint(PP_INK);
    struct pp_colour text = pp_tint_heat_text(tint);
    pp_canvas_rect(
        layouter->canvas, PP_ARTIFACT_LAYOUT, x + 1, top, w - 2, height,
        (struct pp_paint){.fill = &fill, .stroke = &ink, .width = PP_RULE_KEYLINE});
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE,
        .align = PP_CENTRE,
        .width = w,
        .bold = bold || tint >= 3,
        .colour = pp_arena_memdup(layouter->arena, &text, sizeof text),
    };
    return pp_chart_label(
        layouter, pp_chart_number(layouter, figure), &spec, x + w / 2, top, height, (long)element);
}

static enum pp_status put_row(
    struct pp_layouter *layouter, const struct pp_heat *chart, const struct pp_heat_row *row,
    const struct frame *frame, double x, double y, size_t body)
{
    struct pp_canvas *canvas = layouter->canvas;
    size_t tr = pp_canvas_element(canvas, PP_ROLE_TR, body);
    size_t head = head_cell(layouter, tr, PP_SCOPE_ROW);
    struct pp_text_spec spec = {
        .type = PP_TYPE_TABLE, .width = label_width - 4, .bold = row->own, .ragged = true};
    PP_TRY(pp_chart_label(layouter, row->label, &spec, x, y, row_height, (long)head));
    for (size_t i = 0; i < chart->column_count; i++) {
        size_t cell = body_cell(layouter, frame, tr, i, head);
        PP_TRY(put_cell(
            layouter, chart, row->cells[i], frame->first + frame->cell * (double)i, y, frame->cell,
            row->own, cell));
    }
    size_t n = body_cell(layouter, frame, tr, chart->column_count, head);
    spec.width = n_width;
    spec.align = PP_END;
    return pp_chart_label(
        layouter, pp_chart_number(layouter, row->n), &spec, frame->end, y, row_height, (long)n);
}

static enum pp_status put_rows(
    struct pp_layouter *layouter, const struct pp_heat *chart, const struct frame *frame,
    struct pp_place *place, size_t body)
{
    for (size_t i = 0; i < chart->row_count; i++) {
        PP_TRY(put_row(layouter, chart, &chart->rows[i], frame, place->x, place->y, body));
        place->y += row_height;
        if (!chart->rows[i].own || i + 1 == chart->row_count)
            continue;
        place->y += 1.5;
        pp_canvas_rule(layouter->canvas, place->x, place->y, place->width, PP_RULE_MID, PP_INK);
        place->y += 1.5;
    }
    return PP_OK;
}

enum pp_status pp_lay_heat(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_heat *chart = block->node->as.heat.chart;
    struct frame frame = make_frame(chart, place);
    struct pp_canvas *canvas = layouter->canvas;
    double head = 0;
    layouter->canvas = NULL;
    enum pp_status status = put_head(layouter, chart, &frame, place, 0, 0, &head);
    layouter->canvas = canvas;
    PP_TRY(status);
    frame.heads = pp_arena_array(layouter->arena, chart->column_count + 1, sizeof *frame.heads);
    size_t table = pp_flowable_element(layouter, block, PP_ROLE_TABLE);
    PP_TRY(put_head(layouter, chart, &frame, place, place->y + head, table, NULL));
    place->y += head + 4;
    pp_canvas_rule(canvas, place->x, place->y, place->width, PP_RULE_STRONG, PP_INK);
    place->y += 2;
    size_t body = pp_canvas_element(canvas, PP_ROLE_TBODY, table);
    PP_TRY(put_rows(layouter, chart, &frame, place, body));
    place->y += 1.5;
    pp_canvas_rule(canvas, place->x, place->y, place->width, PP_RULE_MID, PP_INK);
    place->y += 1;
    return PP_OK;
}
