#include "ingest/file_bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/file_kind.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

enum { MARGIN = 4096 /* [bytes] more than a row may have */ };

/* Reads up to `size` bytes from the start. */
static size_t read_head(int fd, unsigned char *head, size_t size)
{
    size_t got = 0;
    while (got < size) {
        ssize_t now = read(fd, head + got, size - got);
        if (now < 0 && errno == EINTR)
            continue;
        if (now <= 0)
            break;
        got += (size_t)now;
    }
    return got;
}

static const char *judge_head(struct pp_bytes head, bool whole)
{
    const char *kind = pp_file_kind(head);
    /* The head may be blank, or end, where the file goes on. */
    if (kind != NULL && (whole || pp_file_kind_is_sure(head)))
        return kind;
    bool line_end =
        memchr(head.data, '\n', head.size) != NULL || memchr(head.data, '\r', head.size) != NULL;
    if (whole || line_end)
        return NULL;
    return memchr(head.data, 0, head.size) == head.data && head.data[head.size / 2] == 0
               ? "This file begins with a million bytes of zero: it is no CSV, or was never "
                 "written to its end. Export it again."
               : "The first line of this file is longer than 1 MiB, so it is no table with rows. "
                 "Is it another kind of file?";
}

/* A look at the first bytes, before gigabytes are read. What cannot be opened is left to
 * pp_file_read, which says why. */
static enum pp_status look(
    struct pp_run *run, const char *path, const char *shown, struct stat *about)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return PP_OK;
    const char *fault = NULL;
    if (fstat(fd, about) == 0 && S_ISREG(about->st_mode)) {
        struct pp_bytes head;
        unsigned char *bytes = pp_xmalloc(PP_LIMIT_ROW + MARGIN);
        head.data = bytes;
        head.size = read_head(fd, bytes, PP_LIMIT_ROW + MARGIN);
        fault = judge_head(head, head.size < PP_LIMIT_ROW + MARGIN);
        free(bytes);
    }
    close(fd);
    if (fault == NULL)
        return PP_OK;
    pp_error(run, (struct pp_where){.file = shown}, "file.not-csv", "%s", fault);
    return PP_DATA;
}

static bool has_changed(const char *path, const struct stat *before)
{
    struct stat now;
    return stat(path, &now) != 0 || now.st_size != before->st_size ||
           now.st_mtim.tv_sec != before->st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != before->st_mtim.tv_nsec || now.st_ino != before->st_ino;
}

enum pp_status pp_export_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char *shown,
    struct pp_bytes *out)
{
    struct stat before;
    struct pp_bytes bytes = {0};
    memset(&before, 0, sizeof before);
    PP_TRY(look(run, path, shown, &before));
    PP_TRY(pp_file_read(run, arena, path, 0, &bytes));
    if (has_changed(path, &before) || bytes.size != (size_t)before.st_size) {
        pp_error(
            run, (struct pp_where){.file = shown}, "file.changed",
            "This file changed while it was read. Run again when nothing writes to it.");
        return PP_DATA;
    }
    *out = bytes;
    return PP_OK;
}
