#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/paragraph.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "support.h"
#include "text_support.h"

enum { WIDE = 2000 }; /* [pt] */

/* The glyph ids of the only run of a short text. */
static const struct pp_glyph_run *only_run(struct text_world *world, struct pp_span span, bool rtl)
{
    struct pp_paragraph_style style = {.rtl = rtl, .width = WIDE, .lang = span.lang};
    struct pp_lines *lines = text_set_spans(world, &span, 1, &style);
    assert_int_equal(lines->count, 1);
    assert_int_equal(lines->items[0].run_count, 1);
    return &lines->items[0].runs[0];
}

static void sets_kerned_and_ligated_text(void **state)
{
    struct text_world *world = *state;
    const struct pp_glyph_run *run = only_run(world, text_span("AVAV", "en"), false);
    const struct pp_glyph_run *a = only_run(world, text_span("A", "en"), false);
    const struct pp_glyph_run *v = only_run(world, text_span("V", "en"), false);
    assert_int_equal(run->glyph_count, 4);
    assert_true(run->width < 2 * a->width + 2 * v->width - 0.5);
    struct pp_span fi = text_span("offfin", "en"), spaced = fi;
    spaced.style.tracking = 0.05;
    assert_true(only_run(world, fi, false)->glyph_count < 6);
    /* Letter spacing tears ligatures apart. */
    assert_int_equal(only_run(world, spaced, false)->glyph_count, 6);
}

static void tracking_goes_between_clusters(void **state)
{
    struct text_world *world = *state;
    struct pp_span plain = text_span("Riga", "en"), spaced = plain;
    spaced.style.tracking = 0.1;
    double difference =
        only_run(world, spaced, false)->width - only_run(world, plain, false)->width;
    assert_true(fabs(difference - 3 * 0.1 * 10.5) < 0.01);
}

static void tabular_figures_have_one_width(void **state)
{
    struct text_world *world = *state;
    for (int family = PP_SERIF; family <= PP_SANS; family++) {
        struct pp_span span = text_span("0123456789", "en");
        span.style.family = (enum pp_family)family;
        span.style.old_style = false;
        span.style.tabular = true;
        const struct pp_glyph_run *run = only_run(world, span, false);
        assert_int_equal(run->glyph_count, 10);
        for (size_t i = 1; i < 10; i++)
            assert_true(
                fabs((double)run->glyphs[i].advance - (double)run->glyphs[0].advance) < 1e-6);
    }
}

static void figures_are_lining_or_old_style(void **state)
{
    struct text_world *world = *state;
    struct pp_span old = text_span("3", "en"), lining = old;
    lining.style.old_style = false;
    assert_int_not_equal(
        only_run(world, old, false)->glyphs[0].id, only_run(world, lining, false)->glyphs[0].id);
}

