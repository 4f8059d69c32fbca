/* The best choice of blanks, by branch and cut.
 *
 * A choice that is safe is known throughout, and gets better. Blanks that share a cut make a
 * cluster; each cluster has a tree of its own: the linear relaxation of its cuts, tightened by cuts
 * that its solution violates, then a blank is chosen here and printed there. Whole solutions are
 * judged. First the cost is as low as can be, then the weight. Where the limits are reached, the
 * choice is still safe, and the bound says what is proven. */
#ifndef PACTPRESS_FIGURES_PROTECT_BEST_H
#define PACTPRESS_FIGURES_PROTECT_BEST_H

#include "pactpress/arena.h"

#include "protect_cut.h"
#include "protect_parts.h"

struct pp_run;

enum pp_goal { PP_GOAL_COST, PP_GOAL_WEIGHT };

struct pp_best {
    struct pp_run *run;
    struct pp_arena *arena, *helps; /* helps: what the judge says about one choice */
    struct pp_arena_mark no_helps;
    struct pp_protection *problem;
    struct pp_judge *judge;
    const bool *barred;   /* [blank] printed in every choice */
    const bool *given_up; /* [cell] nothing protects it */
    struct pp_separator *separator;
    struct {
        struct pp_cut *items;
        size_t count, capacity;
    } cuts;
    bool *safe;       /* [blank] the best choice so far */
    size_t *cluster;  /* [blank] another of its cluster, the root at last */
    bool *closed;     /* [root] what it costs is proven */
    int64_t *bound;   /* [root] what it costs at least */
    double *x;        /* [blank] the choice that cuts are wanted for */
    bool merged;      /* clusters have grown together since this was unset */
    size_t questions; /* left to be asked of the separator */
};

bool pp_best_may(const struct pp_best *best, size_t blank);
size_t pp_best_root(struct pp_best *best, size_t blank);
int64_t pp_best_price(const struct pp_best *best, enum pp_goal goal, size_t blank);
/* Keeps a cut; unites the clusters that it touches. */
void pp_best_add_cut(struct pp_best *best, const struct pp_cut *cut);
/* Is the choice safe? If so and it is better, it is kept; else the cuts that it violates are. */
enum pp_status pp_best_try(struct pp_best *best, const bool *chosen, bool *is_safe) PP_CHECK;
/* Makes something safe out of best->x, and keeps it if it is better. */
enum pp_status pp_best_round(struct pp_best *best) PP_CHECK;

/* Solves a cluster. The bound of the cluster is set, `closed` when it is met or, for
 * PP_GOAL_WEIGHT, when nothing more is to be had; neither when clusters merged. */
enum pp_status pp_tree_solve(struct pp_best *best, enum pp_goal goal, size_t root) PP_CHECK;

/* From the choice of the problem, which is safe, to the best one; `coverings` are known to hold.
 * Sets problem->bound. */
enum pp_status pp_best_choose(
    struct pp_run *run, struct pp_judge *judge, const struct pp_cover *cover,
    const bool *given_up) PP_CHECK;

#endif
