/* What a row of attendance tells about the person, for breakdowns: gender, age, birth. None of it
 * is needed: what cannot be understood is said once a file, and the row is used without it. */
#include <stdlib.h>
#include <string.h>

#include "ingest/traits.h"
#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

enum { OLDEST = 150 }; /* [years] */

/* Canonical codes, for the words of the project's tools. NULL: not understood. */
static const char *gender_code(const char *text)
{
    static const char *const words[][2] = {
        {"female", "female"},
        {"f", "female"},
        {"woman", "female"},
        {"women", "female"},
        {"w", "female"},
        {"sieviete", "female"},
        {"donna", "female"},
        {"kvinna", "female"},
        {"kobieta", "female"},
        {"mujer", "female"},
        {"femeie", "female"},
        {"frau", "female"},
        {"weiblich", "female"},
        {"male", "male"},
        {"m", "male"},
        {"man", "male"},
        {"men", "male"},
        {"virietis", "male"},
        {"uomo", "male"},
        {"mezczyzna", "male"},
        {"hombre", "male"},
        {"barbat", "male"},
        {"mann", "male"},
        {"mannlich", "male"},
        {"nonbinary", "nonbinary"},
        {"non-binary", "nonbinary"},
        {"non binary", "nonbinary"},
        {"divers", "nonbinary"},
        {"other", "nonbinary"},
        {"x", "nonbinary"},
        {"unknown", "unknown"}};
    const char *code = NULL;
    struct pp_str folded;
    pp_str_init(&folded);
    pp_fold_into(&folded, text);
    for (size_t i = 0; i < sizeof words / sizeof *words && !code; i++)
        if (pp_streq(folded.text, words[i][0]))
            code = words[i][1];
    pp_str_free(&folded);
    return code;
}

/* Once a file: what cannot be read here is a matter of the whole column. */
static void warn_once(struct pp_reader *r, enum pp_field field, const char *sentence)
{
    const char *rule = pp_arena_printf(r->scratch, "row.unknown-%s", pp_field_name(field));
    const char *key = pp_arena_printf(r->scratch, "%s:%s", rule, r->table->path);
    pp_notice(
        r, (struct pp_notice){.key = key, .rule = rule, .where = pp_cell_where(r, field)}, "%s",
        sentence);
}

static const char *read_gender(struct pp_reader *r)
{
    const char *text = pp_cell(r, PP_FIELD_GENDER);
    if (pp_value_is_blank(text) || pp_text_in(&r->source->missing, text))
        return NULL;
    const char *code = gender_code(text);
    if (code == NULL)
        warn_once(
            r, PP_FIELD_GENDER,
            "What stands here is not understood as a gender; the row is used without one. Map it "
            "in "
            "the column's `values:` to female, male, nonbinary or unknown.");
    return code;
}

/* The text with one kind of digits and dash, without spaces; false: nothing stands there. */
static bool plain_cell(struct pp_reader *r, enum pp_field field, char *out, size_t size)
{
    char plain[64];
    const char *text = pp_cell(r, field);
    size_t kept = 0;
    if (pp_value_is_blank(text) || pp_text_in(&r->source->missing, text))
        return false;
    if (!pp_value_plain(text, plain, sizeof plain))
        plain[0] = '\0';
    for (size_t i = 0; plain[i] != '\0' && kept + 1 < size; i++)
        if (plain[i] != ' ')
            out[kept++] = plain[i];
    out[kept] = '\0';
    return true;
}

/* A whole number at the start of *text, which moves behind it; -1: there is none. */
static int take_number(const char **text)
{
    char *end;
    if (**text < '0' || **text > '9')
        return -1;
    long value = strtol(*text, &end, 10);
    *text = end;
    return value > OLDEST ? -1 : (int)value;
}

/* "34", "18-60", "<18", "<=17", ">60", ">=61", "60+": both ends inside. */
static bool read_ages(const char *text, int *low, int *high)
{
    char sign = *text == '<' || *text == '>' ? *text++ : 0;
    bool with = sign != 0 && *text == '=';
    text += with;
    int first = take_number(&text), last = first;
    if (first < 0)
        return false;
    if (sign == 0 && *text == '-') {
        text++;
        last = take_number(&text);
    } else if (sign == 0 && *text == '+') {
        text++;
        last = OLDEST;
    }
    *low = sign == '<' ? 0 : sign == '>' && !with ? first + 1 : first;
    *high = sign == '>' ? OLDEST : sign == '<' && !with ? first - 1 : last;
    return *text == '\0' && *low <= *high;
}

static void read_age(struct pp_reader *r, struct pp_attendance_record *record)
{
    char plain[32];
    if (!plain_cell(r, PP_FIELD_AGE, plain, sizeof plain) ||
        read_ages(plain, &record->age_low, &record->age_high))
        return;
    record->age_low = record->age_high = 0;
    warn_once(
        r, PP_FIELD_AGE,
        "What stands here is not understood as an age; the row is used without one. Write 34, "
        "18-60, <18 or 60+, or map it in the column's `values:`.");
}

static bool is_year(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

/* A year, or a date; nobody is born after the event, or before anybody who lives. */
static bool read_born(
    struct pp_reader *r, const char *plain, pp_day today, struct pp_attendance_record *record)
{
    int this_year, month, day;
    record->birth_day = PP_NO_DAY;
    if (is_year(plain))
        record->birth_year = (int)strtol(plain, NULL, 10);
    else if (
        pp_date_read(&r->dates, pp_cell(r, PP_FIELD_BIRTH_YEAR), &record->birth_day) == PP_READ_OK)
        pp_day_to_date(record->birth_day, &record->birth_year, &month, &day);
    pp_day_to_date(today, &this_year, &month, &day);
    return record->birth_year <= this_year && record->birth_year >= this_year - OLDEST;
}

static void read_birth(struct pp_reader *r, struct pp_attendance_record *record)
{
    char plain[32];
    if (!plain_cell(r, PP_FIELD_BIRTH_YEAR, plain, sizeof plain) ||
        read_born(r, plain, record->day, record))
        return;
    record->birth_year = 0;
    warn_once(
        r, PP_FIELD_BIRTH_YEAR,
        "What stands here is no year and no date of birth, or one that cannot be; the row is used "
        "without it. Write 1987, or the whole date like the other dates.");
}

static const struct pp_target_group *read_group(struct pp_reader *r)
{
    const char *text = pp_cell(r, PP_FIELD_TARGET_GROUP);
    if (pp_value_is_blank(text) || pp_text_in(&r->source->missing, text))
        return NULL;
    const struct pp_target_group *group = pp_target_group_of(&r->in->project->indicators, text);
    if (group == NULL)
        warn_once(
            r, PP_FIELD_TARGET_GROUP,
            "What stands here is none of the project's target groups; the row is used without "
            "one. Add it to the `labels:` of one of `indicators: target_groups:`.");
    return group;
}

static struct pp_cell_place place_of(const struct pp_reader *r, enum pp_field field)
{
    struct pp_where where = pp_cell_where(r, field);
    return (struct pp_cell_place){
        .col = (uint32_t)where.col, .down = (uint32_t)(where.line - r->row.span.line)};
}

void pp_row_traits(struct pp_reader *r, struct pp_attendance_record *record)
{
    record->gender = read_gender(r);
    record->group = read_group(r);
    read_age(r, record);
    read_birth(r, record);
    if (r->in->project->indicators.count == 0)
        return;
    if (record->gender != NULL)
        record->gender_at = place_of(r, PP_FIELD_GENDER);
    if (record->birth_year > 0)
        record->birth_at = place_of(r, PP_FIELD_BIRTH_YEAR);
}
