/* Cuts: inequalities that every safe choice of blanks fulfils.
 *
 * Readers who know the ties can combine them with any weights. If a cell p is to move up or down by
 * its width W between two fillings, the combination says how much the other blank cells must move
 * with it; each can go down to its least value only. So the blanks must weigh enough:
 *
 *     sum of factor(b) * x(b) >= x(subject),  x = 1: blank, 0: printed.
 *
 * For a choice, whole or fractional, the weights that it violates most are the duals of a linear
 * program: how far can p move when each cell may move by x times its room? (The capacity
 * constraints of M. Fischetti and J. J. Salazar, "Solving the cell suppression problem on tabular
 * data with linear constraints", Management Science 47, 2001, with their rounding to whole numbers
 * after V. Chvatal.) The duals are rounded to fractions and the inequality is worked out from these
 * in whole numbers: it holds, whatever the solver did. */
#ifndef PACTPRESS_FIGURES_PROTECT_CUT_H
#define PACTPRESS_FIGURES_PROTECT_CUT_H

#include "pactpress/protect.h"

#define PP_CUT_ALWAYS ((size_t)-1)

struct pp_cut {
    size_t subject;  /* a blank that may be chosen, or PP_CUT_ALWAYS: the right side is 1 */
    size_t *members; /* blanks that may be chosen, ascending */
    double *factors; /* of the members, over 0 to 1 */
    size_t count;
};

/* How much the left side lacks. */
double pp_cut_lack(const struct pp_cut *cut, const double *x);

struct pp_separator;

/* Columns are all cells that can be blank. Lives in `arena`, but must be freed. */
struct pp_separator *pp_separator_new(struct pp_arena *arena, const struct pp_protection *problem);
void pp_separator_free(struct pp_separator *separator);
/* The choice that cuts are wanted for: x of each blank, from 0 to 1. */
void pp_separator_aim(struct pp_separator *separator, const double *x);
/* A cut for `cell` that the choice violates; false when none was found. `barred` blanks are printed
 * in every choice. */
bool pp_separate(
    struct pp_separator *separator, struct pp_arena *arena, const bool *barred, size_t cell,
    struct pp_cut *out);

#endif
