#include "pactpress/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file_parts.h"

enum { MUCH = 256 << 10 /* [bytes] */ };

enum pp_status pp_outfile_open(
    struct pp_run *run, const char *path, mode_t mode, struct pp_outfile *out)
{
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY;
    *out = (struct pp_outfile){.mode = mode, .fd = open(path, flags, mode)};
    if (out->fd < 0)
        return pp_cannot_write(run, path);
    out->path = path;
    pp_str_init(&out->waiting);
    return PP_OK;
}

void pp_outfile_drop(struct pp_outfile *out)
{
    if (out->path == NULL)
        return;
    close(out->fd);
    unlink(out->path);
    pp_str_free(&out->waiting);
    out->path = NULL;
}

enum pp_status pp_outfile_pass(struct pp_run *run, struct pp_outfile *out)
{
    if (out->waiting.length < MUCH)
        return PP_OK;
    if (pp_write_all(out->fd, out->waiting.text, out->waiting.length)) {
        out->waiting.length = 0;
        return PP_OK;
    }
    int number = errno;
    const char *path = out->path;
    pp_outfile_drop(out);
    errno = number;
    return pp_cannot_write(run, path);
}

enum pp_status pp_outfile_close(struct pp_run *run, struct pp_outfile *out)
{
    bool good =
        pp_fill_and_close(out->fd, out->path, out->waiting.text, out->waiting.length, out->mode);
    enum pp_status status = good ? PP_OK : pp_cannot_write(run, out->path);
    pp_str_free(&out->waiting);
    out->path = NULL;
    return status;
}
