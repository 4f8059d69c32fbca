/* Whole-number statistics: rounding, largest remainders, medians, sums of counts with states. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/stats.h"

static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void rounds_half_away_from_zero(void **state)
{
    static const struct {
        int64_t numerator, denominator;
        int decimals;
        int64_t expected;
    } cases[] = {
        {5, 2, 0, 3},
        {-5, 2, 0, -3},
        {7, 2, 0, 4},
        {-7, 2, 0, -4},
        {1, 2, 0, 1},
        {-1, 2, 0, -1},
        {1, 3, 0, 0},
        {-1, 3, 0, 0},
        {2, 3, 0, 1},
        {-2, 3, 0, -1},
        {0, 7, 3, 0},
        {15, 4, 1, 38},
        {-15, 4, 1, -38},
        {1, 3, 4, 3333},
        {2, 3, 4, 6667},
        {29, 10, 1, 29},
        {1, 20, 1, 1},
        {-1, 20, 1, -1},
        {1, 21, 1, 0},
        {199, 200, 2, 100},
        {INT64_MAX, 1, 0, INT64_MAX},
        {INT64_MIN, 1, 0, INT64_MIN},
        {INT64_MAX, INT64_MAX, 9, 1000000000}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t out = 0;
        assert_true(
            pp_round_ratio(cases[i].numerator, cases[i].denominator, cases[i].decimals, &out));
        assert_int_equal(out, cases[i].expected);
    }
}

static void rounding_tells_when_it_does_not_fit(void **state)
{
    int64_t out = 77;

    (void)state;
    assert_false(pp_round_ratio(INT64_MAX, 1, 1, &out));
    assert_false(pp_round_ratio(INT64_MIN, 2, 1, &out));
    assert_false(pp_round_ratio(INT64_MAX / 2, INT64_MAX - 1, 1, &out));
    assert_true(pp_round_ratio(INT64_MAX, 10, 1, &out));
    assert_int_equal(out, INT64_MAX);
    assert_true(pp_round_ratio(INT64_MIN + 1, INT64_MAX, 0, &out));
    assert_int_equal(out, -1);
}

/* Against the definition: 2 |r d - n 10^k| <= d, and at equality |r| is the larger. */
static void rounding_fits_its_definition(void **state)
{
    uint64_t seed = 4711;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        int64_t d = (int64_t)(next(&seed) % 50) + 1;
        int64_t n = (int64_t)(next(&seed) % 2001) - 1000;
        int decimals = (int)(next(&seed) % 3);
        int64_t scale = decimals == 0 ? 1 : decimals == 1 ? 10 : 100, out;
        assert_true(pp_round_ratio(n, d, decimals, &out));
        int64_t error = out * d - n * scale;
        assert_true(2 * llabs(error) <= d);
        if (2 * llabs(error) == d)
            assert_true(llabs(out) * d > llabs(n) * scale);
    }
}

static void adds_without_overflow(void **state)
{
    int64_t out = 5;

    (void)state;
    assert_true(pp_add(INT64_MAX, INT64_MIN, &out));
    assert_int_equal(out, -1);
    assert_false(pp_add(INT64_MAX, 1, &out));
    assert_false(pp_add(INT64_MIN, -1, &out));
    assert_false(pp_subtract(INT64_MIN, 1, &out));
    assert_false(pp_subtract(0, INT64_MIN, &out));
    assert_true(pp_subtract(-1, INT64_MIN, &out));
    assert_int_equal(out, INT64_MAX);
    assert_false(pp_multiply(INT64_MIN, -1, &out));
    assert_false(pp_multiply(-1, INT64_MIN, &out));
    assert_false(pp_multiply(INT64_MAX / 2 + 1, 2, &out));
    assert_true(pp_multiply(INT64_MIN / 2, 2, &out));
    assert_int_equal(out, INT64_MIN);
    assert_true(pp_multiply(INT64_MIN, 0, &out));
    assert_int_equal(out, 0);
}

static void check_shares(const int64_t *counts, size_t count, const int64_t *expected)
{
    int64_t shares[8] = {0};

    assert_true(pp_largest_remainder(counts, count, shares));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(shares[i], expected[i]);
}

static void shares_by_largest_remainder(void **state)
{
    (void)state;
    check_shares((int64_t[]){1, 1, 1}, 3, (int64_t[]){34, 33, 33});
    check_shares((int64_t[]){0, 0, 0}, 3, (int64_t[]){0, 0, 0});
    check_shares((int64_t[]){7}, 1, (int64_t[]){100});
    check_shares((int64_t[]){0, 7, 0}, 3, (int64_t[]){0, 100, 0});
    check_shares((int64_t[]){1, 1, 1, 1, 1, 1, 1}, 7, (int64_t[]){15, 15, 14, 14, 14, 14, 14});
    /* 12.5 each: four of eight equal remainders, the first four */
    check_shares(
        (int64_t[]){1, 1, 1, 1, 1, 1, 1, 1}, 8, (int64_t[]){13, 13, 13, 13, 12, 12, 12, 12});
    /* 1.43 5.71 14.29 37.14 41.43: remainders .71, then .43 twice: the lower answer */
    check_shares((int64_t[]){1, 4, 10, 26, 29}, 5, (int64_t[]){2, 6, 14, 37, 41});
    check_shares((int64_t[]){2, 1}, 2, (int64_t[]){67, 33});
}

