/* The tree of one cluster: see protect_best.h. Best bound first, but after a branching the branch
 * where the blank is chosen is followed down. */
#include "protect_best.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

#include "solver.h"

enum { ROOT_ROUNDS = 200, NODE_ROUNDS = 4, CUTS_A_ROUND = 16, STALLED = 8, ROUND_EVERY = 25 };
static const double whole = 1e-5, least_lack = 1e-3;

struct node {
    int64_t bound;
    signed char *fixed; /* [column] 0, 1, or FREE */
};

enum { FREE = -1 };
enum end { PRUNED, BRANCH, MERGED };

struct tree {
    struct pp_best *best;
    struct pp_arena *arena;
    enum pp_goal goal;
    size_t root;
    size_t *blanks, columns; /* blank of each column */
    size_t *column;          /* [blank] 1 + column, or 0 */
    double unit;             /* prices in the objective are parts of it, so that they stay small */
    struct pp_lp *lp;
    size_t rows, cuts_seen; /* in the program; of all cuts, those that were looked at */
    bool *in_lp;            /* [cut] */
    size_t in_lp_capacity;
    size_t *subjects, subject_count, next_subject; /* cells to find cuts for, in turn */
    struct {
        struct node *items;
        size_t count, capacity;
    } open;
    double *lower, *upper, *x;
    int64_t known; /* price of the best safe choice */
    bool is_root;
};

static int64_t price_of(const struct tree *tree, size_t column)
{
    return pp_best_price(tree->best, tree->goal, tree->blanks[column]);
}

static int64_t known_price(const struct tree *tree)
{
    int64_t price = 0;

    for (size_t c = 0; c < tree->columns; c++)
        price += tree->best->safe[tree->blanks[c]] ? price_of(tree, c) : 0;
    return price;
}

/* The least whole price that an objective of the relaxation allows. */
static int64_t reach(const struct tree *tree, double objective)
{
    double price = objective * tree->unit;
    double tolerance = 1e-6 + 1e-9 * fabs(price);

    return (int64_t)ceil(price - tolerance);
}

/* --- The program */

static bool is_inside(const struct tree *tree, const struct pp_cut *cut)
{
    size_t first = cut->subject == PP_CUT_ALWAYS && cut->count > 0 ? cut->members[0] : cut->subject;

    return first != PP_CUT_ALWAYS && pp_best_may(tree->best, first) &&
           pp_best_root(tree->best, first) == tree->root;
}

static void put_cut(struct tree *tree, size_t at)
{
    const struct pp_cut *cut = &tree->best->cuts.items[at];
    struct pp_arena_mark mark = pp_arena_mark(tree->arena);
    int *columns = pp_arena_array(tree->arena, cut->count + 1, sizeof *columns);
    double *factors = pp_arena_array(tree->arena, cut->count + 1, sizeof *factors);
    size_t count = 0;

    for (size_t m = 0; m < cut->count; m++) {
        columns[count] = (int)tree->column[cut->members[m]] - 1;
        factors[count++] = cut->factors[m];
    }
    if (cut->subject != PP_CUT_ALWAYS) {
        columns[count] = (int)tree->column[cut->subject] - 1;
        factors[count++] = -1;
    }
    pp_lp_row(tree->lp, cut->subject == PP_CUT_ALWAYS ? 1 : 0, count, columns, factors);
    tree->rows++;
    pp_arena_rewind(tree->arena, mark);
}

static void remember(struct tree *tree, size_t cut, bool in_lp)
{
    while (tree->in_lp_capacity < cut + 1) {
        size_t capacity = 2 * tree->in_lp_capacity + 64;
        bool *grown = pp_arena_array(tree->arena, capacity, sizeof *grown);
        if (tree->in_lp_capacity > 0)
            memcpy(grown, tree->in_lp, tree->in_lp_capacity * sizeof *grown);
        tree->in_lp = grown;
        tree->in_lp_capacity = capacity;
    }
    tree->in_lp[cut] = in_lp;
}

/* Cuts that the program lacks and its solution violates; returns how many. */
static size_t put_violated(struct tree *tree)
{
    const struct pp_best *best = tree->best;
    size_t put = 0;

    for (size_t i = 0; i < best->cuts.count; i++) {
        if (i >= tree->cuts_seen)
            remember(tree, i, false);
        if (tree->in_lp[i] || !is_inside(tree, &best->cuts.items[i]) ||
            pp_cut_lack(&best->cuts.items[i], best->x) < least_lack / 2)
            continue;
        put_cut(tree, i);
        tree->in_lp[i] = true;
        put++;
    }
    tree->cuts_seen = best->cuts.count;
    return put;
}

