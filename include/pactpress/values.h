/* Value readers: what stands in a cell becomes a number, a count, a score or a yes/no.
 *
 * Nothing is guessed: a text that can mean two things is PP_READ_AMBIGUOUS, one that means nothing
 * is PP_READ_WRONG, and neither sets the result. Digits may be European, Arabic-Indic or Persian.
 * Texts are UTF-8 in NFC without white space at their ends. */
#ifndef PACTPRESS_VALUES_H
#define PACTPRESS_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/record.h"

enum pp_reading { PP_READ_OK, PP_READ_BLANK, PP_READ_WRONG, PP_READ_AMBIGUOUS };

/* mantissa / 10^decimals */
struct pp_number {
    int64_t mantissa;
    int decimals;
};

/* `decimal` is ',' or '.', or 0 for auto. Groups of three may be set apart by spaces (also no-break
 * ones), apostrophes, and the mark that is not the decimal one. With 0, "3,5" and "1.234,5" are
 * clear; "1.234" is 1234 or 1.234: ambiguous. */
enum pp_reading pp_value_number(const char *text, char decimal, struct pp_number *out);
/* Which decimal mark a text proves: ',' or '.', or 0 when it proves none. */
char pp_value_decimal_hint(const char *text);

/* A count as people write it:
 *     43, 43 participants, 1 250            exact
 *     c. 40, ~40, ca. 40, about 40           estimated, lo = hi
 *     20-30, 20 to 30                        estimated, lo..hi
 *     >100, more than 100                    at least 101
 *     100+, at least 100, >= 100             at least 100
 *     blank, -, ?, n/a, unknown              unknown */
enum pp_reading pp_value_count(const char *text, char decimal, struct pp_count *out);

/* An answer times two ("4", "3,5", "4 1/2" as one character, "4/5" when the scale ends at 5).
 * Whether the scale has it is the caller's question. WRONG: no number; a number with another
 * fraction than a half sets *fraction and is WRONG too. */
enum pp_reading pp_value_score2(
    const char *text, char decimal, int scale_max, int *score2, bool *fraction);

/* A length of time: a number of minutes (of hours with `hours`), "1:30", "01:30:15", "1h 30m 15s",
 * "45 min", "1 t 5 min". Rounded to whole minutes; a stay of seconds is one minute. */
enum pp_reading pp_value_duration(const char *text, char decimal, bool hours, int *minutes);

/* yes/no, true/false, 1/0, x/blank in the languages of the sample cities. */
enum pp_reading pp_value_bool(const char *text, bool *out);

/* Texts that stand for "nothing was written" wherever a value is read: "", -, n/a, ... */
bool pp_value_is_blank(const char *text);

/* The text with its digits as ASCII and its special spaces, signs and quotes as plain ones, cut to
 * `size`. False when it does not fit. */
bool pp_value_plain(const char *text, char *out, size_t size);

#endif
