#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/catalog.h"
#include "pactpress/limits.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "support.h"

static struct pp_run *run;
static struct pp_project project;

static int set_up(void **state)
{
    (void)state;
    run = pp_run_new(NULL);
    project = (struct pp_project){.folder = "tests/data/project/good"};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pp_run_free(run);
    return 0;
}

static void test_strings_and_their_places(void **state)
{
    (void)state;
    struct pp_catalog *catalog = NULL;
    assert_int_equal(pp_catalog_load(run, &project, "en", &catalog), PP_OK);
    assert_string_equal(catalog->lang, "en");
    assert_int_equal(catalog->strings.count, 3);
    const struct pp_string *s = pp_catalog_find(catalog, "greeting");
    assert_string_equal(s->pattern, "Hello {place}");
    assert_string_equal(s->reviewed_by, "A. Reader");
    assert_int_equal(s->where.line, 4);
    assert_int_equal(s->where.col, 14);
    s = pp_catalog_find(catalog, "block.note");
    assert_string_equal(s->pattern, "Two\nlines\n");
    assert_int_equal(s->where.line, 6);
    assert_int_equal(s->where.col, 5);
    s = pp_catalog_find(catalog, "checked");
    assert_string_equal(s->pattern, "It's {n, plural, one {# day} other {# days}}");
    assert_string_equal(s->reviewed_by, "B. Checker");
    assert_string_equal(s->id, "checked");
    assert_null(pp_catalog_find(catalog, "none"));
}

/* A place with two installed files and a project over them. */
static const char *installed(void)
{
    const char *folder = support_folder(run->arena, "catalogs");
    support_file(
        run->arena, folder, "share/layouts/strings/pt.yaml",
        "lang: pt\nstrings: {a: A de todos, b: B de todos}\n");
    support_file(
        run->arena, folder, "share/layouts/strings/en.yaml", "lang: en\nstrings: {a: x}\n");
    support_file(
        run->arena, folder, "own/strings/pt.yaml",
        "lang: pt\nreviewed_by: C. Silva\nstrings: {b: B nosso}\n");
    run->share = pp_arena_printf(run->arena, "%s/share", folder);
    return pp_arena_printf(run->arena, "%s/own", folder);
}

static void test_the_projects_strings_win_one_by_one(void **state)
{
    (void)state;
    project.folder = installed();
    struct pp_catalog *own = NULL, *plain = NULL;
    assert_int_equal(pp_catalog_load(run, &project, "pt", &own), PP_OK);
    assert_string_equal(pp_catalog_find(own, "a")->pattern, "A de todos");
    assert_string_equal(pp_catalog_find(own, "a")->reviewed_by, "");
    assert_string_equal(pp_catalog_find(own, "b")->pattern, "B nosso");
    assert_string_equal(pp_catalog_find(own, "b")->reviewed_by, "C. Silva");
    assert_int_equal(pp_catalog_load(run, NULL, "pt", &plain), PP_OK);
    assert_string_equal(pp_catalog_find(plain, "b")->pattern, "B de todos");
    assert_string_not_equal(own->digest, plain->digest);
}

static void test_a_region_takes_its_language(void **state)
{
    (void)state;
    project.folder = installed();
    struct pp_catalog *catalog = NULL;
    assert_int_equal(pp_catalog_load(run, &project, "pt-BR", &catalog), PP_OK);
    assert_string_equal(catalog->lang, "pt-BR");
    assert_string_equal(pp_catalog_find(catalog, "b")->pattern, "B nosso");
}

static void test_a_language_without_strings(void **state)
{
    (void)state;
    project.folder = installed();
    struct pp_catalog *catalog = NULL;
    assert_int_equal(pp_catalog_load(run, &project, "de", &catalog), PP_OK);
    assert_string_equal(catalog->lang, "en");
    assert_int_equal(support_count_rule(run, "catalog.no-language"), 1);
    assert_non_null(strstr(pp_diag_at(run, 0)->sentence, "en and pt"));
    /* The project says whose words stand in. */
    const char *fallback[] = {"fi", "pt"};
    project.fallback.items = fallback;
    project.fallback.count = 2;
    assert_int_equal(pp_catalog_load(run, &project, "de", &catalog), PP_OK);
    assert_string_equal(catalog->lang, "pt");
}

static void assert_bad(const char *text, const char *rule, size_t line, size_t col)
{
    const char *folder = support_folder(run->arena, "bad-catalog");
    support_file(run->arena, folder, "strings/en.yaml", text);
    struct pp_project own = {.folder = folder};
    struct pp_catalog *catalog = NULL;
    size_t before = pp_diag_count(run, PP_ERROR);
    assert_int_equal(pp_catalog_load(run, &own, "en", &catalog), PP_USAGE);
    assert_null(catalog);
    const struct pp_diag *diag = pp_diag_at(run, before);
    assert_non_null(diag);
    assert_null(pp_diag_at(run, before + 1));
    assert_string_equal(diag->rule, rule);
    assert_int_equal(diag->where.line, line);
    assert_int_equal(diag->where.col, col);
}

static void test_bad_catalogues(void **state)
{
    (void)state;
    assert_bad("lang: lv\nstrings: {}\n", "catalog.language", 1, 7);
    assert_bad("lang: en\nstrings: []\n", "yaml.missing-value", 2, 1);
    assert_bad("lang: en\nstrings: [a]\n", "yaml.wrong-type", 2, 10);
    assert_bad("lang: en\nstrings:\n  a: [b]\n", "catalog.string", 3, 6);
    assert_bad("lang: en\nstrings:\n  a:\n", "catalog.string", 3, 5);
    assert_bad("lang: en\nstrings:\n  a: {reviewed: B}\n", "catalog.string", 3, 6);
    assert_bad("lang: en\nstrings:\n  a: {text: t, revewed: B}\n", "yaml.unknown-key", 3, 16);
    assert_bad("lang: en\nstrings:\n  state.withheld: under 5\n", "catalog.digit", 3, 19);
    assert_bad("lang: en\nstrings:\n  a: x\n  a: y\n", "yaml.doubled-key", 4, 3);
    assert_bad("lang: en\nstring: {a: b}\nstrings: {}\n", "yaml.unknown-key", 2, 1);
    struct pp_str text;
    pp_str_init(&text);
    pp_str_append(&text, "lang: en\nstrings:\n  a: ");
    for (int i = 0; i <= PP_LIMIT_MESSAGE; i++)
        pp_str_append_char(&text, 'x');
    assert_bad(text.text, "catalog.too-long", 3, 6);
    pp_str_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_strings_and_their_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_the_projects_strings_win_one_by_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_region_takes_its_language, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_language_without_strings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_catalogues, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
