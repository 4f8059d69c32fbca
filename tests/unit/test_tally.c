/* From records to figures: events, persons, ranges, assessments, zero against unknown, joins, and
 * that neither order nor splitting of the records shows. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/change.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
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

/* For the state algebra alone: nothing is withheld. */
static struct pp_results *close_open(struct world *world)
{
    return world_close(world, "restricted");
}

static void counts_events_once(void **state)
{
    struct world *world = *state;

    world_event(world, "a", "2022-01-20", "riga", NULL, "10");
    world_event(world, "b", "2022-02-10", "riga lublin", NULL, "20");
    world_event(world, "c", "2022-03-31", "riga", NULL, NULL);
    world_event(world, "d", "2021-12-31", "lublin", NULL, "7");
    world_event(world, "e", "2022-04-01", "lublin", NULL, "7");
    world_event(world, "f", "2022-05-01", "riga lublin", NULL, NULL);
    struct pp_results *results = close_open(world);
    world_expect(world, results, "events.held", "exact 2");
    world_expect(world, results, "events.held[city=riga]", "exact 2");
    world_expect(world, results, "events.held[city=lublin]", "exact 1");
    world_expect(world, results, "events.held[city=ravenna]", "exact 0");
    world_expect(world, results, "events.shared", "exact 1");
    world_expect(world, results, "events.shared[city=ravenna]", "exact 0");
    world_expect(world, results, "events.planned", "exact 2");
    world_expect(world, results, "events.planned[city=lublin]", "exact 1");
    world_expect_at(world, results, "events.held", "2021-Q4", "exact 1");
    world_expect_at(world, results, "events.held", "..2022-Q1", "exact 3");
    world_expect_at(world, results, "events.planned", "..2022-Q1", "none");
    world_expect(world, results, "event.participants[event=a]", "exact 10");
    world_expect(world, results, "event.participants[event=c]", "not_assessed");
    world_expect(world, results, "event.participants[event=f]", "not_assessed");
    world_expect(world, results, "event.participants[event=d]", "none");
    world_expect_at(world, results, "event.participants[event=d]", "2021-Q4", "exact 7");
    world_expect_at(world, results, "event.participants[event=d]", "..2022-Q1", "exact 7");
    world_expect(world, results, "attendance.attendances", "exact 30");
    world_expect(world, results, "attendance.attendances[city=riga]", "exact 30");
    world_expect(world, results, "attendance.attendances[city=lublin]", "exact 20");
    world_expect_at(world, results, "attendance.attendances", "..2022-Q1", "exact 37");
    assert_int_equal(results->events.count, 6);
    assert_string_equal(results->events.items[0].id, "d");
}

static void silence_is_unknown_and_never_zero(void **state)
{
    struct world *world = *state;

    world_complete_until(world, NULL);
    struct pp_results *results = close_open(world);
    world_expect(world, results, "events.held", "unknown");
    world_expect(world, results, "events.held[city=riga]", "unknown");
    world_expect(world, results, "attendance.attendances", "unknown");
    world_expect(world, results, "attendance.persons", "unknown");
    world_expect(world, results, "attendance.new_persons", "unknown");
    world_expect(world, results, "attendance.persons_change", "unknown");
    world_expect(world, results, "assessment.n[framework=dac, dimension=impact]", "unknown");
    world_expect(
        world, results, "assessment.share[framework=dac, dimension=impact, answer=5]", "unknown");
    world_expect(world, results, "coverage.cities", "exact 3");
    world_expect(world, results, "coverage.delivered", "exact 0");
    world_expect(world, results, "attendance.hours", "none");
    assert_int_equal(results->coverage_count, 3);
    assert_int_equal(results->coverage[0].attendance, PP_NOTHING_DELIVERED);
}

/* A register of all cities that has not a single row of one: nothing was received of it. */
static void a_city_that_no_row_names_is_unknown(void **state)
{
    struct world *world = *state;

    world_complete_until(world, "2022-03-30"); /* a day short of the quarter */
    world_event(world, "a", NULL, "riga", NULL, "10");
    world_event(world, "b", NULL, "lublin", NULL, "20");
    world_event(world, "c", "2021-12-20", "ravenna", NULL, "30");
    struct pp_results *results = close_open(world);
    world_expect(world, results, "events.held[city=riga]", "exact 1");
    world_expect(world, results, "events.held[city=ravenna]", "unknown");
    world_expect(world, results, "events.shared[city=ravenna]", "unknown");
    world_expect(world, results, "attendance.persons[city=ravenna]", "unknown");
    world_expect(world, results, "attendance.new_persons[city=ravenna]", "unknown");
    world_expect(world, results, "attendance.attendances[city=ravenna]", "unknown");
    world_expect(world, results, "attendance.persons_before[city=ravenna]", "exact 30");
    world_expect_at(
        world, results, "attendance.attendances[city=ravenna]", "..2022-Q1", "at_least 30..");
    world_expect(world, results, "events.held", "at_least 2..");
    world_expect(world, results, "attendance.attendances", "at_least 30..");
    world_expect_at(world, results, "attendance.attendances", "..2022-Q1", "at_least 60..");
    world_expect(world, results, "coverage.attendance", "exact 2");
    assert_int_equal(results->coverage[2].attendance, PP_NOTHING_DELIVERED);
    assert_int_equal(support_count_rule(world->run, "figures.silent-city"), 1);
    assert_non_null(strstr(pp_diag_at(world->run, 0)->sentence, "none of: ravenna. "));
}

/* The same register, declared complete: a city without a row held nothing, and that was told. */
static void a_complete_register_tells_zero(void **state)
{
    struct world *world = *state;

    world_complete_until(world, "2022-03-31");
    world_event(world, "a", NULL, "riga", NULL, "10");
    world_event(world, "c", "2021-12-20", "ravenna", NULL, "30");
    struct pp_results *results = close_open(world);
    world_expect(world, results, "events.held[city=ravenna]", "exact 0");
    world_expect(world, results, "attendance.persons[city=ravenna]", "exact 0");
    world_expect_at(
        world, results, "attendance.attendances[city=ravenna]", "..2022-Q1", "exact 30");
    world_expect(world, results, "events.held", "exact 1");
    world_expect(world, results, "attendance.attendances", "exact 10");
    world_expect(world, results, "coverage.attendance", "exact 3");
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(results->coverage[i].attendance, PP_DELIVERED);
    assert_int_equal(support_count_rule(world->run, "figures.silent-city"), 0);
}

