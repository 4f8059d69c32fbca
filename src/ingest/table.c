#include "pactpress/table.h"

#include <stdio.h>
#include <string.h>

#include "ingest/file_bytes.h"
#include "ingest/header_words.h"
#include "pactpress/arena.h"
#include "pactpress/corrections.h"
#include "pactpress/dates.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "pactpress/values.h"

enum { COLUMNS_SHOWN = 3 };

static struct pp_where at_file(const struct pp_table *table)
{
    return (struct pp_where){.file = table->path};
}

/* --- opening ------------------------------------------------------------------------------ */

static enum pp_status read_bytes(struct pp_run *run, struct pp_table *table, const char *folder)
{
    const char *full = pp_path_join(table->bytes, folder, table->path);
    /* The message keeps the path, so it is told the one that lives as long as the run. */
    full = strcmp(folder, ".") == 0 ? table->path : pp_arena_strdup(run->arena, full);
    PP_TRY(pp_export_read(run, table->bytes, full, table->path, &table->raw));
    unsigned char digest[PP_DIGEST_SIZE];
    pp_digest(table->raw.data, table->raw.size, digest);
    pp_hex(digest, sizeof digest, table->digest);
    return PP_OK;
}

/* The text to scan, from the bytes and the decided encoding. */
static void take_text(struct pp_table *table)
{
    size_t bom = table->charset.bom;
    bool little = table->charset.kind == PP_CHARSET_UTF16LE;
    bool wide = little || table->charset.kind == PP_CHARSET_UTF16BE;
    table->text = (struct pp_bytes){.data = table->raw.data + bom, .size = table->raw.size - bom};
    table->reads = table->charset;
    if (wide) {
        table->text = pp_charset_from_utf16(table->bytes, table->text, little);
        table->reads = (struct pp_charset){.name = "utf-8", .kind = PP_CHARSET_UTF8};
    }
    table->cursor.text = 0;
    table->cursor.raw = bom;
}

static enum pp_status decode(
    struct pp_run *run, struct pp_table *table, const struct pp_charset_hint *hint)
{
    PP_TRY(pp_charset_decide(run, table->bytes, table->path, table->raw, hint, &table->charset));
    /* The decision was made in the memory of the bytes, which may be parked. */
    bool mixed = table->charset.mixed;
    if (table->charset.kind == PP_CHARSET_TABLE &&
        !pp_charset_named(table->arena, table->charset.name, &table->charset))
        return PP_ENV;
    table->charset.mixed = mixed;
    take_text(table);
    return PP_OK;
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
    size_t count = pp_csvrow_split(
        table->fields, table->text.data + table->header.start, table->header.length);
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
    table->scanner.at = table->header.start;
    table->scanner.line = table->header.line;
    table->header.length = table->header.whole = 0;
}

static void open_fields(struct pp_table *table)
{
    table->fields = pp_csvrow_new(table->dialect.delimiter);
    pp_csvrow_quote(table->fields, table->dialect.quote, table->dialect.escape);
    table->mended = table->corrections.count > 0 ? pp_csvrow_new(',') : NULL;
}

