/* What stays together at line ends, language by language: texts with | where a line may end. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "text/breaks.h"
#include "text/nobreak.h"
#include "text/utf16.h"

static char *marked(struct pp_arena *arena, const char *lang, const char *text)
{
    size_t count, used = 0;
    uint16_t *units = pp_utf16_from(arena, text, &count);
    uint8_t *boundaries = pp_arena_array(arena, count + 1, 1);
    uint16_t *out = pp_arena_array(arena, 2 * count + 2, sizeof *out);
    struct pp_breaker *breaker = pp_breaker_new(lang);
    const struct pp_nobreak *rules = pp_nobreak_new(arena, lang);
    pp_breaker_lines(breaker, units, count, boundaries);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && boundaries[i] != PP_BOUNDARY_NONE &&
            !pp_nobreak_forbids(rules, units, count, i))
            out[used++] = '|';
        out[used++] = units[i];
    }
    pp_breaker_free(breaker);
    return pp_utf16_to(arena, out, used);
}

struct expectation {
    const char *lang, *wanted;
};

static char *without_bars(struct pp_arena *arena, const char *text)
{
    char *plain = pp_arena_strdup(arena, text), *end = plain;
    for (const char *at = text; *at != '\0'; at++)
        if (*at != '|')
            *end++ = *at;
    *end = '\0';
    return plain;
}

static void expect(const struct expectation *items, size_t count)
{
    struct pp_arena *arena = pp_arena_new();
    for (size_t i = 0; i < count; i++)
        assert_string_equal(
            marked(arena, items[i].lang, without_bars(arena, items[i].wanted)), items[i].wanted);
    pp_arena_free(arena);
}

#define EXPECT(items) expect(items, sizeof(items) / sizeof *(items))

static void days_stay_with_their_months(void **state)
{
    (void)state;
    static const struct expectation dates[] = {
        {"en", "on |20 January |2022"},
        {"en", "3–4 March |2022"},
        {"cs", "do |30. června |2022"},
        {"sk", "30. júna |2022"},
        {"de", "am |30. Juni |2022"},
        {"de", "die |2. |Runde"},
        {"da", "den |1. marts |2022"},
        {"et", "20. jaanuar |2022"},
        {"fi", "1. kesäkuuta |2022"},
        {"hr", "1. lipnja |2022."},
        {"sl", "13. marec |2022"},
        {"hu", "2022. június 1."},
        {"lv", "2022. gada |20. janvāris"},
        {"lv", "2022. gada |20.–21. februāris"},
        {"en", "January–|March |2022"},
        {"lt", "2022 m. |sausio 20 d."},
        {"es", "el |20 de enero |de |2022"},
        {"pt", "13 de março |de |2022"},
        {"mt", "fit-13 ta’ Marzu |2022"},
        {"fr", "le |20 janvier |2022"},
        {"bg", "20 януари |2022 г."},
        {"uk", "20 січня |2022 р."},
        {"el", "20 Ιανουαρίου |2022"},
        {"ga", "1 Meitheamh |2022"},
        {"ar", "20 يناير |2022"},
        /* A year, a count: no day. */
        {"en", "2022 March |was |dry"},
        {"en", "412 may |come"},
    };
    EXPECT(dates);
}

static void numbers_stay_with_their_units(void **state)
{
    (void)state;
    static const struct expectation numbers[] = {
        {"en", "about |10 % |of |1 600 |people"},
        {"en", "12 |people"},
        {"sv", "3 000 kr |per |år"},
        {"de", "5 km, |12 EUR"},
        {"pl", "4,5 mln |zł"},
        {"fr", "10 € |et |20 %"},
        {"en", "Art. 5 |and |No. 3 |say"},
        {"de", "Abs. 2, |Nr. 14"},
        {"lv", "12. lpp. 4"},
        {"pt", "n.º 5 |e |§ 12"},
        {"en", "They |came |in. 5 |of |them"},
    };
    EXPECT(numbers);
}

static void letters_lean(void **state)
{
    (void)state;
    static const struct expectation letters[] = {
        {"pl", "szkoła |w Lublinie |i w domu |z nami"},
        {"pl", "(w mieście) |A potem"},
        {"cs", "škola |v Brně |a k tomu |s námi"},
        {"sk", "škola |v Nitre |a o nás"},
        {"uk", "школа |в місті |і з нами"},
        {"sl", "šola |v Ljubljani |in |z nami"},
        {"hr", "škola |u gradu |i s njima"},
        {"en", "a |school |I |know"},
        {"it", "a |Roma |e |in |Italia"},
        {"fr", "Vraiment ? |Oui ; |« bien » !"},
        {"en", "A. Writer |and |J.R. Poet"},
        {"en", "an |e-mail, |a |well-|made |t-shirt"},
        {"mt", "fil-belt |u |l-iskola |tal-komunità |mill-ġdid"},
        {"ga", "an |t-uisce"},
    };
    EXPECT(letters);
}

static void scripts_without_spaces_are_divided(void **state)
{
    (void)state;
    static const struct expectation texts[] = {
        {"zh", "人|人|生|而|自|由，|在|尊|严|和|权|利|上|一|律|平|等。"},
        {"zh", "（“你|好”）"},
        {"am", "ሰላም፡|ለዓለም፡|ሁሉ።"},
        {"ti", "ሰላም |ንኹሉ"},
        {"th", "ภาษา|ไทย"},
    };
    EXPECT(texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_stay_with_their_months),
        cmocka_unit_test(numbers_stay_with_their_units),
        cmocka_unit_test(letters_lean),
        cmocka_unit_test(scripts_without_spaces_are_divided),
    };
    return cmocka_run_group_tests_name("nobreak", tests, NULL, NULL);
}
