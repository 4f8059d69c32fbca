#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/dates.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"
#include "pactpress/values.h"

static void reads_numbers(void **state)
{
    static const struct {
        const char *text;
        char decimal;
        enum pp_reading reading;
        int64_t mantissa;
        int decimals;
    } cases[] = {
        {"43", 0, PP_READ_OK, 43, 0},
        {"-7", 0, PP_READ_OK, -7, 0},
        {"\xE2\x88\x92"
         "7",
         0, PP_READ_OK, -7, 0}, /* U+2212 */
        {"3,5", 0, PP_READ_OK, 35, 1},
        {"3.5", 0, PP_READ_OK, 35, 1},
        {".5", 0, PP_READ_OK, 5, 1},
        {"0.125", 0, PP_READ_OK, 125, 3}, /* nobody groups 0.125 */
        {"1.234", 0, PP_READ_AMBIGUOUS, 0, 0},
        {"1,234", 0, PP_READ_AMBIGUOUS, 0, 0},
        {"1.234", ',', PP_READ_OK, 1234, 0},
        {"1.234", '.', PP_READ_OK, 1234, 3},
        {"1.234,5", 0, PP_READ_OK, 12345, 1},
        {"1,234.5", 0, PP_READ_OK, 12345, 1},
        {"1,234.5", ',', PP_READ_WRONG, 0, 0},
        {"1.234.567", 0, PP_READ_OK, 1234567, 0},
        {"1.234.567", '.', PP_READ_WRONG, 0, 0},
        {"1 234", 0, PP_READ_OK, 1234, 0},
        {"1\xC2\xA0"
         "234,5",
         0, PP_READ_OK, 12345, 1}, /* NBSP */
        {"1\xE2\x80\xAF"
         "234",
         0, PP_READ_OK, 1234, 0}, /* NNBSP */
        {"1'234.50", 0, PP_READ_OK, 123450, 2},
        {"1 234,567", 0, PP_READ_OK, 1234567, 3}, /* the space has shown what the comma is not */
        {"12 34", 0, PP_READ_WRONG, 0, 0},
        {"1234 567", 0, PP_READ_WRONG, 0, 0},
        {"3.5", ',', PP_READ_WRONG, 0, 0},
        {"\xD9\xA4\xD9\xA3", 0, PP_READ_OK, 43, 0}, /* Arabic-Indic 43 */
        {"\xDB\xB4\xDB\xB3", 0, PP_READ_OK, 43, 0}, /* Persian 43 */
        {"4x", 0, PP_READ_WRONG, 0, 0},
        {"1e5", 0, PP_READ_WRONG, 0, 0},
        {"1.", 0, PP_READ_WRONG, 0, 0},
        {"", 0, PP_READ_BLANK, 0, 0},
        {"99999999999999999999", 0, PP_READ_WRONG, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_number number = {-1, -1};
        enum pp_reading reading = pp_value_number(cases[i].text, cases[i].decimal, &number);
        if (reading != cases[i].reading)
            fail_msg("\"%s\" reads as %d", cases[i].text, (int)reading);
        if (reading != PP_READ_OK) {
            assert_int_equal(number.mantissa, -1); /* untouched */
            continue;
        }
        assert_int_equal(number.mantissa, cases[i].mantissa);
        assert_int_equal(number.decimals, cases[i].decimals);
    }
}

static void finds_what_proves_a_decimal_mark(void **state)
{
    (void)state;
    assert_int_equal(pp_value_decimal_hint("3,5"), ',');
    assert_int_equal(pp_value_decimal_hint("3.5"), '.');
    assert_int_equal(pp_value_decimal_hint("1.234,5"), ',');
    assert_int_equal(pp_value_decimal_hint("1.234"), 0);
    assert_int_equal(pp_value_decimal_hint("43"), 0);
    assert_int_equal(pp_value_decimal_hint("n/a"), 0);
}

static void reads_counts(void **state)
{
    static const struct {
        const char *text;
        enum pp_count_state state;
        int64_t lo, hi;
    } cases[] = {
        {"43", PP_COUNT_EXACT, 43, 43},
        {"0", PP_COUNT_EXACT, 0, 0},
        {"43,0", PP_COUNT_EXACT, 43, 43},
        {"43 participants", PP_COUNT_EXACT, 43, 43},
        {"43 Teilnehmende", PP_COUNT_EXACT, 43, 43},
        {"43 dal\xC4\xAB"
         "bnieki",
         PP_COUNT_EXACT, 43, 43},
        {"43 participants (municipalities, NGOs)", PP_COUNT_EXACT, 43, 43},
        {"1 250", PP_COUNT_EXACT, 1250, 1250},
        {"c. 40", PP_COUNT_ESTIMATED, 40, 40},
        {"ca. 40", PP_COUNT_ESTIMATED, 40, 40},
        {"ca 40", PP_COUNT_ESTIMATED, 40, 40},
        {"ap 40", PP_COUNT_ESTIMATED, 40, 40},
        {"Circa 40 persone", PP_COUNT_ESTIMATED, 40, 40},
        {"ungef\xC3\xA4r 40", PP_COUNT_ESTIMATED, 40, 40},
        {"oko\xC5\x82o 40 os\xC3\xB3"
         "b",
         PP_COUNT_ESTIMATED, 40, 40},
        {"~40", PP_COUNT_ESTIMATED, 40, 40},
        {"20-30", PP_COUNT_ESTIMATED, 20, 30},
        {"20 \xE2\x80\x93 30", PP_COUNT_ESTIMATED, 20, 30},
        {"20 to 30 people", PP_COUNT_ESTIMATED, 20, 30},
        {">100", PP_COUNT_AT_LEAST, 101, 101},
        {"more than 100", PP_COUNT_AT_LEAST, 101, 101},
        {"\xC3\xB6ver 100", PP_COUNT_AT_LEAST, 101, 101},
        {"at least 100", PP_COUNT_AT_LEAST, 100, 100},
        {"100+", PP_COUNT_AT_LEAST, 100, 100},
        {">= 100", PP_COUNT_AT_LEAST, 100, 100},
        {"noin 40 osallistujaa", PP_COUNT_ESTIMATED, 40, 40},
        {"около 40 души", PP_COUNT_ESTIMATED, 40, 40},
        {"více než 100 lidí", PP_COUNT_AT_LEAST, 101, 101},
        {"legalább 100 fő", PP_COUNT_AT_LEAST, 100, 100},
        {"1’250", PP_COUNT_EXACT, 1250, 1250},
        {"1\u202f250", PP_COUNT_EXACT, 1250, 1250},
        {"٤٣", PP_COUNT_EXACT, 43, 43},
        {"۴۳", PP_COUNT_EXACT, 43, 43},
        {"none", PP_COUNT_EXACT, 0, 0},
        {"neviens", PP_COUNT_EXACT, 0, 0},
        {"لا أحد", PP_COUNT_EXACT, 0, 0},
        {"لا شيء", PP_COUNT_EXACT, 0, 0},
        {"هیچ", PP_COUNT_EXACT, 0, 0},
        {"Nessuno", PP_COUNT_EXACT, 0, 0},
        {"", PP_COUNT_UNKNOWN, 0, 0},
        {"-", PP_COUNT_UNKNOWN, 0, 0},
        {"n/a", PP_COUNT_UNKNOWN, 0, 0},
        {"?", PP_COUNT_UNKNOWN, 0, 0},
    };
    static const char *const wrong[] = {"many",  "43 of 50", "30-20",    "43,5", "43 tables",
                                        "-5",    "4 3",      "20-30-40", "c.",   "43 (of 50)",
                                        "three", "40 ~",     "carlos 40"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_count count = {PP_COUNT_NONE, 0, 0};
        if (pp_value_count(cases[i].text, 0, &count) != PP_READ_OK)
            fail_msg("\"%s\" is not read", cases[i].text);
        if (count.state != cases[i].state || count.lo != cases[i].lo || count.hi != cases[i].hi)
            fail_msg(
                "\"%s\" reads as %d %ld..%ld", cases[i].text, (int)count.state, (long)count.lo,
                (long)count.hi);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct pp_count count;
        if (pp_value_count(wrong[i], 0, &count) != PP_READ_WRONG)
            fail_msg("\"%s\" is read", wrong[i]);
    }
    struct pp_count count;
    assert_int_equal(pp_value_count("1.250", 0, &count), PP_READ_AMBIGUOUS);
    assert_int_equal(pp_value_count("1.250", ',', &count), PP_READ_OK);
    assert_int_equal(count.lo, 1250);
}

static void reads_scores(void **state)
{
    static const struct {
        const char *text;
        int score2;
    } cases[] = {{"4", 8},   {"3,5", 7}, {"3.5", 7}, {"4\xC2\xBD", 9},
                 {"4,0", 8}, {"4/5", 8}, {"7", 14},  {"-1", -2}};
    int score2 = 0;
    bool fraction = false;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(pp_value_score2(cases[i].text, 0, 5, &score2, &fraction), PP_READ_OK);
        assert_int_equal(score2, cases[i].score2);
    }
    assert_false(fraction);
    assert_int_equal(pp_value_score2("3,7", 0, 5, &score2, &fraction), PP_READ_WRONG);
    assert_true(fraction);
    fraction = false;
    assert_int_equal(pp_value_score2("4/10", 0, 5, &score2, &fraction), PP_READ_WRONG);
    assert_int_equal(pp_value_score2("often", 0, 5, &score2, &fraction), PP_READ_WRONG);
    assert_int_equal(pp_value_score2("", 0, 5, &score2, &fraction), PP_READ_BLANK);
    assert_false(fraction);
}

