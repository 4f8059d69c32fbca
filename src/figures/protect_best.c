#include "protect_best.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

bool pp_best_may(const struct pp_best *best, size_t blank)
{
    return best->problem->blanks.items[blank].rule == PP_BLANK_MAY && !best->barred[blank];
}

int64_t pp_best_price(const struct pp_best *best, enum pp_goal goal, size_t blank)
{
    const struct pp_protect_blank *of = &best->problem->blanks.items[blank];

    return goal == PP_GOAL_COST ? of->cost : of->weight;
}

/* --- Clusters */

size_t pp_best_root(struct pp_best *best, size_t blank)
{
    size_t *cluster = best->cluster;

    while (cluster[blank] != blank)
        blank = cluster[blank] = cluster[cluster[blank]];
    return blank;
}

static void unite(struct pp_best *best, size_t a, size_t b)
{
    a = pp_best_root(best, a);
    b = pp_best_root(best, b);
    if (a == b)
        return;
    best->cluster[a > b ? a : b] = a > b ? b : a;
    best->bound[a > b ? b : a] += best->bound[a > b ? a : b];
    best->closed[a > b ? b : a] = false;
    best->merged = true;
}

void pp_best_add_cut(struct pp_best *best, const struct pp_cut *cut)
{
    size_t first = cut->subject;

    if (first == PP_CUT_ALWAYS && cut->count > 0)
        first = cut->members[0];
    *(struct pp_cut *)PP_PUSH(best->arena, &best->cuts) = *cut;
    for (size_t m = 0; m < cut->count; m++)
        unite(best, first, cut->members[m]);
}

static void add_covering(struct pp_best *best, const struct pp_covering *covering)
{
    bool must = best->problem->blanks.items[covering->subject].rule == PP_BLANK_MUST;
    struct pp_cut cut = {
        .subject = must ? PP_CUT_ALWAYS : covering->subject,
        .members = pp_arena_array(best->arena, covering->count, sizeof(size_t)),
        .factors = pp_arena_array(best->arena, covering->count, sizeof(double))};

    for (size_t m = 0; m < covering->count; m++)
        if (pp_best_may(best, covering->members[m])) {
            cut.factors[cut.count] = 1;
            cut.members[cut.count++] = covering->members[m];
        }
    if (cut.count > 0 || (!must && pp_best_may(best, covering->subject)))
        pp_best_add_cut(best, &cut);
}

/* --- Choices */

static void set_choice(struct pp_best *best, const bool *chosen)
{
    for (size_t b = 0; b < best->problem->blanks.count; b++)
        best->problem->blanks.items[b].chosen = chosen[b];
    pp_arena_rewind(best->helps, best->no_helps);
    pp_judge_forget(best->judge);
}

static bool is_asked(const struct pp_best *best, const bool *chosen, size_t cell)
{
    const struct pp_protect_cell *at = &best->problem->cells.items[cell];

    return at->width > 0 && !best->given_up[cell] && chosen[at->blank];
}

static bool is_better(const struct pp_best *best, const bool *chosen)
{
    int64_t gain[2] = {0};

    for (size_t b = 0; b < best->problem->blanks.count; b++)
        for (int goal = 0; goal < 2; goal++)
            gain[goal] += (best->safe[b] - chosen[b]) * pp_best_price(best, (enum pp_goal)goal, b);
    return gain[0] != 0 ? gain[0] > 0 : gain[1] > 0;
}

static void keep(struct pp_best *best, const bool *chosen)
{
    if (is_better(best, chosen))
        memcpy(best->safe, chosen, best->problem->blanks.count * sizeof *chosen);
}

enum pp_status pp_best_try(struct pp_best *best, const bool *chosen, bool *is_safe)
{
    struct pp_covering help;

    *is_safe = true;
    set_choice(best, chosen);
    for (size_t c = 0; c < best->problem->cells.count; c++) {
        if (!is_asked(best, chosen, c))
            continue;
        PP_TRY(pp_run_stopped(best->run));
        if (pp_judge_is_safe(best->judge, c, &help))
            continue;
        *is_safe = false;
        add_covering(best, &help);
    }
    if (*is_safe)
        keep(best, chosen);
    return PP_OK;
}

