/* A book of grids becomes an XLSX file. What the library accepts silently and writes as a broken
 * file was settled before (annex_grid.h: pp_book_fit_names, pp_book_check). A sheet from above:
 * title on a field of colour, a note, lines of facts, the table, the chart. */
#include <stdlib.h>
#include <string.h>

#include "output/annex_writer.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

/* 1970-01-01 as a day of spreadsheets. */
enum { FIRST_DAY = 25569 };

/* [bytes] of what the library writes before it compresses: once, for a row, for a cell. */
enum { BOOK_SIZE = 96 << 10, ROW_SIZE = 64, CELL_SIZE = 48 };

/* So many rows and a chart go on one page of paper. */
enum { ROWS_WITH_CHART = 40 };

/* A row is at most 409 points high. */
enum { MOST_LINES = 27 };

/* As many decimals as the figure has, no more. */
static const char *number_format(struct pp_writer *w, const struct pp_cell *cell)
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

const char *pp_writer_sheet(struct pp_writer *w, const char *name)
{
    struct pp_str text;
    const char *copy;
    pp_str_init(&text);
    pp_str_append_char(&text, '\'');
    for (; *name != '\0'; name++) {
        if (*name == '\'')
            pp_str_append_char(&text, '\'');
        pp_str_append_char(&text, *name);
    }
    pp_str_append(&text, "'!");
    copy = pp_str_copy(&text, w->arena);
    pp_str_free(&text);
    return copy;
}

static const char *sheet_address(struct pp_writer *w, const char *name)
{
    return pp_arena_printf(w->arena, "internal:%sA1", pp_writer_sheet(w, name));
}

/* Only addresses that lead to the web, and not beyond what the format takes, become links. */
static bool is_web(const char *url)
{
    return (pp_starts_with(url, "https://") || pp_starts_with(url, "http://")) &&
           strlen(url) < 2000;
}

/* Text is never a formula, nor does it become one when somebody edits the cell: what could be read
 * as one has the number format of text. */
static const char *text_format(const char *text)
{
    return text[0] != '\0' && strchr("=+-@", text[0]) != NULL ? "@" : "";
}

static void put_text(
    struct pp_writer *w, lxw_row_t row, lxw_col_t col, const struct pp_cell *cell, unsigned flags)
{
    const char *address = cell->kind == PP_CELL_SHEET ? sheet_address(w, cell->target)
                          : cell->kind == PP_CELL_WEB && is_web(cell->target) ? cell->target
                                                                              : NULL;
    if (address == NULL) {
        pp_writer_note(
            w, worksheet_write_string(
                   w->sheet, row, col, cell->text,
                   pp_writer_format(w, text_format(cell->text), flags)));
        return;
    }
    flags |= PP_LOOKS_LINK;
    pp_writer_note(
        w, worksheet_write_url_opt(
               w->sheet, row, col, address, pp_writer_format(w, "", flags), cell->text, NULL));
}

static void put_cell(
    struct pp_writer *w, lxw_row_t row, lxw_col_t col, const struct pp_cell *cell, unsigned flags)
{
    if (cell->strong)
        flags |= PP_LOOKS_STRONG;
    switch (cell->kind) {
    case PP_CELL_BLANK:
        if (cell->withheld)
            flags |= PP_LOOKS_WITHHELD;
        pp_writer_note(
            w, worksheet_write_blank(w->sheet, row, col, pp_writer_format(w, "", flags)));
        return;
    case PP_CELL_NUMBER:
        pp_writer_note(
            w, worksheet_write_number(
                   w->sheet, row, col, pp_writer_number(cell),
                   pp_writer_format(w, number_format(w, cell), flags | PP_LOOKS_TO_END)));
        return;
    case PP_CELL_DAY:
        pp_writer_note(
            w, worksheet_write_number(
                   w->sheet, row, col, (double)cell->day + FIRST_DAY,
                   pp_writer_format(w, w->book->days, flags | PP_LOOKS_START)));
        return;
    case PP_CELL_TEXT:
    case PP_CELL_SHEET:
    case PP_CELL_WEB:
        put_text(w, row, col, cell, flags);
        return;
    }
}

/* --- Above the table */

static double sheet_width(const struct pp_writer *w)
{
    double width = 0;
    for (size_t i = 0; i < w->printed; i++)
        width += w->widths[i];
    return width;
}

/* A text over all columns; its row is as high as its lines. */
static void put_wide(
    struct pp_writer *w, lxw_row_t row, const char *text, unsigned flags, double letter,
    double line, double pad)
{
    lxw_col_t last = (lxw_col_t)(w->printed - 1);
    lxw_format *format = pp_writer_format(w, "", flags);
    int lines = pp_text_lines(text, sheet_width(w) / letter - 3);
    pp_writer_note(w, worksheet_set_row(w->sheet, row, lines * line + pad, NULL));
    if (last > 0)
        pp_writer_note(w, worksheet_merge_range(w->sheet, row, 0, row, last, text, format));
    else
        pp_writer_note(w, worksheet_write_string(w->sheet, row, 0, text, format));
}

