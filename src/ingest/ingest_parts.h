/* What the files of ingest share: the whole job, and each source on its way. */
#ifndef PACTPRESS_INGEST_PARTS_H
#define PACTPRESS_INGEST_PARTS_H

#include "ingest/chunks.h"
#include "ingest/file_rows.h"
#include "ingest/settle.h"
#include "pactpress/ingest.h"
#include "pactpress/reader.h"

/* A file on its way. */
struct pp_opened {
    struct pp_task *task;
    size_t file;            /* index of its account */
    struct pp_arena *arena; /* of its table */
    struct pp_table *table; /* parked; NULL: it cannot be read */
    struct pp_survey survey;
    struct pp_run *said; /* while it is opened */
    enum pp_status status;
};

/* One source on its way. */
struct pp_task {
    struct pp_ingest *job;
    const struct pp_source *source;
    struct pp_wanted wanted;
    struct pp_versions versions;
    struct pp_opened *list; /* per file; part of the job's */
    size_t file, files;     /* indexes of its accounts: first, count */
    struct pp_arena *arena;
    const struct pp_framework *framework; /* of an assessment */
    const struct pp_map *scale_words;
    bool tells_apart;
    bool ready; /* nothing is wrong with the source, and it has files */
    struct pp_chunks chunks;
    struct pp_ledger ledger; /* of the file whose rows are taken */
};

struct pp_ingest {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_project *project;
    struct pp_intake intake;
    struct pp_accounts *accounts;
    size_t *first_file;    /* per source: its first account; one more than sources */
    struct pp_task *tasks; /* in the order in which sources are read */
    size_t task_count;
    struct pp_opened *opened; /* files of all tasks */
    size_t opened_count;
    size_t threads;
    pp_correction_writer *workbook; /* NULL: nothing is kept of rows that are held back */
    enum pp_status status;          /* the worst so far that lets other files go on */
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
/* Makes a task of every source that can be read, and opens the files of all. PP_DATA and PP_USAGE
 * are noted in the job. */
enum pp_status pp_ingest_open(struct pp_ingest *job) PP_CHECK;
void pp_ingest_close(struct pp_ingest *job);
/* Surveys and reads the files of one source, and lets go of them. */
enum pp_status pp_ingest_source(struct pp_task *task) PP_CHECK;
void pp_task_close(struct pp_task *task);

#endif
