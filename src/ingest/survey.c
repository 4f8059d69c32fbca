#include "pactpress/survey.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/digest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

/* First places that prove something. */
struct pp_proof {
    struct pp_where day_first, month_first, either;
    const char *either_text;
    bool comma, point;
};

static const char *field_text(
    const struct pp_table *table, const struct pp_wanted *wanted, struct pp_arena *arena,
    enum pp_field field)
{
    size_t column = wanted->by_field[field];
    size_t at = column == PP_NO_INDEX ? PP_NO_INDEX : table->columns.at[column];
    const char *text = at == PP_NO_INDEX ? NULL : pp_table_text(table, arena, at);
    return text != NULL ? text : "";
}

const char *pp_record_identity(
    const struct pp_table *table, const struct pp_wanted *wanted, struct pp_arena *arena)
{
    const char *record = field_text(table, wanted, arena, PP_FIELD_RECORD);
    if (record[0] == '\0')
        record = field_text(table, wanted, arena, PP_FIELD_RESPONDENT);
    if (record[0] == '\0' && wanted->source->kind == PP_SOURCE_EVENTS)
        record = field_text(table, wanted, arena, PP_FIELD_ID);
    if (record[0] == '\0')
        return NULL;
    /* In long form one questionnaire has a row for each question. */
    const char *dimension = field_text(table, wanted, arena, PP_FIELD_DIMENSION);
    if (dimension[0] == '\0')
        dimension = field_text(table, wanted, arena, PP_FIELD_QUESTION);
    size_t length = strlen(record), more = strlen(dimension);
    char *identity = pp_arena_take(arena, length + more + 2);
    memcpy(identity, record, length);
    identity[length] = '\n';
    memcpy(identity + length + 1, dimension, more + 1);
    return identity;
}

void pp_row_mark(const struct pp_table *table, const struct pp_row *row, unsigned char out[16])
{
    struct pp_bytes record = pp_table_record(table, row);
    uint64_t marks[2] = {pp_repeats_hash(record), record.size};
    for (size_t i = 0; i < record.size; i++)
        marks[1] = (marks[1] ^ record.data[i]) * 0x100000001B3u;
    memcpy(out, marks, sizeof marks);
}

void pp_row_digest(const struct pp_table *table, const struct pp_row *row, unsigned char out[16])
{
    unsigned char digest[PP_DIGEST_SIZE];
    struct pp_bytes record = pp_table_record(table, row);
    pp_digest(record.data, record.size, digest);
    memcpy(out, digest, 16);
}

/* A record of a chunk, until the chunk is taken. */
struct seen {
    const char *identity;
    size_t row; /* in the chunk, from 1 */
    unsigned char mark[16];
};

/* What the rows of one chunk show. */
struct pp_survey_part {
    struct pp_arena *arena;
    struct pp_proof proof;
    size_t rows;
    struct {
        struct seen *items;
        size_t count, capacity;
    } records;
    struct {
        uint64_t *items;
        size_t count, capacity;
    } others; /* rows without a record id */
};

void pp_versions_begin(struct pp_versions *versions, struct pp_arena *arena, uint64_t size)
{
    *versions = (struct pp_versions){.rows = 0};
    pp_map_init(&versions->last, arena);
    pp_repeats_begin(&versions->once, arena, size);
}

void pp_versions_end(struct pp_versions *versions)
{
    pp_repeats_end(&versions->once);
}

/* The first time that a record is met it is not remembered: a row that is the only one, or not the
 * last, needs nobody to know its number. */
static void note_version(struct pp_versions *versions, const struct seen *seen)
{
    size_t length = strlen(seen->identity);
    struct pp_bytes identity = {(const unsigned char *)seen->identity, length};
    if (!pp_repeats_meet(&versions->once, pp_repeats_hash(identity)))
        return;
    struct pp_map_entry *entry = pp_map_entry(&versions->last, seen->identity, length);
    struct pp_version *version = entry->value;
    if (version == NULL)
        entry->value = version = pp_arena_alloc(versions->last.arena, sizeof *version);
    version->row = versions->rows + seen->row;
    memcpy(version->mark, seen->mark, sizeof version->mark);
}

