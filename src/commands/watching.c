#include "watching.h"

#include <dirent.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/map.h"
#include "pactpress/str.h"

/* What tells one state of a file from another. */
struct state {
    off_t size;
    struct timespec time;
    ino_t number;
};

struct look {
    struct pp_arena *arena;
    struct pp_map files; /* path -> struct state */
};

struct pp_watching {
    const char *folder;
    const char *const *skip;
    int inotify; /* -1: there is none */
    struct look last, before;
};

static bool is_skipped(const struct pp_watching *watching, const char *name, int depth)
{
    if (name[0] == '.')
        return true;
    for (size_t i = 0; depth == 0 && watching->skip[i]; i++)
        if (pp_streq(watching->skip[i], name))
            return true;
    return false;
}

static void look_into(
    struct pp_watching *watching, struct look *look, const char *path, const char *full, int depth);

static void look_at(
    struct pp_watching *watching, struct look *look, const char *path, const char *full, int depth)
{
    struct stat about;
    if (stat(full, &about) != 0)
        return;
    if (S_ISDIR(about.st_mode)) {
        look_into(watching, look, path, full, depth + 1);
        return;
    }
    struct state state = {about.st_size, about.st_mtim, about.st_ino};
    pp_map_set(&look->files, path, pp_arena_memdup(look->arena, &state, sizeof state));
}

/* A folder that is gone by now is as good as empty. */
static void look_into(
    struct pp_watching *watching, struct look *look, const char *path, const char *full, int depth)
{
    DIR *folder = depth < PP_LIMIT_FOLDER_DEPTH ? opendir(full) : NULL;
    if (!folder)
        return;
    if (watching->inotify >= 0)
        inotify_add_watch(
            watching->inotify, full,
            IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (is_skipped(watching, entry->d_name, depth))
            continue;
        const char *inner = *path ? pp_path_join(look->arena, path, entry->d_name)
                                  : pp_arena_strdup(look->arena, entry->d_name);
        look_at(watching, look, inner, pp_path_join(look->arena, full, entry->d_name), depth);
    }
    closedir(folder);
}

static struct look new_look(struct pp_watching *watching)
{
    struct look look = {.arena = pp_arena_new()};
    pp_map_init(&look.files, look.arena);
    look_into(watching, &look, "", watching->folder, 0);
    return look;
}

struct pp_watching *pp_watching_open(const char *folder, const char *const *skip)
{
    struct pp_watching *watching = pp_xmalloc(sizeof *watching);
    *watching = (struct pp_watching){.folder = folder, .skip = skip};
    watching->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watching->last = new_look(watching);
    return watching;
}

void pp_watching_close(struct pp_watching *watching)
{
    if (watching->inotify >= 0)
        close(watching->inotify);
    pp_arena_free(watching->last.arena);
    pp_arena_free(watching->before.arena);
    free(watching);
}

/* Saving is several steps for most editors: what follows at once belongs to it. */
void pp_watching_wait(struct pp_watching *watching, int milliseconds)
{
    enum { SETTLE = 10 /* [ms] */ };
    char events[4096];
    struct pollfd wake = {.fd = watching->inotify, .events = POLLIN};
    if (poll(&wake, 1, milliseconds) <= 0)
        return;
    do
        while (read(watching->inotify, events, sizeof events) > 0)
            ;
    while (poll(&wake, 1, SETTLE) > 0);
}

static bool same(const struct state *a, const struct state *b)
{
    return a && b && a->size == b->size && a->number == b->number &&
           a->time.tv_sec == b->time.tv_sec && a->time.tv_nsec == b->time.tv_nsec;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct pp_strings pp_watching_look(struct pp_watching *watching)
{
    struct pp_strings changed = {0};
    pp_arena_free(watching->before.arena);
    watching->before = watching->last;
    watching->last = new_look(watching);
    struct look *now = &watching->last, *before = &watching->before;
    for (size_t i = 0; i < now->files.count; i++)
        if (!same(
                now->files.entries[i].value, pp_map_get(&before->files, now->files.entries[i].key)))
            *(const char **)PP_PUSH(now->arena, &changed) = now->files.entries[i].key;
    for (size_t i = 0; i < before->files.count; i++)
        if (!pp_map_get(&now->files, before->files.entries[i].key))
            *(const char **)PP_PUSH(now->arena, &changed) =
                pp_arena_strdup(now->arena, before->files.entries[i].key);
    if (changed.count > 1)
        qsort(changed.items, changed.count, sizeof *changed.items, by_bytes);
    return changed;
}
