#include "pactpress/attack.h"

#include <math.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"

#include "attack_solver.h"

static const double near = 1e-5;
/* Beyond this a number in floating point may not be whole any more. */
static const double too_far = 1e15;

/* Hidden cells that hang together, and the laws they stand in. */
struct cluster {
    struct {
        size_t *items;
        size_t count, capacity;
    } cells, laws;
    struct pp_system system;
};

struct attacking {
    struct pp_run *run;
    struct pp_attack *attack;
    struct pp_arena *arena; /* of a cluster */
    size_t *place;          /* [cell] 1 + place in its cluster, or 0 */
    size_t *law_starts, *laws_of;
    bool *law_seen;
    uint64_t work; /* cells in questions so far */
};

static struct pp_attack_cell *cell_at(const struct attacking *a, size_t cell)
{
    return &a->attack->cells.items[cell];
}

static void index_laws(struct attacking *a, struct pp_arena *arena)
{
    const struct pp_attack *attack = a->attack;
    size_t all = 0, *fill;

    a->law_starts = pp_arena_array(arena, attack->cells.count + 1, sizeof(size_t));
    fill = pp_arena_array(arena, attack->cells.count + 1, sizeof(size_t));
    for (size_t l = 0; l < attack->laws.count; l++) {
        const struct pp_attack_law *law = &attack->laws.items[l];
        a->law_starts[law->total + 1]++;
        for (size_t p = 0; p < law->count; p++)
            a->law_starts[law->parts[p] + 1]++;
        all += law->count + 1;
    }
    for (size_t c = 0; c < attack->cells.count; c++) {
        a->law_starts[c + 1] += a->law_starts[c];
        fill[c] = a->law_starts[c];
    }
    a->laws_of = pp_arena_array(arena, all, sizeof(size_t));
    for (size_t l = 0; l < attack->laws.count; l++) {
        const struct pp_attack_law *law = &attack->laws.items[l];
        a->laws_of[fill[law->total]++] = l;
        for (size_t p = 0; p < law->count; p++)
            a->laws_of[fill[law->parts[p]]++] = l;
    }
}

static void join(struct attacking *a, struct cluster *cluster, size_t cell)
{
    if (a->place[cell] != 0 || !cell_at(a, cell)->hidden)
        return;
    *(size_t *)PP_PUSH(a->arena, &cluster->cells) = cell;
    a->place[cell] = cluster->cells.count;
}

static void grow(struct attacking *a, struct cluster *cluster, size_t seed)
{
    join(a, cluster, seed);
    for (size_t i = 0; i < cluster->cells.count; i++) {
        size_t cell = cluster->cells.items[i];
        for (size_t k = a->law_starts[cell]; k < a->law_starts[cell + 1]; k++) {
            const struct pp_attack_law *law = &a->attack->laws.items[a->laws_of[k]];
            if (a->law_seen[a->laws_of[k]])
                continue;
            a->law_seen[a->laws_of[k]] = true;
            *(size_t *)PP_PUSH(a->arena, &cluster->laws) = a->laws_of[k];
            join(a, cluster, law->total);
            for (size_t p = 0; p < law->count; p++)
                join(a, cluster, law->parts[p]);
        }
    }
}

/* --- The system of a cluster: hidden cells are unknowns, printed ones move into the ends. */

static double printed(const struct attacking *a, size_t cell)
{
    return a->place[cell] != 0 ? 0 : (double)cell_at(a, cell)->value;
}

static void put(struct attacking *a, struct cluster *cluster, size_t cell, double factor)
{
    if (a->place[cell] != 0)
        pp_system_term(a->arena, &cluster->system, a->place[cell] - 1, factor);
}

/* sum(parts) - total, between 0 and `slack`. */
static void put_sum(
    struct attacking *a, struct cluster *cluster, const struct pp_attack_law *law, double slack)
{
    double known = -printed(a, law->total);

    for (size_t p = 0; p < law->count; p++)
        known += printed(a, law->parts[p]);
    pp_system_law(a->arena, &cluster->system, -known, slack == 0 ? -known : PP_SYSTEM_OPEN);
    for (size_t p = 0; p < law->count; p++)
        put(a, cluster, law->parts[p], 1);
    put(a, cluster, law->total, -1);
}