/* Before a city was a member nothing can be missing of it. */
static void a_city_that_joined_has_nothing_before(void **state)
{
    struct world *world = *state;

    world_complete_until(world, NULL);
    world->project.cities[2].from = pp_day_parse_iso("2022-01-01");
    world_event(world, "a", "2021-12-20", "riga", NULL, "10");
    struct pp_results *results = close_open(world);
    world_expect(world, results, "attendance.persons_before[city=ravenna]", "exact 0");
    world_expect(world, results, "attendance.persons_before[city=lublin]", "unknown");
    world_expect(world, results, "attendance.persons[city=ravenna]", "unknown");
}

/* Six persons at one event of the first city, by a list without a register. */
static void list_six(struct world *world, const struct pp_event_type *type)
{
    static const size_t riga = 0;

    for (int person = 1; person <= 6; person++) {
        struct pp_attendance_record *row = world_row(world, "w1", person);
        row->cities = &riga;
        row->city_count = 1;
        row->type = type;
    }
}

/* Nobody keeps a register: the lists of a city tell its events, and of no other city. */
static void lists_alone_speak_for_their_cities(void **state)
{
    struct world *world = *state;

    world_complete_until(world, NULL);
    list_six(world, NULL);
    struct pp_results *results = close_open(world);
    world_expect(world, results, "attendance.persons[city=riga]", "exact 6");
    world_expect(world, results, "attendance.persons[city=lublin]", "unknown");
    world_expect(world, results, "attendance.persons", "at_least 6..");
    world_expect(world, results, "events.held", "at_least 1..");
}

static void a_register_of_one_city_speaks_for_it_only(void **state)
{
    struct world *world = *state;

    pp_map_set(&world->project.sources[0].constants, "city", (void *)"riga");
    world_event(world, "a", NULL, "riga", NULL, "10");
    struct pp_results *results = close_open(world);
    world_expect(world, results, "events.held[city=riga]", "exact 1");
    world_expect(world, results, "events.held[city=lublin]", "unknown");
    world_expect(world, results, "events.held", "at_least 1..");
    world_expect(world, results, "events.shared", "unknown");
    world_expect(world, results, "attendance.attendances", "at_least 10..");
}

static void sums_follow_the_states(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "43");
    world_event(world, "b", NULL, "riga", NULL, "20..30");
    world_event(world, "c", NULL, "lublin", NULL, "?");
    world_event(world, "d", NULL, "lublin", NULL, "0");
    world_event(world, "e", NULL, "ravenna", NULL, "12..");
    struct pp_results *results = close_open(world);
    world_expect(world, results, "event.participants[event=b]", "estimated 20..30");
    world_expect(world, results, "event.participants[event=c]", "unknown");
    world_expect(world, results, "event.participants[event=e]", "at_least 12..");
    world_expect(world, results, "attendance.attendances[city=riga]", "estimated 63..73");
    world_expect(world, results, "attendance.attendances[city=lublin]", "unknown");
    world_expect(world, results, "attendance.attendances[city=ravenna]", "at_least 12..");
    world_expect(world, results, "attendance.attendances", "at_least 75..");
    world_expect(world, results, "attendance.persons[city=riga]", "estimated 43..73");
    world_expect(world, results, "attendance.persons", "at_least 43..");
    assert_int_equal(support_count_rule(world->run, "figures.event-without-attendance"), 1);
}

/* Each city reports it for itself, under the same id: one event of both, and nothing is doubled. */
static void an_event_that_two_cities_report_is_of_both(void **state)
{
    struct world *world = *state;

    world_event(world, "s", "2022-01-20", "lublin", NULL, "10");
    world_event(world, "s", "2022-01-20", "riga", NULL, "10");
    struct pp_results *results = close_open(world);
    world_expect(world, results, "events.held", "exact 1");
    world_expect(world, results, "events.held[city=riga]", "exact 1");
    world_expect(world, results, "events.held[city=lublin]", "exact 1");
    world_expect(world, results, "events.shared", "exact 1");
    world_expect(world, results, "attendance.attendances", "exact 10");
    assert_int_equal(support_count_rule(world->run, "figures.doubled-event"), 0);
}

static void one_counted_event_tells_its_persons(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "43");
    world_event(world, "b", NULL, "lublin", NULL, "~40");
    struct pp_results *results = close_open(world);
    world_expect(world, results, "attendance.persons[city=riga]", "exact 43");
    world_expect(world, results, "attendance.new_persons[city=riga]", "exact 43");
    world_expect(world, results, "attendance.persons[city=lublin]", "estimated 40");
    world_expect(world, results, "attendance.persons", "estimated 43..83");
}

static void persons_are_unique_and_cities_do_not_add_up(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", "workshop", "99");
    world_event(world, "b", NULL, "riga", "workshop", "?");
    world_event(world, "c", NULL, "lublin", "workshop", "?");
    world_event(world, "l", NULL, "lublin", "launch", "?");
    world_people(world, "a", 1, 20);
    world_people(world, "a", 1, 5);
    world_people(world, "b", 16, 25);
    world_people(world, "c", 21, 40);
    world_people(world, "l", 100, 119);
    world_row(world, "a", 200)->staff = true;
    struct pp_results *results = close_open(world);
    world_expect(world, results, "event.participants[event=a]", "exact 20");
    world_expect(world, results, "attendance.attendances[city=riga]", "exact 30");
    world_expect(world, results, "attendance.persons[city=riga]", "exact 25");
    world_expect(world, results, "attendance.persons[city=lublin]", "exact 20");
    world_expect(world, results, "attendance.attendances[city=lublin]", "exact 40");
    world_expect(world, results, "attendance.persons", "exact 40");
    world_expect(world, results, "attendance.attendances", "exact 70");
    assert_int_equal(support_count_rule(world->run, "figures.counts-differ"), 1);
    const struct pp_figure *figure = pp_figure_get(
        results->table, "attendance.attendances", "riga", NULL, NULL, NULL, "2022-Q1");
    assert_int_equal(figure->n, 25);
    assert_int_equal(figure->from.rows, 38);
    assert_int_equal(figure->from.file_count, 2);
    assert_int_equal(figure->from.files[1], 1);
}

