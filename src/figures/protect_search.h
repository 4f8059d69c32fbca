/* A search for the cheapest cover of a small cluster, in whole numbers: branch and bound on the
 * coverings, for where calling an integer programming library costs more than the search. */
#ifndef PACTPRESS_FIGURES_PROTECT_SEARCH_H
#define PACTPRESS_FIGURES_PROTECT_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_arena;

#define PP_SEARCH_ALWAYS ((size_t)-1)

struct pp_search_covering {
    size_t subject; /* column, or PP_SEARCH_ALWAYS */
    size_t *members;
    size_t count, capacity;
};

struct pp_search {
    struct pp_arena *arena;
    size_t columns;
    const int64_t *prices; /* of the columns, each > 0 */
    struct {
        struct pp_search_covering *items;
        size_t count, capacity;
    } coverings;
    struct {
        size_t (*items)[2]; /* leader, follower */
        size_t count, capacity;
    } follows;
    bool *chosen; /* [column] in: a cover that is known; out: the cheapest */
};

/* False when the search was not finished within `nodes`; `chosen` is then the best so far. */
bool pp_search_run(struct pp_search *search, size_t nodes);

#endif
