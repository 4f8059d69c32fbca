/* The files of one source: opened, surveyed, read. Each of the three is done by several threads,
 * and taken in the order of files and rows. */
#include <stdlib.h>
#include <string.h>

#include "ingest/chunks.h"
#include "ingest/file_rows.h"
#include "ingest/ingest_parts.h"
#include "ingest/settle.h"
#include "ingest/stays.h"
#include "pactpress/account.h"
#include "pactpress/arena.h"
#include "pactpress/pool.h"
#include "pactpress/run.h"

/* A file on its way. */
struct file {
    struct pp_arena *arena; /* of its table */
    struct pp_table *table; /* parked; NULL: it cannot be read */
    struct pp_survey survey;
    struct pp_run *said; /* while it is opened */
    enum pp_status status;
};

/* One source on its way. */
struct task {
    struct pp_ingest *job;
    const struct pp_source *source;
    struct pp_wanted wanted;
    struct pp_versions versions;
    struct pp_stays stays; /* where `stays: add` asks for it */
    struct file *list;     /* per file */
    size_t file, files;    /* indexes of its accounts: first, count */
    struct pp_arena *arena;
    const struct pp_framework *framework; /* of an assessment */
    const struct pp_map *scale_words;
    bool tells_apart;
    struct pp_chunks chunks;
    struct pp_ledger ledger; /* of the file whose rows are taken */
};

/* --- opened ------------------------------------------------------------------------------- */

static struct pp_charset_hint hint_of(const struct task *task)
{
    const struct pp_source *source = task->source;
    const struct pp_project *project = task->job->project;
    const char *label = pp_map_get(&source->constants, "city");
    const struct pp_city *city = label != NULL ? pp_project_city_by_label(project, label) : NULL;
    return (struct pp_charset_hint){
        .declared = source->encoding,
        .home = city != NULL ? city->lang : NULL,
        .langs = task->job->intake.langs,
        .lang_count = task->job->intake.lang_count};
}

/* The earlier file of this source with the same bytes, or NULL. */
static const struct pp_file_account *find_twin(const struct task *task, size_t file)
{
    const struct pp_file_account *items = task->job->accounts->items;
    for (size_t i = task->file; i < file; i++)
        if (task->list[i - task->file].table != NULL && items[i].same_as == NULL &&
            strcmp(items[i].digest, items[file].digest) == 0)
            return &items[i];
    return NULL;
}

static void describe(struct task *task, size_t file, const struct pp_table *table)
{
    struct pp_file_account *account = &task->job->accounts->items[file];
    memcpy(account->digest, table->digest, sizeof account->digest);
    account->size = table->size;
    account->encoding = pp_arena_strdup(task->job->arena, table->charset.name);
    account->delimiter = pp_delimiter_name(table->dialect.delimiter);
}

/* The same file under another name in another source of the kind: perhaps one city's export lies in
 * the folder of another. */
static void warn_of_stranger(const struct task *task, size_t file)
{
    const struct pp_ingest *job = task->job;
    const struct pp_file_account *self = &job->accounts->items[file];
    for (size_t i = 0; i < job->accounts->count; i++) {
        const struct pp_file_account *other = &job->accounts->items[i];
        const struct pp_source *source = &job->project->sources[other->source];
        if (source == task->source || source->kind != task->source->kind ||
            strcmp(other->digest, self->digest) != 0 || strcmp(other->path, self->path) == 0)
            continue;
        pp_warn(
            job->run, (struct pp_where){.file = self->path}, "file.in-two-sources",
            "This file of source %s is the same as %s of source %s, byte for byte, and is read for "
            "both. Does it lie in the wrong folder?",
            task->source->id, other->path, source->id);
        return;
    }
}

static enum pp_status open_nothing(void *task, void **worker)
{
    *worker = task;
    return PP_OK;
}

static void close_nothing(void *task, void *worker)
{
    (void)task;
    (void)worker;
}

static void open_file(void *of_task, void *worker, size_t index)
{
    struct task *task = worker;
    struct pp_ingest *job = task->job;
    struct file *file = &task->list[index];
    struct pp_charset_hint hint = hint_of(task);
    (void)of_task;
    file->said = pp_run_branch(job->run);
    file->arena = pp_arena_new();
    file->status = pp_table_open(
        file->said, file->arena, job->project->folder,
        job->accounts->items[task->file + index].path, &task->wanted, &hint, &file->table);
    if (file->status == PP_OK)
        pp_table_park(file->table);
}

