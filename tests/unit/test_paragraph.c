#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/paragraph.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "support.h"
#include "text_support.h"

static const char english[] =
    "The training week brought facilitators from seven cities to Ravenna, where they practised "
    "methods of non-formal education that the piloting phase asks for.";

static void sets_columns_of_the_four_languages(void **state)
{
    struct text_world *world = *state;
    static const struct {
        const char *lang, *text, *wanted;
    } cases[] = {
        {"en", english,
         "The training week brought fa- | cilitators from seven cities to | Ravenna, where they "
         "practised | methods of non-formal edu- | cation that the piloting phase | asks for."},
        {"lv",
         "Apmācību nedēļā Rīgā piedalījās vairāk nekā četrdesmit koordinatoru no septiņām "
         "pilsētām, "
         "un visi izmēģināja neformālās izglītības metodes.",
         "Apmācību nedēļā Rīgā piedalījās | vairāk nekā četrdesmit koordi- | natoru no septiņām "
         "pilsētām, | un visi izmēģināja neformālās | izglītības metodes."},
        {"it",
         "La settimana di formazione ha riunito i facilitatori di sette città, che hanno "
         "sperimentato metodi di educazione non formale.",
         "La settimana di formazione ha | riunito i facilitatori di sette città, | che hanno "
         "sperimentato metodi | di educazione non formale."},
        {"sv",
         "Utbildningsveckan samlade integrationssamordnare från sju städer, och deltagarna prövade "
         "metoder för icke-formell utbildning tillsammans.",
         "Utbildningsveckan samlade in- | tegrationssamordnare från sju | städer, och deltagarna "
         "prövade | metoder för icke-formell utbild- | ning tillsammans."},
        {"mt", "Il-parteċipanti ttestjaw metodi ta’ edukazzjoni mhux formali flimkien.",
         "Il-parteċipanti ttestjaw metodi | ta’ edukazzjoni mhux formali | flimkien."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_lines *lines = text_set(world, cases[i].text, cases[i].lang, 154);
        assert_string_equal(text_of_lines(world, lines), cases[i].wanted);
    }
}

static void no_line_is_wider_than_the_measure(void **state)
{
    struct text_world *world = *state;
    for (double width = 60; width < 500; width += 7) {
        struct pp_lines *lines = text_set(world, english, "en", width);
        double widest = 0;
        for (size_t i = 0; i < lines->count; i++) {
            const struct pp_line *line = &lines->items[i];
            double sum = 0;
            for (size_t k = 0; k < line->run_count; k++)
                for (size_t g = 0; g < line->runs[k].glyph_count; g++)
                    sum += (double)line->runs[k].glyphs[g].advance;
            assert_true(fabs(sum - line->width) < 1e-3);
            assert_true(line->width <= width + 0.5);
            widest = fmax(widest, line->width);
            assert_true(line->ascent > 7 && line->descent > 2);
        }
        assert_true(fabs(widest - lines->width) < 1e-9);
    }
}

static void every_letter_stands_on_one_line(void **state)
{
    struct text_world *world = *state;
    struct pp_lines *lines = text_set(world, english, "en", 100);
    size_t at = 0;
    assert_string_equal(lines->text, english);
    for (size_t i = 0; i < lines->count; i++) {
        for (; at < lines->items[i].start; at++)
            assert_int_equal(lines->text[at], ' ');
        at = lines->items[i].end;
        assert_int_not_equal(lines->text[at - 1], ' ');
    }
    assert_int_equal(at, lines->length);
}

static void a_hyphen_is_a_glyph_of_its_own(void **state)
{
    struct text_world *world = *state;
    struct pp_lines *lines = text_set(world, "soft\xC2\xADhyphen", "mt", 35);
    assert_string_equal(text_of_lines(world, lines), "soft- | hyphen");
    const struct pp_glyph_run *run = &lines->items[0].runs[0];
    assert_true(run->hyphen);
    assert_int_equal(run->end, 4);
    assert_int_equal(run->glyphs[run->glyph_count - 1].cluster, 4);
    /* On one line the soft hyphen is not seen. */
    lines = text_set(world, "soft\xC2\xADhyphen", "mt", 300);
    assert_int_equal(lines->count, 1);
    assert_false(lines->items[0].runs[0].hyphen);
    struct pp_lines *plain = text_set(world, "softhyphen", "mt", 300);
    assert_true(fabs(lines->width - plain->width) < 0.01);
}

static size_t hyphens(const struct pp_lines *lines)
{
    size_t count = 0;
    for (size_t i = 0; i < lines->count; i++)
        for (size_t k = 0; k < lines->items[i].run_count; k++)
            count += lines->items[i].runs[k].hyphen;
    return count;
}

static void hyphenates_words_only(void **state)
{
    struct text_world *world = *state;
    static const char *const whole[] = {
        "in Pietermaritzburg tonight now",        /* a name */
        "to participation@example.org right now", /* an address */
        "on example.org/participation right now",
        "see participation_2022.csv right now",
        "he likes the participation", /* the last word */
        "PARTICIPATION IN ALL THE WORLD",
    };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        struct pp_span span = text_span(whole[i], "en");
        double natural, word;
        assert_int_equal(
            pp_paragraph_measure(
                world->typesetter, world->arena, &span, 1, "en", "test", &natural, &word),
            PP_OK);
        for (double width = word + 0.1; width < 118; width += 4)
            assert_int_equal(hyphens(text_set(world, whole[i], "en", width)), 0);
    }
    assert_true(hyphens(text_set(world, "he likes participation in this", "en", 70)) > 0);
    struct pp_span span = text_span("he likes participation in this", "en");
    struct pp_paragraph_style style = {.width = 80, .lang = "en", .hyphenate = false};
    assert_int_equal(hyphens(text_set_spans(world, &span, 1, &style)), 0);
}

