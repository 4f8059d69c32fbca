#include "trace.h"

#include <string.h>

#include "pactpress/arena.h"

/* Index of the first file that is not smaller. */
static size_t lower_bound(const struct pp_trace *trace, size_t file)
{
    size_t low = 0, high = trace->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (trace->files[middle] < file)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void pp_trace_add(struct pp_arena *arena, struct pp_trace *trace, size_t file, size_t rows)
{
    size_t at = lower_bound(trace, file);

    trace->rows += rows;
    if (at < trace->count && trace->files[at] == file)
        return;
    pp_arena_push(arena, &trace->files, &trace->count, &trace->capacity, sizeof *trace->files);
    memmove(
        &trace->files[at + 1], &trace->files[at], (trace->count - 1 - at) * sizeof *trace->files);
    trace->files[at] = file;
}

static void add_group(struct pp_arena *arena, struct pp_trace *trace, const struct pp_rows *group)
{
    for (size_t i = 0; i < trace->groups.count; i++)
        if (trace->groups.items[i] == group)
            return;
    *(const struct pp_rows **)PP_PUSH(arena, &trace->groups) = group;
}

void pp_trace_merge(struct pp_arena *arena, struct pp_trace *trace, const struct pp_trace *other)
{
    for (size_t i = 0; i < other->count; i++)
        pp_trace_add(arena, trace, other->files[i], 0);
    trace->rows += other->rows;
    for (size_t i = 0; i < other->groups.count; i++)
        add_group(arena, trace, other->groups.items[i]);
}

void pp_trace_keep(struct pp_arena *arena, struct pp_trace *trace, const struct pp_row *row)
{
    if (trace->own == NULL) {
        trace->own = pp_arena_alloc(arena, sizeof *trace->own);
        add_group(arena, trace, trace->own);
    }
    *(struct pp_row *)PP_PUSH(arena, trace->own) = *row;
}
