/* From drafts to the problem that protect.h solves, and back. */
#ifndef PACTPRESS_FIGURES_DISCLOSURE_PROBLEM_H
#define PACTPRESS_FIGURES_DISCLOSURE_PROBLEM_H

#include "pactpress/drafts.h"
#include "pactpress/protect.h"

struct pp_secrets {
    struct pp_arena *arena;
    const struct pp_drafts *drafts;
    const struct pp_project *project;
    struct pp_protection problem;
    size_t *together;   /* [draft] the draft that stands for all that are withheld together */
    size_t *blank;      /* [draft] index in the problem, or PP_NO_INDEX: can never be withheld */
    size_t *low, *high; /* [draft] cells of its ends, or PP_NO_INDEX; the same for one number */
};

/* Which threshold protects a draft; 0: none. */
int pp_threshold_of(const struct pp_project *project, enum pp_protect protect);

/* Drafts that are suppressed now must be; what hangs on them follows. Cells and ties are those of
 * the equations. */
void pp_secrets_pose(
    struct pp_secrets *secrets, struct pp_arena *arena, const struct pp_drafts *drafts,
    const struct pp_project *project);
/* Is the draft withheld in the solution? */
bool pp_secrets_hides(const struct pp_secrets *secrets, size_t draft);
/* The draft that a cell belongs to. */
size_t pp_secrets_draft(const struct pp_secrets *secrets, size_t cell);

#endif