static void look_at_date(
    const struct pp_table *table, const struct pp_row *row, size_t at, const char *text,
    struct pp_survey_part *part)
{
    struct pp_proof *proof = &part->proof;
    enum pp_date_hint hint = pp_date_hint(text);
    struct pp_where *place = hint == PP_HINT_DAY_FIRST     ? &proof->day_first
                             : hint == PP_HINT_MONTH_FIRST ? &proof->month_first
                             : hint == PP_HINT_EITHER      ? &proof->either
                                                           : NULL;
    if (place == NULL || place->line != 0)
        return;
    *place = pp_table_where(table, row, at);
    if (hint == PP_HINT_EITHER)
        proof->either_text = pp_arena_strdup(part->arena, text);
}

static bool holds_date(enum pp_field field)
{
    return field == PP_FIELD_DATE || field == PP_FIELD_END || field == PP_FIELD_RETRIEVED;
}

static bool holds_number(const struct pp_wanted *wanted, size_t column)
{
    enum pp_field field = wanted->fields[column];
    return field == PP_FIELD_SCORE || field == PP_FIELD_VALUE || field == PP_FIELD_HOURS ||
           field == PP_FIELD_MINUTES ||
           (field == PP_FIELD_DIMENSION &&
            pp_field_detail(wanted->source->columns[column].field)[0] != '\0');
}

/* Can the cells of a column prove anything that is not declared? */
static bool may_prove(const struct pp_wanted *wanted, size_t column)
{
    bool auto_dates = strcmp(wanted->source->dates, "auto") == 0;
    bool auto_decimal = strcmp(wanted->source->decimal, "auto") == 0;
    return (auto_dates && holds_date(wanted->fields[column])) ||
           (auto_decimal && holds_number(wanted, column));
}

/* Has a row anything to say in this pass beyond its bytes? */
static bool asks_cells(const struct pp_table *table, const struct pp_wanted *wanted)
{
    static const enum pp_field identities[] = {PP_FIELD_RECORD, PP_FIELD_RESPONDENT, PP_FIELD_ID};
    for (size_t i = 0; i < sizeof identities / sizeof *identities; i++)
        if (wanted->by_field[identities[i]] != PP_NO_INDEX)
            return true;
    for (size_t c = 0; c < wanted->source->column_count; c++)
        if (table->columns.at[c] != PP_NO_INDEX && may_prove(wanted, c))
            return true;
    return false;
}

static void look_at_row(
    const struct pp_table *table, const struct pp_row *row, const struct pp_wanted *wanted,
    struct pp_arena *scratch, struct pp_survey_part *part)
{
    for (size_t c = 0; c < wanted->source->column_count; c++) {
        size_t at = table->columns.at[c];
        if (at == PP_NO_INDEX || !may_prove(wanted, c))
            continue;
        const char *text = pp_table_text(table, scratch, at);
        if (text == NULL || text[0] == '\0')
            continue;
        if (holds_date(wanted->fields[c])) {
            look_at_date(table, row, at, text, part);
            continue;
        }
        char hint = pp_value_decimal_hint(text);
        part->proof.comma = part->proof.comma || hint == ',';
        part->proof.point = part->proof.point || hint == '.';
    }
}

static enum pp_status refuse_dates(struct pp_run *run, const struct pp_proof *proof)
{
    struct pp_arena *arena = pp_arena_new();
    if (proof->day_first.line != 0) {
        pp_error(
            run, proof->day_first, "dates.two-orders",
            "This date can only be day/month, the one in line %zu only month/day. Write `dates:` "
            "in "
            "the source and split the file, or correct one of them.",
            proof->month_first.line);
    } else {
        pp_day day_first, month_first;
        pp_date_readings(proof->either_text, &day_first, &month_first);
        pp_error(
            run, proof->either, "dates.ambiguous",
            "\"%s\" is %s by day/month and %s by month/day, and no row of this file says which. "
            "Write `dates: dd/MM/yyyy` or `dates: MM/dd/yyyy` in the source.",
            proof->either_text, pp_day_iso(arena, day_first), pp_day_iso(arena, month_first));
    }
    pp_arena_free(arena);
    return PP_DATA;
}

