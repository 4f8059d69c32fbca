/* Periods: stretches of whole days that figures belong to.
 *
 * Written `2022-03`, `2022-Q1`, `2022`, `2021-07..2022-06`, `previous-month`, `previous-quarter`,
 * or by a name from `periods:` of the project. Days are counted in the project's time zone. */
#ifndef PACTPRESS_PERIOD_H
#define PACTPRESS_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

/* A day of the proleptic Gregorian calendar: days since 1970-01-01. */
typedef int32_t pp_day; /* the one typedef of the house: a unit, not a struct */
#define PP_NO_DAY INT32_MIN

enum pp_period_kind { PP_PERIOD_MONTH, PP_PERIOD_QUARTER, PP_PERIOD_YEAR, PP_PERIOD_RANGE };

struct pp_period {
    enum pp_period_kind kind;
    pp_day first, last; /* both inside */
    const char *key;    /* canonical: "2022-Q1"; what addresses, folders and files carry */
};

pp_day pp_day_from_date(int year, int month, int day); /* PP_NO_DAY when there is no such day */
void pp_day_to_date(pp_day day, int *year, int *month, int *date);
/* 0 = Monday ... 6 = Sunday (ISO 8601). */
int pp_day_weekday(pp_day day);
/* "2022-01-20", in the arena. */
char *pp_day_iso(struct pp_arena *arena, pp_day day);
/* Strict YYYY-MM-DD; PP_NO_DAY otherwise. */
pp_day pp_day_parse_iso(const char *text);

/* Reads a period. `today` serves the relative ones. On failure returns PP_USAGE and sets *error to
 * a sentence that says what would be right. */
enum pp_status pp_period_parse(
    struct pp_arena *arena, const char *text, pp_day today, struct pp_period *out,
    const char **error) PP_CHECK;
/* The period of the same length just before: month -> month, quarter -> quarter, year -> year, a
 * range of months -> as many months before. */
struct pp_period pp_period_previous(struct pp_arena *arena, const struct pp_period *period);
/* Everything from `first` to the end of `period`; its key is "..2022-Q1" (cumulative). */
struct pp_period pp_period_until(
    struct pp_arena *arena, pp_day first, const struct pp_period *period);
bool pp_period_holds(const struct pp_period *period, pp_day day);

#endif