static void look_for_twin(struct task *task, size_t index)
{
    struct pp_file_account *account = &task->job->accounts->items[index];
    const struct pp_file_account *twin = find_twin(task, index);
    warn_of_stranger(task, index);
    if (twin == NULL)
        return;
    account->same_as = twin->path;
    pp_warn(
        task->job->run, (struct pp_where){.file = account->path}, "file.identical",
        "This file is the same as %s, byte for byte; all its rows are duplicates.", twin->path);
}

static enum pp_status take_open(void *of_task, size_t index)
{
    struct task *task = of_task;
    struct file *file = &task->list[index];
    enum pp_status status = pp_run_stopped(task->job->run);
    pp_run_join(task->job->run, file->said);
    file->said = NULL;
    if (status != PP_OK || !pp_is_local(file->status))
        return status != PP_OK ? status : file->status;
    pp_ingest_note(task->job, file->status);
    if (file->status != PP_OK)
        return PP_OK;
    describe(task, task->file + index, file->table);
    look_for_twin(task, task->file + index);
    return PP_OK;
}

static enum pp_status open_all(struct task *task)
{
    struct pp_work work = {
        .count = task->files,
        .threads = task->job->threads,
        .context = task,
        .open = open_nothing,
        .close = close_nothing,
        .act = open_file,
        .take = take_open};
    return pp_pool_run(&work);
}

/* Chunks of all files that can be read; for the survey, twins are left out. */
static void make_chunks(struct task *task)
{
    for (size_t i = 0; i < task->files; i++)
        if (task->list[i].table != NULL)
            pp_chunks_add(task->arena, &task->chunks, task->file + i, task->list[i].table);
}

static bool is_twin(const struct task *task, const struct pp_chunk *chunk)
{
    return task->job->accounts->items[chunk->file].same_as != NULL;
}

static struct file *file_of(struct task *task, const struct pp_chunk *chunk)
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
    struct task *task = of_task;
    (void)worker;
    if (!is_twin(task, chunk))
        chunk->result = pp_survey_rows(table, &task->wanted, chunk->arena);
    else
        while (pp_table_skim(table, &(struct pp_row){.count = 0}))
            ;
}

static enum pp_status survey_take(void *of_task, struct pp_chunk *chunk)
{
    struct task *task = of_task;
    struct file *file = file_of(task, chunk);
    if (is_twin(task, chunk))
        return PP_OK;
    if (chunk->first)
        pp_survey_begin(&file->survey, file->table);
    chunk->rows_before = task->versions.rows;
    pp_survey_take(&file->survey, file->table, &task->versions, chunk->result);
    return chunk->last ? pp_survey_end(task->job->run, &task->wanted, &file->survey) : PP_OK;
}

/* --- read --------------------------------------------------------------------------------- */

/* A thread's own. */
struct reading {
    struct pp_arena *arena;
    struct pp_persons persons;
};

static void *read_open(void *of_task)
{
    const struct task *task = of_task;
    struct reading *reading = pp_xmalloc(sizeof *reading);
    reading->arena = pp_arena_new();
    pp_persons_init(&reading->persons, reading->arena, task->job->intake.key);
    return reading;
}

static void read_close(void *worker)
{
    struct reading *reading = worker;
    pp_arena_free(reading->arena);
    free(reading);
}

static struct pp_reader reader_of(
    struct task *task, struct reading *reading, struct pp_table *table, struct pp_chunk *chunk)
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
        .persons = &reading->persons,
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
    struct task *task = of_task;
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
static enum pp_status end_file(struct task *task)
{
    struct pp_heldback *held = &task->ledger.held;
    const char *place = NULL;
    if (held->count == 0)
        return PP_OK;
    PP_TRY(pp_heldback_close(held, &place));
    pp_warn(
        task->job->run, held->first, "rows.held-back",
        "%zu %s of this file %s held back. The first: %s%s%s.", held->count,
        held->count == 1 ? "row" : "rows", held->count == 1 ? "is" : "are", held->first_brief,
        place != NULL ? "; see " : "", place != NULL ? place : "");
    return PP_OK;
}

