/* Which files an edition was made from, beside those of the project now. */
#ifndef COMMANDS_OTHER_INPUTS_H
#define COMMANDS_OTHER_INPUTS_H

#include "inputs.h"
#include "pactpress/reconciliation.h"

/* The same files, by their digests? `in` has results. */
bool inputs_are_those_of(const struct inputs *in, const struct pp_reconciled *edition);
/* Where they are not: a warning (verify.input) for each file that was changed, is gone or is new.
 * Which they were is told by the manifest of a class that is not public, else by the project's
 * archive; where neither does, one warning says so. */
enum pp_status inputs_tell_others(
    struct pp_run *run, const struct inputs *in, const struct pp_reconciled *edition) PP_CHECK;

#endif
