#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/options.h"
#include "pactpress/run.h"

static struct pp_run *run;
static struct pp_options options;

static int set_up(void **state)
{
    (void)state;
    run = pp_run_new(NULL);
    memset(&options, 0, sizeof options);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pp_run_free(run);
    return 0;
}

static enum pp_status parse(const char *line)
{
    char *words = pp_arena_strdup(run->arena, line), *argv[16] = {(char *)"pactpress"};
    int argc = 1;
    for (char *word = words; *word && argc < 16;) {
        argv[argc++] = word;
        word += strcspn(word, " ");
        if (*word)
            *word++ = 0;
    }
    return pp_options_read(run, argc, argv, &options);
}

static void assert_refused(const char *line, const char *rule, const char *words)
{
    assert_int_equal(parse(line), PP_USAGE);
    const struct pp_diag *diag = pp_diag_at(run, 0);
    assert_non_null(diag);
    assert_string_equal(diag->rule, rule);
    assert_non_null(strstr(diag->sentence, words));
}

static void reads_build(void **state)
{
    (void)state;
    assert_int_equal(
        parse("build -C epi --period=2022-Q1 --city riga --city lublin --lang lv --release"),
        PP_OK);
    assert_string_equal(options.command, "build");
    assert_string_equal(options.folder, "epi");
    assert_string_equal(options.period, "2022-Q1");
    assert_int_equal(options.cities.count, 2);
    assert_string_equal(options.cities.items[1], "lublin");
    assert_string_equal(options.langs.items[0], "lv");
    assert_true(options.release);
    assert_int_equal(options.arguments.count, 0);
}

static void reads_options_before_the_command(void **state)
{
    (void)state;
    assert_int_equal(parse("-Cepi --quiet check --color never"), PP_OK);
    assert_string_equal(options.command, "check");
    assert_string_equal(options.folder, "epi");
    assert_true(options.quiet);
    assert_int_equal(options.colour, PP_COLOUR_NEVER);
}

static void keeps_arguments(void **state)
{
    (void)state;
    assert_int_equal(parse("proof story.md -o out.pdf -- -odd.md"), PP_OK);
    assert_int_equal(options.arguments.count, 2);
    assert_string_equal(options.arguments.items[0], "story.md");
    assert_string_equal(options.arguments.items[1], "-odd.md");
    assert_string_equal(options.output, "out.pdf");
}

static void defaults_to_here(void **state)
{
    (void)state;
    assert_int_equal(parse("build"), PP_OK);
    assert_string_equal(options.folder, ".");
}

static void names_the_nearest_option(void **state)
{
    (void)state;
    assert_refused("build --perod 2022", "options.unknown", "--period");
}

static void refuses_an_option_of_another_command(void **state)
{
    (void)state;
    assert_refused("check --release", "options.unknown", "--release");
}

static void names_the_nearest_command(void **state)
{
    (void)state;
    assert_refused("biuld", "options.unknown-command", "\"build\"");
}

static void wants_a_value(void **state)
{
    (void)state;
    assert_refused("build --period", "options.missing-value", "--period");
}

static void refuses_a_value(void **state)
{
    (void)state;
    assert_refused("build --release=yes", "options.no-value", "--release");
}

static void lists_choices(void **state)
{
    (void)state;
    assert_refused("build --format doc", "options.bad-value", "pdf, xlsx");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_build, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_options_before_the_command, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_arguments, set_up, tear_down),
        cmocka_unit_test_setup_teardown(defaults_to_here, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_the_nearest_option, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_an_option_of_another_command, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_the_nearest_command, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wants_a_value, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_value, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lists_choices, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
