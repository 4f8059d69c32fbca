#include "pactpress/survey.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/digest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

/* First places that prove something. */
struct proof {
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
    return pp_arena_printf(arena, "%s\n%s", record, dimension);
}

void pp_row_digest(const struct pp_table *table, const struct pp_row *row, unsigned char out[16])
{
    unsigned char digest[PP_DIGEST_SIZE];
    struct pp_bytes record = pp_table_record(table, row);
    pp_digest(record.data, record.size, digest);
    memcpy(out, digest, 16);
}

/* The versions live as long as the source. */
static void note_version(
    struct pp_versions *versions, const struct pp_table *table, const struct pp_row *row,
    const char *identity)
{
    struct pp_map_entry *entry = pp_map_entry(&versions->last, identity, strlen(identity));
    struct pp_version *version = entry->value;
    if (version == NULL)
        entry->value = version = pp_arena_alloc(versions->last.arena, sizeof *version);
    version->row = versions->rows;
    pp_row_digest(table, row, version->digest);
}

static void look_at_date(
    const struct pp_table *table, const struct pp_row *row, size_t at, const char *text,
    struct proof *proof)
{
    enum pp_date_hint hint = pp_date_hint(text);
    struct pp_where *place = hint == PP_HINT_DAY_FIRST     ? &proof->day_first
                             : hint == PP_HINT_MONTH_FIRST ? &proof->month_first
                             : hint == PP_HINT_EITHER      ? &proof->either
                                                           : NULL;
    if (place == NULL || place->line != 0)
        return;
    *place = pp_table_where(table, row, at);
    if (hint == PP_HINT_EITHER)
        proof->either_text = pp_arena_strdup(table->arena, text);
}

static void look_at_row(
    const struct pp_table *table, const struct pp_row *row, const struct pp_wanted *wanted,
    struct pp_arena *scratch, struct proof *proof)
{
    const struct pp_source *source = wanted->source;
    bool auto_dates = strcmp(source->dates, "auto") == 0;
    bool auto_decimal = strcmp(source->decimal, "auto") == 0;
    for (size_t c = 0; c < source->column_count; c++) {
        enum pp_field field = wanted->fields[c];
        bool date = field == PP_FIELD_DATE || field == PP_FIELD_END || field == PP_FIELD_RETRIEVED;
        bool number =
            field == PP_FIELD_SCORE || field == PP_FIELD_VALUE || field == PP_FIELD_HOURS ||
            field == PP_FIELD_MINUTES ||
            (field == PP_FIELD_DIMENSION && pp_field_detail(source->columns[c].field)[0] != '\0');
        size_t at = table->columns.at[c];
        if (at == PP_NO_INDEX || !((date && auto_dates) || (number && auto_decimal)))
            continue;
        const char *text = pp_table_text(table, scratch, at);
        if (text == NULL || text[0] == '\0')
            continue;
        if (date)
            look_at_date(table, row, at, text, proof);
        else {
            char hint = pp_value_decimal_hint(text);
            proof->comma = proof->comma || hint == ',';
            proof->point = proof->point || hint == '.';
        }
    }
}

static enum pp_status refuse_dates(struct pp_run *run, const struct proof *proof)
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

enum pp_status pp_survey_file(
    struct pp_run *run, struct pp_table *table, const struct pp_wanted *wanted,
    struct pp_versions *versions, struct pp_survey *out)
{
    struct proof proof = {.comma = false};
    struct pp_arena *scratch = pp_arena_new();
    struct pp_arena_mark mark = pp_arena_mark(scratch);
    struct pp_row row;
    pp_repeats_begin(&out->repeats, table->arena, table->size);
    pp_table_rewind(table);
    while (pp_table_next(table, &row)) {
        versions->rows++;
        if (row.kind == PP_ROW_DATA) {
            look_at_row(table, &row, wanted, scratch, &proof);
            const char *identity = pp_record_identity(table, wanted, scratch);
            if (identity != NULL)
                note_version(versions, table, &row, identity);
            else
                pp_repeats_note(&out->repeats, pp_table_record(table, &row));
        }
        pp_arena_rewind(scratch, mark);
    }
    pp_arena_free(scratch);
    pp_repeats_end(&out->repeats);
    PP_TRY(pp_table_finish(run, table));
    bool both = proof.day_first.line != 0 && proof.month_first.line != 0;
    bool open = proof.either.line != 0 && proof.day_first.line == 0 && proof.month_first.line == 0;
    if (both || open)
        return refuse_dates(run, &proof);
    out->order = proof.day_first.line != 0     ? PP_ORDER_DAY_FIRST
                 : proof.month_first.line != 0 ? PP_ORDER_MONTH_FIRST
                                               : PP_ORDER_OPEN;
    out->decimal = proof.comma == proof.point ? 0 : proof.comma ? ',' : '.';
    if (strcmp(wanted->source->decimal, "auto") != 0)
        out->decimal = wanted->source->decimal[0];
    return PP_OK;
}