static void put_top(struct pp_writer *w)
{
    lxw_row_t row = 0;
    put_wide(w, row++, w->grid->title, PP_LOOKS_TITLE | PP_LOOKS_WRAP, 2.0, 27, 21);
    if (!pp_is_empty(w->grid->note))
        put_wide(w, row++, w->grid->note, PP_LOOKS_NOTE, 1, 15, 8);
    for (size_t i = 0; i < w->grid->lines.count; i++)
        put_wide(w, row++, w->grid->lines.items[i], PP_LOOKS_NOTE | PP_LOOKS_STRONG, 1.05, 15, 2);
    pp_writer_note(w, worksheet_set_row(w->sheet, row++, 9, NULL));
    w->head = row;
}

/* --- The table */

/* Not every reader fits rows to their text by itself. */
static int row_lines(const struct pp_writer *w, const struct pp_cell *cells)
{
    int best = 1;
    for (size_t k = 0; k < w->grid->columns.count; k++) {
        int lines = cells[k].text == NULL || w->grid->columns.items[k].one_line
                        ? 1
                        : pp_text_lines(
                              cells[k].text, (w->widths[k] - 1) / (cells[k].strong ? 1.12 : 1.04));
        best = lines > best ? lines : best;
    }
    return best < MOST_LINES ? best : MOST_LINES;
}

/* Text behind a column of numbers keeps its distance from them. */
static unsigned column_looks(const struct pp_writer *w, size_t k)
{
    const struct pp_grid_column *columns = w->grid->columns.items;
    if (columns[k].numeric)
        return PP_LOOKS_TO_END;
    return (k > 0 && columns[k - 1].numeric ? PP_LOOKS_INSET : 0u) |
           (columns[k].one_line ? 0u : PP_LOOKS_WRAP);
}

static void put_rows(struct pp_writer *w)
{
    size_t count = w->grid->columns.count, rows = w->grid->rows.count;
    for (size_t i = 0; i < rows; i++) {
        const struct pp_cell *cells = w->grid->rows.items[i].cells;
        lxw_row_t row = w->head + 1 + (lxw_row_t)i;
        pp_writer_note(w, worksheet_set_row(w->sheet, row, row_lines(w, cells) * 15 + 3, NULL));
        for (size_t k = 0; k < count; k++)
            put_cell(
                w, row, (lxw_col_t)k, &cells[k],
                column_looks(w, k) | (i + 1 == rows ? PP_LOOKS_LAST : 0u));
    }
}

/* A table needs a row: one without a number or a word where there is nothing to tell. */
static void put_empty_row(struct pp_writer *w)
{
    const struct pp_cell blank = {.kind = PP_CELL_BLANK};
    for (size_t k = 0; k < w->grid->columns.count; k++)
        put_cell(w, w->head + 1, (lxw_col_t)k, &blank, PP_LOOKS_LAST);
}

static void add_table(struct pp_writer *w)
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
        columns[i].header_format = pp_writer_format(
            w, "", PP_LOOKS_HEAD | (column_looks(w, i) & (PP_LOOKS_TO_END | PP_LOOKS_INSET)));
        list[i] = &columns[i];
    }
    pp_writer_note(
        w, worksheet_add_table(
               w->sheet, w->head, 0, w->head + (lxw_row_t)(rows > 0 ? rows : 1),
               (lxw_col_t)(count - 1), &options));
}

static int head_lines(const struct pp_writer *w)
{
    int best = 1;
    for (size_t i = 0; i < w->grid->columns.count; i++) {
        int lines = pp_text_lines(w->grid->columns.items[i].head, (w->widths[i] - 3) / 1.1);
        best = lines > best ? lines : best;
    }
    return best;
}

static void put_table(struct pp_writer *w)
{
    for (size_t i = 0; i < w->grid->columns.count; i++)
        pp_writer_note(
            w, worksheet_set_column(w->sheet, (lxw_col_t)i, (lxw_col_t)i, w->widths[i], NULL));
    add_table(w);
    pp_writer_note(w, worksheet_set_row(w->sheet, w->head, head_lines(w) * 15 + 8, NULL));
    if (w->grid->rows.count > 0)
        put_rows(w);
    else
        put_empty_row(w);
}

/* --- Sheets, properties, file */

/* "&" begins a code in headers and footers; 255 characters is all they take. */
enum { MOST_WORDS = 220 };

