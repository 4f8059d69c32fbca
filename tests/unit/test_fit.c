/* Lines of tables and of long text, at several widths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "commands/fit.h"
#include "pactpress/utf8.h"
#include "support.h"

static void fits(const char *lines, size_t width, const char *wanted)
{
    struct pp_str out;
    pp_str_init(&out);
    fit_lines(&out, lines, width);
    assert_string_equal(out.text, wanted);
    pp_str_free(&out);
}

static void what_is_no_terminal_gets_all(void **state)
{
    (void)state;
    fits("rows      twelve of twenty\n\nend", 0, "rows      twelve of twenty\n\nend");
}

static void what_is_too_long_goes_on_under_its_text(void **state)
{
    (void)state;
    fits("rows      twelve of twenty\n", 20, "rows      twelve of\n          twenty\n");
    fits("  first  a | b | c | d", 18, "  first  a | b | c\n         | d");
    fits("one two three", 8, "one two\nthree");
    fits("  one two three", 8, "  one\n  two\n  three");
}

static void a_word_alone_is_broken(void **state)
{
    (void)state;
    fits("abcdefghij", 4, "abcd\nefgh\nij");
    fits("k  abcdefghij", 8, "k  abcde\n   fghij");
}

static void characters_count_not_bytes(void **state)
{
    (void)state;
    fits("āēīņ āēīņ", 4, "āēīņ\nāēīņ");
    fits("āēīņ", 4, "āēīņ");
    fits("āēīņš", 4, "āēīņ\nš");
}

/* Whatever the width: no line is wider, and no word is lost. */
static void no_line_is_wider(void **state)
{
    static const char text[] =
        "rule        unique-persons: A person is recognised over events, files, cities\n"
        "            and periods   \n\nx\n   y\n";
    (void)state;
    for (size_t width = 1; width < 90; width++) {
        struct pp_str out;
        size_t letters = 0;
        pp_str_init(&out);
        fit_lines(&out, text, width);
        for (const char *at = out.text; *at; at += strcspn(at, "\n") + (strchr(at, '\n') != NULL))
            assert_true(pp_utf8_count(at, strcspn(at, "\n")) <= width);
        for (const char *c = out.text; *c; c++)
            letters += *c > ' ';
        for (const char *c = text; *c; c++)
            letters -= *c > ' ';
        assert_int_equal(letters, 0);
        pp_str_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_terminal_gets_all),
        cmocka_unit_test(what_is_too_long_goes_on_under_its_text),
        cmocka_unit_test(a_word_alone_is_broken),
        cmocka_unit_test(characters_count_not_bytes),
        cmocka_unit_test(no_line_is_wider),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
