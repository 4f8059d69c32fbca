/* The judge: can readers narrow a blank cell down?
 *
 * Only blank cells that hang together through ties matter for each other, so a question is about
 * one group. Its unknowns are deviations from the true values: 0 is always a filling. How far the
 * cell can go up and down is two linear programs; each solution, rounded and checked in whole
 * numbers, is a filling that may prove other cells of the group safe too. Where rounding fails, the
 * programs are solved in whole numbers. An unsafe cell has two dual solutions as its proof; only
 * blanks that they rest on can help. */
#include "protect_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"

#include "solver.h"

enum { NODES = 20000, MOST_DENOMINATOR = 12, FURTHER = 4 };
static const double tolerance = 1e-6, weightless = 1e-7;

static void index_ties(struct pp_judge *judge)
{
    const struct pp_protection *problem = judge->problem;
    size_t cells = problem->cells.count, all = 0;
    size_t *starts = pp_arena_array(judge->arena, cells + 2, sizeof *starts);

    for (size_t t = 0; t < problem->ties.count; t++) {
        const struct pp_protect_tie *tie = &problem->ties.items[t];
        starts[tie->total + 2]++;
        for (size_t p = 0; p < tie->count; p++)
            starts[tie->parts[p] + 2]++;
        all += 1 + tie->count;
    }
    for (size_t c = 2; c < cells + 2; c++)
        starts[c] += starts[c - 1];
    judge->ties = pp_arena_array(judge->arena, all, sizeof *judge->ties);
    for (size_t t = 0; t < problem->ties.count; t++) {
        const struct pp_protect_tie *tie = &problem->ties.items[t];
        judge->ties[starts[tie->total + 1]++] = t;
        for (size_t p = 0; p < tie->count; p++)
            judge->ties[starts[tie->parts[p] + 1]++] = t;
    }
    judge->tie_starts = starts;
}

void pp_judge_init(
    struct pp_judge *judge, struct pp_arena *arena, const struct pp_protection *problem)
{
    size_t cells = problem->cells.count;

    *judge = (struct pp_judge){.arena = arena, .scratch = pp_arena_new(), .problem = problem};
    index_ties(judge);
    judge->low = pp_arena_array(arena, cells, sizeof *judge->low);
    judge->high = pp_arena_array(arena, cells, sizeof *judge->high);
    judge->column = pp_arena_array(arena, cells, sizeof *judge->column);
    judge->pull = pp_arena_array(arena, cells, sizeof *judge->pull);
    judge->asked_tie = pp_arena_array(arena, problem->ties.count, sizeof *judge->asked_tie);
}

void pp_judge_free(struct pp_judge *judge)
{
    pp_arena_free(judge->scratch);
}

void pp_judge_forget(struct pp_judge *judge)
{
    size_t size = judge->problem->cells.count * sizeof *judge->low;

    if (size > 0) {
        memset(judge->low, 0, size);
        memset(judge->high, 0, size);
    }
}

static const struct pp_protect_cell *cell_at(const struct pp_judge *judge, size_t cell)
{
    return &judge->problem->cells.items[cell];
}

static bool is_blank(const struct pp_judge *judge, size_t cell)
{
    return judge->problem->blanks.items[cell_at(judge, cell)->blank].chosen;
}

static bool is_proven(const struct pp_judge *judge, size_t cell)
{
    return judge->high[cell] - judge->low[cell] >= cell_at(judge, cell)->width;
}

/* --- The group of a cell */

static void meet(struct pp_judge *judge, size_t cell)
{
    if (judge->column[cell] != 0 || !is_blank(judge, cell))
        return;
    *(size_t *)PP_PUSH(judge->scratch, &judge->group) = cell;
    judge->column[cell] = judge->group.count;
}

static void gather(struct pp_judge *judge, size_t cell)
{
    judge->question++;
    memset(&judge->group, 0, sizeof judge->group);
    memset(&judge->group_ties, 0, sizeof judge->group_ties);
    memset(&judge->pulled, 0, sizeof judge->pulled);
    meet(judge, cell);
    for (size_t i = 0; i < judge->group.count; i++) {
        size_t at = judge->group.items[i];
        for (size_t t = judge->tie_starts[at]; t < judge->tie_starts[at + 1]; t++) {
            size_t tie = judge->ties[t];
            if (judge->asked_tie[tie] == judge->question)
                continue;
            judge->asked_tie[tie] = judge->question;
            *(size_t *)PP_PUSH(judge->scratch, &judge->group_ties) = tie;
            const struct pp_protect_tie *of = &judge->problem->ties.items[tie];
            meet(judge, of->total);
            for (size_t p = 0; p < of->count; p++)
                meet(judge, of->parts[p]);
        }
    }
    judge->work += judge->group.count;
}

