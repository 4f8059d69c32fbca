/* figures.csv and the table behind it: order, forms of values, quoting, lookup, the manual. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/measure.h"
#include "pactpress/drafts.h"
#include "pactpress/str.h"

#include "figures_world.h"
#include "support.h"

static int set_up(void **state)
{
    *state = world_new();
    return 0;
}

static int tear_down(void **state)
{
    world_free(*state);
    return 0;
}

static void values_have_the_forms_of_the_manual(void **state)
{
    static const struct {
        enum pp_state state;
        int64_t lo, hi;
        int decimals;
        const char *text;
    } cases[] = {
        {PP_EXACT, 43, 43, 0, "43"},
        {PP_EXACT, 0, 0, 0, "0"},
        {PP_EXACT, -2, -2, 0, "-2"},
        {PP_EXACT, 40, 40, 1, "4.0"},
        {PP_EXACT, 5, 5, 1, "0.5"},
        {PP_EXACT, -5, -5, 1, "-0.5"},
        {PP_EXACT, 7, 7, 3, "0.007"},
        {PP_ROUNDED, 45, 45, 0, "45"},
        {PP_ESTIMATED, 20, 30, 0, "20..30"},
        {PP_ESTIMATED, 40, 40, 0, "40"},
        {PP_ESTIMATED, -5, 12, 1, "-0.5..1.2"},
        {PP_AT_LEAST, 126, PP_FIGURE_MANY, 0, "126.."},
        {PP_AT_LEAST, 88, PP_FIGURE_MANY, 1, "8.8.."},
        {PP_UNKNOWN, 0, 0, 0, ""},
        {PP_NOT_ASSESSED, 0, 0, 0, ""},
        {PP_SUPPRESSED, 0, 0, 0, ""},
        {PP_EXACT, INT64_MIN, INT64_MIN, 0, "-9223372036854775808"},
        {PP_EXACT, INT64_MAX - 1, INT64_MAX - 1, 2, "92233720368547758.06"}};
    struct world *world = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pp_figure figure = {
            .state = cases[i].state,
            .lo = cases[i].lo,
            .hi = cases[i].hi,
            .decimals = cases[i].decimals};
        assert_string_equal(pp_figure_value_text(world->arena, &figure), cases[i].text);
        assert_int_equal(pp_figure_has_value(&figure), *cases[i].text != '\0');
    }
}

static size_t add(
    struct pp_drafts *drafts, const char *measure, const char *city, const char *dimension,
    const char *breakdown, const char *period)
{
    struct pp_address at = {measure,   city,      dimension == NULL ? NULL : "dac",
                            dimension, breakdown, period};
    size_t index = pp_drafts_add(drafts, &at);

    pp_draft_set_exact(pp_drafts_at(drafts, index), (int64_t)index);
    return index;
}

static struct pp_figure_table *make_table(struct world *world)
{
    static const char *const quoted = "event=\"W, \\\"1\\\"\"";
    struct pp_figure_table *table = NULL;
    struct pp_drafts drafts;

    pp_drafts_init(&drafts, world->run, world->arena);
    add(&drafts, "strategies.adopted", "nowhere", NULL, NULL, "2022-Q1");
    add(&drafts, "strategies.adopted", NULL, NULL, NULL, "pilot");
    add(&drafts, "events.held", "ravenna", NULL, NULL, "2022-Q1");
    add(&drafts, "events.held", "lublin", NULL, NULL, "..2022-Q1");
    add(&drafts, "events.held", "lublin", NULL, NULL, "2021-Q4");
    add(&drafts, "events.held", "lublin", NULL, NULL, "2022-Q1");
    add(&drafts, "events.held", "riga", NULL, NULL, "2022-Q1");
    add(&drafts, "events.held", NULL, NULL, NULL, "2022-Q1");
    add(&drafts, "event.participants", NULL, NULL, quoted, "2022-Q1");
    add(&drafts, "event.participants", NULL, NULL, "event=w-10", "2022-Q1");
    add(&drafts, "event.participants", NULL, NULL, "event=w-9", "2022-Q1");
    add(&drafts, "assessment.answers", "riga", "impact", "answer=5", "2022-Q1");
    add(&drafts, "assessment.answers", "riga", "relevance", "answer=5", "2022-Q1");
    add(&drafts, "assessment.answers", "riga", "relevance", "answer=4", "2022-Q1");
    assert_int_equal(pp_drafts_close(&drafts, &world->project, &table), PP_OK);
    return table;
}

static void rows_stand_in_canonical_order(void **state)
{
    static const char *const expected =
        "address,measure,city,framework,dimension,breakdown,period,state,value,n,unit\r\n"
        "\"assessment.answers[city=riga, framework=dac, dimension=relevance, answer=4]\","
        "assessment.answers,riga,dac,relevance,answer=4,2022-Q1,exact,13,,answers\r\n"
        "\"assessment.answers[city=riga, framework=dac, dimension=relevance, answer=5]\","
        "assessment.answers,riga,dac,relevance,answer=5,2022-Q1,exact,12,,answers\r\n"
        "\"assessment.answers[city=riga, framework=dac, dimension=impact, answer=5]\","
        "assessment.answers,riga,dac,impact,answer=5,2022-Q1,exact,11,,answers\r\n"
        "\"event.participants[event=\"\"W, \\\"\"1\\\"\"\"\"]\",event.participants,,,,"
        "\"event=\"\"W, \\\"\"1\\\"\"\"\"\",2022-Q1,exact,8,,persons\r\n"
        "event.participants[event=w-9],event.participants,,,,event=w-9,2022-Q1,exact,10,,"
        "persons\r\n"
        "event.participants[event=w-10],event.participants,,,,event=w-10,2022-Q1,exact,9,,persons"
        "\r\n"
        "events.held,events.held,,,,,2022-Q1,exact,7,,events\r\n"
        "events.held[city=riga],events.held,riga,,,,2022-Q1,exact,6,,events\r\n"
        "events.held[city=lublin],events.held,lublin,,,,2021-Q4,exact,4,,events\r\n"
        "events.held[city=lublin],events.held,lublin,,,,2022-Q1,exact,5,,events\r\n"
        "events.held[city=lublin],events.held,lublin,,,,..2022-Q1,exact,3,,events\r\n"
        "events.held[city=ravenna],events.held,ravenna,,,,2022-Q1,exact,2,,events\r\n"
        "strategies.adopted,strategies.adopted,,,,,pilot,exact,1,,number\r\n"
        "strategies.adopted[city=nowhere],strategies.adopted,nowhere,,,,2022-Q1,exact,0,,"
        "number\r\n";
    struct world *world = *state;
    struct pp_str csv;

    pp_str_init(&csv);
    pp_figures_csv(make_table(world), &csv);
    assert_string_equal(csv.text, expected);
    pp_str_free(&csv);
}

static void every_figure_is_found_by_its_address(void **state)
{
    struct world *world = *state;
    const struct pp_figure_table *table = make_table(world);

    assert_true(table->closed);
    for (size_t i = 0; i < table->count; i++) {
        const struct pp_figure *figure = &table->items[i];
        struct pp_address defaults = {.period = figure->at.period}, at;
        const char *error;
        assert_ptr_equal(pp_figure_find(table, &figure->at), figure);
        assert_int_equal(
            pp_address_parse(world->arena, figure->address, &defaults, &at, &error), PP_OK);
        assert_ptr_equal(pp_figure_find(table, &at), figure);
    }
    assert_null(pp_figure_get(table, "events.held", "riga", NULL, NULL, NULL, "2021-Q4"));
    /* events belong to no city, whoever asks */
    assert_non_null(
        pp_figure_get(table, "event.participants", "riga", NULL, NULL, "event=w-9", "2022-Q1"));
    assert_string_equal(pp_figure_nearest_measure(table, "events.hold"), "events.held");
    assert_null(pp_figure_nearest_measure(table, "completely.different"));
}

