/* What the files of ingest share: the whole job. */
#ifndef PACTPRESS_INGEST_PARTS_H
#define PACTPRESS_INGEST_PARTS_H

#include "pactpress/ingest.h"
#include "pactpress/reader.h"

struct pp_ingest {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_project *project;
    struct pp_intake intake;
    struct pp_accounts *accounts;
    size_t *first_file; /* per source: its first account; one more than sources */
    size_t threads;
    bool write_private;
    enum pp_status status; /* the worst so far that lets other files go on */
};

/* Failures of one file let the others go on; a full disk or a signal does not. */
static inline bool pp_is_local(enum pp_status status)
{
    return status == PP_OK || status == PP_DATA || status == PP_USAGE;
}

static inline void pp_ingest_note(struct pp_ingest *job, enum pp_status status)
{
    if (status > job->status)
        job->status = status;
}

/* Accounts of all files, in order of sources, then name. */
enum pp_status pp_ingest_list(struct pp_ingest *job) PP_CHECK;
/* Reads the files of one source. */
enum pp_status pp_ingest_source(struct pp_ingest *job, const struct pp_source *source) PP_CHECK;

#endif