static void breaks_a_word_that_no_line_holds(void **state)
{
    struct text_world *world = *state;
    size_t before = support_count_rule(world->run, "text.overfull");
    struct pp_lines *lines = text_set(world, "WWWWWWWWWWWWWWWWWWWWWWWW end", "en", 60);
    assert_true(lines->count > 3);
    for (size_t i = 0; i < lines->count; i++)
        assert_true(lines->items[i].width <= 60);
    assert_int_equal(hyphens(lines), 0);
    assert_int_equal(support_count_rule(world->run, "text.overfull"), before + 1);
    assert_non_null(strstr(text_last_message(world), "WWWW"));
    /* Not even one letter fits: each gets a line. */
    lines = text_set(world, "WWW", "en", 1);
    assert_int_equal(lines->count, 3);
    /* A base and its mark are never torn apart. */
    lines = text_set(world, "x\xCC\xB2x\xCC\xB2", "en", 1);
    assert_int_equal(lines->count, 2);
}

/* A word wider than its line is hyphenated wherever it stands, if that is enough. */
static void hyphenates_a_word_that_no_line_holds(void **state)
{
    struct text_world *world = *state;
    size_t before = support_count_rule(world->run, "text.overfull");
    assert_int_equal(hyphens(text_set(world, "Participation", "en", 50)), 1);
    assert_int_equal(hyphens(text_set(world, "in Kostnadseffektivitet", "sv", 60)), 1);
    struct pp_span span = text_span("Rilevanza e Internazionalizzazione", "it");
    struct pp_paragraph_style style = {.width = 70, .lang = "it", .hyphenate = false};
    assert_int_equal(hyphens(text_set_spans(world, &span, 1, &style)), 1);
    assert_int_equal(support_count_rule(world->run, "text.overfull"), before);
    /* An address is not. */
    text_set(world, "participation@example.org", "en", 60);
    assert_int_equal(support_count_rule(world->run, "text.overfull"), before + 1);
}

static void places_lines_by_alignment(void **state)
{
    struct text_world *world = *state;
    struct pp_span span = text_span("Riga Lublin", "en");
    struct pp_paragraph_style style = {.width = 200, .first_indent = 14, .lang = "en"};
    const struct pp_line *line = &text_set_spans(world, &span, 1, &style)->items[0];
    double width = line->width;
    assert_true(fabs(line->x - 14) < 1e-9);
    style.align = PP_END;
    assert_true(fabs(text_set_spans(world, &span, 1, &style)->items[0].x - (200 - width)) < 1e-9);
    style.align = PP_CENTRE;
    assert_true(
        fabs(text_set_spans(world, &span, 1, &style)->items[0].x - (200 - width) / 2) < 1e-9);
    style.align = PP_START;
    style.rtl = true;
    assert_true(
        fabs(text_set_spans(world, &span, 1, &style)->items[0].x - (200 - width - 14)) < 1e-9);
    style.align = PP_END;
    assert_true(fabs(text_set_spans(world, &span, 1, &style)->items[0].x) < 1e-9);
}

static double edge_of(struct text_world *world, const char *text, const char *lang, double hang)
{
    struct pp_span span = text_span(text, lang);
    struct pp_paragraph_style style = {.width = 200, .hang = hang, .lang = lang};
    return text_set_spans(world, &span, 1, &style)->items[0].x;
}

