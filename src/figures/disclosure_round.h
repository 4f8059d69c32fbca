/* Rounding to base 5, the other way to protect counts of persons. */
#ifndef PACTPRESS_FIGURES_DISCLOSURE_ROUND_H
#define PACTPRESS_FIGURES_DISCLOSURE_ROUND_H

#include "pactpress/drafts.h"
#include "pactpress/project.h"

/* Rounds every count that persons protect, each on its own (2 is 0, 3 is 5): its state is then
 * rounded, unless it is a range; "at least" is rounded down. A change or a percentage of a target
 * is computed from rounded numbers; what else is derived from one is withheld. Where rounded parts
 * and their total pin a small count nevertheless (four zeros under a ten), a total over it is
 * withheld, or the count itself. What is suppressed already stays so. Their equations are gone
 * after it. */
void pp_disclosure_round(struct pp_drafts *drafts, const struct pp_project *project);

#endif
