/* Provenance of a number in the making: which files, how many rows. */
#ifndef PACTPRESS_FIGURES_TRACE_H
#define PACTPRESS_FIGURES_TRACE_H

#include <stddef.h>

#include "pactpress/figure.h"

struct pp_arena;

struct pp_trace {
    size_t *files; /* ascending, each once */
    size_t count, capacity;
    size_t rows;
    struct {
        const struct pp_rows **items; /* each once */
        size_t count, capacity;
    } groups;            /* only where rows are kept */
    struct pp_rows *own; /* one of them: where pp_trace_keep adds */
};

void pp_trace_add(struct pp_arena *arena, struct pp_trace *trace, size_t file, size_t rows);
void pp_trace_merge(struct pp_arena *arena, struct pp_trace *trace, const struct pp_trace *other);
/* Keeps a row, beside counting it. */
void pp_trace_keep(struct pp_arena *arena, struct pp_trace *trace, const struct pp_row *row);

#endif
