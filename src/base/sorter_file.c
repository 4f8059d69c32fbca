#include "sorter_file.h"

#include <string.h>

#include "pactpress/arena.h"

#include "spill.h"

enum pp_status pp_sorter_write(struct pp_run *run, struct pp_sorter *sorter)
{
    size_t size = sorter->count * sorter->width;

    if (sorter->file < 0)
        PP_TRY(pp_spill_open(run, &sorter->file));
    PP_TRY(pp_spill_write(run, sorter->file, sorter->buffer, size));
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
    size_t share = sorter->capacity / sorter->run_count * sorter->width;
    unsigned char *place = sorter->buffer + index * share;
    size_t size = mine->size - mine->read < share ? (size_t)(mine->size - mine->read) : share;

    PP_TRY(pp_spill_read(run, sorter->file, place, size, mine->start + mine->read));
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

enum pp_status pp_sorter_look(
    struct pp_run *run, const struct pp_sorter *sorter, size_t index, const void *record,
    bool *found)
{
    const struct pp_sorter_run *mine = &sorter->runs[index];
    uint64_t low = 0, high = mine->size / sorter->width;
    unsigned char there[PP_SORTER_WIDEST];

    while (low < high && !*found) {
        uint64_t middle = low + (high - low) / 2;
        PP_TRY(pp_spill_read(
            run, sorter->file, there, sorter->width, mine->start + middle * sorter->width));
        int order = memcmp(there, record, sorter->width);
        *found = order == 0;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return PP_OK;
}
