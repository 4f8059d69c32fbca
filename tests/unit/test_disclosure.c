/* What is withheld, and that what is printed does not tell it. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/disclosure.h"
#include "pactpress/str.h"

#include "figures_world.h"
#include "support.h"

static int set_up(void **state)
{
    *state = world_new();
    return 0;
}

static int tear_down(void **state)
{
    world_free(*state);
    return 0;
}

static void small_counts_are_withheld_and_zero_is_printed(void **state)
{
    static const char *const cases[][2] = {
        {"0", "exact 0"},           {"1", "suppressed"},    {"4", "suppressed"},
        {"5", "exact 5"},           {"3..9", "suppressed"}, {"0..9", "suppressed"},
        {"5..9", "estimated 5..9"}, {"~4", "suppressed"},   {"4..", "suppressed"},
        {"5..", "at_least 5.."},    {"?", "unknown"},       {"0..", "suppressed"}};
    struct world *world = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        world_event(
            world, pp_arena_printf(world->arena, "e%zu", i), NULL, "riga", NULL, cases[i][0]);
    struct pp_results *results = world_close(world, "public");
    struct pp_results *restricted = world_close(world, "restricted");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *address = pp_arena_printf(world->arena, "event.participants[event=e%zu]", i);
        world_expect(world, results, address, cases[i][1]);
        if (strcmp(world_show(world, restricted, address, "2022-Q1"), "suppressed") == 0)
            fail_msg("%s is withheld from the funder", address);
    }
}

static void nothing_is_left_of_a_withheld_figure(void **state)
{
    struct world *world = *state;
    struct pp_str csv, dump;

    world_event(world, "a", NULL, "riga", NULL, "3");
    struct pp_results *results = world_close(world, "public");
    const struct pp_figure *figure =
        pp_figure_get(results->table, "event.participants", NULL, NULL, NULL, "event=a", "2022-Q1");
    assert_int_equal(figure->state, PP_SUPPRESSED);
    assert_int_equal(figure->lo, 0);
    assert_int_equal(figure->hi, 0);
    assert_int_equal(figure->n, -1);
    assert_int_equal(figure->from.rows, 1); /* kept inside */
    pp_str_init(&csv);
    pp_figures_csv(results->table, &csv);
    assert_non_null(strstr(
        csv.text, "event.participants[event=a],event.participants,,,,event=a,2022-Q1,"
                  "suppressed,,,persons\r\n"));
    pp_str_init(&dump);
    pp_figures_dump(results->table, &dump);
    assert_non_null(
        strstr(dump.text, "event.participants[event=a] @2022-Q1 suppressed files=- rows=- "));
    pp_str_free(&csv);
    pp_str_free(&dump);
}

/* The cheapest company is another event: the city's total and the project's stay. */
static void a_hidden_part_gets_company(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "3");
    world_event(world, "b", NULL, "riga", NULL, "20");
    world_event(world, "c", NULL, "lublin", NULL, "30");
    struct pp_results *results = world_close(world, "public");
    world_expect(world, results, "event.participants[event=a]", "suppressed");
    world_expect(world, results, "event.participants[event=b]", "suppressed");
    world_expect_at(world, results, "event.participants[event=b]", "..2022-Q1", "suppressed");
    world_expect(world, results, "event.participants[event=c]", "exact 30");
    world_expect(world, results, "attendance.attendances[city=riga]", "exact 23");
    world_expect(world, results, "attendance.attendances", "exact 53");
    world_expect(world, results, "attendance.attendances[city=lublin]", "exact 30");
    world_expect_at(world, results, "attendance.attendances[city=riga]", "..2022-Q1", "exact 23");
    assert_int_equal(support_count_rule(world->run, "disclosure.total"), 0);
}

static void hidden_parts_of_two_cities_do_not_tell_each_other(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "3");
    world_event(world, "b", NULL, "riga", NULL, "20");
    world_event(world, "c", NULL, "lublin", NULL, "?");
    world_event(world, "d", NULL, "lublin", NULL, "?");
    world_event(world, "e", NULL, "ravenna", NULL, "50");
    world_people(world, "c", 1, 2);
    world_people(world, "d", 3, 6);
    struct pp_results *results = world_close(world, "public");
    /* 2 + 4 = 6 would tell each within 4; 3 + 6 in all tells each within 6 or more */
    world_expect(world, results, "attendance.attendances[city=lublin]", "suppressed");
    world_expect(world, results, "attendance.attendances[city=riga]", "suppressed");
    world_expect(world, results, "attendance.attendances", "exact 79");
    world_expect(world, results, "event.participants[event=e]", "exact 50");
}

