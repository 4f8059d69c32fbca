#include "pactpress/stats.h"

bool pp_add(int64_t a, int64_t b, int64_t *out)
{
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
        return false;
    *out = a + b;
    return true;
}

bool pp_subtract(int64_t a, int64_t b, int64_t *out)
{
    if (b > 0 ? a < INT64_MIN + b : a > INT64_MAX + b)
        return false;
    *out = a - b;
    return true;
}

bool pp_multiply(int64_t a, int64_t b, int64_t *out)
{
    if (a == 0 || b == 0) {
        *out = 0;
        return true;
    }
    if ((a == -1 && b == INT64_MIN) || (b == -1 && a == INT64_MIN))
        return false;
    if (a > 0 ? (b > 0 ? a > INT64_MAX / b : b < INT64_MIN / a)
              : (b > 0 ? a < INT64_MIN / b : b < INT64_MAX / a))
        return false;
    *out = a * b;
    return true;
}

bool pp_round_ratio(int64_t numerator, int64_t denominator, int decimals, int64_t *out)
{
    int64_t value = numerator / denominator;
    int64_t rest = numerator % denominator; /* has the sign of the numerator */

    /* long division, one decimal digit a turn: 10 * rest is the only product */
    for (int i = 0; i < decimals; i++) {
        int64_t tenfold;
        if (!pp_multiply(rest, 10, &tenfold) || !pp_multiply(value, 10, &value) ||
            !pp_add(value, tenfold / denominator, &value))
            return false;
        rest = tenfold % denominator;
    }
    /* half or more of the denominator: one step away from zero; never doubles what may not fit */
    if (rest > 0 && rest >= denominator - rest && !pp_add(value, 1, &value))
        return false;
    if (rest < 0 && -rest >= denominator + rest && !pp_subtract(value, 1, &value))
        return false;
    *out = value;
    return true;
}

/* The class that gets the next point: largest remainder, the earlier of equals. */
static size_t next_class(const int64_t *counts, const int64_t *shares, size_t count, int64_t sum)
{
    size_t best = 0;
    int64_t best_rest = -1;

    for (size_t i = 0; i < count; i++) {
        /* 100 c - share sum is the remainder; after a point was given it is negative */
        int64_t rest = 100 * counts[i] - shares[i] * sum;
        if (rest > best_rest) {
            best = i;
            best_rest = rest;
        }
    }
    return best;
}

bool pp_largest_remainder(const int64_t *counts, size_t count, int64_t *out)
{
    int64_t sum = 0, hundredfold, given = 0;

    for (size_t i = 0; i < count; i++)
        if (!pp_add(sum, counts[i], &sum))
            return false;
    if (!pp_multiply(sum, 100, &hundredfold))
        return false;
    for (size_t i = 0; i < count; i++) {
        out[i] = sum == 0 ? 0 : 100 * counts[i] / sum;
        given += out[i];
    }
    for (; sum > 0 && given < 100; given++)
        out[next_class(counts, out, count, sum)]++;
    return true;
}

size_t pp_class_at(const int64_t *counts, size_t count, int64_t position)
{
    size_t i = 0;

    while (i + 1 < count && position >= counts[i])
        position -= counts[i++];
    return i;
}

int64_t pp_quartile2(const int64_t *counts, size_t count, int64_t total, int quarters)
{
    return (int64_t)pp_class_at(counts, count, (quarters * total - 1) / 4) +
           (int64_t)pp_class_at(counts, count, quarters * total / 4);
}

int64_t pp_median2(const int64_t *counts, size_t count, int64_t total)
{
    return pp_quartile2(counts, count, total, 2);
}

void pp_sum_add(struct pp_sum *sum, const struct pp_count *part)
{
    int64_t lo = part->lo, hi = part->state == PP_COUNT_AT_LEAST ? part->lo : part->hi;

    switch (part->state) {
    case PP_COUNT_NONE:
        return;
    case PP_COUNT_UNKNOWN:
        sum->unknown++;
        return;
    case PP_COUNT_EXACT:
        sum->exact++;
        break;
    case PP_COUNT_ESTIMATED:
        sum->estimated++;
        break;
    case PP_COUNT_AT_LEAST:
        sum->open++;
        break;
    }
    if (!pp_add(sum->lo, lo, &sum->lo) || !pp_add(sum->hi, hi, &sum->hi))
        sum->overflow = true;
}

void pp_sum_merge(struct pp_sum *sum, const struct pp_sum *other)
{
    sum->exact += other->exact;
    sum->estimated += other->estimated;
    sum->open += other->open;
    sum->unknown += other->unknown;
    sum->overflow = sum->overflow || other->overflow;
    if (!pp_add(sum->lo, other->lo, &sum->lo) || !pp_add(sum->hi, other->hi, &sum->hi))
        sum->overflow = true;
}

struct pp_count pp_sum_result(const struct pp_sum *sum)
{
    struct pp_count result = {PP_COUNT_NONE, sum->lo, sum->hi};

    if (sum->unknown > 0 || sum->open > 0) {
        result.state = sum->lo > 0 ? PP_COUNT_AT_LEAST : PP_COUNT_UNKNOWN;
        if (result.state == PP_COUNT_UNKNOWN)
            result.lo = 0;
        result.hi = result.lo;
    } else if (sum->estimated > 0) {
        result.state = PP_COUNT_ESTIMATED;
    } else if (sum->exact > 0) {
        result.state = PP_COUNT_EXACT;
    }
    return result;
}
