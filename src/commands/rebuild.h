/* An edition built again, apart from the project and its outputs. */
#ifndef COMMANDS_REBUILD_H
#define COMMANDS_REBUILD_H

#include "inputs.h"
#include "pactpress/reconciliation.h"

/* Builds what `edition` was built from: same class, period, state of the data and draft, into
 * `out`; nothing of the project is changed. *folder is where the files are; NULL: the files that
 * went into the edition are not those of the project any more, and a warning (verify.input) for
 * each tells how. */
enum pp_status build_again(
    struct pp_run *run, const struct pp_options *options, const struct pp_reconciled *edition,
    const char *out, const char **folder) PP_CHECK;

#endif
