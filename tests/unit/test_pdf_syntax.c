/* Values in the syntax of PDF. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "output/pdf_syntax.h"

/* What was appended since the last call. */
static const char *taken(struct pp_str *out)
{
    static char text[512];
    assert_true(out->length < sizeof text);
    memcpy(text, out->text, out->length + 1);
    pp_str_clear(out);
    return text;
}

static void numbers_are_short_and_exact(void **state)
{
    struct pp_str out;
    (void)state;
    pp_str_init(&out);
    static const struct {
        int64_t value;
        int places;
        const char *text;
    } cases[] = {
        {0, 2, "0"},
        {1250, 2, "12.5"},
        {-1, 2, "-.01"},
        {-100, 2, "-1"},
        {5, 1, ".5"},
        {120, 0, "120"},
        {1000000, 3, "1000"},
        {-123456, 5, "-1.23456"},
        {INT64_MAX, 0, "9223372036854775807"},
        {INT64_MIN, 0, "-9223372036854775808"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pp_pdf_put_decimal(&out, cases[i].value, cases[i].places);
        assert_string_equal(taken(&out), cases[i].text);
    }
    pp_pdf_put_length(&out, -0.004);
    assert_string_equal(taken(&out), "0");
    pp_pdf_put_length(&out, 841.889763);
    assert_string_equal(taken(&out), "841.89");
    pp_str_free(&out);
}

static void colours_keep_their_values(void **state)
{
    struct pp_str out;
    (void)state;
    pp_str_init(&out);
    for (unsigned value = 0; value <= 255; value++) {
        pp_pdf_put_colour(&out, value);
        double read = 0, unit = 1;
        const char *text = taken(&out);
        for (; *text && *text != '.'; text++)
            read = read * 10 + (*text - '0');
        for (; *text && *++text;)
            read += (unit /= 10) * (*text - '0');
        assert_int_equal(lround(read * 255), value);
    }
    pp_str_free(&out);
}

static void lengths_that_are_none_are_known(void **state)
{
    (void)state;
    assert_true(pp_pdf_writable(-32000));
    assert_false(pp_pdf_writable(NAN));
    assert_false(pp_pdf_writable(INFINITY));
    assert_false(pp_pdf_writable(1e9));
}

static void names_and_strings_are_escaped(void **state)
{
    struct pp_str out;
    (void)state;
    pp_str_init(&out);
    pp_pdf_put_name(&out, "A B(c)#/\xC4\x81");
    assert_string_equal(taken(&out), "/A#20B#28c#29#23#2F#C4#81");
    pp_pdf_put_bytes(&out, "(a)\\\r\n", 6);
    assert_string_equal(taken(&out), "(\\(a\\)\\\\\\r\\n)");
    pp_pdf_put_text(&out, "plain (x)", 9);
    assert_string_equal(taken(&out), "(plain \\(x\\))");
    pp_pdf_put_text(&out, "\xC4\x81\xF0\x9F\x98\x80", 6);
    assert_string_equal(taken(&out), "<FEFF0101D83DDE00>");
    pp_str_free(&out);
}

static void dates_are_in_universal_time(void **state)
{
    struct pp_str out;
    (void)state;
    pp_str_init(&out);
    pp_pdf_put_date(&out, 1709251199);
    assert_string_equal(taken(&out), "(D:20240229235959Z)");
    pp_pdf_put_iso_date(&out, -1);
    assert_string_equal(taken(&out), "1969-12-31T23:59:59Z");
    pp_str_free(&out);
}

static void texts_and_languages_are_checked(void **state)
{
    (void)state;
    assert_int_equal(pp_pdf_utf16_length("a\xC4\x81\xE2\x82\xAC\xF0\x9F\x98\x80"), 5);
    assert_true(pp_pdf_printable("a\tb\n\xC3\xA9"));
    static const char *const bad[] = {"\x01", "\xC2\x85",     "\xEF\xBF\xBE", "\xEF\xBB\xBF",
                                      "\xFF", "\xED\xA0\x80", "\xEF\xB7\x90"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(pp_pdf_printable(bad[i]));
    static const char *const langs[] = {"en", "sr-Latn", "zh-Hant-TW", "sl-1994"};
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
        assert_true(pp_pdf_is_lang(langs[i]));
    static const char *const no_langs[] = {"", "-", "en-", "en_GB", "e n", "1a", "abcdefghi"};
    for (size_t i = 0; i < sizeof no_langs / sizeof *no_langs; i++)
        assert_false(pp_pdf_is_lang(no_langs[i]));
    assert_false(pp_pdf_is_lang(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_short_and_exact),
        cmocka_unit_test(colours_keep_their_values),
        cmocka_unit_test(lengths_that_are_none_are_known),
        cmocka_unit_test(names_and_strings_are_escaped),
        cmocka_unit_test(dates_are_in_universal_time),
        cmocka_unit_test(texts_and_languages_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
