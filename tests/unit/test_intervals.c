/* Intervals of confidence: published examples, and every bound against floating point. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>

#include "pactpress/intervals.h"

static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
 * Medicine 17, 1998, table I, method 3: .2553 .3662, .0624 .1605, .0000 .1611, .0061 .1718. */
static void shares_are_those_of_the_literature(void **state)
{
    static const struct {
        int64_t k, n, from, to;
    } examples[] = {{81, 263, 26, 37}, {15, 148, 6, 16},  {0, 20, 0, 16},
                    {1, 29, 1, 17},    {20, 20, 84, 100}, {28, 29, 83, 99}};

    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct pp_interval interval;
        assert_true(pp_interval_share(examples[i].k, examples[i].n, 0, &interval));
        assert_int_equal(interval.from, examples[i].from);
        assert_int_equal(interval.to, examples[i].to);
    }
}

/* `printed` is `bound` rounded, as far as floating point can tell. */
static void assert_rounds(int64_t printed, double bound)
{
    assert_true(fabs((double)printed - bound) <= 0.5 + 1e-9);
}

static void shares_agree_with_floating_point(void **state)
{
    uint64_t seed = 1927;

    (void)state;
    for (int i = 0; i < 3000; i++) {
        int64_t n = 10 + (int64_t)(next(&seed) % (i % 3 == 0 ? 1000000000 : 300));
        int64_t k = (int64_t)(next(&seed) % (uint64_t)(n + 1));
        int64_t all = i % 2 == 0 ? 0 : n + 1 + (int64_t)(next(&seed) % (uint64_t)(2 * n));
        double size = (double)n, p = (double)k / size, z = 1.96;
        struct pp_interval interval;
        if (all > 0)
            size *= (double)(all - 1) / (double)(all - n);
        double middle = (p + z * z / 2 / size) / (1 + z * z / size);
        double half = z * sqrt(p * (1 - p) / size + z * z / 4 / size / size) / (1 + z * z / size);
        assert_true(pp_interval_share(k, n, all, &interval));
        assert_rounds(interval.from, 100 * (middle - half));
        assert_rounds(interval.to, 100 * (middle + half));
    }
}

/* By hand: 16 threes and 16 fives. Mean 4, s^2 = 32/31, t of 31 taken at 30: 2.042; half = 2.042
 * sqrt(32/31/32) = 0.3668. Of 64 people half of the variance is left: 0.2593. */
static void means_by_hand(void **state)
{
    int64_t counts[] = {0, 0, 16, 0, 16};
    struct pp_scores scores = {.counts = counts, .count = 5, .first2 = 2, .step2 = 2};
    struct pp_interval interval;

    (void)state;
    assert_true(pp_interval_mean(&scores, 0, &interval));
    assert_int_equal(interval.from, 36);
    assert_int_equal(interval.to, 44);
    assert_true(pp_interval_mean(&scores, 64, &interval));
    assert_int_equal(interval.from, 37);
    assert_int_equal(interval.to, 43);
}

/* W. G. Cochran, Sampling Techniques, 3rd ed., 1977, table 2.1: signatures on 50 of the 676 sheets
 * of a petition. Their sum is 1,471, that of their squares 54,497; the standard error of the total
 * is 1,392, so that of the mean 2.059. With t of 49 taken at 40, 2.021: 29.42 +- 4.162. */
static void a_finite_population_is_that_of_the_literature(void **state)
{
    static const int sheets[][2] = {{42, 23}, {41, 4}, {36, 1}, {32, 1}, {29, 1}, {27, 2}, {23, 1},
                                    {19, 1},  {16, 2}, {15, 2}, {14, 1}, {11, 1}, {10, 1}, {9, 1},
                                    {7, 1},   {6, 3},  {5, 2},  {4, 1},  {3, 1}};
    int64_t counts[43] = {0}, sum = 0, squares = 0;
    struct pp_scores scores = {.counts = counts, .count = 43, .first2 = 0, .step2 = 2};
    struct pp_interval interval;

    (void)state;
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++) {
        counts[sheets[i][0]] = sheets[i][1];
        sum += sheets[i][0] * sheets[i][1];
        squares += sheets[i][0] * sheets[i][0] * sheets[i][1];
    }
    assert_int_equal(sum, 1471);
    assert_int_equal(squares, 54497);
    assert_true(pp_interval_mean(&scores, 676, &interval));
    assert_int_equal(interval.from, 253);
    assert_int_equal(interval.to, 336);
}

