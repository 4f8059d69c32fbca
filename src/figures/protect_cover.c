/* The cover: which blanks are chosen so that all coverings are met. Best by integer programming,
 * or fast by greedy steps; both decide each cluster of coverings that share blanks on its own. */
#include "protect_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"

#include "protect_search.h"
#include "solver.h"

enum { SEARCH_NODES = 3000 };
static const double tolerance = 1e-4;

#define PP_NONE ((size_t)-1)

static bool may(const struct pp_cover *cover, size_t blank)
{
    return cover->problem->blanks.items[blank].rule == PP_BLANK_MAY && !cover->barred[blank];
}

/* --- Ranks */

struct ranked {
    int64_t weight;
    size_t blank;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;

    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    return a->blank < b->blank ? -1 : a->blank > b->blank;
}

void pp_cover_init(struct pp_cover *cover, struct pp_arena *arena, struct pp_protection *problem)
{
    size_t count = problem->blanks.count;
    struct ranked *order = pp_arena_array(arena, count, sizeof *order);

    *cover = (struct pp_cover){.arena = arena, .problem = problem};
    cover->rank = pp_arena_array(arena, count, sizeof *cover->rank);
    cover->barred = pp_arena_array(arena, count, sizeof *cover->barred);
    for (size_t i = 0; i < count; i++)
        order[i] = (struct ranked){problem->blanks.items[i].weight, i};
    if (count > 0)
        qsort(order, count, sizeof *order, compare_ranked);
    for (size_t i = 0; i < count; i++)
        cover->rank[order[i].blank] = (int64_t)i + 1;
}

/* --- Coverings */

static void bar(struct pp_cover *cover, size_t blank)
{
    const struct pp_protection *problem = cover->problem;

    if (cover->barred[blank] || problem->blanks.items[blank].rule != PP_BLANK_MAY)
        return;
    cover->barred[blank] = true;
    for (size_t i = 0; i < problem->follows.count; i++)
        if (problem->follows.items[i].follower == blank)
            bar(cover, problem->follows.items[i].leader);
}

bool pp_cover_add(struct pp_cover *cover, const struct pp_covering *covering)
{
    size_t helpful = 0;

    for (size_t i = 0; i < covering->count; i++)
        helpful += may(cover, covering->members[i]);
    if (helpful == 0) {
        if (cover->problem->blanks.items[covering->subject].rule == PP_BLANK_MUST)
            return false;
        bar(cover, covering->subject);
        return true;
    }
    *(struct pp_covering *)PP_PUSH(cover->arena, &cover->coverings) = *covering;
    return true;
}

static bool *chosen_at(struct pp_cover *cover, size_t blank)
{
    return &cover->problem->blanks.items[blank].chosen;
}

static bool is_met(struct pp_cover *cover, const struct pp_covering *covering)
{
    if (!*chosen_at(cover, covering->subject))
        return true;
    for (size_t i = 0; i < covering->count; i++)
        if (*chosen_at(cover, covering->members[i]))
            return true;
    return false;
}

static void follow(struct pp_cover *cover)
{
    const struct pp_protection *problem = cover->problem;
    bool changed = true;

    while (changed) {
        changed = false;
        for (size_t i = 0; i < problem->follows.count; i++) {
            const struct pp_protect_follow *f = &problem->follows.items[i];
            if (*chosen_at(cover, f->leader) && !*chosen_at(cover, f->follower))
                *chosen_at(cover, f->follower) = changed = true;
        }
    }
}

static void choose_only_musts(struct pp_cover *cover)
{
    for (size_t i = 0; i < cover->problem->blanks.count; i++)
        *chosen_at(cover, i) = cover->problem->blanks.items[i].rule == PP_BLANK_MUST;
    follow(cover);
}

static void drop_barred(struct pp_cover *cover)
{
    for (size_t b = 0; b < cover->problem->blanks.count; b++)
        if (cover->barred[b])
            *chosen_at(cover, b) = false;
}

