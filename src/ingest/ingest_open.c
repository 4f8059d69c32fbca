/* Sources made ready, and the files of all opened: what they are, which encoding, which dialect,
 * where the table lies. By several threads, taken in the order in which they are read. */
#include <string.h>

#include "ingest/attended.h"
#include "ingest/ingest_parts.h"
#include "pactpress/account.h"
#include "pactpress/arena.h"
#include "pactpress/pool.h"
#include "pactpress/run.h"

/* --- opened ------------------------------------------------------------------------------- */

static struct pp_charset_hint hint_of(const struct pp_task *task)
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
static const struct pp_file_account *find_twin(const struct pp_task *task, size_t file)
{
    const struct pp_file_account *items = task->job->accounts->items;
    for (size_t i = task->file; i < file; i++)
        if (task->list[i - task->file].table != NULL && items[i].same_as == NULL &&
            strcmp(items[i].digest, items[file].digest) == 0)
            return &items[i];
    return NULL;
}

static void describe(struct pp_task *task, size_t file, const struct pp_table *table)
{
    struct pp_file_account *account = &task->job->accounts->items[file];
    memcpy(account->digest, table->digest, sizeof account->digest);
    account->size = table->size;
    account->encoding = pp_arena_strdup(task->job->arena, table->charset.name);
    account->delimiter = pp_delimiter_name(table->dialect.delimiter);
}

/* The same file under another name in another source of the kind: perhaps one city's export lies in
 * the folder of another. */
static void warn_of_stranger(const struct pp_task *task, size_t file)
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

static enum pp_status open_nothing(void *job, void **worker)
{
    *worker = job;
    return PP_OK;
}

static void close_nothing(void *job, void *worker)
{
    (void)job;
    (void)worker;
}

static void open_file(void *of_job, void *worker, size_t index)
{
    struct pp_ingest *job = worker;
    struct pp_opened *file = &job->opened[index];
    struct pp_charset_hint hint = hint_of(file->task);
    (void)of_job;
    file->said = pp_run_branch(job->run);
    file->arena = pp_arena_new();
    file->status = pp_table_open(
        file->said, file->arena, job->project->folder, job->accounts->items[file->file].path,
        &file->task->wanted, &hint, &file->table);
    if (file->status == PP_OK)
        pp_table_park(file->table);
}

static void look_for_twin(struct pp_task *task, size_t file)
{
    struct pp_file_account *account = &task->job->accounts->items[file];
    const struct pp_file_account *twin = find_twin(task, file);
    warn_of_stranger(task, file);
    if (twin == NULL)
        return;
    account->same_as = twin->path;
    pp_warn(
        task->job->run, (struct pp_where){.file = account->path}, "file.identical",
        "This file is the same as %s, byte for byte; all its rows are duplicates.", twin->path);
}

static enum pp_status take_open(void *of_job, size_t index)
{
    struct pp_ingest *job = of_job;
    struct pp_opened *file = &job->opened[index];
    enum pp_status status = pp_run_stopped(job->run);
    pp_run_join(job->run, file->said);
    file->said = NULL;
    pp_progress(job->run, "Reading", index + 1, job->opened_count + job->task_count);
    if (status != PP_OK || !pp_is_local(file->status))
        return status != PP_OK ? status : file->status;
    pp_ingest_note(job, file->status);
    if (file->status != PP_OK)
        return PP_OK;
    describe(file->task, file->file, file->table);
    look_for_twin(file->task, file->file);
    return PP_OK;
}

/* --- sources ------------------------------------------------------------------------------ */

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

static void prepare_framework(struct pp_task *task)
{
    const struct pp_project *project = task->job->project;
    const char *id = task->source->framework;
    if (task->source->kind != PP_SOURCE_ASSESSMENT)
        return;
    task->framework = id != NULL ? pp_project_framework(project, id) : &project->frameworks[0];
    task->scale_words = pp_scale_words(task->arena, task->framework);
}

static enum pp_status prepare_task(
    struct pp_ingest *job, const struct pp_source *source, struct pp_task *task)
{
    *task = (struct pp_task){
        .job = job,
        .source = source,
        .file = job->first_file[source->index],
        .files = job->first_file[source->index + 1] - job->first_file[source->index]};
    if (task->files == 0)
        return PP_OK;
    if (!check_source(job, source))
        return PP_USAGE;
    task->arena = pp_arena_new();
    PP_TRY(pp_wanted_prepare(job->run, task->arena, job->project, source, &task->wanted));
    prepare_framework(task);
    task->tells_apart = pp_tells_rows_apart(&task->wanted);
    task->ready = true;
    return PP_OK;
}

/* The files of a task, behind those of the tasks before it. */
static void list_files(struct pp_ingest *job, struct pp_task *task)
{
    task->list = &job->opened[job->opened_count];
    for (size_t i = 0; i < task->files; i++)
        job->opened[job->opened_count++] = (struct pp_opened){.task = task, .file = task->file + i};
}

/* Events come before those who attended them. */
static enum pp_status prepare_tasks(struct pp_ingest *job)
{
    static const enum pp_source_kind order[] = {
        PP_SOURCE_EVENTS, PP_SOURCE_ATTENDANCE, PP_SOURCE_ASSESSMENT, PP_SOURCE_FIGURES,
        PP_SOURCE_DECLARED};
    const struct pp_project *project = job->project;
    job->tasks = pp_arena_array(job->arena, project->source_count + 1, sizeof *job->tasks);
    job->opened = pp_arena_array(job->arena, job->accounts->count + 1, sizeof *job->opened);
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t s = 0; s < project->source_count; s++) {
            if (project->sources[s].kind != order[k])
                continue;
            struct pp_task *task = &job->tasks[job->task_count++];
            enum pp_status status = prepare_task(job, &project->sources[s], task);
            if (!pp_is_local(status))
                return status;
            pp_ingest_note(job, status);
            if (task->ready)
                list_files(job, task);
        }
    return PP_OK;
}

enum pp_status pp_ingest_open(struct pp_ingest *job)
{
    PP_TRY(prepare_tasks(job));
    struct pp_work work = {
        .count = job->opened_count,
        .threads = job->threads,
        .context = job,
        .open = open_nothing,
        .close = close_nothing,
        .act = open_file,
        .take = take_open};
    return pp_pool_run(&work);
}

void pp_task_close(struct pp_task *task)
{
    if (task->arena == NULL)
        return;
    for (size_t i = 0; task->ready && i < task->files; i++) {
        if (task->list[i].said != NULL)
            pp_run_free(task->list[i].said);
        pp_survey_drop(&task->list[i].survey);
        pp_arena_free(task->list[i].arena);
    }
    if (task->ready)
        pp_wanted_release(&task->wanted);
    pp_arena_free(task->arena);
    task->arena = NULL;
}

void pp_ingest_close(struct pp_ingest *job)
{
    for (size_t i = 0; i < job->task_count; i++)
        pp_task_close(&job->tasks[i]);
    if (job->intake.attended != NULL)
        pp_attended_free(job->intake.attended);
}
