#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "pactpress/dialect.h"
#include "pactpress/run.h"
#include "support.h"

static enum pp_status decide(
    struct pp_run *run, const char *text, const char *declared, int skip,
    const struct pp_header_test *test, struct pp_dialect *out)
{
    struct pp_bytes bytes = {(const unsigned char *)text, strlen(text)};
    return pp_dialect_decide(run, "x.csv", bytes, declared, skip, test, out);
}

static void consistency_decides(void **state)
{
    static const struct {
        const char *text;
        const char *delimiter;
        size_t skipped;
    } cases[] = {
        {"a,b,c\n1,2,3\n4,5,6\n", "comma", 0},
        {"a;b;c\n1;2;3\n", "semicolon", 0},
        {"a\tb\n1\t2\n", "tab", 0},
        {"a|b\n1|2\n", "pipe", 0},
        /* more commas than semicolons: decimal commas and remarks */
        {"id;score;remark\n1;3,5;well, fine, thanks\n2;4,0;no, not, really\n3;2,5;x, y, z\n",
         "semicolon", 0},
        {"id;q1;q2\n1;3,5;4,0\n2;4,5;3,0\n3;2,5;1,5\n4;1,0;2,0\n", "semicolon", 0},
        /* delimiters inside quotes do not count */
        {"name,cities\nx,\"a;b;c\"\ny,\"d;e;f\"\n", "comma", 0},
        {"sep=;\na;b\n1;2\n", "semicolon", 1},
        {"sep=|\na|b\n1|2\n", "pipe", 1},
        /* a title and an empty line before the table, a total behind it */
        {"Participants 2022\n\nid;name;city\n1;x;y\n2;x;y\n3;x;y\nTotal: 3\n", "semicolon", 2},
        {"\na,b\n1,2\n", "comma", 1},
        /* two torn rows of ten */
        {"a,b,c\n1,2,3\n1,2\n1,2,3\n1,2,3,4\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n", "comma", 0},
    };
    struct pp_run *run = pp_run_new(NULL);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_dialect dialect;
        if (decide(run, cases[i].text, "auto", 0, NULL, &dialect) != PP_OK)
            fail_msg("case %zu is refused", i);
        if (strcmp(pp_delimiter_name(dialect.delimiter), cases[i].delimiter) != 0 ||
            dialect.skipped != cases[i].skipped)
            fail_msg("case %zu: %s, %zu", i, pp_delimiter_name(dialect.delimiter), dialect.skipped);
    }
    assert_int_equal(pp_diag_count(run, PP_ERROR), 0);
    pp_run_free(run);
}

static void an_even_choice_is_refused(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_dialect dialect;
    (void)state;
    assert_int_equal(decide(run, "a,b;c\n1,2;3\n4,5;6\n", "auto", 0, NULL, &dialect), PP_DATA);
    assert_int_equal(support_count_rule(run, "dialect.ambiguous"), 1);
    assert_int_equal(decide(run, "a,b;c\n1,2;3\n4,5;6\n", ";", 0, NULL, &dialect), PP_OK);
    assert_int_equal(dialect.delimiter, ';');
    pp_run_free(run);
}

static size_t fits_wanted(const void *self, const struct pp_bytes *fields, size_t count)
{
    size_t fit = 0;
    for (size_t i = 0; i < count; i++)
        fit += fields[i].size > 0 && strchr(self, fields[i].data[0]) != NULL;
    return fit;
}

static void wanted_columns_find_the_header(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_header_test test = {"XY", fits_wanted};
    struct pp_dialect dialect;
    (void)state;
    /* EUSurvey's preamble is as wide as the table, padded by Excel */
    assert_int_equal(
        decide(run, "Alias;s1;;\nDate;1;;\n;;;\nX;Y;c;d\n1;2;3;4\n", "auto", 0, &test, &dialect),
        PP_OK);
    assert_int_equal(dialect.skipped, 3);
    assert_int_equal(dialect.fit, 2);
    /* and which delimiter it is */
    assert_int_equal(decide(run, "X,Y;c,d\n1,2;3,4\n4,5;6,7\n", "auto", 0, &test, &dialect), PP_OK);
    assert_int_equal(dialect.delimiter, ',');
    pp_run_free(run);
}

static void declarations_are_believed(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_dialect dialect;
    (void)state;
    assert_int_equal(decide(run, "a,b\n1,2\n", "tab", 0, NULL, &dialect), PP_OK);
    assert_int_equal(dialect.delimiter, '\t');
    assert_int_equal(decide(run, "t\nu\na,b\n1,2\n", "auto", 2, NULL, &dialect), PP_OK);
    assert_int_equal(dialect.skipped, 2);
    assert_int_equal(decide(run, "a,b\n", "::", 0, NULL, &dialect), PP_USAGE);
    assert_int_equal(support_count_rule(run, "dialect.no-such"), 1);
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(consistency_decides),
        cmocka_unit_test(an_even_choice_is_refused),
        cmocka_unit_test(wanted_columns_find_the_header),
        cmocka_unit_test(declarations_are_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
