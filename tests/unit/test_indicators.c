/* Indicators: who counts, once and from when on; before + new = total; gender and age at the first
 * registration; what is said where rows disagree or a period is empty. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "figures_world.h"
#include "support.h"

static const char *workshop[] = {"workshop"}, *launch[] = {"launch"};
static const char *genders[] = {"female", "male", "nonbinary"};
static struct pp_bracket ages[] = {
    {.code = "under_18", .to = 17},
    {.code = "18_60", .from = 18, .to = 60},
    {.code = "over_60", .from = 61, .to = 150}};

static struct pp_profile profile = {
    .act = "an act", .genders = {genders, 3, 3}, .ages = ages, .age_count = 3};

static struct pp_indicator items[] = {
    {.code = "C2", .breakdown = true, .types = {workshop, 1, 1}},
    {.code = "C2.1", .part_of = "C2", .breakdown = true, .types = {workshop, 1, 1}},
    {.code = "P1", .counts = PP_COUNTS_EVENTS, .types = {launch, 1, 1}},
    {.code = "C3", .counts = PP_COUNTS_VALUE, .figure = "strategies.adopted"}};

static int set_up(void **state)
{
    struct world *world = world_new();

    world->project.indicators.profile = &profile;
    world->project.indicators.items = items;
    world->project.indicators.count = sizeof items / sizeof *items;
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    world_free(*state);
    return 0;
}

static void before_and_new_are_the_total(void **state)
{
    struct world *world = *state;

    world_event(world, "a", "2021-12-01", "riga", "workshop", "");
    world_event(world, "b", "2022-01-20", "riga lublin", "workshop", "");
    world_event(world, "c", "2022-02-20", "lublin", "workshop", "");
    world_people(world, "a", 1, 20);
    world_people(world, "b", 11, 40);
    world_people(world, "c", 1, 50);
    struct pp_results *results = world_close(world, "restricted");
    world_expect(world, results, "indicator.before[indicator=C2]", "exact 20");
    world_expect(world, results, "indicator.new[indicator=C2]", "exact 30");
    world_expect_at(world, results, "indicator.total[indicator=C2]", "..2022-Q1", "exact 50");
    world_expect(world, results, "indicator.new[indicator=C2.1]", "exact 30");
    world_expect(world, results, "indicator.events[indicator=C2]", "exact 2");
    world_expect(world, results, "indicator.persons[indicator=C2]", "exact 30");
    world_expect_at(world, results, "indicator.persons[indicator=C2]", "..2022-Q1", "exact 50");
    world_expect(
        world, results, "indicator.persons[gender=unknown, age=unknown, indicator=C2]", "exact 30");
}

/* Staff, people without identity and numbers without a list are nobody here. */
static void only_registered_people_count(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", "workshop", "");
    world_event(world, "b", NULL, "riga", "workshop", "31");
    world_event(world, "c", NULL, "riga", "launch", "");
    world_people(world, "a", 1, 7);
    world_people(world, "c", 100, 120);
    world_row(world, "a", 8)->staff = true;
    world_row(world, "a", 0);
    struct pp_results *results = world_close(world, "restricted");
    world_expect(world, results, "indicator.new[indicator=C2]", "exact 7");
    world_expect(world, results, "indicator.events_unlisted[indicator=C2]", "exact 1");
    world_expect(world, results, "indicator.new[indicator=P1]", "exact 1");
}

/* Before + new = total of events, too: nobody says that the period had none. */
static void a_silent_register_leaves_the_total_open(void **state)
{
    struct world *world = *state;

    world_complete_until(world, "2021-12-31");
    world_event(world, "a", "2021-05-05", "riga", "launch", "");
    world_event(world, "b", "2021-06-05", "riga", "launch", "");
    struct pp_results *results = world_close(world, "restricted");
    world_expect(world, results, "indicator.before[indicator=P1]", "exact 2");
    world_expect(world, results, "indicator.new[indicator=P1]", "unknown");
    world_expect_at(world, results, "indicator.total[indicator=P1]", "..2022-Q1", "at_least 2..");
}

