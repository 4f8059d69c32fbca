/* Shared by the readers of dates: the rest of a text behind its date. */
#ifndef PACTPRESS_DATES_INTERNAL_H
#define PACTPRESS_DATES_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/dates.h"

/* Reads 1 to `max` digits; moves *text on. -1: no digit stands there. */
int pp_date_digits(const char **text, size_t max, size_t *count);
/* Four digits as they are, two by the pivot: 69..99 are 1969..1999, 00..68 are 2000..2068. */
int pp_date_year(int value, size_t digits);
/* Behind the date: nothing, or a time of day with or without an offset. Moves `day` to the
 * project's zone when there is an offset. False when something else stands there. */
bool pp_date_finish(const struct pp_date_rule *rule, const char *rest, pp_day *day);
/* By pattern, "excel" included. */
enum pp_reading pp_date_by_pattern(const struct pp_date_rule *rule, const char *text, pp_day *out);
/* Dates with a month's name; range when `last` is not NULL. `text` is plain (pp_value_plain). */
enum pp_reading pp_date_by_name(
    const struct pp_date_rule *rule, const char *text, pp_day *first, pp_day *last);

#endif
