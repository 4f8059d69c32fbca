#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/str.h"

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

static void test_case_accents_and_space_do_not_matter(void **state)
{
    (void)state;
    assert_string_equal(pp_fold(arena, "  Rīgas \t\n PILSĒTA "), "rigas pilseta");
    assert_string_equal(pp_fold(arena, "Linköping"), "linkoping");
    assert_string_equal(pp_fold(arena, "LINKO\xCC\x88PING"), "linkoping");
    assert_string_equal(pp_fold(arena, "Łódź"), "lodz");
    assert_string_equal(pp_fold(arena, "Ørsted, Đakovo, Æbelø"), "orsted, dakovo, aebelo");
    assert_string_equal(pp_fold(arena, "STRASSE Straße"), "strasse strasse");
    assert_string_equal(pp_fold(arena, "Αθήνα ΑΘΗΝΑ"), "αθηνα αθηνα");
    assert_string_equal(pp_fold(arena, ""), "");
    assert_string_equal(pp_fold(arena, " \xC2\xA0 "), "");
}

static void test_looks_of_one_sign_are_one(void **state)
{
    (void)state;
    assert_true(pp_fold_equal("don’t know", "don't  know"));
    assert_true(pp_fold_equal(
        "Dell\xCA\xBC"
        "incontro",
        "dell'incontro"));
    assert_true(pp_fold_equal("2021–2022", "2021-2022"));
    assert_true(pp_fold_equal("Attendee\xE2\x80\xAF#", "attendee #"));
    assert_true(pp_fold_equal("\xEF\xBC\xB2\xEF\xBD\x89\xEF\xBD\x87\xEF\xBD\x81", "Riga"));
    assert_true(pp_fold_equal("\xEF\xAC\x81nance", "finance"));
    assert_true(pp_fold_equal("soft\xC2\xADhyphen", "softhyphen"));
    assert_false(pp_fold_equal("efficiency", "effectiveness"));
    assert_true(pp_fold_equal("\t Has  COME ", "has come"));
    assert_false(pp_fold_equal("has come", "has come too"));
    assert_true(pp_fold_equal("", "  "));
    assert_false(pp_fold_equal("ab", "a b"));
}

static void test_letters_of_other_scripts_stay_apart(void **state)
{
    (void)state;
    /* Vowel signs are letters in Devanagari; ka and ki differ. */
    assert_false(pp_fold_equal("\xE0\xA4\x95", "\xE0\xA4\x95\xE0\xA4\xBF"));
    /* Arabic vowel points are reading aids. */
    assert_true(pp_fold_equal("\xD9\x83\xD9\x8E\xD8\xAA\xD8\xA8", "\xD9\x83\xD8\xAA\xD8\xA8"));
}

static void test_bad_bytes_do_no_harm(void **state)
{
    (void)state;
    assert_string_equal(
        pp_fold(
            arena, "a\xFF"
                   "b"),
        "a\xEF\xBF\xBD"
        "b");
    assert_true(pp_fold_equal(NULL, ""));
}

static void test_folding_twice_changes_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"İstanbul", "ǅ", "ﬁŁ’–", "Ĳsselmeer", "ΣΑΣ", "Ἀθῆναι"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *once = pp_fold(arena, texts[i]);
        assert_string_equal(pp_fold(arena, once), once);
    }
}

static void test_nfc(void **state)
{
    (void)state;
    size_t length = 0;
    const char *same = "Rīga";
    assert_ptr_equal(pp_nfc(arena, same, strlen(same), &length), same);
    assert_int_equal(length, 5);
    const char *composed = pp_nfc(arena, "Ri\xCC\x84ga", 6, &length);
    assert_string_equal(composed, "Rīga");
    assert_int_equal(length, 5);
    const char *mended = pp_nfc(arena, "a\xC3", 2, &length);
    assert_string_equal(mended, "a\xEF\xBF\xBD");
    assert_int_equal(length, 4);
    /* what needs no look is left alone, and what stands behind it is not overlooked */
    const char *plain = "\xC2\xA0Łód\xC5\xBA “ä” – …";
    assert_ptr_equal(pp_nfc(arena, plain, strlen(plain), NULL), plain);
    assert_string_equal(pp_nfc(arena, "–“a\xCC\x88”", 12, NULL), "–“ä”");
    assert_string_equal(pp_nfc(arena, "\xE2\x80\x82", 3, NULL), "\xE2\x80\x82");
    assert_string_equal(pp_nfc(arena, "\xE2\x80\x80", 3, NULL), "\xE2\x80\x82"); /* en quad */
    assert_string_equal(pp_nfc(arena, "\xC3", 1, NULL), "\xEF\xBF\xBD");
    assert_string_equal(pp_nfc(arena, "\xE2\x80", 2, NULL), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_case_accents_and_space_do_not_matter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_looks_of_one_sign_are_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_letters_of_other_scripts_stay_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_bytes_do_no_harm, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_folding_twice_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nfc, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
