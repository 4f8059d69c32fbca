#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/message.h"
#include "pactpress/run.h"
#include "support.h"

#define NBSP "\xC2\xA0"

static struct pp_run *run;
static struct pp_arena *arena;

static int open_run(void **state)
{
    (void)state;
    run = pp_run_new(NULL);
    arena = run->arena;
    return 0;
}

static int close_run(void **state)
{
    (void)state;
    pp_run_free(run);
    return 0;
}

static const struct pp_where where = {"lv.yaml", 7, 20};

static struct pp_message *parsed(const char *pattern)
{
    struct pp_message *message;
    assert_int_equal(pp_message_parse(run, arena, pattern, where, &message), PP_OK);
    return message;
}

static const char *formatted(
    const char *lang, const char *pattern, const struct pp_arg *args, size_t count)
{
    struct pp_locale *locale;
    const char *text;
    assert_int_equal(pp_locale_open(run, lang, "eu", &locale), PP_OK);
    assert_int_equal(
        pp_message_text(run, arena, locale, parsed(pattern), args, count, &text), PP_OK);
    pp_locale_close(locale);
    return text;
}

static const char *with_number(const char *lang, const char *pattern, int64_t value, int decimals)
{
    struct pp_arg arg = {.name = "n", .kind = PP_ARG_NUMBER, .value = value, .decimals = decimals};
    return formatted(lang, pattern, &arg, 1);
}

static struct pp_figure figure(enum pp_state state, int64_t lo, int64_t hi)
{
    return (struct pp_figure){.state = state, .unit = PP_UNIT_PERSONS, .lo = lo, .hi = hi, .n = -1};
}

static const char *with_figure(const char *pattern, const struct pp_figure *figure)
{
    struct pp_arg arg = {.name = "n", .kind = PP_ARG_FIGURE, .figure = figure};
    return formatted("en", pattern, &arg, 1);
}

static void prints_text_and_arguments(void **state)
{
    (void)state;
    struct pp_period period = {
        PP_PERIOD_QUARTER, pp_day_from_date(2022, 1, 1), pp_day_from_date(2022, 3, 31), "2022-Q1"};
    struct pp_arg args[] = {
        {.name = "city", .kind = PP_ARG_TEXT, .text = "Riga"},
        {.name = "n", .kind = PP_ARG_NUMBER, .value = 1180},
        {.name = "day", .kind = PP_ARG_DAY, .day = pp_day_from_date(2022, 1, 20)},
        {.name = "when", .kind = PP_ARG_PERIOD, .period = &period},
    };
    assert_string_equal(
        formatted("en", "In {city}: {n} on {day}, {when}.", args, 4),
        "In Riga: 1" NBSP "180 on 20 January 2022, January–March 2022.");
    assert_string_equal(
        formatted("en", "{n, number} {n, number, signed} {n, percent} {n,number,percent}", args, 4),
        "1" NBSP "180 +1" NBSP "180 1" NBSP "180" NBSP "% 1" NBSP "180" NBSP "%");
    assert_string_equal(
        formatted(
            "en", "{day, date, long}/{day, date, short}/{day, date, month}/{day, date, day}", args,
            4),
        "20 January 2022/20/01/2022/January 2022/20 January");
    assert_string_equal(formatted("en", "{when, period}", args, 4), "January–March 2022");
    assert_string_equal(formatted("en", "", args, 4), "");
}

static void quotes_like_icu(void **state)
{
    (void)state;
    assert_string_equal(with_number("en", "It's {n}", 1, 0), "It's 1");
    assert_string_equal(with_number("en", "It''s '{n}' and '}'", 1, 0), "It's {n} and }");
    assert_string_equal(with_number("en", "'{'''{n}", 1, 0), "{'1");
    assert_string_equal(with_number("en", "open '{n}", 1, 0), "open {n}");
    assert_string_equal(
        with_number("en", "{n, plural, one {'#' is #} other {#}} #", 1, 0), "# is 1 #");
    assert_string_equal(
        with_number("it", "l’{n, plural, one {unica} other {altre}} d'estate", 1, 0),
        "l’unica d'estate");
}