static void equal_scores_leave_no_doubt_and_scales_end(void **state)
{
    int64_t same[] = {0, 40, 0}, most[] = {1, 0, 39};
    struct pp_scores scores = {.counts = same, .count = 3, .first2 = -2, .step2 = 1};
    struct pp_interval interval;

    (void)state;
    assert_true(pp_interval_mean(&scores, 0, &interval));
    assert_int_equal(interval.from, -5);
    assert_int_equal(interval.to, -5);
    scores.counts = most;
    assert_true(pp_interval_mean(&scores, 0, &interval));
    assert_int_equal(interval.to, 0);
}

static double student(double freedom)
{
    static const double table[][2] = {{30, 2.042},  {40, 2.021}, {60, 2.0},    {80, 1.99},
                                      {100, 1.984}, {120, 1.98}, {1000, 1.962}};
    double t = 2.045;

    for (size_t i = 0; i < sizeof table / sizeof table[0] && table[i][0] <= freedom; i++)
        t = table[i][1];
    return t;
}

static void means_agree_with_floating_point(void **state)
{
    uint64_t seed = 1908;

    (void)state;
    for (int i = 0; i < 3000; i++) {
        int64_t counts[11], n = 0;
        struct pp_scores scores = {.counts = counts, .count = 2 + next(&seed) % 10};
        struct pp_interval interval;
        double sum = 0, squares = 0;
        scores.first2 = (int)(next(&seed) % 21) - 10;
        scores.step2 = 1 + (int)(next(&seed) % 2);
        for (size_t c = 0; c < scores.count; c++) {
            double score = (scores.first2 + (double)c * scores.step2) / 2;
            counts[c] = 15 + (int64_t)(next(&seed) % (i % 5 == 0 ? 20000 : 40));
            n += counts[c];
            sum += score * (double)counts[c];
            squares += score * score * (double)counts[c];
        }
        int64_t all = i % 2 == 0 ? 0 : n + 1 + (int64_t)(next(&seed) % (uint64_t)(2 * n));
        double size = (double)n, mean = sum / size;
        double variance = (squares - sum * mean) / (size - 1);
        if (all > 0)
            variance *= 1 - size / (double)all;
        double half = student(size - 1) * sqrt(variance / size);
        double least = scores.first2 / 2.0;
        double largest = (scores.first2 + (double)(scores.count - 1) * scores.step2) / 2;
        assert_true(pp_interval_mean(&scores, all, &interval));
        assert_rounds(interval.from, 10 * fmax(mean - half, least));
        assert_rounds(interval.to, 10 * fmin(mean + half, largest));
    }
}

static void what_does_not_fit_is_refused(void **state)
{
    int64_t counts[] = {INT64_MAX / 8, INT64_MAX / 8};
    struct pp_scores scores = {.counts = counts, .count = 2, .first2 = 2, .step2 = 2};
    struct pp_interval interval;

    (void)state;
    assert_false(pp_interval_share(1, INT64_MAX / 100, 0, &interval));
    assert_false(pp_interval_mean(&scores, 0, &interval));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_those_of_the_literature),
        cmocka_unit_test(shares_agree_with_floating_point),
        cmocka_unit_test(means_by_hand),
        cmocka_unit_test(a_finite_population_is_that_of_the_literature),
        cmocka_unit_test(equal_scores_leave_no_doubt_and_scales_end),
        cmocka_unit_test(means_agree_with_floating_point),
        cmocka_unit_test(what_does_not_fit_is_refused)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
