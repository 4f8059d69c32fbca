/* Opening an export as a table: encoding, dialect, header, columns, end. */
#include <stdio.h>
#include <string.h>

#include "ingest/header_words.h"
#include "ingest/table_parts.h"
#include "ingest/window.h"
#include "ingest/window_passes.h"
#include "pactpress/arena.h"
#include "pactpress/corrections.h"
#include "pactpress/dates.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/table.h"
#include "pactpress/values.h"

enum { COLUMNS_SHOWN = 3 };

static struct pp_where at_file(const struct pp_table *table)
{
    return (struct pp_where){.file = table->path};
}

static struct pp_bytes mark_of(const struct pp_charset *charset)
{
    const char *mark = charset->kind == PP_CHARSET_UTF16LE   ? "\xFF\xFE"
                       : charset->kind == PP_CHARSET_UTF16BE ? "\xFE\xFF"
                                                             : "\xEF\xBB\xBF";
    return (struct pp_bytes){(const unsigned char *)mark, charset->bom};
}

static enum pp_status decode(
    struct pp_run *run, struct pp_table *table, const struct pp_charset_hint *hint)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_charset_look *look = pp_charset_look_new(arena);
    pp_window_watch(table->window, table->sums);
    enum pp_status status = pp_window_look(run, table->window, look, table->digest);
    if (status == PP_OK)
        status = pp_charset_decide(run, arena, table->path, look, hint, &table->charset);
    bool mixed = table->charset.mixed;
    if (status == PP_OK && table->charset.kind == PP_CHARSET_TABLE &&
        !pp_charset_named(table->arena, table->charset.name, &table->charset))
        status = PP_ENV;
    pp_arena_free(arena);
    table->charset.mixed = mixed;
    table->mark = mark_of(&table->charset);
    table->reads = table->charset;
    if (table->charset.kind != PP_CHARSET_TABLE)
        table->reads = (struct pp_charset){.name = "utf-8", .kind = PP_CHARSET_UTF8};
    return status;
}

/* What the dialect's decision asks: how many wanted columns does this record have? */
struct header_question {
    const struct pp_table *table;
    const struct pp_wanted *wanted;
};

static const char **texts_of(
    const struct pp_table *table, struct pp_arena *arena, const struct pp_bytes *fields,
    size_t count)
{
    const char **texts = pp_arena_array(arena, count + 1, sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        texts[i] = pp_charset_text(&table->reads, arena, fields[i], NULL);
        if (texts[i] == NULL)
            texts[i] = "";
    }
    return texts;
}

static size_t fit_header(const void *self, const struct pp_bytes *fields, size_t count)
{
    const struct header_question *question = self;
    struct pp_arena *arena = pp_arena_new();
    const char **texts = texts_of(question->table, arena, fields, count);
    size_t fit = pp_wanted_fit(question->wanted, texts, count);
    pp_arena_free(arena);
    return fit;
}

/* Does a row look like data? Only asked when no column is named by its header. */
static bool holds_values(const struct pp_table *table, const struct pp_wanted *wanted)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_date_rule dates = {.zone = "UTC"};
    bool values = false;
    for (size_t c = 0; c < wanted->source->column_count && !values; c++) {
        const char *text = pp_table_text(table, arena, wanted->positions[c]);
        pp_day day;
        struct pp_number number;
        enum pp_field field = wanted->fields[c];
        bool date = field == PP_FIELD_DATE || field == PP_FIELD_END;
        bool numeric = field == PP_FIELD_SCORE || field == PP_FIELD_DIMENSION ||
                       field == PP_FIELD_COUNT || field == PP_FIELD_VALUE;
        enum pp_reading reading = text == NULL ? PP_READ_WRONG
                                  : date       ? pp_date_read(&dates, text, &day)
                                  : numeric    ? pp_value_number(text, 0, &number)
                                               : PP_READ_WRONG;
        values = reading == PP_READ_OK || reading == PP_READ_AMBIGUOUS;
    }
    pp_arena_free(arena);
    return values;
}

static size_t last_filled(const char *const *headers, size_t width)
{
    while (width > 0 && headers[width - 1][0] == '\0')
        width--;
    return width;
}

static void take_header(struct pp_table *table, const struct pp_wanted *wanted)
{
    size_t count = pp_csvrow_split(table->fields, table->header_text.data, table->header_text.size);
    table->width = count < PP_LIMIT_COLUMNS ? count : PP_LIMIT_COLUMNS;
    const char **headers = pp_arena_array(table->arena, table->width + 1, sizeof *headers);
    bool none = !pp_wanted_by_name(wanted) && holds_values(table, wanted);
    for (size_t i = 0; i < table->width; i++) {
        const char *text = none ? "" : pp_table_text(table, table->arena, i);
        headers[i] = text != NULL ? text : "";
    }
    table->headers = headers;
    table->needed = none ? table->width : last_filled(headers, table->width);
    if (!none)
        return;
    table->dialect.has_header = false;
    table->header.length = table->header.whole = 0;
    table->header_text.size = table->header_raw.size = 0;
}

/* Keeps the header's bytes: the window moves on. False: there is none. */
static bool keep_header(struct pp_table *table)
{
    struct pp_arena *arena = table->arena;
    struct pp_span *span = &table->header;
    bool found = false;
    pp_table_scan(table);
    for (size_t i = 0; i <= table->dialect.skipped; i++)
        found = pp_scanner_next(&table->scanner, span);
    if (!found)
        return false;
    struct pp_bytes raw = pp_window_raw(table->window, span->start, span->whole);
    table->header_raw = (struct pp_bytes){pp_arena_memdup(arena, raw.data, raw.size), raw.size};
    table->header_text = (struct pp_bytes){
        pp_arena_memdup(arena, table->scanner.data + span->start, span->length), span->length};
    span->start += table->scanner.base;
    return true;
}

