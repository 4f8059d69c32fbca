/* Disclosure control: which figures are withheld. One function over the drafts, before they close;
 * everything that prints, draws or exports agrees because it sees only what is left.
 *
 * Rules (docs/figures.md, section 7): threshold on unique persons; minimum of respondents;
 * sensitive distributions; derived figures follow their base; and, over all equations between the
 * figures, as few further figures as make each withheld count uncertain by its width (protect.h):
 * the threshold, or for hours the time that so many persons spend. Sources: Handbook on Statistical
 * Disclosure Control, 2nd ed. (2024), sections on frequency tables and linked tables. */
#ifndef PACTPRESS_DISCLOSURE_H
#define PACTPRESS_DISCLOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/archive.h"
#include "pactpress/project.h"
#include "pactpress/drafts.h"

/* Marks what is withheld as suppressed. Class "restricted" withholds nothing. With `past` (may be
 * NULL) the editions before bind: what they withheld stays withheld, and what they printed is
 * known. A count that nothing protects, because what tells it is known already, is reported. Only
 * signals end it early. */
enum pp_status pp_disclosure_apply(
    struct pp_drafts *drafts, const struct pp_project *project, const char *klass,
    struct pp_archive *past) PP_CHECK;

/* Do 90 % or more of the counts stand in one class? False for an empty distribution. */
bool pp_is_concentrated(const int64_t *counts, size_t count);

#endif
