/* Paths as text; nothing here asks the disk. */
#include "pactpress/file.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

char *pp_path_join(struct pp_arena *arena, const char *a, const char *b)
{
    if (b[0] == '/' || pp_is_empty(a))
        return pp_arena_strdup(arena, b);
    if (b[0] == '\0')
        return pp_arena_strdup(arena, a);
    return pp_arena_printf(arena, "%s%s%s", a, pp_ends_with(a, "/") ? "" : "/", b);
}

const char *pp_path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

char *pp_path_folder(struct pp_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return pp_arena_strdup(arena, ".");
    while (slash > path && slash[-1] == '/')
        slash--;
    return pp_arena_strndup(arena, path, slash > path ? (size_t)(slash - path) : 1);
}
