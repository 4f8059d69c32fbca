#include "pactpress/table.h"

#include <stdio.h>
#include <string.h>

#include "ingest/table_parts.h"
#include "ingest/window.h"
#include "pactpress/arena.h"
#include "pactpress/corrections.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum pp_status pp_table_window(
    struct pp_run *run, struct pp_table *table, const char *folder, bool first)
{
    /* made once, before threads look at the table */
    if (table->full == NULL)
        table->full = strcmp(folder, ".") == 0 ? table->path
                                               : pp_path_join(table->arena, folder, table->path);
    return first ? pp_window_open(run, table->full, table->path, &table->window)
                 : pp_window_open_again(run, table->full, table->path, &table->window);
}

void pp_table_fields(struct pp_table *table)
{
    table->fields = pp_csvrow_new(table->dialect.delimiter);
    pp_csvrow_quote(table->fields, table->dialect.quote, table->dialect.escape);
    table->mended = table->corrections.count > 0 ? pp_csvrow_new(',') : NULL;
}

void pp_table_scan(struct pp_table *table)
{
    size_t base;
    struct pp_bytes text = pp_window_text(table->window, &base);
    pp_scanner_init(&table->scanner, text.data, text.size, table->dialect.delimiter);
    pp_scanner_quote(&table->scanner, table->dialect.quote, table->dialect.escape);
    table->scanner.base = base;
    table->scanner.more = pp_window_feed;
    table->scanner.self = table->window;
}

/* The window feeds at the beginning of a record: the places are those, far enough apart. */
static bool feed_and_note(void *self, struct pp_scanner *scanner)
{
    struct pp_table *table = self;
    struct pp_places *starts = table->starts;
    size_t last = starts->count > 0 ? starts->items[starts->count - 1].at
                                    : table->header.start + table->header.whole;
    bool between = !scanner->in_long;
    bool more = pp_window_feed(table->window, scanner);
    if (more && between && scanner->base >= last + PP_STRETCH)
        *(struct pp_place *)PP_PUSH(starts->arena, starts) =
            (struct pp_place){scanner->base, pp_window_raw_at(table->window, 0), scanner->line};
    return more;
}

void pp_table_collect(struct pp_table *table)
{
    table->starts->count = 0;
    table->scanner.more = feed_and_note;
    table->scanner.self = table;
}

void pp_table_scan_on(struct pp_table *table)
{
    table->scanner.more = pp_window_feed;
    table->scanner.self = table->window;
}

void pp_table_park(struct pp_table *table)
{
    if (table == NULL)
        return;
    pp_csvrow_free(table->fields);
    pp_csvrow_free(table->mended);
    pp_window_close(table->window);
    table->fields = table->mended = NULL;
    table->window = NULL;
}

enum pp_status pp_table_wake(struct pp_run *run, const char *folder, struct pp_table *table)
{
    PP_TRY(pp_table_window(run, table, folder, false));
    pp_window_watch(table->window, table->sums);
    pp_table_fields(table);
    return PP_OK;
}

void pp_table_rewind(struct pp_table *table)
{
    size_t first = table->header.start + table->header.whole, base = 0;
    struct pp_bytes text = {.size = 0};
    pp_window_rewind(table->window, &table->charset);
    while (text.size < first && pp_window_more(table->window, 0))
        text = pp_window_text(table->window, &base);
    pp_table_scan(table);
    table->scanner.at = first < text.size ? first : text.size;
    table->scanner.line = table->header.line + table->header.lines;
    if (!table->dialect.has_header)
        table->scanner.line = table->header.line;
    table->stop = (size_t)-1;
    table->before_first = true;
    table->is_mended = false;
}

void pp_table_go(struct pp_table *table, const struct pp_place *place, size_t stop)
{
    if (place == NULL) {
        pp_table_rewind(table);
    } else {
        pp_window_seek(table->window, &table->charset, place);
        pp_table_scan(table);
        table->scanner.line = place->line;
        table->before_first = false;
        table->is_mended = false;
    }
    table->stop = stop;
}

struct pp_place pp_table_place(struct pp_table *table)
{
    const struct pp_scanner *scanner = &table->scanner;
    pp_scanner_settle(&table->scanner);
    return (struct pp_place){
        scanner->base + scanner->at, pp_window_raw_at(table->window, scanner->at), scanner->line};
}

enum pp_status pp_table_finish(struct pp_run *run, struct pp_table *table)
{
    while (pp_window_feed(table->window, &table->scanner)) /* behind the table */
        table->scanner.at = table->scanner.size;
    return pp_window_report(run, table->window);
}

static size_t split(struct pp_table *table, const struct pp_span *span)
{
    return pp_csvrow_split(table->fields, table->scanner.data + span->start, span->length);
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
           memcmp(table->scanner.data + span->start, table->header_text.data, span->length) == 0;
}

static enum pp_row_kind kind_of(struct pp_table *table, struct pp_span *span, size_t *count)
{
    struct pp_bytes record = {table->scanner.data + span->start, span->length};
    if (table->scanner.base + span->start >= table->end)
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
    while (table->scanner.base + table->scanner.at < table->stop &&
           pp_scanner_next(&table->scanner, &span)) {
        size_t count = split(table, &span);
        struct pp_bytes record = {table->scanner.data + span.start, span.length};
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

/* Only a record over several lines can turn out to be several rows. */
bool pp_table_skim(struct pp_table *table, struct pp_row *out)
{
    struct pp_span span;
    if (table->scanner.base + table->scanner.at >= table->stop ||
        !pp_scanner_next(&table->scanner, &span))
        return false;
    bool first = table->before_first && table->dialect.has_header;
    table->before_first = false;
    if (span.lines > 1) {
        size_t count = split(table, &span);
        struct pp_bytes record = {table->scanner.data + span.start, span.length};
        bool row = count > 0 && !pp_csvrow_is_blank(table->fields) && !pp_is_zeros(record);
        if (row && !(first && pp_is_hxl(table->fields)))
            kind_of(table, &span, &count);
    }
    out->span = span;
    return true;
}

static const struct pp_charset utf8 = {.name = "utf-8", .kind = PP_CHARSET_UTF8};

struct pp_bytes pp_table_cell(const struct pp_table *table, size_t column)
{
    return pp_csvrow_field(table->is_mended ? table->mended : table->fields, column);
}

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

struct pp_bytes pp_table_raw(struct pp_table *table, const struct pp_row *row)
{
    return pp_window_raw(table->window, row->span.start, row->span.whole);
}

struct pp_bytes pp_table_record(const struct pp_table *table, const struct pp_row *row)
{
    return (struct pp_bytes){table->scanner.data + row->span.start, row->span.length};
}

/* Characters between two places, for the column of a message. */
static size_t characters(const struct pp_table *table, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += table->reads.kind == PP_CHARSET_TABLE || (table->scanner.data[i] & 0xC0) != 0x80;
    return count;
}

struct pp_where pp_table_where(
    const struct pp_table *table, const struct pp_row *row, size_t column)
{
    struct pp_where where = {.file = table->path, .line = row->span.line, .col = 1};
    const unsigned char *text = table->scanner.data + row->span.start;
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