static void rows_without_identity_widen_the_union(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "?");
    world_event(world, "b", NULL, "riga", NULL, "?");
    world_people(world, "a", 1, 10);
    world_row(world, "a", 0);
    world_row(world, "a", 0);
    for (int i = 0; i < 6; i++)
        world_row(world, "b", 0);
    struct pp_results *results = close_open(world);
    world_expect(world, results, "event.participants[event=a]", "exact 12");
    world_expect(world, results, "event.participants[event=b]", "exact 6");
    world_expect(world, results, "attendance.attendances[city=riga]", "exact 18");
    world_expect(world, results, "attendance.persons[city=riga]", "estimated 12..18");
}

static void counts_in_attendance_rows_win_over_the_register(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "99");
    world_row(world, "a", 0)->count = world_count("20");
    world_row(world, "a", 0)->count = world_count("~11");
    struct pp_results *results = close_open(world);
    world_expect(world, results, "event.participants[event=a]", "estimated 31");
}

static void before_and_new_make_the_total(void **state)
{
    struct world *world = *state;

    world_event(world, "x", "2021-05-05", "riga", NULL, "?");
    world_event(world, "y", "2021-11-11", "riga lublin", NULL, "?");
    world_event(world, "z", "2022-02-02", "riga", NULL, "?");
    world_people(world, "x", 1, 30);
    world_people(world, "y", 21, 50);
    world_people(world, "z", 41, 80);
    struct pp_results *results = close_open(world);
    world_expect(world, results, "attendance.persons_before[city=riga]", "exact 50");
    world_expect(world, results, "attendance.new_persons[city=riga]", "exact 30");
    world_expect_at(world, results, "attendance.persons[city=riga]", "..2022-Q1", "exact 80");
    world_expect(world, results, "attendance.persons[city=riga]", "exact 40");
    world_expect_at(world, results, "attendance.persons[city=riga]", "2021-Q4", "exact 30");
    world_expect(world, results, "attendance.persons_change[city=riga]", "exact 10");
    world_expect(world, results, "attendance.persons_change[city=lublin]", "exact -30");
    world_expect(world, results, "attendance.new_persons[city=lublin]", "exact 0");
}

static void nameless_participants_make_new_a_range(void **state)
{
    struct world *world = *state;

    world_complete_until(world, NULL);
    world_event(world, "x", "2021-05-05", "riga", NULL, "30");
    world_event(world, "y", "2022-01-05", "riga", NULL, "?");
    world_event(world, "z", "2022-02-02", "riga", NULL, "7..9");
    world_people(world, "y", 1, 12);
    struct pp_results *results = close_open(world);
    world_expect(world, results, "attendance.persons_before[city=riga]", "exact 30");
    world_expect(world, results, "attendance.new_persons[city=riga]", "estimated 12..21");
    world_expect_at(
        world, results, "attendance.persons[city=riga]", "..2022-Q1", "estimated 30..51");
    /* no register has rows of 2021-Q4 */
    world_expect(world, results, "attendance.persons_change[city=riga]", "unknown");
}

static void change_is_clear_beyond_the_dead_band(void **state)
{
    struct world *world = *state;
    static const struct {
        enum pp_state state;
        int64_t lo, hi;
        bool clear;
    } cases[] = {{PP_EXACT, 5, 5, true},       {PP_EXACT, 4, 4, false},
                 {PP_EXACT, -5, -5, true},     {PP_EXACT, 0, 0, false},
                 {PP_ESTIMATED, 5, 9, true},   {PP_ESTIMATED, 4, 9, false},
                 {PP_ESTIMATED, -9, -5, true}, {PP_ESTIMATED, -9, 9, false},
                 {PP_UNKNOWN, 0, 0, false},    {PP_SUPPRESSED, 0, 0, false}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pp_figure figure = {.state = cases[i].state, .lo = cases[i].lo, .hi = cases[i].hi};
        figure.unit = PP_UNIT_PERSONS;
        assert_int_equal(pp_change_is_clear(&world->project, &figure), cases[i].clear);
    }
    struct pp_figure share = {.state = PP_EXACT, .unit = PP_UNIT_PERCENT_POINTS, .lo = 3, .hi = 3};
    assert_true(pp_change_is_clear(&world->project, &share));
    world->project.dead_band.percent_points = 0;
    share.lo = share.hi = 0;
    assert_false(pp_change_is_clear(&world->project, &share));
    /* a mean with one decimal: 29 is 2.9 */
    struct pp_figure persons = {
        .state = PP_EXACT, .unit = PP_UNIT_PERSONS, .decimals = 1, .lo = 49, .hi = 49};
    assert_false(pp_change_is_clear(&world->project, &persons));
}

static void hours_come_from_minutes(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "?");
    world_event(world, "b", NULL, "lublin", NULL, "?");
    for (int person = 1; person <= 7; person++)
        world_row(world, "a", person)->minutes = 65;
    world_row(world, "a", 8)->minutes = 70;
    world_people(world, "b", 1, 3);
    struct pp_results *results = close_open(world);
    world_expect(world, results, "attendance.hours[city=riga]", "exact 8.8"); /* 525 / 60 = 8.75 */
    world_expect(world, results, "attendance.hours[city=lublin]", "none");
    world_expect(world, results, "attendance.hours", "at_least 8.8..");
    world_expect_at(world, results, "attendance.hours[city=riga]", "..2022-Q1", "exact 8.8");
}

