#include "protect_search.h"

#include <string.h>

#include "pactpress/arena.h"

struct state {
    struct pp_search *search;
    bool *chosen, *barred, *best, *used;
    size_t *trail, trail_count; /* columns chosen, in order */
    int64_t price, best_price;
    size_t nodes;
};

static bool is_active(const struct state *state, const struct pp_search_covering *covering)
{
    if (covering->subject != PP_SEARCH_ALWAYS && !state->chosen[covering->subject])
        return false;
    for (size_t m = 0; m < covering->count; m++)
        if (state->chosen[covering->members[m]])
            return false;
    return true;
}

/* Of the coverings that are not met, the one with the fewest ways to meet it. */
static const struct pp_search_covering *narrowest(const struct state *state)
{
    const struct pp_search_covering *narrow = NULL;
    size_t fewest = 0;

    for (size_t i = 0; i < state->search->coverings.count; i++) {
        const struct pp_search_covering *covering = &state->search->coverings.items[i];
        size_t ways = 0;
        if (!is_active(state, covering))
            continue;
        for (size_t m = 0; m < covering->count; m++)
            ways += !state->barred[covering->members[m]];
        if (narrow == NULL || ways < fewest) {
            narrow = covering;
            fewest = ways;
        }
    }
    return narrow;
}

/* Coverings that share no way each cost at least their cheapest one. */
static int64_t least_to_come(const struct state *state)
{
    const struct pp_search *search = state->search;
    int64_t least = 0;

    memset(state->used, 0, search->columns * sizeof *state->used);
    for (size_t i = 0; i < search->coverings.count; i++) {
        const struct pp_search_covering *covering = &search->coverings.items[i];
        int64_t cheapest = INT64_MAX;
        bool apart = is_active(state, covering);
        for (size_t m = 0; apart && m < covering->count; m++) {
            size_t column = covering->members[m];
            apart = !state->used[column];
            if (!state->barred[column] && search->prices[column] < cheapest)
                cheapest = search->prices[column];
        }
        if (!apart || cheapest == INT64_MAX)
            continue;
        least += cheapest;
        for (size_t m = 0; m < covering->count; m++)
            state->used[covering->members[m]] = true;
    }
    return least;
}

static void take(struct state *state, size_t column)
{
    state->chosen[column] = true;
    state->trail[state->trail_count++] = column;
    state->price += state->search->prices[column];
}

/* Takes a column and all that follow it; false when one of them is barred. */
static bool take_all(struct state *state, size_t column)
{
    const struct pp_search *search = state->search;
    size_t from = state->trail_count;

    take(state, column);
    for (; from < state->trail_count; from++)
        for (size_t i = 0; i < search->follows.count; i++) {
            size_t follower = search->follows.items[i][1];
            if (search->follows.items[i][0] != state->trail[from] || state->chosen[follower])
                continue;
            if (state->barred[follower])
                return false;
            take(state, follower);
        }
    return true;
}

static void give_back(struct state *state, size_t to)
{
    while (state->trail_count > to) {
        size_t column = state->trail[--state->trail_count];
        state->chosen[column] = false;
        state->price -= state->search->prices[column];
    }
}

static void keep_best(struct state *state)
{
    state->best_price = state->price;
    memcpy(state->best, state->chosen, state->search->columns * sizeof *state->best);
}

static bool explore(struct state *state);

/* Each way in turn; one that was tried is barred for the next ones. */
static bool try_ways(struct state *state, const struct pp_search_covering *covering)
{
    bool *tried = pp_arena_array(state->search->arena, covering->count, sizeof *tried);
    bool finished = true;

    for (size_t m = 0; finished && m < covering->count; m++) {
        size_t column = covering->members[m], mark = state->trail_count;
        if (state->barred[column])
            continue;
        if (take_all(state, column))
            finished = explore(state);
        give_back(state, mark);
        state->barred[column] = tried[m] = true;
    }
    for (size_t m = 0; m < covering->count; m++)
        if (tried[m])
            state->barred[covering->members[m]] = false;
    return finished;
}

static bool explore(struct state *state)
{
    if (state->nodes == 0)
        return false;
    state->nodes--;
    const struct pp_search_covering *covering = narrowest(state);
    if (covering == NULL) {
        if (state->price < state->best_price)
            keep_best(state);
        return true;
    }
    if (state->price + least_to_come(state) >= state->best_price)
        return true;
    return try_ways(state, covering);
}

static int64_t price_of(const struct pp_search *search)
{
    int64_t price = 0;

    for (size_t c = 0; c < search->columns; c++)
        if (search->chosen[c])
            price += search->prices[c];
    return price;
}

bool pp_search_run(struct pp_search *search, size_t nodes)
{
    struct state state = {
        .search = search,
        .chosen = pp_arena_array(search->arena, search->columns, sizeof(bool)),
        .barred = pp_arena_array(search->arena, search->columns, sizeof(bool)),
        .used = pp_arena_array(search->arena, search->columns, sizeof(bool)),
        .best = search->chosen,
        .trail = pp_arena_array(search->arena, search->columns + 1, sizeof(size_t)),
        .best_price = price_of(search) + 1,
        .nodes = nodes};

    return explore(&state);
}