static enum pp_status check_header(
    struct pp_run *run, const struct pp_table *table, int skip, size_t count)
{
    if (count == 0) {
        pp_error(
            run, at_file(table), "file.no-header",
            "There is no header row%s. A table begins with the names of its columns.",
            skip > 0 ? " behind the rows to skip" : "");
        return PP_DATA;
    }
    if (count <= PP_LIMIT_COLUMNS)
        return PP_OK;
    pp_error(
        run, at_file(table), "file.too-wide", "The header has %zu columns; the limit is %d.", count,
        PP_LIMIT_COLUMNS);
    return PP_DATA;
}

static enum pp_status find_table(
    struct pp_run *run, struct pp_table *table, const struct pp_wanted *wanted)
{
    const struct pp_source *source = wanted->source;
    struct header_question question = {table, wanted};
    struct pp_header_test test = {&question, fit_header};
    PP_TRY(pp_dialect_decide(
        run, table->path, pp_window_head(table->window, &table->charset), source->delimiter,
        source->skip, &test, &table->dialect));
    pp_table_fields(table);
    size_t count =
        keep_header(table)
            ? pp_csvrow_split(table->fields, table->header_text.data, table->header_text.size)
            : 0;
    PP_TRY(check_header(run, table, source->skip, count));
    take_header(table, wanted);
    return PP_OK;
}

/* Not one column is where it should be: then the file is another one, or read wrongly, and a
 * message for each column would hide that. */
static enum pp_status check_fit(
    struct pp_run *run, const struct pp_table *table, const struct pp_wanted *wanted,
    struct pp_where where)
{
    const struct pp_source *source = wanted->source;
    size_t named = 0;
    const char *list = "";
    for (size_t c = 0; c < source->column_count; c++) {
        if (wanted->positions[c] != PP_NO_INDEX || source->columns[c].optional)
            continue;
        if (named < COLUMNS_SHOWN)
            list = pp_arena_printf(
                table->arena, "%s%s\"%s\"", list, named > 0 ? ", " : "", source->columns[c].match);
        named++;
    }
    if (named < 2 || pp_wanted_fit(wanted, table->headers, table->width) > 0)
        return PP_OK;
    pp_error(
        run, where, "columns.none",
        "None of the columns that source %s names (%s%s) stands in this header, read as %s with "
        "%s between the fields. Is this the right file? If so, correct `encoding:`, `delimiter:`, "
        "`skip:` or `columns:` of the source.",
        source->id, list, named > COLUMNS_SHOWN ? ", ..." : "", table->charset.name,
        pp_delimiter_name(table->dialect.delimiter));
    return PP_DATA;
}

static bool is_total(const void *self, struct pp_bytes field)
{
    const struct pp_table *table = self;
    struct pp_arena *arena = pp_arena_new();
    const char *text = field.size < 100 ? pp_charset_text(&table->reads, arena, field, NULL) : NULL;
    bool total = text != NULL && pp_is_sum_word(text);
    pp_arena_free(arena);
    return total;
}

/* Rows may be narrower than the header where it has empty columns at its end. */
static enum pp_status find_end(struct pp_run *run, struct pp_table *table)
{
    struct pp_fold_test test = {table, is_total};
    pp_table_rewind(table);
    pp_table_collect(table);
    table->end = pp_dialect_end(&table->scanner, table->width, &test);
    pp_table_scan_on(table);
    return pp_table_finish(run, table);
}

static enum pp_status open_parts(
    struct pp_run *run, struct pp_table *table, const char *folder, const struct pp_wanted *wanted,
    const struct pp_charset_hint *hint)
{
    PP_TRY(pp_table_window(run, table, folder, true));
    table->size = pp_window_file_size(table->window);
    PP_TRY(decode(run, table, hint));
    PP_TRY(pp_corrections_load(run, table->arena, folder, table->digest, &table->corrections));
    PP_TRY(find_table(run, table, wanted));
    struct pp_where where = {.file = table->path, .line = table->header.line};
    PP_TRY(check_fit(run, table, wanted, where));
    PP_TRY(pp_columns_find(
        run, table->arena, wanted, where, table->headers, table->width, &table->columns));
    if (table->dialect.skipped > 0 && wanted->source->skip == 0 && !table->dialect.said_separator)
        pp_note(
            run, where, "dialect.preamble",
            "The table begins in this line; the %zu lines before it are not read.",
            table->header.line - 1);
    return find_end(run, table);
}

enum pp_status pp_table_open(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *path,
    const struct pp_wanted *wanted, const struct pp_charset_hint *hint, struct pp_table **out)
{
    struct pp_table *table = pp_arena_alloc(arena, sizeof *table);
    table->arena = arena;
    table->path = path;
    table->folder = folder;
    table->sums = pp_arena_alloc(arena, sizeof *table->sums);
    table->sums->arena = arena;
    table->starts = pp_arena_alloc(arena, sizeof *table->starts);
    table->starts->arena = arena;
    enum pp_status status = open_parts(run, table, folder, wanted, hint);
    if (status == PP_OK)
        *out = table;
    else
        pp_table_park(table);
    return status;
}
