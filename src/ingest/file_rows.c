#include "ingest/file_rows.h"

#include <string.h>

#include "ingest/memo.h"
#include "pactpress/account.h"
#include "pactpress/arena.h"
#include "pactpress/corrections.h"
#include "pactpress/digests.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { ROWS_BETWEEN_SIGNALS = 1024 };

/* What is remembered over the rows of one file. */
struct progress {
    const struct pp_versions *versions;
    const struct pp_repeats *repeats;
    struct pp_arena *arena; /* of what is remembered of the file */
    struct pp_digests seen; /* of rows without a record id that may stand there twice */
    bool tells_apart;       /* a column tells two persons' rows apart */
    size_t *number;
    const char *first_brief; /* for the one warning of the file */
    struct pp_where first;
};

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
    struct pp_reader *r, const struct progress *progress, const char *identity)
{
    const struct pp_version *last = pp_map_get(&progress->versions->last, identity);
    unsigned char digest[16];
    if (last == NULL || last->row == *progress->number)
        return PP_ROW_USED;
    pp_row_digest(r->table, &r->row, digest);
    return memcmp(digest, last->digest, sizeof digest) == 0 ? PP_ROW_DUPLICATE : PP_ROW_SUPERSEDED;
}

/* The same bytes once more in one file. In a table that has nothing to tell two persons apart (no
 * record, person or date), two equal rows may well be two persons. */
