/* A look at one file: bytes, encoding, dialect, header, rows, problems, in that order. */
#include "pactpress/inspection.h"

#include <string.h>

#include "ingest/header_words.h"
#include "ingest/inspection_parts.h"
#include "ingest/window_passes.h"
#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/scanner.h"
#include "pactpress/str.h"

void pp_look_problem(struct pp_look *look, size_t line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *sentence = pp_arena_vprintf(look->arena, format, args);
    va_end(args);
    if (line > 0)
        sentence = pp_arena_printf(look->arena, "line %zu: %s", line, sentence);
    *(const char **)PP_PUSH(look->arena, &look->out->problems) = sentence;
}

/* --- bytes and encoding ------------------------------------------------------------------- */

static enum pp_status decode(struct pp_run *run, struct pp_look *look)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_charset_look *bytes = pp_charset_look_new(arena);
    struct pp_charset_guess guess = {.problem = NULL};
    char digest[PP_DIGEST_HEX];
    enum pp_status status = pp_window_look(run, look->window, bytes, digest);
    if (status == PP_OK)
        pp_charset_guess_of(look->arena, bytes, &guess);
    pp_arena_free(arena);
    PP_TRY(status);
    look->out->encoding = guess.charset.name;
    look->out->evidence = guess.evidence;
    if (guess.problem != NULL)
        pp_look_problem(look, guess.problem_line, "%s", guess.problem);
    look->of_file = look->charset = guess.charset;
    if (guess.charset.kind != PP_CHARSET_UTF16LE && guess.charset.kind != PP_CHARSET_UTF16BE)
        return PP_OK;
    if ((pp_window_file_size(look->window) - guess.charset.bom) % 2 != 0)
        pp_look_problem(look, 0, "the file ends in the middle of a UTF-16 character");
    look->charset = (struct pp_charset){.name = "utf-8", .kind = PP_CHARSET_UTF8};
    return PP_OK;
}

/* A scanner over the whole text, from its start. */
static struct pp_scanner scan(struct pp_look *look)
{
    const struct pp_dialect *dialect = &look->out->dialect;
    struct pp_scanner scanner;
    pp_window_rewind(look->window, &look->of_file);
    pp_scanner_init(&scanner, "", 0, dialect->delimiter);
    pp_scanner_quote(&scanner, dialect->quote, dialect->escape);
    scanner.more = pp_window_feed;
    scanner.self = look->window;
    return scanner;
}

/* --- header ------------------------------------------------------------------------------- */

static const char *cell_text(struct pp_look *look, size_t index)
{
    return pp_charset_show(&look->charset, look->scratch, pp_csvrow_field(look->row, index));
}

static bool is_total(const void *self, struct pp_bytes field)
{
    const struct pp_look *look = self;
    return field.size < 100 &&
           pp_is_sum_word(pp_charset_show(&look->charset, look->scratch, field));
}

static void name_columns(struct pp_look *look, size_t width, bool named)
{
    struct pp_inspected_column *columns = pp_arena_array(look->arena, width + 1, sizeof *columns);
    for (size_t i = 0; i < width; i++) {
        const char *header = pp_arena_printf(look->arena, "#%zu", i + 1);
        if (named) {
            const char *text =
                pp_charset_text(&look->charset, look->arena, pp_csvrow_field(look->row, i), NULL);
            header = text != NULL ? text : pp_arena_strdup(look->arena, cell_text(look, i));
        }
        columns[i] = (struct pp_inspected_column){.header = header, .field = PP_FIELDS};
    }
    look->out->columns = columns;
    look->out->column_count = width;
}

/* Passes over what stands before the header; and over the header, if there is one. */
static size_t pass_header(
    const struct pp_look *look, struct pp_scanner *scanner, struct pp_span *span)
{
    const struct pp_dialect *dialect = &look->out->dialect;
    size_t record = 0, wanted = dialect->skipped + (dialect->has_header ? 1 : 0);
    while (record < wanted && pp_scanner_next(scanner, span))
        record++;
    return record;
}

