/* The lock of an output folder: a record lock of the open file (OFD), which the system gives back
 * when the last process that has it open ends, however it ends, so that stale locks cannot exist.
 * It is not lost when another part of the program opens and closes the file, as locks of a process
 * are. Who holds such a lock the system does not tell; so its owner writes the number of its
 * process into the file, which is looked at only as long as the lock is held. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pactpress/run.h"
#include "pactpress/staging.h"

enum { LOOK_EVERY = 100 /* [ms] */ };

/* What the owner wrote; 0 in the moment before it did. */
static long written_owner(int handle)
{
    char text[24] = "";
    ssize_t length = pread(handle, text, sizeof text - 1, 0);
    return length > 0 ? strtol(text, NULL, 10) : 0;
}

static long owner_of(int handle)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(handle, F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
        return 0;
    return lock.l_pid > 0 ? (long)lock.l_pid : written_owner(handle);
}

/* The lock holds without it: on a full disk nobody learns who has it. */
static void write_owner(int handle)
{
    char text[24];
    int length = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(handle, 0) != 0 || pwrite(handle, text, (size_t)length, 0) != length)
        return;
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
    for (int64_t waited = 0; fcntl(handle, F_OFD_SETLK, &lock) != 0; waited += LOOK_EVERY) {
        if (waited >= run->patience * 1000)
            return held_by_other(run, path, handle);
        if (waited == 0)
            pp_say(
                run, "waiting", "waiting for another run (process %ld) to end", owner_of(handle));
        nanosleep(&pause, NULL);
        PP_TRY(pp_run_stopped(run));
    }
    write_owner(handle);
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

/* The number goes before the lock: a folder that nobody works in is the same whoever did. */
void pp_unlock(int handle)
{
    if (ftruncate(handle, 0) != 0)
        errno = 0; /* it names a process that is gone, and nobody asks while nobody holds it */
    close(handle);
}

long pp_lock_owner(struct pp_arena *arena, const char *out)
{
    int file = open(pp_path_join(arena, out, ".lock"), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    long owner = owner_of(file);
    close(file);
    return owner;
}
