#include "pactpress/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_parts.h"
#include "base/system_error.h"
#include "pactpress/arena.h"
#include "pactpress/digest.h"
#include "pactpress/run.h"

enum { USUAL_MODE = 0644, TRIES = 100, PIECE = 1 << 16 /* [bytes] */ };

static const char *kind_of(mode_t mode)
{
    if (S_ISDIR(mode))
        return "a folder";
    if (S_ISFIFO(mode))
        return "a pipe";
    if (S_ISSOCK(mode))
        return "a socket";
    return "a device";
}

static enum pp_status cannot_read(struct pp_run *run, const char *path)
{
    char reason[PP_REASON_SIZE];
    struct pp_where where = {.file = path};
    int number = errno;
    pp_system_reason(number, reason);
    if (number == ENOENT || number == ENOTDIR)
        pp_error(run, where, "file.missing", "There is no such file; check its name and folder.");
    else
        pp_error(run, where, "file.unreadable", "The file cannot be read: %s.", reason);
    return PP_DATA;
}

static enum pp_status too_large(struct pp_run *run, const char *path, size_t limit)
{
    struct pp_where where = {.file = path};
    pp_error(
        run, where, "file.too-large", "The file is larger than the limit of %zu bytes.", limit);
    return PP_DATA;
}

/* Reads to the end, whatever fstat promised: a file may grow or shrink meanwhile. */
static enum pp_status read_all(
    struct pp_run *run, struct pp_arena *arena, int fd, const char *path, size_t limit,
    size_t expected, struct pp_bytes *out)
{
    size_t capacity = expected + 1, size = 0;
    unsigned char *data = pp_arena_alloc(arena, capacity + 1);
    for (;;) {
        if (size == capacity) {
            unsigned char *bigger = pp_arena_alloc(arena, capacity * 2 + 1);
            memcpy(bigger, data, size);
            data = bigger;
            capacity *= 2;
        }
        ssize_t got = read(fd, data + size, capacity - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot_read(run, path);
        if (got == 0)
            break;
        size += (size_t)got;
        if (limit > 0 && size > limit)
            return too_large(run, path, limit);
    }
    data[size] = '\0';
    *out = (struct pp_bytes){.data = data, .size = size};
    return PP_OK;
}

static enum pp_status check_kind(struct pp_run *run, int fd, const char *path, struct stat *about)
{
    if (fstat(fd, about) != 0)
        return cannot_read(run, path);
    if (S_ISREG(about->st_mode))
        return PP_OK;
    struct pp_where where = {.file = path};
    pp_error(
        run, where, "file.not-a-file", "This is %s; a regular file is expected here.",
        kind_of(about->st_mode));
    return PP_DATA;
}

enum pp_status pp_file_open(struct pp_run *run, const char *path, struct stat *about, int *fd)
{
    /* O_NONBLOCK: opening a pipe must not wait for somebody to write into it. */
    int opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (opened < 0 && errno == ENXIO) { /* a socket, or a device that is not there */
        struct pp_where where = {.file = path};
        pp_error(
            run, where, "file.not-a-file",
            "This is a socket or a device; a regular file is expected here.");
        return PP_DATA;
    }
    if (opened < 0)
        return cannot_read(run, path);
    enum pp_status status = check_kind(run, opened, path, about);
    if (status == PP_OK)
        *fd = opened;
    else
        close(opened);
    return status;
}

static enum pp_status read_open(
    struct pp_run *run, struct pp_arena *arena, int fd, const struct stat *about, const char *path,
    size_t limit, struct pp_bytes *out)
{
    uintmax_t size = about->st_size > 0 ? (uintmax_t)about->st_size : 0;
    if (limit > 0 && size > limit)
        return too_large(run, path, limit);
    if (size > SIZE_MAX / 4)
        return too_large(run, path, SIZE_MAX / 4);
    return read_all(run, arena, fd, path, limit, (size_t)size, out);
}

enum pp_status pp_file_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, size_t limit,
    struct pp_bytes *out)
{
    struct stat about;
    int fd = -1;
    PP_TRY(pp_file_open(run, path, &about, &fd));
    enum pp_status status = read_open(run, arena, fd, &about, path, limit, out);
    close(fd);
    return status;
}