void pp_cover_help(struct pp_cover *cover, const struct pp_covering *help)
{
    const struct pp_protect_blank *blanks = cover->problem->blanks.items;
    size_t found = PP_NONE;

    if (cover->barred[help->subject])
        drop_barred(cover);
    if (is_met(cover, help))
        return;
    for (size_t m = 0; m < help->count; m++) {
        size_t b = help->members[m];
        if (may(cover, b) &&
            (found == PP_NONE || blanks[b].cost < blanks[found].cost ||
             (blanks[b].cost == blanks[found].cost && cover->rank[b] < cover->rank[found])))
            found = b;
    }
    if (found == PP_NONE)
        return;
    *chosen_at(cover, found) = true;
    follow(cover);
}

/* --- Fast */

static bool is_better(const struct pp_cover *cover, const int64_t *gain, size_t a, size_t b)
{
    const struct pp_protect_blank *blanks = cover->problem->blanks.items;
    int64_t by_a = gain[a] * (blanks[b].cost + 1), by_b = gain[b] * (blanks[a].cost + 1);

    return by_a != by_b ? by_a > by_b : cover->rank[a] < cover->rank[b];
}

/* The blank that meets the most unmet coverings for its cost; PP_NONE when all are met. */
static bool best_step(struct pp_cover *cover, int64_t *gain, size_t *best)
{
    bool found = false;

    memset(gain, 0, cover->problem->blanks.count * sizeof *gain);
    for (size_t i = 0; i < cover->coverings.count; i++) {
        const struct pp_covering *covering = &cover->coverings.items[i];
        if (is_met(cover, covering))
            continue;
        for (size_t m = 0; m < covering->count; m++)
            if (may(cover, covering->members[m]))
                gain[covering->members[m]]++;
    }
    for (size_t i = 0; i < cover->problem->blanks.count; i++)
        if (gain[i] > 0 && (!found || is_better(cover, gain, i, *best))) {
            *best = i;
            found = true;
        }
    return found;
}

/* Is this blank the only one that meets some covering? Or does something chosen lead to it? */
static bool is_needed(struct pp_cover *cover, size_t blank)
{
    bool needed = false;

    for (size_t i = 0; i < cover->problem->follows.count; i++) {
        const struct pp_protect_follow *f = &cover->problem->follows.items[i];
        if (f->follower == blank && *chosen_at(cover, f->leader))
            return true;
    }
    *chosen_at(cover, blank) = false;
    for (size_t i = 0; !needed && i < cover->coverings.count; i++)
        needed = !is_met(cover, &cover->coverings.items[i]);
    *chosen_at(cover, blank) = true;
    return needed;
}

static void take_back(struct pp_cover *cover)
{
    size_t count = cover->problem->blanks.count, *by_rank;

    by_rank = pp_arena_array(cover->arena, count, sizeof *by_rank);
    for (size_t i = 0; i < count; i++)
        by_rank[cover->rank[i] - 1] = i;
    for (size_t r = count; r-- > 0;) {
        size_t blank = by_rank[r];
        if (may(cover, blank) && *chosen_at(cover, blank) && !is_needed(cover, blank))
            *chosen_at(cover, blank) = false;
    }
}

void pp_cover_choose_fast(struct pp_cover *cover)
{
    struct pp_arena_mark mark = pp_arena_mark(cover->arena);
    int64_t *gain = pp_arena_array(cover->arena, cover->problem->blanks.count, sizeof *gain);
    size_t best = 0;

    choose_only_musts(cover);
    while (best_step(cover, gain, &best)) {
        *chosen_at(cover, best) = true;
        follow(cover);
    }
    take_back(cover);
    pp_arena_rewind(cover->arena, mark);
}

/* --- Best: an integer program per cluster */

struct master {
    struct pp_cover *cover;
    size_t *cluster; /* [blank] representative */
    size_t *column;  /* [blank] 1 + column, or 0 */
    size_t *blanks;  /* of the columns */
    bool *asked;     /* [representative] something is asked of the cluster */
    struct pp_search search;
    struct pp_program program;
    int64_t *prices;
    int64_t scale; /* one cost unit in the objective; weights stand below it */
};

static size_t root(size_t *cluster, size_t blank)
{
    while (cluster[blank] != blank)
        blank = cluster[blank] = cluster[cluster[blank]];
    return blank;
}

static void join(const struct pp_cover *cover, size_t *cluster, size_t a, size_t b)
{
    if (!may(cover, a) || !may(cover, b))
        return;
    a = root(cluster, a);
    b = root(cluster, b);
    cluster[a > b ? a : b] = a > b ? b : a;
}

