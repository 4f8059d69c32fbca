#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

static void grows_and_always_ends_with_nul(void **state)
{
    (void)state;
    struct pp_str str;
    pp_str_init(&str);
    assert_string_equal(str.text, "");
    for (int i = 0; i < 1000; i++) {
        pp_str_printf(&str, "%d,", i % 10);
        assert_int_equal(strlen(str.text), str.length);
        assert_true(str.length < str.capacity);
    }
    assert_int_equal(str.length, 2000);
    pp_str_truncate(&str, 4);
    assert_string_equal(str.text, "0,1,");
    pp_str_truncate(&str, 400);
    assert_string_equal(str.text, "0,1,");
    pp_str_clear(&str);
    assert_string_equal(str.text, "");
    pp_str_free(&str);
}

static void holds_nul_bytes_and_characters(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct pp_str str;
    pp_str_init(&str);
    pp_str_append_n(&str, "a\0b", 3);
    pp_str_append_char(&str, '/');
    pp_str_append_utf8(&str, 0x101);
    pp_str_append_utf8(&str, 0x1F3D9);
    pp_str_append(&str, "");
    assert_int_equal(str.length, 10);
    assert_memory_equal(str.text, "a\0b/\xC4\x81\xF0\x9F\x8F\x99", 11);
    assert_memory_equal(pp_str_copy(&str, arena), str.text, 11);
    pp_str_free(&str);
    pp_arena_free(arena);
}

static void small_questions(void **state)
{
    (void)state;
    assert_true(pp_streq("riga", "riga"));
    assert_false(pp_streq("riga", "Riga"));
    assert_true(pp_streq(NULL, ""));
    assert_true(pp_streq(NULL, NULL));
    assert_true(pp_starts_with("bulletin", "bull"));
    assert_false(pp_starts_with("bull", "bulletin"));
    assert_true(pp_starts_with(NULL, ""));
    assert_true(pp_ends_with("a.yaml", ".yaml"));
    assert_true(pp_ends_with("a.yaml", NULL));
    assert_false(pp_ends_with("yaml", ".yaml"));
    assert_true(pp_is_empty(NULL));
    assert_true(pp_is_empty(""));
    assert_false(pp_is_empty(" "));
}

static void edit_distance_counts_what_people_do(void **state)
{
    (void)state;
    assert_int_equal(pp_edit_distance("", ""), 0);
    assert_int_equal(pp_edit_distance("", "abc"), 3);
    assert_int_equal(pp_edit_distance("kitten", "sitting"), 3);
    assert_int_equal(pp_edit_distance("citeis", "cities"), 1); /* two letters swapped */
    assert_int_equal(pp_edit_distance("ca", "abc"), 3);        /* restricted: no edit in between */
    assert_int_equal(pp_edit_distance("r\xC4\xABga", "riga"), 1);
    assert_int_equal(pp_edit_distance("framework", "frameworks"), 1);
}

static void nearest_proposes_only_what_is_near(void **state)
{
    (void)state;
    static const char *const keys[] = {"cities",  "sources", "indicators", "targets",
                                       "privacy", "id",      NULL};
    assert_string_equal(pp_nearest("citys", keys), "cities");
    assert_string_equal(pp_nearest("Indicator", keys), "indicators");
    assert_string_equal(pp_nearest("PRIVACY", keys), "privacy");
    assert_string_equal(pp_nearest("ids", keys), "id");
    assert_null(pp_nearest("weather", keys));
    assert_null(pp_nearest("", keys));
    assert_null(pp_nearest("x", keys));
    assert_null(pp_nearest("cities", NULL));
    static const char *const twins[] = {"tabel", "tables", NULL};
    assert_string_equal(pp_nearest("table", twins), "tabel"); /* both at 1: the first */
}

static void long_words_are_compared_by_their_beginning(void **state)
{
    (void)state;
    char a[5001], b[5001];
    memset(a, 'a', 5000);
    memset(b, 'a', 5000);
    a[5000] = b[5000] = '\0';
    b[0] = 'b';
    assert_int_equal(pp_edit_distance(a, b), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_always_ends_with_nul),
        cmocka_unit_test(holds_nul_bytes_and_characters),
        cmocka_unit_test(small_questions),
        cmocka_unit_test(edit_distance_counts_what_people_do),
        cmocka_unit_test(nearest_proposes_only_what_is_near),
        cmocka_unit_test(long_words_are_compared_by_their_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
