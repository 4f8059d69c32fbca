#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/quotation.h"
#include "support.h"

static struct pp_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = pp_arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    pp_arena_free(arena);
    return 0;
}

static const char *set(const char *text, const char *lang)
{
    struct pp_quotation_part part = {.lang = lang, .text = text};
    pp_quotation_set(arena, &part, 1);
    return part.text;
}

/* "a 'b'" in each language of the catalogues. CLDR 42. */
static void each_language_has_its_marks(void **state)
{
    (void)state;
    static const char *const expected[][2] = {
        {"ar", "”a ’b‘“"},
        {"bg", "„a „b““"},
        {"cs", "„a ‚b‘“"},
        {"da", "“a ‘b’”"},
        {"de", "„a ‚b‘“"},
        {"el", "«a “b”»"},
        {"en", "“a ‘b’”"},
        {"es", "«a “b”»"},
        {"et", "„a ‚b‘“"},
        {"fi", "”a ’b’”"},
        {"fr", "«\u202fa «\u202fb\u202f»\u202f»"},
        {"ga", "“a ‘b’”"},
        {"hr", "„a ‚b‘“"},
        {"hu", "„a »b«”"},
        {"it", "«a “b”»"},
        {"lt", "„a „b““"},
        {"lv", "“a ‘b’”"},
        {"mt", "“a ‘b’”"},
        {"nl", "‘a ‘b’’"},
        {"pl", "„a «b»”"},
        {"pt", "«a “b”»"},
        {"ro", "„a «b»”"},
        {"sk", "„a ‚b‘“"},
        {"sl", "„a ‚b‘“"},
        {"sv", "”a ’b’”"},
        {"uk", "«a „b“»"},
        {"tlh", "“a ‘b’”"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const char *text = set("\"a 'b'\"", expected[i][0]);
        if (strcmp(text, expected[i][1]) != 0)
            print_error("%s: %s instead of %s\n", expected[i][0], text, expected[i][1]);
        assert_string_equal(text, expected[i][1]);
    }
}

static void the_place_tells_what_opens(void **state)
{
    (void)state;
    static const char *const expected[][2] = {
        {"He said: \"Come in.\" Then (\"quietly\") no more.",
         "He said: “Come in.” Then (“quietly”) no more."},
        {"Don't say it's the cities' fault.", "Don’t say it’s the cities’ fault."},
        {"The '90s were 'loud', weren't they?", "The ’90s were ‘loud’, weren’t they?"},
        {"Since the '90s", "Since the ’90s"},
        {"5'10\" and 3\" more", "5’10\" and 3\" more"},
        {"5' wide", "5' wide"},
        {"\"'Yes,' she said\"", "“‘Yes,’ she said”"},
        {"—\"so\"—", "—“so”—"},
        {"\"and/or\"/\"or\"", "“and/or”/“or”"},
        {"\"first paragraph of two", "“first paragraph of two"},
        {"a \" alone", "a \" alone"},
        {"\"", "\""},
        {"'", "’"},
        {"", ""},
        {"“as typed” and ‘this’", "“as typed” and ‘this’"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(set(expected[i][0], "en"), expected[i][1]);
    assert_string_equal(set("П'ять \"слів\"", "uk"), "П’ять «слів»");
    assert_string_equal(set("\"a\"", NULL), "“a”");
}

static void quotations_run_over_parts(void **state)
{
    (void)state;
    struct pp_quotation_part parts[] = {
        {.lang = "de", .text = "Sie sagte \""},
        {.lang = "de", .text = "nie"},
        {.lang = "de", .text = " wieder\" und \""},
        {.lang = "en", .text = "the \"end\""},
        {.lang = "de", .text = "\". "},
        {.kept = true, .text = "a \"b\""},
        {.lang = "de", .text = "\"c\""},
    };
    static const char *const expected[] = {
        "Sie sagte „", "nie", " wieder“ und „", "the “end”", "“. ", "a \"b\"", "“c\""};
    pp_quotation_set(arena, parts, sizeof parts / sizeof *parts);
    for (size_t i = 0; i + 2 < sizeof parts / sizeof *parts; i++)
        assert_string_equal(parts[i].text, expected[i]);
    assert_string_equal(parts[5].text, "a \"b\"");
}

/* A long text of marks that close nothing must not be looked through again for each. */
static void many_marks_are_only_many(void **state)
{
    (void)state;
    enum { COUNT = 200000 };
    char *text = pp_arena_alloc(arena, 3 * COUNT + 1);
    for (size_t i = 0; i < COUNT; i++)
        memcpy(text + 3 * i, " 'a", 3);
    const char *made = set(text, "en");
    assert_int_equal(strlen(made), 5 * COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language_has_its_marks),
        cmocka_unit_test(the_place_tells_what_opens),
        cmocka_unit_test(quotations_run_over_parts),
        cmocka_unit_test(many_marks_are_only_many),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
