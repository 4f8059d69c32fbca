#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "pactpress/arena.h"
#include "verify/printed_number.h"

#include "support.h"

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

static struct printed_numbers find(const char *text, bool turned)
{
    struct printed_numbers numbers = {0};
    printed_numbers_find(arena, text, turned, &numbers);
    return numbers;
}

static bool is(const char *text, const char *value)
{
    struct printed_numbers numbers = find(text, false);
    return numbers.count == 1 && printed_number_is(&numbers.items[0], value);
}

static void reads_plain_numbers(void **state)
{
    (void)state;
    assert_true(is("192 people took part", "192"));
    assert_false(is("192 people took part", "193"));
    assert_false(is("192 people took part", "19"));
    assert_false(is("192 people took part", "1920"));
    assert_true(is("0", "0"));
    assert_true(
        is("\xE2\x89\x88\xC2\xA0"
           "60",
           "60"));
    assert_true(is("71\xC2\xA0%", "71"));
}

static void reads_decimals_in_any_language(void **state)
{
    (void)state;
    assert_true(is("3.5", "3.5"));
    assert_true(is("3,5", "3.5"));
    assert_true(is("\xD9\xA3\xD9\xAB\xD9\xA5", "3.5")); /* Arabic digits and mark */
    assert_true(is("\xE0\xA7\xA7\xE0\xA7\xAF", "19"));  /* Bengali */
    assert_false(is("35", "3.5"));
    assert_false(is("3.5", "35"));
    assert_false(is("3.50", "3.5"));
}

static void knows_groups_of_three(void **state)
{
    (void)state;
    assert_true(is("5,961", "5961"));
    assert_true(is("5.961", "5961"));
    assert_true(
        is("5\xE2\x80\xAF"
           "961",
           "5961"));
    assert_true(
        is("1\xE2\x80\x99"
           "234\xE2\x80\x99"
           "567",
           "1234567"));
    assert_true(is("12,34,567", "1234567")); /* lakhs */
    assert_true(is("1.234.567,5", "1234567.5"));
    assert_false(is("59,61", "5961"));
    assert_false(is("5,961", "5.961e3"));
    assert_false(is("1.234,567", "1234567"));
}

static void tells_marks_apart(void **state)
{
    (void)state;
    struct printed_numbers numbers = find("1,234.5 and 12 and 1,234", false);
    assert_int_equal(numbers.count, 3);
    assert_int_equal(printed_number_decimal(&numbers.items[0], "1234.5"), '.');
    assert_int_equal(printed_number_group(&numbers.items[0], "1234.5"), ',');
    assert_int_equal(printed_number_group(&numbers.items[1], "12"), 0);
    assert_int_equal(printed_number_decimal(&numbers.items[2], "1.234"), ',');
    assert_int_equal(printed_number_group(&numbers.items[2], "1234"), ',');
}

static void reads_signs(void **state)
{
    (void)state;
    assert_true(
        is("\xE2\x88\x92"
           "6",
           "-6"));
    assert_true(is("-6", "-6"));
    assert_true(is("+6", "6"));
    assert_false(is("6", "-6"));
    assert_false(
        is("\xE2\x88\x92"
           "6",
           "6"));
    assert_true(is("COVID-19", "19"));
    struct printed_numbers range = find(
        "20\xE2\x80\x93"
        "30",
        false);
    assert_int_equal(range.count, 2);
    assert_true(printed_number_is(&range.items[1], "30"));
    struct printed_numbers turned = find("6\xE2\x88\x92", true);
    assert_true(printed_number_is(&turned.items[0], "-6"));
}

static void survives_odd_bytes(void **state)
{
    (void)state;
    struct printed_numbers numbers = find(
        "\xFF"
        "1\xC3"
        "2,,3'",
        false);
    assert_int_equal(numbers.count, 3);
    assert_false(is("123456789012345678901234567890", "123456789012345678901234"));
    assert_int_equal(find("", false).count, 0);
}

static void falls_may_be_said_without_sign(void **state)
{
    (void)state;
    assert_true(printed_without_sign("-41", "41"));
    assert_true(printed_without_sign("-41..-14", "14..41"));
    assert_false(printed_without_sign("41", "41"));
    assert_false(printed_without_sign("-41..-14", "41..14"));
    assert_false(printed_without_sign("-41..14", "14..41"));
    assert_false(printed_without_sign("-41..-14", "14..4"));
    assert_false(printed_without_sign("-41..-14", "4"));
    assert_false(printed_without_sign("-41..", "41"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(falls_may_be_said_without_sign),
        cmocka_unit_test(reads_plain_numbers),
        cmocka_unit_test(reads_decimals_in_any_language),
        cmocka_unit_test(knows_groups_of_three),
        cmocka_unit_test(tells_marks_apart),
        cmocka_unit_test(reads_signs),
        cmocka_unit_test(survives_odd_bytes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
