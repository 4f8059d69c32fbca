#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pactpress/run.h"
#include "pactpress/staging.h"
#include "pactpress/str.h"
#include "support.h"

static struct pp_arena *arena;
static struct pp_run *run;
static const char *out;
static struct pp_staging staging;

static int set_up(void **state)
{
    (void)state;
    arena = pp_arena_new();
    run = pp_run_new(NULL);
    out = support_folder(arena, "staging");
    return pp_staging_open(run, arena, out, "public", "2022-Q1", &staging) == PP_OK ? 0 : 1;
}

static int tear_down(void **state)
{
    (void)state;
    int status = pp_folder_remove(run, out) == PP_OK ? 0 : 1;
    pp_run_free(run);
    pp_arena_free(arena);
    return status;
}

static enum pp_status add(const char *path, const char *text)
{
    struct pp_bytes bytes = {(const unsigned char *)text, strlen(text)};
    return pp_staging_add(&staging, path, bytes, (struct pp_made_file){.lang = "en"});
}

static const char *candidate(const char *path)
{
    return pp_arena_printf(arena, "%s/candidate/public/2022-Q1/%s", out, path);
}

static void assert_holds(const char *path, const char *text)
{
    struct pp_bytes bytes;
    assert_int_equal(pp_file_read(run, arena, path, 0, &bytes), PP_OK);
    assert_string_equal((const char *)bytes.data, text);
}

static void shows_nothing_before_commit(void **state)
{
    (void)state;
    assert_int_equal(add("bulletin/a.pdf", "one"), PP_OK);
    assert_false(pp_file_exists(candidate("")));
    assert_int_equal(pp_staging_commit(&staging), PP_OK);
    assert_holds(candidate("bulletin/a.pdf"), "one");
    assert_false(pp_file_exists(staging.folder));
}

static void knows_digests(void **state)
{
    (void)state;
    assert_int_equal(add("a.txt", "abc"), PP_OK);
    assert_int_equal(staging.files.items[0].size, 3);
    assert_string_equal(
        staging.files.items[0].digest,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(staging.files.items[0].lang, "en");
}

static void replaces_the_old_candidate_whole(void **state)
{
    (void)state;
    assert_int_equal(add("old.txt", "old"), PP_OK);
    assert_int_equal(pp_staging_commit(&staging), PP_OK);
    assert_int_equal(pp_staging_open(run, arena, out, "public", "2022-Q1", &staging), PP_OK);
    assert_int_equal(add("new.txt", "new"), PP_OK);
    assert_holds(candidate("old.txt"), "old");
    assert_int_equal(pp_staging_commit(&staging), PP_OK);
    assert_holds(candidate("new.txt"), "new");
    assert_false(pp_file_exists(candidate("old.txt")));
    assert_false(pp_file_exists(staging.old));
}

static void gives_up_without_a_trace(void **state)
{
    (void)state;
    assert_int_equal(add("a.txt", "a"), PP_OK);
    pp_staging_drop(&staging);
    assert_false(pp_file_exists(staging.folder));
    assert_false(pp_file_exists(candidate("")));
}

/* A run that was killed between the two renames left only the old name. */
static void brings_back_what_a_crash_moved_away(void **state)
{
    (void)state;
    assert_int_equal(add("a.txt", "a"), PP_OK);
    assert_int_equal(pp_staging_commit(&staging), PP_OK);
    assert_int_equal(pp_file_rename(run, staging.candidate, staging.old), PP_OK);
    assert_int_equal(pp_staging_open(run, arena, out, "public", "2022-Q1", &staging), PP_OK);
    assert_holds(candidate("a.txt"), "a");
}

/* A run that was killed while it wrote a small file beside the candidate. */
static void removes_what_a_kill_left_half_written(void **state)
{
    (void)state;
    const char *folder = pp_path_folder(arena, staging.candidate);
    const char *half = pp_path_join(arena, folder, "..record-2022-Q1.tmp-0a1b2c");
    const char *record = pp_path_join(arena, folder, ".record-2022-Q1");
    assert_int_equal(pp_file_write(run, half, "ha", 2, 0600), PP_OK);
    assert_int_equal(pp_file_write(run, record, "whole", 5, 0600), PP_OK);
    assert_int_equal(pp_staging_open(run, arena, out, "public", "2022-Q1", &staging), PP_OK);
    assert_false(pp_file_exists(half));
    assert_true(pp_file_exists(record));
}

static void refuses_two_outputs_on_one_path(void **state)
{
    (void)state;
    assert_int_equal(add("a.txt", "a"), PP_OK);
    assert_int_equal(add("a.txt", "b"), PP_USAGE);
    assert_string_equal(pp_diag_at(run, 0)->rule, "output.same-path");
}

/* Locks of one process do not exclude each other, so the other one is a child. */
static int try_lock_in_child(void)
{
    int status = 0, handle;
    pid_t child = fork();
    if (child == 0)
        _exit((int)pp_lock(run, arena, out, &handle));
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}

static void lets_one_run_in(void **state)
{
    (void)state;
    int handle;
    assert_int_equal(pp_lock(run, arena, out, &handle), PP_OK);
    assert_int_equal(try_lock_in_child(), PP_LOCKED);
    pp_unlock(handle);
    assert_int_equal(try_lock_in_child(), PP_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shows_nothing_before_commit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(knows_digests, set_up, tear_down),
        cmocka_unit_test_setup_teardown(replaces_the_old_candidate_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gives_up_without_a_trace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(removes_what_a_kill_left_half_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(brings_back_what_a_crash_moved_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_two_outputs_on_one_path, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lets_one_run_in, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