static void note_row(
    const struct pp_table *table, const struct pp_row *row, const char *identity,
    struct pp_survey_part *part)
{
    if (identity == NULL) {
        *(uint64_t *)PP_PUSH(part->arena, &part->others) =
            pp_repeats_hash(pp_table_record(table, row));
        return;
    }
    struct seen *seen = PP_PUSH(part->arena, &part->records);
    seen->identity = pp_arena_strdup(part->arena, identity);
    seen->row = part->rows;
    pp_row_mark(table, row, seen->mark);
}

static void survey_cells(
    struct pp_table *table, const struct pp_wanted *wanted, struct pp_survey_part *part)
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_arena_mark mark = pp_arena_mark(scratch);
    struct pp_row row;
    while (pp_table_next(table, &row)) {
        part->rows++;
        if (row.kind == PP_ROW_DATA) {
            look_at_row(table, &row, wanted, scratch, part);
            note_row(table, &row, pp_record_identity(table, wanted, scratch), part);
        }
        pp_arena_rewind(scratch, mark);
    }
    pp_arena_free(scratch);
}

struct pp_survey_part *pp_survey_rows(
    struct pp_table *table, const struct pp_wanted *wanted, struct pp_arena *arena)
{
    struct pp_survey_part *part = pp_arena_alloc(arena, sizeof *part);
    struct pp_row row;
    part->arena = arena;
    if (asks_cells(table, wanted))
        survey_cells(table, wanted, part);
    else
        while (pp_table_skim(table, &row))
            note_row(table, &row, NULL, part);
    return part;
}

void pp_survey_begin(struct pp_survey *survey, const struct pp_table *table)
{
    pp_repeats_begin(&survey->repeats, table->arena, table->size);
    survey->proof = pp_arena_alloc(table->arena, sizeof *survey->proof);
}

static void take_place(struct pp_where *first, struct pp_where found)
{
    if (first->line == 0)
        *first = found;
}

void pp_survey_take(
    struct pp_survey *survey, const struct pp_table *table, struct pp_versions *versions,
    const struct pp_survey_part *part)
{
    struct pp_proof *proof = survey->proof;
    if (proof->either.line == 0 && part->proof.either_text != NULL)
        proof->either_text = pp_arena_strdup(table->arena, part->proof.either_text);
    take_place(&proof->day_first, part->proof.day_first);
    take_place(&proof->month_first, part->proof.month_first);
    take_place(&proof->either, part->proof.either);
    proof->comma = proof->comma || part->proof.comma;
    proof->point = proof->point || part->proof.point;
    for (size_t i = 0; i < part->records.count; i++)
        note_version(versions, &part->records.items[i]);
    for (size_t i = 0; i < part->others.count; i++)
        pp_repeats_note(&survey->repeats, part->others.items[i]);
    versions->rows += part->rows;
}

void pp_survey_drop(struct pp_survey *survey)
{
    pp_repeats_end(&survey->repeats);
}

enum pp_status pp_survey_end(
    struct pp_run *run, const struct pp_wanted *wanted, struct pp_survey *out)
{
    const struct pp_proof *proof = out->proof;
    pp_repeats_end(&out->repeats);
    bool both = proof->day_first.line != 0 && proof->month_first.line != 0;
    bool open =
        proof->either.line != 0 && proof->day_first.line == 0 && proof->month_first.line == 0;
    if (both || open)
        return refuse_dates(run, proof);
    out->order = proof->day_first.line != 0     ? PP_ORDER_DAY_FIRST
                 : proof->month_first.line != 0 ? PP_ORDER_MONTH_FIRST
                                                : PP_ORDER_OPEN;
    out->decimal = proof->comma == proof->point ? 0 : proof->comma ? ',' : '.';
    if (strcmp(wanted->source->decimal, "auto") != 0)
        out->decimal = wanted->source->decimal[0];
    return PP_OK;
}
