#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pactpress/file.h"
#include "pactpress/outfile.h"
#include "pactpress/run.h"
#include "support.h"

static struct pp_arena *arena;
static struct pp_run *run;
static const char *folder;

static int set_up(void **state)
{
    (void)state;
    arena = pp_arena_new();
    run = pp_run_new(NULL);
    folder = support_folder(arena, "file");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int status = pp_folder_remove(run, folder) == PP_OK ? 0 : 1;
    pp_run_free(run);
    pp_arena_free(arena);
    return status;
}

static const char *in(const char *name)
{
    return pp_path_join(arena, folder, name);
}

static void assert_reported(const char *rule, const char *words)
{
    const struct pp_diag *diag = pp_diag_at(run, 0);
    assert_non_null(diag);
    assert_null(pp_diag_at(run, 1));
    assert_string_equal(diag->rule, rule);
    assert_non_null(strstr(diag->sentence, words));
}

static void assert_holds(const char *path, const char *text)
{
    struct pp_bytes bytes;
    assert_int_equal(pp_file_read(run, arena, path, 0, &bytes), PP_OK);
    assert_int_equal(bytes.size, strlen(text));
    assert_string_equal((const char *)bytes.data, text);
}

static mode_t mode_of(const char *path)
{
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    return about.st_mode & 07777;
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    size_t size = 300000;
    char *data = pp_arena_alloc(arena, size);
    for (size_t i = 0; i < size; i++)
        data[i] = (char)(i * 31 % 256);
    struct pp_bytes bytes;
    assert_int_equal(pp_file_write(run, in("a"), data, size, 0), PP_OK);
    assert_int_equal(pp_file_read(run, arena, in("a"), size, &bytes), PP_OK);
    assert_int_equal(bytes.size, size);
    assert_memory_equal(bytes.data, data, size);
    assert_int_equal(bytes.data[size], 0);
    assert_int_equal(pp_file_write(run, in("a"), "", 0, 0), PP_OK);
    assert_holds(in("a"), "");
}

static void what_is_no_file_is_named(void **state)
{
    (void)state;
    struct pp_bytes bytes = {.size = 42};
    assert_int_equal(pp_file_read(run, arena, folder, 0, &bytes), PP_DATA);
    assert_reported("file.not-a-file", "a folder");
    assert_int_equal(mkfifo(in("pipe"), 0600), 0);
    assert_int_equal(pp_file_read(run, arena, in("pipe"), 0, &bytes), PP_DATA);
    assert_non_null(strstr(pp_diag_at(run, 1)->sentence, "a pipe"));
    assert_int_equal(pp_file_read(run, arena, "/dev/null", 0, &bytes), PP_DATA);
    assert_non_null(strstr(pp_diag_at(run, 2)->sentence, "a device"));
    assert_int_equal(bytes.size, 42);
}

static void a_missing_file_is_an_error_at_its_path(void **state)
{
    (void)state;
    struct pp_bytes bytes;
    assert_int_equal(pp_file_read(run, arena, in("none"), 0, &bytes), PP_DATA);
    assert_reported("file.missing", "no such file");
    assert_string_equal(pp_diag_at(run, 0)->where.file, in("none"));
}

static void a_limit_is_a_message(void **state)
{
    (void)state;
    struct pp_bytes bytes;
    support_file(arena, folder, "big", "12345");
    assert_int_equal(pp_file_read(run, arena, in("big"), 5, &bytes), PP_OK);
    assert_int_equal(pp_file_read(run, arena, in("big"), 4, &bytes), PP_DATA);
    assert_reported("file.too-large", "limit of 4 bytes");
}

static void modes_are_what_was_asked(void **state)
{
    (void)state;
    mode_t mask = umask(027);
    assert_int_equal(pp_file_write(run, in("usual"), "x", 1, 0), PP_OK);
    assert_int_equal(pp_file_replace(run, in("replaced"), "x", 1, 0), PP_OK);
    assert_int_equal(pp_file_replace(run, in("shared"), "x", 1, 0664), PP_OK);
    assert_int_equal(pp_file_write(run, in("usual"), "y", 1, 0600), PP_OK);
    umask(mask);
    assert_int_equal(mode_of(in("usual")), 0600);
    assert_int_equal(mode_of(in("replaced")), 0640);
    assert_int_equal(mode_of(in("shared")), 0664);
}

