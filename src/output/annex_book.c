/* A book of grids becomes an XLSX file. The one owner of libxlsxwriter: what the library accepts
 * silently and writes as a broken file (annex_grid.h: pp_book_fit_names, pp_book_check) was settled
 * before. Layout of a sheet: title on a field of colour, a note, lines of facts, the table, the
 * chart. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/system_error.h"
#include "output/annex_grid.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

/* House colours (the tokens of the pages). */
enum {
    INK = 0x1F1A17,
    GREY = 0x5E564E,
    MID = 0x8A8177,
    LINE = 0xCFC5B8,
    SAND = 0xF6F0E6,
    PETROL = 0x0E5465,
    OCHRE = 0xE8B23A
};

static const char sans[] = "Calibri", serif[] = "Georgia";
static const char cannot_write[] = "The workbook cannot be written";

/* 1970-01-01 as a day of spreadsheets. */
enum { FIRST_DAY = 25569 };

/* [bytes] of what the library writes before it compresses: once, for a row, for a cell. */
enum { BOOK_SIZE = 96 << 10, ROW_SIZE = 64, CELL_SIZE = 48 };

/* A row is at most 409 points high. */
enum { MOST_LINES = 27 };

/* A format that was made, under what it says. */
struct made_format {
    const char *number; /* number format, "" = general */
    unsigned flags;
    lxw_format *format;
};

enum {
    STRONG = 1,
    LINK = 2,
    WITHHELD = 4,
    HEAD = 8,
    TO_END = 16,
    TITLE = 32,
    NOTE = 64,
    LAST = 128,
    WRAP = 256,
    START = 512
};

struct writer {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_book *book;
    const char *path;
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    const struct pp_grid *grid;
    double *widths; /* [characters] of its columns */
    size_t printed; /* columns on paper */
    lxw_row_t head; /* row of the table's head */
    lxw_error first_error;
    struct {
        struct made_format *items;
        size_t count, capacity;
    } formats;
};

/* The first error counts: later ones follow from it. */
static void note(struct writer *w, lxw_error error)
{
    if (w->first_error == LXW_NO_ERROR)
        w->first_error = error;
}

static void paint_border(lxw_format *format, unsigned flags)
{
    if (flags & HEAD) {
        format_set_top(format, LXW_BORDER_MEDIUM);
        format_set_top_color(format, INK);
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, INK);
    } else if (!(flags & (TITLE | NOTE))) {
        format_set_bottom(format, flags & LAST ? LXW_BORDER_THIN : LXW_BORDER_HAIR);
        format_set_bottom_color(format, flags & LAST ? INK : MID);
    }
}

static void paint_text(lxw_format *format, unsigned flags)
{
    format_set_font_name(format, flags & TITLE ? serif : sans);
    format_set_font_size(format, flags & TITLE ? 20 : 11);
    format_set_font_color(format, flags & LINK ? PETROL : flags & NOTE ? GREY : INK);
    if (flags & (STRONG | HEAD | TITLE))
        format_set_bold(format);
    if (flags & LINK)
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
}

