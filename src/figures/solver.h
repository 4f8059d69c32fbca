/* Linear and integer programs: the one place that knows COIN-OR Clp and Cbc.
 *
 * A program is built row by row and solved as often as wanted. Nothing is printed, no signal
 * handler is left changed (Cbc installs one of its own at each solve), one thread, limits in nodes
 * and never in seconds: the same program has the same solution every time. */
#ifndef PACTPRESS_FIGURES_SOLVER_H
#define PACTPRESS_FIGURES_SOLVER_H

#include <stdbool.h>
#include <stddef.h>

struct pp_arena;

#define PP_SOLVER_MANY 1e30 /* no bound */

struct pp_entry {
    int row, column;
    double value;
};

struct pp_program {
    struct pp_arena *arena;
    struct {
        double *lower, *upper, *cost; /* cost: of the objective */
        size_t count, capacity;
    } columns;
    struct {
        double *lower, *upper;
        size_t count, capacity;
    } rows;
    struct {
        struct pp_entry *items;
        size_t count, capacity;
    } entries;
};

enum pp_solved {
    PP_SOLVED,      /* to the optimum */
    PP_SOLVED_PART, /* a solution, not proven the best: the limit of nodes was reached */
    PP_SOLVED_NOT   /* infeasible, or no solution within the limits */
};

struct pp_solution {
    double *x;     /* per column */
    double *duals; /* per row; linear programs only */
    double objective;
    double bound; /* no solution is better */
};

void pp_program_init(struct pp_program *program, struct pp_arena *arena);
size_t pp_program_column(struct pp_program *program, double lower, double upper, double cost);
size_t pp_program_row(struct pp_program *program, double lower, double upper);
void pp_program_entry(struct pp_program *program, size_t row, size_t column, double value);

/* The solution lives in the program's arena. */
enum pp_solved pp_program_solve(
    const struct pp_program *program, bool maximise, struct pp_solution *out);
/* All columns whole; at most `nodes` nodes of the search. */
enum pp_solved pp_program_solve_whole(
    const struct pp_program *program, bool maximise, int nodes, struct pp_solution *out);

/* A linear program, to be minimised, that changes little by little: each solve begins where the
 * last one ended. It is no part of the arena and must be freed. */
struct pp_lp;
struct pp_lp *pp_lp_new(const struct pp_program *program);
void pp_lp_free(struct pp_lp *lp);
void pp_lp_costs(struct pp_lp *lp, const double *costs);
void pp_lp_bounds(struct pp_lp *lp, const double *lower, const double *upper);
/* A row that is at least `lower`. */
void pp_lp_row(
    struct pp_lp *lp, double lower, size_t count, const int *columns, const double *values);

enum pp_lp_start {
    PP_LP_PRIMAL, /* costs have changed */
    PP_LP_DUAL    /* bounds or rows have changed */
};
enum pp_solved pp_lp_solve(struct pp_lp *lp, enum pp_lp_start start);
/* Of the last solve; valid until the next change. */
double pp_lp_objective(struct pp_lp *lp);
const double *pp_lp_columns(struct pp_lp *lp);
const double *pp_lp_reduced_costs(struct pp_lp *lp);
const double *pp_lp_duals(struct pp_lp *lp);

#endif