/* --- dates --------------------------------------------------------------------------------- */

struct calendar {
    struct pp_arena *arena;
    struct pp_months months;
    struct pp_date_rule rule;
};

static void open_calendar(struct calendar *calendar)
{
    static const char *const langs[] = {"en", "it", "sv", "lv", "pl", "ro", "es", "de"};
    calendar->arena = pp_arena_new();
    pp_months_init(&calendar->months, calendar->arena, langs, sizeof langs / sizeof *langs);
    calendar->rule = (struct pp_date_rule){.zone = "Europe/Riga", .months = &calendar->months};
}

static void check_date(struct calendar *calendar, const char *text, const char *iso)
{
    pp_day day = PP_NO_DAY;
    if (pp_date_read(&calendar->rule, text, &day) != PP_READ_OK)
        fail_msg("\"%s\" is not read", text);
    if (strcmp(pp_day_iso(calendar->arena, day), iso) != 0)
        fail_msg("\"%s\" is %s", text, pp_day_iso(calendar->arena, day));
}

static void reads_dates(void **state)
{
    static const struct {
        const char *text, *iso;
    } cases[] = {
        {"2022-01-20", "2022-01-20"},
        {"2022/01/20 3:08:44 PM GMT+1", "2022-01-20"},
        {"2022-01-20T23:30:00.000-04:00", "2022-01-21"}, /* it is the next day in Riga */
        {"2022-01-20T23:30:00Z", "2022-01-21"},
        {"2022-01-20T21:30:00Z", "2022-01-20"},
        {"2021-07-01T21:30:00Z", "2021-07-02"}, /* summer time */
        {"2022-01-20 10:30:00", "2022-01-20"},
        {"20220120", "2022-01-20"},
        {"20.01.2022", "2022-01-20"},
        {"3.4.2022", "2022-04-03"}, /* dots: day first */
        {"20. 1. 2022", "2022-01-20"},
        {"20.01.2022.", "2022-01-20"},
        {"08.07.2021 13.49.22", "2021-07-08"},
        {"20/01/2022", "2022-01-20"}, /* can be nothing else */
        {"01/20/2022", "2022-01-20"},
        {"05/05/2022", "2022-05-05"},
        {"20/01/22", "2022-01-20"},
        {"20.01.69", "1969-01-20"},
        {"1 July 2021", "2021-07-01"},
        {"July 1, 2021", "2021-07-01"},
        {"1st July 2021", "2021-07-01"},
        {"1 jul 2021", "2021-07-01"},
        {"10 maj 2021", "2021-05-10"},
        {"20 gennaio 2022", "2022-01-20"},
        {"20 de enero de 2022", "2022-01-20"},
        {"2022. gada 20. janv\xC4\x81ris", "2022-01-20"},
        {"20 stycznia 2022", "2022-01-20"},
        {"Thursday, 20 January 2022 10:30", "2022-01-20"},
        {"\xDB\xB2\xDB\xB0\xDB\xB2\xDB\xB2-01-20", "2022-01-20"}, /* Persian 2022 */
    };
    static const char *const wrong[] = {
        "31/02/2022",       "2022-13-01",       "20-01",        "yesterday",  "2022",
        "20 Brumaire 2022", "2022-01-20 25:00", "2022-01-20 x", "99/99/9999", "10-12 May 2021"};
    struct calendar calendar;
    pp_day day;
    (void)state;
    open_calendar(&calendar);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_date(&calendar, cases[i].text, cases[i].iso);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (pp_date_read(&calendar.rule, wrong[i], &day) != PP_READ_WRONG)
            fail_msg("\"%s\" is read", wrong[i]);
    assert_int_equal(pp_date_read(&calendar.rule, "", &day), PP_READ_BLANK);
    pp_arena_free(calendar.arena);
}

