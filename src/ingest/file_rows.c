#include "ingest/file_rows.h"

#include <string.h>

#include "ingest/memo.h"
#include "ingest/settle.h"
#include "pactpress/arena.h"
#include "pactpress/corrections.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* Rows whose shape is wrong are held back without a look at their cells. */
static enum pp_verdict judge_shape(struct pp_reader *r)
{
    switch (r->row.kind) {
    case PP_ROW_TORN:
        return pp_hold_back(
            r, PP_FIELDS, "torn-row", NULL, "the row has %zu field%s, the header has %zu",
            r->row.count, r->row.count == 1 ? "" : "s", r->table->width);
    case PP_ROW_STRAY_QUOTE:
        return pp_hold_back(
            r, PP_FIELDS, "stray-quote", NULL, "a quotation mark opens here that nothing closes");
    case PP_ROW_TOO_LONG:
        return pp_hold_back(
            r, PP_FIELDS, "row-too-long", NULL, "the row is longer than %d bytes", PP_LIMIT_ROW);
    case PP_ROW_COMMENT:
        return pp_exclude(r, "comment");
    case PP_ROW_BEHIND:
        return pp_exclude(r, "behind-table");
    case PP_ROW_HEADER_AGAIN:
        return pp_exclude(r, "repeated-header");
    case PP_ROW_DATA:
        break;
    }
    return PP_ROW_USED;
}

/* A later row of the source has the same record id: a newer version, or the same row once more. */
static enum pp_verdict judge_version(
    struct pp_reader *r, const struct pp_rows *rows, size_t number, const char *identity)
{
    const struct pp_version *last = pp_map_get(&rows->versions->last, identity);
    unsigned char mark[16];
    if (last == NULL || last->row == number)
        return PP_ROW_USED;
    pp_row_mark(r->table, &r->row, mark);
    return memcmp(mark, last->mark, sizeof mark) == 0 ? PP_ROW_DUPLICATE : PP_ROW_SUPERSEDED;
}

/* The same person at the same event once more is a duplicate anyhow (attended.h), unless it may be
 * a further stay. */
static bool is_told_by_person(const struct pp_reader *r, enum pp_verdict verdict)
{
    const struct pp_attendance_record *record = r->finding->record;
    return verdict == PP_ROW_USED && r->source->kind == PP_SOURCE_ATTENDANCE &&
           record->identified && (record->event_id != NULL || record->event_name != NULL) &&
           !pp_streq(r->source->stays, "add");
}

/* The same bytes once more in one file. In a table that has nothing to tell two persons apart (no
 * record, person or date), two equal rows may well be two persons. */
static void suspect_copy(struct pp_reader *r, const struct pp_rows *rows, enum pp_verdict verdict)
{
    if (!rows->tells_apart || is_told_by_person(r, verdict) ||
        !pp_repeats_may(rows->repeats, pp_table_record(r->table, &r->row)))
        return;
    unsigned char *digest = pp_arena_take(r->scratch, PP_DIGESTS_BYTES);
    pp_row_digest(r->table, &r->row, digest);
    r->finding->copy = digest;
}

static enum pp_verdict read_kind(struct pp_reader *r)
{
    switch (r->source->kind) {
    case PP_SOURCE_EVENTS:
        return pp_read_event(r);
    case PP_SOURCE_ATTENDANCE:
        return pp_read_attendance(r);
    case PP_SOURCE_ASSESSMENT:
        return pp_read_answers(r);
    case PP_SOURCE_FIGURES:
    case PP_SOURCE_DECLARED:
        break;
    }
    return pp_read_value(r);
}

/* Bytes without a meaning in any column that the source names hold the row back, used or not. */
static bool reads_whole(struct pp_reader *r)
{
    struct pp_bytes record = pp_table_record(r->table, &r->row);
    bool plain = true;
    for (size_t i = 0; i < record.size && plain; i++)
        plain = record.data[i] != 0 && record.data[i] < 0x80;
    for (size_t c = 0; c < r->source->column_count && !plain; c++)
        pp_cell_at(r, c);
    return !pp_reader_broken(r);
}

