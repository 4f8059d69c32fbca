/* A shared object for LD_PRELOAD that makes calls to the system fail, or writes down what they did.
 *
 *     FAULT_CALL=write     which calls count: write open rename fsync link mkdir unlink malloc, or
 * `all` but malloc FAULT_AT=7           the seventh of them fails (0: none; they are counted only)
 *     FAULT_ON=1           and so do all after it, as on a disk that stays full
 *     FAULT_ERRNO=28       with this number
 *     FAULT_DONE=1         a rename happens all the same, as when the answer of a server was lost
 *     FAULT_KILL=1         instead of failing, the process is killed there
 *     FAULT_BELOW=/path    only calls about files below this folder count (malloc always does)
 *     FAULT_COUNT=FILE     at the end, the number of calls counted is written into FILE
 *     FAULT_DISK=0x6969    every file lies on this kind of disk, as statfs tells
 *     FAULT_LOG=FILE       every change of a name and every fsync is written down, for powercut.py
 *
 * Streams are made of write calls inside the C library, which nobody can stand between; so streams
 * opened for writing become cookies that write through here. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

static atomic_long calls;
static atomic_bool ready;
static char kind[16], below[PATH_MAX], count_file[PATH_MAX];
static long at;
static int number, log_fd = -1;
static bool on, done, kills;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

static const char *set(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

__attribute__((constructor)) static void begin(void)
{
    snprintf(kind, sizeof kind, "%s", set("FAULT_CALL"));
    snprintf(below, sizeof below, "%s", set("FAULT_BELOW"));
    snprintf(count_file, sizeof count_file, "%s", set("FAULT_COUNT"));
    at = strtol(set("FAULT_AT"), NULL, 10);
    number = *set("FAULT_ERRNO") ? (int)strtol(set("FAULT_ERRNO"), NULL, 10) : ENOSPC;
    on = *set("FAULT_ON");
    done = *set("FAULT_DONE");
    kills = *set("FAULT_KILL");
    if (*set("FAULT_LOG"))
        log_fd = REAL(open)(set("FAULT_LOG"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ready = true;
}

__attribute__((destructor)) static void end(void)
{
    char text[32];
    if (!*count_file)
        return;
    int fd = REAL(open)(count_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int length = snprintf(text, sizeof text, "%ld\n", (long)calls);
    if (REAL(write)(fd, text, (size_t)length) != length)
        abort();
    close(fd);
}

/* An absolute path, without looking anything up. */
static void absolute(int folder, const char *path, char out[PATH_MAX])
{
    char link[64], base[PATH_MAX] = "";
    if (*path != '/' && folder != AT_FDCWD) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, base, sizeof base - 1);
        base[length > 0 ? length : 0] = 0;
    } else if (*path != '/' && !getcwd(base, sizeof base)) {
        base[0] = 0;
    }
    if (strlen(base) + strlen(path) + 2 > PATH_MAX)
        abort();
    strcpy(out, base);
    if (*path != '/')
        strcat(out, "/");
    strcat(out, path);
}

static void of_descriptor(int fd, char out[PATH_MAX])
{
    char name[16];
    snprintf(name, sizeof name, "%d", fd);
    absolute(fd, "", out);
    out[strlen(out) - 1] = 0; /* the slash */
}

/* True when this call shall fail: errno is set then. */
static bool fails(const char *call, const char *path)
{
    if (!ready || !*kind)
        return false;
    if (strcmp(kind, call) != 0 && (strcmp(kind, "all") != 0 || strcmp(call, "malloc") == 0))
        return false;
    if (*below && strncmp(path, below, strlen(below)) != 0)
        return false;
    long now = ++calls;
    if (at == 0 || (on ? now < at : now != at))
        return false;
    if (kills)
        kill(getpid(), SIGKILL);
    errno = number;
    return true;
}

/* call, one or two paths: separated by 0, ended by 0 0 and the bytes of a file with their number.
 */
