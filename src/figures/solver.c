#include "figures/solver.h"

#include <signal.h>
#include <string.h>

#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>

#include "pactpress/arena.h"

void pp_program_init(struct pp_program *program, struct pp_arena *arena)
{
    *program = (struct pp_program){.arena = arena};
}

static double *grown(struct pp_arena *arena, const double *old, size_t count, size_t capacity)
{
    double *fresh = pp_arena_array(arena, capacity, sizeof *fresh);

    if (count > 0)
        memcpy(fresh, old, count * sizeof *fresh);
    return fresh;
}

size_t pp_program_column(struct pp_program *program, double lower, double upper, double cost)
{
    size_t at = program->columns.count;

    if (at == program->columns.capacity) {
        size_t capacity = at == 0 ? 32 : 2 * at;
        program->columns.lower = grown(program->arena, program->columns.lower, at, capacity);
        program->columns.upper = grown(program->arena, program->columns.upper, at, capacity);
        program->columns.cost = grown(program->arena, program->columns.cost, at, capacity);
        program->columns.capacity = capacity;
    }
    program->columns.lower[at] = lower;
    program->columns.upper[at] = upper;
    program->columns.cost[at] = cost;
    return program->columns.count++;
}

size_t pp_program_row(struct pp_program *program, double lower, double upper)
{
    size_t at = program->rows.count;

    if (at == program->rows.capacity) {
        size_t capacity = at == 0 ? 32 : 2 * at;
        program->rows.lower = grown(program->arena, program->rows.lower, at, capacity);
        program->rows.upper = grown(program->arena, program->rows.upper, at, capacity);
        program->rows.capacity = capacity;
    }
    program->rows.lower[at] = lower;
    program->rows.upper[at] = upper;
    return program->rows.count++;
}

void pp_program_entry(struct pp_program *program, size_t row, size_t column, double value)
{
    struct pp_entry *entry = PP_PUSH(program->arena, &program->entries);

    *entry = (struct pp_entry){.row = (int)row, .column = (int)column, .value = value};
}

/* Entries by column, as the libraries want them. */
struct packed {
    int *starts, *rows;
    double *values;
};

static struct packed pack(const struct pp_program *program)
{
    size_t columns = program->columns.count, count = program->entries.count;
    struct packed packed = {
        .starts = pp_arena_array(program->arena, columns + 2, sizeof(int)),
        .rows = pp_arena_array(program->arena, count, sizeof(int)),
        .values = pp_arena_array(program->arena, count, sizeof(double))};

    for (size_t i = 0; i < count; i++)
        packed.starts[program->entries.items[i].column + 2]++;
    for (size_t i = 2; i < columns + 2; i++)
        packed.starts[i] += packed.starts[i - 1];
    for (size_t i = 0; i < count; i++) {
        const struct pp_entry *entry = &program->entries.items[i];
        int at = packed.starts[entry->column + 1]++;
        packed.rows[at] = entry->row;
        packed.values[at] = entry->value;
    }
    return packed;
}

static double *kept(const struct pp_program *program, const double *numbers, size_t count)
{
    return pp_arena_memdup(program->arena, numbers, count * sizeof *numbers);
}

enum pp_solved pp_program_solve(
    const struct pp_program *program, bool maximise, struct pp_solution *out)
{
    struct packed packed = pack(program);
    size_t columns = program->columns.count, rows = program->rows.count;
    Clp_Simplex *model = Clp_newModel();
    enum pp_solved solved = PP_SOLVED_NOT;

    Clp_setLogLevel(model, 0);
    Clp_loadProblem(
        model, (int)columns, (int)rows, packed.starts, packed.rows, packed.values,
        program->columns.lower, program->columns.upper, program->columns.cost, program->rows.lower,
        program->rows.upper);
    Clp_setOptimizationDirection(model, maximise ? -1 : 1);
    Clp_primal(model, 0);
    if (Clp_isProvenOptimal(model)) {
        solved = PP_SOLVED;
        out->x = kept(program, Clp_getColSolution(model), columns);
        out->duals = kept(program, Clp_getRowPrice(model), rows);
        out->objective = out->bound = Clp_getObjValue(model);
    }
    Clp_deleteModel(model);
    return solved;
}

/* Cbc takes over SIGINT while it solves. The signal waits until the handler is ours again. */
struct guard {
    sigset_t mask;
    struct sigaction action;
};

static void guard_signals(struct guard *guard)
{
    sigset_t blocked;

    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    pthread_sigmask(SIG_BLOCK, &blocked, &guard->mask);
    sigaction(SIGINT, NULL, &guard->action);
}

