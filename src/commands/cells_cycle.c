/* Cycles: a cell that is part of a part of itself. Cells are settled from the leaves up (A. B.
 * Kahn, "Topological sorting of large networks", CACM 5, 1962); what cannot be settled hangs on a
 * cycle. */
#include "cells.h"

#include "pactpress/arena.h"

struct settling {
    const struct cells *cells;
    size_t *starts, *equations; /* the equations that each cell is part of */
    size_t *pending;            /* [equation] parts that are not settled */
    size_t *open;               /* [cell] equations of this total that are not settled */
    size_t *queue, queued;
};

static void index_parts(struct pp_arena *arena, struct settling *s)
{
    size_t cells = s->cells->cells.count, all = 0;

    s->starts = pp_arena_array(arena, cells + 2, sizeof *s->starts);
    for (size_t e = 0; e < s->cells->equations.count; e++) {
        const struct equation *equation = &s->cells->equations.items[e];
        for (size_t p = 0; p < equation->count; p++)
            s->starts[equation->parts[p] + 2]++;
        s->pending[e] = equation->count;
        s->open[equation->total]++;
        all += equation->count;
    }
    for (size_t c = 2; c < cells + 2; c++)
        s->starts[c] += s->starts[c - 1];
    s->equations = pp_arena_array(arena, all, sizeof *s->equations);
    for (size_t e = 0; e < s->cells->equations.count; e++) {
        const struct equation *equation = &s->cells->equations.items[e];
        for (size_t p = 0; p < equation->count; p++)
            s->equations[s->starts[equation->parts[p] + 1]++] = e;
    }
}

static void settle(struct settling *s)
{
    for (size_t c = 0; c < s->cells->cells.count; c++)
        if (s->open[c] == 0)
            s->queue[s->queued++] = c;
    for (size_t i = 0; i < s->queued; i++) {
        size_t cell = s->queue[i];
        for (size_t k = s->starts[cell]; k < s->starts[cell + 1]; k++) {
            size_t total = s->cells->equations.items[s->equations[k]].total;
            if (--s->pending[s->equations[k]] == 0 && --s->open[total] == 0)
                s->queue[s->queued++] = total;
        }
    }
}

/* From something unsettled to its unsettled part, until a cell comes back. */
static const struct equation *walk(struct pp_arena *arena, const struct settling *s)
{
    const struct cells *cells = s->cells;
    bool *seen = pp_arena_array(arena, cells->cells.count, sizeof *seen);
    const struct equation **of =
        pp_arena_array(arena, cells->cells.count, sizeof(const struct equation *));
    const struct equation *at = NULL;

    for (size_t e = cells->equations.count; e-- > 0;)
        if (s->pending[e] > 0)
            of[cells->equations.items[e].total] = at = &cells->equations.items[e];
    while (at != NULL && !seen[at->total]) {
        const struct equation *next = NULL;
        seen[at->total] = true;
        for (size_t p = 0; p < at->count && next == NULL; p++)
            if (s->open[at->parts[p]] > 0)
                next = of[at->parts[p]];
        at = next;
    }
    return at;
}

const struct equation *cells_cycle(struct pp_arena *arena, const struct cells *cells)
{
    struct settling s = {
        .cells = cells,
        .pending = pp_arena_array(arena, cells->equations.count, sizeof(size_t)),
        .open = pp_arena_array(arena, cells->cells.count, sizeof(size_t)),
        .queue = pp_arena_array(arena, cells->cells.count, sizeof(size_t))};

    index_parts(arena, &s);
    settle(&s);
    return s.queued == cells->cells.count ? NULL : walk(arena, &s);
}