static void too_large_for_its_decimals_is_said(void **state)
{
    struct world *world = *state;
    struct pp_figure_table *table = NULL;
    struct pp_drafts drafts;

    pp_drafts_init(&drafts, world->run, world->arena);
    size_t index = add(&drafts, "attendance.hours", "riga", NULL, NULL, "2022-Q1");
    pp_draft_set_exact(pp_drafts_at(&drafts, index), INT64_MAX / 2);
    assert_int_equal(pp_drafts_close(&drafts, &world->project, &table), PP_DATA);
    assert_null(table);
    assert_int_equal(support_count_rule(world->run, "figures.too-large"), 1);
}

/* A reader of RFC 4180 gets back what was written: 11 fields a row, and the same parts. */
static size_t read_field(const char *text, struct pp_str *out)
{
    size_t at = 0;

    pp_str_clear(out);
    if (text[0] != '"')
        for (; text[at] != ',' && text[at] != '\r'; at++)
            pp_str_append_char(out, text[at]);
    else
        for (at = 1; text[at] != '"' || text[at + 1] == '"'; at++) {
            pp_str_append_char(out, text[at]);
            at += text[at] == '"';
        }
    return at + (text[0] == '"');
}

static void the_csv_reads_back(void **state)
{
    struct world *world = *state;
    const struct pp_figure_table *table = make_table(world);
    struct pp_str csv, field;
    size_t row = 0, column = 0;

    pp_str_init(&csv);
    pp_str_init(&field);
    pp_figures_csv(table, &csv);
    for (const char *text = csv.text; *text != '\0';) {
        text += read_field(text, &field);
        if (row > 0 && column == 0)
            assert_string_equal(field.text, table->items[row - 1].address);
        if (row > 0 && column == 5)
            assert_string_equal(
                field.text, table->items[row - 1].at.breakdown == NULL
                                ? ""
                                : table->items[row - 1].at.breakdown);
        column++;
        if (*text == ',') {
            text++;
            continue;
        }
        assert_memory_equal(text, "\r\n", 2);
        assert_int_equal(column, 11);
        text += 2;
        column = 0;
        row++;
    }
    assert_int_equal(row, table->count + 1);
    pp_str_free(&csv);
    pp_str_free(&field);
}

static char *read_file(struct pp_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = pp_arena_alloc(arena, 1 << 18);

    if (file == NULL)
        fail_msg("%s cannot be opened; run the tests from the top folder", path);
    size_t size = fread(text, 1, (1 << 18) - 1, file);
    fclose(file);
    text[size] = '\0';
    return text;
}

/* The contract names every measure there is. */
static void the_contract_names_every_measure(void **state)
{
    struct world *world = *state;
    const char *contract = read_file(world->arena, "docs/figures.md");
    for (size_t i = 0; pp_measure_at(i) != NULL; i++)
        if (strstr(contract, pp_measure_at(i)->name) == NULL)
            fail_msg("docs/figures.md does not name %s", pp_measure_at(i)->name);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(values_have_the_forms_of_the_manual),
        TEST(rows_stand_in_canonical_order),
        TEST(every_figure_is_found_by_its_address),
        TEST(too_large_for_its_decimals_is_said),
        TEST(the_csv_reads_back),
        TEST(the_contract_names_every_measure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