static lxw_format *make_format(struct writer *w, const char *number, unsigned flags)
{
    lxw_format *format = workbook_add_format(w->workbook);
    if (format == NULL)
        return NULL;
    paint_text(format, flags);
    paint_border(format, flags);
    format_set_align(format, flags & TITLE ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (flags & HEAD)
        format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
    if (flags & TO_END) /* the end of the line is left in sheets from right to left */
        format_set_align(format, w->book->rtl ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT);
    if (flags & (WRAP | HEAD | NOTE))
        format_set_text_wrap(format);
    if (flags & START)
        format_set_align(format, w->book->rtl ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    if (flags & (TITLE | NOTE | TO_END))
        format_set_indent(format, 1);
    if (w->book->rtl)
        format_set_reading_order(format, 2);
    if (flags & TITLE)
        format_set_bg_color(format, OCHRE);
    if (flags & WITHHELD) {
        format_set_pattern(format, LXW_PATTERN_LIGHT_UP);
        format_set_fg_color(format, MID);
        format_set_bg_color(format, 0xFFFFFF);
    }
    if (number[0] != '\0')
        format_set_num_format(format, number);
    return format;
}

static lxw_format *format_of(struct writer *w, const char *number, unsigned flags)
{
    struct made_format *made;
    for (size_t i = 0; i < w->formats.count; i++)
        if (w->formats.items[i].flags == flags && pp_streq(w->formats.items[i].number, number))
            return w->formats.items[i].format;
    made = PP_PUSH(w->arena, &w->formats);
    *made = (struct made_format){number, flags, make_format(w, number, flags)};
    return made->format;
}

/* As many decimals as the figure has, no more. */
static const char *number_format(struct writer *w, const struct pp_cell *cell)
{
    struct pp_str text;
    const char *one, *all;
    pp_str_init(&text);
    pp_str_append(&text, cell->percent ? "0" : "#,##0");
    for (int i = 0; i < cell->decimals; i++)
        pp_str_append(&text, i == 0 ? ".0" : "0");
    if (cell->percent)
        pp_str_append_char(&text, '%');
    one = pp_str_copy(&text, w->arena);
    all = cell->change ? pp_arena_printf(w->arena, "+%s;-%s;%s", one, one, one) : one;
    pp_str_free(&text);
    return all;
}

static double number_of(const struct pp_cell *cell)
{
    double divisor = 1;
    for (int i = cell->percent ? -2 : 0; i < cell->decimals; i++)
        divisor *= 10;
    return (double)cell->value / divisor;
}

/* "internal:'Name of sheet'!A1" */
static const char *sheet_address(struct writer *w, const char *name)
{
    struct pp_str text;
    const char *copy;
    pp_str_init(&text);
    pp_str_append(&text, "internal:'");
    for (; *name != '\0'; name++) {
        if (*name == '\'')
            pp_str_append_char(&text, '\'');
        pp_str_append_char(&text, *name);
    }
    pp_str_append(&text, "'!A1");
    copy = pp_str_copy(&text, w->arena);
    pp_str_free(&text);
    return copy;
}

/* Only addresses that lead to the web, and not beyond what the format takes, become links. */
static bool is_web(const char *url)
{
    return (pp_starts_with(url, "https://") || pp_starts_with(url, "http://")) &&
           strlen(url) < 2000;
}

static void put_text(
    struct writer *w, lxw_row_t row, lxw_col_t col, const struct pp_cell *cell, unsigned flags)
{
    const char *address = cell->kind == PP_CELL_SHEET ? sheet_address(w, cell->target)
                          : cell->kind == PP_CELL_WEB && is_web(cell->target) ? cell->target
                                                                              : NULL;
    if (address == NULL) {
        note(w, worksheet_write_string(w->sheet, row, col, cell->text, format_of(w, "", flags)));
        return;
    }
    flags |= LINK;
    note(
        w, worksheet_write_url_opt(
               w->sheet, row, col, address, format_of(w, "", flags), cell->text, NULL));
}

static void put_cell(
    struct writer *w, lxw_row_t row, lxw_col_t col, const struct pp_cell *cell, unsigned flags)
{
    if (cell->strong)
        flags |= STRONG;
    switch (cell->kind) {
    case PP_CELL_BLANK:
        if (cell->withheld)
            flags |= WITHHELD;
        note(w, worksheet_write_blank(w->sheet, row, col, format_of(w, "", flags)));
        return;
    case PP_CELL_NUMBER:
        note(
            w, worksheet_write_number(
                   w->sheet, row, col, number_of(cell),
                   format_of(w, number_format(w, cell), flags | TO_END)));
        return;
    case PP_CELL_DAY:
        note(
            w, worksheet_write_number(
                   w->sheet, row, col, (double)cell->day + FIRST_DAY,
                   format_of(w, w->book->days, flags | START)));
        return;
    case PP_CELL_TEXT:
    case PP_CELL_SHEET:
    case PP_CELL_WEB:
        put_text(w, row, col, cell, flags | WRAP);
        return;
    }
}

/* --- Above the table */

static double sheet_width(const struct writer *w)
{
    double width = 0;
    for (size_t i = 0; i < w->printed; i++)
        width += w->widths[i];
    return width;
}

/* A text over all columns; its row is as high as its lines. */
static void put_wide(
    struct writer *w, lxw_row_t row, const char *text, unsigned flags, double letter, double line,
    double pad)
{
    lxw_col_t last = (lxw_col_t)(w->printed - 1);
    lxw_format *format = format_of(w, "", flags);
    int lines = pp_text_lines(text, sheet_width(w) / letter - 3);
    note(w, worksheet_set_row(w->sheet, row, lines * line + pad, NULL));
    if (last > 0)
        note(w, worksheet_merge_range(w->sheet, row, 0, row, last, text, format));
    else
        note(w, worksheet_write_string(w->sheet, row, 0, text, format));
}

static void put_top(struct writer *w)
{
    lxw_row_t row = 0;
    put_wide(w, row++, w->grid->title, TITLE | WRAP, 2.0, 27, 21);
    if (!pp_is_empty(w->grid->note))
        put_wide(w, row++, w->grid->note, NOTE, 1, 15, 8);
    for (size_t i = 0; i < w->grid->lines.count; i++)
        put_wide(w, row++, w->grid->lines.items[i], NOTE | STRONG, 1.05, 15, 2);
    note(w, worksheet_set_row(w->sheet, row++, 9, NULL));
    w->head = row;
}

/* --- The table */

/* Not every reader fits rows to their text by itself. */
static int row_lines(const struct writer *w, const struct pp_cell *cells)
{
    int best = 1;
    for (size_t k = 0; k < w->grid->columns.count; k++) {
        int lines = cells[k].text == NULL
                        ? 1
                        : pp_text_lines(
                              cells[k].text, (w->widths[k] - 1) / (cells[k].strong ? 1.12 : 1.04));
        best = lines > best ? lines : best;
    }
    return best < MOST_LINES ? best : MOST_LINES;
}

static void put_rows(struct writer *w)
{
    size_t count = w->grid->columns.count, rows = w->grid->rows.count;
    for (size_t i = 0; i < rows; i++) {
        const struct pp_cell *cells = w->grid->rows.items[i].cells;
        lxw_row_t row = w->head + 1 + (lxw_row_t)i;
        note(w, worksheet_set_row(w->sheet, row, row_lines(w, cells) * 15 + 3, NULL));
        for (size_t k = 0; k < count; k++)
            put_cell(w, row, (lxw_col_t)k, &cells[k], i + 1 == rows ? LAST : 0);
    }
}

/* A table needs a row: one without a number or a word where there is nothing to tell. */
static void put_empty_row(struct writer *w)
{
    const struct pp_cell blank = {.kind = PP_CELL_BLANK};
    for (size_t k = 0; k < w->grid->columns.count; k++)
        put_cell(w, w->head + 1, (lxw_col_t)k, &blank, LAST);
}

static void add_table(struct writer *w)
{
    size_t count = w->grid->columns.count, rows = w->grid->rows.count;
    lxw_table_column *columns = pp_arena_array(w->arena, count, sizeof *columns);
    lxw_table_column **list = pp_arena_array(w->arena, count + 1, sizeof *list);
    lxw_table_options options = {
        .name = pp_arena_strdup(w->arena, w->grid->table),
        .no_banded_rows = LXW_TRUE,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .style_type_number = 0,
        .columns = list};
    for (size_t i = 0; i < count; i++) {
        const struct pp_grid_column *column = &w->grid->columns.items[i];
        columns[i].header = pp_arena_strdup(w->arena, column->head);
        columns[i].header_format = format_of(w, "", HEAD | (column->numeric ? TO_END : 0));
        list[i] = &columns[i];
    }
    note(
        w, worksheet_add_table(
               w->sheet, w->head, 0, w->head + (lxw_row_t)(rows > 0 ? rows : 1),
               (lxw_col_t)(count - 1), &options));
}

static int head_lines(const struct writer *w)
{
    int best = 1;
    for (size_t i = 0; i < w->grid->columns.count; i++) {
        int lines = pp_text_lines(w->grid->columns.items[i].head, (w->widths[i] - 3) / 1.1);
        best = lines > best ? lines : best;
    }
    return best;
}

static void put_table(struct writer *w)
{
    for (size_t i = 0; i < w->grid->columns.count; i++)
        note(
            w, worksheet_set_column(
                   w->sheet, (lxw_col_t)i, (lxw_col_t)i, pp_grid_column_width(w->book, w->grid, i),
                   NULL));
    add_table(w);
    note(w, worksheet_set_row(w->sheet, w->head, head_lines(w) * 15 + 8, NULL));
    if (w->grid->rows.count > 0)
        put_rows(w);
    else
        put_empty_row(w);
}

/* --- The chart */

/* What a chart remembers of its cells, for readers that do not look at them. The library would
 * remember a blank cell as 0: a withheld number, or one that nobody told. */
static void remember_values(
    struct writer *w, lxw_series_range *range, const struct pp_grid_series *one)
{
    range->ignore_cache = LXW_TRUE;
    for (size_t i = one->first; i <= one->last; i++) {
        const struct pp_cell *cell = &w->grid->rows.items[i].cells[one->column];
        lxw_series_data_point *point = calloc(1, sizeof *point); /* freed by the library */
        if (point == NULL)
            pp_out_of_memory();
        point->no_data = cell->kind != PP_CELL_NUMBER;
        if (!point->no_data)
            point->number = number_of(cell);
        STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
        range->num_data_points++;
    }
}

static void add_series(
    struct writer *w, lxw_chart *chart, const struct pp_grid_chart *about,
    const struct pp_grid_series *one)
{
    lxw_row_t top = w->head + 1;
    lxw_chart_fill fill = {.color = (lxw_color_t)strtoul(one->colour + 1, NULL, 16)};
    lxw_chart_line line = {.color = INK, .width = 0.5};
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (series == NULL) {
        note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
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

static void dress_axis(lxw_chart_axis *axis, const char *name, const char *numbers)
{
    lxw_chart_font label = {
        .name = (char *)sans, .size = 10, .color = INK, .bold = LXW_EXPLICIT_FALSE};
    lxw_chart_line line = {.color = LINE, .width = 0.5};
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
static void dress_chart(lxw_chart *chart, const struct pp_grid_chart *about)
{
    lxw_chart_font title = {.name = (char *)serif, .size = 14, .bold = LXW_TRUE, .color = INK};
    lxw_chart_font label = {.name = (char *)sans, .size = 10, .color = INK};
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_axis *names = chart->y_axis, *values = chart->x_axis; /* bars lie: the axes change */
    chart_title_set_name(chart, about->title);
    chart_title_set_name_font(chart, &title);
    dress_axis(names, about->names_title, NULL);
    dress_axis(values, about->values_title, about->percent ? "0%" : "#,##0");
    chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
    chart_axis_set_reverse(names);
    chart_axis_set_crossing_max(names);
    chart_axis_set_min(values, 0);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &label);
    chart_chartarea_set_line(chart, &none);
    chart_set_series_gap(chart, 60);
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
}

static void put_chart(struct writer *w)
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
        note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    for (size_t i = 0; i < about->series.count; i++)
        add_series(w, chart, about, &about->series.items[i]);
    dress_chart(chart, about);
    options.description = pp_arena_strdup(w->arena, about->alt);
    note(w, worksheet_insert_chart_opt(w->sheet, row, 0, chart, &options));
}

/* --- Sheets, properties, file */

/* "&" begins a code in headers and footers; 255 characters is all they take. */
static const char *footer_text(struct writer *w)
{
    struct pp_str text;
    const char *copy, *funding = w->book->funding;
    pp_str_init(&text);
    pp_str_append(&text, "&L&8 ");
    for (size_t i = 0; funding[i] != '\0' && text.length < 200; i++) {
        if (funding[i] == '&')
            pp_str_append_char(&text, '&');
        pp_str_append_char(&text, funding[i] == '\n' ? ' ' : funding[i]);
    }
    while ((text.text[text.length - 1] & 0xC0) == 0x80 &&
           pp_utf8_valid(text.text, text.length) != text.length)
        pp_str_truncate(&text, text.length - 1);
    pp_str_append(&text, "&R&8 &P / &N");
    copy = pp_str_copy(&text, w->arena);
    pp_str_free(&text);
    return copy;
}

static void set_page(struct writer *w)
{
    worksheet_set_landscape(w->sheet);
    worksheet_set_paper(w->sheet, 9); /* A4 */
    worksheet_fit_to_pages(w->sheet, 1, 0);
    worksheet_set_margins(w->sheet, 0.5, 0.5, 0.6, 0.7);
    if (w->printed < w->grid->columns.count)
        note(
            w, worksheet_print_area(
                   w->sheet, 0, 0, w->head + (lxw_row_t)w->grid->rows.count,
                   (lxw_col_t)(w->printed - 1)));
    note(w, worksheet_repeat_rows(w->sheet, w->head, w->head));
    note(w, worksheet_set_footer(w->sheet, footer_text(w)));
    worksheet_freeze_panes(w->sheet, w->head + 1, 0);
    worksheet_gridlines(w->sheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_selection(w->sheet, w->head + 1, 0, w->head + 1, 0);
    if (w->book->rtl)
        worksheet_right_to_left(w->sheet);
}

static void measure_columns(struct writer *w)
{
    size_t count = w->grid->columns.count;
    w->widths = pp_arena_array(w->arena, count, sizeof *w->widths);
    for (size_t i = 0; i < count; i++)
        w->widths[i] = pp_grid_column_width(w->book, w->grid, i);
    w->printed = w->grid->printed > 0 && w->grid->printed < count ? w->grid->printed : count;
}

static void put_sheet(struct writer *w, size_t index)
{
    w->grid = w->book->grids.items[index];
    w->sheet = workbook_add_worksheet(w->workbook, w->grid->name);
    if (w->sheet == NULL) {
        note(w, LXW_ERROR_PARAMETER_VALIDATION);
        return;
    }
    measure_columns(w);
    put_top(w);
    put_table(w);
    put_chart(w);
    set_page(w);
    worksheet_set_tab_color(w->sheet, index == 0 ? OCHRE : PETROL);
}

static char *own(struct writer *w, const char *text)
{
    return pp_arena_strdup(w->arena, text != NULL ? text : "");
}

static void set_properties(struct writer *w)
{
    const struct pp_book *book = w->book;
    lxw_doc_properties properties = {
        .title = own(w, book->title),
        .subject = own(w, book->subject),
        .author = own(w, book->author),
        .company = own(w, book->company),
        .comments = own(w, book->funding),
        .created = (time_t)book->date};
    note(w, workbook_set_properties(w->workbook, &properties));
    note(w, workbook_set_custom_property_string(w->workbook, "Language", own(w, book->lang)));
    note(w, workbook_set_custom_property_string(w->workbook, "Period", own(w, book->period)));
    note(w, workbook_set_custom_property_string(w->workbook, "Class", own(w, book->klass)));
}

static enum pp_status failed(struct writer *w, lxw_error error)
{
    struct pp_where where = {.file = pp_arena_strdup(w->run->arena, w->path)};
    bool ours = error >= LXW_ERROR_FEATURE_NOT_SUPPORTED;
    pp_error(
        w->run, where, ours ? "annex.refused" : "annex.unwritable",
        "The workbook cannot be written: %s", lxw_strerror(error));
    unlink(w->path);
    return ours ? PP_DATA : PP_ENV;
}

/* The library closes the file without syncing it. */
static enum pp_status sync_file(struct writer *w)
{
    int fd = open(w->path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    int number = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        number = errno;
    }
    if (good)
        return PP_OK;
    errno = number;
    return pp_system_failed(w->run, w->path, "annex.unwritable", cannot_write);
}

/* [bytes] The workbook before it is compressed, about. */
static off_t size_of(const struct pp_book *book)
{
    size_t size = BOOK_SIZE;
    for (size_t i = 0; i < book->grids.count; i++) {
        const struct pp_grid *grid = book->grids.items[i];
        size += grid->rows.count * (grid->columns.count * CELL_SIZE + ROW_SIZE);
    }
    return (off_t)size;
}

/* The library writes its parts to temporary files and does not look whether they fitted: on a full
 * disk it makes a sound package of broken parts. So the room is asked for before. (What becomes
 * full meanwhile is found when the file is read back.) */
static enum pp_status ask_for_room(struct writer *w)
{
    int fd = open(w->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    int number = fd < 0 ? errno : posix_fallocate(fd, 0, size_of(w->book));
    if (fd >= 0)
        close(fd);
    if (number == 0)
        return PP_OK;
    if (fd >= 0)
        unlink(w->path);
    errno = number;
    return pp_system_failed(w->run, w->path, "annex.unwritable", cannot_write);
}

enum pp_status pp_annex_book_write(
    struct pp_run *run, struct pp_arena *arena, const struct pp_book *book, const char *path)
{
    struct writer w = {.run = run, .arena = arena, .book = book, .path = path};
    lxw_workbook_options options = {.tmpdir = pp_path_folder(arena, path)};
    lxw_error error;
    PP_TRY(ask_for_room(&w));
    w.workbook = workbook_new_opt(path, &options);
    if (w.workbook == NULL)
        return failed(&w, LXW_ERROR_MEMORY_MALLOC_FAILED);
    set_properties(&w);
    for (size_t i = 0; i < book->grids.count; i++)
        put_sheet(&w, i);
    error = workbook_close(w.workbook);
    note(&w, error);
    if (w.first_error != LXW_NO_ERROR)
        return failed(&w, w.first_error);
    return sync_file(&w);
}
