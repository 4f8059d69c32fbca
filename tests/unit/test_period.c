#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "pactpress/arena.h"
#include "pactpress/period.h"
#include "pactpress/zone.h"

static struct pp_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = pp_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pp_arena_free(arena);
    return 0;
}

static void test_days_agree_with_the_system_calendar(void **state)
{
    (void)state;
    for (pp_day day = -200000; day < 200000; day += 37) {
        time_t seconds = (time_t)day * 86400;
        struct tm tm;
        gmtime_r(&seconds, &tm);
        int year, month, date;
        pp_day_to_date(day, &year, &month, &date);
        assert_int_equal(year, tm.tm_year + 1900);
        assert_int_equal(month, tm.tm_mon + 1);
        assert_int_equal(date, tm.tm_mday);
        assert_int_equal(pp_day_weekday(day), (tm.tm_wday + 6) % 7);
        assert_int_equal(pp_day_from_date(year, month, date), day);
    }
}

static void test_days_that_do_not_exist(void **state)
{
    (void)state;
    assert_int_equal(pp_day_from_date(2022, 2, 29), PP_NO_DAY);
    assert_int_not_equal(pp_day_from_date(2024, 2, 29), PP_NO_DAY);
    assert_int_equal(pp_day_from_date(1900, 2, 29), PP_NO_DAY);
    assert_int_not_equal(pp_day_from_date(2000, 2, 29), PP_NO_DAY);
    assert_int_equal(pp_day_from_date(2022, 13, 1), PP_NO_DAY);
    assert_int_equal(pp_day_from_date(2022, 0, 1), PP_NO_DAY);
    assert_int_equal(pp_day_from_date(2022, 4, 31), PP_NO_DAY);
    assert_int_equal(pp_day_from_date(1970, 1, 1), 0);
}

static void test_iso_dates(void **state)
{
    (void)state;
    assert_string_equal(pp_day_iso(arena, pp_day_parse_iso("2022-01-20")), "2022-01-20");
    assert_string_equal(pp_day_iso(arena, PP_NO_DAY), "");
    static const char *const wrong[] = {"2022-1-20",  "20220120",   "2022-01-20 ", " 2022-01-20",
                                        "2022-02-30", "2022/01/20", "2022-01-2x",  ""};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(pp_day_parse_iso(wrong[i]), PP_NO_DAY);
    assert_int_equal(pp_day_parse_iso(NULL), PP_NO_DAY);
}

static struct pp_period period_of(const char *text)
{
    struct pp_period period = {0};
    const char *error = NULL;
    pp_day today = pp_day_from_date(2022, 5, 17);
    assert_int_equal(pp_period_parse(arena, text, today, &period, &error), PP_OK);
    return period;
}

static void assert_period(
    const char *text, enum pp_period_kind kind, const char *first, const char *last,
    const char *key)
{
    struct pp_period period = period_of(text);
    assert_int_equal(period.kind, kind);
    assert_string_equal(pp_day_iso(arena, period.first), first);
    assert_string_equal(pp_day_iso(arena, period.last), last);
    assert_string_equal(period.key, key);
}

static void test_periods(void **state)
{
    (void)state;
    assert_period("2022-03", PP_PERIOD_MONTH, "2022-03-01", "2022-03-31", "2022-03");
    assert_period("2024-02", PP_PERIOD_MONTH, "2024-02-01", "2024-02-29", "2024-02");
    assert_period("2022-Q1", PP_PERIOD_QUARTER, "2022-01-01", "2022-03-31", "2022-Q1");
    assert_period("2021-q4", PP_PERIOD_QUARTER, "2021-10-01", "2021-12-31", "2021-Q4");
    assert_period("2022", PP_PERIOD_YEAR, "2022-01-01", "2022-12-31", "2022");
    assert_period(
        "2021-07..2022-06", PP_PERIOD_RANGE, "2021-07-01", "2022-06-30", "2021-07..2022-06");
    assert_period(
        "2021-07-15..2022-06", PP_PERIOD_RANGE, "2021-07-15", "2022-06-30",
        "2021-07-15..2022-06-30");
    assert_period("previous-month", PP_PERIOD_MONTH, "2022-04-01", "2022-04-30", "2022-04");
    assert_period("previous-quarter", PP_PERIOD_QUARTER, "2022-01-01", "2022-03-31", "2022-Q1");
    assert_period("previous-year", PP_PERIOD_YEAR, "2021-01-01", "2021-12-31", "2021");
}

