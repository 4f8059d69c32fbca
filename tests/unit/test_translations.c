#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pactpress/catalog.h"
#include "pactpress/project.h"
#include "pactpress/str.h"
#include "pactpress/translations.h"
#include "support.h"

static struct pp_translation line(
    const char *file, const char *key, const char *from, const char *to)
{
    return (struct pp_translation){.file = file, .key = key, .source = from, .text = to};
}

static void knows_what_came_from_what(void **state)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_translations all = {.lang = "lv"};
    struct pp_translation one = line("a.md", NULL, "1", "2"), other = line("a.md", NULL, "3", "2");
    struct pp_translation string = line("strings", "k", "1", "2");
    (void)state;
    pp_translations_set(arena, &all, &one);
    pp_translations_set(arena, &all, &other);
    pp_translations_set(arena, &all, &string);
    assert_int_equal(all.count, 3); /* a paragraph may be made from two */
    assert_true(all.changed);
    assert_non_null(pp_translations_find(&all, "a.md", NULL, "3", "2"));
    assert_null(pp_translations_find(&all, "a.md", NULL, "4", "2"));
    assert_null(pp_translations_find(&all, "b.md", NULL, "3", "2"));
    assert_true(pp_translations_knows(&all, "a.md", NULL, "2"));
    assert_false(pp_translations_knows(&all, "strings", "other", "2"));
    string.source = "9";
    pp_translations_set(arena, &all, &string);
    assert_int_equal(all.count, 3); /* a string from one only */
    assert_null(pp_translations_find(&all, "strings", "k", "1", "2"));
    all.changed = false;
    pp_translations_set(arena, &all, &string);
    assert_false(all.changed);
    pp_arena_free(arena);
}

static void reads_what_it_wrote(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    const char *folder = support_folder(run->arena, "written");
    struct pp_translations all = {.lang = "lv"}, *back;
    struct pp_translation b = line("b", "k: \"x\"", "0123456789abcdef", "12"),
                          a = line("a", NULL, "1e5", "2");
    (void)state;
    b.reviewed_by = "A. \\ Reviewer";
    pp_translations_set(run->arena, &all, &b);
    pp_translations_set(run->arena, &all, &a);
    support_file(
        run->arena, folder, "translations/lv.yaml", pp_translations_write(run->arena, &all));
    assert_int_equal(pp_translations_load(run, folder, "lv", &back), PP_OK);
    assert_int_equal(back->count, 2);
    assert_string_equal(back->items[0].file, "a"); /* in order */
    assert_null(back->items[0].key);
    assert_string_equal(back->items[0].source, "1e5");
    assert_string_equal(back->items[1].key, "k: \"x\"");
    assert_string_equal(back->items[1].reviewed_by, "A. \\ Reviewer");
    assert_string_equal(pp_translations_write(run->arena, back), (const char *)back->bytes.data);
    assert_int_equal(pp_translations_load(run, folder, "it", &back), PP_OK);
    assert_int_equal(back->count, 0);
    pp_run_free(run);
}

static void refuses_another_language(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    const char *folder = support_folder(run->arena, "other");
    struct pp_translations *back;
    (void)state;
    support_file(run->arena, folder, "translations/lv.yaml", "lang: it\n");
    assert_int_equal(pp_translations_load(run, folder, "lv", &back), PP_USAGE);
    assert_int_equal(support_count_rule(run, "translations.language"), 1);
    pp_run_free(run);
}

/* A mark holds for the text that was read, and not for another one. */
static void marks_strings_as_reviewed(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    const char *folder = support_folder(run->arena, "marks");
    struct pp_project project = {.folder = folder};
    struct pp_translations all = {.lang = "lv"};
    struct pp_catalog *catalog;
    char digest[PP_TEXT_DIGEST];
    (void)state;
    pp_text_digest("Teksts", digest);
    struct pp_translation a = line("strings", "a", "1", digest),
                          b = line("strings", "b", "1", digest);
    a.reviewed_by = b.reviewed_by = "A. Reviewer";
    pp_translations_set(run->arena, &all, &a);
    pp_translations_set(run->arena, &all, &b);
    run->share = folder;
    support_file(
        run->arena, folder, "strings/lv.yaml", "lang: lv\nstrings: {a: Teksts, b: Cits}\n");
    support_file(
        run->arena, folder, "translations/lv.yaml", pp_translations_write(run->arena, &all));
    assert_int_equal(pp_catalog_load(run, &project, "lv", &catalog), PP_OK);
    assert_string_equal(pp_catalog_find(catalog, "a")->reviewed_by, "A. Reviewer");
    assert_true(pp_is_empty(pp_catalog_find(catalog, "b")->reviewed_by));
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_what_came_from_what),
        cmocka_unit_test(reads_what_it_wrote),
        cmocka_unit_test(refuses_another_language),
        cmocka_unit_test(marks_strings_as_reviewed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
