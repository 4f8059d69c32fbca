/* What the columns of an inspected file hold, and what they seem to be for. */
#include <ctype.h>
#include <string.h>

#include "ingest/inspection_parts.h"
#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/fold.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

enum { LONG_CELL = 60 /* [bytes]: no number and no date */ };

const char *pp_column_type_name(enum pp_column_type type)
{
    static const char *const names[] = {"blank", "number", "date", "email", "text"};
    return names[type];
}

/* --- shape -------------------------------------------------------------------------------- */

void pp_fault_add(struct pp_fault *fault, size_t line)
{
    if (fault->count++ == 0)
        fault->line = line;
}

static const char *rows_are(struct pp_look *look, size_t count, const char *one, const char *many)
{
    return count == 1 ? pp_arena_printf(look->arena, "1 row %s", one)
                      : pp_arena_printf(look->arena, "%zu rows %s", count, many);
}

void pp_tell_shape_faults(struct pp_look *look, const struct pp_shape_faults *faults)
{
    if (faults->torn.count > 0)
        pp_look_problem(
            look, faults->torn.line,
            "%s another number of fields than the header: here %zu, not "
            "%zu",
            rows_are(look, faults->torn.count, "has", "have"), faults->torn_fields,
            look->out->column_count);
    if (faults->stray.count > 0)
        pp_look_problem(
            look, faults->stray.line, "%s a quotation mark that nothing closes",
            rows_are(look, faults->stray.count, "has", "have"));
    if (faults->nul.count > 0)
        pp_look_problem(
            look, faults->nul.line, "%s bytes of zero (NUL)",
            rows_are(look, faults->nul.count, "holds", "hold"));
    if (faults->too_long.count > 0)
        pp_look_problem(
            look, faults->too_long.line, "%s longer than 1 MiB",
            rows_are(look, faults->too_long.count, "is", "are"));
}

/* --- cells -------------------------------------------------------------------------------- */

static bool is_email(const char *text)
{
    const char *at = strchr(text, '@');
    return at != NULL && at > text && strchr(at, '.') != NULL && strchr(text, ' ') == NULL;
}

static void look_at_number(struct pp_column_proof *proof, const char *text)
{
    struct pp_number number;
    enum pp_reading reading = pp_value_number(text, 0, &number);
    if (reading != PP_READ_OK && reading != PP_READ_AMBIGUOUS)
        return;
    proof->numbers++;
    if (number.decimals == 0 && number.mantissa >= 0 && number.mantissa <= PP_HIGHEST_RANK) {
        proof->ranks++;
        proof->seen |= 1u << number.mantissa;
    }
    char mark = pp_value_decimal_hint(text);
    proof->commas += mark == ',';
    proof->points += mark == '.';
}

static void look_at_date(
    struct pp_look *look, struct pp_column_proof *proof, const char *text, size_t line)
{
    static const struct pp_date_rule rule = {.zone = "UTC"};
    pp_day day;
    enum pp_date_hint hint = pp_date_hint(text);
    size_t *place = hint == PP_HINT_DAY_FIRST     ? &proof->day_first
                    : hint == PP_HINT_MONTH_FIRST ? &proof->month_first
                    : hint == PP_HINT_EITHER      ? &proof->either
                                                  : NULL;
    if (place == NULL) {
        enum pp_reading reading = pp_date_read(&rule, text, &day);
        proof->dates += reading == PP_READ_OK || reading == PP_READ_AMBIGUOUS;
        return;
    }
    proof->dates++;
    if (*place == 0 && hint == PP_HINT_EITHER)
        proof->either_text = pp_arena_strdup(look->arena, text);
    if (*place == 0)
        *place = line;
}

void pp_look_at_cells(struct pp_look *look, size_t line)
{
    for (size_t c = 0; c < look->out->column_count; c++) {
        struct pp_column_proof *proof = &look->proofs[c];
        struct pp_bytes field = pp_csvrow_field(look->row, c);
        const char *text =
            field.size == 0 ? "" : pp_charset_text(&look->charset, look->scratch, field, NULL);
        if (text == NULL || text[0] == '\0')
            continue;
        proof->filled++;
        if (field.size > LONG_CELL)
            continue;
        bool email = is_email(text);
        proof->emails += email;
        look_at_number(proof, text);
        if (!email && strpbrk(text, "0123456789") != NULL)
            look_at_date(look, proof, text, line);
    }
}

