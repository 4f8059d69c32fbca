/* Editions: a candidate is published, whole or not at all. The protocol, and what is done after a
 * crash, stand in docs/figures.md, section 8. */
#ifndef PACTPRESS_EDITION_H
#define PACTPRESS_EDITION_H

#include "pactpress/ingest.h"
#include "pactpress/status.h"
#include "pactpress/tally.h"

struct pp_release {
    const struct pp_project *project;
    const struct pp_results *results;
    const struct pp_person_key *key;
    const char *out; /* output folder, locked by the caller */
    const char *klass;
    const char *candidate; /* folder that was just built */
};

struct pp_edition {
    const char *id;     /* "public-2022-Q1-1" */
    const char *folder; /* <out>/editions/<id> */
    const char *link;   /* <out>/<class>/<period> */
    bool same;          /* the candidate equals the last edition: nothing new was published */
};

/* Settles what an earlier run left, then publishes the candidate as the next edition of its class
 * and period. A candidate whose manifest equals that of the last published edition publishes
 * nothing new. */
enum pp_status pp_edition_release(
    struct pp_run *run, struct pp_arena *arena, const struct pp_release *order,
    struct pp_edition *out) PP_CHECK;

#endif
