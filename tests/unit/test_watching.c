/* What has changed in a folder since the last look. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/watching.h"
#include "pactpress/file.h"
#include "support.h"

static const char *const skip[] = {"out", NULL};

static void assert_changed(struct pp_watching *watching, size_t count, const char *first)
{
    struct pp_strings changed = pp_watching_look(watching);
    assert_int_equal(changed.count, count);
    if (count > 0)
        assert_string_equal(changed.items[0], first);
}

static void files_come_change_and_go(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    const char *folder = support_folder(arena, "watching");
    const char *a = support_file(arena, folder, "a.md", "one");
    struct pp_watching *watching = pp_watching_open(folder, skip);
    assert_changed(watching, 0, NULL);
    support_file(arena, folder, "a.md", "longer");
    support_file(arena, folder, "b.md", "two");
    assert_changed(watching, 2, "a.md");
    assert_changed(watching, 0, NULL);
    assert_int_equal(unlink(a), 0);
    assert_changed(watching, 1, "a.md");
    pp_watching_close(watching);
    pp_arena_free(arena);
}

static void new_folders_are_looked_into(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    const char *folder = support_folder(arena, "watching-folders");
    struct pp_watching *watching = pp_watching_open(folder, skip);
    const char *inner = pp_path_join(arena, folder, "content");
    assert_int_equal(mkdir(inner, 0755), 0);
    assert_changed(watching, 0, NULL);
    support_file(arena, inner, "a.md", "one");
    pp_watching_wait(watching, 60000); /* woken by inotify, or looks in vain */
    assert_changed(watching, 1, "content/a.md");
    pp_watching_close(watching);
    pp_arena_free(arena);
}

/* What we write ourselves, and what editors write before they are done. */
static void hidden_and_skipped_names_are_left_out(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    const char *folder = support_folder(arena, "watching-hidden");
    assert_int_equal(mkdir(pp_path_join(arena, folder, "out"), 0755), 0);
    struct pp_watching *watching = pp_watching_open(folder, skip);
    support_file(arena, folder, ".a.md.new", "one");
    support_file(arena, pp_path_join(arena, folder, "out"), "a.pdf", "one");
    assert_changed(watching, 0, NULL);
    pp_watching_close(watching);
    pp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_come_change_and_go),
        cmocka_unit_test(new_folders_are_looked_into),
        cmocka_unit_test(hidden_and_skipped_names_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
