/* Who was at which event. A person is counted once at each event, over all files and sources: the
 * first row counts, later ones are duplicates (or, with `stays: add`, further stays, whose length
 * is added to the first). Any row may be the second of one read long ago, so rows of attendance
 * wait until the last of them is there, in their order. Persons and events meanwhile are sorted,
 * and tell which rows are whose second. Memory is bounded by run->memory; the rest is on the disk.
 *
 * What is told about a row that waits, waits with it: a duplicate tells nothing. */
#ifndef PACTPRESS_INGEST_ATTENDED_H
#define PACTPRESS_INGEST_ATTENDED_H

#include "pactpress/map.h"
#include "pactpress/reader.h"
#include "pactpress/sorter.h"
#include "pactpress/spool.h"

struct pp_attended {
    struct pp_map occasions; /* what rows of one event have in common -> struct occasion * */
    struct pp_map events;    /* event, as duplicates are told by -> its number + 1, as a pointer */
    struct pp_map notices;   /* key -> struct told *: the sentences that wait */
    struct pp_str key;       /* of the map that is asked; kept for its memory */
    struct pp_sorter seats;  /* rows that name person and event, by these, then by row */
    struct pp_spool rows;    /* all that wait */
    uint64_t count;
};

void pp_attended_init(
    struct pp_attended *attended, struct pp_run *run, const struct pp_project *project,
    struct pp_arena *arena);
void pp_attended_free(struct pp_attended *attended);
/* A row that counts unless it is a duplicate; of finding->record, finding->notices. */
enum pp_status pp_attended_wait(struct pp_intake *in, const struct pp_finding *finding) PP_CHECK;
/* Something to tell in its turn. */
enum pp_status pp_attended_tell(
    struct pp_intake *in, size_t file, const struct pp_notices *notices) PP_CHECK;
/* Settles all that waits: tells, counts in the accounts of the files, hands over. */
enum pp_status pp_attended_settle(struct pp_intake *in, struct pp_accounts *accounts) PP_CHECK;

#endif