static void put_parts_under(
    struct attacking *a, struct cluster *cluster, const struct pp_attack_law *law)
{
    for (size_t p = 0; p < law->count; p++) {
        size_t part = law->parts[p];
        if (a->place[part] == 0 && a->place[law->total] == 0)
            continue;
        pp_system_law(
            a->arena, &cluster->system, printed(a, part) - printed(a, law->total), PP_SYSTEM_OPEN);
        put(a, cluster, law->total, 1);
        put(a, cluster, part, -1);
    }
}

static void set_up(struct attacking *a, struct cluster *cluster)
{
    for (size_t i = 0; i < cluster->cells.count; i++)
        pp_system_unknown(
            a->arena, &cluster->system, (double)cell_at(a, cluster->cells.items[i])->least);
    for (size_t l = 0; l < cluster->laws.count; l++) {
        const struct pp_attack_law *law = &a->attack->laws.items[cluster->laws.items[l]];
        if (law->law == PP_LAW_SUM)
            put_sum(a, cluster, law, 0);
        else if (law->law != PP_LAW_OVER)
            put_sum(a, cluster, law, 1);
        if (law->law == PP_LAW_UNION || law->law == PP_LAW_OVER)
            put_parts_under(a, cluster, law);
    }
}

/* --- Fillings in whole numbers */

static int64_t guess(const struct attacking *a, const int64_t *filling, size_t cell)
{
    return a->place[cell] != 0 ? filling[a->place[cell] - 1] : cell_at(a, cell)->value;
}

static bool obeys(
    const struct attacking *a, const int64_t *filling, const struct pp_attack_law *law)
{
    int64_t total = guess(a, filling, law->total), sum = 0;

    for (size_t p = 0; p < law->count; p++) {
        int64_t part = guess(a, filling, law->parts[p]);
        if (part > total && law->law != PP_LAW_UNDER)
            return false;
        sum += part;
    }
    if (law->law == PP_LAW_OVER)
        return true;
    return law->law == PP_LAW_SUM ? total == sum : total <= sum;
}

static bool is_whole(const struct attacking *a, const struct cluster *cluster, const double *values)
{
    int64_t *filling = pp_arena_array(a->arena, cluster->cells.count, sizeof *filling);

    for (size_t i = 0; i < cluster->cells.count; i++) {
        if (!(fabs(values[i]) < too_far) || fabs(values[i] - round(values[i])) > near)
            return false;
        filling[i] = llround(values[i]);
        if (filling[i] < cell_at(a, cluster->cells.items[i])->least)
            return false;
    }
    for (size_t l = 0; l < cluster->laws.count; l++)
        if (!obeys(a, filling, &a->attack->laws.items[cluster->laws.items[l]]))
            return false;
    return true;
}

/* --- Asking */

/* One end of a cell; false when there is no filling. */
static bool find_end(
    struct attacking *a, struct cluster *cluster, size_t unknown, bool up, int64_t *end)
{
    struct pp_attack_cell *cell = cell_at(a, cluster->cells.items[unknown]);
    double *values;
    enum pp_found found = pp_system_ask(a->arena, &cluster->system, unknown, up, &values);

    if (found == PP_FOUND_NONE)
        return false;
    if (found == PP_FOUND_OPEN) {
        *end = PP_ATTACK_OPEN;
        return true;
    }
    if (found == PP_FOUND && is_whole(a, cluster, values)) {
        *end = llround(values[unknown]);
        return true;
    }
    found = pp_system_ask_whole(a->arena, &cluster->system, unknown, up, &values);
    if (found == PP_FOUND_NONE)
        return false;
    bool whole = values != NULL && is_whole(a, cluster, values);
    if (found != PP_FOUND || !whole)
        cell->proven = false;
    *end = whole ? llround(values[unknown]) : up ? cell->least : PP_ATTACK_OPEN;
    return true;
}

