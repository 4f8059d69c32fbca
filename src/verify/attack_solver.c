#include "attack_solver.h"

#include <signal.h>

#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>

#include "pactpress/arena.h"

enum { NODE_LIMIT = 50000 };

void pp_system_unknown(struct pp_arena *arena, struct pp_system *system, double least)
{
    *(double *)PP_PUSH(arena, &system->least) = least;
}

void pp_system_law(struct pp_arena *arena, struct pp_system *system, double low, double high)
{
    *(double *)PP_PUSH(arena, &system->ends) = low;
    *(double *)PP_PUSH(arena, &system->ends) = high;
}

void pp_system_term(struct pp_arena *arena, struct pp_system *system, size_t unknown, double factor)
{
    struct pp_term *term = PP_PUSH(arena, &system->terms);

    *term = (struct pp_term){
        .unknown = (int)unknown, .law = (int)system->ends.count / 2 - 1, .factor = factor};
}

/* Terms in order of unknowns: a counting sort. */
static void arrange(struct pp_arena *arena, struct pp_system *system)
{
    size_t unknowns = system->least.count, terms = system->terms.count;
    int *next = pp_arena_array(arena, unknowns, sizeof *next);

    system->starts = pp_arena_array(arena, unknowns + 1, sizeof *system->starts);
    system->laws = pp_arena_array(arena, terms, sizeof *system->laws);
    system->factors = pp_arena_array(arena, terms, sizeof *system->factors);
    for (size_t i = 0; i < terms; i++)
        system->starts[system->terms.items[i].unknown + 1]++;
    for (size_t i = 0; i < unknowns; i++) {
        system->starts[i + 1] += system->starts[i];
        next[i] = system->starts[i];
    }
    for (size_t i = 0; i < terms; i++) {
        const struct pp_term *term = &system->terms.items[i];
        int at = next[term->unknown]++;
        system->laws[at] = term->law;
        system->factors[at] = term->factor;
    }
}

/* Ends of laws apart, and open upper ends of the unknowns. */
struct ends {
    double *low, *high, *open;
};

static struct ends split_ends(struct pp_arena *arena, const struct pp_system *system)
{
    size_t laws = system->ends.count / 2, unknowns = system->least.count;
    struct ends ends = {
        pp_arena_array(arena, laws, sizeof(double)), pp_arena_array(arena, laws, sizeof(double)),
        pp_arena_array(arena, unknowns, sizeof(double))};

    for (size_t i = 0; i < laws; i++) {
        ends.low[i] = system->ends.items[2 * i];
        ends.high[i] = system->ends.items[2 * i + 1];
    }
    for (size_t i = 0; i < unknowns; i++)
        ends.open[i] = PP_SYSTEM_OPEN;
    return ends;
}

static void load(struct pp_arena *arena, struct pp_system *system)
{
    struct ends ends = split_ends(arena, system);
    Clp_Simplex *model = Clp_newModel();

    arrange(arena, system);
    Clp_setLogLevel(model, 0);
    Clp_loadProblem(
        model, (int)system->least.count, (int)(system->ends.count / 2), system->starts,
        system->laws, system->factors, system->least.items, ends.open, NULL, ends.low, ends.high);
    system->model = model;
}

static double *copied(struct pp_arena *arena, const double *values, size_t count)
{
    return pp_arena_memdup(arena, values, count * sizeof *values);
}

enum pp_found pp_system_ask(
    struct pp_arena *arena, struct pp_system *system, size_t unknown, bool up, double **values)
{
    double *aim = pp_arena_array(arena, system->least.count, sizeof *aim);

    *values = NULL;
    if (system->model == NULL)
        load(arena, system);
    Clp_Simplex *model = system->model;
    aim[unknown] = 1;
    Clp_chgObjCoefficients(model, aim);
    Clp_setOptimizationDirection(model, up ? -1 : 1);
    Clp_primal(model, 0);
    if (Clp_isProvenPrimalInfeasible(model))
        return PP_FOUND_NONE;
    if (Clp_isProvenDualInfeasible(model))
        return PP_FOUND_OPEN;
    if (!Clp_isProvenOptimal(model))
        return PP_FOUND_LIMIT;
    *values = copied(arena, Clp_getColSolution(model), system->least.count);
    return PP_FOUND;
}

static Cbc_Model *load_whole(
    struct pp_arena *arena, const struct pp_system *system, size_t unknown, bool up)
{
    struct ends ends = split_ends(arena, system);
    double *aim = pp_arena_array(arena, system->least.count, sizeof *aim);
    Cbc_Model *model = Cbc_newModel();

    aim[unknown] = 1;
    Cbc_setLogLevel(model, 0);
    Cbc_loadProblem(
        model, (int)system->least.count, (int)(system->ends.count / 2), system->starts,
        system->laws, system->factors, system->least.items, ends.open, aim, ends.low, ends.high);
    for (size_t i = 0; i < system->least.count; i++)
        Cbc_setInteger(model, (int)i);
    Cbc_setObjSense(model, up ? -1 : 1);
    Cbc_setMaximumNodes(model, NODE_LIMIT);
    Cbc_setAllowableGap(model, 0);
    Cbc_setAllowableFractionGap(model, 0);
    Cbc_setParameter(model, "threads", "0");
    Cbc_setParameter(model, "randomSeed", "1");
    Cbc_setParameter(model, "randomCbcSeed", "1");
    return model;
}

/* Cbc puts a handler of its own on SIGINT and forgets to take it off. Until the old one is back,
 * the signal waits. */
enum pp_found pp_system_ask_whole(
    struct pp_arena *arena, struct pp_system *system, size_t unknown, bool up, double **values)
{
    enum pp_found found = PP_FOUND_LIMIT;
    sigset_t interrupts, before;
    struct sigaction handler;

    *values = NULL;
    sigemptyset(&interrupts);
    sigaddset(&interrupts, SIGINT);
    pthread_sigmask(SIG_BLOCK, &interrupts, &before);
    sigaction(SIGINT, NULL, &handler);
    Cbc_Model *model = load_whole(arena, system, unknown, up);
    Cbc_solve(model);
    const double *best = Cbc_bestSolution(model);
    if (Cbc_isProvenInfeasible(model))
        found = PP_FOUND_NONE;
    else if (best != NULL) {
        *values = copied(arena, best, system->least.count);
        found = Cbc_isProvenOptimal(model) ? PP_FOUND : PP_FOUND_LIMIT;
    }
    Cbc_deleteModel(model);
    sigaction(SIGINT, &handler, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return found;
}

void pp_system_free(struct pp_system *system)
{
    if (system->model != NULL)
        Clp_deleteModel(system->model);
    system->model = NULL;
}
