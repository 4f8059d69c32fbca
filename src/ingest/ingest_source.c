/* The files of one source, which were opened: surveyed and read. Both is done by several threads,
 * and taken in the order of files and rows. */
#include <stdlib.h>
#include <string.h>

#include "ingest/ingest_parts.h"
#include "pactpress/account.h"
#include "pactpress/arena.h"
#include "pactpress/pool.h"
#include "pactpress/run.h"

/* Chunks of all files that can be read; for the survey, twins are left out. */
static void make_chunks(struct pp_task *task)
{
    for (size_t i = 0; i < task->files; i++)
        if (task->list[i].table != NULL)
            pp_chunks_add(task->arena, &task->chunks, task->file + i, task->list[i].table);
}

static bool is_twin(const struct pp_task *task, const struct pp_chunk *chunk)
{
    return task->job->accounts->items[chunk->file].same_as != NULL;
}

static struct pp_opened *file_of(struct pp_task *task, const struct pp_chunk *chunk)
{
    return &task->list[chunk->file - task->file];
}

/* --- surveyed ----------------------------------------------------------------------------- */

static void *survey_open(void *task)
{
    return task;
}

static void survey_close(void *task)
{
    (void)task;
}

static void survey_act(void *of_task, void *worker, struct pp_table *table, struct pp_chunk *chunk)
{
    struct pp_task *task = of_task;
    (void)worker;
    if (!is_twin(task, chunk))
        chunk->result = pp_survey_rows(table, &task->wanted, chunk->arena);
    else
        while (pp_table_skim(table, &(struct pp_row){.count = 0}))
            ;
}

static enum pp_status survey_take(void *of_task, struct pp_chunk *chunk)
{
    struct pp_task *task = of_task;
    struct pp_opened *file = file_of(task, chunk);
    if (is_twin(task, chunk))
        return PP_OK;
    if (chunk->first)
        pp_survey_begin(&file->survey, file->table);
    chunk->rows_before = task->versions.rows;
    pp_survey_take(&file->survey, file->table, &task->versions, chunk->result);
    return chunk->last ? pp_survey_end(task->job->run, &task->wanted, &file->survey) : PP_OK;
}

/* --- read --------------------------------------------------------------------------------- */

static void *read_open(void *of_task)
{
    const struct pp_task *task = of_task;
    struct pp_persons *persons = pp_xmalloc(sizeof *persons);
    pp_persons_init(persons, task->job->intake.key);
    return persons;
}

static void read_close(void *worker)
{
    pp_persons_free(worker);
    free(worker);
}

static struct pp_reader reader_of(
    struct pp_task *task, struct pp_persons *persons, struct pp_table *table,
    struct pp_chunk *chunk)
{
    const struct pp_ingest *job = task->job;
    const struct pp_source *source = task->source;
    const struct pp_survey *survey = &file_of(task, chunk)->survey;
    return (struct pp_reader){
        .in = &job->intake,
        .source = source,
        .wanted = &task->wanted,
        .framework = task->framework,
        .scale_words = task->scale_words,
        .persons = persons,
        .table = table,
        .dates =
            {.pattern = strcmp(source->dates, "auto") == 0 ? NULL : source->dates,
             .zone = job->project->timezone,
             .months = &job->intake.months,
             .order = survey->order},
        .decimal = survey->decimal,
        .file = chunk->file,
        .digest = job->accounts->items[chunk->file].digest,
        .scratch = chunk->arena};
}

static void read_act(void *of_task, void *worker, struct pp_table *table, struct pp_chunk *chunk)
{
    struct pp_task *task = of_task;
    struct pp_findings *findings = pp_arena_alloc(chunk->arena, sizeof *findings);
    chunk->result = findings;
    if (is_twin(task, chunk)) {
        findings->count = pp_count_rows(table);
        return;
    }
    struct pp_reader reader = reader_of(task, worker, table, chunk);
    struct pp_rows rows = {
        .versions = &task->versions,
        .repeats = &file_of(task, chunk)->survey.repeats,
        .tells_apart = task->tells_apart,
        .before = chunk->rows_before};
    pp_judge_rows(&reader, &rows, findings);
}

