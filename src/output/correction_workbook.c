/* Rows that were held back, as a workbook to mend them in: text cells, the head frozen, lists to
 * choose from. */
#include <string.h>

#include "output/annex_writer.h"
#include "pactpress/arena.h"
#include "pactpress/corrections.h"
#include "pactpress/csvrow.h"
#include "pactpress/scanner.h"

/* 1980-01-01, the first day of ZIP: the same rows make the same bytes. */
enum { NO_DAY = 315532800 };
enum { LONGEST_LIST = 250 /* [bytes] of choices in one list: Excel takes 255 */ };
enum { GREY = 0x666666 };

struct formats {
    lxw_format *head, *text, *told; /* told: key and reason */
};

static lxw_format *text_format(struct pp_writer *w)
{
    lxw_format *format = workbook_add_format(w->workbook);
    if (format == NULL)
        pp_out_of_memory();
    format_set_num_format(format, "@"); /* text, whatever it looks like */
    return format;
}

static struct formats make_formats(struct pp_writer *w)
{
    struct formats formats = {text_format(w), text_format(w), text_format(w)};
    format_set_bold(formats.head);
    format_set_font_color(formats.told, GREY);
    return formats;
}

/* Text is text in a workbook: the apostrophe of the CSV is not needed. */
static struct pp_bytes without_guard(struct pp_bytes text)
{
    bool guarded = text.size > 1 && text.data[0] == '\'' && strchr("=@+-", text.data[1]) != NULL;
    return guarded ? (struct pp_bytes){text.data + 1, text.size - 1} : text;
}

static void put_row(
    struct pp_writer *w, const struct formats *formats, lxw_row_t number, struct pp_csvrow *row,
    size_t count)
{
    struct pp_arena_mark mark = pp_arena_mark(w->arena);
    for (size_t i = 0; i < count; i++) {
        struct pp_bytes text = without_guard(pp_csvrow_field(row, i));
        pp_writer_note(
            w, worksheet_write_string(
                   w->sheet, number, (lxw_col_t)i,
                   pp_arena_strndup(w->arena, (const char *)text.data, text.size),
                   number == 0 ? formats->head
                   : i < 2     ? formats->told
                               : formats->text));
    }
    pp_arena_rewind(w->arena, mark);
}

/* How many rows there are, the head among them. */
static lxw_row_t put_rows(struct pp_writer *w, struct pp_bytes csv)
{
    struct formats formats = make_formats(w);
    struct pp_scanner scanner;
    struct pp_span span;
    struct pp_csvrow *row = pp_csvrow_new(',');
    lxw_row_t number = 0;
    pp_scanner_init(&scanner, csv.data, csv.size, ',');
    while (pp_scanner_next(&scanner, &span)) {
        size_t count = pp_csvrow_split(row, csv.data + span.start, span.length);
        put_row(w, &formats, number++, row, count);
    }
    pp_csvrow_free(row);
    return number;
}

/* The hint shows when the cell is chosen, and again when something else was written: a warning, not
 * a stop, because a cell may hold what the source's `values:` map. */
static void put_list(
    struct pp_writer *w, const struct pp_correction_sheet *sheet, lxw_col_t column, lxw_row_t last)
{
    char *choices[LONGEST_LIST + 2] = {NULL}, *title = pp_arena_strdup(w->arena, sheet->title);
    char *hint = pp_arena_strdup(w->arena, sheet->hint);
    char *rest = pp_arena_strdup(w->arena, sheet->lists[column]);
    for (size_t count = 0; rest != NULL; count++) {
        choices[count] = rest;
        rest = strchr(rest, ',');
        if (rest != NULL)
            *rest++ = '\0';
    }
    lxw_data_validation validation = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .value_list = choices,
        .input_title = title,
        .input_message = hint,
        .error_title = title,
        .error_message = hint};
    pp_writer_note(
        w, worksheet_data_validation_range(w->sheet, 1, column, last, column, &validation));
}

static void put_sheet(struct pp_writer *w, const struct pp_correction_sheet *sheet)
{
    w->sheet = workbook_add_worksheet(w->workbook, sheet->name);
    if (w->sheet == NULL) {
        pp_writer_note(w, LXW_ERROR_SHEETNAME_LENGTH_EXCEEDED);
        return;
    }
    worksheet_freeze_panes(w->sheet, 1, 2);
    pp_writer_note(w, worksheet_set_column(w->sheet, 0, 0, 6, NULL));
    pp_writer_note(w, worksheet_set_column(w->sheet, 1, 1, 60, NULL));
    pp_writer_note(w, worksheet_set_column(w->sheet, 2, LXW_COL_MAX - 1, 18, NULL));
    lxw_row_t rows = put_rows(w, sheet->csv);
    for (size_t i = 0; i < sheet->list_count; i++)
        if (sheet->lists[i] != NULL && strlen(sheet->lists[i]) <= LONGEST_LIST)
            put_list(w, sheet, (lxw_col_t)i, rows > 1 ? rows - 1 : 1);
}

enum pp_status pp_correction_workbook(
    struct pp_run *run, const char *path, const struct pp_correction_sheet *sheet)
{
    struct pp_writer w = {.run = run, .arena = pp_arena_new(), .path = path};
    enum pp_status status = pp_writer_open(&w, sheet->csv.size, 0600);
    if (status == PP_OK) {
        lxw_doc_properties properties = {.created = NO_DAY};
        pp_writer_note(&w, workbook_set_properties(w.workbook, &properties));
        put_sheet(&w, sheet);
        status = pp_writer_close(&w);
    }
    pp_arena_free(w.arena);
    return status;
}
