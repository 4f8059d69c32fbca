/* Addresses of figures: what is read, what is refused and why, the one canonical form, defaults. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/address.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/measure.h"
#include "pactpress/method.h"

static const char *canonical(struct pp_arena *arena, const char *text)
{
    struct pp_address at;
    const char *error = NULL;

    if (pp_address_parse(arena, text, NULL, &at, &error) != PP_OK)
        return pp_arena_printf(arena, "! %s", error);
    return pp_address_text(arena, &at);
}

static void reads_and_orders(void **state)
{
    static const char *const cases[][2] = {
        {"events.held", "events.held"},
        {" events.held [ ] ", "events.held"},
        {"events.held[]", "events.held"},
        {"attendance.persons[city=riga]", "attendance.persons[city=riga]"},
        {"attendance.persons[city=\"riga\"]", "attendance.persons[city=riga]"},
        {"attendance.persons[city=*]", "attendance.persons"},
        {"attendance.persons[ city = riga , gender = female ]",
         "attendance.persons[city=riga, gender=female]"},
        {"assessment.share[framework=dac, dimension=impact, answer=4, city=lublin]",
         "assessment.share[city=lublin, framework=dac, dimension=impact, answer=4]"},
        {"x[b=2,a=1,city=c,d_1=\"y z\"]", "x[city=c, a=1, b=2, d_1=\"y z\"]"},
        {"event.participants[event=\"W 1/2\"]", "event.participants[event=\"W 1/2\"]"},
        {"x[a=\"q\\\"b\\\\c\"]", "x[a=\"q\\\"b\\\\c\"]"},
        {"x[a=\"p=q;r, s]\"]", "x[a=\"p=q;r, s]\"]"},
        {"x[city=\"R\xC4\xABga\"]", "x[city=\"R\xC4\xABga\"]"},
        {"x[answer=-1.5]", "x[answer=-1.5]"},
    };
    struct pp_arena *arena = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *once = canonical(arena, cases[i][0]);
        assert_string_equal(once, cases[i][1]);
        assert_string_equal(canonical(arena, once), once);
    }
}

static void leaves_the_period_out_of_the_text(void **state)
{
    struct pp_arena *arena = *state;
    struct pp_address at;
    const char *error = NULL;

    assert_int_equal(pp_address_parse(arena, "x[period=..2022-Q1, a=b]", NULL, &at, &error), PP_OK);
    assert_string_equal(at.period, "..2022-Q1");
    assert_string_equal(at.breakdown, "a=b");
    assert_string_equal(pp_address_text(arena, &at), "x[a=b]");
}

static void refuses_with_a_sentence(void **state)
{
    static const char *const cases[][2] = {
        {"", "at character 1: each part of a measure starts with a lower-case letter"},
        {"Events", "at character 1"},
        {"events.", "at character 8"},
        {"events.1", "at character 8"},
        {"events held", "after the measure comes `[`"},
        {"events[", "a key starts with a lower-case letter"},
        {"events[city", "`=` is missing after `city`"},
        {"events[city=", "a value is missing"},
        {"events[city=riga", "closing `]` is missing"},
        {"events[city=riga x=y]", "a comma between pairs"},
        {"events[city=riga,]", "a key starts"},
        {"events[city=riga] x", "nothing follows"},
        {"events[city=riga, city=lublin]", "`city` stands twice"},
        {"events[a=1, a=1]", "`a` stands twice"},
        {"events[framework=*]", "`*` stands only after `city`"},
        {"events[a=\"\"]", "cannot be empty"},
        {"events[a=\"b]", "closing quotation mark is missing"},
        {"events[a=\"b\\n\"]", "after a backslash"},
        {"events[a=\"b\tc\"]", "control characters"},
        {"events[a=b/c]", "closing `]`"},
        {"rows.read[city=riga]", "`rows.read` takes no `city`"},
        {"event.participants[city=riga, event=x]", "takes no `city`"},
        {"attendance.persons[dimension=impact]", "takes no `dimension`"},
        {"events.held.target[framework=dac]", "takes no `framework`"},
        {"x\xFF", "not UTF-8"},
    };
    struct pp_arena *arena = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *said = canonical(arena, cases[i][0]);
        if (said[0] != '!' || strstr(said, cases[i][1]) == NULL)
            fail_msg("`%s` gave `%s`", cases[i][0], said);
    }
}

static void keeps_its_limits(void **state)
{
    struct pp_arena *arena = *state;
    char *text = pp_arena_alloc(arena, PP_LIMIT_ADDRESS + 2);

    memset(text, 'a', PP_LIMIT_ADDRESS);
    assert_string_equal(canonical(arena, text), text);
    /* the canonical form has spaces, and counts */
    memcpy(text + PP_LIMIT_ADDRESS - 10, "[a=1,b=22]", 10);
    assert_non_null(strstr(canonical(arena, text), "longer than 1024 bytes"));
    memset(text, 'a', PP_LIMIT_ADDRESS + 1);
    assert_non_null(strstr(canonical(arena, text), "longer than 1024 bytes"));
    assert_non_null(strstr(
        canonical(arena, "x[a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,k=1,l=1,m=1,n=1,o=1,p=1,q=1]"),
        "too many keys"));
}

