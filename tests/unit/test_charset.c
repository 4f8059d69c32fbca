#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/charset.h"
#include "pactpress/charset_score.h"
#include "pactpress/exemplar.h"
#include "pactpress/run.h"
#include "support.h"

static const char *const project_langs[] = {"en", "it", "sv", "lv"};

struct world {
    struct pp_run *run;
    struct pp_charset_hint hint;
};

static int open_world(void **state)
{
    static struct world world;
    world.run = pp_run_new(NULL);
    world.hint =
        (struct pp_charset_hint){.declared = "auto", .langs = project_langs, .lang_count = 4};
    *state = &world;
    return 0;
}

static int close_world(void **state)
{
    struct world *world = *state;
    pp_run_free(world->run);
    return 0;
}

static struct pp_bytes bytes_of(const char *text)
{
    return (struct pp_bytes){.data = (const unsigned char *)text, .size = strlen(text)};
}

static enum pp_status decide(struct world *world, struct pp_bytes bytes, struct pp_charset *out)
{
    return pp_charset_decide(
        world->run, world->run->arena, "x.csv", pp_charset_look_at(world->run->arena, bytes),
        &world->hint, out);
}

static const char *last_sentence(const struct world *world)
{
    const char *sentence = "";
    const struct pp_diag *diag;
    for (size_t i = 0; (diag = pp_diag_at(world->run, i)) != NULL; i++)
        sentence = diag->sentence;
    return sentence;
}

/* Text of `utf8` in a one-byte encoding, by turning its table round. */
static struct pp_bytes encode(struct world *world, const char *name, const uint32_t *text)
{
    struct pp_charset charset;
    size_t length = 0;
    assert_true(pp_charset_named(world->run->arena, name, &charset));
    while (text[length] != 0)
        length++;
    unsigned char *bytes = pp_arena_alloc(world->run->arena, length + 1);
    for (size_t i = 0; i < length; i++) {
        size_t byte = 0;
        while (byte < 256 && charset.table[byte] != text[i])
            byte++;
        if (byte == 256)
            fail_msg("%s has no U+%04X", name, (unsigned)text[i]);
        bytes[i] = (unsigned char)byte;
    }
    return (struct pp_bytes){.data = bytes, .size = length};
}

static void marks_decide(void **state)
{
    struct world *world = *state;
    struct pp_charset charset;
    assert_int_equal(
        decide(
            world,
            bytes_of("\xEF\xBB\xBF"
                     "a,b\n"),
            &charset),
        PP_OK);
    assert_string_equal(charset.name, "utf-8");
    assert_int_equal(charset.bom, 3);
    assert_int_equal(
        decide(
            world,
            (struct pp_bytes){
                (const unsigned char *)"\xFF\xFE"
                                       "a\0",
                4},
            &charset),
        PP_OK);
    assert_string_equal(charset.name, "utf-16le");
    assert_int_equal(
        decide(world, (struct pp_bytes){(const unsigned char *)"\xFE\xFF\0a", 4}, &charset), PP_OK);
    assert_string_equal(charset.name, "utf-16be");
    assert_int_equal(
        decide(world, (struct pp_bytes){(const unsigned char *)"a\0,\0b\0\n\0", 8}, &charset),
        PP_OK);
    assert_string_equal(charset.name, "utf-16le");
    assert_int_equal(
        decide(world, (struct pp_bytes){(const unsigned char *)"\0a\0,\0b\0\n", 8}, &charset),
        PP_OK);
    assert_string_equal(charset.name, "utf-16be");
    assert_int_equal(pp_diag_count(world->run, PP_WARNING), 0);
}

static void valid_utf8_is_utf8(void **state)
{
    struct world *world = *state;
    struct pp_charset charset;
    assert_int_equal(decide(world, bytes_of("plain"), &charset), PP_OK);
    assert_string_equal(charset.name, "utf-8");
    world->hint.declared = "windows-1257";
    assert_int_equal(decide(world, bytes_of("plain"), &charset), PP_OK);
    assert_int_equal(pp_diag_count(world->run, PP_WARNING), 0);
    assert_int_equal(decide(world, bytes_of("R\xC4\xABga"), &charset), PP_OK);
    assert_string_equal(charset.name, "utf-8");
    assert_int_equal(support_count_rule(world->run, "encoding.not-as-declared"), 1);
}

static void a_few_bad_bytes_do_not_make_it_something_else(void **state)
{
    struct world *world = *state;
    struct pp_charset charset;
    const char *mixed = "R\xC4\xABga,B\xC4\x93rzi\xC5\x86"
                        "a\nL\xEDnea,x\n";
    assert_int_equal(decide(world, bytes_of(mixed), &charset), PP_OK);
    assert_string_equal(charset.name, "utf-8");
    assert_int_equal(support_count_rule(world->run, "encoding.mixed"), 1);
    assert_int_equal(pp_diag_at(world->run, 0)->where.line, 2);
}