static void scatter(struct pp_judge *judge)
{
    for (size_t i = 0; i < judge->group.count; i++)
        judge->column[judge->group.items[i]] = 0;
    for (size_t i = 0; i < judge->pulled.count; i++)
        judge->pull[judge->pulled.items[i]] = 0;
}

/* --- The program of a group. Each row remembers the cells it is about, printed ones too. */

struct row {
    const struct pp_protect_tie *tie;
    size_t part; /* ALL_PARTS: the sum of them */
};

#define ALL_PARTS ((size_t)-1)

struct question {
    struct pp_program program;
    struct {
        struct row *items;
        size_t count, capacity;
    } rows;
};

static void enter(struct pp_judge *judge, struct question *question, size_t cell, double value)
{
    if (judge->column[cell] != 0)
        pp_program_entry(
            &question->program, question->program.rows.count - 1, judge->column[cell] - 1, value);
}

static void add_row(
    struct pp_judge *judge, struct question *question, const struct pp_protect_tie *tie,
    size_t part, double lower, double upper)
{
    struct row *row = PP_PUSH(judge->scratch, &question->rows);

    *row = (struct row){.tie = tie, .part = part};
    pp_program_row(&question->program, lower, upper);
    if (part != ALL_PARTS) {
        enter(judge, question, tie->total, 1);
        enter(judge, question, part, -1);
        return;
    }
    for (size_t p = 0; p < tie->count; p++)
        enter(judge, question, tie->parts[p], 1);
    enter(judge, question, tie->total, -1);
}

static int64_t sum_of_parts(const struct pp_judge *judge, const struct pp_protect_tie *tie)
{
    int64_t sum = 0;

    for (size_t p = 0; p < tie->count; p++)
        sum += cell_at(judge, tie->parts[p])->value;
    return sum;
}

/* Each blank part under the total; of printed parts the largest says all. */
static void add_bounds(
    struct pp_judge *judge, struct question *question, const struct pp_protect_tie *tie)
{
    bool total_blank = judge->column[tie->total] != 0;
    int64_t total = cell_at(judge, tie->total)->value;
    size_t largest = ALL_PARTS;

    for (size_t p = 0; p < tie->count; p++) {
        size_t part = tie->parts[p];
        int64_t value = cell_at(judge, part)->value;
        if (judge->column[part] != 0)
            add_row(judge, question, tie, part, (double)(value - total), PP_SOLVER_MANY);
        else if (total_blank && (largest == ALL_PARTS || value > cell_at(judge, largest)->value))
            largest = part;
    }
    if (largest != ALL_PARTS)
        add_row(
            judge, question, tie, largest, (double)(cell_at(judge, largest)->value - total),
            PP_SOLVER_MANY);
}

static void add_tie(
    struct pp_judge *judge, struct question *question, const struct pp_protect_tie *tie)
{
    if (tie->relation == PP_RELATION_SUM) {
        add_row(judge, question, tie, ALL_PARTS, 0, 0);
        return;
    }
    if (tie->relation != PP_RELATION_BOUND) {
        int64_t slack = sum_of_parts(judge, tie) - cell_at(judge, tie->total)->value;
        add_row(judge, question, tie, ALL_PARTS, (double)-slack, PP_SOLVER_MANY);
    }
    if (tie->relation != PP_RELATION_COVER)
        add_bounds(judge, question, tie);
}

/* The cell itself need not go much further than its width; whole multiples of a direction lie
 * there.
 */
static void pose(struct pp_judge *judge, struct question *question, size_t cell)
{
    int64_t width = FURTHER * cell_at(judge, cell)->width;

    pp_program_init(&question->program, judge->scratch);
    for (size_t i = 0; i < judge->group.count; i++) {
        const struct pp_protect_cell *at = cell_at(judge, judge->group.items[i]);
        bool asked = judge->group.items[i] == cell;
        int64_t lower = at->least - at->value;
        if (asked && lower < -width)
            lower = -width;
        pp_program_column(
            &question->program, (double)lower, asked ? (double)width : PP_SOLVER_MANY, asked);
    }
    for (size_t t = 0; t < judge->group_ties.count; t++)
        add_tie(judge, question, &judge->problem->ties.items[judge->group_ties.items[t]]);
}