static void replacing_leaves_no_trace(void **state)
{
    (void)state;
    support_file(arena, folder, "a", "old");
    assert_int_equal(pp_file_replace(run, in("a"), "new", 3, 0), PP_OK);
    assert_holds(in("a"), "new");
    char **names;
    size_t count;
    assert_int_equal(pp_folder_list(run, arena, folder, &names, &count), PP_OK);
    assert_int_equal(count, 1);
}

/* What comes is in the file piece by piece; what is given up is gone. */
static void a_file_is_written_as_it_comes(void **state)
{
    struct pp_outfile out;
    struct pp_bytes bytes;
    struct stat info;
    (void)state;
    assert_int_equal(pp_outfile_open(run, in("long"), 0600, &out), PP_OK);
    for (int i = 0; i < 300000; i++) {
        pp_str_printf(&out.waiting, "%07d\n", i);
        assert_int_equal(pp_outfile_pass(run, &out), PP_OK);
        assert_true(out.waiting.length < 300000);
    }
    assert_int_equal(pp_outfile_close(run, &out), PP_OK);
    pp_outfile_drop(&out);
    assert_int_equal(pp_file_read(run, arena, in("long"), 0, &bytes), PP_OK);
    assert_int_equal(bytes.size, 8 * 300000);
    assert_memory_equal(bytes.data + 8 * 299999, "0299999\n", 8);
    assert_int_equal(stat(in("long"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(pp_outfile_open(run, in("short"), 0600, &out), PP_OK);
    pp_outfile_drop(&out);
    assert_false(pp_file_exists(in("short")));
    assert_int_equal(pp_outfile_open(run, in("none/short"), 0600, &out), PP_ENV);
    pp_outfile_drop(&out);
}

static void a_file_that_comes_to_a_full_disk_says_so(void **state)
{
    struct pp_outfile out;
    (void)state;
    assert_int_equal(symlink("/dev/full", in("full")), 0);
    assert_int_equal(pp_outfile_open(run, in("full"), 0600, &out), PP_OK);
    for (int i = 0; i < 100000; i++)
        pp_str_append(&out.waiting, "1234567\n");
    assert_int_equal(pp_outfile_pass(run, &out), PP_ENV);
    assert_reported("file.unwritable", "disk is full");
    pp_outfile_drop(&out);
    assert_int_equal(symlink("/dev/full", in("full")), 0);
    assert_int_equal(pp_outfile_open(run, in("full"), 0600, &out), PP_OK);
    pp_str_append(&out.waiting, "1234567\n");
    assert_int_equal(pp_outfile_pass(run, &out), PP_OK);
    assert_int_equal(pp_outfile_close(run, &out), PP_ENV);
    assert_true(pp_file_exists("/dev/full"));
}

static void a_full_disk_is_seen(void **state)
{
    (void)state;
    assert_int_equal(pp_file_write(run, "/dev/full", "x", 1, 0), PP_ENV);
    assert_reported("file.unwritable", "disk is full");
    assert_true(pp_file_exists("/dev/full"));
}

/* The old file stays whole and the torn one goes, when writing fails half-way. */
static void a_failed_replacement_keeps_the_old(void **state)
{
    (void)state;
    support_file(arena, folder, "a", "old");
    struct rlimit old, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 4096;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum pp_status status = pp_file_replace(run, in("a"), pp_arena_alloc(arena, 9999), 9999, 0);
    enum pp_status plain = pp_file_write(run, in("b"), pp_arena_alloc(arena, 9999), 9999, 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(status, PP_ENV);
    assert_int_equal(plain, PP_ENV);
    assert_holds(in("a"), "old");
    assert_false(pp_file_exists(in("b")));
    char **names;
    size_t count;
    assert_int_equal(pp_folder_list(run, arena, folder, &names, &count), PP_OK);
    assert_int_equal(count, 1);
}

static void writing_where_no_folder_is(void **state)
{
    (void)state;
    assert_int_equal(pp_file_replace(run, in("none/a"), "x", 1, 0), PP_ENV);
    assert_reported("file.unwritable", "no such file or folder");
}

static void folders_are_made_with_their_parents(void **state)
{
    (void)state;
    assert_int_equal(pp_folder_make(run, in("a/b//c/"), 0700), PP_OK);
    assert_true(pp_is_folder(in("a/b/c")));
    assert_int_equal(mode_of(in("a/b/c")), 0700);
    assert_int_equal(mode_of(in("a")) & 0500, 0500);
    assert_int_equal(pp_folder_make(run, in("a/b"), 0700), PP_OK);
    assert_int_equal(pp_folder_sync(run, in("a/b")), PP_OK);
    support_file(arena, folder, "file", "x");
    assert_int_equal(pp_folder_make(run, in("file"), 0), PP_ENV);
    assert_int_equal(pp_folder_make(run, in("file/below"), 0), PP_ENV);
}

static void folders_are_removed_but_links_not_followed(void **state)
{
    (void)state;
    support_file(arena, folder, "kept/file", "x");
    support_file(arena, folder, "gone/deep/er/file", "x");
    assert_int_equal(symlink("../kept", in("gone/link")), 0);
    assert_int_equal(pp_folder_remove(run, in("gone")), PP_OK);
    assert_false(pp_file_exists(in("gone")));
    assert_true(pp_file_exists(in("kept/file")));
    assert_int_equal(pp_folder_remove(run, in("gone")), PP_OK);
    assert_int_equal(symlink("kept", in("link")), 0);
    assert_int_equal(pp_folder_remove(run, in("link")), PP_OK);
    assert_true(pp_file_exists(in("kept/file")));
}

static void lists_are_sorted_by_bytes(void **state)
{
    (void)state;
    static const char *const expected[] = {".hidden", "B", "a", "\xC3\xA4"};
    for (int i = 3; i >= 0; i--)
        support_file(arena, folder, expected[i], "");
    char **names;
    size_t count;
    assert_int_equal(pp_folder_list(run, arena, folder, &names, &count), PP_OK);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(names[i], expected[i]);
    assert_int_equal(pp_folder_list(run, arena, in("none"), &names, &count), PP_OK);
    assert_int_equal(count, 0);
    assert_int_equal(pp_folder_list(run, arena, in("a"), &names, &count), PP_ENV);
}

static void renaming_reports(void **state)
{
    (void)state;
    support_file(arena, folder, "a", "x");
    assert_int_equal(pp_file_rename(run, in("a"), in("b")), PP_OK);
    assert_holds(in("b"), "x");
    assert_int_equal(pp_file_rename(run, in("a"), in("b")), PP_ENV);
}

/* Paths found, joined by spaces. */
static const char *found(const char *pattern)
{
    char **paths;
    size_t count;
    char *joined = pp_arena_strdup(arena, "");
    assert_int_equal(pp_glob(run, arena, folder, pattern, &paths, &count), PP_OK);
    for (size_t i = 0; i < count; i++)
        joined = pp_arena_printf(arena, "%s%s%s", joined, i > 0 ? " " : "", paths[i]);
    return joined;
}

static void patterns_find_paths(void **state)
{
    (void)state;
    static const char *const files[] = {
        "data/riga/b.csv",    "data/riga/a.csv", "data/riga/a.txt",  "data/riga/.a.csv",
        "data/lublin/c1.csv", "data/top.csv",    "data/.git/no.csv", "data/riga/deep/er/d.csv"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        support_file(arena, folder, files[i], "");
    assert_string_equal(found("data/riga/*.csv"), "data/riga/a.csv data/riga/b.csv");
    assert_string_equal(found("data/*/?.csv"), "data/riga/a.csv data/riga/b.csv");
    assert_string_equal(found("data/*/[a-b].csv"), "data/riga/a.csv data/riga/b.csv");
    assert_string_equal(found("data/riga/[!a].csv"), "data/riga/b.csv");
    assert_string_equal(found("data/*/c[0-9].csv"), "data/lublin/c1.csv");
    assert_string_equal(found("data/top.csv"), "data/top.csv");
    assert_string_equal(found("data/none.csv"), "");
    assert_string_equal(found("none/*.csv"), "");
    assert_string_equal(found("data/riga/.*.csv"), "data/riga/.a.csv");
    assert_string_equal(
        found("data/**/*.csv"), "data/lublin/c1.csv data/riga/a.csv data/riga/b.csv "
                                "data/riga/deep/er/d.csv data/top.csv");
    assert_string_equal(found("**/deep/**/d.csv"), "data/riga/deep/er/d.csv");
    assert_string_equal(found("data/top.csv/*"), "");
    const char *absolute = in("data/t*.csv");
    if (absolute[0] == '/')
        assert_string_equal(found(absolute), in("data/top.csv"));
}

/* A link to nowhere was meant to be a file: who reads it says so. */
static void patterns_find_dead_links(void **state)
{
    (void)state;
    support_file(arena, folder, "links/a.csv", "");
    assert_int_equal(symlink("nowhere", in("links/b.csv")), 0);
    assert_string_equal(found("links/*.csv"), "links/a.csv links/b.csv");
}

static void patterns_know_characters_and_escapes(void **state)
{
    (void)state;
    support_file(arena, folder, "R\xC4\xABga.csv", "");
    support_file(arena, folder, "a[1].csv", "");
    support_file(arena, folder, "a*b", "");
    support_file(arena, folder, "axxb", "");
    support_file(arena, folder, "aaab", "");
    assert_string_equal(found("R?ga.csv"), "R\xC4\xABga.csv");
    assert_string_equal(found("R[\xC4\x80-\xC5\xBF]ga.csv"), "R\xC4\xABga.csv");
    assert_string_equal(found("a\\[1\\].csv"), "a[1].csv");
    assert_string_equal(found("a[[]1[]].csv"), "a[1].csv");
    assert_string_equal(found("a\\*b"), "a*b");
    assert_string_equal(found("a*b"), "a*b aaab axxb");
    assert_string_equal(found("*a*a*b"), "aaab");
    assert_string_equal(found("a[1"), "");
}

static void links_do_not_make_circles(void **state)
{
    (void)state;
    support_file(arena, folder, "a/x.csv", "");
    assert_int_equal(symlink("..", in("a/up")), 0);
    assert_string_equal(found("**/x.csv"), "a/x.csv");
}

static void paths_are_joined_and_split(void **state)
{
    (void)state;
    assert_string_equal(pp_path_join(arena, "a", "b"), "a/b");
    assert_string_equal(pp_path_join(arena, "a/", "b"), "a/b");
    assert_string_equal(pp_path_join(arena, "a", "/b"), "/b");
    assert_string_equal(pp_path_join(arena, "", "b"), "b");
    assert_string_equal(pp_path_join(arena, "a", ""), "a");
    assert_string_equal(pp_path_base("a/b.csv"), "b.csv");
    assert_string_equal(pp_path_base("b.csv"), "b.csv");
    assert_string_equal(pp_path_folder(arena, "a/b/c"), "a/b");
    assert_string_equal(pp_path_folder(arena, "a//c"), "a");
    assert_string_equal(pp_path_folder(arena, "/c"), "/");
    assert_string_equal(pp_path_folder(arena, "c"), ".");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read),
        TEST(what_is_no_file_is_named),
        TEST(a_missing_file_is_an_error_at_its_path),
        TEST(a_limit_is_a_message),
        TEST(modes_are_what_was_asked),
        TEST(replacing_leaves_no_trace),
        TEST(a_file_is_written_as_it_comes),
        TEST(a_file_that_comes_to_a_full_disk_says_so),
        TEST(a_full_disk_is_seen),
        TEST(a_failed_replacement_keeps_the_old),
        TEST(writing_where_no_folder_is),
        TEST(folders_are_made_with_their_parents),
        TEST(folders_are_removed_but_links_not_followed),
        TEST(lists_are_sorted_by_bytes),
        TEST(renaming_reports),
        TEST(patterns_find_paths),
        TEST(patterns_find_dead_links),
        TEST(patterns_know_characters_and_escapes),
        TEST(links_do_not_make_circles),
        TEST(paths_are_joined_and_split),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
