/* The folder of an edition: every file of the candidate, copied, or hard-linked to the edition
 * before where the bytes are the same. */
#include <sys/stat.h>

#include "edition_parts.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* Editions are never changed, so nobody may write their files. */
enum { FILE_MODE = 0444, FOLDER_MODE = 0755 };

struct making {
    struct pp_run *run;
    struct pp_arena *arena; /* rewound after each file */
};

static bool is_file(const char *path, off_t *size)
{
    struct stat about;
    if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return false;
    *size = about.st_size;
    return true;
}

/* Same size first: most files that differ differ there. */
static enum pp_status same_bytes(struct pp_run *run, const char *path, const char *old, bool *same)
{
    char digest[PP_DIGEST_HEX], old_digest[PP_DIGEST_HEX];
    uint64_t size, old_size;
    off_t length, old_length;
    *same = false;
    if (!is_file(path, &length) || !is_file(old, &old_length) || length != old_length)
        return PP_OK;
    PP_TRY(pp_file_digest(run, path, &size, digest));
    PP_TRY(pp_file_digest(run, old, &old_size, old_digest));
    *same = pp_streq(digest, old_digest);
    return PP_OK;
}

static enum pp_status copy(struct pp_run *run, const char *from, const char *to)
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_bytes bytes;
    enum pp_status status = pp_file_read(run, scratch, from, 0, &bytes);
    if (status == PP_OK)
        status = pp_file_write(run, to, bytes.data, bytes.size, FILE_MODE);
    pp_arena_free(scratch);
    return status;
}

static enum pp_status one_file(
    struct making *making, const char *from, const char *to, const char *old)
{
    bool same = false, linked = false;
    PP_TRY(pp_run_stopped(making->run));
    if (old)
        PP_TRY(same_bytes(making->run, from, old, &same));
    if (same)
        PP_TRY(pp_file_link(making->run, old, to, &linked));
    return linked ? PP_OK : copy(making->run, from, to);
}

static enum pp_status one_folder(
    struct making *making, const char *from, const char *to, const char *old)
{
    char **names;
    size_t count;
    PP_TRY(pp_folder_make(making->run, to, FOLDER_MODE));
    PP_TRY(pp_folder_list(making->run, making->arena, from, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *source = pp_path_join(making->arena, from, names[i]);
        const char *target = pp_path_join(making->arena, to, names[i]);
        const char *before = old ? pp_path_join(making->arena, old, names[i]) : NULL;
        if (pp_is_folder(source))
            PP_TRY(one_folder(making, source, target, before));
        else
            PP_TRY(one_file(making, source, target, before));
    }
    return pp_folder_sync(making->run, to);
}

static enum pp_status compare_folders(
    struct making *making, const char *a, const char *b, bool *same)
{
    char **names, **others;
    size_t count, other_count;
    PP_TRY(pp_folder_list(making->run, making->arena, a, &names, &count));
    PP_TRY(pp_folder_list(making->run, making->arena, b, &others, &other_count));
    *same = count == other_count;
    for (size_t i = 0; i < count && *same; i++) {
        const char *one = pp_path_join(making->arena, a, names[i]);
        const char *other = pp_path_join(making->arena, b, names[i]);
        if (!pp_streq(names[i], others[i]) || pp_is_folder(one) != pp_is_folder(other))
            *same = false;
        else if (pp_is_folder(one))
            PP_TRY(compare_folders(making, one, other, same));
        else
            PP_TRY(same_bytes(making->run, one, other, same));
    }
    return PP_OK;
}

enum pp_status pp_editions_compare(
    const struct pp_editions *editions, const char *candidate, const char *id, bool *same)
{
    struct making making = {editions->run, pp_arena_new()};
    enum pp_status status =
        compare_folders(&making, candidate, pp_editions_path(editions, id), same);
    pp_arena_free(making.arena);
    return status == PP_DATA ? PP_ENV : status;
}

static enum pp_status make(
    const struct pp_editions *editions, struct making *making, const char *candidate,
    const char *temporary, const char *id, const char *before)
{
    struct pp_run *run = editions->run;
    const char *old = before ? pp_editions_path(editions, before) : NULL;
    PP_TRY(pp_folder_make(run, editions->folder, FOLDER_MODE));
    PP_TRY(pp_folder_sync(run, editions->out));
    enum pp_status status = one_folder(making, candidate, temporary, old);
    if (status == PP_OK)
        status = pp_file_rename(run, temporary, pp_editions_path(editions, id));
    if (status == PP_OK)
        return pp_folder_sync(run, editions->folder);
    /* What cannot be removed now is removed by the next run; the reason was reported. */
    if (pp_folder_remove(run, temporary) != PP_OK)
        return status;
    return status;
}

enum pp_status pp_editions_make(
    const struct pp_editions *editions, const char *candidate, const char *id, const char *before)
{
    struct making making = {editions->run, pp_arena_new()};
    const char *temporary = pp_arena_printf(editions->arena, "%s/.%s.new", editions->folder, id);
    enum pp_status status = make(editions, &making, candidate, temporary, id, before);
    pp_arena_free(making.arena);
    /* Reading told PP_DATA; but these are our own files, which a sound disk gives back. */
    return status == PP_DATA ? PP_ENV : status;
}