/* The header, or the first row that tells how many columns there are. */
static void find_header(struct pp_look *look)
{
    const struct pp_dialect *dialect = &look->out->dialect;
    struct pp_scanner scanner = scan(look);
    struct pp_span span = {0};
    size_t record = pass_header(look, &scanner, &span);
    if (!dialect->has_header && !pp_scanner_next(&scanner, &span))
        span = (struct pp_span){0};
    size_t width = pp_csvrow_split(look->row, scanner.data + span.start, span.length);
    if (width > PP_LIMIT_COLUMNS) {
        pp_look_problem(
            look, span.line, "the header has %zu columns; the limit is %d", width,
            PP_LIMIT_COLUMNS);
        width = PP_LIMIT_COLUMNS;
    }
    if (!dialect->has_header && dialect->width > width)
        width = dialect->width;
    name_columns(look, width, dialect->has_header);
    look->header_line = span.line;
    look->header_text = (struct pp_bytes){
        pp_arena_memdup(look->arena, scanner.data + span.start, span.length), span.length};
    look->out->header_record = dialect->has_header ? record : 0;
}

/* --- rows --------------------------------------------------------------------------------- */

static void keep_row(struct pp_look *look, struct pp_inspected_row *out)
{
    size_t count = pp_csvrow_count(look->row);
    if (count > PP_LIMIT_COLUMNS)
        count = PP_LIMIT_COLUMNS;
    /* Delimiters at the end of the line, behind the last column, make no cells. */
    while (count > look->out->column_count && pp_csvrow_field(look->row, count - 1).size == 0)
        count--;
    out->count = count;
    out->cells = pp_arena_array(look->arena, count + 1, sizeof *out->cells);
    for (size_t i = 0; i < count; i++)
        out->cells[i] = pp_arena_strdup(look->arena, cell_text(look, i));
}

static bool is_header_again(const struct pp_look *look, struct pp_bytes record)
{
    return look->out->header_record > 0 && record.size == look->header_text.size &&
           memcmp(record.data, look->header_text.data, record.size) == 0;
}

static void check_shape(
    struct pp_look *look, struct pp_bytes record, const struct pp_span *span, size_t count,
    struct pp_shape_faults *faults)
{
    struct pp_inspection *out = look->out;
    size_t filled = count;
    while (filled > 0 && pp_csvrow_field(look->row, filled - 1).size == 0)
        filled--;
    if (record.size > 0 && memchr(record.data, 0, record.size) != NULL)
        pp_fault_add(&faults->nul, span->line);
    if (span->too_long)
        pp_fault_add(&faults->too_long, span->line);
    else if (span->stray_quote)
        pp_fault_add(&faults->stray, span->line);
    else if (filled > out->column_count || (count < out->column_count && count < look->needed)) {
        if (faults->torn.count == 0)
            faults->torn_fields = count;
        pp_fault_add(&faults->torn, span->line);
    }
    if (filled > look->widest && filled <= out->column_count)
        look->widest = filled;
}

static void remember(struct pp_str *out, struct pp_bytes record)
{
    pp_str_clear(out);
    pp_str_append_n(out, record.data, record.size);
}

/* One data row: counted, checked, and remembered when it is the first, or so far the last. */
static void take_row(
    struct pp_look *look, struct pp_bytes record, const struct pp_span *span, size_t count,
    struct pp_shape_faults *faults)
{
    struct pp_inspection *out = look->out;
    check_shape(look, record, span, count, faults);
    if (out->rows++ == 0)
        remember(&look->first, record);
    remember(&look->last, record);
    if (out->rows <= PP_LOOK_AT_ROWS || pp_look_has_dates(look))
        pp_look_at_cells(look, span->line);
}

/* Where the table ends in the text. */
static size_t find_end(struct pp_look *look)
{
    struct pp_fold_test test = {look, is_total};
    struct pp_scanner scanner = scan(look);
    struct pp_span span;
    pass_header(look, &scanner, &span);
    return pp_dialect_end(&scanner, look->out->column_count, &test);
}

