#include "pactpress/period.h"

#include <stdio.h>
#include <string.h>
#include <stdlib.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

/* Years a report can be about; beyond them a number is a slip of the pen. */
enum { FIRST_YEAR = 1900, LAST_YEAR = 2299 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1970-01-01 of a date in the proleptic Gregorian calendar. Years start in March here,
 * so that the leap day ends the year; 400 years have 146097 days; 719468 days lie between
 * 0000-03-01 and 1970-01-01. */
pp_day pp_day_from_date(int year, int month, int day)
{
    if (year < -9999 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > month_length(year, month))
        return PP_NO_DAY;
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void pp_day_to_date(pp_day day, int *year, int *month, int *date)
{
    int64_t shifted = (int64_t)day + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = (int)(shifted - era * 146097);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * day_of_year + 2) / 153;
    *date = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

int pp_day_weekday(pp_day day)
{
    int weekday = (int)(((int64_t)day + 3) % 7); /* 1970-01-01 was a Thursday */
    return weekday < 0 ? weekday + 7 : weekday;
}

char *pp_day_iso(struct pp_arena *arena, pp_day day)
{
    int year, month, date;
    if (day == PP_NO_DAY)
        return pp_arena_strdup(arena, "");
    pp_day_to_date(day, &year, &month, &date);
    return pp_arena_printf(arena, "%04d-%02d-%02d", year, month, date);
}

/* Exactly `count` digits at `text`, or -1. */
static int digits(const char *text, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

pp_day pp_day_parse_iso(const char *text)
{
    if (!text || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return PP_NO_DAY;
    int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    return year < 0 || month < 0 || day < 0 ? PP_NO_DAY : pp_day_from_date(year, month, day);
}

static pp_day month_first(int year, int month)
{
    return pp_day_from_date(year, month, 1);
}

static pp_day month_last(int year, int month)
{
    return pp_day_from_date(year, month, month_length(year, month));
}

/* Months since year 0, to count months over the ends of years. */
static int month_number(pp_day day)
{
    int year, month, date;
    pp_day_to_date(day, &year, &month, &date);
    return year * 12 + month - 1;
}

static struct pp_period months(int first, int last)
{
    struct pp_period period = {.kind = PP_PERIOD_RANGE};
    period.first = month_first(first / 12, first % 12 + 1);
    period.last = month_last(last / 12, last % 12 + 1);
    return period;
}

static bool is_whole_months(const struct pp_period *period)
{
    int year, month, date;
    pp_day_to_date(period->first, &year, &month, &date);
    if (date != 1)
        return false;
    pp_day_to_date(period->last, &year, &month, &date);
    return date == month_length(year, month);
}

/* Kind and key follow from the days alone: the same days have one name, however they were written.
 */
static void name_period(struct pp_arena *arena, struct pp_period *period)
{
    period->kind = PP_PERIOD_RANGE;
    if (!is_whole_months(period)) {
        period->key = pp_arena_printf(
            arena, "%s..%s", pp_day_iso(arena, period->first), pp_day_iso(arena, period->last));
        return;
    }
    int first = month_number(period->first), last = month_number(period->last);
    int count = last - first + 1, year = first / 12, month = first % 12 + 1;
    if (count == 1) {
        period->kind = PP_PERIOD_MONTH;
        period->key = pp_arena_printf(arena, "%04d-%02d", year, month);
    } else if (count == 3 && first % 3 == 0) {
        period->kind = PP_PERIOD_QUARTER;
        period->key = pp_arena_printf(arena, "%04d-Q%d", year, first % 12 / 3 + 1);
    } else if (count == 12 && first % 12 == 0) {
        period->kind = PP_PERIOD_YEAR;
        period->key = pp_arena_printf(arena, "%04d", year);
    } else {
        period->key =
            pp_arena_printf(arena, "%04d-%02d..%04d-%02d", year, month, last / 12, last % 12 + 1);
    }
}

/* One day, month, quarter or year, without a key. */
static bool parse_plain(const char *text, size_t length, struct pp_period *out)
{
    int year = length >= 4 ? digits(text, 4) : -1;
    if (year < FIRST_YEAR || year > LAST_YEAR)
        return false;
    if (length == 4) {
        *out = months(year * 12, year * 12 + 11);
        return true;
    }
    if (length == 7 && text[4] == '-' && (text[5] == 'Q' || text[5] == 'q')) {
        int quarter = digits(text + 6, 1);
        if (quarter < 1 || quarter > 4)
            return false;
        *out = months(year * 12 + quarter * 3 - 3, year * 12 + quarter * 3 - 1);
        return true;
    }
    int month = length >= 7 && text[4] == '-' ? digits(text + 5, 2) : -1;
    if (month < 1 || month > 12)
        return false;
    if (length == 7) {
        *out = months(year * 12 + month - 1, year * 12 + month - 1);
        return true;
    }
    int day = length == 10 && text[7] == '-' ? digits(text + 8, 2) : -1;
    out->first = out->last = pp_day_from_date(year, month, day);
    return day > 0 && out->first != PP_NO_DAY;
}

static bool parse_relative(const char *text, pp_day today, struct pp_period *out)
{
    int now = today == PP_NO_DAY ? FIRST_YEAR * 12 : month_number(today);
    if (pp_streq(text, "previous-month"))
        *out = months(now - 1, now - 1);
    else if (pp_streq(text, "previous-quarter"))
        *out = months(now - now % 3 - 3, now - now % 3 - 1);
    else if (pp_streq(text, "previous-year"))
        *out = months(now - now % 12 - 12, now - now % 12 - 1);
    else
        return false;
    return true;
}

static enum pp_status parse_range(
    struct pp_arena *arena, const char *text, const char *dots, struct pp_period *out,
    const char **error)
{
    struct pp_period first = {0}, last = {0};
    if (!parse_plain(text, (size_t)(dots - text), &first) ||
        !parse_plain(dots + 2, strlen(dots + 2), &last)) {
        *error = pp_arena_printf(
            arena,
            "\"%s\" is not a range of time; write one as 2021-07..2022-06 or "
            "2021-07-15..2022-06-30",
            text);
        return PP_USAGE;
    }
    if (last.last < first.first) {
        *error = pp_arena_printf(
            arena, "the range \"%s\" ends before it starts; write the earlier end first", text);
        return PP_USAGE;
    }
    struct pp_period period = {.first = first.first, .last = last.last};
    name_period(arena, &period);
    *out = period;
    return PP_OK;
}

enum pp_status pp_period_parse(
    struct pp_arena *arena, const char *text, pp_day today, struct pp_period *out,
    const char **error)
{
    const char *dots = strstr(text, "..");
    if (dots)
        return parse_range(arena, text, dots, out, error);
    struct pp_period period = {0};
    bool relative = parse_relative(text, today, &period);
    if (relative && today == PP_NO_DAY) {
        *error = pp_arena_printf(
            arena,
            "\"%s\" depends on today's date, which is not known here; write the period "
            "itself, as 2022-03 or 2022-Q1",
            text);
        return PP_USAGE;
    }
    if (!relative && !parse_plain(text, strlen(text), &period)) {
        *error = pp_arena_printf(
            arena,
            "\"%s\" is not a period; write a month (2022-03), a quarter (2022-Q1), a year (2022), "
            "a range (2021-07..2022-06), previous-month, previous-quarter or previous-year",
            text);
        return PP_USAGE;
    }
    name_period(arena, &period);
    *out = period;
    return PP_OK;
}

struct pp_period pp_period_previous(struct pp_arena *arena, const struct pp_period *period)
{
    struct pp_period before;
    if (is_whole_months(period)) {
        int first = month_number(period->first);
        int count = month_number(period->last) - first + 1;
        before = months(first - count, first - 1);
    } else {
        pp_day days = period->last - period->first + 1;
        before = (struct pp_period){.first = period->first - days, .last = period->first - 1};
    }
    name_period(arena, &before);
    return before;
}

struct pp_period pp_period_until(
    struct pp_arena *arena, pp_day first, const struct pp_period *period)
{
    struct pp_period until = {.kind = PP_PERIOD_RANGE, .first = first, .last = period->last};
    until.key = pp_arena_printf(arena, "..%s", period->key);
    return until;
}

bool pp_period_holds(const struct pp_period *period, pp_day day)
{
    return day != PP_NO_DAY && day >= period->first && day <= period->last;
}