static void add_columns(struct tree *tree, struct pp_program *program)
{
    struct pp_best *best = tree->best;
    size_t count = best->problem->blanks.count;
    int64_t largest = 1;

    for (size_t b = 0; b < count; b++) {
        if (!pp_best_may(best, b) || pp_best_root(best, b) != tree->root)
            continue;
        tree->blanks[tree->columns++] = b;
        tree->column[b] = tree->columns;
        if (pp_best_price(best, tree->goal, b) > largest)
            largest = pp_best_price(best, tree->goal, b);
    }
    tree->unit = (double)largest;
    for (size_t c = 0; c < tree->columns; c++)
        pp_program_column(program, 0, 1, (double)price_of(tree, c) / tree->unit);
}

/* What leads is not chosen without what follows; when the weight is asked for, the cost stays. */
static void add_rows(struct tree *tree, struct pp_program *program)
{
    const struct pp_protection *problem = tree->best->problem;

    for (size_t i = 0; i < problem->follows.count; i++) {
        size_t leader = tree->column[problem->follows.items[i].leader];
        size_t follower = tree->column[problem->follows.items[i].follower];
        if (leader == 0 || follower == 0)
            continue;
        size_t row = pp_program_row(program, 0, PP_SOLVER_MANY);
        pp_program_entry(program, row, follower - 1, 1);
        pp_program_entry(program, row, leader - 1, -1);
    }
    if (tree->goal == PP_GOAL_COST)
        return;
    size_t row = pp_program_row(program, 0, (double)tree->best->bound[tree->root]);
    for (size_t c = 0; c < tree->columns; c++)
        pp_program_entry(
            program, row, c, (double)pp_best_price(tree->best, PP_GOAL_COST, tree->blanks[c]));
}

static void load(struct tree *tree)
{
    struct pp_program program;

    pp_program_init(&program, tree->arena);
    tree->columns = 0;
    add_columns(tree, &program);
    add_rows(tree, &program);
    tree->lp = pp_lp_new(&program);
    for (size_t i = 0; i < tree->best->cuts.count; i++)
        remember(tree, i, false);
    tree->cuts_seen = tree->best->cuts.count;
    tree->rows = program.rows.count;
}

/* Rows that have become many: only those that matter at the present solution stay. */
static void load_again(struct tree *tree)
{
    pp_lp_free(tree->lp);
    load(tree);
    for (size_t i = 0; i < tree->best->cuts.count; i++)
        if (is_inside(tree, &tree->best->cuts.items[i]) &&
            pp_cut_lack(&tree->best->cuts.items[i], tree->best->x) > -whole) {
            put_cut(tree, i);
            tree->in_lp[i] = true;
        }
}

/* --- Cuts */

/* Cells that cuts are wanted for: of the cluster, and those that asked something of it. */
static void find_subjects(struct tree *tree)
{
    struct pp_best *best = tree->best;
    const struct pp_protection *problem = best->problem;
    bool *asks = pp_arena_array(tree->arena, problem->blanks.count, sizeof *asks);

    for (size_t c = 0; c < tree->columns; c++)
        asks[tree->blanks[c]] = true;
    for (size_t b = 0; b < problem->blanks.count; b++)
        asks[b] = asks[b] || problem->blanks.items[b].rule == PP_BLANK_MUST;
    tree->subjects = pp_arena_array(tree->arena, problem->cells.count, sizeof *tree->subjects);
    for (size_t c = 0; c < problem->cells.count; c++)
        if (problem->cells.items[c].width > 0 && !best->given_up[c] &&
            asks[problem->cells.items[c].blank])
            tree->subjects[tree->subject_count++] = c;
}

static size_t separate(struct tree *tree)
{
    struct pp_best *best = tree->best;
    size_t found = 0;
    struct pp_cut cut;

    pp_separator_aim(best->separator, best->x);
    for (size_t i = 0; i < tree->subject_count && found < CUTS_A_ROUND; i++) {
        size_t cell = tree->subjects[tree->next_subject++ % tree->subject_count];
        if (best->x[best->problem->cells.items[cell].blank] < 0.01 || best->questions == 0)
            continue;
        best->questions--;
        if (!pp_separate(best->separator, best->arena, best->barred, cell, &cut))
            continue;
        pp_best_add_cut(best, &cut);
        found++;
    }
    return found;
}

