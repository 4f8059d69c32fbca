/* Dates with a month's name, and dates by pattern. */
#include <string.h>

#include "ingest/dates_internal.h"
#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/str.h"

/* --- names ------------------------------------------------------------------------------- */

/* The numbers and months of a text in their order. */
struct parts {
    int days[2], months[2];
    size_t day_count, month_count;
    size_t days_before[2]; /* days read when the month was named */
    int year;
    bool dash; /* a dash stands behind the first day or month */
};

static bool take_number(const char **text, struct parts *parts)
{
    size_t digits = 0;
    int value = pp_date_digits(text, 4, &digits);
    if (digits == 4 && parts->year == 0) {
        parts->year = value;
        return true;
    }
    if (digits > 2 || parts->day_count == 2 || value < 1 || value > 31)
        return false;
    parts->days[parts->day_count++] = value;
    return true;
}

/* Irish has months of two words ("Meán Fómhair"). */
static size_t two_words(const char *text, size_t length)
{
    if (text[length] != ' ')
        return length;
    return length + 1 + strcspn(text + length + 1, " .,/-0123456789");
}

static bool take_word(const char **text, const struct pp_months *months, struct parts *parts)
{
    size_t length = strcspn(*text, " .,/-0123456789");
    int month = pp_months_find(months, *text, two_words(*text, length));
    if (month > 0 && month < 13)
        length = two_words(*text, length);
    else
        month = pp_months_find(months, *text, length);
    if (month == 13)
        return false;
    if (month == 0 && !pp_months_filler(months, *text, length))
        return false;
    *text += length;
    if (month == 0)
        return true;
    if (parts->month_count == 2)
        return false;
    parts->days_before[parts->month_count] = parts->day_count;
    parts->months[parts->month_count++] = month;
    return true;
}

/* Reads up to a time of day ("10:30"), which *rest is left at. */
static bool take_parts(
    const char *text, const struct pp_months *months, struct parts *parts, const char **rest)
{
    while (*text != '\0') {
        size_t digits = strspn(text, "0123456789");
        if (digits > 0 && digits <= 2 && text[digits] == ':')
            break;
        if (digits > 0) {
            if (!take_number(&text, parts))
                return false;
        } else if (strchr(" .,", *text) != NULL) {
            text++;
        } else if (*text == '-' || *text == '/') {
            parts->dash = parts->dash || parts->day_count == 1;
            text++;
        } else if (!take_word(&text, months, parts)) {
            return false;
        }
    }
    *rest = text;
    return parts->year != 0 && parts->month_count > 0 && parts->day_count > 0;
}

/* 10-12 May: one month, two days. 31 March - 1 April: each its own. */
static bool days_of(const struct parts *parts, pp_day *first, pp_day *last)
{
    bool two_days = parts->day_count == 2;
    if (parts->month_count == 2 && !two_days)
        return false;
    int second_month = parts->month_count == 2 ? parts->months[1] : parts->months[0];
    *first = pp_day_from_date(parts->year, parts->months[0], parts->days[0]);
    *last = two_days ? pp_day_from_date(parts->year, second_month, parts->days[1]) : *first;
    return *first != PP_NO_DAY && *last != PP_NO_DAY && (!two_days || parts->dash);
}

static enum pp_reading read_folded(
    const struct pp_date_rule *rule, const char *text, pp_day *first, pp_day *last)
{
    struct parts parts = {.year = 0};
    const char *rest = "";
    pp_day from = PP_NO_DAY, to = PP_NO_DAY;
    if (!take_parts(text, rule->months, &parts, &rest) || !days_of(&parts, &from, &to))
        return PP_READ_WRONG;
    if (last == NULL && parts.day_count == 2)
        return PP_READ_WRONG;
    if (*rest != '\0' && (parts.day_count == 2 || !pp_date_finish(rule, rest, &from)))
        return PP_READ_WRONG;
    *first = from;
    if (last != NULL)
        *last = parts.day_count == 2 ? to : from;
    return PP_READ_OK;
}

enum pp_reading pp_date_by_name(
    const struct pp_date_rule *rule, const char *text, pp_day *first, pp_day *last)
{
    if (rule->months == NULL)
        return PP_READ_WRONG;
    struct pp_arena *arena = pp_arena_new();
    enum pp_reading reading = read_folded(rule, pp_fold(arena, text), first, last);
    pp_arena_free(arena);
    return reading;
}

/* --- patterns ---------------------------------------------------------------------------- */

/* What a pattern has read so far. */
struct matched {
    int year, month, day;
};

