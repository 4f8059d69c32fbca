#include "project/find.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/project.h"
#include "pactpress/str.h"

static const char *own_path(struct pp_run *run, const char *folder, const char *sub)
{
    if (!folder)
        return NULL;
    return strcmp(folder, ".") == 0 ? sub : pp_path_join(run->arena, folder, sub);
}

struct pp_places pp_layout_places(struct pp_run *run, const char *project_folder, const char *sub)
{
    const char *path = pp_path_join(run->arena, "layouts", sub);
    if (*sub == '\0')
        path = "layouts";
    return (struct pp_places){
        own_path(run, project_folder, path),
        run->share ? pp_path_join(run->arena, run->share, path) : NULL};
}

struct pp_places pp_string_places(struct pp_run *run, const char *project_folder)
{
    return (struct pp_places){
        own_path(run, project_folder, "strings"),
        run->share ? pp_path_join(run->arena, run->share, "layouts/strings") : NULL};
}

static bool is_word(const char *name)
{
    return *name && *name != '.' && !strchr(name, '/');
}

static const char *find_in(struct pp_run *run, const char *place, const char *name)
{
    if (!place)
        return NULL;
    const char *path = pp_arena_printf(run->arena, "%s/%s.yaml", place, name);
    return pp_file_exists(path) ? path : NULL;
}

const char *pp_places_find(struct pp_run *run, const struct pp_places *places, const char *name)
{
    if (!is_word(name))
        return NULL;
    const char *path = find_in(run, places->own, name);
    return path ? path : find_in(run, places->installed, name);
}

static void add_names(struct pp_run *run, const char *place, struct pp_strings *names)
{
    char **files = NULL;
    size_t count = 0;
    if (!place || pp_folder_list(run, run->arena, place, &files, &count) != PP_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(files[i]);
        if (!pp_ends_with(files[i], ".yaml") || !is_word(files[i]))
            continue;
        *(const char **)PP_PUSH(run->arena, names) =
            pp_arena_strndup(run->arena, files[i], length - strlen(".yaml"));
    }
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *pp_places_list(struct pp_run *run, const struct pp_places *places)
{
    struct pp_strings names = {0};
    add_names(run, places->own, &names);
    add_names(run, places->installed, &names);
    if (names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, by_bytes);
    size_t kept = 0;
    for (size_t i = 0; i < names.count; i++)
        if (i == 0 || strcmp(names.items[i], names.items[kept - 1]) != 0)
            names.items[kept++] = names.items[i];
    *(const char **)PP_PUSH(run->arena, &names) = NULL;
    names.items[kept] = NULL;
    return names.items;
}

const char *pp_words_join(struct pp_run *run, const char *const *words)
{
    if (!words[0])
        return "none";
    struct pp_str out;
    pp_str_init(&out);
    for (size_t i = 0; words[i]; i++) {
        if (i > 0)
            pp_str_append(&out, words[i + 1] ? ", " : " and ");
        pp_str_append(&out, words[i]);
    }
    const char *copy = pp_str_copy(&out, run->arena);
    pp_str_free(&out);
    return copy;
}
