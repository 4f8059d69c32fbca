#include "pactpress/intervals.h"

#include <stdlib.h>

#include "pactpress/stats.h"

/* A product of whole numbers of 64 bits, lowest limb first. */
enum { LIMBS = 16, MOST_FACTORS = LIMBS / 2 };

struct product {
    uint32_t limbs[LIMBS];
};

/* Two sides of an inequality, each a product. */
struct sides {
    uint64_t left[MOST_FACTORS], right[MOST_FACTORS];
    size_t left_count, right_count;
};

/* Adds `from` times a limb, `shift` limbs up. */
static void add_times(struct product *to, const struct product *from, uint32_t limb, size_t shift)
{
    uint64_t carry = 0;

    for (size_t i = 0; i + shift < LIMBS; i++) {
        carry += (uint64_t)from->limbs[i] * limb + to->limbs[i + shift];
        to->limbs[i + shift] = (uint32_t)carry;
        carry >>= 32;
    }
}

static struct product multiply(const uint64_t *factors, size_t count)
{
    struct product all = {{1}};

    for (size_t i = 0; i < count; i++) {
        struct product next = {{0}};
        add_times(&next, &all, (uint32_t)factors[i], 0);
        add_times(&next, &all, (uint32_t)(factors[i] >> 32), 1);
        all = next;
    }
    return all;
}

/* Below 0: left < right. */
static int compare(const struct sides *sides)
{
    struct product left = multiply(sides->left, sides->left_count);
    struct product right = multiply(sides->right, sides->right_count);

    for (size_t i = LIMBS; i-- > 0;)
        if (left.limbs[i] != right.limbs[i])
            return left.limbs[i] < right.limbs[i] ? -1 : 1;
    return 0;
}

static void put_left(struct sides *sides, int64_t factor)
{
    sides->left[sides->left_count++] = (uint64_t)factor;
}

static void put_right(struct sides *sides, int64_t factor)
{
    sides->right[sides->right_count++] = (uint64_t)factor;
}

/* The distance of a candidate from the middle, squared, as two factors. */
static void put_distance(struct sides *sides, int64_t distance)
{
    put_left(sides, distance < 0 ? -distance : distance);
    put_left(sides, distance < 0 ? -distance : distance);
}

/* A bound that lies on a half step is rounded away from zero. */
static void count_step(
    struct pp_interval *out, const struct sides *sides, int64_t distance, bool positive)
{
    int order = compare(sides);
    bool below = distance <= 0; /* the candidate is not above the middle */

    /* order < 0: inside the interval; 0: on its bound; > 0: outside */
    if (below && (order > 0 || (order == 0 && positive)))
        out->from++;
    if (order < 0 || (order == 0 && (positive || below)) || (order > 0 && below))
        out->to++;
}

bool pp_interval_share(int64_t k, int64_t n, int64_t population, struct pp_interval *out)
{
    int64_t most;

    *out = (struct pp_interval){0, 0};
    if (!pp_multiply(n, 400, &most))
        return false;
    for (int64_t c = 1; c < 200; c += 2) { /* half percents */
        int64_t distance = c * n - 200 * k;
        struct sides sides = {.left_count = 0};
        /* 625 (N - 1) (c n - 200 k)^2 <= 2401 c (200 - c) n (N - n), for 1.96^2 = 2401/625 */
        put_distance(&sides, distance);
        put_left(&sides, 625);
        put_right(&sides, 2401 * c * (200 - c));
        put_right(&sides, n);
        if (population > 0) {
            put_left(&sides, population - 1);
            put_right(&sides, population - n);
        }
        count_step(out, &sides, distance, true);
    }
    return true;
}

/* Thousandths of Student's t, two-sided 95 %. */
static int64_t student(int64_t freedom)
{
    static const struct {
        int freedom, t;
    } table[] = {{1000, 1962}, {120, 1980}, {100, 1984}, {80, 1990},
                 {60, 2000},   {40, 2021},  {30, 2042},  {29, 2045}};
    size_t row = 0;

    while (row + 1 < sizeof table / sizeof table[0] && table[row].freedom > freedom)
        row++;
    return table[row].t;
}

/* n, the sum, and n times the sum of squares less the squared sum, of half points. */
struct moments {
    int64_t n, sum, spread;
};

static bool take_moments(const struct pp_scores *scores, struct moments *out)
{
    int64_t n = 0, sum = 0, squares = 0, product, square;

    for (size_t i = 0; i < scores->count; i++) {
        int64_t score2 = scores->first2 + (int64_t)i * scores->step2, part, part2;
        if (!pp_multiply(scores->counts[i], score2, &part) || !pp_multiply(part, score2, &part2) ||
            !pp_add(sum, part, &sum) || !pp_add(squares, part2, &squares) ||
            !pp_add(n, scores->counts[i], &n))
            return false;
    }
    *out = (struct moments){.n = n, .sum = sum};
    return pp_multiply(n, squares, &product) && pp_multiply(sum, sum, &square) &&
           pp_subtract(product, square, &out->spread);
}

bool pp_interval_mean(const struct pp_scores *scores, int64_t population, struct pp_interval *out)
{
    int64_t last2 = scores->first2 + (int64_t)(scores->count - 1) * scores->step2, most;
    int64_t reach = llabs(scores->first2) + llabs(last2) + 1;
    struct moments m;

    *out = (struct pp_interval){5 * (int64_t)scores->first2, 5 * (int64_t)scores->first2};
    if (!take_moments(scores, &m) || !pp_multiply(m.n, 100 * reach, &most))
        return false;
    /* half tenths between the ends of the scale */
    for (int64_t c = 10 * (int64_t)scores->first2 + 1; c < 10 * last2; c += 2) {
        int64_t distance = c * m.n - 10 * m.sum, t = student(m.n - 1);
        struct sides sides = {.left_count = 0};
        /* (c n - 10 S)^2 (n - 1) N 10^4 <= (1000 t)^2 (n Q - S^2) (N - n) */
        put_distance(&sides, distance);
        put_left(&sides, m.n - 1);
        put_left(&sides, 10000);
        put_right(&sides, t * t);
        put_right(&sides, m.spread);
        if (population > 0) {
            put_left(&sides, population);
            put_right(&sides, population - m.n);
        }
        count_step(out, &sides, distance, c > 0);
    }
    return true;
}