/* --- Nodes */

static void apply(struct tree *tree, const struct node *node)
{
    for (size_t c = 0; c < tree->columns; c++) {
        tree->lower[c] = node->fixed[c] == 1;
        tree->upper[c] = node->fixed[c] != 0;
    }
    pp_lp_bounds(tree->lp, tree->lower, tree->upper);
}

static bool take_solution(struct tree *tree)
{
    const double *x = pp_lp_columns(tree->lp);
    bool is_whole = true;

    for (size_t c = 0; c < tree->columns; c++) {
        double at = x[c] < 0 ? 0 : x[c] > 1 ? 1 : x[c];
        if (at < whole || at > 1 - whole)
            at = at > 0.5;
        else
            is_whole = false;
        tree->x[c] = tree->best->x[tree->blanks[c]] = at;
    }
    return is_whole;
}

static enum pp_status try_whole(struct tree *tree, bool *is_safe)
{
    struct pp_best *best = tree->best;
    size_t count = best->problem->blanks.count;
    bool *chosen = pp_arena_array(tree->arena, count, sizeof *chosen);

    for (size_t b = 0; b < count; b++)
        chosen[b] = best->x[b] > 0.5;
    PP_TRY(pp_best_try(best, chosen, is_safe));
    tree->known = known_price(tree);
    return PP_OK;
}

/* A column whose change would cost too much stays as it is below this node. */
static void fix_dear(struct tree *tree, struct node *node, double objective)
{
    const double *reduced = pp_lp_reduced_costs(tree->lp);

    for (size_t c = 0; c < tree->columns; c++)
        if (node->fixed[c] == FREE && (tree->x[c] == 0 || tree->x[c] == 1) &&
            reach(tree, objective + fabs(reduced[c])) >= tree->known &&
            (reduced[c] > 0) == (tree->x[c] == 0))
            node->fixed[c] = tree->x[c] > 0.5;
}

/* One round at a node. BRANCH: nothing more is violated; *again: the program has changed. */
static enum pp_status cut_round(struct tree *tree, bool is_whole, bool *again, enum end *end)
{
    bool is_safe;

    *again = true;
    if (put_violated(tree) > 0)
        return PP_OK;
    separate(tree);
    if (tree->best->merged) {
        *end = MERGED;
        return PP_OK;
    }
    if (put_violated(tree) > 0)
        return PP_OK;
    *again = false;
    *end = is_whole ? PRUNED : BRANCH;
    if (!is_whole)
        return PP_OK;
    PP_TRY(try_whole(tree, &is_safe));
    if (tree->best->merged)
        *end = MERGED;
    else
        *again = !is_safe && put_violated(tree) > 0;
    return PP_OK;
}

static enum pp_status explore(struct tree *tree, struct node *node, enum end *end)
{
    int rounds = tree->is_root ? ROOT_ROUNDS : NODE_ROUNDS, stalled = 0;
    double before = 0;

    apply(tree, node);
    for (int round = 0;; round++) {
        PP_TRY(pp_run_stopped(tree->best->run));
        enum pp_solved solved = pp_lp_solve(tree->lp, PP_LP_DUAL);
        double objective = pp_lp_objective(tree->lp);
        *end = solved == PP_SOLVED_PART ? BRANCH : PRUNED;
        if (solved != PP_SOLVED)
            return PP_OK;
        if (reach(tree, objective) > node->bound)
            node->bound = reach(tree, objective);
        if (node->bound >= tree->known)
            return PP_OK;
        bool is_whole = take_solution(tree), again;
        stalled = objective * tree->unit > before + 0.02 ? 0 : stalled + 1;
        before = fmax(before, objective * tree->unit);
        *end = BRANCH;
        if (!is_whole && (round >= rounds || stalled > STALLED) && put_violated(tree) == 0)
            break;
        PP_TRY(cut_round(tree, is_whole, &again, end));
        if (!again || *end == MERGED)
            break;
        if (tree->rows > 6 * tree->columns + 600) {
            load_again(tree);
            apply(tree, node);
        }
    }
    if (*end == BRANCH)
        fix_dear(tree, node, pp_lp_objective(tree->lp));
    return PP_OK;
}

/* --- Branching */