/* A parliament of 100 seats, four states, two censuses: the population paradox of COMAP, For All
 * Practical Purposes, chapter on apportionment; quotas to three digits as J. Robbin prints them in
 * "The Population Paradox in Hamilton's Apportionment Method" (University of Wisconsin, Math 141,
 * people.math.wisc.edu/~jwrobbin/141dir/HamiltonPopulationParadox.html). State D shrinks and wins a
 * seat: the quotas of both years are 98 whole seats, and the two left go to other remainders. */
static void shares_as_published_for_a_hundred_seats(void **state)
{
    static const int64_t censuses[2][4] = {
        {5525381, 3470152, 3864226, 201203}, {5657564, 3507464, 3885693, 201049}};
    static const int64_t quotas[2][4] = {{42305, 26569, 29586, 1540}, {42693, 26468, 29322, 1517}};
    static const int64_t seats[2][4] = {{42, 27, 30, 1}, {43, 26, 29, 2}};

    (void)state;
    for (size_t year = 0; year < 2; year++) {
        int64_t total = 0, quota;
        for (size_t i = 0; i < 4; i++)
            total += censuses[year][i];
        for (size_t i = 0; i < 4; i++) {
            assert_true(pp_round_ratio(100 * censuses[year][i], total, 3, &quota));
            assert_int_equal(quota, quotas[year][i]);
        }
        check_shares(censuses[year], 4, seats[year]);
    }
}

static void shares_hold_for_any_counts(void **state)
{
    uint64_t seed = 99;

    (void)state;
    for (int round = 0; round < 5000; round++) {
        int64_t counts[6], shares[6], sum = 0, total = 0;
        for (size_t i = 0; i < 6; i++)
            sum += counts[i] = (int64_t)(next(&seed) % 40);
        assert_true(pp_largest_remainder(counts, 6, shares));
        for (size_t i = 0; i < 6; i++) {
            total += shares[i];
            if (sum == 0)
                continue;
            assert_true(shares[i] * sum > 100 * counts[i] - sum);
            assert_true(shares[i] * sum < 100 * counts[i] + sum);
            for (size_t j = 0; j < 6; j++)
                if (counts[i] > counts[j])
                    assert_true(shares[i] >= shares[j]);
        }
        assert_int_equal(total, sum == 0 ? 0 : 100);
    }
}

static void shares_tell_when_counts_are_too_large(void **state)
{
    int64_t shares[2];

    (void)state;
    assert_false(pp_largest_remainder((int64_t[]){INT64_MAX, 1}, 2, shares));
    assert_false(pp_largest_remainder((int64_t[]){INT64_MAX / 99, 1}, 2, shares));
    assert_true(pp_largest_remainder((int64_t[]){INT64_MAX / 202, INT64_MAX / 202}, 2, shares));
    assert_int_equal(shares[0], 50);
}

static int ascending(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return (x > y) - (x < y);
}

static void median_is_the_middle(void **state)
{
    uint64_t seed = 7;

    (void)state;
    assert_int_equal(pp_median2((int64_t[]){0, 1, 0}, 3, 1), 2);
    assert_int_equal(pp_median2((int64_t[]){1, 0, 1}, 3, 2), 2);
    assert_int_equal(pp_median2((int64_t[]){0, 0, 2, 2}, 4, 4), 5);
    for (int round = 0; round < 3000; round++) {
        int values[30], size = (int)(next(&seed) % 30) + 1;
        int64_t counts[7] = {0};
        for (int i = 0; i < size; i++) {
            values[i] = (int)(next(&seed) % 7);
            counts[values[i]]++;
        }
        qsort(values, (size_t)size, sizeof values[0], ascending);
        assert_int_equal(pp_median2(counts, 7, size), values[(size - 1) / 2] + values[size / 2]);
    }
}

static struct pp_count sum_of(const struct pp_count *parts, size_t count)
{
    struct pp_sum sum = {0};

    for (size_t i = 0; i < count; i++)
        pp_sum_add(&sum, &parts[i]);
    return pp_sum_result(&sum);
}

