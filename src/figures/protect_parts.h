/* The two halves of the choice of blanks: the judge says whether a blank cell is safe and, if not,
 * which blanks would help; the cover chooses blanks so that every unsafe cell is helped. */
#ifndef PACTPRESS_FIGURES_PROTECT_PARTS_H
#define PACTPRESS_FIGURES_PROTECT_PARTS_H

#include "pactpress/protect.h"

/* "If `subject` is blank, so is one of `members`." */
struct pp_covering {
    size_t subject;
    size_t *members; /* blanks that may be chosen, ascending */
    size_t count;
};

struct pp_judge {
    struct pp_arena *arena;   /* of the judge and the coverings that it hands out */
    struct pp_arena *scratch; /* of one question */
    const struct pp_protection *problem;
    size_t *tie_starts, *ties; /* the ties of each cell */
    int64_t *low, *high;       /* [cell] how far fillings that were found go below and above */
    size_t *column;            /* [cell] 1 + place in the group under question, or 0 */
    size_t *asked_tie;         /* [tie] mark of the question that saw it last */
    double *pull;              /* [cell] weight in a proof */
    size_t question;
    size_t work; /* cells in all questions so far */
    struct {
        size_t *items;
        size_t count, capacity;
    } group, group_ties, pulled;
    bool in_doubt; /* a search reached its limit: something may be called unsafe that is safe */
};

void pp_judge_init(
    struct pp_judge *judge, struct pp_arena *arena, const struct pp_protection *problem);
void pp_judge_free(struct pp_judge *judge);
/* Forgets what was found: the choice has changed. */
void pp_judge_forget(struct pp_judge *judge);
/* Is a cell, blank under the problem's present choice, safe? If not, *help tells what would help.
 */
bool pp_judge_is_safe(struct pp_judge *judge, size_t cell, struct pp_covering *help);

struct pp_cover {
    struct pp_arena *arena;
    struct pp_protection *problem; /* its `chosen` is what the cover decides */
    struct {
        struct pp_covering *items;
        size_t count, capacity;
    } coverings;
    int64_t *rank; /* [blank] 1, 2, ... by weight, then order */
    bool *barred;  /* [blank] cannot be protected when blank, so stays printed */
    int64_t bound; /* of the cost: no choice that meets the coverings costs less */
};

void pp_cover_init(struct pp_cover *cover, struct pp_arena *arena, struct pp_protection *problem);
/* False when nothing helps a subject that must be blank. */
bool pp_cover_add(struct pp_cover *cover, const struct pp_covering *covering);
/* Chooses one of those that help, if none is chosen yet: the cheapest, of these the one that loses
 * least. Unchooses a subject that is barred. */
void pp_cover_help(struct pp_cover *cover, const struct pp_covering *help);
/* Chooses by greedy steps and takes back what is not needed. */
void pp_cover_choose_fast(struct pp_cover *cover);
/* Chooses the best by a short search, cluster by cluster; fast where that finds no end. True when
 * all of it is proven the best. */
bool pp_cover_choose_best(struct pp_cover *cover);

#endif
