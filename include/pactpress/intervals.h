/* Intervals of confidence, 95 %, in whole numbers: a bound is found by asking of every half step of
 * its last decimal on which side of it the bound lies. No root is ever taken, so no machine and no
 * compiler rounds it differently.
 *
 * `population` is the number of people of whom the n respondents are a part; 0 when it is not
 * known, which leaves the correction for a finite population out and the interval wider. Whoever
 * calls sees to n < population: of everybody there is no interval. */
#ifndef PACTPRESS_INTERVALS_H
#define PACTPRESS_INTERVALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Fewer respondents than these get no interval. */
enum { PP_INTERVAL_SHARE_LEAST = 10, PP_INTERVAL_MEAN_LEAST = 30 };

struct pp_interval {
    int64_t from, to;
};

/* Of the share k of n, in whole percent: E. B. Wilson, "Probable Inference, the Law of Succession,
 * and Statistical Inference", JASA 22 (1927): all p with (k/n - p)^2 <= z^2 p (1 - p) / n', where
 * z = 1.96 and n' = n (N - 1) / (N - n) for a finite population N, else n. False when it does not
 * fit. 0 <= k <= n, n > 0. */
bool pp_interval_share(int64_t k, int64_t n, int64_t population, struct pp_interval *out);

/* Scores that were counted: `counts[i]` people gave `first2 + i * step2` half points. */
struct pp_scores {
    const int64_t *counts;
    size_t count;
    int first2, step2;
};

/* Of the mean, in tenths, cut at the ends of the scale: Student, "The Probable Error of a Mean",
 * Biometrika 6 (1908): mean +- t s / sqrt(n), s^2 with n - 1, and for a finite population N the
 * variance times 1 - n / N (W. G. Cochran, Sampling Techniques, 3rd ed., 1977, 2.6). t is that of
 * the largest row of the table below, with no more than n - 1 degrees of freedom: 29 2.045, 30
 * 2.042, 40 2.021, 60 2.000, 80 1.990, 100 1.984, 120 1.980, 1000 1.962. False when it does not
 * fit. n >= PP_INTERVAL_MEAN_LEAST. */
bool pp_interval_mean(const struct pp_scores *scores, int64_t population, struct pp_interval *out);

#endif
