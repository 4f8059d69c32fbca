#include "pactpress/protect.h"

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

#include "protect_best.h"
#include "protect_parts.h"

enum { FAST_ROUNDS = 12, EXACT_ROUNDS = 25 };

size_t pp_protect_add_blank(
    struct pp_arena *arena, struct pp_protection *problem, enum pp_blank_rule rule, int64_t cost,
    int64_t weight)
{
    struct pp_protect_blank *blank = PP_PUSH(arena, &problem->blanks);

    *blank = (struct pp_protect_blank){.rule = rule, .cost = cost, .weight = weight};
    return problem->blanks.count - 1;
}

size_t pp_protect_add_cell(
    struct pp_arena *arena, struct pp_protection *problem, size_t blank, int64_t value,
    int64_t least, int64_t width)
{
    struct pp_protect_cell *cell = PP_PUSH(arena, &problem->cells);

    *cell =
        (struct pp_protect_cell){.value = value, .least = least, .width = width, .blank = blank};
    return problem->cells.count - 1;
}

size_t pp_protect_add_tie(
    struct pp_arena *arena, struct pp_protection *problem, enum pp_relation relation, size_t total)
{
    struct pp_protect_tie *tie = PP_PUSH(arena, &problem->ties);

    *tie = (struct pp_protect_tie){.relation = relation, .total = total};
    return problem->ties.count - 1;
}

void pp_protect_add_part(
    struct pp_arena *arena, struct pp_protection *problem, size_t tie, size_t part)
{
    struct pp_protect_tie *to = &problem->ties.items[tie];
    size_t *slot = pp_arena_push(arena, &to->parts, &to->count, &to->capacity, sizeof *to->parts);

    *slot = part;
}

void pp_protect_add_follow(
    struct pp_arena *arena, struct pp_protection *problem, size_t leader, size_t follower)
{
    struct pp_protect_follow *follow = PP_PUSH(arena, &problem->follows);

    *follow = (struct pp_protect_follow){.leader = leader, .follower = follower};
}

bool pp_protect_holds(const struct pp_protection *problem, const struct pp_protect_tie *tie)
{
    int64_t total = problem->cells.items[tie->total].value, sum = 0, largest = 0;

    for (size_t p = 0; p < tie->count; p++) {
        int64_t part = problem->cells.items[tie->parts[p]].value;
        sum += part;
        largest = part > largest ? part : largest;
    }
    bool covers = total <= sum, bounds = largest <= total;
    switch (tie->relation) {
    case PP_RELATION_SUM:
        return sum == total;
    case PP_RELATION_UNION:
        return covers && bounds;
    case PP_RELATION_COVER:
        return covers;
    case PP_RELATION_BOUND:
        return bounds;
    }
    return false;
}

/* A blank whose cells cannot all be blank (a true 0 that readers expect to see) stays printed. */
static void settle_zeros(struct pp_protection *problem)
{
    for (size_t c = 0; c < problem->cells.count; c++) {
        const struct pp_protect_cell *cell = &problem->cells.items[c];
        struct pp_protect_blank *blank = &problem->blanks.items[cell->blank];
        if (cell->value < cell->least && blank->rule == PP_BLANK_MAY)
            blank->rule = PP_BLANK_NEVER;
    }
}

/* What follows something that must be blank must be blank; what leads to something that is printed
 * must be printed. */
static void settle_follows(struct pp_protection *problem)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (size_t i = 0; i < problem->follows.count; i++) {
            struct pp_protect_blank *leader =
                &problem->blanks.items[problem->follows.items[i].leader];
            struct pp_protect_blank *follower =
                &problem->blanks.items[problem->follows.items[i].follower];
            if (leader->rule == PP_BLANK_MUST && follower->rule != PP_BLANK_MUST) {
                follower->rule = PP_BLANK_MUST;
                changed = true;
            } else if (follower->rule == PP_BLANK_NEVER && leader->rule == PP_BLANK_MAY) {
                leader->rule = PP_BLANK_NEVER;
                changed = true;
            }
        }
    }
}

static void bare(struct pp_arena *arena, struct pp_protection *problem, bool *given_up, size_t cell)
{
    size_t *all = pp_arena_array(arena, problem->bare_count + 1, sizeof *all);

    for (size_t i = 0; i < problem->bare_count; i++)
        all[i] = problem->bare[i];
    all[problem->bare_count++] = cell;
    problem->bare = all;
    given_up[cell] = true;
}

