/* The plural categories of every language against CLDR's rules, which tests/tools/cldr_plurals.py
 * computed anew: 0 to 200, 0.0 to 20.9 and a million, cardinal and ordinal. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"
#include "support.h"

enum { INTEGERS = 201, DECIMALS = 210 };

static char letter_of(const struct pp_locale *locale, int64_t value, int decimals, bool ordinal)
{
    static const struct {
        const char *name;
        char letter;
    } letters[] = {{"zero", 'z'}, {"one", '1'},  {"two", '2'},
                   {"few", 'f'},  {"many", 'm'}, {"other", 'o'}};
    const char *category = pp_locale_plural(locale, value, decimals, ordinal);
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (strcmp(letters[i].name, category) == 0)
            return letters[i].letter;
    return '?';
}

static void check_line(struct pp_run *run, char *line)
{
    char *fields[5], *rest = line;
    for (size_t i = 0; i < 5; i++)
        fields[i] = strtok_r(rest, " ", &rest);
    assert_non_null(fields[4]);
    bool ordinal = strcmp(fields[1], "ordinal") == 0;
    struct pp_locale *locale;
    assert_int_equal(pp_locale_open(run, fields[0], "eu", &locale), PP_OK);
    assert_int_equal(strlen(fields[2]), INTEGERS);
    assert_int_equal(strlen(fields[3]), DECIMALS);
    for (int n = 0; n < INTEGERS; n++)
        if (letter_of(locale, n, 0, ordinal) != fields[2][n])
            fail_msg("%s %s: %d is not %c", fields[0], fields[1], n, fields[2][n]);
    for (int n = 0; n < DECIMALS; n++)
        if (letter_of(locale, n, 1, ordinal) != fields[3][n])
            fail_msg("%s %s: %d.%d is not %c", fields[0], fields[1], n / 10, n % 10, fields[3][n]);
    assert_int_equal(letter_of(locale, 1000000, 0, ordinal), fields[4][0]);
    pp_locale_close(locale);
}

static void plurals_are_those_of_cldr(void **state)
{
    (void)state;
    struct pp_run *run = pp_run_new(NULL);
    struct pp_bytes bytes;
    size_t lines = 0;
    assert_int_equal(
        pp_file_read(run, run->arena, "tests/data/plurals.txt", 1 << 20, &bytes), PP_OK);
    char *rest = pp_arena_strndup(run->arena, (const char *)bytes.data, bytes.size);
    for (char *line; (line = strtok_r(rest, "\n", &rest)) != NULL; lines++)
        check_line(run, line);
    assert_true(lines > 80);
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plurals_are_those_of_cldr)};
    return cmocka_run_group_tests_name("plurals", tests, NULL, NULL);
}