static bool is_copy(struct pp_reader *r, struct progress *progress)
{
    if (!progress->tells_apart ||
        !pp_repeats_may(progress->repeats, pp_table_record(r->table, &r->row)))
        return false;
    unsigned char digest[16];
    pp_row_digest(r->table, &r->row, digest);
    return !pp_digests_add(progress->arena, &progress->seen, digest);
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

static enum pp_verdict judge(struct pp_reader *r, struct progress *progress)
{
    enum pp_verdict verdict = judge_shape(r);
    if (verdict != PP_ROW_USED)
        return verdict;
    const char *identity = pp_record_identity(r->table, r->wanted, r->scratch);
    if (identity != NULL)
        verdict = judge_version(r, progress, identity);
    if (verdict != PP_ROW_USED)
        return verdict;
    if (identity == NULL && is_copy(r, progress))
        return PP_ROW_DUPLICATE;
    return reads_whole(r) ? read_kind(r) : PP_ROW_HELD_BACK;
}

/* The column's header as the file has it, on one line; "" when the whole row is meant. */
static const char *column_name(const struct pp_reader *r, size_t at)
{
    if (at == PP_NO_INDEX || at >= r->table->width)
        return "";
    char *name = pp_arena_strdup(r->scratch, r->table->headers[at]);
    for (char *c = name; *c != '\0'; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    return name[0] != '\0' ? name : pp_arena_printf(r->scratch, "#%zu", at + 1);
}

/* What a field can hold, with commas between; NULL: anything, or too much for a list. */
static const char *choices_of(const struct pp_reader *r, size_t column)
{
    const struct pp_project *project = r->in->project;
    enum pp_field field = r->wanted->fields[column];
    const char *list = NULL;
#define ADD(item)                                                                                  \
    list = pp_arena_printf(r->in->arena, "%s%s%s", list ? list : "", list ? "," : "", item)
    if (field == PP_FIELD_CITY)
        for (size_t i = 0; i < project->city_count; i++)
            ADD(project->cities[i].id);
    if (field == PP_FIELD_TYPE)
        for (size_t i = 0; i < project->event_type_count; i++)
            ADD(project->event_types[i].id);
    if (field == PP_FIELD_STATUS)
        for (size_t i = 0; i < r->source->attended.count; i++)
            ADD(r->source->attended.items[i]);
    if (field == PP_FIELD_DIMENSION && r->framework != NULL &&
        pp_field_detail(r->source->columns[column].field)[0] == '\0')
        for (size_t i = 0; i < r->framework->dimension_count; i++)
            ADD(r->framework->dimensions[i].code);
#undef ADD
    return list;
}

/* The sheet for correcting: key, reason, and the columns of the export. */
static void begin_sheet(struct pp_reader *r, struct pp_heldback *held)
{
    size_t width = r->table->width;
    const char **lists = pp_arena_array(r->in->arena, width + 3, sizeof *lists);
    pp_str_append(&held->correct, "\xEF\xBB\xBF\"" PP_CORRECTION_KEY "\",");
    pp_correction_field(
        &held->correct, pp_tell(held->letters, r->scratch, "held-back.head", "reason"));
    for (size_t i = 0; i < width; i++) {
        pp_str_append_char(&held->correct, ',');
        pp_correction_field(&held->correct, column_name(r, i));
    }
    pp_str_append(&held->correct, "\r\n");
    for (size_t c = 0; c < r->source->column_count; c++)
        if (r->table->columns.at[c] != PP_NO_INDEX)
            lists[r->table->columns.at[c] + 2] = choices_of(r, c);
    held->lists = lists;
    held->list_count = width + 2;
}

static void add_to_sheet(struct pp_reader *r, const char *column, struct pp_heldback *held)
{
    if (held->correct.length == 0)
        begin_sheet(r, held);
    pp_str_printf(&held->correct, "\"%s:%zu\",", r->account->digest, r->row.span.line);
    pp_correction_field(
        &held->correct, column[0] != '\0'
                            ? pp_arena_printf(r->scratch, "%s: %s", column, r->fault.sentence)
                            : r->fault.sentence);
    for (size_t i = 0; i < r->row.count && i < PP_LIMIT_COLUMNS; i++) {
        pp_str_append_char(&held->correct, ',');
        pp_correction_field(&held->correct, pp_table_show(r->table, r->scratch, i));
    }
    pp_str_append(&held->correct, "\r\n");
}

static void keep_back(struct pp_reader *r, struct progress *progress, struct pp_heldback *held)
{
    size_t column = r->fault.column;
    size_t at = column == PP_NO_INDEX ? PP_NO_INDEX : r->table->columns.at[column];
    const char *name = column_name(r, at);
    struct pp_bytes raw = pp_table_raw(r->table, &r->row);
    pp_heldback_add(
        held, r->table->mark, r->table->header_raw, raw, r->row.span.line, name, r->fault.rule,
        r->fault.sentence);
    add_to_sheet(r, name, held);
    pp_reason_add(r->in->arena, &r->account->held_back_by, r->fault.rule);
    if (progress->first_brief != NULL)
        return;
    progress->first = at == PP_NO_INDEX
                          ? (struct pp_where){.file = r->table->path, .line = r->row.span.line}
                          : pp_table_where(r->table, &r->row, at);
    progress->first_brief =
        name[0] != '\0' ? pp_arena_printf(r->in->arena, "column \"%s\": %s", name, r->fault.brief)
                        : pp_arena_strdup(r->in->arena, r->fault.brief);
}

static void count_row(
    struct pp_reader *r, enum pp_verdict verdict, struct progress *progress,
    struct pp_heldback *held)
{
    struct pp_file_account *account = r->account;
    account->read++;
    switch (verdict) {
    case PP_ROW_USED:
    case PP_ROW_FAILED:
        account->used++;
        break;
    case PP_ROW_EXCLUDED:
        account->excluded++;
        pp_reason_add(r->in->arena, &account->excluded_by, r->excluded_by);
        break;
    case PP_ROW_SUPERSEDED:
        account->superseded++;
        break;
    case PP_ROW_DUPLICATE:
        account->duplicates++;
        break;
    case PP_ROW_HELD_BACK:
        account->held_back++;
        keep_back(r, progress, held);
        break;
    }
}

static void clear_row(struct pp_reader *r)
{
    memset(&r->fault, 0, sizeof r->fault);
    r->excluded_by = NULL;
    r->status = PP_OK;
    r->cells = pp_arena_array(r->scratch, r->source->column_count + 1, sizeof *r->cells);
    r->memories = pp_arena_array(r->scratch, r->source->column_count + 1, sizeof *r->memories);
}

static bool tells_rows_apart(const struct pp_reader *r)
{
    static const enum pp_field fields[] = {PP_FIELD_RECORD, PP_FIELD_PERSON,    PP_FIELD_EMAIL,
                                           PP_FIELD_NAME,   PP_FIELD_LAST_NAME, PP_FIELD_RESPONDENT,
                                           PP_FIELD_DATE,   PP_FIELD_EVENT,     PP_FIELD_EVENT_ID};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (r->wanted->by_field[fields[i]] != PP_NO_INDEX)
            return true;
    return r->source->kind != PP_SOURCE_ASSESSMENT;
}

enum pp_status pp_read_rows(
    struct pp_reader *r, const struct pp_versions *versions, const struct pp_repeats *repeats,
    size_t *number, struct pp_heldback *held)
{
    struct pp_arena *memory = pp_arena_new();
    struct progress progress = {
        .versions = versions,
        .repeats = repeats,
        .arena = memory,
        .number = number,
        .tells_apart = tells_rows_apart(r)};
    struct pp_arena_mark mark = pp_arena_mark(r->scratch);
    enum pp_status status = PP_OK;
    r->memo = pp_memo_new(memory, r->source->column_count);
    pp_table_rewind(r->table);
    while (status == PP_OK && pp_table_next(r->table, &r->row)) {
        ++*number;
        clear_row(r);
        enum pp_verdict verdict = judge(r, &progress);
        count_row(r, verdict, &progress, held);
        status = verdict == PP_ROW_FAILED ? r->status : PP_OK;
        if (status == PP_OK && r->account->read % ROWS_BETWEEN_SIGNALS == 0)
            status = pp_run_stopped(r->in->run);
        pp_arena_rewind(r->scratch, mark);
    }
    pp_arena_free(memory);
    held->first = progress.first;
    held->first_brief = progress.first_brief;
    return status == PP_OK ? pp_table_finish(r->in->run, r->table) : status;
}

enum pp_status pp_count_rows_again(struct pp_reader *r)
{
    pp_table_rewind(r->table);
    while (pp_table_next(r->table, &r->row)) {
        r->account->read++;
        r->account->duplicates++;
    }
    return pp_table_finish(r->in->run, r->table);
}
