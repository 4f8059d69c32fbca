/* Publishing a candidate from its own files. */
#ifndef COMMANDS_PUBLISH_H
#define COMMANDS_PUBLISH_H

#include "inputs.h"
#include "pactpress/candidate.h"
#include "pactpress/edition.h"

/* Publishes it with the figures that stand in its figures.csv. `out` is locked. */
enum pp_status publish_candidate(
    struct pp_run *run, const struct inputs *in, const char *out,
    const struct pp_candidate *candidate, struct pp_edition *edition) PP_CHECK;

#endif