static void chooses_plural_branches(void **state)
{
    (void)state;
    static const char lv[] = "{n, plural, zero {# cilvēku} one {# cilvēks} other {# cilvēki}}";
    assert_string_equal(with_number("lv", lv, 0, 0), "0 cilvēku");
    assert_string_equal(with_number("lv", lv, 1, 0), "1 cilvēks");
    assert_string_equal(with_number("lv", lv, 11, 0), "11 cilvēku");
    assert_string_equal(with_number("lv", lv, 21, 0), "21 cilvēks");
    assert_string_equal(with_number("lv", lv, 1180, 0), "1" NBSP "180 cilvēku");
    static const char pl[] =
        "{n, plural, one {# osoba} few {# osoby} many {# osób} other {# osoby}}";
    assert_string_equal(with_number("pl", pl, 2, 0), "2 osoby");
    assert_string_equal(with_number("pl", pl, 25, 0), "25 osób");
    assert_string_equal(with_number("pl", pl, 25, 1), "2,5 osoby");
    static const char en[] = "{n, plural, =0 {nobody} =1.5 {one and a half} one {#} other {# all}}";
    assert_string_equal(with_number("en", en, 0, 0), "nobody");
    assert_string_equal(with_number("en", en, 0, 1), "nobody");
    assert_string_equal(with_number("en", en, 15, 1), "one and a half");
    assert_string_equal(with_number("en", en, 150, 2), "one and a half");
    assert_string_equal(with_number("en", en, 10, 1), "1.0 all");
    static const char offset[] =
        "{n, plural, offset:1 =0 {nobody} =1 {you} one {you and # other} other {you and # others}}";
    assert_string_equal(with_number("en", offset, 1, 0), "you");
    assert_string_equal(with_number("en", offset, 2, 0), "you and 1 other");
    assert_string_equal(with_number("en", offset, 4, 0), "you and 3 others");
    static const char ordinal[] =
        "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} quarter";
    assert_string_equal(with_number("en", ordinal, 3, 0), "3rd quarter");
    assert_string_equal(with_number("en", ordinal, 11, 0), "11th quarter");
}

static void selects_by_words(void **state)
{
    (void)state;
    struct pp_arg args[] = {
        {.name = "scope", .kind = PP_ARG_TEXT, .text = "city"},
        {.name = "place", .kind = PP_ARG_TEXT, .text = "Riga"},
        {.name = "n", .kind = PP_ARG_NUMBER, .value = 1},
    };
    static const char pattern[] =
        "{scope, select, city {in {place}, {n, plural, one {# event} other "
        "{# events}}} other {everywhere}}";
    assert_string_equal(formatted("en", pattern, args, 3), "in Riga, 1 event");
    args[0].text = "project";
    assert_string_equal(formatted("en", pattern, args, 3), "everywhere");
}

static void figures_take_the_branch_of_their_state(void **state)
{
    (void)state;
    static const char pattern[] =
        "{n, plural, one {# person} other {# people} withheld {few people} unknown {an unknown "
        "number} estimated {about # people} at_least {# or more} not_assessed {not counted}}";
    struct pp_figure exact = figure(PP_EXACT, 1, 1), rounded = figure(PP_ROUNDED, 40, 40);
    struct pp_figure estimated = figure(PP_ESTIMATED, 20, 30), open = figure(PP_AT_LEAST, 126, 0);
    struct pp_figure unknown = figure(PP_UNKNOWN, 0, 0), none = figure(PP_NOT_ASSESSED, 0, 0);
    struct pp_figure withheld = figure(PP_SUPPRESSED, 0, 0);
    assert_string_equal(with_figure(pattern, &exact), "1 person");
    assert_string_equal(with_figure(pattern, &rounded), "40 people");
    assert_string_equal(with_figure(pattern, &estimated), "about 20–30 people");
    assert_string_equal(with_figure(pattern, &open), "126 or more");
    estimated.hi = 20;
    assert_string_equal(with_figure(pattern, &estimated), "about 20 people");
    assert_string_equal(
        with_figure("{n, plural, estimated {some {n}} other {#}}", &estimated), "some 20");
    assert_string_equal(with_figure(pattern, &unknown), "an unknown number");
    assert_string_equal(with_figure(pattern, &none), "not counted");
    assert_string_equal(with_figure(pattern, &withheld), "few people");
    static const char bare[] = "{n, plural, =0 {nobody} one {# person} other {# people}}";
    assert_string_equal(with_figure(bare, &withheld), "c people");
    assert_string_equal(with_figure(bare, &unknown), "? people");
    assert_string_equal(with_figure(bare, &open), "≥" NBSP "126 people");
    static const char select[] = "{n, select, withheld {hidden} other {{n}}}";
    assert_string_equal(with_figure(select, &withheld), "hidden");
    assert_string_equal(with_figure(select, &exact), "1");
}