static enum pp_status find_table(
    struct pp_run *run, struct pp_table *table, const struct pp_wanted *wanted)
{
    const struct pp_source *source = wanted->source;
    struct header_question question = {table, wanted};
    struct pp_header_test test = {&question, fit_header};
    PP_TRY(pp_dialect_decide(
        run, table->path, table->text, source->delimiter, source->skip, &test, &table->dialect));
    pp_scanner_init(&table->scanner, table->text.data, table->text.size, table->dialect.delimiter);
    pp_scanner_quote(&table->scanner, table->dialect.quote, table->dialect.escape);
    open_fields(table);
    bool found = false;
    for (size_t i = 0; i <= table->dialect.skipped; i++)
        found = pp_scanner_next(&table->scanner, &table->header);
    size_t count =
        found ? pp_csvrow_split(
                    table->fields, table->text.data + table->header.start, table->header.length)
              : 0;
    if (count == 0) {
        pp_error(
            run, at_file(table), "file.no-header",
            "There is no header row%s. A table begins with the names of its columns.",
            source->skip > 0 ? " behind the rows to skip" : "");
        return PP_DATA;
    }
    if (count > PP_LIMIT_COLUMNS) {
        pp_error(
            run, at_file(table), "file.too-wide", "The header has %zu columns; the limit is %d.",
            count, PP_LIMIT_COLUMNS);
        return PP_DATA;
    }
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
static void find_end(struct pp_table *table)
{
    struct pp_fold_test test = {table, is_total};
    size_t from = table->header.start + table->header.whole;
    table->end = pp_dialect_end(table->text, &table->dialect, table->width, from, &test);
}

static enum pp_status open_parts(
    struct pp_run *run, struct pp_table *table, const char *folder, const struct pp_wanted *wanted,
    const struct pp_charset_hint *hint)
{
    PP_TRY(read_bytes(run, table, folder));
    PP_TRY(pp_corrections_load(run, table->arena, folder, table->digest, &table->corrections));
    PP_TRY(decode(run, table, hint));
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
    find_end(table);
    pp_table_rewind(table);
    return PP_OK;
}

enum pp_status pp_table_open(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *path,
    const struct pp_wanted *wanted, const struct pp_charset_hint *hint, struct pp_table **out)
{
    struct pp_table *table = pp_arena_alloc(arena, sizeof *table);
    table->arena = arena;
    table->bytes = pp_arena_new();
    table->path = path;
    enum pp_status status = open_parts(run, table, folder, wanted, hint);
    if (status == PP_OK)
        *out = table;
    else
        pp_table_park(table);
    return status;
}

void pp_table_park(struct pp_table *table)
{
    if (table == NULL)
        return;
    pp_csvrow_free(table->fields);
    pp_csvrow_free(table->mended);
    pp_arena_free(table->bytes);
    table->fields = table->mended = NULL;
    table->bytes = NULL;
    table->raw = table->text = (struct pp_bytes){.data = NULL};
}

enum pp_status pp_table_wake(struct pp_run *run, const char *folder, struct pp_table *table)
{
    char before[PP_DIGEST_HEX];
    memcpy(before, table->digest, sizeof before);
    table->bytes = pp_arena_new();
    PP_TRY(read_bytes(run, table, folder));
    if (strcmp(before, table->digest) != 0) {
        pp_error(
            run, at_file(table), "file.changed",
            "This file changed while it was read. Run again when nothing writes to it.");
        return PP_DATA;
    }
    take_text(table);
    open_fields(table);
    table->scanner.data = table->text.data;
    table->scanner.size = table->text.size;
    pp_table_rewind(table);
    return PP_OK;
}

/* --- rows --------------------------------------------------------------------------------- */

void pp_table_rewind(struct pp_table *table)
{
    table->scanner.at = table->header.start + table->header.whole;
    table->scanner.line = table->header.line + table->header.lines;
    if (!table->dialect.has_header)
        table->scanner.line = table->header.line;
    table->before_first = true;
    table->is_mended = false;
}

static size_t split(struct pp_table *table, const struct pp_span *span)
{
    return pp_csvrow_split(table->fields, table->text.data + span->start, span->length);
}

/* As many fields as the header has; empty ones may be missing or left over at the end where the
 * header is empty too. */
static bool width_is_right(const struct pp_table *table, const struct pp_csvrow *row, size_t count)
{
    if (count < table->needed)
        return false;
    for (size_t i = table->width; i < count; i++)
        if (pp_csvrow_field(row, i).size > 0)
            return false;
    return true;
}

static bool is_header_again(const struct pp_table *table, const struct pp_span *span)
{
    return table->header.length > 0 && span->length == table->header.length &&
           memcmp(
               table->text.data + span->start, table->text.data + table->header.start,
               span->length) == 0;
}

static enum pp_row_kind kind_of(struct pp_table *table, struct pp_span *span, size_t *count)
{
    struct pp_bytes record = {table->text.data + span->start, span->length};
    if (span->start >= table->end)
        return PP_ROW_BEHIND;
    if (pp_is_comment(record, *count, table->width))
        return PP_ROW_COMMENT;
    if (span->too_long)
        return PP_ROW_TOO_LONG;
    if (is_header_again(table, span))
        return PP_ROW_HEADER_AGAIN;
    bool right = width_is_right(table, table->fields, *count);
    if (!right && span->lines > 1) {
        /* Quotes may have tied several rows together: look at its first line alone. */
        pp_scanner_cut(&table->scanner, span);
        *count = split(table, span);
        return PP_ROW_STRAY_QUOTE;
    }
    if (span->stray_quote)
        return PP_ROW_STRAY_QUOTE;
    return right ? PP_ROW_DATA : PP_ROW_TORN;
}

/* A row that was held back once, and has been mended since, is read from its correction. */
static void mend(struct pp_table *table, struct pp_row *row)
{
    char line[24];
    table->is_mended = false;
    if (table->mended == NULL)
        return;
    snprintf(line, sizeof line, "%zu", row->span.line);
    const char *record = pp_map_get(&table->corrections, line);
    if (record == NULL)
        return;
    row->count = pp_csvrow_split(table->mended, record, strlen(record));
    table->is_mended = true;
    row->kind = width_is_right(table, table->mended, row->count) ? PP_ROW_DATA : PP_ROW_TORN;
}

bool pp_table_next(struct pp_table *table, struct pp_row *row)
{
    struct pp_span span;
    while (pp_scanner_next(&table->scanner, &span)) {
        size_t count = split(table, &span);
        struct pp_bytes record = {table->text.data + span.start, span.length};
        if (count == 0 || pp_csvrow_is_blank(table->fields) || pp_is_zeros(record))
            continue;
        bool first = table->before_first;
        table->before_first = false;
        if (first && table->dialect.has_header && pp_is_hxl(table->fields))
            continue;
        row->kind = kind_of(table, &span, &count);
        row->span = span;
        row->count = count;
        mend(table, row);
        return true;
    }
    return false;
}

static const struct pp_charset utf8 = {.name = "utf-8", .kind = PP_CHARSET_UTF8};

const char *pp_table_text(const struct pp_table *table, struct pp_arena *arena, size_t column)
{
    const struct pp_csvrow *row = table->is_mended ? table->mended : table->fields;
    const struct pp_charset *reads = table->is_mended ? &utf8 : &table->reads;
    const char *text = pp_charset_text(reads, arena, pp_csvrow_field(row, column), NULL);
    /* A broken unit of UTF-16 became U+FFFD on its way to UTF-8; so did broken bytes that somebody
     * left in a correction. */
    bool broken = text != NULL && (table->is_mended || table->charset.kind != PP_CHARSET_TABLE) &&
                  strstr(text, "\xEF\xBF\xBD") != NULL;
    return broken ? NULL : text;
}

const char *pp_table_show(const struct pp_table *table, struct pp_arena *arena, size_t column)
{
    const struct pp_csvrow *row = table->is_mended ? table->mended : table->fields;
    return pp_charset_show(
        table->is_mended ? &utf8 : &table->reads, arena, pp_csvrow_field(row, column));
}

/* Moves the cursor, which walks through converted UTF-16, to a place in the text. */
static size_t raw_offset(struct pp_table *table, size_t place)
{
    if (place < table->cursor.text) {
        table->cursor.text = 0;
        table->cursor.raw = table->charset.bom;
    }
    while (table->cursor.text < place) {
        unsigned char lead = table->text.data[table->cursor.text];
        size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        table->cursor.text += size;
        table->cursor.raw += size == 4 ? 4 : 2;
    }
    return table->cursor.raw < table->raw.size ? table->cursor.raw : table->raw.size;
}

struct pp_bytes pp_table_raw(struct pp_table *table, const struct pp_span *span)
{
    size_t from = span->start + table->charset.bom;
    size_t to = from + span->whole;
    if (table->charset.kind == PP_CHARSET_UTF16LE || table->charset.kind == PP_CHARSET_UTF16BE) {
        from = raw_offset(table, span->start);
        to = raw_offset(table, span->start + span->whole);
    }
    return (struct pp_bytes){.data = table->raw.data + from, .size = to - from};
}

/* Characters between two places, for the column of a message. */
static size_t characters(const struct pp_table *table, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += table->reads.kind == PP_CHARSET_TABLE || (table->text.data[i] & 0xC0) != 0x80;
    return count;
}

struct pp_where pp_table_where(
    const struct pp_table *table, const struct pp_row *row, size_t column)
{
    struct pp_where where = {.file = table->path, .line = row->span.line, .col = 1};
    const unsigned char *text = table->text.data + row->span.start;
    size_t line_start = 0, field = 0;
    bool quoted = false;
    for (size_t i = 0; i < row->span.length && field < column; i++) {
        if (text[i] == table->scanner.quote)
            quoted = !quoted;
        else if (text[i] == table->dialect.delimiter && !quoted)
            field++;
        bool pair = text[i] == '\r' && i + 1 < row->span.length && text[i + 1] == '\n';
        if (text[i] == '\n' || (text[i] == '\r' && !pair)) {
            where.line++;
            line_start = i + 1;
        }
        if (field == column)
            where.col =
                1 + characters(table, row->span.start + line_start, row->span.start + i + 1);
    }
    return where;
}