static void begin_file(struct task *task, const struct pp_chunk *chunk)
{
    pp_ledger_close(&task->ledger);
    task->ledger = (struct pp_ledger){
        .in = &task->job->intake,
        .source = task->source,
        .framework = task->framework,
        .table = file_of(task, chunk)->table,
        .keeps_rows = task->job->write_private,
        .stays = pp_streq(task->source->stays, "add") ? &task->stays : NULL,
        .account = &task->job->accounts->items[chunk->file]};
    pp_ledger_open(&task->ledger);
}

static enum pp_status read_take(void *of_task, struct pp_chunk *chunk)
{
    struct task *task = of_task;
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
static void drop_refused(struct task *task)
{
    size_t kept = 0;
    for (size_t i = 0; i < task->chunks.count; i++)
        if (!task->chunks.items[i].refused)
            task->chunks.items[kept++] = task->chunks.items[i];
    task->chunks.count = kept;
}

/* --- one source --------------------------------------------------------------------------- */

static bool check_source(struct pp_ingest *job, const struct pp_source *source)
{
    const char *error = NULL;
    bool dates = strcmp(source->dates, "auto") == 0 ||
                 pp_date_pattern_check(job->run->arena, source->dates, &error);
    if (!dates)
        pp_error(job->run, source->where, "dates.pattern", "Source %s: %s", source->id, error);
    bool share = source->max_rejected == NULL || pp_share_read(source->max_rejected) >= 0;
    if (!share)
        pp_error(
            job->run, source->where, "source.bad-share",
            "Source %s: `max_rejected: %s` is no share of its rows; write it as 5 %%.", source->id,
            source->max_rejected);
    bool framework =
        source->kind != PP_SOURCE_ASSESSMENT ||
        (source->framework != NULL ? pp_project_framework(job->project, source->framework) != NULL
                                   : job->project->framework_count > 0);
    if (!framework)
        pp_error(
            job->run, source->where, "assessment.no-framework",
            "Source %s is an assessment, and the project has no framework%s%s for it.", source->id,
            source->framework != NULL ? " " : "",
            source->framework != NULL ? source->framework : "");
    return dates && share && framework;
}

/* More held-back rows than the source allows: something is wrong with the export as a whole. */
static enum pp_status check_share(const struct task *task)
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

static enum pp_status survey_all(struct task *task)
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

static enum pp_status read_all(struct task *task)
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

static enum pp_status pass_all(struct task *task)
{
    PP_TRY(open_all(task));
    make_chunks(task);
    PP_TRY(survey_all(task));
    drop_refused(task);
    PP_TRY(read_all(task));
    PP_TRY(pp_stays_hand_over(&task->stays, task->job->intake.sink));
    return check_share(task);
}

static void prepare_framework(struct task *task)
{
    const struct pp_project *project = task->job->project;
    const char *id = task->source->framework;
    if (task->source->kind != PP_SOURCE_ASSESSMENT)
        return;
    task->framework = id != NULL ? pp_project_framework(project, id) : &project->frameworks[0];
    task->scale_words = pp_scale_words(task->arena, task->framework);
}

static void free_files(struct task *task)
{
    for (size_t i = 0; i < task->files; i++) {
        if (task->list[i].said != NULL)
            pp_run_free(task->list[i].said);
        pp_survey_drop(&task->list[i].survey);
        pp_arena_free(task->list[i].arena);
    }
}

enum pp_status pp_ingest_source(struct pp_ingest *job, const struct pp_source *source)
{
    struct task task = {.job = job, .source = source, .file = job->first_file[source->index]};
    task.files = job->first_file[source->index + 1] - task.file;
    if (task.files == 0)
        return PP_OK;
    if (!check_source(job, source))
        return PP_USAGE;
    task.arena = pp_arena_new();
    task.list = pp_arena_array(task.arena, task.files, sizeof *task.list);
    pp_stays_init(&task.stays, task.arena);
    enum pp_status status =
        pp_wanted_prepare(job->run, task.arena, job->project, source, &task.wanted);
    if (status == PP_OK) {
        prepare_framework(&task);
        task.tells_apart = pp_tells_rows_apart(&task.wanted);
        status = pass_all(&task);
        pp_wanted_release(&task.wanted);
    }
    free_files(&task);
    pp_arena_free(task.arena);
    return status;
}
