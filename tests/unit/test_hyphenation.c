#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "pactpress/file.h"
#include "support.h"
#include "text/hyphenation.h"
#include "text/patterns.h"

/* The word with hyphens where it may be divided. */
static char *divided(
    struct pp_arena *arena, const struct pp_hyphenator *hyphenator, const char *word)
{
    uint32_t letters[PP_HYPHEN_LONGEST] = {0};
    uint8_t points[PP_HYPHEN_LONGEST];
    size_t count = 0, length = strlen(word);
    for (size_t at = 0; at < length; count++) {
        unsigned letter;
        at += pp_utf8_decode(word + at, length - at, &letter);
        letters[count] = letter;
    }
    pp_hyphenate(hyphenator, letters, count, points);
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = 0; i < count; i++) {
        if (points[i])
            pp_str_append_char(&text, '-');
        pp_str_append_utf8(&text, letters[i]);
    }
    char *copy = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return copy;
}

static void divides_by_the_patterns_of_the_language(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    static const struct {
        const char *lang, *word, *wanted;
    } cases[] = {
        {"en", "participation", "par-ti-cip-a-tion"},
        {"en", "integration", "in-teg-ra-tion"},
        {"it", "integrazione", "in-te-gra-zio-ne"},
        {"it", "cittadinanza", "cit-ta-di-nan-za"},
        {"it", "parlare", "par-la-re"}, /* libhyphen: par-lare */
        {"it", "settimana", "set-ti-ma-na"},
        {"sv", "integration", "in-teg-ra-tion"},
        {"sv", "människor", "män-ni-skor"},
        {"lv", "dalībnieki", "da-līb-nie-ki"},
        {"lv", "novērtējums", "no-vēr-tē-jums"},
    };
    struct pp_hyphenator *hyphenator = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (i % 2 == 0)
            hyphenator = pp_hyphenator_new(arena, cases[i].lang);
        assert_non_null(hyphenator);
        assert_string_equal(divided(arena, hyphenator, cases[i].word), cases[i].wanted);
        if (i % 2 == 1)
            pp_hyphenator_free(hyphenator);
    }
    pp_arena_free(arena);
}

static void leaves_strange_words_whole(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct pp_hyphenator *swedish = pp_hyphenator_new(arena, "sv");
    assert_non_null(swedish);
    /* Letters that the dictionary's encoding lacks. */
    assert_string_equal(divided(arena, swedish, "интеграция"), "интеграция");
    assert_string_equal(divided(arena, swedish, "a"), "a");
    char *endless = pp_arena_alloc(arena, PP_HYPHEN_LONGEST + 1);
    memset(endless, 'a', PP_HYPHEN_LONGEST);
    divided(arena, swedish, endless);
    pp_hyphenator_free(swedish);
    pp_arena_free(arena);
}

static void languages_without_patterns_have_none(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    assert_null(pp_hyphenator_new(arena, "mt"));
    assert_null(pp_hyphenator_new(arena, "ti"));
    assert_null(pp_hyphenator_new(arena, ""));
    struct pp_hyphenator *regional = pp_hyphenator_new(arena, "en-IE");
    assert_non_null(regional);
    pp_hyphenator_free(regional);
    pp_arena_free(arena);
}

/* The same dictionary read twice: with a keyword that changes nothing for letters but makes it more
 * than plain, it goes to libhyphen. libhyphen needs dictionaries in which every pattern holds the
 * values of all patterns inside of it (its substrings.pl makes them so); the Swedish and the
 * English are such, the Italian is not. */
