#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "pactpress/arena.h"
#include "text/breaks.h"
#include "text/line_breaking.h"
#include "text/utf16.h"

/* The text with | where a line may end and ! where it must. */
static char *marked(struct pp_arena *arena, const char *lang, const char *text)
{
    size_t count, used = 0;
    uint16_t *units = pp_utf16_from(arena, text, &count);
    uint8_t *boundaries = pp_arena_array(arena, count + 1, 1);
    uint16_t *out = pp_arena_array(arena, 2 * count + 2, sizeof *out);
    struct pp_breaker *breaker = pp_breaker_new(lang);
    pp_breaker_lines(breaker, units, count, boundaries);
    for (size_t i = 0; i <= count; i++) {
        if (i > 0 && boundaries[i] != PP_BOUNDARY_NONE)
            out[used++] = boundaries[i] == PP_BOUNDARY_MUST ? '!' : '|';
        if (i < count)
            out[used++] = units[i];
    }
    pp_breaker_free(breaker);
    return pp_utf16_to(arena, out, used);
}

static void breaks_where_the_language_allows(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    static const struct {
        const char *lang, *text, *wanted;
    } cases[] = {
        {"en", "one two", "one |two!"},
        {"en", "non-formal – so", "non-|formal |– |so!"},
        {"en",
         "71\xC2\xA0% of 1\xC2\xA0"
         "180",
         "71\xC2\xA0% |of |1\xC2\xA0"
         "180!"},
        {"en", "a\nb", "a\n!b!"},
        {"en", "https://example.org/news", "https://|example.org/|news!"},
        {"en", "3–4 March", "3–|4 |March!"},
        {"fr",
         "«\xC2\xA0"
         "Bonjour\xC2\xA0»",
         "«\xC2\xA0"
         "Bonjour\xC2\xA0»!"},
        {"zh", "你好，世界。", "你|好，|世|界。!"},
        {"th", "ภาษาไทย", "ภาษา|ไทย!"},
        {"am", "ሰላም፡ለዓለም", "ሰላም፡|ለዓለም!"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(marked(arena, cases[i].lang, cases[i].text), cases[i].wanted);
    pp_arena_free(arena);
}

static void knows_grapheme_clusters(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    size_t count;
    /* e + acute, a family of emoji joined by ZWJ, a Devanagari syllable */
    uint16_t *units = pp_utf16_from(arena, "e\xCC\x81z👩‍👧क्षि", &count);
    uint8_t *starts = pp_arena_array(arena, count + 1, 1);
    struct pp_breaker *breaker = pp_breaker_new("en");
    pp_breaker_graphemes(breaker, units, count, starts);
    assert_int_equal(starts[0], 1);
    assert_int_equal(starts[1], 0);
    assert_int_equal(starts[2], 1);
    assert_int_equal(starts[3], 1);
    for (size_t i = 4; i < 8; i++)
        assert_int_equal(starts[i], 0);
    assert_int_equal(starts[8], 1);
    assert_int_equal(starts[count], 1);
    pp_breaker_graphemes(breaker, units + 2, 1, starts);
    assert_int_equal(starts[0], 1);
    assert_int_equal(starts[1], 1);
    pp_breaker_free(breaker);
    pp_arena_free(arena);
}

/* Words of given widths with spaces of 1 between: the choice of breaks without any font. A negative
 * width ends in a place for a hyphen of width 1 instead of a space. */
static size_t *broken(
    struct pp_arena *arena, const int *words, size_t count, double width, double indent,
    double stretch, size_t *lines)
{
    struct pp_opportunities list = {0};
    double *pens = pp_arena_array(arena, 2 * count + 1, sizeof *pens);
    for (size_t i = 0; i < count; i++) {
        int size = words[i] < 0 ? -words[i] : words[i];
        pens[2 * i + 1] = pens[2 * i] + size;
        pens[2 * i + 2] = pens[2 * i + 1] + (words[i] < 0 ? 0 : 1);
        struct pp_opportunity *place = PP_PUSH(arena, &list);
        *place = (struct pp_opportunity){.at = 2 * i + 2, .end = 2 * i + 1, .kind = PP_BREAK_SPACE};
        if (words[i] < 0) {
            place->kind = PP_BREAK_HYPHEN;
            place->hyphen = 1;
        }
    }
    list.items[count - 1].kind = PP_BREAK_HARD;
    list.items[count - 1].at = list.items[count - 1].end;
    struct pp_breaking breaking = {
        .opportunities = &list,
        .pens = pens,
        .width = width,
        .indent = indent,
        .stretch = stretch,
    };
    return pp_break_lines(arena, &breaking, lines);
}

static void looks_at_the_whole_paragraph(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    size_t lines;
    /* First fit would set 10+1+10 | 5 and leave a hole of 16 before the wide word. */
    static const int words[] = {10, 10, 5, 20, 12};
    size_t *ends = broken(arena, words, 5, 21, 0, 5, &lines);
    assert_int_equal(lines, 4);
    assert_int_equal(ends[0], 0);
    assert_int_equal(ends[1], 2);
    assert_int_equal(ends[2], 3);
    assert_int_equal(ends[3], 4);
    pp_arena_free(arena);
}

static void at_most_two_hyphens_run(void **state)
{
    (void)state;
    enum { WORDS = 60, ROUNDS = 200 };
    struct pp_arena *arena = pp_arena_new();
    unsigned seed = 99;
    size_t paragraphs_with_two = 0;
    for (int round = 0; round < ROUNDS; round++) {
        int words[WORDS];
        for (size_t i = 0; i < WORDS; i++) {
            seed = seed * 1103515245 + 12345;
            words[i] = 3 + (int)(seed >> 16) % 8;
            if ((seed >> 24) % 3 == 0 && i % 4 != 0 && i + 1 < WORDS)
                words[i] = -words[i];
        }
        size_t lines, run = 0, longest = 0;
        size_t *ends = broken(arena, words, WORDS, 30, 0, 2, &lines);
        for (size_t i = 0; i < lines; i++) {
            run = words[ends[i]] < 0 ? run + 1 : 0;
            longest = run > longest ? run : longest;
        }
        assert_true(longest <= 2);
        paragraphs_with_two += longest == 2;
    }
    assert_true(paragraphs_with_two > ROUNDS / 4);
    pp_arena_free(arena);
}

static void the_last_line_is_not_a_crumb(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    size_t lines;
    static const int words[] = {9, 9, 9, 9, 9, 9, 3};
    size_t *ends = broken(arena, words, 7, 29, 0, 12, &lines);
    assert_int_equal(lines, 3);
    assert_int_equal(ends[1], 4);
    pp_arena_free(arena);
}

static void indents_and_overfull_words_are_minded(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    size_t lines;
    static const int words[] = {10, 9, 10, 9};
    size_t *ends = broken(arena, words, 4, 20, 0, 5, &lines);
    assert_int_equal(lines, 2);
    assert_int_equal(ends[0], 1);
    ends = broken(arena, words, 4, 20, 5, 5, &lines);
    assert_int_equal(ends[0], 0);
    static const int wide[] = {5, 50, 5, 60};
    ends = broken(arena, wide, 4, 20, 0, 5, &lines);
    assert_int_equal(lines, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(ends[i], i);
    pp_arena_free(arena);
}

/* Against all ways to break a paragraph of ten words, with the same measure of a line. */
static double cost_of(const int *words, unsigned ways, double width, double stretch)
{
    double total = 0, line = 0;
    for (size_t i = 0; i < 10; i++) {
        line += (line > 0 ? 1 : 0) + words[i];
        if (i < 9 && !(ways >> i & 1))
            continue;
        if (line > width)
            return HUGE_VAL;
        double ratio = (width - line) / stretch;
        double badness = i == 9 ? 0 : fmin(100 * ratio * ratio * ratio, 10000);
        if (i == 9 && line < width / 5 && ways != 0)
            total += 150 * 150;
        total += (10 + badness) * (10 + badness);
        line = 0;
    }
    return total;
}

static void finds_the_best_of_all_ways(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    unsigned seed = 12345;
    for (int round = 0; round < 100; round++) {
        int words[10];
        for (size_t i = 0; i < 10; i++) {
            seed = seed * 1103515245 + 12345;
            words[i] = 2 + (int)(seed >> 16) % 9;
        }
        double best = HUGE_VAL;
        for (unsigned ways = 0; ways < 512; ways++)
            best = fmin(best, cost_of(words, ways, 25, 6));
        size_t lines;
        size_t *ends = broken(arena, words, 10, 25, 0, 6, &lines);
        unsigned chosen = 0;
        for (size_t i = 0; i + 1 < lines; i++)
            chosen |= 1u << ends[i];
        double cost = cost_of(words, chosen, 25, 6);
        assert_true(fabs(cost - best) <= 1e-6 * best);
    }
    pp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_where_the_language_allows),
        cmocka_unit_test(knows_grapheme_clusters),
        cmocka_unit_test(looks_at_the_whole_paragraph),
        cmocka_unit_test(at_most_two_hyphens_run),
        cmocka_unit_test(the_last_line_is_not_a_crumb),
        cmocka_unit_test(indents_and_overfull_words_are_minded),
        cmocka_unit_test(finds_the_best_of_all_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
