/* The attack on a candidate, alone and with editions before it: what is told is found, and what
 * only seems to be told is not. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "pactpress/audit.h"
#include "pactpress/str.h"

#include "support.h"

#define HEAD "address,measure,city,framework,dimension,breakdown,period,state,value,n,unit\n"
#define N(city, period, state)                                                                     \
    "\"assessment.n[" city "]\",assessment.n," city ",f,a,," period "," state ",persons\n"
#define PERSONS(measure, city, period, state)                                                      \
    "\"attendance." measure "[city=" city "]\",attendance." measure "," city ",,,," period         \
    "," state ",persons\n"

static int set_up(void **state)
{
    *state = pp_run_new(NULL);
    return 0;
}

static int tear_down(void **state)
{
    pp_run_free(*state);
    return 0;
}

/* The status of the attack on a candidate with these figures, and how many were told. */
static enum pp_status attacked(
    struct pp_run *run, const char *name, const char *figures,
    const struct pp_audit_edition *earlier, size_t count, struct pp_audit *found)
{
    const char *folder = support_folder(run->arena, name);
    support_file(
        run->arena, folder, "manifest.json",
        "{\n\"class\": \"public\",\n\"threshold\": 5,\n\"respondents\": 4\n}\n");
    support_file(run->arena, folder, "figures.csv", figures);
    return pp_audit_candidate(run, run->arena, folder, earlier, count, found);
}

static void a_candidate_alone_is_attacked(void **state)
{
    struct pp_run *run = *state;
    struct pp_audit found;
    assert_int_equal(
        attacked(
            run, "alone",
            HEAD N("", "2022-Q1", "exact,30,30") N("riga", "2022-Q1", "exact,27,27")
                N("lublin", "2022-Q1", "suppressed,,"),
            NULL, 0, &found),
        PP_DATA);
    assert_int_equal(found.withheld, 1);
    assert_int_equal(found.attacked, 1);
    assert_int_equal(found.told, 1);
    assert_int_equal(support_count_rule(run, "audit.told"), 1);
}

static void with_company_nothing_is_told(void **state)
{
    struct pp_run *run = *state;
    struct pp_audit found;
    assert_int_equal(
        attacked(
            run, "company",
            HEAD N("", "2022-Q1", "exact,30,30") N("riga", "2022-Q1", "suppressed,,")
                N("lublin", "2022-Q1", "suppressed,,"),
            NULL, 0, &found),
        PP_OK);
    assert_int_equal(found.attacked, 2);
    assert_int_equal(pp_diag_count(run, PP_ERROR), 0);
}

/* A quarter and two of its months leave the third. */
static void editions_are_attacked_together(void **state)
{
    static const char month[] = HEAD N("riga", "2022-01", "exact,12,12")
        N("riga", "2022-02", "suppressed,,") N("riga", "2022-03", "exact,10,10");
    struct pp_run *run = *state;
    struct pp_audit_edition earlier = {
        "the months", {(const unsigned char *)month, sizeof month - 1}};
    struct pp_audit found;
    const char *quarter = HEAD N("riga", "2022-Q1", "exact,25,25");
    assert_int_equal(attacked(run, "quarter", quarter, NULL, 0, &found), PP_OK);
    assert_int_equal(attacked(run, "together", quarter, &earlier, 1, &found), PP_DATA);
    assert_int_equal(support_count_rule(run, "audit.told"), 1);
}

/* From 992 on who came before, from 1,172 on until now: that is no 180 new ones. A part without an
 * upper end does not fall out of its sum either. */
static void ends_of_ranges_are_no_counts(void **state)
{
    struct pp_run *run = *state;
    struct pp_audit found;
    assert_int_equal(
        attacked(
            run, "ranges",
            HEAD PERSONS("new_persons", "ghent", "2022-Q1", "suppressed,,")
                PERSONS("persons", "ghent", "2021-Q4", "at_least,992..,992")
                    PERSONS("persons", "ghent", "2022-Q1", "exact,1172,1172")
                        PERSONS("persons", "ghent", "..2022-Q1", "at_least,1172..,1172")
                            PERSONS("persons_before", "ghent", "2022-Q1", "at_least,992..,992"),
            NULL, 0, &found),
        PP_OK);
    assert_int_equal(
        attacked(
            run, "open",
            HEAD PERSONS("new_persons", "ghent", "2022-Q1", "suppressed,,")
                PERSONS("persons", "ghent", "2022-Q1", "exact,66,66")
                    PERSONS("persons", "ghent", "..2022-Q1", "suppressed,,")
                        PERSONS("persons_before", "ghent", "2022-Q1", "at_least,82..,82"),
            NULL, 0, &found),
        PP_OK);
    assert_int_equal(found.withheld, 2);
    assert_int_equal(
        attacked(
            run, "exact",
            HEAD PERSONS("new_persons", "ghent", "2022-Q1", "suppressed,,")
                PERSONS("persons", "ghent", "2022-Q1", "exact,66,66")
                    PERSONS("persons", "ghent", "..2022-Q1", "exact,90,90")
                        PERSONS("persons_before", "ghent", "2022-Q1", "exact,87,87"),
            NULL, 0, &found),
        PP_DATA);
}

#define AUDIT_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AUDIT_TEST(a_candidate_alone_is_attacked),
        AUDIT_TEST(with_company_nothing_is_told),
        AUDIT_TEST(editions_are_attacked_together),
        AUDIT_TEST(ends_of_ranges_are_no_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