static void test_the_same_days_have_one_key(void **state)
{
    (void)state;
    assert_string_equal(period_of("2022-01..2022-03").key, "2022-Q1");
    assert_string_equal(period_of("2022-01-01..2022-03-31").key, "2022-Q1");
    assert_string_equal(period_of("2022-Q1..2022-Q4").key, "2022");
    assert_string_equal(period_of("2022-03..2022-03").key, "2022-03");
    assert_string_equal(period_of("2022-02..2022-04").key, "2022-02..2022-04");
    assert_string_equal(period_of("2022-03-05..2022-03-05").key, "2022-03-05..2022-03-05");
}

static void test_what_is_no_period(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "22-03",      "2022-13",
                                        "2022-00",    "2022-Q5",    "2022-Q0",
                                        "March 2022", "2022-3",     "2022-03-32..2022-04",
                                        "2022..",     "..2022",     "2022-06..2021-07",
                                        "next-month", "1022",       "2022-Q11",
                                        "2022-03 ",   "2022...2023"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct pp_period period = {0};
        const char *error = NULL;
        assert_int_equal(pp_period_parse(arena, wrong[i], 0, &period, &error), PP_USAGE);
        assert_non_null(error);
        assert_null(period.key);
    }
}

static void test_relative_periods_need_a_day(void **state)
{
    (void)state;
    struct pp_period period = {0};
    const char *error = NULL;
    assert_int_equal(
        pp_period_parse(arena, "previous-month", PP_NO_DAY, &period, &error), PP_USAGE);
    assert_non_null(strstr(error, "2022-03"));
    pp_day january = pp_day_from_date(2022, 1, 1);
    assert_int_equal(pp_period_parse(arena, "previous-month", january, &period, &error), PP_OK);
    assert_string_equal(period.key, "2021-12");
    assert_int_equal(pp_period_parse(arena, "previous-quarter", january, &period, &error), PP_OK);
    assert_string_equal(period.key, "2021-Q4");
}

static const char *before(const char *text)
{
    struct pp_period period = period_of(text);
    return pp_period_previous(arena, &period).key;
}

static void test_the_period_before(void **state)
{
    (void)state;
    assert_string_equal(before("2022-01"), "2021-12");
    assert_string_equal(before("2022-Q1"), "2021-Q4");
    assert_string_equal(before("2022"), "2021");
    assert_string_equal(before("2021-07..2022-06"), "2020-07..2021-06");
    assert_string_equal(before("2022-02..2022-04"), "2021-11..2022-01");
    assert_string_equal(before("2022-03-11..2022-03-20"), "2022-03-01..2022-03-10");
}

static void test_cumulative_periods(void **state)
{
    (void)state;
    struct pp_period quarter = period_of("2022-Q1");
    struct pp_period until = pp_period_until(arena, pp_day_from_date(2020, 1, 1), &quarter);
    assert_string_equal(until.key, "..2022-Q1");
    assert_true(pp_period_holds(&until, pp_day_from_date(2020, 1, 1)));
    assert_true(pp_period_holds(&until, pp_day_from_date(2022, 3, 31)));
    assert_false(pp_period_holds(&until, pp_day_from_date(2022, 4, 1)));
    assert_false(pp_period_holds(&until, pp_day_from_date(2019, 12, 31)));
    assert_false(pp_period_holds(&until, PP_NO_DAY));
}

static void test_time_zones(void **state)
{
    (void)state;
    int64_t late = (int64_t)pp_day_from_date(2022, 3, 31) * 86400 + 23 * 3600; /* 23:00 UTC */
    assert_int_equal(pp_zone_day("UTC", late), pp_day_from_date(2022, 3, 31));
    assert_int_equal(pp_zone_day("Europe/Riga", late), pp_day_from_date(2022, 4, 1));
    assert_int_equal(pp_zone_day("America/New_York", late), pp_day_from_date(2022, 3, 31));
    assert_int_equal(pp_zone_day("UTC", -1), -1);
    assert_true(pp_zone_is_known("Europe/Brussels"));
    assert_false(pp_zone_is_known("Europe/Brussel"));
    assert_false(pp_zone_is_known("GMT+3"));
    assert_false(pp_zone_is_known(""));
    assert_false(pp_zone_is_known(NULL));
    assert_string_equal(pp_zone_nearest(arena, "Europe/Brussel"), "Europe/Brussels");
    assert_null(pp_zone_nearest(arena, "Atlantis"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_agree_with_the_system_calendar),
        cmocka_unit_test(test_days_that_do_not_exist),
        cmocka_unit_test_setup_teardown(test_iso_dates, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_periods, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_same_days_have_one_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_no_period, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_relative_periods_need_a_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_period_before, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cumulative_periods, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_time_zones, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
