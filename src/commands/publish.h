/* Attacking a candidate, and publishing it from its own files. */
#ifndef COMMANDS_PUBLISH_H
#define COMMANDS_PUBLISH_H

#include "inputs.h"
#include "pactpress/candidate.h"
#include "pactpress/edition.h"

/* What a candidate of class public says must not tell what is withheld: its files are attacked,
 * with those of all editions in the archive, unless `alone`. */
enum pp_status publish_attack(
    struct pp_run *run, const struct inputs *in, const char *folder, bool alone) PP_CHECK;
/* Attacks it once more, as others may have been published since it was built, then publishes it
 * with the figures that stand in its figures.csv. `out` is locked. */
enum pp_status publish_candidate(
    struct pp_run *run, const struct inputs *in, const char *out,
    const struct pp_candidate *candidate, struct pp_edition *edition) PP_CHECK;

#endif
