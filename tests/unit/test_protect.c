/* The choice of blanks: worked examples, and brute force on small tables, which knows neither
 * linear programming nor coverings. It tries every filling of the blank cells, and every cheaper
 * choice. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/protect.h"
#include "pactpress/run.h"

enum { MOST_CELLS = 20 };

static struct pp_run *run;
static struct pp_protection problem;

static int set_up(void **state)
{
    (void)state;
    run = pp_run_new(NULL);
    problem = (struct pp_protection){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pp_run_free(run);
    return 0;
}

static uint64_t seed;

static int64_t draw(int64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int64_t)(seed % (uint64_t)below);
}

/* --- Making problems */

static size_t cell(int64_t value, int64_t threshold, int64_t width)
{
    enum pp_blank_rule rule = value == 0          ? PP_BLANK_NEVER
                              : value < threshold ? PP_BLANK_MUST
                                                  : PP_BLANK_MAY;
    size_t blank = pp_protect_add_blank(run->arena, &problem, rule, 1, value);

    return pp_protect_add_cell(run->arena, &problem, blank, value, 1, width);
}

static void tie(enum pp_relation relation, size_t total, const size_t *parts, size_t count)
{
    size_t at = pp_protect_add_tie(run->arena, &problem, relation, total);

    for (size_t i = 0; i < count; i++)
        pp_protect_add_part(run->arena, &problem, at, parts[i]);
    assert_true(pp_protect_holds(&problem, &problem.ties.items[at]));
}

/* Rows and columns with totals; cell (r, c) is r * (columns + 1) + c. */
static void make_table(
    const int64_t *inner, size_t rows, size_t columns, int64_t threshold, int64_t width)
{
    size_t line[8];

    for (size_t r = 0; r <= rows; r++)
        for (size_t c = 0; c <= columns; c++) {
            int64_t value = 0;
            for (size_t i = 0; i < rows; i++)
                for (size_t j = 0; j < columns; j++)
                    if ((r == rows || r == i) && (c == columns || c == j))
                        value += inner[i * columns + j];
            cell(value, threshold, width);
        }
    for (size_t r = 0; r <= rows; r++) {
        for (size_t c = 0; c < columns; c++)
            line[c] = r * (columns + 1) + c;
        tie(PP_RELATION_SUM, r * (columns + 1) + columns, line, columns);
    }
    for (size_t c = 0; c <= columns; c++) {
        for (size_t r = 0; r < rows; r++)
            line[r] = r * (columns + 1) + c;
        tie(PP_RELATION_SUM, rows * (columns + 1) + c, line, rows);
    }
}

/* --- Brute force */

struct force {
    bool blank[MOST_CELLS]; /* [cell] */
    int64_t filling[MOST_CELLS], low[MOST_CELLS], high[MOST_CELLS];
    size_t unsafe; /* blank cells that are not shown safe yet */
};

/* Ties with cells that are not filled yet are only asked what can be asked. */
static bool may_hold(const struct force *force, const struct pp_protect_tie *t, size_t filled)
{
    int64_t total = force->filling[t->total], sum = 0, largest = 0;
    bool all = t->total < filled || !force->blank[t->total], open = false;

    for (size_t p = 0; p < t->count; p++) {
        if (force->blank[t->parts[p]] && t->parts[p] >= filled) {
            open = true;
            continue;
        }
        sum += force->filling[t->parts[p]];
        if (force->filling[t->parts[p]] > largest)
            largest = force->filling[t->parts[p]];
    }
    if (!all)
        return true;
    switch (t->relation) {
    case PP_RELATION_SUM:
        return open ? sum <= total : sum == total;
    case PP_RELATION_UNION:
        return largest <= total && (open || total <= sum);
    case PP_RELATION_COVER:
        return open || total <= sum;
    case PP_RELATION_BOUND:
        return largest <= total;
    }
    return false;
}

static void note(struct force *force)
{
    force->unsafe = 0;
    for (size_t c = 0; c < problem.cells.count; c++) {
        if (!force->blank[c])
            continue;
        if (force->filling[c] < force->low[c])
            force->low[c] = force->filling[c];
        if (force->filling[c] > force->high[c])
            force->high[c] = force->filling[c];
        force->unsafe += force->high[c] - force->low[c] < problem.cells.items[c].width;
    }
}

static void fill(struct force *force, size_t at)
{
    for (size_t t = 0; t < problem.ties.count; t++)
        if (!may_hold(force, &problem.ties.items[t], at))
            return;
    while (at < problem.cells.count && !force->blank[at])
        at++;
    if (at == problem.cells.count) {
        note(force);
        return;
    }
    const struct pp_protect_cell *of = &problem.cells.items[at];
    /* further than twice the width from the truth no cell needs to go */
    int64_t from = of->value - 2 * of->width - 2, to = of->value + 2 * of->width + 2;
    for (int64_t v = from < of->least ? of->least : from; v <= to && force->unsafe > 0; v++) {
        force->filling[at] = v;
        fill(force, at + 1);
    }
    force->filling[at] = of->value;
}