bool pp_look_has_dates(const struct pp_look *look)
{
    for (size_t c = 0; c < look->out->column_count; c++)
        if (look->proofs[c].dates > 0 && look->proofs[c].either > 0 &&
            look->proofs[c].day_first == 0 && look->proofs[c].month_first == 0)
            return true;
    return false;
}

/* --- conclusions -------------------------------------------------------------------------- */

static enum pp_column_type type_of(const struct pp_column_proof *proof)
{
    if (proof->filled == 0)
        return PP_TYPE_BLANK;
    if (proof->emails * 10 >= proof->filled * 8)
        return PP_TYPE_EMAIL;
    if (proof->dates * 10 >= proof->filled * 8)
        return PP_TYPE_DATE;
    return proof->numbers * 10 >= proof->filled * 8 ? PP_TYPE_NUMBER : PP_TYPE_TEXT;
}

static void check_dates(struct pp_look *look, size_t c)
{
    const struct pp_column_proof *proof = &look->proofs[c];
    const char *header = look->out->columns[c].header;
    if (proof->day_first > 0 && proof->month_first > 0) {
        pp_look_problem(
            look, proof->month_first,
            "column \"%s\" has a date that can only be month/day, and in line %zu one that can "
            "only be day/month",
            header, proof->day_first);
    } else if (proof->day_first > 0 || proof->month_first > 0) {
        look->out->dates = proof->day_first > 0 ? "dd/MM/yyyy" : "MM/dd/yyyy";
    } else if (proof->either > 0) {
        pp_day day_first, month_first;
        pp_date_readings(proof->either_text, &day_first, &month_first);
        pp_look_problem(
            look, proof->either,
            "column \"%s\": \"%s\" is %s by day/month and %s by month/day, and no row says which; "
            "write `dates:` in the source",
            header, proof->either_text, pp_day_iso(look->scratch, day_first),
            pp_day_iso(look->scratch, month_first));
    }
}

static void check_headers(struct pp_look *look)
{
    const struct pp_inspection *out = look->out;
    for (size_t i = 0; i < out->column_count; i++) {
        const char *header = out->columns[i].header;
        if (header[0] == '\0') {
            pp_look_problem(
                look, look->header_line, "column %zu has no header; name it by its position, #%zu",
                i + 1, i + 1);
            continue;
        }
        for (size_t j = 0; j < i; j++)
            if (strcmp(out->columns[j].header, header) == 0) {
                pp_look_problem(
                    look, look->header_line,
                    "columns %zu and %zu have the same header \"%s\"; name them by position, #%zu "
                    "and #%zu",
                    j + 1, i + 1, header, j + 1, i + 1);
                break;
            }
    }
}

static void find_meanings(struct pp_look *look)
{
    struct pp_inspection *out = look->out;
    bool taken[PP_FIELDS] = {false};
    for (size_t c = 0; c < out->column_count; c++) {
        struct pp_inspected_column *column = &out->columns[c];
        enum pp_field field =
            out->header_record > 0 ? pp_header_meaning(column->header) : PP_FIELDS;
        column->certain = field != PP_FIELDS;
        if (field == PP_FIELDS && column->type == PP_TYPE_EMAIL)
            field = PP_FIELD_EMAIL;
        if (field == PP_FIELDS && column->type == PP_TYPE_DATE)
            field = PP_FIELD_DATE;
        if (field != PP_FIELDS && !taken[field]) {
            column->field = field;
            taken[field] = true;
        }
    }
}

static bool has_header(const struct pp_inspection *out, const char *folded)
{
    bool found = false;
    for (size_t c = 0; c < out->column_count && !found; c++)
        found = pp_fold_equal(out->columns[c].header, folded);
    return found;
}

