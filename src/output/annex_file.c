/* The file of a workbook: room for it before it is written, its place on disk afterwards. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/system_error.h"
#include "output/annex_writer.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/run.h"

static const char cannot_write[] = "The workbook cannot be written";

/* The library writes its parts to temporary files and does not look whether they fitted: on a full
 * disk it makes a sound package of broken parts. So the room is asked for before. (What becomes
 * full meanwhile is found when the file is read back: PP_ENV, too.) */
static enum pp_status ask_for_room(struct pp_writer *w, size_t size, mode_t mode)
{
    int fd = open(w->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    int number = fd < 0 ? errno : posix_fallocate(fd, 0, (off_t)size);
    if (fd >= 0)
        close(fd);
    if (number == 0)
        return PP_OK;
    if (fd >= 0)
        unlink(w->path);
    errno = number;
    return pp_system_failed(w->run, w->path, "annex.unwritable", cannot_write);
}

static enum pp_status failed(struct pp_writer *w, lxw_error error)
{
    struct pp_where where = {.file = pp_arena_strdup(w->run->arena, w->path)};
    /* A text that is not found among the texts had no room there. */
    bool ours = error >= LXW_ERROR_FEATURE_NOT_SUPPORTED &&
                error != LXW_ERROR_SHARED_STRING_INDEX_NOT_FOUND;
    pp_error(
        w->run, where, ours ? "annex.refused" : "annex.unwritable",
        "The workbook cannot be written: %s", lxw_strerror(error));
    unlink(w->path);
    return ours ? PP_DATA : PP_ENV;
}

/* The library closes the file without syncing it. */
static enum pp_status sync_file(struct pp_writer *w)
{
    int fd = open(w->path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    int number = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        number = errno;
    }
    if (good)
        return PP_OK;
    errno = number;
    return pp_system_failed(w->run, w->path, "annex.unwritable", cannot_write);
}

enum pp_status pp_writer_open(struct pp_writer *w, size_t size, mode_t mode)
{
    lxw_workbook_options options = {.tmpdir = pp_path_folder(w->arena, w->path)};
    PP_TRY(ask_for_room(w, size, mode));
    w->workbook = workbook_new_opt(w->path, &options);
    return w->workbook != NULL ? PP_OK : failed(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
}

enum pp_status pp_writer_close(struct pp_writer *w)
{
    /* It asks gmtime, whose buffer all threads share. All documents of a run carry one date, so
     * that what is read there is right, whoever wrote it. */
    pp_writer_note(w, workbook_close(w->workbook));
    if (w->first_error != LXW_NO_ERROR)
        return failed(w, w->first_error);
    return sync_file(w);
}
