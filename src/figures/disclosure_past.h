/* What earlier editions published binds: nobody can take back what was printed, and what was
 * withheld must not be told by a later period. */
#ifndef PACTPRESS_FIGURES_DISCLOSURE_PAST_H
#define PACTPRESS_FIGURES_DISCLOSURE_PAST_H

#include "pactpress/archive.h"
#include "pactpress/drafts.h"

/* Marks counts as the latest edition of the class had them: withheld, or known. One that was
 * printed and differs now by less than its threshold is withheld, and reported: who has both
 * editions would know what the few did. Drafts that no row prints take the value that was printed,
 * or are withheld. */
enum pp_status pp_past_bind(
    struct pp_drafts *drafts, const struct pp_project *project, const char *klass,
    struct pp_archive *past) PP_CHECK;

#endif