static void sums_keep_their_states(void **state)
{
    const struct pp_count none = {PP_COUNT_NONE, 0, 0}, zero = {PP_COUNT_EXACT, 0, 0},
                          exact = {PP_COUNT_EXACT, 43, 43}, range = {PP_COUNT_ESTIMATED, 20, 30},
                          open = {PP_COUNT_AT_LEAST, 12, 12}, unknown = {PP_COUNT_UNKNOWN, 0, 0};
    const struct {
        struct pp_count parts[3];
        size_t count;
        struct pp_count expected;
    } cases[] = {
        {{none}, 0, {PP_COUNT_NONE, 0, 0}},
        {{none, none}, 2, {PP_COUNT_NONE, 0, 0}},
        {{zero}, 1, {PP_COUNT_EXACT, 0, 0}},
        {{exact, none, exact}, 3, {PP_COUNT_EXACT, 86, 86}},
        {{exact, range}, 2, {PP_COUNT_ESTIMATED, 63, 73}},
        {{exact, range, unknown}, 3, {PP_COUNT_AT_LEAST, 63, 63}},
        {{exact, open}, 2, {PP_COUNT_AT_LEAST, 55, 55}},
        {{unknown, unknown}, 2, {PP_COUNT_UNKNOWN, 0, 0}},
        {{unknown, zero}, 2, {PP_COUNT_UNKNOWN, 0, 0}},
        {{open}, 1, {PP_COUNT_AT_LEAST, 12, 12}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pp_count result = sum_of(cases[i].parts, cases[i].count);
        assert_int_equal(result.state, cases[i].expected.state);
        assert_int_equal(result.lo, cases[i].expected.lo);
        assert_int_equal(result.hi, cases[i].expected.hi);
    }
}

/* Any grouping, any order: the same sum. */
static void sums_are_a_commutative_monoid(void **state)
{
    uint64_t seed = 5;

    (void)state;
    for (int round = 0; round < 500; round++) {
        struct pp_sum whole = {0}, groups[3] = {{0}}, merged = {0};
        for (int i = 0; i < 12; i++) {
            struct pp_count part = {
                (enum pp_count_state)(next(&seed) % 5), (int64_t)(next(&seed) % 9), 0};
            part.hi = part.lo + (part.state == PP_COUNT_ESTIMATED ? 3 : 0);
            pp_sum_add(&whole, &part);
            pp_sum_add(&groups[next(&seed) % 3], &part);
        }
        for (size_t i = 3; i-- > 0;)
            pp_sum_merge(&merged, &groups[i]);
        assert_memory_equal(&whole, &merged, sizeof whole);
    }
}

static void sums_tell_when_they_do_not_fit(void **state)
{
    struct pp_sum sum = {0}, other = {0};
    const struct pp_count huge = {PP_COUNT_EXACT, INT64_MAX, INT64_MAX};
    const struct pp_count one = {PP_COUNT_EXACT, 1, 1};

    (void)state;
    pp_sum_add(&sum, &huge);
    assert_false(sum.overflow);
    pp_sum_add(&sum, &one);
    assert_true(sum.overflow);
    pp_sum_merge(&other, &sum);
    assert_true(other.overflow);
}

/* Against the definition: where n q / 4 is whole the values at that place and the next, else the
 * one at the next whole place. */
static void quartiles_fit_their_definition(void **state)
{
    (void)state;
    for (int64_t total = 1; total <= 60; total++)
        for (int quarters = 1; quarters <= 3; quarters++) {
            int64_t counts[60], place = (quarters * total + 3) / 4 - 1;
            for (int64_t i = 0; i < total; i++)
                counts[i] = 1;
            int64_t expected = 2 * place + (quarters * total % 4 == 0);
            assert_int_equal(pp_quartile2(counts, (size_t)total, total, quarters), expected);
        }
}

/* Quartiles of values in order, each its own class: twice the value. */
static void check_quartiles(const int *values, size_t count, const int *doubled)
{
    int64_t counts[50];

    for (size_t i = 0; i < count; i++)
        counts[i] = 1;
    for (int quarters = 1; quarters <= 3; quarters++) {
        int64_t place2 = pp_quartile2(counts, count, (int64_t)count, quarters);
        assert_int_equal(values[place2 / 2] + values[(place2 + 1) / 2], doubled[quarters - 1]);
    }
}

/* Of the article "Quartile" in Wikipedia (R. J. Hyndman and Y. Fan's definition 2 is its method of
 * the empirical distribution function): 15, 40, 43, and 15, 37.5, 40. A. Dix, "Statistics for HCI",
 * 2020, glossary: 2.35, 2.65, 3.05, in hundredths. */
static void quartiles_are_those_of_the_literature(void **state)
{
    (void)state;
    check_quartiles((int[]){6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49}, 11, (int[]){30, 80, 86});
    check_quartiles((int[]){7, 15, 36, 39, 40, 41}, 6, (int[]){30, 75, 80});
    check_quartiles(
        (int[]){130, 170, 220, 250, 260, 260, 270, 290, 300, 310, 330, 340}, 12,
        (int[]){470, 530, 610});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quartiles_fit_their_definition),
        cmocka_unit_test(quartiles_are_those_of_the_literature),
        cmocka_unit_test(rounds_half_away_from_zero),
        cmocka_unit_test(rounding_tells_when_it_does_not_fit),
        cmocka_unit_test(rounding_fits_its_definition),
        cmocka_unit_test(adds_without_overflow),
        cmocka_unit_test(shares_by_largest_remainder),
        cmocka_unit_test(shares_as_published_for_a_hundred_seats),
        cmocka_unit_test(shares_hold_for_any_counts),
        cmocka_unit_test(shares_tell_when_counts_are_too_large),
        cmocka_unit_test(median_is_the_middle),
        cmocka_unit_test(sums_keep_their_states),
        cmocka_unit_test(sums_are_a_commutative_monoid),
        cmocka_unit_test(sums_tell_when_they_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