/* Is every blank cell of this choice safe? */
static bool is_safe(const bool *chosen)
{
    struct force force = {.unsafe = 0};

    for (size_t c = 0; c < problem.cells.count; c++) {
        const struct pp_protect_cell *of = &problem.cells.items[c];
        force.blank[c] = chosen[of->blank];
        force.filling[c] = force.low[c] = force.high[c] = of->value;
        force.unsafe += force.blank[c] && of->width > 0;
    }
    fill(&force, 0);
    return force.unsafe == 0;
}

static bool follows_hold(const bool *chosen)
{
    for (size_t i = 0; i < problem.follows.count; i++)
        if (chosen[problem.follows.items[i].leader] && !chosen[problem.follows.items[i].follower])
            return false;
    return true;
}

/* Every choice that costs less than `limit`: none of them may be safe. */
static void try_cheaper(bool *chosen, size_t at, int64_t cost, int64_t limit)
{
    if (cost >= limit)
        return;
    if (at == problem.blanks.count) {
        if (follows_hold(chosen) && is_safe(chosen))
            fail_msg(
                "a choice that costs %lld is safe, not %lld", (long long)cost, (long long)limit);
        return;
    }
    const struct pp_protect_blank *blank = &problem.blanks.items[at];
    if (blank->rule != PP_BLANK_MUST) {
        chosen[at] = false;
        try_cheaper(chosen, at + 1, cost, limit);
    }
    if (blank->rule != PP_BLANK_NEVER) {
        chosen[at] = true;
        try_cheaper(chosen, at + 1, cost + blank->cost, limit);
        chosen[at] = false;
    }
}

static void choose_and_check(void)
{
    bool chosen[MOST_CELLS] = {false};
    int64_t cost = 0;

    assert_true(problem.cells.count <= MOST_CELLS);
    assert_int_equal(pp_protect_choose(run, run->arena, &problem), PP_OK);
    for (size_t b = 0; b < problem.blanks.count; b++) {
        chosen[b] = problem.blanks.items[b].chosen;
        cost += chosen[b] ? problem.blanks.items[b].cost : 0;
        if (problem.blanks.items[b].rule == PP_BLANK_MUST)
            assert_true(chosen[b]);
        if (problem.blanks.items[b].rule == PP_BLANK_NEVER)
            assert_false(chosen[b]);
    }
    assert_int_equal(problem.cost, cost);
    assert_int_equal(problem.bound, cost);
    assert_int_equal(problem.bare_count, 0);
    assert_true(follows_hold(chosen));
    if (!is_safe(chosen))
        fail_msg("seed %llu: a blank cell is told", (unsigned long long)seed);
    memset(chosen, 0, sizeof chosen);
    try_cheaper(chosen, 0, 0, cost);
}

static size_t count_chosen(void)
{
    size_t count = 0;

    for (size_t b = 0; b < problem.blanks.count; b++)
        count += problem.blanks.items[b].chosen;
    return count;
}

/* --- Worked examples */

static void expect_blank(const size_t *cells, size_t count)
{
    assert_int_equal(count_chosen(), count);
    for (size_t i = 0; i < count; i++)
        if (!problem.blanks.items[cells[i]].chosen)
            fail_msg("cell %zu is printed", cells[i]);
}

/* Handbook on Statistical Disclosure Control, 2nd ed. (2024), section 5.2, table "Marital status by
 * sex": the one single woman, and the threshold of 3. A width of 2 takes the rectangle of the
 * smallest numbers (7, 4, 3, 1). For a width of 3 the four singles are too few: men, women and both
 * would be told within 2; so both totals of the rows go, and the men stay. */
static void the_handbook_example_is_protected(void **state)
{
    static const int64_t marital_by_sex[] = {38, 17, 7, 4, 3, 1};

    (void)state;
    make_table(marital_by_sex, 3, 2, 3, 2);
    assert_int_equal(problem.cells.items[2].value, 55);
    assert_int_equal(problem.cells.items[11].value, 70);
    choose_and_check();
    expect_blank((size_t[]){3, 4, 6, 7}, 4);
    problem = (struct pp_protection){0};
    make_table(marital_by_sex, 3, 2, 3, 3);
    choose_and_check();
    expect_blank((size_t[]){4, 5, 7, 8}, 4);
}

/* The same section, table "Marital status by hours worked": a true 0, and a 1 and two 2 in the way.
 */