static void extreme_sums_hide_the_total_too(void **state)
{
    struct world *world = *state;

    /* 4 + 4 is the most that two withheld counts can have */
    world_event(world, "a", NULL, "riga", NULL, "4");
    world_event(world, "b", NULL, "riga", NULL, "4");
    world_event(world, "c", NULL, "riga", NULL, "9");
    /* five times 1 is the least */
    for (int i = 0; i < 5; i++)
        world_event(world, pp_arena_printf(world->arena, "l%d", i), NULL, "lublin", NULL, "1");
    world_event(world, "r", NULL, "ravenna", NULL, "?");
    world_event(world, "s", NULL, "ravenna", NULL, "?");
    world_people(world, "r", 1, 3);
    world_people(world, "s", 4, 7);
    struct pp_results *results = world_close(world, "public");
    world_expect(world, results, "attendance.attendances[city=riga]", "suppressed");
    world_expect(world, results, "attendance.attendances[city=lublin]", "suppressed");
    world_expect(world, results, "attendance.attendances[city=ravenna]", "exact 7");
}

/* Five events with one person each, and five persons: all five are told by their sum. */
static void a_total_that_goes_with_all_its_parts_is_said(void **state)
{
    struct world *world = *state;

    for (int i = 0; i < 5; i++) {
        const char *event = pp_arena_printf(world->arena, "l%d", i);
        world_event(world, event, NULL, "lublin", NULL, "?");
        world_people(world, event, i + 1, i + 1);
    }
    struct pp_results *results = world_close(world, "public");
    world_expect(world, results, "attendance.attendances[city=lublin]", "suppressed");
    assert_int_equal(support_count_rule(world->run, "disclosure.total"), 1);
    assert_int_equal(pp_diag_at(world->run, 0)->severity, PP_NOTE);
    assert_non_null(strstr(pp_diag_at(world->run, 0)->sentence, "totals are withheld with all"));
    assert_null(strpbrk(strstr(pp_diag_at(world->run, 0)->sentence, "first is"), "5"));
}

static void the_threshold_counts_persons_and_not_attendances(void **state)
{
    struct world *world = *state;

    for (int i = 0; i < 6; i++) {
        const char *id = pp_arena_printf(world->arena, "e%d", i);
        world_event(world, id, NULL, "riga", NULL, "?");
        for (int person = 1; person <= 3; person++)
            world_row(world, id, person)->minutes = 60;
    }
    struct pp_results *results = world_close(world, "public");
    world_expect(world, results, "attendance.persons[city=riga]", "suppressed");
    world_expect(world, results, "attendance.attendances[city=riga]", "suppressed");
    world_expect(world, results, "attendance.hours[city=riga]", "suppressed");
    world_expect(world, results, "attendance.new_persons[city=riga]", "suppressed");
    world_expect(world, results, "attendance.persons_before[city=riga]", "exact 0");
    world_expect(world, results, "events.held[city=riga]", "exact 6");
}