static enum pp_status digest_open(
    struct pp_run *run, int fd, const char *path, uint64_t *size, char digest[PP_DIGEST_HEX])
{
    unsigned char piece[PIECE], sum[PP_DIGEST_SIZE];
    struct pp_hasher *hasher = pp_hasher_new();
    ssize_t got;
    uint64_t total = 0;
    while ((got = read(fd, piece, sizeof piece)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            break;
        pp_hasher_add(hasher, piece, (size_t)got);
        total += (uint64_t)got;
    }
    enum pp_status status = got < 0 ? cannot_read(run, path) : PP_OK;
    pp_hasher_finish(hasher, sum);
    if (status == PP_OK) {
        *size = total;
        pp_hex(sum, sizeof sum, digest);
    }
    return status;
}

enum pp_status pp_file_digest(
    struct pp_run *run, const char *path, uint64_t *size, char digest[PP_DIGEST_HEX])
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return cannot_read(run, path);
    enum pp_status status = digest_open(run, fd, path, size, digest);
    close(fd);
    return status;
}

enum pp_status pp_cannot_write(struct pp_run *run, const char *path)
{
    return pp_system_failed(run, path, "file.unwritable", "The file cannot be written");
}

bool pp_write_all(int fd, const void *data, size_t size)
{
    const unsigned char *rest = data;
    while (size > 0) {
        ssize_t written = write(fd, rest, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        rest += written;
        size -= (size_t)written;
    }
    return true;
}

bool pp_fill_and_close(int fd, const char *path, const void *data, size_t size, mode_t mode)
{
    struct stat about;
    bool regular = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
    bool good = pp_write_all(fd, data, size);
    if (good && mode != 0 && regular)
        good = fchmod(fd, mode) == 0;
    if (good && regular)
        good = fsync(fd) == 0;
    int number = good ? 0 : errno;
    if (close(fd) != 0 && good) {
        good = false;
        number = errno;
    }
    if (!good && regular)
        unlink(path);
    errno = number;
    return good;
}

enum pp_status pp_file_write(
    struct pp_run *run, const char *path, const void *data, size_t size, mode_t mode)
{
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY;
    int fd = open(path, flags, mode != 0 ? mode : USUAL_MODE);
    if (fd < 0 || !pp_fill_and_close(fd, path, data, size, mode))
        return pp_cannot_write(run, path);
    return PP_OK;
}

/* Opens a new file `.name.tmp-XXXXXX` beside `path`. Its name never shows in any output. */
static int open_temporary(struct pp_arena *arena, const char *path, mode_t mode, char **name)
{
    for (int i = 0; i < TRIES; i++) {
        unsigned char bytes[3];
        char suffix[2 * sizeof bytes + 1];
        if (pp_random(bytes, sizeof bytes) != PP_OK)
            return -1;
        pp_hex(bytes, sizeof bytes, suffix);
        *name = pp_arena_printf(
            arena, "%s/.%s.tmp-%s", pp_path_folder(arena, path), pp_path_base(path), suffix);
        int fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

enum pp_status pp_file_replace(
    struct pp_run *run, const char *path, const void *data, size_t size, mode_t mode)
{
    struct pp_arena *scratch = pp_arena_new();
    char *temporary = NULL;
    enum pp_status status = PP_OK;
    int fd = open_temporary(scratch, path, mode != 0 ? mode : USUAL_MODE, &temporary);
    if (fd < 0 || !pp_fill_and_close(fd, temporary, data, size, mode)) {
        status = pp_cannot_write(run, path);
    } else if (rename(temporary, path) != 0) {
        status = pp_cannot_write(run, path);
        unlink(temporary);
    } else {
        status = pp_folder_sync(run, pp_path_folder(scratch, path));
    }
    pp_arena_free(scratch);
    return status;
}

enum pp_status pp_file_rename(struct pp_run *run, const char *from, const char *to)
{
    if (rename(from, to) != 0)
        return pp_system_failed(run, to, "file.unwritable", "The name cannot be given");
    return PP_OK;
}

bool pp_file_exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}
