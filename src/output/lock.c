/* The lock of an output folder: a POSIX record lock, which the system gives back when its process
 * ends however it ends, so that stale locks cannot exist. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pactpress/run.h"
#include "pactpress/staging.h"

enum { LOOK_EVERY = 100 /* [ms] */ };

static long owner_of(int handle)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(handle, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
        return 0;
    return (long)lock.l_pid;
}

static enum pp_status held_by_other(struct pp_run *run, const char *path, int handle)
{
    pp_error(
        run, ((struct pp_where){.file = path}), "output.locked",
        "another run (process %ld) is working here: wait until it ends, or have this one wait with "
        "--wait SECONDS",
        owner_of(handle));
    return PP_LOCKED;
}

/* Tries until the lock is free or patience ends. A lock has no queue: asking again is fair enough
 * among runs that last seconds. */
static enum pp_status take(struct pp_run *run, const char *path, int handle)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    const struct timespec pause = {.tv_nsec = LOOK_EVERY * 1000000L};
    for (int64_t waited = 0; fcntl(handle, F_SETLK, &lock) != 0; waited += LOOK_EVERY) {
        if (waited >= run->patience * 1000)
            return held_by_other(run, path, handle);
        if (waited == 0)
            pp_say(
                run, "waiting", "waiting for another run (process %ld) to end", owner_of(handle));
        nanosleep(&pause, NULL);
        PP_TRY(pp_run_stopped(run));
    }
    return PP_OK;
}

enum pp_status pp_lock(struct pp_run *run, struct pp_arena *arena, const char *out, int *handle)
{
    const char *path = pp_path_join(arena, out, ".lock");
    PP_TRY(pp_folder_make(run, out, 0755));
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) {
        pp_error(
            run, ((struct pp_where){.file = path}), "output.no-lock", "the lock cannot be made: %s",
            strerror(errno));
        return PP_ENV;
    }
    enum pp_status status = take(run, path, file);
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

long pp_lock_owner(struct pp_arena *arena, const char *out)
{
    int file = open(pp_path_join(arena, out, ".lock"), O_RDWR | O_CLOEXEC);
    if (file < 0)
        return 0;
    long owner = owner_of(file);
    close(file);
    return owner;
}
