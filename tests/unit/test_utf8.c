#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/utf8.h"

static void every_scalar_value_survives(void **state)
{
    (void)state;
    for (unsigned codepoint = 0; codepoint <= 0x10FFFF; codepoint++) {
        if (codepoint >= 0xD800 && codepoint <= 0xDFFF)
            continue;
        char bytes[4];
        unsigned decoded = 0xFFFFFFFF;
        size_t size = pp_utf8_encode(codepoint, bytes);
        if (pp_utf8_decode(bytes, size, &decoded) != size || decoded != codepoint)
            fail_msg("U+%04X became U+%04X", codepoint, decoded);
        if (size > 1 && pp_utf8_decode(bytes, size - 1, &decoded) != 0)
            fail_msg("U+%04X is taken although torn", codepoint);
    }
}

static void what_has_no_bytes_becomes_the_replacement(void **state)
{
    (void)state;
    char bytes[4];
    assert_int_equal(pp_utf8_encode(0xD800, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    assert_int_equal(pp_utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void invalid_bytes_are_not_decoded(void **state)
{
    (void)state;
    static const char *const invalid[] = {
        "\x80",             /* a continuation alone */
        "\xC0\xAF",         /* overlong, two bytes */
        "\xC1\xBF",         /* overlong, two bytes */
        "\xE0\x9F\xBF",     /* overlong, three bytes */
        "\xF0\x8F\xBF\xBF", /* overlong, four bytes */
        "\xED\xA0\x80",     /* the first surrogate */
        "\xED\xBF\xBF",     /* the last surrogate */
        "\xF4\x90\x80\x80", /* U+110000 */
        "\xF5\x80\x80\x80",
        "\xFE",
        "\xFF",
        "\xC3(",
        "\xE2\x82(",
        "\xF0\x9F\x8F(",
    };
    for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++) {
        unsigned codepoint = 42;
        assert_int_equal(pp_utf8_decode(invalid[i], strlen(invalid[i]), &codepoint), 0);
        assert_int_equal(codepoint, 42); /* set only on success */
        assert_int_equal(pp_utf8_valid(invalid[i], strlen(invalid[i])), 0);
    }
    unsigned codepoint;
    assert_int_equal(pp_utf8_decode("", 0, &codepoint), 0);
}

static void the_first_invalid_byte_is_found(void **state)
{
    (void)state;
    assert_int_equal(pp_utf8_valid("R\xC4\xABga", 5), 5);
    assert_int_equal(pp_utf8_valid("R\xC4\xABga\xE9x", 7), 5);
    assert_int_equal(pp_utf8_valid("caf\xC3", 4), 3);
    assert_int_equal(pp_utf8_valid("", 0), 0);
    assert_int_equal(pp_utf8_valid("a\0b", 3), 3);
}

static void characters_are_counted(void **state)
{
    (void)state;
    assert_int_equal(pp_utf8_count("", 0), 0);
    assert_int_equal(pp_utf8_count("R\xC4\xABga \xF0\x9F\x8F\x99", 10), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_survives),
        cmocka_unit_test(what_has_no_bytes_becomes_the_replacement),
        cmocka_unit_test(invalid_bytes_are_not_decoded),
        cmocka_unit_test(the_first_invalid_byte_is_found),
        cmocka_unit_test(characters_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
