#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "document_kit.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "support.h"

static struct pp_figure figure(enum pp_state state, int64_t lo, int64_t hi)
{
    return (struct pp_figure){
        .state = state, .lo = lo, .hi = hi, .unit = PP_UNIT_PERSONS, .n = -1, .address = "x"};
}

/* The stretches of a list, each as text, style and what is said instead. */
static const char *stretches(struct document_kit *kit, const struct pp_inline *content)
{
    struct pp_wordings words = {0};
    struct pp_str out;
    const char *copy;
    assert_int_equal(pp_wording_flatten(kit->wording, kit->arena, content, &words), PP_OK);
    pp_str_init(&out);
    for (size_t i = 0; i < words.count; i++) {
        const struct pp_words *part = &words.items[i];
        pp_str_printf(
            &out, "[%s%s%s%s%s%s%s]", part->text, part->strong ? " strong" : "",
            part->emphasis ? " emphasis" : "", part->mark != PP_MARK_NONE ? " mark" : "",
            part->actual != NULL ? " = " : "", part->actual != NULL ? part->actual : "",
            part->line_end ? " end" : "");
        assert_non_null(part->lang);
    }
    copy = pp_str_copy(&out, kit->arena);
    pp_str_free(&out);
    return copy;
}

static void each_state_has_its_sign_and_its_words(void **state)
{
    struct document_kit *kit = *state;
    const struct {
        struct pp_figure figure;
        const char *expected, *plain;
    } cases[] = {
        {figure(PP_EXACT, 1180, 1180), "[1\u00A0180]", "1\u00A0180"},
        {figure(PP_ESTIMATED, 60, 60), "[≈\u00A060 = about 60]", "about 60"},
        {figure(PP_ESTIMATED, 20, 30), "[20–30 = about 20–30]", "about 20–30"},
        {figure(PP_AT_LEAST, 126, PP_FIGURE_MANY), "[≥\u00A0126 = at least 126]", "at least 126"},
        {figure(PP_UNKNOWN, 0, 0), "[? strong = not reported]", "not reported"},
        {figure(PP_NOT_ASSESSED, 0, 0), "[– = not assessed]", "not assessed"},
        {figure(PP_SUPPRESSED, 0, 0), "[c mark = withheld]", "withheld"},
        {figure(PP_EXACT, 0, 0), "[0]", "0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_inline *leaf = pp_inline_figure(kit->arena, &cases[i].figure);
        assert_string_equal(stretches(kit, leaf), cases[i].expected);
        assert_string_equal(document_kit_plain(kit, leaf), cases[i].plain);
    }
}

static void a_message_prints_its_figures_by_state(void **state)
{
    struct document_kit *kit = *state;
    struct pp_figure withheld = figure(PP_SUPPRESSED, 0, 0);
    struct pp_arg args[] = {
        {.name = "n", .kind = PP_ARG_FIGURE, .figure = &withheld},
        {.name = "total", .kind = PP_ARG_FIGURE, .figure = &withheld}};
    assert_string_equal(
        stretches(kit, pp_inline_message(kit->arena, "key.note.so_far", args, 2)),
        "[in all so far ][c mark = withheld]");
    assert_string_equal(
        document_kit_plain(kit, pp_inline_message(kit->arena, "key.persons", args, 2)),
        "people took part");
}

static void nodes_are_spliced_where_the_message_says(void **state)
{
    struct document_kit *kit = *state;
    struct pp_inline *title = pp_inline_link(
        kit->arena, "https://example.org", pp_inline_text(kit->arena, "Atlas", NULL));
    struct pp_inline *note =
        pp_inline_around(kit->arena, PP_INLINE_EMPHASIS, pp_inline_text(kit->arena, "data", NULL));
    struct pp_arg args[] = {
        {.name = "title", .kind = PP_ARG_NODE, .node = title},
        {.name = "note", .kind = PP_ARG_NODE, .node = note}};
    assert_string_equal(
        stretches(kit, pp_inline_message(kit->arena, "resources.entry", args, 2)),
        "[Atlas][: ][data emphasis]");
}

static void lists_have_the_separators_of_the_language(void **state)
{
    struct document_kit *kit = *state;
    struct pp_inline *items = pp_inline_text(kit->arena, "Riga", NULL), *list;
    pp_inline_join(
        items,
        pp_inline_around(kit->arena, PP_INLINE_STRONG, pp_inline_text(kit->arena, "Lublin", NULL)));
    pp_inline_join(items, pp_inline_text(kit->arena, "Ravenna", NULL));
    list = pp_inline_around(kit->arena, PP_INLINE_LIST, items);
    assert_string_equal(stretches(kit, list), "[Riga, ][Lublin strong][, Ravenna]");
    list->with_and = true;
    assert_string_equal(stretches(kit, list), "[Riga, ][Lublin strong][ and Ravenna]");
    list->children = NULL;
    assert_string_equal(stretches(kit, list), "");
}

static void days_are_dates_of_the_language(void **state)
{
    struct document_kit *kit = *state;
    struct pp_inline *days = pp_inline_new(kit->arena, PP_INLINE_DAYS);
    days->first = days->last = pp_day_from_date(2022, 1, 20);
    days->days = PP_DATE_LONG;
    assert_string_equal(document_kit_plain(kit, days), "20 January 2022");
    days->last = pp_day_from_date(2022, 1, 21);
    assert_non_null(strstr(document_kit_plain(kit, days), "21 January 2022"));
}

static void neighbours_in_one_style_are_one_stretch(void **state)
{
    struct document_kit *kit = *state;
    struct pp_inline *list = pp_inline_text(kit->arena, "a", NULL);
    pp_inline_join(list, pp_inline_text(kit->arena, "b", "en"));
    pp_inline_join(list, pp_inline_text(kit->arena, "c", "lv"));
    pp_inline_join(list, pp_inline_new(kit->arena, PP_INLINE_BREAK));
    pp_inline_join(list, pp_inline_text(kit->arena, "d", "lv"));
    assert_string_equal(stretches(kit, list), "[ab][c end][d]");
    assert_string_equal(document_kit_plain(kit, list), "abc d");
}

static void tints_are_silent_and_other_marks_speak(void **state)
{
    struct document_kit *kit = *state;
    struct pp_inline *list = pp_inline_mark(kit->arena, PP_MARK_HEAT, 2);
    pp_inline_join(list, pp_inline_text(kit->arena, " x ", NULL));
    pp_inline_join(list, pp_inline_mark(kit->arena, PP_MARK_UP, 0));
    assert_string_equal(stretches(kit, list), "[■ mark][ x ][▲ mark = up]");
    assert_string_equal(document_kit_plain(kit, list), " x up");
}

static void text_is_composed(void **state)
{
    struct document_kit *kit = *state;
    assert_string_equal(
        document_kit_plain(kit, pp_inline_text(kit->arena, "Ri\u0304ga", NULL)), "Rīga");
}

static void a_story_in_another_language_writes_its_own_numbers(void **state)
{
    struct document_kit *kit = *state;
    struct pp_figure median = figure(PP_EXACT, 35, 35);
    struct pp_arg arg = {.name = "f", .kind = PP_ARG_FIGURE, .figure = &median};
    struct pp_inline *leaf = pp_inline_new(kit->arena, PP_INLINE_PATTERN);
    struct pp_message *message;
    median.decimals = 1;
    median.unit = PP_UNIT_SCORE;
    assert_int_equal(
        pp_message_parse(kit->run, kit->arena, "{f, number}", PP_NOWHERE, &message), PP_OK);
    leaf->message = message;
    leaf->args = &arg;
    leaf->arg_count = 1;
    assert_string_equal(document_kit_plain(kit, leaf), "3.5");
    leaf->lang = "it";
    assert_string_equal(document_kit_plain(kit, leaf), "3,5");
}

static void a_missing_string_is_reported_once(void **state)
{
    struct document_kit *kit = *state;
    struct pp_inline *leaf = pp_inline_message(kit->arena, "no.such", NULL, 0);
    struct pp_wordings words = {0};
    assert_false(pp_wording_has(kit->wording, "no.such"));
    for (int i = 0; i < 2; i++)
        assert_int_equal(pp_wording_flatten(kit->wording, kit->arena, leaf, &words), PP_DATA);
    assert_int_equal(support_count_rule(kit->run, "wording.missing-string"), 1);
}

static bool names(const char *const *list, const char *name)
{
    for (; *list != NULL; list++)
        if (pp_streq(*list, name))
            return true;
    return false;
}

/* What the code hands over: what the English uses, and what every message may use. */
static void check_arguments(
    struct document_kit *kit, const char *lang, const char *id, const struct pp_message *english,
    const struct pp_message *other)
{
    static const char *const common[] = {"place", "place_in", "scope", "period", NULL};
    const char *const *given = pp_message_arguments(kit->arena, english);
    const char *const *used = pp_message_arguments(kit->arena, other);
    for (; *used != NULL; used++)
        if (!names(given, *used) && !names(common, *used))
            fail_msg("%s: %s uses {%s}, which the English does not", lang, id, *used);
}

/* Every catalogue has every string, as a pattern over the arguments that there are. */
static void catalogues_agree(void **state)
{
    static const char *const langs[] = {"en", "it", "sv", "lv"};
    struct document_kit *kit = *state;
    struct pp_catalog *english, *other;
    assert_int_equal(pp_catalog_load(kit->run, NULL, "en", &english), PP_OK);
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        struct pp_wording *wording;
        assert_int_equal(pp_catalog_load(kit->run, NULL, langs[i], &other), PP_OK);
        assert_int_equal(other->strings.count, english->strings.count);
        assert_int_equal(pp_wording_open(kit->run, NULL, langs[i], &wording), PP_OK);
        for (size_t k = 0; k < english->strings.count; k++) {
            const char *id = english->strings.entries[k].key;
            const struct pp_message *message = pp_wording_message(wording, id);
            if (message == NULL)
                fail_msg("%s has no good string %s", langs[i], id);
            check_arguments(kit, langs[i], id, pp_wording_message(kit->wording, id), message);
        }
        pp_wording_close(wording);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, document_kit_open, document_kit_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(each_state_has_its_sign_and_its_words),
        CASE(a_message_prints_its_figures_by_state),
        CASE(nodes_are_spliced_where_the_message_says),
        CASE(lists_have_the_separators_of_the_language),
        CASE(days_are_dates_of_the_language),
        CASE(neighbours_in_one_style_are_one_stretch),
        CASE(tints_are_silent_and_other_marks_speak),
        CASE(text_is_composed),
        CASE(a_story_in_another_language_writes_its_own_numbers),
        CASE(a_missing_string_is_reported_once),
        CASE(catalogues_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
