#include "support.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/file.h"

const char *support_folder(struct pp_arena *arena, const char *name)
{
    const char *build = getenv("BUILD");
    struct pp_run *run = pp_run_new(stderr);
    const char *folder = pp_path_join(arena, build != NULL ? build : "build/scratch", name);
    assert_int_equal(pp_folder_remove(run, folder), PP_OK);
    assert_int_equal(pp_folder_make(run, folder, 0), PP_OK);
    pp_run_free(run);
    return folder;
}

const char *support_file(
    struct pp_arena *arena, const char *folder, const char *name, const char *text)
{
    const char *path = pp_path_join(arena, folder, name);
    struct pp_run *run = pp_run_new(stderr);
    assert_int_equal(pp_folder_make(run, pp_path_folder(arena, path), 0), PP_OK);
    assert_int_equal(pp_file_write(run, path, text, strlen(text), 0), PP_OK);
    pp_run_free(run);
    return path;
}

char *support_text(struct pp_arena *arena, FILE *stream)
{
    fflush(stream);
    long size = ftell(stream);
    assert_true(size >= 0);
    char *text = pp_arena_alloc(arena, (size_t)size + 1);
    rewind(stream);
    assert_int_equal(fread(text, 1, (size_t)size, stream), size);
    return text;
}

size_t support_count_rule(const struct pp_run *run, const char *rule)
{
    size_t count = 0;
    const struct pp_diag *diag;
    for (size_t i = 0; (diag = pp_diag_at(run, i)) != NULL; i++)
        count += strcmp(diag->rule, rule) == 0;
    return count;
}