static void prints_figures_of_every_state(void **state)
{
    (void)state;
    struct pp_locale *locale;
    assert_int_equal(pp_locale_open(run, "en", "eu", &locale), PP_OK);
    struct pp_figure share = figure(PP_EXACT, 71, 71), score = figure(PP_EXACT, 35, 35);
    struct pp_figure about = figure(PP_ESTIMATED, 60, 60), change = figure(PP_EXACT, 5, 5);
    struct pp_figure range = figure(PP_ESTIMATED, 20, 30);
    struct pp_figure open = figure(PP_AT_LEAST, 126, PP_FIGURE_MANY);
    struct pp_figure unknown = figure(PP_UNKNOWN, 0, 0), none = figure(PP_NOT_ASSESSED, 0, 0);
    struct pp_figure withheld = figure(PP_SUPPRESSED, 0, 0);
    share.unit = PP_UNIT_PERCENT;
    score.unit = PP_UNIT_SCORE;
    score.decimals = 1;
    change.unit = PP_UNIT_PERCENT_POINTS;
    assert_string_equal(pp_figure_print(locale, arena, &share), "71" NBSP "%");
    assert_string_equal(pp_figure_print(locale, arena, &score), "3.5");
    assert_string_equal(pp_figure_print(locale, arena, &change), "+5");
    assert_string_equal(pp_figure_print(locale, arena, &about), "≈" NBSP "60");
    assert_string_equal(pp_figure_print(locale, arena, &range), "20–30");
    range.unit = PP_UNIT_PERCENT;
    assert_string_equal(pp_figure_print(locale, arena, &range), "20–30" NBSP "%");
    assert_string_equal(pp_figure_print(locale, arena, &open), "≥" NBSP "126");
    assert_string_equal(pp_figure_print(locale, arena, &unknown), "?");
    assert_string_equal(pp_figure_print(locale, arena, &none), "–");
    assert_string_equal(pp_figure_print(locale, arena, &withheld), "c");
    pp_locale_close(locale);
}

static void keeps_pieces_apart(void **state)
{
    (void)state;
    struct pp_locale *locale;
    struct pp_pieces pieces;
    int link = 0;
    struct pp_arg args[] = {
        {.name = "n", .kind = PP_ARG_NUMBER, .value = 2},
        {.name = "link", .kind = PP_ARG_NODE, .text = "the site", .node = &link},
        {.name = "none", .kind = PP_ARG_TEXT, .text = ""},
    };
    assert_int_equal(pp_locale_open(run, "en", "eu", &locale), PP_OK);
    struct pp_message *message =
        parsed("See {link} for {none}{n, plural, one {# thing} other {# things}}.");
    assert_int_equal(pp_message_format(run, arena, locale, message, args, 3, &pieces), PP_OK);
    static const char *const texts[] = {"See ", "the site", " for ", "2", " things."};
    assert_int_equal(pieces.count, 5);
    for (size_t i = 0; i < pieces.count; i++)
        assert_string_equal(pieces.items[i].text, texts[i]);
    assert_ptr_equal(pieces.items[1].arg->node, &link);
    assert_ptr_equal(pieces.items[3].arg, &args[0]);
    assert_null(pieces.items[4].arg);
    pp_locale_close(locale);
}

