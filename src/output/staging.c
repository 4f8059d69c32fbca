#include "pactpress/staging.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/digest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* What a killed run was writing beside the candidate; the lock says that nobody else is. */
static enum pp_status remove_temporary(struct pp_staging *staging, const char *base)
{
    char **names;
    size_t count;
    PP_TRY(pp_folder_list(staging->run, staging->arena, base, &names, &count));
    for (size_t i = 0; i < count; i++)
        if (names[i][0] == '.' && strstr(names[i], ".tmp-"))
            PP_TRY(pp_folder_remove(staging->run, pp_path_join(staging->arena, base, names[i])));
    return PP_OK;
}

/* Two renames replace a candidate. What stopped between them left the old one under another name:
 * it goes back before anything else. */
static enum pp_status settle(struct pp_staging *staging)
{
    struct pp_run *run = staging->run;
    if (pp_is_folder(staging->old) && !pp_file_exists(staging->candidate))
        PP_TRY(pp_file_rename(run, staging->old, staging->candidate));
    PP_TRY(pp_folder_remove(run, staging->old));
    return pp_folder_remove(run, staging->folder);
}

enum pp_status pp_staging_clear(
    struct pp_run *run, struct pp_arena *arena, const char *out, const char *klass,
    const char *period, struct pp_staging *staging)
{
    const char *base = pp_arena_printf(arena, "%s/candidate/%s", out, klass);
    memset(staging, 0, sizeof *staging);
    staging->run = run;
    staging->arena = arena;
    staging->folder = pp_arena_printf(arena, "%s/.staging-%s", base, period);
    staging->candidate = pp_arena_printf(arena, "%s/%s", base, period);
    staging->old = pp_arena_printf(arena, "%s/.old-%s", base, period);
    staging->paths = pp_arena_alloc(arena, sizeof *staging->paths);
    pp_map_init(staging->paths, arena);
    if (!pp_is_folder(base))
        return PP_OK;
    PP_TRY(settle(staging));
    return remove_temporary(staging, base);
}

enum pp_status pp_staging_open(
    struct pp_run *run, struct pp_arena *arena, const char *out, const char *klass,
    const char *period, struct pp_staging *staging)
{
    PP_TRY(pp_staging_clear(run, arena, out, klass, period, staging));
    return pp_folder_make(run, staging->folder, 0755);
}

enum pp_status pp_staging_path(struct pp_staging *staging, const char *path, const char **out)
{
    const char *full = pp_path_join(staging->arena, staging->folder, path);
    PP_TRY(pp_folder_make(staging->run, pp_path_folder(staging->arena, full), 0755));
    *out = full;
    return PP_OK;
}

static enum pp_status doubled(struct pp_staging *staging, const char *path)
{
    if (!pp_map_get(staging->paths, path))
        return PP_OK;
    pp_error(
        staging->run, PP_NOWHERE, "output.same-path",
        "two outputs would be the same file %s: change `outputs:` so that layout, city and "
        "language differ",
        path);
    return PP_USAGE;
}

static void list(struct pp_staging *staging, const struct pp_made_file *made)
{
    *(struct pp_made_file *)PP_PUSH(staging->arena, &staging->files) = *made;
    pp_map_set(staging->paths, made->path, staging);
}

static enum pp_status enter(
    struct pp_staging *staging, const char *path, struct pp_bytes bytes, struct pp_made_file made)
{
    unsigned char digest[PP_DIGEST_SIZE];
    pp_digest(bytes.data, bytes.size, digest);
    made.path = pp_arena_strdup(staging->arena, path);
    made.size = bytes.size;
    pp_hex(digest, sizeof digest, made.digest);
    list(staging, &made);
    return PP_OK;
}

enum pp_status pp_staging_add(
    struct pp_staging *staging, const char *path, struct pp_bytes bytes, struct pp_made_file made)
{
    const char *full;
    PP_TRY(doubled(staging, path));
    PP_TRY(pp_staging_path(staging, path, &full));
    PP_TRY(pp_file_write(staging->run, full, bytes.data, bytes.size, 0644));
    return enter(staging, path, bytes, made);
}