static void union_and_n_do_not_tell(void **state)
{
    struct world *world = *state;

    world_complete_until(world, NULL);
    world_event(world, "a", NULL, "riga", NULL, "?");
    world_event(world, "b", NULL, "riga", NULL, "?");
    world_event(world, "c", NULL, "riga", NULL, "?");
    world_people(world, "a", 1, 20);
    world_people(world, "b", 21, 23);
    world_people(world, "c", 24, 27);
    struct pp_results *results = world_close(world, "public");
    /* 3 + 4 persons in two hidden events: attendances may stand, persons too */
    world_expect(world, results, "attendance.attendances[city=riga]", "exact 27");
    world_expect(world, results, "attendance.persons[city=riga]", "exact 27");
    world->records.count = 0;
    world_event(world, "a", NULL, "riga", NULL, "?");
    world_event(world, "b", NULL, "riga", NULL, "?");
    world_people(world, "a", 1, 20);
    world_people(world, "b", 21, 23);
    results = world_close(world, "public");
    /* 23 persons - 20 at a: b would have at least 3 */
    world_expect(world, results, "event.participants[event=a]", "suppressed");
    world_expect(world, results, "attendance.persons[city=riga]", "exact 23");
    world_expect(world, results, "attendance.persons_change[city=riga]", "unknown");
    world->records.count = 0;
    world_event(world, "a", NULL, "riga", NULL, "?");
    world_event(world, "b", NULL, "riga", NULL, "?");
    world_people(world, "a", 1, 20);
    world_people(world, "b", 18, 20);
    results = world_close(world, "public");
    /* all of b were at a: 20 persons tell nothing about b; 23 attendances less 20 would */
    world_expect(world, results, "attendance.persons[city=riga]", "exact 20");
    world_expect(world, results, "event.participants[event=a]", "suppressed");
    world_expect(world, results, "attendance.attendances[city=riga]", "exact 23");
}

static void the_high_end_of_a_range_does_not_tell(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "?");
    world_event(world, "b", NULL, "riga", NULL, "3");
    world_event(world, "c", NULL, "riga", NULL, "20..30");
    world_people(world, "a", 1, 19);
    struct pp_results *results = world_close(world, "restricted");
    world_expect(world, results, "attendance.persons[city=riga]", "estimated 20..52");
    results = world_close(world, "public");
    /* 52 - 19 - 30 = 3 */
    world_expect(world, results, "attendance.persons[city=riga]", "suppressed");
    world_expect(world, results, "attendance.new_persons[city=riga]", "suppressed");
    world_expect_at(world, results, "attendance.persons[city=riga]", "..2022-Q1", "suppressed");
    world->records.items[1].event.count = world_count("6");
    results = world_close(world, "public");
    world_expect(world, results, "attendance.persons[city=riga]", "estimated 20..55");
}

static void hours_count_persons_with_minutes(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "?");
    world_event(world, "b", NULL, "riga", NULL, "50");
    for (int person = 1; person <= 3; person++)
        world_row(world, "a", person)->minutes = 60;
    struct pp_results *results = world_close(world, "public");
    world_expect(world, results, "attendance.hours[city=riga]", "suppressed");
    world_people(world, "a", 4, 20);
    results = world_close(world, "public");
    world_expect(world, results, "attendance.hours[city=riga]", "suppressed");
    for (int person = 30; person <= 31; person++)
        world_row(world, "a", person)->minutes = 60;
    results = world_close(world, "public");
    world_expect(world, results, "attendance.hours[city=riga]", "at_least 5.0..");
}

static void before_new_and_total_are_tied(void **state)
{
    struct world *world = *state;

    world_event(world, "x", "2021-05-05", "riga", NULL, "?");
    world_event(world, "z", "2022-02-02", "riga", NULL, "?");
    world_people(world, "x", 1, 40);
    world_people(world, "z", 30, 43);
    struct pp_results *results = world_close(world, "public");
    world_expect(world, results, "attendance.new_persons[city=riga]", "suppressed");
    /* 43 - 40 would tell them: one of the two goes */
    const char *total = world_show(world, results, "attendance.persons[city=riga]", "..2022-Q1");
    const char *before =
        world_show(world, results, "attendance.persons_before[city=riga]", "2022-Q1");
    assert_true((strcmp(total, "suppressed") == 0) != (strcmp(before, "suppressed") == 0));
    world_expect(world, results, "attendance.persons[city=riga]", "exact 14");
}