static void tells_what_it_uses(void **state)
{
    (void)state;
    struct pp_message *message =
        parsed("{b} {n, plural, one {{a}} other {{b}} withheld {x}} {s, select, other {{c}}}");
    const char *const *names = pp_message_arguments(arena, message);
    static const char *const wanted[] = {"b", "n", "a", "s", "c"};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(names[i], wanted[i]);
    assert_null(names[5]);
    assert_true(pp_message_has_branch(message, "n", "withheld"));
    assert_false(pp_message_has_branch(message, "n", "unknown"));
    assert_false(pp_message_has_branch(message, "s", "withheld"));
}

static void points_at_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t col;
    } cases[] = {
        {"ā {n", 22},
        {"{n, plural, one {x}}", 20},
        {"{n, plural, uno {x} other {y}}", 32},
        {"{n, plural, one {x} one {y} other {z}}", 40},
        {"{n, plural, one {x other {y}}", 20},
        {"{n, plural, other {x", 38},
        {"l'{n}", 21},
        {"{n, nummer}", 24},
        {"{n, number, big}", 32},
        {"{n, date, tall}", 30},
        {"text } more", 25},
        {"{}", 20},
        {"{n, plural}", 30},
        {"{n, plural, = {x} other {y}}", 32},
        {"{n, plural, offset:x other {y}}", 32},
        {"{n, plural, one other {y}}", 36},
        {"{n x}", 23},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_run *own = pp_run_new(NULL);
        struct pp_message *message = NULL;
        assert_int_equal(
            pp_message_parse(own, own->arena, cases[i].pattern, where, &message), PP_DATA);
        assert_null(message);
        const struct pp_diag *diag = pp_diag_at(own, 0);
        assert_non_null(diag);
        assert_string_equal(diag->rule, "message.syntax");
        assert_int_equal(diag->where.line, 7);
        assert_int_equal(diag->where.col, cases[i].col);
        assert_int_equal(pp_diag_count(own, PP_ERROR), 1);
        pp_run_free(own);
    }
}

static void bounds_depth_and_length(void **state)
{
    (void)state;
    char deep[20 * 40 + 1] = "", *long_one = pp_arena_alloc(arena, 20001);
    for (int i = 0; i < 40; i++)
        memcpy(deep + 20 * i, "{n, select, other { ", 21);
    memset(long_one, 'x', 20000);
    struct pp_message *message;
    assert_int_equal(pp_message_parse(run, arena, deep, where, &message), PP_DATA);
    assert_int_equal(pp_message_parse(run, arena, long_one, where, &message), PP_DATA);
}

static void reports_an_unknown_argument(void **state)
{
    (void)state;
    struct pp_locale *locale;
    const char *text;
    struct pp_arg arg = {.name = "count", .kind = PP_ARG_NUMBER, .value = 2};
    struct pp_message *message = parsed("ā {n}");
    assert_int_equal(pp_locale_open(run, "en", "eu", &locale), PP_OK);
    assert_int_equal(pp_message_text(run, arena, locale, message, &arg, 1, &text), PP_DATA);
    const struct pp_diag *last = NULL, *diag;
    for (size_t i = 0; (diag = pp_diag_at(run, i)) != NULL; i++)
        last = diag;
    assert_non_null(last);
    assert_string_equal(last->rule, "message.unknown-argument");
    assert_int_equal(last->where.col, 22);
    assert_non_null(strstr(last->sentence, "{count}"));
    pp_locale_close(locale);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_text_and_arguments),
        cmocka_unit_test(quotes_like_icu),
        cmocka_unit_test(chooses_plural_branches),
        cmocka_unit_test(selects_by_words),
        cmocka_unit_test(figures_take_the_branch_of_their_state),
        cmocka_unit_test(prints_figures_of_every_state),
        cmocka_unit_test(keeps_pieces_apart),
        cmocka_unit_test(tells_what_it_uses),
        cmocka_unit_test(points_at_mistakes),
        cmocka_unit_test(bounds_depth_and_length),
        cmocka_unit_test(reports_an_unknown_argument),
    };
    return cmocka_run_group_tests(tests, open_run, close_run);
}