static void letters_take_the_forms_of_the_language(void **state)
{
    struct text_world *world = *state;
    static const struct {
        const char *text, *lang, *other;
    } cases[] = {
        {"ş", "ro", "tr"}, /* comma below for Romanian, cedilla for Turkish */
        {"д", "bg", "ru"}, /* Bulgarian letter forms */
        {"ó", "pl", "es"}, /* kreska */
        {"б", "sr", "ru"}, /* Serbian letter forms */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_not_equal(
            only_run(world, text_span(cases[i].text, cases[i].lang), false)->glyphs[0].id,
            only_run(world, text_span(cases[i].text, cases[i].other), false)->glyphs[0].id);
    /* The point of Catalan stands over the gap of the letters. */
    assert_int_not_equal(
        only_run(world, text_span("l·l", "ca"), false)->glyphs[1].id,
        only_run(world, text_span("l·l", "es"), false)->glyphs[1].id);
    /* Dutch ij is one letter, and two in what is copied. */
    struct pp_span dutch = text_span("ij", "nl");
    dutch.style.italic = true;
    assert_int_equal(only_run(world, dutch, false)->glyph_count, 1);
    assert_int_equal(only_run(world, dutch, false)->end, 2);
    dutch.lang = "en";
    assert_int_equal(only_run(world, dutch, false)->glyph_count, 2);
}

static void arabic_letters_join(void **state)
{
    struct text_world *world = *state;
    const struct pp_glyph_run *alone = only_run(world, text_span("ب", "ar"), true);
    const struct pp_glyph_run *word = only_run(world, text_span("ببب", "ar"), true);
    assert_true(word->rtl);
    assert_int_equal(word->glyph_count, 3);
    /* Visual order: the last letter stands left, its cluster is the highest. */
    assert_int_equal(word->glyphs[0].cluster, 4);
    assert_int_equal(word->glyphs[2].cluster, 0);
    for (size_t i = 0; i < 3; i++)
        assert_int_not_equal(word->glyphs[i].id, alone->glyphs[0].id);
    assert_int_not_equal(word->glyphs[0].id, word->glyphs[2].id);
    assert_string_equal(word->face->postscript, "Amiri-Regular");
}

/* The texts of a line's runs from left to right, with ' | ' between. */
static char *visual_order(struct text_world *world, const struct pp_lines *lines)
{
    struct pp_str text;
    pp_str_init(&text);
    const struct pp_line *line = &lines->items[0];
    for (size_t i = 0; i < line->run_count; i++) {
        const struct pp_glyph_run *run = &line->runs[i];
        pp_str_append(&text, i > 0 ? " | " : "");
        pp_str_append_n(&text, lines->text + run->start, run->end - run->start);
    }
    char *copy = pp_str_copy(&text, world->arena);
    pp_str_free(&text);
    return copy;
}

static void mixed_text_is_put_into_visual_order(void **state)
{
    struct text_world *world = *state;
    struct pp_lines *lines = text_set(world, "شارك 43 شخصا", "ar", WIDE);
    assert_string_equal(visual_order(world, lines), " شخصا | 43 | شارك ");
    double pen = 0;
    for (size_t i = 0; i < lines->items[0].run_count; i++) {
        assert_true(fabs(lines->items[0].runs[i].x - pen) < 1e-6);
        pen += lines->items[0].runs[i].width;
    }
    assert_true(fabs(lines->items[0].width - pen) < 1e-6);
    lines = text_set(world, "Riga (العربية) 2022", "en", WIDE);
    /* The number behind Arabic letters is an Arabic number to UAX #9 (rule W2): a level of its own.
     */
    assert_string_equal(visual_order(world, lines), "Riga ( | العربية | )  | 2022");
    assert_int_equal(lines->items[0].runs[0].start, 0);
    /* An isolate keeps a number on its side. */
    lines = text_set(world, "מדד \xE2\x81\xA6-5\xE2\x81\xA9 הוא", "he", WIDE);
    assert_non_null(strstr(visual_order(world, lines), "- | 5"));
}

static void other_scripts_fall_back_by_cluster(void **state)
{
    struct text_world *world = *state;
    struct pp_lines *lines = text_set(world, "Ελλάδα, Кирилица हिन्दी ไทย", "en", WIDE);
    const struct pp_line *line = &lines->items[0];
    assert_int_equal(line->run_count, 4);
    assert_string_equal(line->runs[0].face->postscript, "Vollkorn-Regular");
    assert_string_equal(line->runs[1].face->postscript, "Vollkorn-Regular");
    assert_string_equal(line->runs[2].face->postscript, "NotoSerifDevanagari-Regular");
    assert_string_equal(line->runs[3].face->postscript, "NotoSerifThai-Regular");
    /* Marks stay with their base: no font of the first stack has this pair. */
    lines = text_set(world, "x\xD9\x8B", "en", WIDE);
    assert_int_equal(lines->items[0].run_count, 1);
    assert_string_not_equal(lines->items[0].runs[0].face->family, "Vollkorn");
}

static void punctuation_stays_in_the_face_before_it(void **state)
{
    struct text_world *world = *state;
    struct pp_span span = text_span("ورشة: 71 %", "ar");
    span.style.family = PP_SANS;
    struct pp_paragraph_style style = {.rtl = true, .width = WIDE, .lang = "ar"};
    struct pp_lines *lines = text_set_spans(world, &span, 1, &style);
    const struct pp_line *line = &lines->items[0];
    /* From the right: Noto Sans Arabic with the colon and the space, then Lato for number and sign.
     */
    const struct pp_glyph_run *first = &line->runs[line->run_count - 1];
    assert_string_equal(first->face->family, "Noto Sans Arabic");
    assert_int_equal(first->end, strlen("ورشة: "));
    for (size_t i = 0; i + 1 < line->run_count; i++)
        assert_string_equal(line->runs[i].face->family, "Lato");
}

static void stands_in_for_spaces_and_hyphens_that_fonts_lack(void **state)
{
    struct text_world *world = *state;
    struct pp_span span = text_span("a\xE2\x80\xAF%\xC2\xA0\xE2\x80\x91z", "fr");
    span.style.family = PP_SANS;
    const struct pp_glyph_run *run = only_run(world, span, false);
    assert_string_equal(run->face->postscript, "Lato-Regular");
    for (size_t i = 0; i < run->glyph_count; i++)
        assert_int_not_equal(run->glyphs[i].id, 0);
}

static void a_character_without_glyph_is_an_error(void **state)
{
    struct text_world *world = *state;
    struct pp_span span = text_span("Riga \xEE\x80\x80 2022", "en");
    struct pp_paragraph_style style = {.width = WIDE, .lang = "en"};
    struct pp_lines *lines = NULL;
    size_t before = support_count_rule(world->run, "text.missing-glyph");
    for (int pass = 0; pass < 2; pass++)
        assert_int_equal(
            pp_paragraph_set(
                world->typesetter, world->arena, &span, 1, &style, "story data.md", &lines),
            PP_DATA);
    assert_null(lines);
    /* Layout sets a paragraph several times; people read the message once. */
    assert_int_equal(support_count_rule(world->run, "text.missing-glyph"), before + 1);
    const char *sentence = text_last_message(world);
    assert_non_null(strstr(sentence, "U+E000"));
    assert_non_null(strstr(sentence, "Riga \xEE\x80\x80 2022"));
    assert_non_null(strstr(sentence, "story data.md"));
    assert_non_null(strstr(sentence, "Vollkorn-Regular.ttf"));
    assert_non_null(strstr(sentence, "DejaVuSans.ttf"));
    span = text_span("\xF0\x93\x80\x80\xF3\xA0\x84\x80\xF4\x8F\xBF\xBD", "en");
    assert_int_equal(
        pp_paragraph_set(world->typesetter, world->arena, &span, 1, &style, "a", &lines), PP_DATA);
    assert_non_null(strstr(text_last_message(world), "U+10FFFD"));
}

static void drops_what_has_no_place_in_print(void **state)
{
    struct text_world *world = *state;
    struct pp_lines *lines = text_set(
        world,
        "a\x01"
        "b\xE2\x80\xAE"
        "c\r\xEF\xBB\xBF"
        "d",
        "en", WIDE);
    assert_string_equal(lines->text, "abcd");
    assert_int_equal(support_count_rule(world->run, "text.control-character"), 1);
    assert_int_equal(support_count_rule(world->run, "text.direction-override"), 1);
    /* Said once, dropped always. */
    lines = text_set(
        world,
        "a\x01"
        "b\xE2\x80\xAE"
        "c",
        "en", WIDE);
    assert_string_equal(lines->text, "abc");
    assert_int_equal(support_count_rule(world->run, "text.control-character"), 1);
}

static void refuses_bytes_that_are_no_text(void **state)
{
    struct text_world *world = *state;
    struct pp_paragraph_style style = {.width = WIDE, .lang = "en"};
    struct pp_lines *lines = NULL;
    static const char *const broken[] = {"a\xFFz", "\xED\xA0\x80", "\xC3"};
    for (size_t i = 0; i < 3; i++) {
        struct pp_span span = text_span(broken[i], "en");
        assert_int_equal(
            pp_paragraph_set(world->typesetter, world->arena, &span, 1, &style, "it", &lines),
            PP_DATA);
    }
    assert_int_equal(support_count_rule(world->run, "text.not-utf8"), 3);
}

static void text_is_composed(void **state)
{
    struct text_world *world = *state;
    struct pp_lines *composed = text_set(world, "Rīgā", "lv", WIDE);
    struct pp_lines *decomposed = text_set(world, "Ri\xCC\x84ga\xCC\x84", "lv", WIDE);
    assert_string_equal(decomposed->text, "Rīgā");
    assert_int_equal(composed->items[0].runs[0].glyph_count, 4);
    assert_int_equal(decomposed->items[0].runs[0].glyph_count, 4);
}

static void every_cluster_points_into_its_run(void **state)
{
    struct text_world *world = *state;
    static const struct {
        const char *text, *lang;
    } texts[] = {
        {"Office – “a”", "en"},
        {"Kā – “tā” ķ ģ ļ", "lv"},
        {"شارك 43 شخصا (71 %) في Riga", "ar"},
        {"हिन्दी क्षि", "hi"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct pp_lines *lines = text_set(world, texts[i].text, texts[i].lang, WIDE);
        assert_string_equal(lines->text, texts[i].text);
        const struct pp_line *line = &lines->items[0];
        for (size_t k = 0; k < line->run_count; k++) {
            const struct pp_glyph_run *run = &line->runs[k];
            uint32_t last = run->rtl ? UINT32_MAX : 0;
            for (size_t g = 0; g < run->glyph_count; g++) {
                uint32_t cluster = run->glyphs[g].cluster;
                assert_true(cluster >= run->start && cluster < run->end);
                assert_true((lines->text[cluster] & 0xC0) != 0x80);
                assert_true(run->rtl ? cluster <= last : cluster >= last);
                last = cluster;
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_kerned_and_ligated_text),
        cmocka_unit_test(tracking_goes_between_clusters),
        cmocka_unit_test(tabular_figures_have_one_width),
        cmocka_unit_test(figures_are_lining_or_old_style),
        cmocka_unit_test(letters_take_the_forms_of_the_language),
        cmocka_unit_test(arabic_letters_join),
        cmocka_unit_test(mixed_text_is_put_into_visual_order),
        cmocka_unit_test(other_scripts_fall_back_by_cluster),
        cmocka_unit_test(punctuation_stays_in_the_face_before_it),
        cmocka_unit_test(stands_in_for_spaces_and_hyphens_that_fonts_lack),
        cmocka_unit_test(a_character_without_glyph_is_an_error),
        cmocka_unit_test(drops_what_has_no_place_in_print),
        cmocka_unit_test(refuses_bytes_that_are_no_text),
        cmocka_unit_test(text_is_composed),
        cmocka_unit_test(every_cluster_points_into_its_run),
    };
    return cmocka_run_group_tests(tests, text_world_open, text_world_close);
}
