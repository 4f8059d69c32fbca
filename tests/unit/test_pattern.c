#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/pattern.h"

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

static struct pp_pattern *compiled(const char *expression)
{
    struct pp_pattern *pattern = NULL;
    const char *error = NULL;
    size_t offset = 0;
    assert_int_equal(pp_pattern_compile(arena, expression, &pattern, &error, &offset), PP_OK);
    return pattern;
}

static bool matches(const char *expression, const char *text)
{
    struct pp_pattern *pattern = compiled(expression);
    bool found = pp_pattern_matches(pattern, text, strlen(text));
    pp_pattern_free(pattern);
    return found;
}

static void assert_refused(const char *expression, size_t where, const char *reason)
{
    struct pp_pattern *pattern = NULL;
    const char *error = NULL;
    size_t offset = 0;
    assert_int_equal(pp_pattern_compile(arena, expression, &pattern, &error, &offset), PP_USAGE);
    assert_null(pattern);
    assert_int_equal(offset, where);
    assert_non_null(strstr(error, reason));
}

static void patterns_stand_between_slashes(void **state)
{
    (void)state;
    assert_true(pp_is_pattern("/^dat(e|a|um)\\b/i"));
    assert_true(pp_is_pattern("/a/"));
    assert_true(pp_is_pattern("/a/q"));
    assert_false(pp_is_pattern("Event"));
    assert_false(pp_is_pattern("//"));
    assert_false(pp_is_pattern("/"));
    assert_false(pp_is_pattern("/srv/exports"));
    assert_false(pp_is_pattern("Date / Time"));
    assert_false(pp_is_pattern(""));
    assert_false(pp_is_pattern(NULL));
}

static void matches_anywhere_by_unicode(void **state)
{
    (void)state;
    assert_true(matches("/^dat(e|a|um)\\b/i", "DATUM der Veranstaltung"));
    assert_false(matches("/^dat(e|a|um)\\b/", "DATUM"));
    assert_true(matches("dat", "update"));
    assert_true(matches("/^\\p{Lu}\\w+$/", "R\xC4\xABga"));
    assert_true(
        matches("/\xC5\x81\xC3\x93\x44\xC5\xB9/i", "\xC5\x82\xC3\xB3\x64\xC5\xBA")); /* Łódź */
    assert_true(matches("/^.$/", "\xC4\xAB"));
    assert_true(matches("/^b/m", "a\nb"));
    assert_true(matches("/a.b/s", "a\nb"));
    assert_true(matches("/a b # both/x", "ab"));
    assert_true(matches("/^$/", ""));
}

static void mistakes_are_placed(void **state)
{
    (void)state;
    assert_refused("/dat(e/", 6, "parenthesis");
    assert_refused("dat(e", 5, "parenthesis");
    assert_refused("/date/iq", 7, "not q");
    assert_refused("/a\\Cb/", 4, "\\C");
}

static void captures_are_offsets(void **state)
{
    (void)state;
    struct pp_pattern *pattern = compiled("/(\\d+)\\.(?:(\\d+)|(x))/");
    long captures[5][2];
    assert_true(pp_pattern_capture(pattern, "am 3.12 um", 10, captures, 5));
    assert_int_equal(captures[0][0], 3);
    assert_int_equal(captures[0][1], 7);
    assert_int_equal(captures[1][0], 3);
    assert_int_equal(captures[1][1], 4);
    assert_int_equal(captures[2][0], 5);
    assert_int_equal(captures[2][1], 7);
    assert_int_equal(captures[3][0], -1);
    assert_int_equal(captures[4][1], -1);
    assert_true(pp_pattern_capture(pattern, "3.x", 3, captures, 4));
    assert_int_equal(captures[2][0], -1);
    assert_int_equal(captures[3][0], 2);
    assert_true(pp_pattern_capture(pattern, "3.x", 3, captures, 1)); /* fewer than there are */
    assert_false(pp_pattern_capture(pattern, "none", 4, captures, 4));
    pp_pattern_free(pattern);
}

static void invalid_text_neither_matches_nor_breaks(void **state)
{
    (void)state;
    struct pp_pattern *pattern = compiled("/caf./");
    assert_false(pp_pattern_matches(pattern, "caf\xE9", 4));
    assert_true(pp_pattern_matches(pattern, "\xFF cafe", 6));
    pp_pattern_free(pattern);
}

static void runaway_matches_are_cut_off(void **state)
{
    (void)state;
    static char many[40001];
    memset(many, 'a', 40000);
    assert_false(
        matches("/^(a+)+$/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"));
    many[39999] = '!';
    assert_false(matches("/^(a|aa)+$/", many));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_stand_between_slashes),
        cmocka_unit_test(matches_anywhere_by_unicode),
        cmocka_unit_test(mistakes_are_placed),
        cmocka_unit_test(captures_are_offsets),
        cmocka_unit_test(invalid_text_neither_matches_nor_breaks),
        cmocka_unit_test(runaway_matches_are_cut_off),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
