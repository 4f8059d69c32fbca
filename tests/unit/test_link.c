/* Links, hard and symbolic, and digests of files. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pactpress/file.h"
#include "support.h"

static struct pp_arena *arena;
static struct pp_run *run;
static const char *folder;

static int set_up(void **state)
{
    (void)state;
    arena = pp_arena_new();
    run = pp_run_new(NULL);
    folder = support_folder(arena, "link");
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

static const char *target_of(const char *name)
{
    const char *target = "unset";
    assert_int_equal(pp_link_read(run, arena, in(name), &target), PP_OK);
    return target;
}

static void a_link_is_replaced_at_once(void **state)
{
    (void)state;
    assert_int_equal(pp_link_replace(run, "one", in("now")), PP_OK);
    assert_string_equal(target_of("now"), "one");
    assert_int_equal(symlink("left behind", in(".now.new")), 0);
    assert_int_equal(pp_link_replace(run, "two", in("now")), PP_OK);
    assert_string_equal(target_of("now"), "two");
    struct stat about;
    assert_int_equal(lstat(in(".now.new"), &about), -1);
}

static void what_is_no_link_has_no_target(void **state)
{
    (void)state;
    support_file(arena, folder, "file", "a");
    assert_null(target_of("file"));
    assert_null(target_of("absent"));
    assert_null(target_of("file/absent"));
    assert_null(target_of("."));
}

static void a_folder_is_not_replaced(void **state)
{
    (void)state;
    support_file(arena, folder, "now/file", "a");
    assert_int_equal(pp_link_replace(run, "one", in("now")), PP_ENV);
    assert_string_equal(pp_diag_at(run, 0)->where.file, in("now"));
    assert_true(pp_file_exists(in("now/file")));
    struct stat about;
    assert_int_equal(lstat(in(".now.new"), &about), -1);
}

static void a_file_gets_a_second_name(void **state)
{
    (void)state;
    bool linked = false;
    struct stat one, two;
    support_file(arena, folder, "one", "bytes");
    assert_int_equal(pp_file_link(run, in("one"), in("two"), &linked), PP_OK);
    assert_true(linked);
    assert_int_equal(stat(in("one"), &one), 0);
    assert_int_equal(stat(in("two"), &two), 0);
    assert_int_equal(one.st_ino, two.st_ino);
    assert_int_equal(pp_file_link(run, in("one"), in("two"), &linked), PP_ENV);
    assert_string_equal(pp_diag_at(run, 0)->where.file, in("two"));
}

/* A link to a folder is what file systems refuse everywhere: the caller copies. */
static void where_no_link_is_allowed_nothing_is_said(void **state)
{
    (void)state;
    bool linked = true;
    support_file(arena, folder, "sub/file", "a");
    assert_int_equal(pp_file_link(run, in("sub"), in("two"), &linked), PP_OK);
    assert_false(linked);
    assert_null(pp_diag_at(run, 0));
}

static void a_digest_is_that_of_all_bytes(void **state)
{
    (void)state;
    enum { SIZE = 200001 }; /* some pieces, and one byte */
    char digest[PP_DIGEST_HEX], expected[PP_DIGEST_HEX];
    unsigned char sum[PP_DIGEST_SIZE], *bytes = pp_arena_alloc(arena, SIZE);
    uint64_t size;
    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (unsigned char)(i * 31 >> 3);
    assert_int_equal(pp_file_write(run, in("file"), bytes, SIZE, 0), PP_OK);
    assert_int_equal(pp_file_digest(run, in("file"), &size, digest), PP_OK);
    pp_digest(bytes, SIZE, sum);
    pp_hex(sum, sizeof sum, expected);
    assert_int_equal(size, SIZE);
    assert_string_equal(digest, expected);
}

static void a_digest_of_nothing_is_an_error(void **state)
{
    (void)state;
    char digest[PP_DIGEST_HEX];
    uint64_t size;
    assert_int_equal(pp_file_digest(run, in("absent"), &size, digest), PP_DATA);
    assert_int_equal(support_count_rule(run, "file.missing"), 1);
    assert_int_equal(pp_file_digest(run, folder, &size, digest), PP_DATA);
    assert_int_equal(support_count_rule(run, "file.unreadable"), 1);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FRESH(a_link_is_replaced_at_once),
        FRESH(what_is_no_link_has_no_target),
        FRESH(a_folder_is_not_replaced),
        FRESH(a_file_gets_a_second_name),
        FRESH(where_no_link_is_allowed_nothing_is_said),
        FRESH(a_digest_is_that_of_all_bytes),
        FRESH(a_digest_of_nothing_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