static void derived_figures_follow(void **state)
{
    struct world *world = *state;
    struct pp_target target = {
        .figure = "attendance.persons[city=riga]", .value = 10, .from = PP_NO_DAY};
    int respondent = 1;

    world->project.targets = &target;
    world->project.target_count = 1;
    world_event(world, "x", "2021-11-11", "riga", NULL, "?");
    world_event(world, "z", "2022-02-02", "riga", NULL, "?");
    world_people(world, "x", 1, 3);
    world_people(world, "z", 1, 3);
    world_people(world, "z", 4, 30);
    world_answers(world, "riga", &respondent, "impact", 8, 9);
    struct pp_results *results = world_close(world, "public");
    world_expect_at(world, results, "attendance.persons[city=riga]", "2021-Q4", "suppressed");
    world_expect(world, results, "attendance.persons[city=riga]", "exact 30");
    world_expect(world, results, "attendance.persons_change[city=riga]", "suppressed");
    world_expect_at(
        world, results, "attendance.persons.target[city=riga]", "..2022-Q1", "exact 10");
    /* 3 before + 27 new = 30: that 27 are new goes, which costs least */
    world_expect(world, results, "attendance.new_persons[city=riga]", "suppressed");
    world_expect_at(
        world, results, "attendance.persons.of_target[city=riga]", "..2022-Q1", "exact 300");
    world_expect(world, results, "assessment.response_rate[city=riga, framework=dac]", "exact 30");
    /* nobody new: then it is the total that is too small */
    world->records.count = 0;
    world_event(world, "x", "2021-11-11", "riga", NULL, "?");
    world_people(world, "x", 1, 3);
    results = world_close(world, "public");
    world_expect_at(world, results, "attendance.persons[city=riga]", "..2022-Q1", "suppressed");
    world_expect_at(
        world, results, "attendance.persons.of_target[city=riga]", "..2022-Q1", "suppressed");
}

static void expect_dimension(
    struct world *world, struct pp_results *results, const char *city, const char *dimension,
    const char *measures, const char *expected)
{
    char *list = pp_arena_strdup(world->arena, measures);

    for (char *name = strtok(list, " "); name != NULL; name = strtok(NULL, " ")) {
        bool answer = strcmp(name, "answers") == 0 || strcmp(name, "share") == 0;
        const char *address = pp_arena_printf(
            world->arena, "assessment.%s[%s%s%sframework=dac, dimension=%s%s]", name,
            *city ? "city=" : "", city, *city ? ", " : "", dimension, answer ? ", answer=4" : "");
        const char *shown = world_show(world, results, address, "2022-Q1");
        if (strncmp(shown, expected, strlen(expected)) != 0)
            fail_msg("%s is `%s`, not `%s`", address, shown, expected);
    }
}

#define DISTRIBUTION "answers share share_low share_neutral share_high share_top median mean"
#define HEADS "n missing not_applicable"

static void few_respondents_hide_the_dimension(void **state)
{
    struct world *world = *state;
    int respondent = 1;

    world_answers(world, "riga", &respondent, "impact", 8, 4);
    world_answers(world, "riga", &respondent, "impact", -1, 9);
    world_answers(world, "riga", &respondent, "relevance", 8, 5);
    world_answers(world, "lublin", &respondent, "impact", 6, 20);
    world_answers(world, "lublin", &respondent, "relevance", 6, 20);
    struct pp_results *results = world_close(world, "public");
    expect_dimension(world, results, "riga", "impact", HEADS " " DISTRIBUTION, "suppressed");
    expect_dimension(world, results, "riga", "relevance", HEADS " " DISTRIBUTION, "exact");
    expect_dimension(world, results, "lublin", "impact", HEADS " " DISTRIBUTION, "exact");
    /* the project less Lublin would be Riga */
    expect_dimension(world, results, "", "impact", HEADS " " DISTRIBUTION, "suppressed");
    expect_dimension(world, results, "", "relevance", HEADS " " DISTRIBUTION, "exact");
    world_expect(world, results, "assessment.respondents[city=riga, framework=dac]", "exact 9");
    /* two hidden cities, 4 + 3 respondents: the project may stand */
    world_answers(world, "ravenna", &respondent, "impact", 8, 3);
    results = world_close(world, "public");
    expect_dimension(world, results, "", "impact", HEADS " " DISTRIBUTION, "exact");
    expect_dimension(world, results, "ravenna", "impact", HEADS " " DISTRIBUTION, "suppressed");
}

#define SPREAD "quartile1 quartile3 share_top_from share_top_to mean_from mean_to"

/* Riga's answers, and persons so few or so many that they are withheld or printed. */
static struct pp_results *answers_of(struct world *world, int persons, int lublin)
{
    int respondent = 1;

    world->records.count = 0;
    world_event(world, "a", NULL, "riga", NULL, "?");
    world_people(world, "a", 1, persons);
    world_answers(world, "riga", &respondent, "impact", 6, 15);
    world_answers(world, "riga", &respondent, "impact", 8, 20);
    world_answers(world, "lublin", &respondent, "impact", 6, lublin);
    return world_close(world, "public");
}