static void quotation_marks_hang(void **state)
{
    struct text_world *world = *state;
    static const char *const texts[][2] = {
        {"“We chop onions.”", "en"},
        {"„Wir schneiden Zwiebeln.“", "de"},
        {"”Vi hackar lök.”", "sv"},
        {"«Affettiamo cipolle.»", "it"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double edge = edge_of(world, texts[i][0], texts[i][1], 12);
        assert_true(edge < -1 && edge > -8);
        assert_true(edge_of(world, texts[i][0], texts[i][1], 0) == 0);
        assert_true(edge_of(world, texts[i][0], texts[i][1], 1) == 0);
    }
    /* French: with the space that belongs to the mark. */
    assert_true(
        edge_of(world, "«\u00a0Oui\u00a0»", "fr", 12) < edge_of(world, "«Oui»", "fr", 12) - 1);
    /* A mark alone, or behind other text, stays where it is. */
    assert_true(edge_of(world, "“", "en", 12) == 0);
    assert_true(edge_of(world, "We “chop” onions.", "en", 12) == 0);
    /* From right to left the mark stands outside on the right. */
    struct pp_span span = text_span("«نقطع البصل»", "ar");
    struct pp_paragraph_style style = {.width = 200, .hang = 12, .rtl = true, .lang = "ar"};
    const struct pp_line *line = &text_set_spans(world, &span, 1, &style)->items[0];
    assert_true(line->x + line->width > 201);
}

static void line_feeds_end_lines(void **state)
{
    struct text_world *world = *state;
    assert_int_equal(text_set(world, "", "en", 100)->count, 0);
    struct pp_lines *lines = text_set(world, "one\n\ntwo\n", "en", 100);
    assert_int_equal(lines->count, 3);
    assert_string_equal(text_of_lines(world, lines), "one |  | two");
    assert_int_equal(lines->items[1].run_count, 0);
    assert_true(lines->items[1].ascent > 7);
}

static void objects_stand_in_the_line(void **state)
{
    struct text_world *world = *state;
    struct pp_span spans[] = {
        text_span("Women: ", "en"),
        {.text = "withheld",
         .lang = "en",
         .style = {.size = 9},
         .object = true,
         .width = 20,
         .height = 30},
        text_span(", men", "en"),
    };
    struct pp_paragraph_style style = {.width = 300, .lang = "en"};
    struct pp_lines *lines = text_set_spans(world, spans, 3, &style);
    assert_string_equal(lines->text, "Women: withheld, men");
    assert_int_equal(lines->count, 1);
    const struct pp_line *line = &lines->items[0];
    assert_int_equal(line->run_count, 3);
    assert_int_equal(line->runs[1].glyph_count, 0);
    assert_int_equal(line->runs[1].span, 1);
    assert_int_equal(line->runs[1].start, 7);
    assert_int_equal(line->runs[1].end, 15);
    assert_true(fabs(line->runs[1].width - 20) < 1e-9);
    assert_true(fabs(line->runs[2].x - line->runs[0].width - 20) < 1e-6);
    assert_true(fabs(line->ascent - 30) < 1e-9);
    assert_int_equal(line->runs[2].glyphs[0].cluster, 15);
}

static void spans_may_forbid_breaks(void **state)
{
    struct text_world *world = *state;
    struct pp_span spans[] = {text_span("see ", "en"), text_span("Art. 5 of it", "en")};
    struct pp_paragraph_style style = {.width = 60, .lang = "en", .hyphenate = true};
    spans[1].nobreak = true;
    assert_string_equal(
        text_of_lines(world, text_set_spans(world, spans, 2, &style)), "see | Art. 5 of it");
}

static void measures_without_breaking(void **state)
{
    struct text_world *world = *state;
    struct pp_span span = text_span("a participation b", "en");
    double natural, longest, word, ignored;
    assert_int_equal(
        pp_paragraph_measure(
            world->typesetter, world->arena, &span, 1, "en", "it", &natural, &longest),
        PP_OK);
    struct pp_lines *lines = text_set(world, span.text, "en", 1000);
    assert_true(fabs(lines->width - natural) < 1e-3);
    span.text = "participation";
    assert_int_equal(
        pp_paragraph_measure(
            world->typesetter, world->arena, &span, 1, "en", "it", &word, &ignored),
        PP_OK);
    assert_true(fabs(word - longest) < 0.5);
    span.text = "";
    assert_int_equal(
        pp_paragraph_measure(
            world->typesetter, world->arena, &span, 1, "en", "it", &word, &ignored),
        PP_OK);
    assert_true(word == 0 && ignored == 0);
}

static char *dump(struct text_world *world, const struct pp_lines *lines)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_lines_dump(lines, &out);
    char *text = pp_str_copy(&out, world->arena);
    pp_str_free(&out);
    return text;
}