static bool half(const struct tree *tree, const struct node *node, size_t *column)
{
    double nearest = 2;

    for (size_t c = 0; c < tree->columns; c++)
        if (node->fixed[c] == FREE && fabs(tree->x[c] - 0.5) < nearest - 1e-9) {
            nearest = fabs(tree->x[c] - 0.5);
            *column = c;
        }
    return nearest < 2;
}

static void open_node(struct tree *tree, const struct node *parent, size_t column, signed char to)
{
    struct node *node = PP_PUSH(tree->arena, &tree->open);

    node->bound = parent->bound;
    node->fixed = pp_arena_memdup(tree->arena, parent->fixed, tree->columns);
    if (column < tree->columns)
        node->fixed[column] = to;
}

static struct node take_node(struct tree *tree, bool last)
{
    size_t at = tree->open.count - 1;

    for (size_t i = 0; !last && i < tree->open.count; i++)
        if (tree->open.items[i].bound < tree->open.items[at].bound)
            at = i;
    struct node node = tree->open.items[at];
    tree->open.items[at] = tree->open.items[--tree->open.count];
    return node;
}

static enum pp_status round_here(struct tree *tree)
{
    PP_TRY(pp_best_round(tree->best));
    tree->known = known_price(tree);
    return PP_OK;
}

static enum pp_status grow(struct tree *tree)
{
    struct node root = {.fixed = pp_arena_array(tree->arena, tree->columns, sizeof *root.fixed)};
    bool down = false;

    memset(root.fixed, FREE, tree->columns);
    open_node(tree, &root, tree->columns, FREE);
    for (size_t nodes = 0; tree->open.count > 0; nodes++) {
        struct node node = take_node(tree, down);
        enum end end = PRUNED;
        size_t column = 0;
        if (node.bound >= tree->known)
            continue;
        if (nodes >= PP_LIMIT_PROTECT_NODES || tree->best->questions == 0) {
            open_node(tree, &node, tree->columns, FREE);
            return PP_OK;
        }
        tree->is_root = nodes == 0;
        PP_TRY(explore(tree, &node, &end));
        if (end == MERGED)
            return PP_OK;
        if (end == BRANCH && nodes % ROUND_EVERY == 0)
            PP_TRY(round_here(tree));
        down = end == BRANCH && half(tree, &node, &column);
        if (down) {
            open_node(tree, &node, column, 0);
            open_node(tree, &node, column, 1);
        }
    }
    return PP_OK;
}

static void settle(struct tree *tree)
{
    struct pp_best *best = tree->best;
    int64_t bound = tree->known;

    for (size_t i = 0; i < tree->open.count; i++)
        if (tree->open.items[i].bound < bound)
            bound = tree->open.items[i].bound;
    if (tree->goal == PP_GOAL_COST && bound > best->bound[tree->root])
        best->bound[tree->root] = bound;
    best->closed[tree->root] = true;
}

/* Nothing to find: nothing is blank, or, when the weight is asked for, the cost is not proven. */
static bool is_idle(const struct tree *tree)
{
    const struct pp_best *best = tree->best;
    int64_t cost = 0;
    bool chosen = false;

    for (size_t c = 0; c < tree->columns; c++)
        if (best->safe[tree->blanks[c]]) {
            cost += pp_best_price(best, PP_GOAL_COST, tree->blanks[c]);
            chosen = true;
        }
    return !chosen || (tree->goal == PP_GOAL_WEIGHT && cost > best->bound[tree->root]);
}

enum pp_status pp_tree_solve(struct pp_best *best, enum pp_goal goal, size_t root)
{
    size_t count = best->problem->blanks.count, cells = count + 1;
    struct tree tree = {.best = best, .arena = pp_arena_new(), .goal = goal, .root = root};
    enum pp_status status = PP_OK;

    tree.blanks = pp_arena_array(tree.arena, cells, sizeof *tree.blanks);
    tree.column = pp_arena_array(tree.arena, cells, sizeof *tree.column);
    tree.lower = pp_arena_array(tree.arena, cells, sizeof *tree.lower);
    tree.upper = pp_arena_array(tree.arena, cells, sizeof *tree.upper);
    tree.x = pp_arena_array(tree.arena, cells, sizeof *tree.x);
    for (size_t b = 0; b < count; b++)
        best->x[b] = best->safe[b];
    load(&tree);
    find_subjects(&tree);
    tree.known = known_price(&tree);
    if (!is_idle(&tree))
        status = grow(&tree);
    if (status == PP_OK && !best->merged)
        settle(&tree);
    pp_lp_free(tree.lp);
    pp_arena_free(tree.arena);
    return status;
}