static void cluster_blanks(struct master *master)
{
    struct pp_cover *cover = master->cover;
    const struct pp_protection *problem = cover->problem;

    for (size_t i = 0; i < problem->blanks.count; i++)
        master->cluster[i] = i;
    for (size_t i = 0; i < cover->coverings.count; i++) {
        const struct pp_covering *covering = &cover->coverings.items[i];
        size_t first = covering->subject;
        for (size_t m = 0; m < covering->count; m++) {
            if (!may(cover, covering->members[m]))
                continue;
            join(cover, master->cluster, first, covering->members[m]);
            first = covering->members[m];
        }
    }
    for (size_t i = 0; i < problem->follows.count; i++)
        join(
            cover, master->cluster, problem->follows.items[i].leader,
            problem->follows.items[i].follower);
}

static void mark_asked(struct master *master)
{
    struct pp_cover *cover = master->cover;

    for (size_t i = 0; i < cover->coverings.count; i++) {
        const struct pp_covering *covering = &cover->coverings.items[i];
        for (size_t m = 0; m < covering->count; m++)
            if (may(cover, covering->members[m]))
                master->asked[root(master->cluster, covering->members[m])] = true;
        if (may(cover, covering->subject))
            master->asked[root(master->cluster, covering->subject)] = true;
    }
}

static size_t add_columns(struct master *master, size_t cluster)
{
    const struct pp_cover *cover = master->cover;
    size_t count = cover->problem->blanks.count;
    size_t columns = 0;

    for (size_t i = 0; i < count; i++) {
        master->column[i] = 0;
        if (!may(cover, i) || root(master->cluster, i) != cluster)
            continue;
        master->blanks[columns] = i;
        master->column[i] = ++columns;
    }
    return columns;
}

/* Weights stand below one unit of cost; where they are too large for that, their last digits go. */
static void price_columns(struct master *master, size_t columns)
{
    const struct pp_protect_blank *blanks = master->cover->problem->blanks.items;
    int64_t weights = 0, costs = 1;
    int shift = 0;

    for (size_t c = 0; c < columns; c++) {
        weights += blanks[master->blanks[c]].weight + 1;
        costs += blanks[master->blanks[c]].cost;
    }
    while (weights >> shift > INT64_MAX / 4 / costs - (int64_t)columns)
        shift++;
    master->scale = (weights >> shift) + (int64_t)columns + 1;
    master->prices = pp_arena_array(master->cover->arena, columns, sizeof *master->prices);
    for (size_t c = 0; c < columns; c++) {
        const struct pp_protect_blank *blank = &blanks[master->blanks[c]];
        master->prices[c] = blank->cost * master->scale + (blank->weight >> shift) + 1;
    }
}

/* Members in the order of their prices: cheap ways are tried first. */
static void add_covering(struct master *master, const struct pp_covering *covering)
{
    const struct pp_cover *cover = master->cover;
    bool must = cover->problem->blanks.items[covering->subject].rule == PP_BLANK_MUST;
    struct pp_search_covering *added;

    if (!must && master->column[covering->subject] == 0)
        return;
    if (must) {
        bool here = false;
        for (size_t m = 0; m < covering->count; m++)
            here = here || master->column[covering->members[m]] != 0;
        if (!here)
            return;
    }
    added = PP_PUSH(cover->arena, &master->search.coverings);
    added->subject = must ? PP_SEARCH_ALWAYS : master->column[covering->subject] - 1;
    for (size_t m = 0; m < covering->count; m++) {
        size_t column = master->column[covering->members[m]], at;
        if (column == 0)
            continue;
        pp_arena_push(
            cover->arena, &added->members, &added->count, &added->capacity, sizeof(size_t));
        for (at = added->count - 1;
             at > 0 && master->prices[added->members[at - 1]] > master->prices[column - 1]; at--)
            added->members[at] = added->members[at - 1];
        added->members[at] = column - 1;
    }
}

/* What must be blank has been followed before. */
static void add_follows(struct master *master)
{
    const struct pp_protection *problem = master->cover->problem;

    for (size_t i = 0; i < problem->follows.count; i++) {
        size_t leader = master->column[problem->follows.items[i].leader];
        size_t follower = master->column[problem->follows.items[i].follower];
        if (leader == 0 || follower == 0)
            continue;
        size_t *pair = PP_PUSH(master->cover->arena, &master->search.follows);
        pair[0] = leader - 1;
        pair[1] = follower - 1;
    }
}

