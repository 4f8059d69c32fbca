/* Sums of one total that were given as one: parts made of the same cells belong to different sums.
 */
#include "cells.h"

#include "pactpress/arena.h"

enum { MOST_SUMS = 32 };

struct cells_leaves {
    const struct equation *equations;
    size_t *starts, *of; /* the equations of each total */
    size_t *stack;
    size_t *seen, question; /* [cell] the last question that met it */
    uint32_t *sums;         /* [cell] the sums that are made of it, as bits */
};

struct cells_leaves *cells_leaves(struct pp_arena *arena, const struct cells *cells)
{
    size_t count = cells->cells.count;
    struct cells_leaves *leaves = pp_arena_alloc(arena, sizeof *leaves);

    leaves->equations = cells->equations.items;
    leaves->starts = pp_arena_array(arena, count + 2, sizeof *leaves->starts);
    leaves->of = pp_arena_array(arena, cells->equations.count, sizeof *leaves->of);
    leaves->stack = pp_arena_array(arena, count + 1, sizeof *leaves->stack);
    leaves->seen = pp_arena_array(arena, count, sizeof *leaves->seen);
    leaves->sums = pp_arena_array(arena, count, sizeof *leaves->sums);
    for (size_t e = 0; e < cells->equations.count; e++)
        leaves->starts[cells->equations.items[e].total + 2]++;
    for (size_t c = 2; c < count + 2; c++)
        leaves->starts[c] += leaves->starts[c - 1];
    for (size_t e = 0; e < cells->equations.count; e++)
        leaves->of[leaves->starts[cells->equations.items[e].total + 1]++] = e;
    return leaves;
}

/* Goes through all that a cell is made of; returns the sums that these are in. They leave the sums
 * outside of `keep` and enter `sum`. */
static uint32_t go_through(struct cells_leaves *l, size_t cell, uint32_t keep, uint32_t sum)
{
    uint32_t met = 0;
    size_t depth = 0;

    l->question++;
    l->stack[depth++] = cell;
    l->seen[cell] = l->question;
    while (depth > 0) {
        size_t at = l->stack[--depth];
        met |= l->sums[at];
        l->sums[at] = (l->sums[at] & keep) | sum;
        for (size_t k = l->starts[at]; k < l->starts[at + 1]; k++) {
            const struct equation *equation = &l->equations[l->of[k]];
            for (size_t p = 0; p < equation->count; p++)
                if (l->seen[equation->parts[p]] != l->question) {
                    l->seen[equation->parts[p]] = l->question;
                    l->stack[depth++] = equation->parts[p];
                }
        }
    }
    return met;
}

static void add_part(struct pp_arena *arena, struct equation *equation, size_t part)
{
    size_t *slot = pp_arena_push(
        arena, &equation->parts, &equation->count, &equation->capacity, sizeof *equation->parts);

    *slot = part;
}

size_t cells_split(
    struct pp_arena *arena, struct cells_leaves *leaves, const struct equation *whole,
    struct equation **out)
{
    size_t count = 1;

    *out = pp_arena_array(arena, MOST_SUMS, sizeof **out);
    for (size_t p = 0; p < whole->count; p++) {
        uint32_t met = go_through(leaves, whole->parts[p], UINT32_MAX, 0);
        size_t sum = 0;
        while (sum + 1 < MOST_SUMS && (met >> sum & 1) != 0)
            sum++;
        go_through(leaves, whole->parts[p], UINT32_MAX, (uint32_t)1 << sum);
        if (sum >= count)
            count = sum + 1;
        (*out)[sum].total = whole->total;
        (*out)[sum].where = whole->where;
        add_part(arena, &(*out)[sum], whole->parts[p]);
    }
    for (size_t p = 0; p < whole->count; p++)
        go_through(leaves, whole->parts[p], 0, 0);
    return count;
}