enum pp_status pp_staging_adopt(
    struct pp_staging *staging, const char *path, struct pp_made_file made)
{
    struct pp_bytes bytes;
    struct pp_arena *scratch = pp_arena_new();
    const char *full = pp_path_join(staging->arena, staging->folder, path);
    enum pp_status status = doubled(staging, path);
    if (status == PP_OK)
        status = pp_file_read(staging->run, scratch, full, 0, &bytes);
    if (status == PP_OK)
        status = enter(staging, path, bytes, made);
    pp_arena_free(scratch);
    return status;
}

static enum pp_status link_or_copy(
    struct pp_staging *staging, const char *from, const char *to, const struct pp_bytes *bytes)
{
    bool linked;
    PP_TRY(pp_file_link(staging->run, from, to, &linked));
    if (linked)
        return PP_OK;
    return pp_file_write(staging->run, to, bytes->data, bytes->size, 0644);
}

enum pp_status pp_staging_reuse(
    struct pp_staging *staging, const char *folder, const struct pp_made_file *made, bool *reused)
{
    struct pp_arena *scratch = pp_arena_new();
    const char *from = pp_path_join(scratch, folder, made->path), *to;
    struct pp_bytes bytes = {0};
    unsigned char sum[PP_DIGEST_SIZE];
    char digest[PP_DIGEST_HEX] = "";
    enum pp_status status = PP_OK;
    if (pp_file_exists(from))
        status = pp_file_read(staging->run, scratch, from, 0, &bytes);
    if (bytes.data) {
        pp_digest(bytes.data, bytes.size, sum);
        pp_hex(sum, sizeof sum, digest);
    }
    *reused = status == PP_OK && pp_streq(digest, made->digest);
    if (*reused) {
        status = doubled(staging, made->path);
        if (status == PP_OK)
            status = pp_staging_path(staging, made->path, &to);
        if (status == PP_OK)
            status = link_or_copy(staging, from, to, &bytes);
        if (status == PP_OK)
            list(staging, made);
    }
    pp_arena_free(scratch);
    return status == PP_DATA ? PP_ENV : status;
}

struct pp_staging pp_staging_branch(
    const struct pp_staging *staging, struct pp_run *run, struct pp_arena *arena)
{
    struct pp_staging branch = {.run = run, .arena = arena, .folder = staging->folder};
    branch.paths = pp_arena_alloc(arena, sizeof *branch.paths);
    pp_map_init(branch.paths, arena);
    return branch;
}

enum pp_status pp_staging_join(struct pp_staging *staging, const struct pp_staging *branch)
{
    for (size_t i = 0; i < branch->files.count; i++) {
        struct pp_made_file made = branch->files.items[i];
        PP_TRY(doubled(staging, made.path));
        made.path = pp_arena_strdup(staging->arena, made.path);
        made.title = made.title ? pp_arena_strdup(staging->arena, made.title) : NULL;
        list(staging, &made);
    }
    return PP_OK;
}

/* Names in folders reach the disk only when the folders do. */
static enum pp_status sync_tree(struct pp_staging *staging, const char *folder)
{
    char **names;
    size_t count;
    PP_TRY(pp_folder_list(staging->run, staging->arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *path = pp_path_join(staging->arena, folder, names[i]);
        if (pp_is_folder(path))
            PP_TRY(sync_tree(staging, path));
    }
    return pp_folder_sync(staging->run, folder);
}

enum pp_status pp_staging_commit(struct pp_staging *staging)
{
    struct pp_run *run = staging->run;
    const char *parent = pp_path_folder(staging->arena, staging->candidate);
    PP_TRY(sync_tree(staging, staging->folder));
    if (pp_file_exists(staging->candidate))
        PP_TRY(pp_file_rename(run, staging->candidate, staging->old));
    PP_TRY(pp_file_rename(run, staging->folder, staging->candidate));
    PP_TRY(pp_folder_sync(run, parent));
    return pp_folder_remove(run, staging->old);
}

void pp_staging_drop(struct pp_staging *staging)
{
    /* What cannot be removed now is removed by the next run; the reason was reported. */
    if (pp_folder_remove(staging->run, staging->folder) != PP_OK)
        return;
}
