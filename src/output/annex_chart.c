/* Charts of the annex: bars with a title, names of their axes, and an alternative text. */
#include <stdlib.h>

#include "output/annex_writer.h"
#include "pactpress/arena.h"

/* What a chart remembers of its cells, for readers that do not look at them. The library would
 * remember a blank cell as 0: a withheld number, or one that nobody told. */
static void remember_values(
    struct pp_writer *w, lxw_series_range *range, const struct pp_grid_series *one)
{
    range->ignore_cache = LXW_TRUE;
    for (size_t i = one->first; i <= one->last; i++) {
        const struct pp_cell *cell = &w->grid->rows.items[i].cells[one->column];
        lxw_series_data_point *point = calloc(1, sizeof *point); /* freed by the library */
        if (point == NULL)
            pp_out_of_memory();
        point->no_data = cell->kind != PP_CELL_NUMBER;
        if (!point->no_data)
            point->number = pp_writer_number(cell);
        STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
        range->num_data_points++;
    }
}

static void add_series(
    struct pp_writer *w, lxw_chart *chart, const struct pp_grid_chart *about,
    const struct pp_grid_series *one)
{
    lxw_row_t top = w->head + 1;
    lxw_chart_fill fill = {.color = pp_writer_colour(w, one->tint)};
    lxw_chart_line line = {.color = pp_writer_colour(w, PP_INK), .width = 0.5};
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (series == NULL) {
        pp_writer_note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    chart_series_set_categories(
        series, w->grid->name, top + (lxw_row_t)about->names_first, (lxw_col_t)about->names,
        top + (lxw_row_t)about->names_last, (lxw_col_t)about->names);
    chart_series_set_values(
        series, w->grid->name, top + (lxw_row_t)one->first, (lxw_col_t)one->column,
        top + (lxw_row_t)one->last, (lxw_col_t)one->column);
    remember_values(w, series->values, one);
    chart_series_set_name(series, one->name);
    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &line);
}

static void dress_axis(
    const struct pp_writer *w, lxw_chart_axis *axis, const char *name, const char *numbers)
{
    lxw_chart_font label = {
        .name = (char *)PP_SHEET_SANS,
        .size = 10,
        .color = pp_writer_colour(w, PP_INK),
        .bold = LXW_EXPLICIT_FALSE};
    lxw_chart_line line = {.color = pp_writer_colour(w, PP_LINE), .width = 0.5};
    chart_axis_set_name(axis, name);
    chart_axis_set_name_font(axis, &label);
    chart_axis_set_num_font(axis, &label);
    chart_axis_set_line(axis, &line);
    if (numbers != NULL)
        chart_axis_major_gridlines_set_line(axis, &line);
    if (numbers != NULL)
        chart_axis_set_num_format(axis, numbers);
}

/* The first row of the table is the uppermost bar, as on the pages. */
static void dress_chart(
    const struct pp_writer *w, lxw_chart *chart, const struct pp_grid_chart *about)
{
    lxw_chart_font title = {
        .name = (char *)PP_SHEET_SERIF,
        .size = 14,
        .bold = LXW_TRUE,
        .color = pp_writer_colour(w, PP_INK)};
    lxw_chart_font label = {
        .name = (char *)PP_SHEET_SANS, .size = 10, .color = pp_writer_colour(w, PP_INK)};
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_axis *names = chart->y_axis, *values = chart->x_axis; /* bars lie: the axes change */
    chart_title_set_name(chart, about->title);
    chart_title_set_name_font(chart, &title);
    dress_axis(w, names, about->names_title, NULL);
    dress_axis(w, values, about->values_title, about->percent ? "0%" : "#,##0");
    chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
    chart_axis_set_reverse(names);
    chart_axis_set_crossing_max(names);
    chart_axis_set_min(values, 0);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &label);
    chart_chartarea_set_line(chart, &none);
    chart_set_series_gap(chart, about->names_first == about->names_last ? 250 : 60);
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
}

void pp_writer_chart(struct pp_writer *w)
{
    const struct pp_grid_chart *about = w->grid->chart;
    lxw_chart *chart;
    lxw_row_t row = w->head + 2 + (lxw_row_t)w->grid->rows.count;
    lxw_chart_options options = {.x_scale = 1.6, .y_scale = 1.5};
    if (about == NULL)
        return;
    chart = workbook_add_chart(
        w->workbook, about->stacked ? LXW_CHART_BAR_STACKED_PERCENT : LXW_CHART_BAR);
    if (chart == NULL) {
        pp_writer_note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    for (size_t i = 0; i < about->series.count; i++)
        add_series(w, chart, about, &about->series.items[i]);
    dress_chart(w, chart, about);
    options.description = pp_arena_strdup(w->arena, about->alt);
    pp_writer_note(w, worksheet_insert_chart_opt(w->sheet, row, 0, chart, &options));
}
