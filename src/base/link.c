/* Hard and symbolic links. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/system_error.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/run.h"

enum { LONGEST_TARGET = 4096 /* [bytes] */ };

enum pp_status pp_file_link(struct pp_run *run, const char *from, const char *to, bool *linked)
{
    *linked = link(from, to) == 0;
    if (*linked)
        return PP_OK;
    /* Other disk, file system without links, too many of them, or (Linux) a file of somebody else.
     */
    if (errno == EXDEV || errno == EPERM || errno == EMLINK || errno == ENOTSUP || errno == ENOSYS)
        return PP_OK;
    return pp_system_failed(run, to, "file.unwritable", "The file cannot be linked");
}

enum pp_status pp_link_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char **target)
{
    char text[LONGEST_TARGET];
    ssize_t size = readlink(path, text, sizeof text);
    if (size >= 0 && (size_t)size < sizeof text) {
        *target = pp_arena_strndup(arena, text, (size_t)size);
        return PP_OK;
    }
    if (size >= 0)
        errno = ENAMETOOLONG;
    if (errno != ENOENT && errno != EINVAL && errno != ENOTDIR)
        return pp_system_failed(run, path, "file.unreadable", "The link cannot be read");
    *target = NULL;
    return PP_OK;
}

static enum pp_status replace(
    struct pp_run *run, const char *target, const char *temporary, const char *path)
{
    /* An earlier run may have been stopped between making and renaming. */
    if (unlink(temporary) != 0 && errno != ENOENT)
        return pp_system_failed(
            run, temporary, "file.unwritable", "The old link cannot be removed");
    if (symlink(target, temporary) != 0)
        return pp_system_failed(run, temporary, "file.unwritable", "The link cannot be made");
    if (rename(temporary, path) == 0)
        return PP_OK;
    enum pp_status status =
        pp_system_failed(run, path, "file.unwritable", "The link cannot be replaced");
    unlink(temporary);
    return status;
}

enum pp_status pp_link_replace(struct pp_run *run, const char *target, const char *path)
{
    struct pp_arena *scratch = pp_arena_new();
    const char *folder = pp_path_folder(scratch, path);
    const char *temporary = pp_arena_printf(scratch, "%s/.%s.new", folder, pp_path_base(path));
    enum pp_status status = replace(run, target, temporary, path);
    if (status == PP_OK)
        status = pp_folder_sync(run, folder);
    pp_arena_free(scratch);
    return status;
}