/* --- From a fractional choice to a safe one */

static void follow(struct pp_best *best, bool *chosen)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (size_t i = 0; i < best->problem->follows.count; i++) {
            const struct pp_protect_follow *f = &best->problem->follows.items[i];
            if (chosen[f->leader] && !chosen[f->follower])
                chosen[f->follower] = changed = true;
        }
    }
}

/* The blank that the fractional choice likes best. */
static bool add_help(struct pp_best *best, const struct pp_covering *help, bool *chosen)
{
    const struct pp_protect_blank *blanks = best->problem->blanks.items;
    size_t liked = (size_t)-1;

    for (size_t m = 0; m < help->count; m++) {
        size_t b = help->members[m];
        if (chosen[b])
            return true;
        if (!pp_best_may(best, b))
            continue;
        if (liked == (size_t)-1 || best->x[b] > best->x[liked] + 1e-6 ||
            (best->x[b] > best->x[liked] - 1e-6 && blanks[b].cost < blanks[liked].cost))
            liked = b;
    }
    if (liked == (size_t)-1)
        return false;
    chosen[liked] = true;
    follow(best, chosen);
    return true;
}

/* Adds what helps until all is safe. */
static enum pp_status mend(struct pp_best *best, bool *chosen, bool *is_safe)
{
    struct pp_covering help;
    bool changed = true;

    *is_safe = true;
    while (changed && *is_safe) {
        changed = false;
        set_choice(best, chosen);
        for (size_t c = 0; c < best->problem->cells.count && *is_safe; c++) {
            if (!is_asked(best, chosen, c))
                continue;
            PP_TRY(pp_run_stopped(best->run));
            if (!best->problem->blanks.items[best->problem->cells.items[c].blank].chosen)
                continue; /* chosen in this round: judged in the next */
            if (pp_judge_is_safe(best->judge, c, &help))
                continue;
            changed = true;
            *is_safe = add_help(best, &help, chosen);
        }
    }
    return PP_OK;
}

static enum pp_status still_safe(struct pp_best *best, const bool *chosen, bool *is_safe)
{
    struct pp_covering help;

    *is_safe = true;
    set_choice(best, chosen);
    for (size_t c = 0; c < best->problem->cells.count && *is_safe; c++) {
        if (!is_asked(best, chosen, c))
            continue;
        PP_TRY(pp_run_stopped(best->run));
        *is_safe = pp_judge_is_safe(best->judge, c, &help);
    }
    return PP_OK;
}

static bool is_led(const struct pp_best *best, const bool *chosen, size_t blank)
{
    for (size_t i = 0; i < best->problem->follows.count; i++)
        if (best->problem->follows.items[i].follower == blank &&
            chosen[best->problem->follows.items[i].leader])
            return true;
    return false;
}

/* Blanks that can be printed after all, as far as there is time; dear ones first. */
static enum pp_status spare(struct pp_best *best, bool *chosen)
{
    size_t count = best->problem->blanks.count;
    const struct pp_protect_blank *blanks = best->problem->blanks.items;
    size_t most = best->judge->work + best->problem->work;
    bool *asked = pp_arena_array(best->arena, count, sizeof *asked), is_safe;

    while (best->judge->work < most) {
        size_t next = count;
        for (size_t b = 0; b < count; b++)
            if (chosen[b] && !asked[b] && pp_best_may(best, b) && !is_led(best, chosen, b) &&
                (next == count || blanks[b].cost > blanks[next].cost ||
                 (blanks[b].cost == blanks[next].cost && best->x[b] < best->x[next] - 1e-6) ||
                 (blanks[b].cost == blanks[next].cost && best->x[b] < best->x[next] + 1e-6 &&
                  blanks[b].weight > blanks[next].weight)))
                next = b;
        if (next == count)
            return PP_OK;
        asked[next] = true;
        chosen[next] = false;
        PP_TRY(still_safe(best, chosen, &is_safe));
        chosen[next] = !is_safe;
    }
    return PP_OK;
}

