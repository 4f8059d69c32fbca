/* Numbers as documents print them: digits of any script, set apart in groups, with a decimal mark
 * and a sign. Which mark is which is told by the number that stands there, not by a locale. */
#ifndef PACTPRESS_VERIFY_PRINTED_NUMBER_H
#define PACTPRESS_VERIFY_PRINTED_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

struct pp_arena;

enum { PRINTED_DIGITS = 24, PRINTED_MARKS = 8 };

struct printed_number {
    char digits[PRINTED_DIGITS + 1]; /* ASCII, without marks; a longer one is no number */
    unsigned marks[PRINTED_MARKS];   /* code points between the digits */
    size_t behind[PRINTED_MARKS];    /* digits from this mark to the next one or the end */
    size_t mark_count;
    bool minus;
    bool used; /* for the caller */
};

struct printed_numbers {
    struct printed_number *items;
    size_t count, capacity;
};

/* All numbers of a text, in order. `turned`: a sign may stand behind its number (lines from right
 * to left, in the order of sight). */
void printed_numbers_find(
    struct pp_arena *arena, const char *text, bool turned, struct printed_numbers *out);
/* Is it the number "-1234.5"? Group marks stand before three digits (or two, in Indian numbers). */
bool printed_number_is(const struct printed_number *number, const char *value);
/* The mark before the decimals of such a number, and the one between its groups; 0: none. */
unsigned printed_number_decimal(const struct printed_number *number, const char *value);
unsigned printed_number_group(const struct printed_number *number, const char *value);

/* Is `shown` a fall, "-41" or "-41..-14", without its signs: "41", "14..41"? */
bool printed_without_sign(const char *fall, const char *shown);

#endif