static void a_table_with_a_zero_is_protected(void **state)
{
    static const int64_t marital_by_hours[] = {6, 0, 5, 1, 2, 2};

    (void)state;
    make_table(marital_by_hours, 3, 2, 3, 3);
    choose_and_check();
    assert_false(problem.blanks.items[1].chosen);
}

static void the_only_part_hides_the_total(void **state)
{
    size_t parts[2];

    (void)state;
    parts[0] = cell(3, 5, 5);
    parts[1] = cell(0, 5, 5);
    size_t total = cell(3, 6, 5);
    problem.blanks.items[total].rule = PP_BLANK_MAY;
    tie(PP_RELATION_SUM, total, parts, 2);
    choose_and_check();
    assert_true(problem.blanks.items[total].chosen);
}

static void what_is_known_cannot_be_protected_and_is_said(void **state)
{
    size_t parts[2];

    (void)state;
    parts[0] = cell(3, 5, 5);
    parts[1] = cell(20, 5, 5);
    size_t total = cell(23, 5, 5);
    problem.blanks.items[parts[1]].rule = PP_BLANK_NEVER;
    problem.blanks.items[total].rule = PP_BLANK_NEVER;
    tie(PP_RELATION_SUM, total, parts, 2);
    assert_int_equal(pp_protect_choose(run, run->arena, &problem), PP_OK);
    assert_int_equal(problem.bare_count, 1);
    assert_int_equal(problem.bare[0], parts[0]);
}

/* x + y, x + z and y + z printed leave one filling, though each sum alone tells nothing. */
static void three_sums_of_two_tell_all(void **state)
{
    size_t x, y, z, a, b, c;

    (void)state;
    x = cell(1, 3, 2);
    y = cell(2, 3, 2);
    z = cell(2, 3, 2);
    a = cell(3, 3, 2);
    b = cell(3, 3, 2);
    c = cell(4, 3, 2);
    tie(PP_RELATION_SUM, a, (size_t[]){x, y}, 2);
    tie(PP_RELATION_SUM, b, (size_t[]){x, z}, 2);
    tie(PP_RELATION_SUM, c, (size_t[]){y, z}, 2);
    choose_and_check();
}

/* --- Brute force over seeds */

static void begin(int round)
{
    tear_down(NULL);
    set_up(NULL);
    seed = 0x9E3779B97F4A7C15ull * (uint64_t)(round + 1);
    draw(2);
}

static void small_tables_are_safe_with_the_fewest_blanks(void **state)
{
    (void)state;
    for (int round = 0; round < 150; round++) {
        int64_t inner[4];
        begin(round);
        for (size_t i = 0; i < 4; i++)
            inner[i] = draw(9);
        make_table(inner, 2, 2, 2 + draw(3), 1 + draw(3));
        choose_and_check();
    }
    for (int round = 0; round < 60; round++) {
        int64_t inner[6];
        begin(1000 + round);
        for (size_t i = 0; i < 6; i++)
            inner[i] = draw(8);
        make_table(inner, 2, 3, 3, 1 + draw(2));
        choose_and_check();
    }
}

/* 2 x 2 x 2 with all sums of two: cell (i, j, k) is 4i + 2j + k, behind them the sums over k, j, i.
 * Tables of three ways have fillings that no line of two ways shows. */
static void make_cube(const int64_t *inner, int64_t threshold, int64_t width)
{
    for (size_t c = 0; c < 8; c++)
        cell(inner[c], threshold, width);
    for (size_t way = 0; way < 3; way++)
        for (size_t c = 0; c < 8; c++) {
            size_t step = (size_t)1 << way;
            if ((c & step) != 0)
                continue;
            size_t total = cell(inner[c] + inner[c | step], threshold, width);
            tie(PP_RELATION_SUM, total, (size_t[]){c, c | step}, 2);
        }
}

static void cubes_are_safe_with_the_fewest_blanks(void **state)
{
    size_t small = 0;

    (void)state;
    for (int round = 0; round < 40; round++) {
        int64_t inner[8];
        begin(5000 + round);
        for (size_t i = 0; i < 8; i++)
            inner[i] = 2 + draw(12);
        make_cube(inner, 3, 1 + draw(2));
        choose_and_check();
        small += count_chosen() > 0;
    }
    assert_true(small > 8 && small < 40);
}

static void hierarchies_are_safe_with_the_fewest_blanks(void **state)
{
    (void)state;
    for (int round = 0; round < 150; round++) {
        int64_t threshold, width, value[6], sums[2] = {0};
        size_t leaves[6], groups[2];
        begin(2000 + round);
        threshold = 2 + draw(3);
        width = 1 + draw(3);
        for (size_t i = 0; i < 6; i++) {
            value[i] = draw(8);
            sums[i / 3] += value[i];
            leaves[i] = cell(value[i], threshold, width);
        }
        for (size_t g = 0; g < 2; g++) {
            groups[g] = cell(sums[g], threshold, width);
            tie(PP_RELATION_SUM, groups[g], leaves + 3 * g, 3);
        }
        tie(PP_RELATION_SUM, cell(sums[0] + sums[1], threshold, width), groups, 2);
        choose_and_check();
    }
}