/* The rows that were held back are all written: says so in one warning a file. */
static enum pp_status end_file(struct pp_task *task)
{
    struct pp_heldback *held = &task->ledger.held;
    const char *place = NULL;
    if (held->count == 0)
        return PP_OK;
    PP_TRY(pp_heldback_close(held, &place));
    struct pp_arena *arena = task->ledger.arena;
    struct pp_notice notice = {
        .key = pp_arena_printf(arena, "rows.held-back:%s", task->ledger.account->path),
        .where = held->first,
        .rule = "rows.held-back",
        .sentence = pp_arena_printf(
            arena, "%zu %s of this file %s held back. The first: %s%s%s.", held->count,
            held->count == 1 ? "row" : "rows", held->count == 1 ? "is" : "are", held->first_brief,
            place != NULL ? "; see " : "", place != NULL ? place : "")};
    return pp_ledger_tell(&task->ledger, &(struct pp_notices){.items = &notice, .count = 1});
}

static void begin_file(struct pp_task *task, const struct pp_chunk *chunk)
{
    pp_ledger_close(&task->ledger);
    task->ledger = (struct pp_ledger){
        .in = &task->job->intake,
        .source = task->source,
        .framework = task->framework,
        .table = file_of(task, chunk)->table,
        .workbook = task->job->workbook,
        .accounts = task->job->accounts,
        .account = &task->job->accounts->items[chunk->file]};
    pp_ledger_open(&task->ledger);
}

static enum pp_status read_take(void *of_task, struct pp_chunk *chunk)
{
    struct pp_task *task = of_task;
    struct pp_findings *findings = chunk->result;
    if (is_twin(task, chunk)) {
        task->job->accounts->items[chunk->file].read += findings->count;
        task->job->accounts->items[chunk->file].duplicates += findings->count;
        return PP_OK;
    }
    if (chunk->first)
        begin_file(task, chunk);
    for (size_t i = 0; i < findings->count; i++)
        PP_TRY(pp_settle(&task->ledger, &findings->items[i]));
    return chunk->last ? end_file(task) : PP_OK;
}

/* Behind the survey: without the files that it refused. */
static void drop_refused(struct pp_task *task)
{
    size_t kept = 0;
    for (size_t i = 0; i < task->chunks.count; i++)
        if (!task->chunks.items[i].refused)
            task->chunks.items[kept++] = task->chunks.items[i];
    task->chunks.count = kept;
}

/* --- one source --------------------------------------------------------------------------- */

/* More held-back rows than the source allows: something is wrong with the export as a whole. */
static enum pp_status check_share(const struct pp_task *task)
{
    const struct pp_source *source = task->source;
    size_t read = 0, held = 0;
    if (source->max_rejected == NULL)
        return PP_OK;
    for (size_t i = task->file; i < task->file + task->files; i++) {
        read += task->job->accounts->items[i].read;
        held += task->job->accounts->items[i].held_back;
    }
    if ((int64_t)held * 1000 <= pp_share_read(source->max_rejected) * (int64_t)read)
        return PP_OK;
    pp_error(
        task->job->run, source->where, "rows.too-many-held-back",
        "%zu of %zu rows of source %s are held back, more than the %s that it allows. Look into "
        "private/held-back, correct them, or correct how the source is read.",
        held, read, source->id, source->max_rejected);
    return PP_DATA;
}

static enum pp_status survey_all(struct pp_task *task)
{
    uint64_t size = 0;
    for (size_t i = 0; i < task->files; i++)
        size += task->job->accounts->items[task->file + i].size;
    pp_versions_begin(&task->versions, task->arena, size);
    struct pp_pass pass = {
        .run = task->job->run,
        .threads = task->job->threads,
        .context = task,
        .open = survey_open,
        .close = survey_close,
        .act = survey_act,
        .take = survey_take};
    enum pp_status status = pp_chunks_run(&pass, &task->chunks, &task->job->status);
    pp_versions_end(&task->versions);
    return status;
}

static enum pp_status read_all(struct pp_task *task)
{
    struct pp_pass pass = {
        .run = task->job->run,
        .threads = task->job->threads,
        .context = task,
        .open = read_open,
        .close = read_close,
        .act = read_act,
        .take = read_take};
    enum pp_status status = pp_chunks_run(&pass, &task->chunks, &task->job->status);
    pp_ledger_close(&task->ledger);
    return status;
}

static enum pp_status pass_all(struct pp_task *task)
{
    make_chunks(task);
    PP_TRY(survey_all(task));
    drop_refused(task);
    PP_TRY(read_all(task));
    return check_share(task);
}

enum pp_status pp_ingest_source(struct pp_task *task)
{
    enum pp_status status = task->ready ? pass_all(task) : PP_OK;
    pp_task_close(task);
    return status;
}
