/* Statistics in whole numbers: nothing here knows floating point, so the order of input never shows
 * in a last digit. Every function says when a number does not fit; the caller reports it. */
#ifndef PACTPRESS_STATS_H
#define PACTPRESS_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/record.h"

/* a + b, a - b, a * b; false when the result does not fit. */
bool pp_add(int64_t a, int64_t b, int64_t *out);
bool pp_subtract(int64_t a, int64_t b, int64_t *out);
bool pp_multiply(int64_t a, int64_t b, int64_t *out);

/* numerator / denominator as a whole number of 10^-decimals, rounded half away from zero
 * (2.5 -> 3, -2.5 -> -3). denominator > 0; decimals 0..9. False when it does not fit. */
bool pp_round_ratio(int64_t numerator, int64_t denominator, int decimals, int64_t *out);

/* Shares of 100 by largest remainder (Hamilton's method): out[i] sum to 100 and out[i] is
 * 100 * counts[i] / sum rounded down or up; of equal remainders the earlier is first. All 0 when
 * the sum is 0. Counts are not negative. False when 100 * sum does not fit.
 * (M. Balinski and H. P. Young, Fair Representation, 2nd ed., 2001. Worked with 100 seats: the
 * population paradox of COMAP, For All Practical Purposes, chapter on apportionment.) */
bool pp_largest_remainder(const int64_t *counts, size_t count, int64_t *out);

/* Index of the value that stands at `position` (0-based) when counts[i] values of class i stand in
 * order. `position` is less than the sum of the counts. */
size_t pp_class_at(const int64_t *counts, size_t count, int64_t position);

/* Twice the class index of a quartile of `total` > 0 values, `quarters` 1 to 3: where total *
 * quarters / 4 is whole, the mid-point of the value at that place and the next, else the value at
 * the next whole place (definition 2 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical
 * Packages", The American Statistician 50, 1996; of it the median is the mid-point rule).
 * 3 * total must fit. */
int64_t pp_quartile2(const int64_t *counts, size_t count, int64_t total, int quarters);

/* Twice the median class index of `total` > 0 values by the mid-point rule: classes 3 and 4 give 7.
 */
int64_t pp_median2(const int64_t *counts, size_t count, int64_t total);

/* A sum of counts as people write them: a commutative monoid, so parts come in any order.
 * exact + exact = exact; with an estimated part estimated; with an unknown or open part "at least"
 * what is known, unknown when that is 0. Parts with state NONE do not enter. */
struct pp_sum {
    int64_t lo, hi;                         /* of the known parts */
    size_t exact, estimated, open, unknown; /* parts */
    bool overflow;                          /* a sum did not fit; stays set */
};

void pp_sum_add(struct pp_sum *sum, const struct pp_count *part);
void pp_sum_merge(struct pp_sum *sum, const struct pp_sum *other);
/* The sum as a count; state NONE when no part entered. */
struct pp_count pp_sum_result(const struct pp_sum *sum);

#endif
