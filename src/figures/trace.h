/* Provenance of a number in the making: which files, how many rows. */
#ifndef PACTPRESS_FIGURES_TRACE_H
#define PACTPRESS_FIGURES_TRACE_H

#include <stddef.h>

struct pp_arena;

struct pp_trace {
    size_t *files; /* ascending, each once */
    size_t count, capacity;
    size_t rows;
};

void pp_trace_add(struct pp_arena *arena, struct pp_trace *trace, size_t file, size_t rows);
void pp_trace_merge(struct pp_arena *arena, struct pp_trace *trace, const struct pp_trace *other);

#endif