static void plain_patterns_agree_with_libhyphen(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *path;
    } cases[] = {
        {"sv", "/usr/share/hyphen/hyph_sv_SE.dic"},
        {"en", "/usr/share/hyphen/hyph_en_GB.dic"},
    };
    struct pp_run *run = pp_run_new(stderr);
    const char *folder = support_folder(run->arena, "hyphenation");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_bytes bytes;
        assert_int_equal(pp_file_read(run, run->arena, cases[i].path, 0, &bytes), PP_OK);
        const char *dictionary = (const char *)bytes.data;
        const char *copy = support_file(
            run->arena, folder, "copy.dic",
            pp_arena_printf(run->arena, "%s\nNOHYPHEN =\n", dictionary));
        assert_null(pp_patterns_read(run->arena, copy));
        assert_non_null(pp_patterns_read(run->arena, cases[i].path));
        struct pp_hyphenator *ours = pp_hyphenator_open(run->arena, cases[i].path, cases[i].lang);
        struct pp_hyphenator *theirs = pp_hyphenator_open(run->arena, copy, cases[i].lang);
        assert_non_null(theirs);
        /* Words made of the letters of four neighbouring patterns: every pattern fits somewhere. */
        uint32_t letters[PP_HYPHEN_LONGEST];
        size_t count = 0, words = 0, divided_words = 0, pattern = 0;
        for (const char *at = dictionary; *at != '\0'; at++) {
            uint8_t a[PP_HYPHEN_LONGEST], b[PP_HYPHEN_LONGEST];
            if (*at >= 'a' && *at <= 'z' && count < PP_HYPHEN_LONGEST)
                letters[count++] = (unsigned char)*at;
            if (*at != '\n' || ++pattern % 4 != 0 || count == 0)
                continue;
            pp_hyphenate(ours, letters, count, a);
            pp_hyphenate(theirs, letters, count, b);
            assert_memory_equal(a, b, count);
            divided_words += memchr(a, 1, count) != NULL;
            words++;
            count = 0;
        }
        assert_true(words > 80 && divided_words > words / 2);
        pp_hyphenator_free(ours);
        pp_hyphenator_free(theirs);
    }
    pp_run_free(run);
}

static void changes_of_spelling_are_left_out(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    const char *folder = support_folder(arena, "respelling");
    const char *path =
        support_file(arena, folder, "test.dic", "UTF-8\nf1f/ff=f,1,2\n1ge\n1\xC3\xA4s\n");
    struct pp_hyphenator *hyphenator = pp_hyphenator_open(arena, path, "xx");
    assert_non_null(hyphenator);
    assert_string_equal(divided(arena, hyphenator, "schiffage"), "schiffa-ge");
    assert_string_equal(divided(arena, hyphenator, "ööäsöö"), "öö-äsöö");
    pp_hyphenator_free(hyphenator);
    path = support_file(
        arena, folder, "plain.dic", "UTF-8\nLEFTHYPHENMIN 3\r\n% x1x\n1ge\n1\xC3\xA4s\n");
    hyphenator = pp_hyphenator_open(arena, path, "xx");
    assert_non_null(hyphenator);
    assert_string_equal(divided(arena, hyphenator, "gegegexx"), "gege-gexx");
    assert_string_equal(divided(arena, hyphenator, "öööäsöö"), "ööö-äsöö");
    pp_hyphenator_free(hyphenator);
    /* TeX's: patterns only, in UTF-8. */
    path = support_file(arena, folder, "hyph-xx.pat.txt", "1ge\n1\xC3\xA4s\n");
    hyphenator = pp_hyphenator_open(arena, path, "ga");
    assert_non_null(hyphenator);
    assert_string_equal(divided(arena, hyphenator, "gegegexäsa"), "ge-ge-gex-äsa");
    assert_string_equal(divided(arena, hyphenator, "gegexäs"), "ge-gexäs");
    pp_hyphenator_free(hyphenator);
    path = support_file(arena, folder, "strange.dic", "X-NOWHERE-8\n1ge\n");
    assert_null(pp_hyphenator_open(arena, path, "xx"));
    pp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(divides_by_the_patterns_of_the_language),
        cmocka_unit_test(leaves_strange_words_whole),
        cmocka_unit_test(languages_without_patterns_have_none),
        cmocka_unit_test(plain_patterns_agree_with_libhyphen),
        cmocka_unit_test(changes_of_spelling_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