static void release_signals(const struct guard *guard)
{
    sigaction(SIGINT, &guard->action, NULL);
    pthread_sigmask(SIG_SETMASK, &guard->mask, NULL);
}

static Cbc_Model *load_whole(const struct pp_program *program, bool maximise, int nodes)
{
    struct packed packed = pack(program);
    Cbc_Model *model = Cbc_newModel();

    Cbc_setLogLevel(model, 0);
    Cbc_loadProblem(
        model, (int)program->columns.count, (int)program->rows.count, packed.starts, packed.rows,
        packed.values, program->columns.lower, program->columns.upper, program->columns.cost,
        program->rows.lower, program->rows.upper);
    for (size_t i = 0; i < program->columns.count; i++)
        Cbc_setInteger(model, (int)i);
    Cbc_setObjSense(model, maximise ? -1 : 1);
    Cbc_setMaximumNodes(model, nodes);
    Cbc_setAllowableGap(model, 0);
    Cbc_setAllowableFractionGap(model, 0);
    Cbc_setParameter(model, "allowableGap", "0");
    Cbc_setParameter(model, "ratioGap", "0");
    Cbc_setParameter(model, "threads", "0");
    Cbc_setParameter(model, "randomSeed", "1");
    Cbc_setParameter(model, "randomCbcSeed", "1");
    return model;
}

enum pp_solved pp_program_solve_whole(
    const struct pp_program *program, bool maximise, int nodes, struct pp_solution *out)
{
    struct guard guard;
    enum pp_solved solved = PP_SOLVED_NOT;

    guard_signals(&guard);
    Cbc_Model *model = load_whole(program, maximise, nodes);
    Cbc_solve(model);
    const double *best = Cbc_bestSolution(model);
    if (best != NULL && !Cbc_isProvenInfeasible(model)) {
        solved = Cbc_isProvenOptimal(model) ? PP_SOLVED : PP_SOLVED_PART;
        out->x = kept(program, best, program->columns.count);
        out->duals = NULL;
        out->objective = Cbc_getObjValue(model);
        out->bound = solved == PP_SOLVED ? out->objective : Cbc_getBestPossibleObjValue(model);
    }
    Cbc_deleteModel(model);
    release_signals(&guard);
    return solved;
}

/* --- Programs that change */

struct pp_lp {
    Clp_Simplex *model;
};

struct pp_lp *pp_lp_new(const struct pp_program *program)
{
    struct pp_lp *lp = pp_arena_alloc(program->arena, sizeof *lp);
    struct packed packed = pack(program);

    lp->model = Clp_newModel();
    Clp_setLogLevel(lp->model, 0);
    Clp_loadProblem(
        lp->model, (int)program->columns.count, (int)program->rows.count, packed.starts,
        packed.rows, packed.values, program->columns.lower, program->columns.upper,
        program->columns.cost, program->rows.lower, program->rows.upper);
    return lp;
}

void pp_lp_free(struct pp_lp *lp)
{
    Clp_deleteModel(lp->model);
}

void pp_lp_costs(struct pp_lp *lp, const double *costs)
{
    Clp_chgObjCoefficients(lp->model, costs);
}

void pp_lp_bounds(struct pp_lp *lp, const double *lower, const double *upper)
{
    Clp_chgColumnLower(lp->model, lower);
    Clp_chgColumnUpper(lp->model, upper);
}

void pp_lp_row(
    struct pp_lp *lp, double lower, size_t count, const int *columns, const double *values)
{
    int starts[] = {0, (int)count};
    double upper = PP_SOLVER_MANY;

    Clp_addRows(lp->model, 1, &lower, &upper, starts, columns, values);
}

enum pp_solved pp_lp_solve(struct pp_lp *lp, enum pp_lp_start start)
{
    if (start == PP_LP_DUAL)
        Clp_dual(lp->model, 0);
    else
        Clp_primal(lp->model, 0);
    if (!Clp_isProvenOptimal(lp->model) && !Clp_isProvenPrimalInfeasible(lp->model))
        Clp_primal(lp->model, 0);
    return Clp_isProvenOptimal(lp->model)            ? PP_SOLVED
           : Clp_isProvenPrimalInfeasible(lp->model) ? PP_SOLVED_NOT
                                                     : PP_SOLVED_PART;
}

double pp_lp_objective(struct pp_lp *lp)
{
    return Clp_getObjValue(lp->model);
}

const double *pp_lp_columns(struct pp_lp *lp)
{
    return Clp_getColSolution(lp->model);
}

const double *pp_lp_reduced_costs(struct pp_lp *lp)
{
    return Clp_getReducedCost(lp->model);
}

const double *pp_lp_duals(struct pp_lp *lp)
{
    return Clp_getRowPrice(lp->model);
}