static void refuses_two_readings(void **state)
{
    struct calendar calendar;
    pp_day day, other;
    (void)state;
    open_calendar(&calendar);
    assert_int_equal(pp_date_read(&calendar.rule, "03/04/2025", &day), PP_READ_AMBIGUOUS);
    assert_int_equal(pp_date_hint("03/04/2025"), PP_HINT_EITHER);
    assert_int_equal(pp_date_hint("13/04/2025"), PP_HINT_DAY_FIRST);
    assert_int_equal(pp_date_hint("04/13/2025"), PP_HINT_MONTH_FIRST);
    assert_int_equal(pp_date_hint("03.04.2025"), PP_HINT_NONE);
    assert_int_equal(pp_date_hint("2025-03-04"), PP_HINT_NONE);
    pp_date_readings("03/04/2025", &day, &other);
    assert_string_equal(pp_day_iso(calendar.arena, day), "2025-04-03");
    assert_string_equal(pp_day_iso(calendar.arena, other), "2025-03-04");
    calendar.rule.order = PP_ORDER_DAY_FIRST;
    check_date(&calendar, "03/04/2025", "2025-04-03");
    assert_int_equal(pp_date_read(&calendar.rule, "04/13/2025", &day), PP_READ_WRONG);
    calendar.rule.order = PP_ORDER_MONTH_FIRST;
    check_date(&calendar, "03/04/2025", "2025-03-04");
    pp_arena_free(calendar.arena);
}