static void the_cache_never_shows(void **state)
{
    struct text_world *world = *state;
    struct pp_typesetter *other;
    char *first = dump(world, text_set(world, english, "en", 180));
    text_set(world, english, "en", 77);
    assert_string_equal(dump(world, text_set(world, english, "en", 180)), first);
    /* More text than the cache holds. */
    for (int i = 0; i < 600; i++) {
        struct pp_arena_mark mark = pp_arena_mark(world->arena);
        text_set(world, pp_arena_printf(world->arena, "%d %s", i, english), "en", 200);
        pp_arena_rewind(world->arena, mark);
    }
    assert_string_equal(dump(world, text_set(world, english, "en", 180)), first);
    assert_int_equal(pp_typesetter_open(world->run, world->fonts, &other), PP_OK);
    struct text_world fresh = *world;
    fresh.typesetter = other;
    assert_string_equal(dump(world, text_set(&fresh, english, "en", 180)), first);
    pp_typesetter_close(other);
}

/* What is kept of a measure is what would be set anew: all edges, aligned and indented in all ways,
 * in any order; and nobody can spoil it. */
static void kept_lines_are_those_of_a_first_time(void **state)
{
    struct text_world *world = *state;
    struct pp_span span = text_span(english, "en");
    static const double widths[] = {154, 90, 154, 240, 90, 154, 240};
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
            for (int way = 0; way < 5; way++) {
                struct pp_paragraph_style style = {.width = widths[i], .lang = "en"};
                style.hyphenate = way > 0;
                style.align = way == 2 ? PP_END : way == 3 ? PP_CENTRE : PP_START;
                style.first_indent = way == 4 ? 12 : 0;
                struct text_world fresh = *world;
                struct pp_str kept, wanted;
                pp_str_init(&kept);
                pp_str_init(&wanted);
                assert_int_equal(
                    pp_typesetter_open(world->run, world->fonts, &fresh.typesetter), PP_OK);
                struct pp_lines *lines = text_set_spans(world, &span, 1, &style);
                pp_lines_dump(lines, &kept);
                pp_lines_dump(text_set_spans(&fresh, &span, 1, &style), &wanted);
                assert_string_equal(kept.text, wanted.text);
                memset(lines->items, 0, lines->count * sizeof *lines->items);
                pp_typesetter_close(fresh.typesetter);
                pp_str_free(&kept);
                pp_str_free(&wanted);
            }
}

static void hard_input_is_only_slow(void **state)
{
    struct text_world *world = *state;
    enum { MARKS = 10000, WORD = 30000 };
    struct pp_str text;
    pp_str_init(&text);
    pp_str_append(&text, "a");
    for (int i = 0; i < MARKS; i++)
        pp_str_append(&text, "\xCC\x81");
    assert_int_equal(text_set(world, text.text, "en", 100)->count, 1);
    pp_str_clear(&text);
    for (int i = 0; i < WORD; i++)
        pp_str_append_char(&text, (char)('a' + i % 26));
    assert_true(text_set(world, text.text, "en", 100)->count > 500);
    pp_str_clear(&text);
    for (int i = 0; i < WORD; i++)
        pp_str_append(&text, "a\n");
    assert_int_equal(text_set(world, text.text, "en", 100)->count, WORD);
    pp_str_clear(&text);
    for (int i = 0; i < WORD / 4; i++)
        pp_str_append(&text, "ا a ");
    assert_true(text_set(world, text.text, "en", 100)->count > 500);
    pp_str_clear(&text);
    for (int i = 0; i < 4 << 20; i++)
        pp_str_append_char(&text, 'x');
    struct pp_span span = text_span(text.text, "en");
    struct pp_paragraph_style style = {.width = 100, .lang = "en"};
    struct pp_lines *lines;
    assert_int_equal(
        pp_paragraph_set(world->typesetter, world->arena, &span, 1, &style, "it", &lines), PP_DATA);
    assert_int_equal(support_count_rule(world->run, "text.too-long"), 1);
    pp_str_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_columns_of_the_four_languages),
        cmocka_unit_test(no_line_is_wider_than_the_measure),
        cmocka_unit_test(every_letter_stands_on_one_line),
        cmocka_unit_test(a_hyphen_is_a_glyph_of_its_own),
        cmocka_unit_test(hyphenates_words_only),
        cmocka_unit_test(breaks_a_word_that_no_line_holds),
        cmocka_unit_test(hyphenates_a_word_that_no_line_holds),
        cmocka_unit_test(places_lines_by_alignment),
        cmocka_unit_test(quotation_marks_hang),
        cmocka_unit_test(line_feeds_end_lines),
        cmocka_unit_test(objects_stand_in_the_line),
        cmocka_unit_test(spans_may_forbid_breaks),
        cmocka_unit_test(measures_without_breaking),
        cmocka_unit_test(the_cache_never_shows),
        cmocka_unit_test(kept_lines_are_those_of_a_first_time),
        cmocka_unit_test(hard_input_is_only_slow),
    };
    return cmocka_run_group_tests(tests, text_world_open, text_world_close);
}