static enum pp_status attack_cluster(struct attacking *a, struct cluster *cluster)
{
    if (cluster->laws.count == 0) { /* it hangs on nothing */
        struct pp_attack_cell *alone = cell_at(a, cluster->cells.items[0]);
        alone->proven = true;
        alone->low = alone->least;
        alone->high = PP_ATTACK_OPEN;
        return PP_OK;
    }
    set_up(a, cluster);
    for (size_t i = 0; i < cluster->cells.count; i++) {
        struct pp_attack_cell *cell = cell_at(a, cluster->cells.items[i]);
        struct pp_arena_mark mark = pp_arena_mark(a->arena);
        PP_TRY(pp_run_stopped(a->run));
        cell->proven = true;
        if (!find_end(a, cluster, i, false, &cell->low) ||
            !find_end(a, cluster, i, true, &cell->high)) {
            a->attack->contradiction =
                cluster->laws.count > 0 ? cluster->laws.items[0] : PP_ATTACK_NONE;
            return PP_DATA;
        }
        if (i > 0) /* what the first question made stays with the system */
            pp_arena_rewind(a->arena, mark);
    }
    return PP_OK;
}

/* Is one of its cells fresh, or a printed one that they hang on? */
static bool is_fresh(const struct attacking *a, const struct cluster *cluster)
{
    for (size_t i = 0; i < cluster->cells.count; i++)
        if (cell_at(a, cluster->cells.items[i])->fresh)
            return true;
    for (size_t l = 0; l < cluster->laws.count; l++) {
        const struct pp_attack_law *law = &a->attack->laws.items[cluster->laws.items[l]];
        bool fresh = cell_at(a, law->total)->fresh;
        for (size_t p = 0; p < law->count; p++)
            fresh |= cell_at(a, law->parts[p])->fresh;
        if (fresh)
            return true;
    }
    return false;
}

static void set_asked(struct attacking *a, const struct cluster *cluster, bool asked)
{
    for (size_t i = 0; i < cluster->cells.count; i++)
        cell_at(a, cluster->cells.items[i])->asked = asked;
}

/* Two questions for each cell, each about all of them. */
static enum pp_status attack_within_limits(struct attacking *a, struct cluster *cluster)
{
    struct pp_attack *attack = a->attack;
    uint64_t cells = cluster->cells.count;

    if (attack->only_fresh && !is_fresh(a, cluster))
        return PP_OK;
    if (attack->most_work > 0 && 2 * cells * cells > attack->most_work - a->work) {
        attack->left += cells;
        return PP_OK;
    }
    a->work += 2 * cells * cells;
    enum pp_status status = attack_cluster(a, cluster);
    set_asked(a, cluster, status == PP_OK);
    if (status != PP_DATA || !attack->forgiving)
        return status;
    attack->misfits += cells;
    return PP_OK;
}

/* Do the printed cells alone obey a law? */
static bool is_broken(const struct attacking *a, const struct pp_attack_law *law)
{
    if (cell_at(a, law->total)->hidden)
        return false;
    for (size_t p = 0; p < law->count; p++)
        if (cell_at(a, law->parts[p])->hidden)
            return false;
    return !obeys(a, NULL, law);
}

static enum pp_status attack_all(struct attacking *a)
{
    struct pp_attack *attack = a->attack;
    enum pp_status status = PP_OK;

    for (size_t l = 0; l < attack->laws.count && !attack->forgiving; l++)
        if (is_broken(a, &attack->laws.items[l])) {
            attack->contradiction = l;
            return PP_DATA;
        }
    for (size_t c = 0; c < attack->cells.count && status == PP_OK; c++) {
        struct cluster cluster = {0};
        if (!attack->cells.items[c].hidden || a->place[c] != 0)
            continue;
        a->arena = pp_arena_new();
        grow(a, &cluster, c);
        status = attack_within_limits(a, &cluster);
        pp_system_free(&cluster.system);
        pp_arena_free(a->arena);
    }
    return status;
}

enum pp_status pp_attack_run(struct pp_run *run, struct pp_arena *arena, struct pp_attack *attack)
{
    struct attacking a = {.run = run, .attack = attack};

    attack->contradiction = PP_ATTACK_NONE;
    attack->misfits = attack->left = 0;
    index_laws(&a, arena);
    a.place = pp_arena_array(arena, attack->cells.count, sizeof *a.place);
    a.law_seen = pp_arena_array(arena, attack->laws.count, sizeof *a.law_seen);
    return attack_all(&a);
}