static void reads_ranges(void **state)
{
    static const struct {
        const char *text, *first, *last;
    } cases[] = {
        {"10-12 May 2021", "2021-05-10", "2021-05-12"},
        {"10-12 maj 2021", "2021-05-10", "2021-05-12"},
        {"31 March - 1 April 2022", "2022-03-31", "2022-04-01"},
        {"30/05/2022 - 31/05/2022", "2022-05-30", "2022-05-31"},
        {"2022-01-20", "2022-01-20", "2022-01-20"},
    };
    struct calendar calendar;
    pp_day first, last;
    (void)state;
    open_calendar(&calendar);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(pp_date_range(&calendar.rule, cases[i].text, &first, &last), PP_READ_OK);
        assert_string_equal(pp_day_iso(calendar.arena, first), cases[i].first);
        assert_string_equal(pp_day_iso(calendar.arena, last), cases[i].last);
    }
    assert_int_equal(pp_date_range(&calendar.rule, "12-10 May 2021", &first, &last), PP_READ_WRONG);
    pp_arena_free(calendar.arena);
}

static void reads_by_pattern(void **state)
{
    static const struct {
        const char *pattern, *text, *iso;
    } cases[] = {
        {"dd/MM/yyyy", "03/04/2025", "2025-04-03"},
        {"dd/MM/yyyy", "3/4/2025", "2025-04-03"},
        {"dd/MM/yyyy", "03/04/2025 10:30", "2025-04-03"},
        {"MM/dd/yyyy", "03/04/2025", "2025-03-04"},
        {"dd.MM.yyyy HH:mm", "27.04.2026 11:34", "2026-04-27"},
        {"d MMMM yyyy", "3 aprile 2025", "2025-04-03"},
        {"dd/MM/yy", "03/04/25", "2025-04-03"},
        {"excel", "44581", "2022-01-20"},
        {"excel", "44581,75", "2022-01-20"},
        {"excel-1904", "43119", "2022-01-20"},
    };
    static const struct {
        const char *pattern, *text;
    } wrong[] = {
        {"dd/MM/yyyy", "03-04-2025"},
        {"dd/MM/yyyy", "03/04/25"},
        {"dd/MM/yyyy", "03/04/2025x"},
        {"excel", "20/01/2022"},
        {"excel", "12"},
        {"dd.MM.yyyy HH:mm", "27.04.2026"}};
    struct calendar calendar;
    pp_day day;
    const char *error = NULL;
    (void)state;
    open_calendar(&calendar);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(pp_date_pattern_check(calendar.arena, cases[i].pattern, &error));
        calendar.rule.pattern = cases[i].pattern;
        check_date(&calendar, cases[i].text, cases[i].iso);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        calendar.rule.pattern = wrong[i].pattern;
        if (pp_date_read(&calendar.rule, wrong[i].text, &day) != PP_READ_WRONG)
            fail_msg("\"%s\" is read by %s", wrong[i].text, wrong[i].pattern);
    }
    assert_false(pp_date_pattern_check(calendar.arena, "dd/mm/yyyy", &error));
    assert_non_null(error);
    assert_false(pp_date_pattern_check(calendar.arena, "DD/MM/YYYY", &error));
    pp_arena_free(calendar.arena);
}