/* The tool that writes such headers. */
static const char *find_preset(const struct pp_inspection *out)
{
    static const struct {
        const char *name, *headers[3];
    } presets[] = {
        {"eventbrite", {"Attendee #", "Attendee Status", NULL}},
        {"kobo", {"_uuid", "_submission_time", NULL}},
        {"limesurvey", {"submitdate", "startlanguage", NULL}},
        {"limesurvey", {"Date submitted", "Start language", NULL}},
        {"ms-forms", {"Start time", "Completion time", NULL}},
        {"ms-forms", {"Startzeit", "Fertigstellungszeit", NULL}},
        {"eusurvey", {"Contribution ID", "Last update", NULL}},
        {"zoom", {"Join Time", "Leave Time", "Name (Original Name)"}},
        {"zoom", {"Name (Original Name)", "User Email", NULL}},
        {"teams", {"First Join", "Last Leave", NULL}},
        {"teams", {"Full Name", "User Action", "Timestamp"}},
        {"google-forms", {"Informazioni cronologiche", NULL, NULL}},
        {"google-forms", {"Horodateur", NULL, NULL}},
        {"google-forms", {"Zeitstempel", NULL, NULL}},
        {"google-forms", {"Marca temporal", NULL, NULL}},
    };
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
        bool all = true;
        for (size_t h = 0; h < 3 && all && presets[i].headers[h] != NULL; h++)
            all = has_header(out, presets[i].headers[h]);
        if (all)
            return presets[i].name;
    }
    bool first = out->column_count > 1 && pp_fold_equal(out->columns[0].header, "Timestamp");
    return first ? "google-forms" : NULL;
}

/* Numbers of a scale, some of them more than once: a running number has each once. */
static bool has_answers(const struct pp_column_proof *proof)
{
    size_t different = 0;
    for (int rank = 0; rank <= PP_HIGHEST_RANK; rank++)
        different += proof->seen >> rank & 1;
    return proof->ranks * 10 >= proof->filled * 8 && proof->ranks > different;
}

static enum pp_source_kind find_kind(const struct pp_inspection *out)
{
    bool score = false, person = false, event = false;
    size_t answers = 0;
    for (size_t c = 0; c < out->column_count; c++) {
        enum pp_field field = out->columns[c].field;
        answers += out->columns[c].answers;
        score = score || field == PP_FIELD_SCORE || field == PP_FIELD_DIMENSION ||
                field == PP_FIELD_RESPONDENT;
        person = person || field == PP_FIELD_EMAIL || field == PP_FIELD_NAME ||
                 field == PP_FIELD_LAST_NAME || field == PP_FIELD_PERSON;
        event = event || field == PP_FIELD_EVENT || field == PP_FIELD_EVENT_ID;
    }
    return (score || answers > 1) && !person && !event ? PP_SOURCE_ASSESSMENT
                                                       : PP_SOURCE_ATTENDANCE;
}

void pp_look_conclude(struct pp_look *look)
{
    struct pp_inspection *out = look->out;
    size_t commas = 0, points = 0;
    for (size_t c = 0; c < out->column_count; c++) {
        out->columns[c].type = type_of(&look->proofs[c]);
        if (out->columns[c].type == PP_TYPE_DATE)
            check_dates(look, c);
        if (out->columns[c].type != PP_TYPE_NUMBER)
            continue;
        commas += look->proofs[c].commas;
        points += look->proofs[c].points;
    }
    if (commas > 0 && points > 0)
        pp_look_problem(
            look, 0,
            "%zu numbers have a decimal comma and %zu a decimal point; write `decimal:` "
            "in the source",
            commas, points);
    out->decimal = commas > 0 && points == 0 ? "," : points > 0 && commas == 0 ? "." : "auto";
    if (out->header_record > 0)
        check_headers(look);
    find_meanings(look);
    for (size_t c = 0; c < out->column_count; c++)
        out->columns[c].answers = out->columns[c].field == PP_FIELDS &&
                                  out->columns[c].type == PP_TYPE_NUMBER &&
                                  has_answers(&look->proofs[c]);
    out->preset = out->header_record > 0 ? find_preset(out) : NULL;
    out->kind = find_kind(out);
}