static void silence_makes_at_least(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", "workshop", "");
    world_event(world, "b", NULL, "lublin", "workshop", "?");
    world_people(world, "a", 1, 7);
    struct pp_results *results = world_close(world, "restricted");
    world_expect(world, results, "indicator.before[indicator=C2]", "exact 0");
    world_expect(world, results, "indicator.new[indicator=C2]", "at_least 7..");
    world_expect_at(world, results, "indicator.total[indicator=C2]", "..2022-Q1", "at_least 7..");
    world_expect(world, results, "indicator.persons[indicator=C2]", "exact 7");
}

static struct pp_attendance_record *person(
    struct world *world, const char *event, int number, const char *day, const char *gender,
    int year)
{
    struct pp_attendance_record *row = world_row(world, event, number);

    row->day = pp_day_parse_iso(day);
    row->gender = gender;
    row->birth_year = year;
    row->birth_day = PP_NO_DAY;
    return row;
}

/* Age on the day of the first registration, also when the event counted is a later one; with the
 * whole date of birth, to the day. */
static void age_is_that_of_the_first_registration(void **state)
{
    struct world *world = *state;

    world_event(world, "old", "2021-06-01", "riga", "launch", "");
    world_event(world, "a", "2022-01-20", "riga", "workshop", "");
    person(world, "old", 1, "2021-06-01", NULL, 0);
    person(world, "a", 1, "2022-01-20", "female", 2004); /* 17 in 2021 */
    person(world, "a", 2, "2022-01-20", "female", 2004); /* 18 in 2022 */
    person(world, "a", 3, "2022-01-20", "male", 2004)->birth_day = pp_day_parse_iso("2004-01-21");
    person(world, "a", 4, "2022-01-20", "male", 1961); /* 61 */
    struct pp_attendance_record *row = person(world, "a", 5, "2022-01-20", "nonbinary", 0);
    row->age_low = 18, row->age_high = 60;
    row = person(world, "a", 6, "2022-01-20", "unknown", 0);
    row->age_low = 10, row->age_high = 30; /* fits no bracket */
    struct pp_results *results = world_close(world, "restricted");
    static const char *const cells[][2] = {
        {"indicator.persons[age=under_18, gender=female, indicator=C2]", "exact 1"},
        {"indicator.persons[age=18_60, gender=female, indicator=C2]", "exact 1"},
        {"indicator.persons[age=under_18, gender=male, indicator=C2]", "exact 1"},
        {"indicator.persons[age=over_60, gender=male, indicator=C2]", "exact 1"},
        {"indicator.persons[age=18_60, gender=nonbinary, indicator=C2]", "exact 1"},
        {"indicator.persons[age=unknown, gender=unknown, indicator=C2]", "exact 1"},
        {"indicator.persons[age=under_18, indicator=C2]", "exact 2"},
        {"indicator.persons[gender=female, indicator=C2]", "exact 2"},
        {"indicator.persons[age=over_60, gender=nonbinary, indicator=C2]", "exact 0"}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        world_expect(world, results, cells[i][0], cells[i][1]);
}

static void what_was_told_first_counts_and_it_is_said(void **state)
{
    struct world *world = *state;

    world_event(world, "a", "2022-01-20", "riga", "workshop", "");
    world_event(world, "b", "2022-02-20", "riga", "workshop", "");
    person(world, "b", 1, "2022-02-20", "male", 1990);
    person(world, "a", 1, "2022-01-20", "female", 1930);
    person(world, "b", 2, "2022-02-20", "male", 1990);
    person(world, "a", 2, "2022-01-20", NULL, 0);
    struct pp_results *results = world_close(world, "restricted");
    world_expect(
        world, results, "indicator.persons[age=over_60, gender=female, indicator=C2]", "exact 1");
    world_expect(
        world, results, "indicator.persons[age=18_60, gender=male, indicator=C2]", "exact 1");
    assert_int_equal(support_count_rule(world->run, "figures.two-genders"), 1);
    assert_int_equal(support_count_rule(world->run, "figures.two-births"), 1);
}

static int64_t group_count(
    struct world *world, const struct pp_results *results, const char *group, const char *period)
{
    const char *text = world_show(
        world, results,
        pp_arena_printf(world->arena, "indicator.persons[indicator=C2, target_group=%s]", group),
        period);

    return strncmp(text, "exact ", 6) == 0 ? strtol(text + 6, NULL, 10) : -1;
}

/* By the group that the first registration tells; groups add up to all, and a small one is never
 * alone among those withheld. */
static void target_groups_are_told_apart(void **state)
{
    static struct pp_target_group groups[] = {{.code = "refugees"}, {.code = "family"}};
    struct world *world = *state;

    world->project.indicators.groups = groups;
    world->project.indicators.group_count = 2;
    world_event(world, "a", "2022-01-20", "riga", "workshop", "");
    world_event(world, "b", "2021-12-20", "riga", "workshop", "");
    for (int i = 1; i <= 60; i++)
        person(world, "a", i, "2022-01-20", NULL, 0)->group = i <= 30   ? &groups[0]
                                                              : i <= 33 ? &groups[1]
                                                                        : NULL;
    for (int i = 1; i <= 9; i++)
        person(world, "b", i, "2021-12-20", NULL, 0)->group = i <= 7 ? &groups[1] : NULL;
    struct pp_results *results = world_close(world, "restricted");
    assert_int_equal(group_count(world, results, "refugees", "2022-Q1"), 21);
    assert_int_equal(group_count(world, results, "family", "2022-Q1"), 3);
    assert_int_equal(group_count(world, results, "unknown", "2022-Q1"), 27);
    assert_int_equal(group_count(world, results, "refugees", "..2022-Q1"), 23);
    assert_int_equal(group_count(world, results, "family", "..2022-Q1"), 10);
    assert_int_equal(group_count(world, results, "unknown", "..2022-Q1"), 27);
    world_expect(world, results, "indicator.persons[indicator=C2]", "exact 51");
    world->breaks_down = true;
    results = world_close(world, "public");
    world_expect(world, results, "indicator.persons[indicator=C2]", "exact 51");
    assert_int_equal(group_count(world, results, "family", "2022-Q1"), -1);
    assert_true(
        group_count(world, results, "refugees", "2022-Q1") < 0 ||
        group_count(world, results, "unknown", "2022-Q1") < 0);
    world->project.indicators.group_count = 0;
}

static void declared_values_have_a_before(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", "workshop", "10");
    world_value(world, "strategies.adopted", "2021-01-01", "0")->unit = "number";
    world_value(world, "strategies.adopted", "2021-11-01", "3")->unit = "number";
    world_value(world, "strategies.adopted", "2022-03-31", "4")->unit = "number";
    world_value(world, "strategies.adopted", "2022-04-01", "7")->unit = "number";
    struct pp_results *results = world_close(world, "restricted");
    world_expect(world, results, "indicator.before[indicator=C3]", "exact 3");
    world_expect(world, results, "indicator.new[indicator=C3]", "exact 1");
    world_expect_at(world, results, "indicator.total[indicator=C3]", "..2022-Q1", "exact 4");
    world_expect(world, results, "figures.declared", "exact 6");
}

static void meet_sixty(struct world *world)
{
    world_event(world, "a", "2022-01-20", "riga", "workshop", "");
    for (int i = 1; i <= 60; i++)
        person(
            world, "a", i, "2022-01-20",
            i <= 2  ? "nonbinary"
            : i % 2 ? "female"
                    : "male",
            i % 9 ? 1980 : 2010);
}

/* Nobody can work out the small cells: every sum over a row with a hidden cell hides two. */
static void small_cells_are_withheld_with_company(void **state)
{
    struct world *world = *state;
    size_t hidden = 0;

    meet_sixty(world);
    world->breaks_down = true;
    struct pp_results *results = world_close(world, "public");
    for (size_t i = 0; i < results->table->count; i++) {
        const struct pp_figure *figure = &results->table->items[i];
        if (!pp_streq(figure->at.measure, "indicator.persons"))
            continue;
        assert_false(pp_figure_has_value(figure) && figure->lo > 0 && figure->lo < 5);
        hidden += figure->state == PP_SUPPRESSED && pp_streq(figure->at.period, "2022-Q1") &&
                  pp_streq(figure->at.breakdown, "age=18_60;gender=nonbinary;indicator=C2");
    }
    assert_int_equal(hidden, 1);
    world_expect(world, results, "indicator.persons[gender=nonbinary, indicator=C2]", "suppressed");
    world_expect(world, results, "indicator.persons[indicator=C2]", "exact 60");
}

/* What nothing of a class prints is not published in it: nothing is withheld for it there. */
static void cells_that_nobody_prints_are_no_figures(void **state)
{
    struct world *world = *state;

    meet_sixty(world);
    struct pp_results *results = world_close(world, "public");
    for (size_t i = 0; i < results->table->count; i++)
        assert_string_not_equal(results->table->items[i].at.measure, "indicator.persons");
    world_expect(world, results, "indicator.new[indicator=C2]", "exact 60");
    results = world_close(world, "restricted");
    world_expect(world, results, "indicator.persons[gender=nonbinary, indicator=C2]", "exact 2");
}

static void an_empty_period_is_said(void **state)
{
    struct world *world = *state;

    world_event(world, "a", "2021-10-20", "riga", "workshop", "10");
    world_close(world, "restricted");
    assert_int_equal(support_count_rule(world->run, "figures.empty-period"), 1);
}

static void same_figures_in_any_order(void **state)
{
    struct world *world = *state;
    struct pp_str forth, back;

    world_event(world, "a", "2022-01-20", "riga", "workshop", "");
    world_event(world, "b", "2021-12-20", "riga", "workshop", "");
    for (int i = 1; i <= 30; i++) {
        person(
            world, i % 3 ? "a" : "b", i % 17 + 1, i % 3 ? "2022-01-20" : "2021-12-20",
            i % 4 ? "female" : "male", 1930 + 5 * i % 80);
    }
    world->run->memory = 1;
    struct pp_tally *one = pp_tally_new(world->run, world->arena, &world->project, &world->period);
    struct pp_tally *two = pp_tally_new(world->run, world->arena, &world->project, &world->period);
    world->run->memory = PP_LIMIT_PERSONS_MEMORY;
    struct pp_results *first = world_close(world, "restricted"), *second;
    for (size_t i = world->records.count; i-- > 0;)
        world_feed(&world->records.items[i], i % 2 ? one : two);
    assert_int_equal(pp_tally_merge(two, one), PP_OK);
    assert_int_equal(pp_tally_close(two, &world->accounts, "restricted", &second), PP_OK);
    pp_str_init(&forth);
    pp_str_init(&back);
    pp_figures_dump(first->table, &forth);
    pp_figures_dump(second->table, &back);
    assert_string_equal(forth.text, back.text);
    pp_str_free(&forth);
    pp_str_free(&back);
    pp_tally_free(one);
    pp_tally_free(two);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(before_and_new_are_the_total),
        TEST(only_registered_people_count),
        TEST(a_silent_register_leaves_the_total_open),
        TEST(silence_makes_at_least),
        TEST(age_is_that_of_the_first_registration),
        TEST(what_was_told_first_counts_and_it_is_said),
        TEST(target_groups_are_told_apart),
        TEST(declared_values_have_a_before),
        TEST(small_cells_are_withheld_with_company),
        TEST(cells_that_nobody_prints_are_no_figures),
        TEST(an_empty_period_is_said),
        TEST(same_figures_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
