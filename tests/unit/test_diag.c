#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "support.h"

struct bench {
    struct pp_arena *arena;
    struct pp_run *run;
    FILE *stream;
};

static int set_up(void **state)
{
    static struct bench bench;
    bench.arena = pp_arena_new();
    bench.stream = tmpfile();
    assert_non_null(bench.stream);
    bench.run = pp_run_new(bench.stream);
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    pp_run_free(bench->run);
    fclose(bench->stream);
    pp_arena_free(bench->arena);
    return 0;
}

static void assert_printed(struct bench *bench, const char *expected)
{
    assert_string_equal(support_text(bench->arena, bench->stream), expected);
}

static void a_message_says_where_and_shows_it(void **state)
{
    struct bench *bench = *state;
    struct pp_where where = {.file = "pactpress.yaml", .line = 12, .col = 6};
    pp_report(
        bench->run, PP_ERROR, where, "yaml.unknown-key", "\tR\xC4\xAB \xC4\x81 citys:\nnext",
        "The key %s is not known; cities is meant, perhaps.", "citys");
    assert_printed(
        bench, "pactpress.yaml:12:6: error: The key citys is not known; cities is meant, perhaps. "
               "[yaml.unknown-key]\n"
               "  \tR\xC4\xAB \xC4\x81 citys:\n"
               "  \t    ^\n");
    const struct pp_diag *diag = pp_diag_at(bench->run, 0);
    assert_int_equal(diag->where.line, 12);
    assert_string_equal(diag->rule, "yaml.unknown-key");
    assert_null(pp_diag_at(bench->run, 1));
    assert_int_equal(pp_diag_count(bench->run, PP_ERROR), 1);
    assert_int_equal(pp_diag_count(bench->run, PP_WARNING), 0);
}

static void places_may_be_vague(void **state)
{
    struct bench *bench = *state;
    struct pp_where file = {.file = "a.csv", .col = 7}, line = {.file = "a.csv", .line = 2};
    pp_error(bench->run, PP_NOWHERE, "x.a", "One.");
    pp_warn(bench->run, file, "x.b", "Two.");
    pp_report(bench->run, PP_WARNING, line, "x.c", "a;b;c", "Three.");
    assert_printed(
        bench, "pactpress: error: One. [x.a]\n"
               "a.csv: warning: Two. [x.b]\n"
               "a.csv:2: warning: Three. [x.c]\n"
               "  a;b;c\n");
}

static void loudness_decides_what_is_printed_not_what_is_kept(void **state)
{
    struct bench *bench = *state;
    pp_note(bench->run, PP_NOWHERE, "x.note", "A note.");
    bench->run->loudness = PP_QUIET;
    pp_warn(bench->run, PP_NOWHERE, "x.warning", "A warning.");
    pp_error(bench->run, PP_NOWHERE, "x.error", "An error.");
    pp_say(bench->run, "summary", "3 documents.");
    bench->run->loudness = PP_VERBOSE;
    pp_note(bench->run, PP_NOWHERE, "x.note", "Another note.");
    pp_say(bench->run, "summary", "%d documents.", 4);
    assert_printed(
        bench, "pactpress: error: An error. [x.error]\n"
               "pactpress: note: Another note. [x.note]\n"
               "4 documents.\n");
    assert_int_equal(pp_diag_count(bench->run, PP_NOTE), 2);
    assert_int_equal(pp_diag_count(bench->run, PP_WARNING), 1);
    assert_string_equal(pp_diag_at(bench->run, 0)->sentence, "A note.");
}

static void json_is_one_object_a_line(void **state)
{
    struct bench *bench = *state;
    struct pp_where where = {.file = "a \"b\".csv", .line = 3, .col = 1};
    bench->run->log_json = true;
    pp_report(
        bench->run, PP_WARNING, where, "csv.torn", "source", "Back\\slash, tab\t, \x1b, \xE9.");
    pp_error(bench->run, PP_NOWHERE, "x.y", "R\xC4\xABga\nsecond line.");
    pp_say(bench->run, "summary", "Done.");
    assert_printed(
        bench, "{\"event\":\"diagnostic\",\"severity\":\"warning\",\"rule\":\"csv.torn\","
               "\"file\":\"a \\\"b\\\".csv\",\"line\":3,\"col\":1,"
               "\"message\":\"Back\\\\slash, tab\\u0009, \\u001b, \xEF\xBF\xBD.\"}\n"
               "{\"event\":\"diagnostic\",\"severity\":\"error\",\"rule\":\"x.y\","
               "\"message\":\"R\xC4\xABga\\u000asecond line.\"}\n"
               "{\"event\":\"summary\",\"message\":\"Done.\"}\n");
}

static void text_from_files_cannot_steer_the_terminal(void **state)
{
    struct bench *bench = *state;
    struct pp_where where = {.file = "a\x1b[2J.csv", .line = 1, .col = 1};
    pp_report(
        bench->run, PP_ERROR, where, "x.y", "\x1b]0;title\x07 \xE2\x80\xAE", "A key \x1b[31m\n.");
    assert_printed(
        bench, "a\xEF\xBF\xBD[2J.csv:1:1: error: A key \xEF\xBF\xBD[31m . [x.y]\n"
               "  \xEF\xBF\xBD]0;title\xEF\xBF\xBD \xEF\xBF\xBD\n"
               "  ^\n");
}