static enum pp_verdict judge(struct pp_reader *r, const struct pp_rows *rows, size_t number)
{
    enum pp_verdict verdict = judge_shape(r);
    if (verdict != PP_ROW_USED)
        return verdict;
    if (r->in->names != NULL)
        r->finding->name = pp_row_name(r);
    const char *identity = pp_record_identity(r->table, r->wanted, r->scratch);
    if (identity != NULL)
        verdict = judge_version(r, rows, number, identity);
    if (verdict != PP_ROW_USED)
        return verdict;
    verdict = reads_whole(r) ? read_kind(r) : PP_ROW_HELD_BACK;
    if (identity == NULL)
        suspect_copy(r, rows, verdict);
    return verdict;
}

static const char *sheet_cells(struct pp_reader *r)
{
    struct pp_str cells;
    pp_str_init(&cells);
    for (size_t i = 0; i < r->row.count && i < PP_LIMIT_COLUMNS; i++) {
        pp_str_append_char(&cells, ',');
        pp_correction_field(&cells, pp_table_show(r->table, r->scratch, i));
    }
    const char *copy = pp_str_copy(&cells, r->scratch);
    pp_str_free(&cells);
    return copy;
}

/* How the row looks when it is held back, because of a fault or (an event) perhaps later. */
static void show_row(struct pp_reader *r, size_t column)
{
    struct pp_held_row *row = pp_arena_alloc(r->scratch, sizeof *row);
    size_t at = column == PP_NO_INDEX ? PP_NO_INDEX : r->table->columns.at[column];
    struct pp_bytes raw = pp_table_raw(r->table, &r->row);
    row->raw = (struct pp_bytes){pp_arena_memdup(r->scratch, raw.data, raw.size), raw.size};
    row->cells = sheet_cells(r);
    row->fault = r->fault;
    row->column = pp_column_name(r->table, r->scratch, at);
    row->where = at == PP_NO_INDEX
                     ? (struct pp_where){.file = r->table->path, .line = r->row.span.line}
                     : pp_table_where(r->table, &r->row, at);
    r->finding->held = row;
}

static void begin_row(struct pp_reader *r, struct pp_finding *finding)
{
    size_t columns = r->source->column_count + 1;
    r->fault = (struct pp_fault){.rule = NULL};
    r->finding = finding;
    finding->origin = pp_reader_origin(r);
    memset(r->cells, 0, columns * sizeof *r->cells);
    memset(r->memories, 0, columns * sizeof *r->memories);
}

bool pp_tells_rows_apart(const struct pp_wanted *wanted)
{
    static const enum pp_field fields[] = {PP_FIELD_RECORD, PP_FIELD_PERSON,    PP_FIELD_EMAIL,
                                           PP_FIELD_NAME,   PP_FIELD_LAST_NAME, PP_FIELD_RESPONDENT,
                                           PP_FIELD_DATE,   PP_FIELD_EVENT,     PP_FIELD_EVENT_ID};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (wanted->by_field[fields[i]] != PP_NO_INDEX)
            return true;
    return wanted->source->kind != PP_SOURCE_ASSESSMENT;
}

void pp_judge_rows(struct pp_reader *r, const struct pp_rows *rows, struct pp_findings *out)
{
    size_t columns = r->source->column_count + 1;
    r->cells = pp_arena_array(r->scratch, columns, sizeof *r->cells);
    r->memories = pp_arena_array(r->scratch, columns, sizeof *r->memories);
    r->memo = pp_memo_new(r->scratch, r->source->column_count);
    while (pp_table_next(r->table, &r->row)) {
        struct pp_finding *finding = PP_PUSH(r->scratch, out);
        begin_row(r, finding);
        finding->verdict = judge(r, rows, rows->before + out->count);
        if (finding->verdict == PP_ROW_HELD_BACK)
            show_row(r, r->fault.column);
        else if (finding->verdict == PP_ROW_USED && r->source->kind == PP_SOURCE_EVENTS)
            show_row(r, r->wanted->by_field[PP_FIELD_ID]);
    }
}

size_t pp_count_rows(struct pp_table *table)
{
    struct pp_row row;
    size_t count = 0;
    while (pp_table_next(table, &row))
        count++;
    return count;
}