/* A text of one line between codes. */
static const char *edge_text(
    struct pp_writer *w, const char *before, const char *words, const char *behind)
{
    struct pp_str text;
    const char *copy;
    pp_str_init(&text);
    pp_str_append(&text, before);
    for (size_t at = 0, step; words[at] != '\0' && text.length < MOST_WORDS; at += step) {
        unsigned c;
        step = pp_utf8_decode(words + at, strlen(words + at), &c);
        step = step > 0 ? step : 1;
        pp_str_append(&text, c == '&' ? "&" : "");
        if (c == '\n')
            pp_str_append_char(&text, ' ');
        else
            pp_str_append_n(&text, words + at, step);
    }
    pp_str_append(&text, behind);
    copy = pp_str_copy(&text, w->arena);
    pp_str_free(&text);
    return copy;
}

static void set_page(struct pp_writer *w)
{
    worksheet_set_landscape(w->sheet);
    worksheet_set_paper(w->sheet, 9); /* A4 */
    /* A chart is not torn by the end of a page. */
    worksheet_fit_to_pages(
        w->sheet, 1, w->grid->chart != NULL && w->grid->rows.count <= ROWS_WITH_CHART ? 1 : 0);
    worksheet_set_margins(w->sheet, 0.5, 0.5, 0.6, 0.7);
    if (w->printed < w->grid->columns.count)
        pp_writer_note(
            w, worksheet_print_area(
                   w->sheet, 0, 0, w->head + (lxw_row_t)w->grid->rows.count,
                   (lxw_col_t)(w->printed - 1)));
    pp_writer_note(w, worksheet_repeat_rows(w->sheet, w->head, w->head));
    pp_writer_note(
        w, worksheet_set_footer(w->sheet, edge_text(w, "&L&8 ", w->book->funding, "&R&8 &P / &N")));
    if (w->book->mark != NULL)
        pp_writer_note(
            w, worksheet_set_header(w->sheet, edge_text(w, "&R&8&B ", w->book->mark, "")));
    worksheet_freeze_panes(w->sheet, w->head + 1, 0);
    worksheet_gridlines(w->sheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_selection(w->sheet, w->head + 1, 0, w->head + 1, 0);
    if (w->book->rtl)
        worksheet_right_to_left(w->sheet);
}

static void measure_columns(struct pp_writer *w)
{
    size_t count = w->grid->columns.count;
    w->widths = pp_arena_array(w->arena, count, sizeof *w->widths);
    for (size_t i = 0; i < count; i++)
        w->widths[i] = pp_grid_column_width(w->book, w->grid, i);
    w->printed = w->grid->printed > 0 && w->grid->printed < count ? w->grid->printed : count;
}

static void put_sheet(struct pp_writer *w, size_t index)
{
    w->grid = w->book->grids.items[index];
    w->sheet = workbook_add_worksheet(w->workbook, w->grid->name);
    if (w->sheet == NULL) {
        pp_writer_note(w, LXW_ERROR_MEMORY_MALLOC_FAILED); /* its name was checked before */
        return;
    }
    measure_columns(w);
    put_top(w);
    put_table(w);
    pp_writer_conditions(w);
    pp_writer_chart(w);
    set_page(w);
    worksheet_set_tab_color(w->sheet, pp_writer_colour(w, index == 0 ? PP_OCHRE : PP_PETROL));
}

static char *own(struct pp_writer *w, const char *text)
{
    return pp_arena_strdup(w->arena, text != NULL ? text : "");
}

static void set_properties(struct pp_writer *w)
{
    const struct pp_book *book = w->book;
    lxw_doc_properties properties = {
        .title = own(w, book->title),
        .subject = own(w, book->subject),
        .author = own(w, book->author),
        .company = own(w, book->company),
        .comments = own(w, book->funding),
        .created = (time_t)book->date};
    pp_writer_note(w, workbook_set_properties(w->workbook, &properties));
    pp_writer_note(
        w, workbook_set_custom_property_string(w->workbook, "Language", own(w, book->lang)));
    pp_writer_note(
        w, workbook_set_custom_property_string(w->workbook, "Period", own(w, book->period)));
    pp_writer_note(
        w, workbook_set_custom_property_string(w->workbook, "Class", own(w, book->klass)));
}

/* [bytes] The workbook before it is compressed, about. */
static size_t size_of(const struct pp_book *book)
{
    size_t size = BOOK_SIZE;
    for (size_t i = 0; i < book->grids.count; i++) {
        const struct pp_grid *grid = book->grids.items[i];
        size += grid->rows.count * (grid->columns.count * CELL_SIZE + ROW_SIZE);
    }
    return size;
}

enum pp_status pp_annex_book_write(
    struct pp_run *run, struct pp_arena *arena, const struct pp_book *book, const char *path)
{
    struct pp_writer w = {.run = run, .arena = arena, .book = book, .path = path};
    PP_TRY(pp_writer_open(&w, size_of(book), 0644));
    set_properties(&w);
    for (size_t i = 0; i < book->grids.count; i++)
        put_sheet(&w, i);
    pp_writer_names(&w);
    return pp_writer_close(&w);
}