static void colours_only_when_asked_for(void **state)
{
    struct bench *bench = *state;
    bench->run->colour = true;
    pp_error(bench->run, PP_NOWHERE, "x.y", "One.");
    assert_printed(
        bench, "\033[1mpactpress: \033[0m\033[1;31merror: \033[0mOne. \033[2m[x.y]\033[0m\n");
}

static void long_lines_are_shown_around_the_caret(void **state)
{
    struct bench *bench = *state;
    static char line[3000];
    memset(line, 'x', sizeof line - 1);
    line[1999] = '#';
    pp_report(bench->run, PP_ERROR, (struct pp_where){"a", 1, 2000}, "x.y", line, "Here.");
    const char *text = support_text(bench->arena, bench->stream);
    const char *shown = strchr(text, '\n') + 1, *caret = strchr(shown, '\n') + 1;
    assert_true(caret - shown < 130);
    assert_int_equal(strchr(shown, '#') - shown, strchr(caret, '^') - caret);
}

static void a_caret_behind_the_line_is_harmless(void **state)
{
    struct bench *bench = *state;
    pp_report(bench->run, PP_ERROR, (struct pp_where){"a", 1, 4}, "x.y", "ab", "Here.");
    pp_report(bench->run, PP_ERROR, (struct pp_where){"a", 1, 200}, "x.y", "", "There.");
    const char *text = support_text(bench->arena, bench->stream);
    assert_non_null(strstr(text, "  ab\n     ^\n"));
}

static void a_flood_is_cut_but_counted(void **state)
{
    struct bench *bench = *state;
    for (int i = 0; i < PP_LIMIT_DIAGNOSTICS + 500; i++)
        pp_warn(bench->run, PP_NOWHERE, "x.flood", "Again.");
    pp_error(bench->run, PP_NOWHERE, "x.other", "Still seen.");
    assert_int_equal(pp_diag_count(bench->run, PP_WARNING), PP_LIMIT_DIAGNOSTICS + 500);
    assert_int_equal(support_count_rule(bench->run, "x.flood"), PP_LIMIT_DIAGNOSTICS);
    assert_int_equal(support_count_rule(bench->run, "diag.too-many"), 1);
    assert_int_equal(support_count_rule(bench->run, "x.other"), 1);
}

static void progress_is_for_terminals(void **state)
{
    struct bench *bench = *state;
    pp_progress(bench->run, "building", 1, 2); /* the stream is a file */
    pp_progress(bench->run, "building", 2, 2);
    assert_printed(bench, "");
    bench->run->terminal = true;
    pp_progress(bench->run, "building", 1, 4);
    pp_progress(bench->run, "building", 2, 4); /* too soon to draw again */
    pp_error(bench->run, PP_NOWHERE, "x.y", "One.");
    pp_progress(bench->run, "building", 4, 4);
    pp_progress(bench->run, "building", 0, 0);
    assert_printed(
        bench, "\rbuilding [######                  ] 1/4\033[K"
               "\r\033[Kpactpress: error: One. [x.y]\n"
               "\rbuilding [########################] 4/4\033[K"
               "\r\033[K");
    size_t drawn = strlen(support_text(bench->arena, bench->stream));
    bench->run->loudness = PP_QUIET;
    pp_progress(bench->run, "building", 4, 4);
    bench->run->loudness = PP_NORMAL;
    bench->run->log_json = true;
    pp_progress(bench->run, "building", 4, 4);
    assert_int_equal(strlen(support_text(bench->arena, bench->stream)), drawn);
}

static void a_signal_asks_to_stop(void **state)
{
    struct bench *bench = *state;
    volatile int stop = 0;
    assert_int_equal(pp_run_stopped(bench->run), PP_OK);
    bench->run->stop = &stop;
    assert_int_equal(pp_run_stopped(bench->run), PP_OK);
    stop = SIGINT;
    assert_int_equal(pp_run_stopped(bench->run), PP_INTERRUPTED);
    stop = SIGTERM;
    assert_int_equal(pp_run_stopped(bench->run), PP_TERMINATED);
}

static void *report_many(void *run)
{
    for (int i = 0; i < 1000; i++)
        pp_warn(run, PP_NOWHERE, "x.thread", "From a thread: %d.", i);
    return NULL;
}

static void threads_report_side_by_side(void **state)
{
    struct bench *bench = *state;
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, report_many, bench->run), 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(support_count_rule(bench->run, "x.thread"), 4000);
    size_t lines = 0;
    for (char *at = support_text(bench->arena, bench->stream); (at = strchr(at, '\n')); at++)
        lines++;
    assert_int_equal(lines, 4000);
}

static void a_run_without_a_stream_collects(void **state)
{
    (void)state;
    struct pp_run *run = pp_run_new(NULL);
    pp_error(run, PP_NOWHERE, "x.y", "One.");
    pp_progress(run, "building", 1, 2);
    pp_say(run, "summary", "Done.");
    assert_int_equal(support_count_rule(run, "x.y"), 1);
    pp_run_free(run);
    pp_run_free(NULL);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_message_says_where_and_shows_it),
        TEST(places_may_be_vague),
        TEST(loudness_decides_what_is_printed_not_what_is_kept),
        TEST(json_is_one_object_a_line),
        TEST(text_from_files_cannot_steer_the_terminal),
        TEST(colours_only_when_asked_for),
        TEST(long_lines_are_shown_around_the_caret),
        TEST(a_caret_behind_the_line_is_harmless),
        TEST(a_flood_is_cut_but_counted),
        TEST(progress_is_for_terminals),
        TEST(a_signal_asks_to_stop),
        TEST(threads_report_side_by_side),
        TEST(a_run_without_a_stream_collects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