enum pp_status pp_best_round(struct pp_best *best)
{
    struct pp_arena_mark mark = pp_arena_mark(best->arena);
    size_t count = best->problem->blanks.count;
    bool *chosen = pp_arena_array(best->arena, count, sizeof *chosen), is_safe;

    for (size_t b = 0; b < count; b++)
        chosen[b] = best->problem->blanks.items[b].rule == PP_BLANK_MUST ||
                    (pp_best_may(best, b) && best->x[b] > 0.5);
    follow(best, chosen);
    enum pp_status status = mend(best, chosen, &is_safe);
    if (status == PP_OK && is_safe)
        status = spare(best, chosen);
    if (status == PP_OK && is_safe)
        keep(best, chosen);
    pp_arena_rewind(best->arena, mark);
    return status;
}

/* --- All clusters */

static enum pp_status solve_all(struct pp_best *best, enum pp_goal goal)
{
    size_t count = best->problem->blanks.count;

    memset(best->closed, 0, count * sizeof *best->closed);
    do {
        best->merged = false;
        for (size_t b = 0; b < count && !best->merged; b++)
            if (pp_best_may(best, b) && pp_best_root(best, b) == b && !best->closed[b])
                PP_TRY(pp_tree_solve(best, goal, b));
    } while (best->merged);
    return PP_OK;
}

static void set_bound(struct pp_best *best)
{
    struct pp_protection *problem = best->problem;

    problem->bound = 0;
    for (size_t b = 0; b < problem->blanks.count; b++) {
        const struct pp_protect_blank *blank = &problem->blanks.items[b];
        if (blank->rule == PP_BLANK_MUST)
            problem->bound += blank->cost;
        else if (pp_best_may(best, b) && pp_best_root(best, b) == b)
            problem->bound += best->bound[b];
    }
}

static void begin(struct pp_best *best, const struct pp_cover *cover)
{
    size_t count = best->problem->blanks.count;

    best->safe = pp_arena_array(best->arena, count, sizeof *best->safe);
    best->cluster = pp_arena_array(best->arena, count, sizeof *best->cluster);
    best->closed = pp_arena_array(best->arena, count, sizeof *best->closed);
    best->bound = pp_arena_array(best->arena, count, sizeof *best->bound);
    best->x = pp_arena_array(best->arena, count, sizeof *best->x);
    for (size_t b = 0; b < count; b++) {
        best->cluster[b] = b;
        best->safe[b] = best->problem->blanks.items[b].chosen;
        best->x[b] = best->safe[b];
    }
    for (size_t i = 0; i < cover->coverings.count; i++)
        add_covering(best, &cover->coverings.items[i]);
    for (size_t i = 0; i < best->problem->follows.count; i++) {
        const struct pp_protect_follow *f = &best->problem->follows.items[i];
        if (pp_best_may(best, f->leader) && pp_best_may(best, f->follower))
            unite(best, f->leader, f->follower);
    }
}

static enum pp_status solve(struct pp_best *best)
{
    PP_TRY(solve_all(best, PP_GOAL_COST));
    set_bound(best);
    return solve_all(best, PP_GOAL_WEIGHT);
}

enum pp_status pp_best_choose(
    struct pp_run *run, struct pp_judge *judge, const struct pp_cover *cover, const bool *given_up)
{
    struct pp_best best = {
        .run = run,
        .arena = pp_arena_new(),
        .helps = pp_arena_new(),
        .problem = cover->problem,
        .judge = judge,
        .barred = cover->barred,
        .given_up = given_up,
        .questions = cover->problem->work / (cover->problem->cells.count + 1)};

    best.no_helps = pp_arena_mark(best.helps);
    judge->arena = best.helps;
    begin(&best, cover);
    enum pp_status status = pp_best_round(&best);
    if (best.problem->cells.count <= PP_LIMIT_PROTECT_EXACT && status == PP_OK) {
        best.separator = pp_separator_new(best.arena, best.problem);
        status = solve(&best);
        pp_separator_free(best.separator);
    }
    set_choice(&best, best.safe);
    judge->arena = cover->arena;
    pp_arena_free(best.helps);
    pp_arena_free(best.arena);
    return status;
}