/* Every month of a year as ICU writes it, in each language of the EU, Ukrainian, Turkish and
 * Arabic. */
static void reads_months_of_every_language(void **state)
{
    static const char *const langs[] = {"bg", "cs",    "da", "de", "el", "en", "es", "et", "fi",
                                        "fr", "ga",    "hr", "hu", "it", "lt", "lv", "mt", "nl",
                                        "pl", "pt-PT", "ro", "sk", "sl", "sv", "uk", "tr", "ar"};
    struct pp_run *run = pp_run_new(NULL);
    (void)state;
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        struct pp_locale *locale = NULL;
        struct calendar calendar = {.arena = run->arena};
        pp_months_init(&calendar.months, run->arena, &langs[i], 1);
        calendar.rule = (struct pp_date_rule){.zone = "UTC", .months = &calendar.months};
        assert_int_equal(pp_locale_open(run, langs[i], "cldr", &locale), PP_OK);
        for (int month = 1; month <= 12; month++) {
            pp_day day = pp_day_from_date(2022, month, 13);
            check_date(
                &calendar, pp_locale_date(locale, run->arena, day, PP_DATE_LONG),
                pp_day_iso(run->arena, day));
        }
        pp_locale_close(locale);
    }
    pp_run_free(run);
}

static void reads_yes_and_no(void **state)
{
    static const char *const yes[] = {"Yes", "sì", "Jā",  "ja",   "tak", "áno", "kyllä", "igen",
                                      "ναι", "да", "так", "evet", "1",   "x",   "TRUE",  "نعم"};
    static const char *const no[] = {"no",  "nē", "nej", "nein",  "nie", "ei",    "nem",
                                     "όχι", "не", "ні",  "hayır", "0",   "false", "لا"};
    bool value = false;
    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (pp_value_bool(yes[i], &value) != PP_READ_OK || !value)
            fail_msg("\"%s\" is not yes", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (pp_value_bool(no[i], &value) != PP_READ_OK || value)
            fail_msg("\"%s\" is not no", no[i]);
    assert_int_equal(pp_value_bool("perhaps", &value), PP_READ_WRONG);
}

static void reads_lengths_of_time(void **state)
{
    static const struct {
        const char *text;
        bool hours;
        int minutes;
    } cases[] = {
        {"45", false, 45},
        {"1,5", true, 90},
        {"1:30", true, 90},
        {"01:30:29", false, 90},
        {"1h 30m 31s", false, 91},
        {"45 min", true, 45},
        {"2 timmar 5 min", true, 125},
        {"1 Std. 10 Min.", true, 70},
        {"12s", false, 1},
        {"0", false, 0},
        {"1 ora 5 minuti", true, 65},
        {"2 godz. 15 min", true, 135},
    };
    static const char *const wrong[] = {"long", "1:75", "-5", "1 day", "1h 2x", "99999999"};
    int minutes = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (pp_value_duration(cases[i].text, ',', cases[i].hours, &minutes) != PP_READ_OK ||
            minutes != cases[i].minutes)
            fail_msg("\"%s\" reads as %d", cases[i].text, minutes);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (pp_value_duration(wrong[i], ',', false, &minutes) != PP_READ_WRONG)
            fail_msg("\"%s\" is read", wrong[i]);
}

static void a_name_of_two_months_is_none(void **state)
{
    /* listopad: November in Polish, October in Croatian. */
    static const char *const both[] = {"pl", "hr"};
    static const char *const one[] = {"pl"};
    struct pp_arena *arena = pp_arena_new();
    struct pp_months months;
    struct pp_date_rule rule = {.zone = "UTC", .months = &months};
    pp_day day;
    (void)state;
    pp_months_init(&months, arena, one, 1);
    assert_int_equal(pp_date_read(&rule, "5 listopad 2021", &day), PP_READ_OK);
    pp_months_init(&months, arena, both, 2);
    assert_int_equal(pp_date_read(&rule, "5 listopad 2021", &day), PP_READ_WRONG);
    pp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(finds_what_proves_a_decimal_mark),
        cmocka_unit_test(reads_counts),
        cmocka_unit_test(reads_scores),
        cmocka_unit_test(reads_dates),
        cmocka_unit_test(refuses_two_readings),
        cmocka_unit_test(reads_ranges),
        cmocka_unit_test(reads_by_pattern),
        cmocka_unit_test(a_name_of_two_months_is_none),
        cmocka_unit_test(reads_months_of_every_language),
        cmocka_unit_test(reads_yes_and_no),
        cmocka_unit_test(reads_lengths_of_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
