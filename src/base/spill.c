#include "spill.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

#include "file_parts.h"
#include "system_error.h"

/* /tmp often lies in memory, which is what the file is to save. */
static const char *folder(void)
{
    const char *given = getenv("TMPDIR");

    return !pp_is_empty(given) ? given : "/var/tmp";
}

static enum pp_status failed(struct pp_run *run)
{
    return pp_system_failed(
        run, folder(), "sorter.failed",
        "Persons are too many for the memory set aside for them, and cannot be kept in a file "
        "here; make room, or name another folder in TMPDIR");
}

/* mkstemp's file has mode 0600; a folder of mode 0700 around it keeps its name, too, from others
 * in the moment that it has one. */
enum pp_status pp_spill_open(struct pp_run *run, int *file)
{
    struct pp_arena *scratch = pp_arena_new();
    char *place = pp_arena_printf(scratch, "%s/pactpress-XXXXXX", folder());
    enum pp_status status = PP_OK;

    if (mkdtemp(place) == NULL) {
        status = failed(run);
    } else {
        char *path = pp_arena_printf(scratch, "%s/run-XXXXXX", place);
        *file = mkstemp(path);
        if (*file < 0)
            status = failed(run);
        else
            (void)unlink(path);
        (void)rmdir(place);
    }
    pp_arena_free(scratch);
    return status;
}

enum pp_status pp_spill_write(struct pp_run *run, int file, const void *bytes, size_t size)
{
    return pp_write_all(file, bytes, size) ? PP_OK : failed(run);
}

enum pp_status pp_spill_read(struct pp_run *run, int file, void *bytes, size_t size, uint64_t at)
{
    unsigned char *place = bytes;

    for (size_t have = 0; have < size;) {
        ssize_t done = pread(file, place + have, size - have, (off_t)(at + have));
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return failed(run);
        have += (size_t)done;
    }
    return PP_OK;
}