static void read_rows(struct pp_look *look)
{
    struct pp_inspection *out = look->out;
    struct pp_shape_faults faults = {.torn_fields = 0};
    struct pp_arena_mark mark = pp_arena_mark(look->scratch);
    struct pp_span span;
    size_t end = find_end(look);
    struct pp_scanner scanner = scan(look);
    bool first = true;
    pass_header(look, &scanner, &span);
    while (pp_scanner_next(&scanner, &span)) {
        struct pp_bytes record = {scanner.data + span.start, span.length};
        size_t count = pp_csvrow_split(look->row, record.data, record.size);
        bool blank = count == 0 || pp_csvrow_is_blank(look->row) || pp_is_zeros(record);
        bool behind = scanner.base + span.start >= end;
        if (!blank && behind)
            out->footers++;
        if (blank || behind || pp_is_comment(record, count, out->column_count))
            continue;
        bool hxl = first && out->header_record > 0 && pp_is_hxl(look->row);
        first = false;
        if (hxl || is_header_again(look, record))
            continue;
        if (count != out->column_count && span.lines > 1 && count != out->dialect.width) {
            /* Quotes may have tied several rows together: its first line alone. */
            pp_scanner_cut(&scanner, &span);
            record.size = span.length;
            count = pp_csvrow_split(look->row, record.data, record.size);
            span.stray_quote = true;
        }
        take_row(look, record, &span, count, &faults);
        pp_arena_rewind(look->scratch, mark);
    }
    pp_tell_shape_faults(look, &faults);
}

static void show_row(
    struct pp_look *look, const struct pp_str *record, struct pp_inspected_row *out)
{
    pp_csvrow_split(look->row, record->text, record->length);
    keep_row(look, out);
}

/* Columns at the end that have neither a header nor a cell are only delimiters. */
static void drop_empty_columns(struct pp_look *look)
{
    struct pp_inspection *out = look->out;
    while (out->column_count > 1 && out->column_count > look->widest &&
           (out->header_record == 0 || out->columns[out->column_count - 1].header[0] == '\0'))
        out->column_count--;
}

/* --- all of it ---------------------------------------------------------------------------- */

static size_t needed_columns(const struct pp_inspection *out)
{
    size_t needed = out->column_count;
    while (out->header_record > 0 && needed > 0 && out->columns[needed - 1].header[0] == '\0')
        needed--;
    return needed;
}

static void read_table(struct pp_look *look)
{
    struct pp_inspection *out = look->out;
    struct pp_dialect_guess guess;
    pp_dialect_guess(pp_window_head(look->window, &look->of_file), 0, NULL, &guess);
    out->dialect = guess.best;
    if (guess.has_rival)
        pp_look_problem(
            look, 0,
            "the file is as even a table with %s (%zu columns) as with %s (%zu columns); write "
            "`delimiter:` in the source",
            pp_delimiter_name(guess.best.delimiter), guess.best.width,
            pp_delimiter_name(guess.rival.delimiter), guess.rival.width);
    look->row = pp_csvrow_new(out->dialect.delimiter);
    pp_csvrow_quote(look->row, out->dialect.quote, out->dialect.escape);
    pp_str_init(&look->first);
    pp_str_init(&look->last);
    find_header(look);
    look->needed = needed_columns(out);
    look->proofs = pp_arena_array(look->arena, out->column_count + 1, sizeof *look->proofs);
    read_rows(look);
    drop_empty_columns(look);
    if (out->rows > 0) {
        show_row(look, &look->first, &out->first);
        show_row(look, &look->last, &out->last);
    }
    pp_look_conclude(look);
    pp_csvrow_free(look->row);
    pp_str_free(&look->first);
    pp_str_free(&look->last);
}

/* The sentences of the last error, as the file's problems. */
static void take_errors(struct pp_run *run, struct pp_look *look, size_t from)
{
    const struct pp_diag *diag;
    for (size_t i = from; (diag = pp_diag_at(run, i)) != NULL; i++)
        if (diag->severity == PP_ERROR)
            pp_look_problem(look, 0, "%s", diag->sentence);
}

static size_t diags_so_far(const struct pp_run *run)
{
    size_t count = 0;
    while (pp_diag_at(run, count) != NULL)
        count++;
    return count;
}

enum pp_status pp_inspect(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_inspection *out)
{
    size_t before = diags_so_far(run);
    *out = (struct pp_inspection){.file = path, .evidence = "", .dates = "auto", .decimal = "auto"};
    struct pp_look look = {.arena = arena, .out = out, .scratch = pp_arena_new()};
    enum pp_status status = pp_window_open(run, path, path, &look.window);
    if (status == PP_OK)
        status = decode(run, &look);
    if (status == PP_OK) {
        out->readable = true;
        read_table(&look);
        status = pp_window_report(run, look.window);
    }
    if (status == PP_DATA)
        take_errors(run, &look, before);
    pp_window_close(look.window);
    pp_arena_free(look.scratch);
    return status;
}