/* An interval tells its base: n, answers, persons. It has no row where one of them is withheld, and
 * none where there never was one; nothing tells which. */
static void intervals_and_means_of_cities_follow(void **state)
{
    struct world *world = *state;
    struct pp_results *results = answers_of(world, 90, 8);

    expect_dimension(world, results, "riga", "impact", SPREAD, "exact");
    expect_dimension(world, results, "", "impact", "mean_of_cities", "exact");
    /* fewer persons than answers bound nothing, but are withheld: so the interval goes, too */
    results = answers_of(world, 4, 8);
    world_expect(world, results, "attendance.persons[city=riga]", "suppressed");
    expect_dimension(world, results, "riga", "impact", "n median quartile1 quartile3", "exact");
    expect_dimension(
        world, results, "riga", "impact", "share_top_from share_top_to mean_from mean_to", "none");
    /* Lublin's few go, Riga's go with them for the total's sake, or the total does */
    results = answers_of(world, 90, 4);
    expect_dimension(world, results, "lublin", "impact", "n median", "suppressed");
    expect_dimension(world, results, "lublin", "impact", SPREAD, "none");
    expect_dimension(world, results, "", "impact", "mean_of_cities", "none");
}

static void sensitive_distributions_need_variety(void **state)
{
    struct world *world = *state;
    int respondent = 1;

    world_answers(world, "riga", &respondent, "trust", 8, 9);
    world_answers(world, "riga", &respondent, "trust", 6, 1);
    world_answers(world, "lublin", &respondent, "trust", 8, 8);
    world_answers(world, "lublin", &respondent, "trust", 6, 2);
    world_answers(world, "riga", &respondent, "impact", 8, 10);
    struct pp_results *results = world_close(world, "public");
    expect_dimension(world, results, "riga", "trust", DISTRIBUTION, "suppressed");
    expect_dimension(world, results, "riga", "trust", HEADS, "exact");
    expect_dimension(world, results, "lublin", "trust", HEADS " " DISTRIBUTION, "exact");
    expect_dimension(world, results, "riga", "impact", HEADS " " DISTRIBUTION, "exact");
    expect_dimension(world, results, "", "trust", DISTRIBUTION, "suppressed");
    expect_dimension(world, results, "", "trust", HEADS, "exact");
}

static void concentration_is_nine_tenths(void **state)
{
    (void)state;
    assert_true(pp_is_concentrated((int64_t[]){0, 9, 1}, 3));
    assert_false(pp_is_concentrated((int64_t[]){0, 89, 11}, 3));
    assert_true(pp_is_concentrated((int64_t[]){3}, 1));
    assert_false(pp_is_concentrated((int64_t[]){0, 0}, 2));
}

static void declared_counts_are_protected_and_ready_ones_are_not(void **state)
{
    struct world *world = *state;

    world_value(world, "mentors.trained", "2022-01-01", "3");
    world_value(world, "strategies.adopted", "2022-01-01", "3")->unit = "number";
    world_value(world, "atlas.teams", "2022-01-01", "3")->declared = false;
    struct pp_results *results = world_close(world, "public");
    world_expect(world, results, "mentors.trained", "suppressed");
    world_expect(world, results, "strategies.adopted", "exact 3");
    world_expect(world, results, "atlas.teams", "exact 3");
}

/* --- The subtraction attack: every assignment of whole numbers to the withheld events that agrees
 * with the printed attendances is enumerated; a withheld event must keep values that lie at least
 * the threshold apart. --- */

enum { ATTACKED = 6, THRESHOLD = 5 };

struct attack {
    int64_t value[ATTACKED]; /* true participants */
    bool hidden[ATTACKED];
    unsigned cities[ATTACKED];    /* bits */
    int64_t city_total[3], total; /* -1: not printed */
    int64_t least[ATTACKED], most[ATTACKED];
};

static int64_t sum_of(
    const struct attack *attack, const int64_t *values, size_t count, unsigned city)
{
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        if (city == 3 || (attack->cities[i] & 1u << city))
            sum += values[i];
    return sum;
}