static void finds_text_converted_twice(void **state)
{
    struct world *world = *state;
    struct pp_charset charset;
    assert_int_equal(decide(world, bytes_of("Link\xC3\x83\xC2\xB6ping"), &charset), PP_OK);
    assert_int_equal(support_count_rule(world->run, "encoding.converted-twice"), 1);
}

/* Rīga, Bērziņa, šķūņi, čaļi in windows-1257: no other encoding reads Latvian out of it. */
static void evidence_decides(void **state)
{
    static const uint32_t latvian[] = {'R', 0x12B, 'g', 'a',   ';',   'B',   0x113, 'r',   'z',
                                       'i', 0x146, 'a', ';',   0x161, 0x137, 0x16B, 0x146, 'i',
                                       ';', 0x10D, 'a', 0x13C, 'i',   '\n',  0};
    static const uint32_t russian[] = {0x41F, 0x440, 0x438, 0x432, 0x435, 0x442, ';',
                                       0x420, 0x438, 0x433, 0x430, '\n',  0};
    static const uint32_t swedish[] = {'L', 'i',  'n', 'k', 0xF6, 'p', 'i',  'n', 'g',
                                       ';', 0xC5, 's', 'a', ';',  'v', 0xE4, 'g', 0};
    static const char *const cyrillic[] = {"ru", "bg"};
    static const char *const swedes[] = {"sv"};
    struct world *world = *state;
    struct pp_charset charset;
    assert_int_equal(decide(world, encode(world, "windows-1257", latvian), &charset), PP_OK);
    assert_string_equal(charset.name, "windows-1257");
    assert_non_null(strstr(last_sentence(world), "windows-1257"));
    assert_non_null(strstr(last_sentence(world), "as in lv"));
    world->hint.langs = cyrillic;
    world->hint.lang_count = 2;
    assert_int_equal(decide(world, encode(world, "windows-1251", russian), &charset), PP_OK);
    assert_string_equal(charset.name, "windows-1251");
    assert_int_equal(decide(world, encode(world, "koi8-r", russian), &charset), PP_OK);
    assert_string_equal(charset.name, "koi8-r");
    world->hint.langs = swedes;
    world->hint.lang_count = 1;
    assert_int_equal(decide(world, encode(world, "windows-1252", swedish), &charset), PP_OK);
    assert_string_equal(charset.name, "windows-1252");
    assert_int_equal(decide(world, encode(world, "macroman", swedish), &charset), PP_OK);
    assert_string_equal(charset.name, "macintosh");
    assert_int_equal(pp_diag_count(world->run, PP_ERROR), 0);
}

/* The byte EA is e with ogonek in Polish (windows-1250) and e with circumflex in Portuguese
 * (windows-1252): the words beside it say which is likelier, where that settles nothing too. */
static void plain_words_tell_the_language(void **state)
{
    static const char *const both[] = {"pt", "pl"};
    struct world *world = *state;
    struct pp_charset charset;
    world->hint.langs = both;
    world->hint.lang_count = 2;
    struct pp_bytes polish =
        bytes_of("Data;Wydarzenie;Uczestnicy\n2022-05-28;Szkolenie wst\xEApne;18\n");
    assert_int_equal(decide(world, polish, &charset), PP_DATA);
    assert_non_null(strstr(last_sentence(world), "read as windows-1250"));
    struct pp_bytes portuguese = bytes_of("Data;Curso;Lugar\n2022-05-28;Muito bom;tr\xEAs\n");
    assert_int_equal(decide(world, portuguese, &charset), PP_OK);
    assert_string_equal(charset.name, "windows-1252");
}

/* The byte E8 is e with grave in Italian (windows-1252) and c with caron in Latvian (1257). */
static void two_readings_are_refused(void **state)
{
    struct world *world = *state;
    struct pp_charset charset = {.name = "untouched"};
    assert_int_equal(decide(world, bytes_of("caff\xE8;\n"), &charset), PP_DATA);
    assert_string_equal(charset.name, "untouched");
    assert_int_equal(support_count_rule(world->run, "encoding.ambiguous"), 1);
    assert_non_null(strstr(last_sentence(world), "windows-1252"));
    assert_non_null(strstr(last_sentence(world), "encoding: "));
    /* In a source about Ravenna it is Italian. */
    world->hint.home = "it";
    assert_int_equal(decide(world, bytes_of("caff\xE8;\n"), &charset), PP_OK);
    assert_string_equal(charset.name, "windows-1252");
}