/* --- Fillings, checked in whole numbers */

static int64_t filled(const struct pp_judge *judge, const int64_t *filling, size_t cell)
{
    int64_t value = cell_at(judge, cell)->value;

    return judge->column[cell] == 0 ? value : value + filling[judge->column[cell] - 1];
}

static bool agrees(
    const struct pp_judge *judge, const int64_t *filling, const struct pp_protect_tie *tie)
{
    int64_t total = filled(judge, filling, tie->total), sum = 0, largest = 0;

    for (size_t p = 0; p < tie->count; p++) {
        int64_t part = filled(judge, filling, tie->parts[p]);
        sum += part;
        largest = part > largest ? part : largest;
    }
    switch (tie->relation) {
    case PP_RELATION_SUM:
        return sum == total;
    case PP_RELATION_UNION:
        return largest <= total && total <= sum;
    case PP_RELATION_COVER:
        return total <= sum;
    case PP_RELATION_BOUND:
        return largest <= total;
    }
    return false;
}

static bool is_filling(const struct pp_judge *judge, const int64_t *filling)
{
    for (size_t i = 0; i < judge->group.count; i++) {
        const struct pp_protect_cell *cell = cell_at(judge, judge->group.items[i]);
        if (filling[i] < cell->least - cell->value || filling[i] > PP_LIMIT_PROTECT_VALUE)
            return false;
    }
    for (size_t t = 0; t < judge->group_ties.count; t++)
        if (!agrees(judge, filling, &judge->problem->ties.items[judge->group_ties.items[t]]))
            return false;
    return true;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* What a solution says in whole numbers. Where it has fractions with a small denominator, it is a
 * multiple of a whole direction; the largest whole multiple that is not longer is taken. */
static bool round_to_whole(
    const struct pp_judge *judge, const double *x, int64_t *filling, bool *was_whole)
{
    size_t count = judge->group.count;
    int64_t common = 0;
    int denominator = 1;

    for (size_t i = 0; i < count; i++)
        if (!(fabs(x[i]) < (double)PP_LIMIT_PROTECT_VALUE))
            return false;
    for (size_t i = 0; i < count && denominator < MOST_DENOMINATOR; i++)
        if (fabs(x[i] * denominator - round(x[i] * denominator)) > tolerance * denominator) {
            denominator++;
            i = (size_t)-1;
        }
    *was_whole = denominator == 1;
    for (size_t i = 0; i < count; i++) {
        filling[i] = llround(x[i] * denominator);
        common = common_divisor(common, filling[i]);
    }
    for (size_t i = 0; i < count && denominator > 1 && common > 0; i++)
        filling[i] = filling[i] / common * (common / denominator);
    return true;
}

/* Notes how far a filling goes, for every cell of the group. True when the solution itself is the
 * filling, so that no other goes further. */
static bool note_filling(struct pp_judge *judge, const double *x)
{
    int64_t *filling = pp_arena_array(judge->scratch, judge->group.count, sizeof *filling);
    bool was_whole;

    if (!round_to_whole(judge, x, filling, &was_whole) || !is_filling(judge, filling))
        return false;
    for (size_t i = 0; i < judge->group.count; i++) {
        size_t cell = judge->group.items[i];
        if (filling[i] > judge->high[cell])
            judge->high[cell] = filling[i];
        if (filling[i] < judge->low[cell])
            judge->low[cell] = filling[i];
    }
    return was_whole;
}

/* --- What would help */

static void pull(struct pp_judge *judge, size_t cell, double weight)
{
    if (judge->column[cell] != 0)
        return;
    if (judge->pull[cell] == 0)
        *(size_t *)PP_PUSH(judge->scratch, &judge->pulled) = cell;
    judge->pull[cell] += weight;
}

static int compare_indexes(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;

    return a < b ? -1 : a > b;
}

struct indexes {
    size_t *items;
    size_t count, capacity;
};

static void offer(struct pp_judge *judge, struct indexes *members, size_t cell)
{
    size_t blank = cell_at(judge, cell)->blank;
    const struct pp_protect_blank *of = &judge->problem->blanks.items[blank];

    if (of->rule == PP_BLANK_MAY && !of->chosen)
        *(size_t *)PP_PUSH(judge->scratch, members) = blank;
}

static void finish_help(
    struct pp_judge *judge, size_t cell, struct indexes *members, struct pp_covering *help)
{
    size_t kept = 0;

    if (members->count > 0)
        qsort(members->items, members->count, sizeof *members->items, compare_indexes);
    for (size_t i = 0; i < members->count; i++)
        if (i == 0 || members->items[i] != members->items[i - 1])
            members->items[kept++] = members->items[i];
    help->subject = cell_at(judge, cell)->blank;
    help->count = kept;
    help->members =
        kept == 0 ? NULL
                  : pp_arena_memdup(judge->arena, members->items, kept * sizeof *members->items);
}

/* The printed cells that a proof by duals rests on. */
static void add_pulls(struct pp_judge *judge, const struct question *question, const double *duals)
{
    for (size_t r = 0; r < question->rows.count; r++) {
        const struct row *row = &question->rows.items[r];
        if (fabs(duals[r]) < weightless)
            continue;
        if (row->part != ALL_PARTS) {
            pull(judge, row->tie->total, duals[r]);
            pull(judge, row->part, -duals[r]);
            continue;
        }
        for (size_t p = 0; p < row->tie->count; p++)
            pull(judge, row->tie->parts[p], duals[r]);
        pull(judge, row->tie->total, -duals[r]);
    }
}

static void help_by_duals(
    struct pp_judge *judge, const struct question *question, size_t cell, const double *up,
    const double *down, struct pp_covering *help)
{
    const double *const duals[] = {up, down};
    struct indexes members = {0};

    for (size_t d = 0; d < 2; d++) {
        judge->pulled.count = 0;
        add_pulls(judge, question, duals[d]);
        for (size_t i = 0; i < judge->pulled.count; i++) {
            size_t at = judge->pulled.items[i];
            if (fabs(judge->pull[at]) >= weightless)
                offer(judge, &members, at);
            judge->pull[at] = 0;
        }
    }
    judge->pulled.count = 0;
    finish_help(judge, cell, &members, help);
}

/* Without a proof by duals: as long as nothing beside the group becomes blank, nothing changes. */
static void help_by_neighbours(struct pp_judge *judge, size_t cell, struct pp_covering *help)
{
    struct indexes members = {0};

    for (size_t t = 0; t < judge->group_ties.count; t++) {
        const struct pp_protect_tie *tie = &judge->problem->ties.items[judge->group_ties.items[t]];
        offer(judge, &members, tie->total);
        for (size_t p = 0; p < tie->count; p++)
            offer(judge, &members, tie->parts[p]);
    }
    finish_help(judge, cell, &members, help);
}

/* --- The question */

static void search_whole(struct pp_judge *judge, const struct question *question, bool up)
{
    struct pp_solution solution;
    enum pp_solved solved = pp_program_solve_whole(&question->program, up, NODES, &solution);

    if (solved != PP_SOLVED_NOT)
        note_filling(judge, solution.x);
    if (solved != PP_SOLVED)
        judge->in_doubt = true;
}

static bool ask(struct pp_judge *judge, size_t cell, struct pp_covering *help)
{
    struct question question = {0};
    struct pp_solution up, down;
    int64_t width = cell_at(judge, cell)->width;

    pose(judge, &question, cell);
    bool solved = pp_program_solve(&question.program, true, &up) == PP_SOLVED;
    bool whole = solved && note_filling(judge, up.x);
    if (is_proven(judge, cell))
        return true;
    solved = pp_program_solve(&question.program, false, &down) == PP_SOLVED && solved;
    whole = solved && note_filling(judge, down.x) && whole;
    if (is_proven(judge, cell))
        return true;
    if (solved && floor(up.objective + tolerance) - ceil(down.objective - tolerance) <
                      (double)width - tolerance) {
        help_by_duals(judge, &question, cell, up.duals, down.duals, help);
        return false;
    }
    if (!whole) {
        search_whole(judge, &question, true);
        if (!is_proven(judge, cell))
            search_whole(judge, &question, false);
    }
    if (is_proven(judge, cell))
        return true;
    help_by_neighbours(judge, cell, help);
    return false;
}

bool pp_judge_is_safe(struct pp_judge *judge, size_t cell, struct pp_covering *help)
{
    struct pp_arena_mark mark = pp_arena_mark(judge->scratch);

    if (is_proven(judge, cell))
        return true;
    gather(judge, cell);
    bool safe = ask(judge, cell, help);
    scatter(judge);
    pp_arena_rewind(judge->scratch, mark);
    return safe;
}