static void pose(struct master *master, size_t cluster)
{
    struct pp_search *search = &master->search;

    *search = (struct pp_search){.arena = master->cover->arena};
    search->columns = add_columns(master, cluster);
    price_columns(master, search->columns);
    search->prices = master->prices;
    search->chosen = pp_arena_array(search->arena, search->columns, sizeof *search->chosen);
    for (size_t c = 0; c < search->columns; c++)
        search->chosen[c] = *chosen_at(master->cover, master->blanks[c]);
    for (size_t i = 0; i < master->cover->coverings.count; i++)
        add_covering(master, &master->cover->coverings.items[i]);
    add_follows(master);
}

/* The same as an integer program: of each covering or follower, at least one per leader. */
static void write_program(struct master *master)
{
    const struct pp_search *search = &master->search;
    struct pp_program *program = &master->program;

    pp_program_init(program, search->arena);
    for (size_t c = 0; c < search->columns; c++)
        pp_program_column(program, 0, 1, (double)search->prices[c]);
    for (size_t i = 0; i < search->coverings.count; i++) {
        const struct pp_search_covering *covering = &search->coverings.items[i];
        bool always = covering->subject == PP_SEARCH_ALWAYS;
        size_t row = pp_program_row(program, always ? 1 : 0, PP_SOLVER_MANY);
        for (size_t m = 0; m < covering->count; m++)
            pp_program_entry(program, row, covering->members[m], 1);
        if (!always)
            pp_program_entry(program, row, covering->subject, -1);
    }
    for (size_t i = 0; i < search->follows.count; i++) {
        size_t row = pp_program_row(program, 0, PP_SOLVER_MANY);
        pp_program_entry(program, row, search->follows.items[i][1], 1);
        pp_program_entry(program, row, search->follows.items[i][0], -1);
    }
}

static int64_t cost_of(const struct master *master, double objective)
{
    return (int64_t)floor((objective + tolerance) / (double)master->scale);
}

/* What was chosen fast stays, and a linear relaxation tells how far from the best it can be. */
static bool relax_cluster(struct master *master)
{
    struct pp_solution solution;

    if (pp_program_solve(&master->program, false, &solution) == PP_SOLVED)
        master->cover->bound += cost_of(master, solution.objective - 2 * tolerance);
    return false;
}

static void choose_columns(struct master *master)
{
    int64_t price = 0;

    for (size_t c = 0; c < master->search.columns; c++) {
        *chosen_at(master->cover, master->blanks[c]) = master->search.chosen[c];
        price += master->search.chosen[c] ? master->prices[c] : 0;
    }
    master->cover->bound += price / master->scale;
}

static bool solve_cluster(struct master *master, size_t cluster)
{
    pose(master, cluster);
    if (!pp_search_run(&master->search, SEARCH_NODES)) {
        write_program(master);
        return relax_cluster(master);
    }
    choose_columns(master);
    return true;
}

bool pp_cover_choose_best(struct pp_cover *cover)
{
    pp_cover_choose_fast(cover);
    struct pp_arena_mark mark = pp_arena_mark(cover->arena);
    size_t count = cover->problem->blanks.count;
    struct master master = {
        .cover = cover,
        .cluster = pp_arena_array(cover->arena, count, sizeof(size_t)),
        .column = pp_arena_array(cover->arena, count, sizeof(size_t)),
        .blanks = pp_arena_array(cover->arena, count, sizeof(size_t)),
        .asked = pp_arena_array(cover->arena, count, sizeof(bool))};
    bool all = true;

    cover->bound = 0;
    for (size_t i = 0; i < count; i++)
        if (cover->problem->blanks.items[i].rule == PP_BLANK_MUST)
            cover->bound += cover->problem->blanks.items[i].cost;
    cluster_blanks(&master);
    mark_asked(&master);
    for (size_t i = 0; i < count; i++)
        if (master.asked[i] && !solve_cluster(&master, i))
            all = false;
    pp_arena_rewind(cover->arena, mark);
    return all;
}