static void note(const char *call, const char *one, const char *two, const void *bytes, size_t size)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    char head[2 * PATH_MAX + 64];
    if (log_fd < 0)
        return;
    int saved = errno;
    int length = snprintf(
        head, sizeof head, "%s%c%s%c%s%c%zu%c", call, 0, one, 0, two ? two : "", 0, size, 0);
    pthread_mutex_lock(&lock);
    if (REAL(write)(log_fd, head, (size_t)length) != length ||
        REAL(write)(log_fd, bytes, size) != (ssize_t)size)
        abort();
    pthread_mutex_unlock(&lock);
    errno = saved;
}

static int opened(int fd, const char *path, int flags, bool was_there)
{
    if (fd >= 0 && (flags & O_CREAT) && !was_there)
        note("create", path, NULL, "", 0);
    return fd;
}

static int open_at(int folder, const char *path, int flags, mode_t mode)
{
    char full[PATH_MAX];
    absolute(folder, path, full);
    if ((flags & O_ACCMODE) != O_RDONLY && fails("open", full))
        return -1;
    bool was_there = REAL(access)(full, F_OK) == 0;
    return opened(REAL(openat)(folder, path, flags, mode), full, flags, was_there);
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_at(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return open_at(AT_FDCWD, path, flags, mode);
}

static bool write_fails(int fd)
{
    char path[PATH_MAX];
    if (!*kind || fd <= STDERR_FILENO)
        return false;
    of_descriptor(fd, path);
    return *path == '/' && fails("write", path);
}

ssize_t write(int fd, const void *data, size_t size)
{
    return write_fails(fd) ? -1 : REAL(write)(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset)
{
    return write_fails(fd) ? -1 : REAL(pwrite)(fd, data, size, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t offset)
{
    return write_fails(fd) ? -1 : REAL(pwrite64)(fd, data, size, offset);
}

int posix_fallocate(int fd, off_t offset, off_t length)
{
    return write_fails(fd) ? errno : REAL(posix_fallocate)(fd, offset, length);
}

int ftruncate(int fd, off_t length)
{
    return write_fails(fd) ? -1 : REAL(ftruncate)(fd, length);
}

int ftruncate64(int fd, off_t length)
{
    return write_fails(fd) ? -1 : REAL(ftruncate64)(fd, length);
}

/* --- Streams */

static ssize_t cookie_read(void *cookie, char *data, size_t size)
{
    return read((int)(long)cookie, data, size);
}

static ssize_t cookie_write(void *cookie, const char *data, size_t size)
{
    return write((int)(long)cookie, data, size);
}

static int cookie_seek(void *cookie, off64_t *offset, int whence)
{
    *offset = lseek((int)(long)cookie, *offset, whence);
    return *offset < 0 ? -1 : 0;
}

static int cookie_close(void *cookie)
{
    return close((int)(long)cookie);
}

FILE *fdopen(int fd, const char *mode)
{
    cookie_io_functions_t io = {cookie_read, cookie_write, cookie_seek, cookie_close};
    if (*mode == 'r' && !strchr(mode, '+'))
        return REAL(fdopen)(fd, mode);
    return fopencookie((void *)(long)fd, mode, io);
}

FILE *fopen(const char *path, const char *mode)
{
    int more = strchr(mode, '+') ? O_RDWR : O_WRONLY;
    if (*mode == 'r')
        return REAL(fopen)(path, mode);
    int fd = open(path, more | O_CREAT | O_CLOEXEC | (*mode == 'w' ? O_TRUNC : O_APPEND), 0666);
    return fd < 0 ? NULL : fdopen(fd, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    return fopen(path, mode);
}

/* --- Names */

int rename(const char *from, const char *to)
{
    char one[PATH_MAX], two[PATH_MAX];
    absolute(AT_FDCWD, from, one);
    absolute(AT_FDCWD, to, two);
    bool failed = fails("rename", two);
    if (failed && !done)
        return -1;
    int result = REAL(rename)(from, to);
    if (failed) {
        errno = number;
        return -1;
    }
    if (result == 0)
        note("rename", one, two, "", 0);
    return result;
}

int link(const char *from, const char *to)
{
    char one[PATH_MAX], two[PATH_MAX];
    absolute(AT_FDCWD, from, one);
    absolute(AT_FDCWD, to, two);
    if (fails("link", two))
        return -1;
    int result = REAL(link)(from, to);
    if (result == 0)
        note("link", one, two, "", 0);
    return result;
}

int symlink(const char *target, const char *path)
{
    char full[PATH_MAX];
    absolute(AT_FDCWD, path, full);
    if (fails("link", full))
        return -1;
    int result = REAL(symlink)(target, path);
    if (result == 0)
        note("symlink", full, target, "", 0);
    return result;
}

int mkdir(const char *path, mode_t mode)
{
    char full[PATH_MAX];
    absolute(AT_FDCWD, path, full);
    if (fails("mkdir", full))
        return -1;
    int result = REAL(mkdir)(path, mode);
    if (result == 0)
        note("mkdir", full, NULL, "", 0);
    return result;
}

int unlinkat(int folder, const char *path, int flags)
{
    char full[PATH_MAX];
    absolute(folder, path, full);
    if (fails("unlink", full))
        return -1;
    int result = REAL(unlinkat)(folder, path, flags);
    if (result == 0)
        note("unlink", full, NULL, "", 0);
    return result;
}

int unlink(const char *path)
{
    return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
    return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int statfs(const char *path, struct statfs *about)
{
    int result = REAL(statfs)(path, about);
    if (result == 0 && *set("FAULT_DISK"))
        about->f_type = strtol(set("FAULT_DISK"), NULL, 16);
    return result;
}

/* --- To the disk. What a file holds when it is synced is what a cut of the power leaves of it. */

static void note_synced(int fd, const char *path)
{
    struct stat about;
    if (fstat(fd, &about) != 0 || log_fd < 0)
        return;
    if (S_ISDIR(about.st_mode)) {
        note("syncdir", path, NULL, "", 0);
        return;
    }
    char *bytes = malloc((size_t)about.st_size + 1);
    int again = REAL(open)(path, O_RDONLY | O_CLOEXEC);
    if (again < 0 || pread(again, bytes, (size_t)about.st_size, 0) != about.st_size)
        abort();
    close(again);
    note("sync", path, NULL, bytes, (size_t)about.st_size);
    free(bytes);
}

static int synced(int fd, int (*sync)(int))
{
    char path[PATH_MAX];
    of_descriptor(fd, path);
    if (fails("fsync", path))
        return -1;
    int result = sync(fd);
    if (result == 0)
        note_synced(fd, path);
    return result;
}

int fsync(int fd)
{
    return synced(fd, REAL(fsync));
}

int fdatasync(int fd)
{
    return synced(fd, REAL(fdatasync));
}

/* --- Memory. The program has a malloc of its own, which asks glibc under these names
 * (base/memory.c). dlsym may ask for some itself; it gets it from __libc_memalign. */

extern void *__libc_memalign(size_t alignment, size_t size);

static void *next(void *(**found)(), const char *name)
{
    static _Thread_local bool asking;
    if (!*found && !asking) {
        asking = true;
        *found = (void *(*)())real(name);
        asking = false;
    }
    return (void *)*found;
}

void *__libc_malloc(size_t size)
{
    static void *(*allocate)();
    if (fails("malloc", below))
        return NULL;
    return next(&allocate, "__libc_malloc") ? allocate(size) : __libc_memalign(16, size);
}

void *__libc_calloc(size_t count, size_t size)
{
    static void *(*allocate)();
    if (fails("malloc", below))
        return NULL;
    if (next(&allocate, "__libc_calloc"))
        return allocate(count, size);
    return memset(__libc_memalign(16, count * size), 0, count * size);
}

void *__libc_realloc(void *memory, size_t size)
{
    static void *(*allocate)();
    if (fails("malloc", below))
        return NULL;
    return next(&allocate, "__libc_realloc") ? allocate(memory, size) : NULL;
}