/* Cities whose persons unite to the project's, with attendances that add up, and a period that is
 * part of another. */
static void unions_are_safe_with_the_fewest_blanks(void **state)
{
    (void)state;
    for (int round = 0; round < 200; round++) {
        int64_t threshold, width, sum = 0, largest = 0;
        size_t cities[4], earlier[2];
        size_t count = 2 + (size_t)(round % 3);
        begin(3000 + round);
        threshold = 2 + draw(3);
        width = 1 + draw(3);
        for (size_t i = 0; i < count; i++) {
            int64_t value = draw(9);
            sum += value;
            largest = value > largest ? value : largest;
            cities[i] = cell(value, threshold, width);
        }
        int64_t project = largest + draw(sum - largest + 1);
        size_t total = cell(project, threshold, width);
        tie(PP_RELATION_UNION, total, cities, count);
        tie(PP_RELATION_SUM, cell(sum, threshold, width), cities, count);
        earlier[0] = cell(draw(6), threshold, width);
        earlier[1] = total;
        int64_t before = problem.cells.items[earlier[0]].value;
        size_t all = cell(project + draw(before + 1), threshold, width);
        if (problem.cells.items[all].value < before)
            continue;
        tie(PP_RELATION_UNION, all, earlier, 2);
        size_t fresh = cell(problem.cells.items[all].value - before, threshold, width);
        tie(PP_RELATION_SUM, all, (size_t[]){earlier[0], fresh}, 2);
        tie(PP_RELATION_BOUND, total, (size_t[]){fresh}, 1);
        tie(PP_RELATION_COVER, total, cities, count);
        choose_and_check();
    }
}

/* Blanks of several cells and figures, and blanks that follow others. */
static void costs_and_followers_are_counted(void **state)
{
    (void)state;
    for (int round = 0; round < 150; round++) {
        int64_t inner[4];
        begin(4000 + round);
        for (size_t i = 0; i < 4; i++)
            inner[i] = 1 + draw(9);
        make_table(inner, 2, 2, 3, 2);
        for (size_t b = 0; b < problem.blanks.count; b++)
            problem.blanks.items[b].cost = 1 + draw(4);
        size_t leader = (size_t)draw(9), follower = (size_t)draw(9);
        if (leader != follower)
            pp_protect_add_follow(run->arena, &problem, leader, follower);
        size_t derived = pp_protect_add_blank(run->arena, &problem, PP_BLANK_MAY, 2, 0);
        pp_protect_add_follow(run->arena, &problem, (size_t)draw(9), derived);
        choose_and_check();
    }
}

static void zeros_are_protected_where_wanted(void **state)
{
    (void)state;
    for (int round = 0; round < 100; round++) {
        int64_t inner[4];
        begin(5000 + round);
        for (size_t i = 0; i < 4; i++)
            inner[i] = draw(7);
        make_table(inner, 2, 2, 2, 2);
        for (size_t c = 0; c < problem.cells.count; c++) {
            problem.cells.items[c].least = 0;
            if (problem.cells.items[c].value == 0)
                problem.blanks.items[c].rule = PP_BLANK_MUST;
        }
        choose_and_check();
    }
}

static void the_same_problem_has_the_same_answer(void **state)
{
    bool first[MOST_CELLS * 4];

    (void)state;
    for (int again = 0; again < 2; again++) {
        int64_t inner[25];
        begin(77);
        for (size_t i = 0; i < 25; i++)
            inner[i] = draw(14);
        make_table(inner, 5, 5, 5, 5);
        assert_int_equal(pp_protect_choose(run, run->arena, &problem), PP_OK);
        assert_int_equal(problem.cost, problem.bound);
        for (size_t b = 0; b < problem.blanks.count; b++) {
            if (again)
                assert_int_equal(problem.blanks.items[b].chosen, first[b]);
            first[b] = problem.blanks.items[b].chosen;
        }
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_handbook_example_is_protected),
        TEST(a_table_with_a_zero_is_protected),
        TEST(the_only_part_hides_the_total),
        TEST(what_is_known_cannot_be_protected_and_is_said),
        TEST(three_sums_of_two_tell_all),
        TEST(small_tables_are_safe_with_the_fewest_blanks),
        TEST(cubes_are_safe_with_the_fewest_blanks),
        TEST(hierarchies_are_safe_with_the_fewest_blanks),
        TEST(unions_are_safe_with_the_fewest_blanks),
        TEST(costs_and_followers_are_counted),
        TEST(zeros_are_protected_where_wanted),
        TEST(the_same_problem_has_the_same_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