/* Over all events, or of those so far: not more than is printed. */
static bool agrees(const struct attack *attack, const int64_t *values, size_t count)
{
    for (unsigned c = 0; c < 4; c++) {
        int64_t total = c == 3 ? attack->total : attack->city_total[c];
        int64_t sum = sum_of(attack, values, count, c);
        if (total >= 0 && (sum > total || (count == ATTACKED && sum != total)))
            return false;
    }
    return true;
}

static void enumerate(struct attack *attack, int64_t *values, size_t at)
{
    if (!agrees(attack, values, at))
        return;
    if (at == ATTACKED) {
        for (size_t i = 0; i < ATTACKED; i++) {
            attack->least[i] = values[i] < attack->least[i] ? values[i] : attack->least[i];
            attack->most[i] = values[i] > attack->most[i] ? values[i] : attack->most[i];
        }
        return;
    }
    values[at] = attack->value[at];
    if (!attack->hidden[at]) {
        enumerate(attack, values, at + 1);
        return;
    }
    /* going further than the threshold is not needed to show that it is reached */
    for (values[at] = 1; values[at] <= attack->value[at] + THRESHOLD; values[at]++)
        enumerate(attack, values, at + 1);
}

static int64_t printed(
    const struct pp_results *results, const char *measure, const char *city, const char *breakdown)
{
    const struct pp_figure *figure =
        pp_figure_get(results->table, measure, city, NULL, NULL, breakdown, "2022-Q1");

    assert_non_null(figure);
    return pp_figure_has_value(figure) ? figure->lo : -1;
}

static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void subtraction_pins_nothing(void **state)
{
    static const char *const names[] = {"riga", "lublin", "ravenna"};
    struct world *world = *state;
    uint64_t seed = 31415;
    size_t totals_printed = 0, hidden = 0, small = 0;

    for (int round = 0; round < 300; round++) {
        struct attack attack = {.total = -1, .least = {99, 99, 99, 99, 99, 99}};
        int64_t values[ATTACKED];
        struct pp_arena_mark mark = pp_arena_mark(world->arena);
        world->records.items = NULL;
        world->records.count = world->records.capacity = 0;
        for (size_t i = 0; i < ATTACKED; i++) {
            unsigned city = next(&seed) % 3;
            attack.value[i] = (int64_t)(next(&seed) % (round % 2 ? 8 : 20));
            attack.cities[i] = 1u << city;
            world_event(
                world, pp_arena_printf(world->arena, "e%zu", i), NULL, names[city], NULL,
                pp_arena_printf(world->arena, "%d", (int)attack.value[i]));
        }
        struct pp_results *results = world_close(world, "public");
        for (size_t i = 0; i < ATTACKED; i++) {
            const char *event = pp_arena_printf(world->arena, "event=e%zu", i);
            attack.hidden[i] = printed(results, "event.participants", NULL, event) < 0;
            if (attack.value[i] > 0 && attack.value[i] < THRESHOLD)
                assert_true(attack.hidden[i]);
            small += attack.value[i] > 0 && attack.value[i] < THRESHOLD;
        }
        for (size_t c = 0; c < 3; c++)
            attack.city_total[c] = printed(results, "attendance.attendances", names[c], NULL);
        attack.total = printed(results, "attendance.attendances", NULL, NULL);
        totals_printed += attack.total >= 0;
        enumerate(&attack, values, 0);
        for (size_t i = 0; i < ATTACKED; i++) {
            hidden += attack.hidden[i];
            if (attack.hidden[i] && attack.most[i] - attack.least[i] < THRESHOLD)
                fail_msg("round %d: event %zu is told", round, i);
        }
        pp_arena_rewind(world->arena, mark);
    }
    /* neither everything printed nor everything withheld */
    assert_true(totals_printed > 60);
    assert_true(small > 300 && hidden > small && hidden < 2 * small);
}

/* Riga's 3 of 23, and whether Lublin's 20 and the 23 have been published before. */
static size_t add_told(
    struct world *world, struct pp_drafts *drafts, const char *city, int64_t value, bool known)
{
    struct pp_address at = {
        .measure = "attendance.attendances", .city = city, .period = world->period.key};
    size_t figure = pp_drafts_add(drafts, &at);
    struct pp_draft *draft = pp_drafts_at(drafts, figure);

