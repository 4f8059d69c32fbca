#include "sorter_file.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

#include "file_parts.h"
#include "system_error.h"

/* /tmp often lies in memory, which is what runs are to save. */
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
static enum pp_status open_file(struct pp_run *run, struct pp_sorter *sorter)
{
    struct pp_arena *scratch = pp_arena_new();
    char *place = pp_arena_printf(scratch, "%s/pactpress-XXXXXX", folder());
    enum pp_status status = PP_OK;

    if (mkdtemp(place) == NULL) {
        status = failed(run);
    } else {
        char *path = pp_arena_printf(scratch, "%s/run-XXXXXX", place);
        sorter->file = mkstemp(path);
        if (sorter->file < 0)
            status = failed(run);
        else
            (void)unlink(path);
        (void)rmdir(place);
    }
    pp_arena_free(scratch);
    return status;
}

enum pp_status pp_sorter_write(struct pp_run *run, struct pp_sorter *sorter)
{
    size_t size = sorter->count * sorter->width;

    if (sorter->file < 0)
        PP_TRY(open_file(run, sorter));
    if (!pp_write_all(sorter->file, sorter->buffer, size)) /* runs follow each other */
        return failed(run);
    if (sorter->run_count == sorter->run_capacity) {
        sorter->run_capacity = sorter->run_capacity == 0 ? 8 : 2 * sorter->run_capacity;
        sorter->runs = pp_xrealloc(sorter->runs, sorter->run_capacity * sizeof *sorter->runs);
    }
    sorter->runs[sorter->run_count++] =
        (struct pp_sorter_run){.start = sorter->file_end, .size = size};
    sorter->file_end += size;
    return PP_OK;
}

static enum pp_status read_more(struct pp_run *run, struct pp_sorter *sorter, size_t index)
{
    struct pp_sorter_run *mine = &sorter->runs[index];
    size_t share = sorter->capacity / sorter->run_count * sorter->width, have = 0;
    unsigned char *place = sorter->buffer + index * share;
    size_t size = mine->size - mine->read < share ? (size_t)(mine->size - mine->read) : share;

    while (have < size) {
        ssize_t done = pread(
            sorter->file, place + have, size - have, (off_t)(mine->start + mine->read + have));
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return failed(run);
        have += (size_t)done;
    }
    mine->read += size;
    mine->next = place;
    mine->last = place + size;
    return PP_OK;
}

enum pp_status pp_sorter_rewind(struct pp_run *run, struct pp_sorter *sorter, size_t index)
{
    sorter->runs[index].read = 0;
    return read_more(run, sorter, index);
}

enum pp_status pp_sorter_step(
    struct pp_run *run, struct pp_sorter *sorter, size_t index, bool *left)
{
    struct pp_sorter_run *mine = &sorter->runs[index];

    mine->next += sorter->width;
    if (mine->next == mine->last && mine->read < mine->size)
        PP_TRY(read_more(run, sorter, index));
    *left = mine->next < mine->last;
    return PP_OK;
}