static void joins_by_id_name_and_day(void **state)
{
    struct world *world = *state;
    struct pp_attendance_record *row;

    world_event(world, "EV-1", "2022-01-20", "riga", NULL, "?");
    world_event(world, "EV-2", "2022-01-20", "lublin", NULL, "?");
    world_event(world, "EV-3", "2022-01-20", "ravenna", NULL, "?");
    world->records.items[1].event.what = world->records.items[2].event.what;
    world_people(world, "ev-1", 1, 6);
    row = world_row(world, "wrong id", 7);
    row->event_name = "what ev-1 WAS";
    row = world_row(world, NULL, 8);
    row->event_name = "What EV-1 was";
    size_t lublin = 1;
    for (int person = 10; person < 20; person++) {
        row = world_row(world, NULL, person);
        row->event_name = "What EV-3 was";
        row->cities = &lublin;
        row->city_count = 1;
    }
    struct pp_results *results = close_open(world);
    world_expect(world, results, "event.participants[event=EV-1]", "exact 8");
    world_expect(world, results, "event.participants[event=EV-2]", "exact 10");
    world_expect(world, results, "event.participants[event=EV-3]", "unknown");
    world_expect(world, results, "events.held", "exact 3");
    assert_int_equal(support_count_rule(world->run, "figures.unregistered-event"), 0);
}

static void what_no_register_holds_is_counted_and_said(void **state)
{
    struct world *world = *state;
    struct pp_attendance_record *row;
    size_t riga = 0;

    world_event(world, "EV-1", NULL, "riga", NULL, "10");
    for (int person = 1; person <= 6; person++) {
        row = world_row(world, NULL, person);
        row->event_name = person % 2 ? "Open Door" : "open  door";
        row->day = pp_day_parse_iso("2022-02-02");
        row->cities = &riga;
        row->city_count = 1;
    }
    row = world_row(world, NULL, 7);
    row->day = PP_NO_DAY;
    struct pp_results *results = close_open(world);
    world_expect(world, results, "events.held[city=riga]", "exact 2");
    world_expect(world, results, "event.participants[event=\"2022-02-02 open door\"]", "exact 6");
    world_expect(world, results, "attendance.attendances[city=riga]", "exact 16");
    assert_int_equal(support_count_rule(world->run, "figures.unregistered-event"), 2);
    assert_int_equal(support_count_rule(world->run, "figures.event-without-day"), 1);
    assert_int_equal(results->events.count, 2);
    assert_string_equal(results->events.items[1].what.items[0].text, "Open Door");
}

static void attendance_alone_makes_events(void **state)
{
    struct world *world = *state;

    world_complete_until(world, NULL);
    list_six(world, &world->project.event_types[0]);
    struct pp_results *results = close_open(world);
    world_expect(world, results, "events.held[city=riga]", "exact 1");
    world_expect(world, results, "events.held[city=lublin]", "unknown");
    world_expect(world, results, "attendance.persons[city=riga]", "exact 6");
    world_expect(world, results, "events.planned[city=riga]", "unknown");
    assert_int_equal(support_count_rule(world->run, "figures.unregistered-event"), 0);
}

static void ambiguous_and_odd_rows_are_said(void **state)
{
    struct world *world = *state;
    struct pp_attendance_record *row;
    size_t lublin = 1;

    world_event(world, "EV-1", NULL, "riga", NULL, "?");
    world_event(world, "EV-2", NULL, "riga", NULL, "?");
    world->records.items[1].event.what = world->records.items[0].event.what;
    row = world_row(world, NULL, 1);
    row->event_name = "What EV-1 was";
    row = world_row(world, "EV-2", 2);
    row->cities = &lublin;
    row->city_count = 1;
    world_event(world, "EV-1", NULL, "riga", NULL, "5");
    world_event(world, "EV-9", "2020-01-01", "riga", NULL, "5");
    world_event(world, "EV-p", "2022-03-03", "riga", NULL, NULL);
    world_people(world, "EV-p", 1, 9);
    struct pp_results *results = close_open(world);
    assert_int_equal(support_count_rule(world->run, "figures.ambiguous-event"), 1);
    assert_int_equal(support_count_rule(world->run, "figures.other-city"), 1);
    assert_int_equal(support_count_rule(world->run, "figures.doubled-event"), 1);
    assert_int_equal(support_count_rule(world->run, "figures.outside-project"), 1);
    assert_int_equal(support_count_rule(world->run, "figures.planned-with-attendance"), 1);
    world_expect(world, results, "event.participants[event=EV-p]", "exact 9");
    world_expect(world, results, "event.participants[event=EV-1]", "unknown");
    world_expect_at(world, results, "event.participants[event=EV-9]", "..2022-Q1", "none");
}