static bool is_asked(const struct pp_protection *problem, const bool *given_up, size_t cell)
{
    const struct pp_protect_cell *at = &problem->cells.items[cell];

    return at->width > 0 && !given_up[cell] && problem->blanks.items[at->blank].chosen;
}

/* Asks about every blank cell. Returns how many coverings were added or blanks barred. */
static enum pp_status judge_all(
    struct pp_run *run, struct pp_arena *arena, struct pp_judge *judge, struct pp_cover *cover,
    bool *given_up, size_t *found)
{
    struct pp_protection *problem = cover->problem;
    struct pp_covering help;

    *found = 0;
    problem->rounds++;
    pp_judge_forget(judge);
    for (size_t c = 0; c < problem->cells.count; c++) {
        if (!is_asked(problem, given_up, c))
            continue;
        PP_TRY(pp_run_stopped(run));
        if (pp_judge_is_safe(judge, c, &help))
            continue;
        ++*found;
        if (!pp_cover_add(cover, &help))
            bare(arena, problem, given_up, c);
    }
    return PP_OK;
}

/* Adds what helps, cell by cell, until all is safe. Each round adds a blank, or bars one, or gives
 * up a cell, so there is an end. */
static enum pp_status mend(
    struct pp_run *run, struct pp_arena *arena, struct pp_judge *judge, struct pp_cover *cover,
    bool *given_up)
{
    struct pp_protection *problem = cover->problem;
    struct pp_covering help;
    bool changed = true;

    while (changed) {
        changed = false;
        pp_judge_forget(judge);
        for (size_t c = 0; c < problem->cells.count; c++) {
            if (!is_asked(problem, given_up, c))
                continue;
            PP_TRY(pp_run_stopped(run));
            if (pp_judge_is_safe(judge, c, &help))
                continue;
            changed = true;
            if (!pp_cover_add(cover, &help))
                bare(arena, problem, given_up, c);
            else
                pp_cover_help(cover, &help);
        }
    }
    return PP_OK;
}

/* Coverings first: for most tables their best choice is soon found, and is safe. Where it is not,
 * something safe is made, and made better. */
static enum pp_status choose(
    struct pp_run *run, struct pp_arena *arena, struct pp_judge *judge, struct pp_cover *cover)
{
    struct pp_protection *problem = cover->problem;
    bool *given_up = pp_arena_array(arena, problem->cells.count, sizeof *given_up);
    bool solved = true;
    size_t found = 1;

    for (int round = 0; found > 0 && judge->work < problem->work && round < FAST_ROUNDS; round++) {
        pp_cover_choose_fast(cover);
        PP_TRY(judge_all(run, arena, judge, cover, given_up, &found));
    }
    for (int round = 0; solved && judge->work < problem->work && round < EXACT_ROUNDS; round++) {
        solved = pp_cover_choose_best(cover);
        problem->bound = cover->bound;
        PP_TRY(judge_all(run, arena, judge, cover, given_up, &found));
        if (solved && found == 0)
            return PP_OK;
    }
    PP_TRY(mend(run, arena, judge, cover, given_up));
    return pp_best_choose(run, judge, cover, given_up);
}

static void settle_result(struct pp_protection *problem, const struct pp_judge *judge)
{
    problem->cost = 0;
    if (judge->in_doubt)
        problem->bound = 0;
    for (size_t i = 0; i < problem->blanks.count; i++) {
        const struct pp_protect_blank *blank = &problem->blanks.items[i];
        if (blank->chosen)
            problem->cost += blank->cost;
        if (judge->in_doubt && blank->rule == PP_BLANK_MUST)
            problem->bound += blank->cost;
    }
}

enum pp_status pp_protect_choose(
    struct pp_run *run, struct pp_arena *arena, struct pp_protection *problem)
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_judge judge;
    struct pp_cover cover;

    if (problem->work == 0)
        problem->work = PP_LIMIT_PROTECT_WORK;
    settle_zeros(problem);
    settle_follows(problem);
    problem->bound = 0;
    problem->bare_count = problem->rounds = 0;
    pp_judge_init(&judge, scratch, problem);
    pp_cover_init(&cover, scratch, problem);
    enum pp_status status = choose(run, arena, &judge, &cover);
    settle_result(problem, &judge);
    pp_judge_free(&judge);
    pp_arena_free(scratch);
    return status;
}