    pp_draft_set_exact(draft, value);
    draft->protect = PP_PROTECT_PERSONS;
    draft->behind_lo = draft->behind_hi = value;
    draft->known = known;
    return figure;
}

static void what_cannot_be_protected_is_said(void **state)
{
    struct world *world = *state;

    for (int known = 0; known < 2; known++) {
        struct pp_drafts drafts;
        pp_drafts_init(&drafts, world->run, world->arena);
        size_t riga = add_told(world, &drafts, "riga", 3, false);
        size_t lublin = add_told(world, &drafts, "lublin", 20, known);
        size_t total = add_told(world, &drafts, NULL, 23, known);
        size_t equation = pp_drafts_equation(&drafts, PP_RELATION_SUM, total);
        pp_drafts_part(&drafts, equation, riga);
        pp_drafts_part(&drafts, equation, lublin);
        assert_int_equal(pp_disclosure_apply(&drafts, &world->project, "public", NULL), PP_OK);
        assert_int_equal(pp_drafts_at(&drafts, riga)->figure.state, PP_SUPPRESSED);
        bool company = pp_drafts_at(&drafts, lublin)->figure.state == PP_SUPPRESSED ||
                       pp_drafts_at(&drafts, total)->figure.state == PP_SUPPRESSED;
        assert_int_equal(company, known == 0);
        assert_int_equal(support_count_rule(world->run, "disclosure.bare"), known);
    }
}

/* Each on its own; 0 is rounded like the others, and so are parts of what adds up. */
static void counts_are_rounded_to_five(void **state)
{
    static const char *const counts[] = {"2", "3", "20", "0", "7..13", "48.."};
    static const char *const rounded[] = {"rounded 0", "rounded 5",       "rounded 20",
                                          "rounded 0", "estimated 5..15", "at_least 45.."};
    struct world *world = *state;

    world->project.privacy.method = "round";
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        world_event(
            world, pp_arena_printf(world->arena, "e%zu", i), NULL, i < 4 ? "riga" : "lublin", NULL,
            counts[i]);
    struct pp_results *results = world_close(world, "public");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        world_expect(
            world, results, pp_arena_printf(world->arena, "event.participants[event=e%zu]", i),
            rounded[i]);
    world_expect(world, results, "attendance.attendances[city=riga]", "rounded 25");
    world_expect(world, results, "attendance.attendances[city=lublin]", "at_least 55..");
    world_expect(
        world, world_close(world, "restricted"), "attendance.attendances[city=riga]", "exact 25");
}

/* Four times 0 to 2 under 8 to 12 is four times 2: so the total is not printed. */
static void what_rounding_pins_is_withheld(void **state)
{
    struct world *world = *state;

    world->project.privacy.method = "round";
    for (size_t i = 0; i < 4; i++)
        world_event(world, pp_arena_printf(world->arena, "e%zu", i), NULL, "riga", NULL, "2");
    struct pp_results *results = world_close(world, "public");
    world_expect(world, results, "attendance.attendances[city=riga]", "suppressed");
    world_expect(world, results, "attendance.attendances", "suppressed");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(small_counts_are_withheld_and_zero_is_printed),
        TEST(nothing_is_left_of_a_withheld_figure),
        TEST(a_hidden_part_gets_company),
        TEST(hidden_parts_of_two_cities_do_not_tell_each_other),
        TEST(extreme_sums_hide_the_total_too),
        TEST(a_total_that_goes_with_all_its_parts_is_said),
        TEST(the_threshold_counts_persons_and_not_attendances),
        TEST(union_and_n_do_not_tell),
        TEST(the_high_end_of_a_range_does_not_tell),
        TEST(hours_count_persons_with_minutes),
        TEST(before_new_and_total_are_tied),
        TEST(derived_figures_follow),
        TEST(few_respondents_hide_the_dimension),
        TEST(intervals_and_means_of_cities_follow),
        TEST(sensitive_distributions_need_variety),
        TEST(concentration_is_nine_tenths),
        TEST(declared_counts_are_protected_and_ready_ones_are_not),
        TEST(what_cannot_be_protected_is_said),
        TEST(subtraction_pins_nothing),
        TEST(counts_are_rounded_to_five),
        TEST(what_rounding_pins_is_withheld),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