static void summarises_scores(void **state)
{
    struct world *world = *state;
    static const int scores[] = {1, 2, 2, 3, 4, 4, 5};
    const char *at = "[city=riga, framework=dac, dimension=impact]";
    int respondent = 1;

    for (size_t i = 0; i < 7; i++)
        world_answer(world, "riga", respondent++, "impact", 2 * scores[i]);
    world_answer(world, "riga", respondent++, "impact", -1);
    world_answer(world, "riga", respondent++, "impact", -2);
    world_answer(world, "riga", 1, "relevance", -1);
    world_answer(world, "riga", 2, "relevance", -2);
    for (int i = 0; i < 8; i++)
        world_answer(world, "lublin", 100 + i, "relevance", i < 4 ? 6 : 8);
    struct pp_results *results = close_open(world);
    static const char *const expected[][2] = {
        {"n", "exact 7"},          {"missing", "exact 1"},        {"not_applicable", "exact 1"},
        {"share_low", "exact 43"}, {"share_neutral", "exact 14"}, {"share_high", "exact 43"},
        {"share_top", "exact 43"}, {"median", "exact 3.0"},       {"mean", "exact 3.0"}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        world_expect(
            world, results, pp_arena_printf(world->arena, "assessment.%s%s", expected[i][0], at),
            expected[i][1]);
    /* of 7: 14.29 28.57 14.29 28.57 14.29; the two missing points go to the 28.57 */
    static const char *const shares[] = {"14", "29", "14", "29", "14"};
    for (int answer = 1; answer <= 5; answer++)
        world_expect(
            world, results,
            pp_arena_printf(
                world->arena,
                "assessment.share[city=riga, framework=dac, dimension=impact, answer=%d]", answer),
            pp_arena_printf(world->arena, "exact %s", shares[answer - 1]));
    world_expect(
        world, results, "assessment.answers[city=riga, framework=dac, dimension=impact, answer=2]",
        "exact 2");
    world_expect(world, results, "assessment.respondents[city=riga, framework=dac]", "exact 7");
    world_expect(world, results, "assessment.respondents[framework=dac]", "exact 15");
    world_expect(
        world, results, "assessment.median[city=lublin, framework=dac, dimension=relevance]",
        "exact 3.5");
    world_expect(
        world, results, "assessment.n[city=lublin, framework=dac, dimension=impact]",
        "not_assessed");
    world_expect(
        world, results, "assessment.n[city=ravenna, framework=dac, dimension=impact]", "unknown");
    world_expect(
        world, results, "assessment.n[city=riga, framework=dac, dimension=relevance]", "exact 0");
    world_expect(
        world, results, "assessment.missing[city=riga, framework=dac, dimension=relevance]",
        "exact 1");
    world_expect(
        world, results, "assessment.mean[city=riga, framework=dac, dimension=relevance]",
        "unknown");
    world_expect(world, results, "assessment.n[framework=dac, dimension=impact]", "exact 7");
    world_expect(world, results, "assessment.n[framework=dac, dimension=trust]", "not_assessed");
    world_expect_at(
        world, results, "assessment.n[framework=dac, dimension=impact]", "..2022-Q1", "none");
}

static void half_points_and_even_scales(void **state)
{
    struct world *world = *state;
    struct pp_framework *framework = &world->project.frameworks[0];
    int respondent = 1;

    framework->scale.half_points = true;
    framework->scale.min = -1;
    framework->scale.max = 2;
    framework->scale.top = 2;
    world_answers(world, "riga", &respondent, "impact", -2 + 0, 0);
    for (int i = 0; i < 6; i++)
        world_answer(world, "riga", respondent++, "impact", i < 3 ? 1 : 2);
    struct pp_answer_record *low = world_answer(world, "riga", respondent++, "impact", 0);
    low->score2 = -2; /* the score -1, not the test's word for "not applicable" */
    low->state = PP_ANSWER_SCORE;
    struct pp_results *results = close_open(world);
    const char *at = "[city=riga, framework=dac, dimension=impact]";
    /* -1 .5 .5 .5 1 1 1: median .5, mean 3.5 / 7 */
    world_expect(
        world, results, pp_arena_printf(world->arena, "assessment.median%s", at), "exact 0.5");
    world_expect(
        world, results, pp_arena_printf(world->arena, "assessment.mean%s", at), "exact 0.5");
    world_expect(
        world, results,
        "assessment.answers[city=riga, framework=dac, dimension=impact, answer=0.5]", "exact 3");
    world_expect(
        world, results,
        "assessment.answers[city=riga, framework=dac, dimension=impact, answer=-0.5]", "exact 0");
    world_expect(
        world, results, "assessment.answers[city=riga, framework=dac, dimension=impact, answer=-1]",
        "exact 1");
    world_expect(
        world, results, pp_arena_printf(world->arena, "assessment.share_neutral%s", at),
        "exact 43");
    framework->scale.half_points = false;
    framework->scale.min = 1;
    framework->scale.max = 4;
    world->records.count = 0;
    world_answer(world, "riga", 1, "impact", 8);
    results = close_open(world);
    world_expect(
        world, results, pp_arena_printf(world->arena, "assessment.share_neutral%s", at), "none");
    world_expect(
        world, results, pp_arena_printf(world->arena, "assessment.share_high%s", at), "exact 100");
}

static void negative_means_round_away_from_zero(void **state)
{
    struct world *world = *state;
    struct pp_framework *framework = &world->project.frameworks[0];

    framework->scale.min = -2;
    framework->scale.max = 2;
    /* -1 three times, 0 once: -0.75 */
    for (int i = 0; i < 4; i++) {
        struct pp_answer_record *answer = world_answer(world, "riga", i, "impact", 0);
        answer->score2 = i < 3 ? -2 : 0;
    }
    struct pp_results *results = close_open(world);
    world_expect(
        world, results, "assessment.mean[city=riga, framework=dac, dimension=impact]",
        "exact -0.8");
    world_expect(
        world, results, "assessment.median[city=riga, framework=dac, dimension=impact]",
        "exact -1.0");
}

static void changes_of_shares_are_those_of_printed_shares(void **state)
{
    struct world *world = *state;
    int respondent = 1;

    world_answers(world, "riga", &respondent, "impact", 8, 2);
    world_answers(world, "riga", &respondent, "impact", 4, 1);
    for (int i = 0; i < 3; i++)
        world_answer(world, "riga", respondent++, "impact", i < 1 ? 10 : 2)->day =
            pp_day_parse_iso("2021-10-01");
    struct pp_results *results = close_open(world);
    world_expect(
        world, results, "assessment.share_top_change[city=riga, framework=dac, dimension=impact]",
        "exact 34");
    world_expect(
        world, results, "assessment.share_top_change[city=lublin, framework=dac, dimension=impact]",
        "unknown");
    world_expect(
        world, results, "assessment.share_top_change[city=riga, framework=dac, dimension=trust]",
        "not_assessed");
}

static void response_rate_only_where_it_makes_sense(void **state)
{
    struct world *world = *state;
    int respondent = 1;

    world_event(world, "a", NULL, "riga", NULL, "?");
    world_people(world, "a", 1, 16);
    world_event(world, "b", NULL, "lublin", NULL, "7");
    world_event(world, "c", NULL, "ravenna", NULL, "20..30");
    world_answers(world, "riga", &respondent, "impact", 8, 6);
    world_answers(world, "lublin", &respondent, "impact", 8, 8);
    world_answers(world, "ravenna", &respondent, "impact", 8, 6);
    struct pp_results *results = close_open(world);
    world_expect(world, results, "assessment.response_rate[city=riga, framework=dac]", "exact 38");
    world_expect(world, results, "assessment.response_rate[city=lublin, framework=dac]", "none");
    world_expect(world, results, "assessment.response_rate[city=ravenna, framework=dac]", "none");
}

static void expect_of(
    struct world *world, const struct pp_results *results, const char *measure, const char *city,
    const char *expected)
{
    world_expect(
        world, results,
        pp_arena_printf(
            world->arena, "assessment.%s[%sframework=dac, dimension=impact]", measure, city),
        expected);
}

static void spread_and_intervals(void **state)
{
    struct world *world = *state;
    int respondent = 1;

    world_event(world, "a", NULL, "riga", NULL, "?");
    world_people(world, "a", 1, 64);
    world_answers(world, "riga", &respondent, "impact", 6, 16);
    world_answers(world, "riga", &respondent, "impact", 10, 16);
    world_answers(world, "lublin", &respondent, "impact", 4, 3);
    world_answers(world, "lublin", &respondent, "impact", 6, 7);
    struct pp_results *results = close_open(world);
    /* Riga: 32 of 64; n' = 32 x 63 / 32 = 63: .3803 to .6197; the mean as in test_intervals.c */
    expect_of(world, results, "quartile1", "city=riga, ", "exact 3.0");
    expect_of(world, results, "quartile3", "city=riga, ", "exact 5.0");
    expect_of(world, results, "share_top_from", "city=riga, ", "exact 38");
    expect_of(world, results, "share_top_to", "city=riga, ", "exact 62");
    expect_of(world, results, "mean_from", "city=riga, ", "exact 3.7");
    expect_of(world, results, "mean_to", "city=riga, ", "exact 4.3");
    /* Lublin: 0 of 10, of nobody knows how many: 0 to .2775; too few for a mean */
    expect_of(world, results, "quartile1", "city=lublin, ", "exact 2.0");
    expect_of(world, results, "share_top_from", "city=lublin, ", "exact 0");
    expect_of(world, results, "share_top_to", "city=lublin, ", "exact 28");
    expect_of(world, results, "mean_from", "city=lublin, ", "none");
    expect_of(world, results, "quartile1", "city=ravenna, ", "none");
    /* (4.0 + 2.7) / 2, and 155 / 42 */
    expect_of(world, results, "mean_of_cities", "", "exact 3.4");
    expect_of(world, results, "mean", "", "exact 3.7");
}

static void everybody_answered_so_nothing_is_unsure(void **state)
{
    struct world *world = *state;
    int respondent = 1;

    world_event(world, "a", NULL, "riga", NULL, "?");
    world_people(world, "a", 1, 40);
    world_answers(world, "riga", &respondent, "impact", 6, 40);
    struct pp_results *results = close_open(world);
    expect_of(world, results, "quartile1", "city=riga, ", "exact 3.0");
    expect_of(world, results, "share_top_from", "city=riga, ", "none");
    expect_of(world, results, "mean_from", "city=riga, ", "none");
    expect_of(world, results, "mean_of_cities", "", "none");
}

static void targets_stand_beside_cumulative_figures(void **state)
{
    struct world *world = *state;
    struct pp_target targets[] = {
        {.figure = "attendance.persons[city=riga]",
         .value = 80,
         .from = PP_NO_DAY,
         .due = PP_NO_DAY},
        {.figure = "coverage.delivered", .value = 3, .from = PP_NO_DAY, .due = PP_NO_DAY},
        {.figure = "attendance.persons[city=nowhere]", .value = 3, .from = PP_NO_DAY}};

    world->project.targets = targets;
    world->project.target_count = 3;
    world->project.end = pp_day_parse_iso("2022-12-31");
    world_event(world, "a", "2021-05-05", "riga", NULL, "20..30");
    struct pp_results *results = close_open(world);
    world_expect_at(
        world, results, "attendance.persons.target[city=riga]", "..2022-Q1", "exact 80");
    world_expect_at(
        world, results, "attendance.persons.of_target[city=riga]", "..2022-Q1", "estimated 25..38");
    world_expect(world, results, "coverage.delivered.target", "exact 3");
    world_expect(world, results, "coverage.delivered.of_target", "exact 100");
    /* 80 x 455 of 730 days */
    world_expect_at(
        world, results, "attendance.persons.expected[city=riga]", "..2022-Q1", "exact 50");
    world_expect(world, results, "coverage.delivered.expected", "none"); /* it does not grow */
    assert_int_equal(support_count_rule(world->run, "figures.target-without-figure"), 1);
}

static void values_stand_from_their_day_on(void **state)
{
    struct world *world = *state;

    world_value(world, "strategies.adopted", "2021-10-10", "2");
    world_value(world, "strategies.adopted", "2022-02-10", "5");
    world_value(world, "strategies.adopted", "2022-06-10", "7");
    world_value(world, "strategies.adopted[city=riga, period=2021-Q4]", NULL, "1");
    struct pp_value_record *share = world_value(world, "oecd.share", NULL, "545");
    share->decimals = 1;
    share->declared = false;
    share->unit = "percent";
    struct pp_results *results = close_open(world);
    world_expect(world, results, "strategies.adopted", "exact 5");
    world_expect_at(world, results, "strategies.adopted", "2021-Q4", "exact 2");
    world_expect_at(world, results, "strategies.adopted", "..2022-Q1", "exact 5");
    world_expect(world, results, "strategies.adopted[city=riga]", "none");
    world_expect_at(world, results, "strategies.adopted[city=riga]", "2021-Q4", "exact 1");
    world_expect(world, results, "oecd.share", "exact 54.5");
    const struct pp_figure *figure =
        pp_figure_get(results->table, "oecd.share", NULL, NULL, NULL, NULL, "2022-Q1");
    assert_int_equal(figure->unit, PP_UNIT_PERCENT);
    assert_string_equal(figure->from.rule, "ready");
}

static enum pp_status close_status(struct world *world)
{
    struct pp_tally *tally =
        pp_tally_new(world->run, world->arena, &world->project, &world->period);
    struct pp_results *results = NULL;

    for (size_t i = 0; i < world->records.count; i++)
        world_feed(&world->records.items[i], tally);
    enum pp_status status = pp_tally_close(tally, NULL, "public", &results);
    pp_tally_free(tally);
    assert_true((status == PP_OK) == (results != NULL));
    return status;
}

static void contradictions_stop_the_table(void **state)
{
    struct world *world = *state;

    world_value(world, "x.y", "2022-01-01", "2");
    world_value(world, "x.y", "2022-01-01", "3");
    assert_int_equal(close_status(world), PP_DATA);
    assert_int_equal(support_count_rule(world->run, "figures.two-values"), 2);
    world->records.count = 0;
    world_event(world, "a", NULL, "riga", NULL, "10");
    world_value(world, "attendance.attendances[city=riga]", "2022-01-01", "3");
    assert_int_equal(close_status(world), PP_DATA);
    assert_true(support_count_rule(world->run, "figures.told-twice") > 0);
    world->records.count = 0;
    world_value(world, "No address", "2022-01-01", "3");
    assert_int_equal(close_status(world), PP_DATA);
    assert_int_equal(support_count_rule(world->run, "figures.address"), 1);
}

static void numbers_that_do_not_fit_are_said(void **state)
{
    struct world *world = *state;

    world_event(world, "a", NULL, "riga", NULL, "9223372036854775000");
    assert_int_equal(close_status(world), PP_OK);
    world_event(world, "b", NULL, "riga", NULL, "9223372036854775000");
    assert_int_equal(close_status(world), PP_DATA);
    assert_true(support_count_rule(world->run, "figures.too-large") > 0);
    assert_non_null(strstr(pp_diag_at(world->run, 0)->sentence, "mistyped number"));
}

static void off_scale_scores_never_enter(void **state)
{
    static const int wrong[] = {0, 12, 7};
    struct world *world = *state;
    struct pp_tally *tally =
        pp_tally_new(world->run, world->arena, &world->project, &world->period);
    struct pp_record_sink sink = pp_tally_sink(tally);

    for (size_t i = 0; i < 3; i++)
        assert_int_equal(
            sink.answer(sink.self, world_answer(world, "riga", 1, "impact", wrong[i])), PP_DATA);
    assert_int_equal(support_count_rule(world->run, "figures.off-scale"), 3);
    pp_tally_free(tally);
}

static void delivery_is_told_apart(void **state)
{
    struct world *world = *state;

    world_complete_until(world, NULL);
    world_event(world, "a", NULL, "riga lublin", NULL, "?");
    world_event(world, "b", NULL, "riga", NULL, "12");
    world_answer(world, "ravenna", 1, "impact", -1);
    struct pp_results *results = close_open(world);
    assert_int_equal(results->coverage[0].attendance, PP_DELIVERED_IN_PART);
    assert_int_equal(results->coverage[1].attendance, PP_NOTHING_DELIVERED);
    assert_int_equal(results->coverage[2].attendance, PP_NOTHING_DELIVERED);
    assert_int_equal(results->coverage[2].assessment, PP_DELIVERED);
    world_expect(world, results, "coverage.delivered", "exact 2");
    world_expect(world, results, "coverage.attendance", "exact 1");
    world_expect(world, results, "coverage.assessment", "exact 1");
}

/* The launch of an event type without persons needs no count; where there is one, it is told. */
static void events_without_persons_owe_no_attendance(void **state)
{
    struct world *world = *state;

    world_complete_until(world, NULL);
    world_event(world, "a", NULL, "riga lublin ravenna", "launch", "?");
    world_event(world, "b", NULL, "riga", "workshop", "12");
    world_event(world, "c", NULL, "lublin", "workshop", "?");
    struct pp_results *results = close_open(world);
    assert_int_equal(results->coverage[0].attendance, PP_DELIVERED);
    assert_int_equal(results->coverage[1].attendance, PP_NOTHING_DELIVERED);
    assert_int_equal(results->coverage[2].attendance, PP_DELIVERED);
}

static void a_planned_event_of_the_past_is_said(void **state)
{
    struct world *world = *state;

    world->run->clock = (int64_t)pp_day_parse_iso("2022-03-01") * 86400;
    world_event(world, "a", "2022-02-28", "riga", NULL, NULL)->planned = true;
    world_event(world, "b", "2022-03-01", "riga", NULL, NULL)->planned = true;
    (void)close_open(world);
    assert_int_equal(support_count_rule(world->run, "figures.planned-and-past"), 1);
    assert_non_null(strstr(pp_diag_at(world->run, 0)->sentence, "`a`"));
}

static void accounts_become_figures(void **state)
{
    struct world *world = *state;

    world->accounts.items[0].read = 10;
    world->accounts.items[0].used = 6;
    world->accounts.items[1].read = 7;
    world->accounts.items[1].held_back = 2;
    struct pp_results *results = close_open(world);
    world_expect(world, results, "files.read", "exact 4");
    world_expect(world, results, "rows.read", "exact 17");
    world_expect(world, results, "rows.used", "exact 6");
    world_expect(world, results, "rows.held_back", "exact 2");
    world_expect(world, results, "rows.duplicates", "exact 0");
}

/* A world with something of everything. */
static void fill(struct world *world)
{
    static const char *const days[] = {"2021-03-03", "2021-11-11", "2022-01-20", "2022-03-30"};
    static const char *const counts[] = {"?", "12", "20..30", "~40", NULL};
    static const char *const cities[] = {"riga", "lublin", "riga lublin", "ravenna"};
    static const char *const dimensions[] = {"relevance", "impact", "trust"};
    int number = 0;

    for (int i = 0; i < 14; i++) {
        const char *id = pp_arena_printf(world->arena, "e%d", i);
        world_event(
            world, id, days[i % 4], cities[i % 3], i % 5 ? "workshop" : "launch", counts[i % 5]);
        if (i % 3 != 1)
            world_people(world, id, 7 * i, 7 * i + 11);
        if (i % 4 == 1)
            world_row(world, id, 0)->minutes = 30 + i;
        if (i % 4 == 3)
            world_row(world, id, 0)->count = world_count("8");
    }
    world_event(world, "e3", "2022-01-21", "ravenna", NULL, "77");
    for (int person = 1; person < 9; person++) {
        struct pp_attendance_record *row = world_row(world, NULL, person);
        row->event_name = person % 2 ? "Open door" : "OPEN DOOR";
        row->minutes = person;
    }
    for (int i = 0; i < 90; i++) {
        struct pp_answer_record *answer = world_answer(
            world, i % 4 ? "riga" : "lublin", number++, dimensions[i % 3],
            i % 11 == 0 ? -1 : 2 * (i % 5 + 1));
        if (i % 7 == 0)
            answer->day = pp_day_parse_iso("2021-12-12");
    }
    world_value(world, "strategies.adopted", "2021-10-10", "2");
    world_value(world, "strategies.adopted", "2022-02-10", "5");
}

static char *csv_of(struct world *world, const struct pp_results *results)
{
    struct pp_str text;

    pp_str_init(&text);
    pp_figures_csv(results->table, &text);
    pp_figures_dump(results->table, &text);
    char *copy = pp_str_copy(&text, world->arena);
    pp_str_free(&text);
    return copy;
}

#ifdef __SANITIZE_ADDRESS__
enum { ROUNDS = 40 }; /* slow there */
#else
enum { ROUNDS = 200 };
#endif

static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void shuffle(struct world *world, uint64_t *seed)
{
    for (size_t i = world->records.count; i > 1; i--) {
        size_t j = next(seed) % i;
        struct world_record other = world->records.items[j];
        world->records.items[j] = world->records.items[i - 1];
        world->records.items[i - 1] = other;
    }
}

/* Shuffled, split over up to four tallies, merged in any order: the same bytes, 200 times; every
 * other time with memory for so few persons that nearly all go to the disk. */
static void order_and_splitting_never_show(void **state)
{
    struct world *world = *state;
    uint64_t seed = 20220331;

    fill(world);
    char *expected = csv_of(world, world_close(world, "public"));
    assert_non_null(strstr(expected, "estimated"));
    assert_non_null(strstr(expected, "suppressed"));
    struct pp_arena *kept = world->arena;
    for (int round = 0; round < ROUNDS; round++) {
        struct pp_tally *parts[4];
        struct pp_results *results;
        struct pp_arena *arena = pp_arena_new();
        size_t count = next(&seed) % 4 + 1;
        shuffle(world, &seed);
        world->run->memory = round % 2 ? 1 : PP_LIMIT_PERSONS_MEMORY;
        for (size_t i = 0; i < count; i++)
            parts[i] = pp_tally_new(world->run, arena, &world->project, &world->period);
        for (size_t i = 0; i < world->records.count; i++)
            world_feed(&world->records.items[i], parts[next(&seed) % count]);
        /* a tree of merges: always the last two */
        for (size_t i = count; i-- > 1;)
            assert_int_equal(pp_tally_merge(parts[i - 1], parts[i]), PP_OK);
        assert_int_equal(pp_tally_close(parts[0], &world->accounts, "public", &results), PP_OK);
        world->arena = arena;
        assert_string_equal(csv_of(world, results), expected);
        world->arena = kept;
        for (size_t i = 0; i < count; i++)
            pp_tally_free(parts[i]);
        pp_arena_free(arena);
    }
}

static void a_tally_closes_twice(void **state)
{
    struct world *world = *state;
    struct pp_results *first, *second, *third;

    fill(world);
    struct pp_tally *tally =
        pp_tally_new(world->run, world->arena, &world->project, &world->period);
    for (size_t i = 0; i < world->records.count; i++)
        world_feed(&world->records.items[i], tally);
    assert_int_equal(pp_tally_close(tally, NULL, "public", &first), PP_OK);
    assert_int_equal(pp_tally_close(tally, NULL, "restricted", &second), PP_OK);
    assert_int_equal(pp_tally_close(tally, NULL, "public", &third), PP_OK);
    assert_string_equal(csv_of(world, first), csv_of(world, third));
    assert_string_not_equal(csv_of(world, first), csv_of(world, second));
    assert_null(strstr(csv_of(world, second), "suppressed"));
    pp_tally_free(tally);
}

static void other_periods_do_not_merge(void **state)
{
    struct world *world = *state;
    struct pp_period other;
    const char *error;

    assert_int_equal(pp_period_parse(world->arena, "2022-Q2", 0, &other, &error), PP_OK);
    struct pp_tally *a = pp_tally_new(world->run, world->arena, &world->project, &world->period);
    struct pp_tally *b = pp_tally_new(world->run, world->arena, &world->project, &other);
    assert_int_equal(pp_tally_merge(a, b), PP_USAGE);
    pp_tally_free(a);
    pp_tally_free(b);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(counts_events_once),
        TEST(silence_is_unknown_and_never_zero),
        TEST(a_city_that_no_row_names_is_unknown),
        TEST(a_complete_register_tells_zero),
        TEST(a_city_that_joined_has_nothing_before),
        TEST(lists_alone_speak_for_their_cities),
        TEST(a_register_of_one_city_speaks_for_it_only),
        TEST(sums_follow_the_states),
        TEST(one_counted_event_tells_its_persons),
        TEST(an_event_that_two_cities_report_is_of_both),
        TEST(persons_are_unique_and_cities_do_not_add_up),
        TEST(rows_without_identity_widen_the_union),
        TEST(counts_in_attendance_rows_win_over_the_register),
        TEST(before_and_new_make_the_total),
        TEST(nameless_participants_make_new_a_range),
        TEST(change_is_clear_beyond_the_dead_band),
        TEST(hours_come_from_minutes),
        TEST(joins_by_id_name_and_day),
        TEST(what_no_register_holds_is_counted_and_said),
        TEST(attendance_alone_makes_events),
        TEST(ambiguous_and_odd_rows_are_said),
        TEST(summarises_scores),
        TEST(half_points_and_even_scales),
        TEST(negative_means_round_away_from_zero),
        TEST(changes_of_shares_are_those_of_printed_shares),
        TEST(response_rate_only_where_it_makes_sense),
        TEST(spread_and_intervals),
        TEST(everybody_answered_so_nothing_is_unsure),
        TEST(targets_stand_beside_cumulative_figures),
        TEST(values_stand_from_their_day_on),
        TEST(contradictions_stop_the_table),
        TEST(numbers_that_do_not_fit_are_said),
        TEST(off_scale_scores_never_enter),
        TEST(delivery_is_told_apart),
        TEST(events_without_persons_owe_no_attendance),
        TEST(a_planned_event_of_the_past_is_said),
        TEST(accounts_become_figures),
        TEST(order_and_splitting_never_show),
        TEST(a_tally_closes_twice),
        TEST(other_periods_do_not_merge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