static void fills_defaults_that_a_measure_takes(void **state)
{
    static const struct pp_address defaults = {
        .city = "riga", .framework = "dac", .dimension = "impact", .period = "2022-Q1"};
    static const char *const cases[][2] = {
        {"attendance.persons", "attendance.persons[city=riga]"},
        {"attendance.persons[city=lublin]", "attendance.persons[city=lublin]"},
        {"attendance.persons[city=*]", "attendance.persons"},
        {"attendance.persons.target", "attendance.persons.target[city=riga]"},
        {"assessment.n", "assessment.n[city=riga, framework=dac, dimension=impact]"},
        {"assessment.respondents", "assessment.respondents[city=riga, framework=dac]"},
        {"rows.read", "rows.read"},
        {"event.participants[event=x]", "event.participants[event=x]"},
        {"strategies.adopted", "strategies.adopted"},
    };
    struct pp_arena *arena = *state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pp_address at;
        const char *error = NULL;
        assert_int_equal(pp_address_parse(arena, cases[i][0], &defaults, &at, &error), PP_OK);
        assert_string_equal(pp_address_text(arena, &at), cases[i][1]);
        assert_string_equal(at.period, "2022-Q1");
    }
}

static void quotes_breakdowns(void **state)
{
    struct pp_arena *arena = *state;
    const char *odd = "a;b=\"c\\\"";
    char *pair = pp_breakdown_pair(arena, "event", odd);
    char *two = pp_arena_printf(arena, "age=young;%s", pair);

    assert_string_equal(pp_breakdown_pair(arena, "answer", "3.5"), "answer=3.5");
    assert_string_equal(pair, "event=\"a;b=\\\"c\\\\\\\"\"");
    assert_string_equal(pp_breakdown_value(arena, pair, "event"), odd);
    assert_string_equal(pp_breakdown_value(arena, two, "event"), odd);
    assert_string_equal(pp_breakdown_value(arena, two, "age"), "young");
    assert_null(pp_breakdown_value(arena, two, "ag"));
    assert_null(pp_breakdown_value(arena, NULL, "age"));
}

static void orders_breakdowns_by_number(void **state)
{
    static const char *const order[] = {NULL,        "answer=1",      "answer=2",  "answer=2.5",
                                        "answer=3",  "answer=10",     "answer=99", "answer=a",
                                        "event=w-2", "event=w-2;x=1", "event=w-10"};

    (void)state;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        for (size_t j = 0; j < sizeof order / sizeof order[0]; j++) {
            int sign = pp_breakdown_compare(order[i], order[j]);
            assert_int_equal((sign > 0) - (sign < 0), (i > j) - (i < j));
        }
    assert_int_not_equal(pp_breakdown_compare("a=01", "a=1"), 0);
}

static void knows_its_measures(void **state)
{
    (void)state;
    assert_ptr_equal(
        pp_measure_base("attendance.persons.of_target"), pp_measure_find("attendance.persons"));
    assert_null(pp_measure_find("attendance.persons.target"));
    assert_null(pp_measure_base("attendance"));
    assert_null(pp_measure_base(".target"));
    for (size_t i = 0; pp_measure_at(i) != NULL; i++) {
        const struct pp_measure *measure = pp_measure_at(i);
        assert_ptr_equal(pp_measure_find(measure->name), measure);
        assert_non_null(pp_method_rule_find(measure->rule));
    }
}

static int set_up(void **state)
{
    *state = pp_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    pp_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_and_orders, set_up, tear_down),
        cmocka_unit_test_setup_teardown(leaves_the_period_out_of_the_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_with_a_sentence, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_its_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fills_defaults_that_a_measure_takes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(quotes_breakdowns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(orders_breakdowns_by_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(knows_its_measures, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