static void declared_encodings_are_believed(void **state)
{
    struct world *world = *state;
    struct pp_charset charset;
    world->hint.declared = "windows-1257";
    assert_int_equal(decide(world, bytes_of("caff\xE8\n"), &charset), PP_OK);
    assert_string_equal(charset.name, "windows-1257");
    world->hint.declared = "klingon";
    assert_int_equal(decide(world, bytes_of("x\n"), &charset), PP_USAGE);
    assert_int_equal(support_count_rule(world->run, "encoding.no-such"), 1);
    world->hint.declared = "shift_jis"; /* ICU knows it; it is not a one-byte encoding */
    assert_int_equal(decide(world, bytes_of("x\n"), &charset), PP_USAGE);
    world->hint.declared = "ebcdic-cp-us"; /* does not agree with ASCII */
    assert_int_equal(decide(world, bytes_of("x\n"), &charset), PP_USAGE);
}

static void fields_become_text(void **state)
{
    struct world *world = *state;
    struct pp_arena *arena = world->run->arena;
    struct pp_charset baltic, utf8 = {.name = "utf-8", .kind = PP_CHARSET_UTF8};
    size_t bad = 99;
    assert_true(pp_charset_named(arena, "Windows-1257", &baltic));
    assert_string_equal(pp_charset_text(&baltic, arena, bytes_of("R\xEEga"), NULL), "R\xC4\xABga");
    assert_null(pp_charset_text(&baltic, arena, bytes_of("ab\xA1"), &bad));
    assert_int_equal(bad, 2);
    assert_null(pp_charset_text(&utf8, arena, bytes_of("a\xC3"), &bad));
    assert_int_equal(bad, 1);
    struct pp_bytes nul = {(const unsigned char *)"a\0b", 3};
    assert_null(pp_charset_text(&utf8, arena, nul, &bad));
    assert_int_equal(bad, 1);
    /* NFC, and no white space at the ends: NBSP, NNBSP, a mark in the middle of joined files. */
    assert_string_equal(
        pp_charset_text(&utf8, arena, bytes_of("\xC2\xA0 i\xCC\x84 \xE2\x80\xAF"), NULL),
        "\xC4\xAB");
    assert_string_equal(pp_charset_text(&utf8, arena, bytes_of("\xEF\xBB\xBFid"), NULL), "id");
    assert_string_equal(pp_charset_text(&utf8, arena, bytes_of("  "), NULL), "");
}

static void utf16_becomes_utf8(void **state)
{
    struct world *world = *state;
    struct pp_arena *arena = world->run->arena;
    const unsigned char little[] = {'R', 0, 0x2B, 1, 0x3D, 0xD8, 0x00, 0xDE};
    const unsigned char broken[] = {0x3D, 0xD8, 'x', 0, 'y'};
    struct pp_bytes text =
        pp_charset_from_utf16(arena, (struct pp_bytes){little, sizeof little}, true);
    assert_string_equal((const char *)text.data, "R\xC4\xAB\xF0\x9F\x98\x80");
    text = pp_charset_from_utf16(arena, (struct pp_bytes){broken, sizeof broken}, true);
    assert_string_equal((const char *)text.data, "\xEF\xBF\xBDx\xEF\xBF\xBD");
    const unsigned char big[] = {0, 'R', 1, 0x2B};
    text = pp_charset_from_utf16(arena, (struct pp_bytes){big, sizeof big}, false);
    assert_string_equal((const char *)text.data, "R\xC4\xAB");
}

static void knows_letters_of_languages(void **state)
{
    struct world *world = *state;
    struct pp_exemplar latvian;
    assert_true(pp_exemplar_load(world->run->arena, "lv", &latvian));
    assert_true(pp_exemplar_weight(&latvian, 0x101) == 1.0); /* ā */
    assert_true(pp_exemplar_weight(&latvian, 0x100) == 1.0); /* Ā */
    assert_true(pp_exemplar_weight(&latvian, 0x0436) == 0.0);
    assert_int_equal(pp_letter_kind('a'), PP_LETTER_LOWER);
    assert_int_equal(pp_letter_kind(0x10C), PP_LETTER_UPPER);
    assert_int_equal(pp_letter_kind(0xBA), PP_LETTER_NONE);
}

int main(void)
{
#define WORLD_TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
    const struct CMUnitTest tests[] = {
        WORLD_TEST(marks_decide),
        WORLD_TEST(valid_utf8_is_utf8),
        WORLD_TEST(a_few_bad_bytes_do_not_make_it_something_else),
        WORLD_TEST(finds_text_converted_twice),
        WORLD_TEST(evidence_decides),
        WORLD_TEST(plain_words_tell_the_language),
        WORLD_TEST(two_readings_are_refused),
        WORLD_TEST(declared_encodings_are_believed),
        WORLD_TEST(fields_become_text),
        WORLD_TEST(utf16_becomes_utf8),
        WORLD_TEST(knows_letters_of_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
