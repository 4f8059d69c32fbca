/* The lock of an output folder: a POSIX record lock, which the system gives back when its process
 * ends however it ends, so that stale locks cannot exist. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "pactpress/run.h"
#include "pactpress/staging.h"

static enum pp_status held_by_other(struct pp_run *run, const char *path, int handle)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    long owner = 0;
    if (fcntl(handle, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
        owner = (long)lock.l_pid;
    pp_error(
        run, ((struct pp_where){.file = path}), "output.locked",
        "another run (process %ld) is working here: wait until it ends", owner);
    return PP_LOCKED;
}

enum pp_status pp_lock(struct pp_run *run, struct pp_arena *arena, const char *out, int *handle)
{
    const char *path = pp_path_join(arena, out, ".lock");
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    enum pp_status status = PP_OK;
    PP_TRY(pp_folder_make(run, out, 0755));
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) {
        pp_error(
            run, ((struct pp_where){.file = path}), "output.no-lock", "the lock cannot be made: %s",
            strerror(errno));
        return PP_ENV;
    }
    if (fcntl(file, F_SETLK, &lock) != 0)
        status = held_by_other(run, path, file);
    if (status != PP_OK)
        close(file);
    else
        *handle = file;
    return status;
}

void pp_unlock(int handle)
{
    close(handle);
}