static size_t run_length(const char *pattern)
{
    size_t length = 1;
    while (pattern[length] == pattern[0])
        length++;
    return length;
}

static bool match_month_name(
    const struct pp_date_rule *rule, const char **text, struct matched *out)
{
    size_t length = strcspn(*text, " .,/-0123456789");
    struct pp_arena *arena = pp_arena_new();
    char *name = pp_fold(arena, pp_arena_strndup(arena, *text, length));
    int month = rule->months != NULL ? pp_months_find(rule->months, name, strlen(name)) : 0;
    pp_arena_free(arena);
    out->month = month;
    *text += length;
    if (**text == '.' && month > 0)
        (*text)++;
    return month >= 1 && month <= 12;
}

/* One run of a pattern letter. Times of day are checked to be numbers and dropped. */
static bool match_run(
    const struct pp_date_rule *rule, char letter, size_t length, const char **text,
    struct matched *out)
{
    size_t digits = 0;
    if (letter == 'M' && length >= 3)
        return match_month_name(rule, text, out);
    size_t most = letter == 'y' ? (length == 2 ? 2 : 4) : 2;
    int value = pp_date_digits(text, most, &digits);
    if (value < 0)
        return false;
    if (letter == 'y') {
        if (digits != most)
            return false;
        out->year = pp_date_year(value, digits);
    } else if (letter == 'M') {
        out->month = value;
    } else if (letter == 'd') {
        out->day = value;
    }
    return true;
}

static enum pp_reading read_pattern(const struct pp_date_rule *rule, const char *text, pp_day *out)
{
    struct matched matched = {0};
    const char *pattern = rule->pattern;
    while (*pattern != '\0') {
        size_t length = run_length(pattern);
        if (strchr("dMyHms", *pattern) != NULL) {
            if (!match_run(rule, *pattern, length, &text, &matched))
                return PP_READ_WRONG;
        } else if (strncmp(text, pattern, length) != 0) {
            return PP_READ_WRONG;
        } else {
            text += length;
        }
        pattern += length;
    }
    pp_day day = pp_day_from_date(matched.year, matched.month, matched.day);
    if (day == PP_NO_DAY)
        return PP_READ_WRONG;
    /* The pattern may name the date only; exports like to add a time. */
    bool timed = strpbrk(rule->pattern, "Hms") != NULL;
    if (timed ? *text != '\0' : !pp_date_finish(rule, text, &day))
        return PP_READ_WRONG;
    *out = day;
    return PP_READ_OK;
}

/* Days since 1899-12-30 (so that the day 1900-02-29, which Excel believes in, does not matter from
 * March 1900 on), or since 1904-01-01. */
static enum pp_reading read_serial(const char *text, bool since_1904, pp_day *out)
{
    struct pp_number number;
    if (pp_value_number(text, strchr(text, ',') != NULL ? ',' : '.', &number) != PP_READ_OK)
        return PP_READ_WRONG;
    for (; number.decimals > 0; number.decimals--)
        number.mantissa /= 10;
    if (number.mantissa < 61 || number.mantissa > 100000)
        return PP_READ_WRONG;
    pp_day origin = since_1904 ? pp_day_from_date(1904, 1, 1) : pp_day_from_date(1899, 12, 30);
    *out = origin + (pp_day)number.mantissa;
    return PP_READ_OK;
}

enum pp_reading pp_date_by_pattern(const struct pp_date_rule *rule, const char *text, pp_day *out)
{
    bool since_1904 = strcmp(rule->pattern, "excel-1904") == 0;
    if (since_1904 || strcmp(rule->pattern, "excel") == 0)
        return read_serial(text, since_1904, out);
    return read_pattern(rule, text, out);
}

bool pp_date_pattern_check(struct pp_arena *arena, const char *pattern, const char **error)
{
    if (strcmp(pattern, "excel") == 0 || strcmp(pattern, "excel-1904") == 0)
        return true;
    for (const char *c = pattern; *c != '\0'; c++)
        if (((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z')) &&
            strchr("dMyHmsT", *c) == NULL) {
            *error = pp_arena_printf(
                arena, "\"%s\" is no date pattern: %c is not one of d M y H m s.", pattern, *c);
            return false;
        }
    bool whole = strchr(pattern, 'd') != NULL && strchr(pattern, 'M') != NULL &&
                 strchr(pattern, 'y') != NULL;
    if (!whole)
        *error = pp_arena_printf(
            arena, "\"%s\" is no date pattern: it needs d, M and y, like dd/MM/yyyy.", pattern);
    return whole;
}
