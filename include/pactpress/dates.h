/* Dates: what stands in a cell becomes a day in the project's time zone.
 *
 * `auto` reads ISO dates (with time and offset), dates with the year in front, D.M.Y with dots,
 * dates with a month's name ("10 maj 2021", "May 10, 2021", "10-12 May 2021"), and D/M/Y or M/D/Y
 * as the column's rows prove: one row with a 13 in it decides for all. Nothing proves it:
 * AMBIGUOUS. A two-digit year is 1969 to 2068. A pattern ("dd/MM/yyyy HH:mm", MMM and MMMM for
 * names) is taken at its word; "excel" reads serial numbers of the 1900 system, "excel-1904" of the
 * other. A time without an offset counts as local time. */
#ifndef PACTPRESS_DATES_H
#define PACTPRESS_DATES_H

#include "pactpress/months.h"
#include "pactpress/period.h"
#include "pactpress/values.h"

struct pp_arena;

enum pp_date_order { PP_ORDER_OPEN, PP_ORDER_DAY_FIRST, PP_ORDER_MONTH_FIRST };

struct pp_date_rule {
    const char *pattern; /* NULL: auto */
    const char *zone;    /* IANA */
    const struct pp_months *months;
    enum pp_date_order order;
};

enum pp_reading pp_date_read(const struct pp_date_rule *rule, const char *text, pp_day *out);
/* The same, or a range of days ("10-12 May 2021", "31/03/2022 - 01/04/2022"). */
enum pp_reading pp_date_range(
    const struct pp_date_rule *rule, const char *text, pp_day *first, pp_day *last);

/* What a text says about the order of day and month. */
enum pp_date_hint { PP_HINT_NONE, PP_HINT_DAY_FIRST, PP_HINT_MONTH_FIRST, PP_HINT_EITHER };
enum pp_date_hint pp_date_hint(const char *text);
/* Both readings of a text whose hint is EITHER. */
void pp_date_readings(const char *text, pp_day *day_first, pp_day *month_first);

/* Can the pattern be used? On false *error is a sentence. */
bool pp_date_pattern_check(struct pp_arena *arena, const char *pattern, const char **error);

#endif
