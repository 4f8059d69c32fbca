/* Ingest, told from the outside in: all sources, one source (ingest_source.c), one file. */
#include "pactpress/ingest.h"

#include <string.h>

#include "ingest/attended.h"
#include "ingest/ingest_parts.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/heldback.h"
#include "pactpress/names.h"
#include "pactpress/pool.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { DAY_SECONDS = 86400 };

static void add_language(const char **langs, size_t *count, const char *lang)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(langs[i], lang) == 0)
            return;
    langs[(*count)++] = lang;
}

/* Languages that texts of the exports may be in: the project's and its cities'. */
static void list_languages(struct pp_ingest *job)
{
    const struct pp_project *project = job->project;
    const char **langs = pp_arena_array(
        job->arena, project->languages.count + project->city_count + 1, sizeof *langs);
    size_t count = 0;
    for (size_t i = 0; i < project->languages.count; i++)
        add_language(langs, &count, project->languages.items[i]);
    for (size_t i = 0; i < project->city_count; i++)
        if (!pp_is_empty(project->cities[i].lang))
            add_language(langs, &count, project->cities[i].lang);
    job->intake.langs = langs;
    job->intake.lang_count = count;
}

static void prepare_intake(
    struct pp_ingest *job, const struct pp_person_key *key, const struct pp_record_sink *sink)
{
    struct pp_intake *intake = &job->intake;
    intake->run = job->run;
    intake->arena = job->arena;
    intake->project = job->project;
    intake->sink = sink;
    /* The clock is the midnight that begins the day of the data, whatever the place. */
    intake->today = (pp_day)(job->run->clock / DAY_SECONDS);
    intake->key = key;
    pp_map_init(&intake->events, job->arena);
    pp_map_init(&intake->happenings, job->arena);
    intake->attended = pp_arena_alloc(job->arena, sizeof *intake->attended);
    pp_attended_init(intake->attended, job->run, job->project, job->arena);
    pp_map_init(&intake->warned, job->arena);
    list_languages(job);
    pp_months_init(&intake->months, job->arena, intake->langs, intake->lang_count);
}

/* Stories are asked whom they name. */
static void prepare_names(struct pp_ingest *job, const struct pp_person_key *key)
{
    if (!pp_is_folder(pp_path_join(job->arena, job->project->folder, "content")))
        return;
    job->intake.names = pp_names_new(job->run, job->arena, key);
    job->accounts->names = job->intake.names;
}

/* Rows of attendance are settled behind the last of their files, before other kinds are read. */
static bool is_last_to_attend(const struct pp_ingest *job, size_t task)
{
    return job->tasks[task].source->kind == PP_SOURCE_ATTENDANCE &&
           (task + 1 == job->task_count ||
            job->tasks[task + 1].source->kind != PP_SOURCE_ATTENDANCE);
}

static enum pp_status read_all(struct pp_ingest *job)
{
    PP_TRY(pp_ingest_open(job));
    for (size_t i = 0; i < job->task_count; i++) {
        pp_progress(
            job->run, "Reading", job->opened_count + i + 1, job->opened_count + job->task_count);
        enum pp_status status = pp_ingest_source(&job->tasks[i]);
        if (!pp_is_local(status))
            return status;
        pp_ingest_note(job, status);
        if (is_last_to_attend(job, i))
            PP_TRY(pp_attended_settle(&job->intake, job->accounts));
    }
    if (job->intake.names != NULL)
        return pp_sorter_seal(job->run, &job->intake.names->hashes);
    return PP_OK;
}

/* Under --strict a row held back is not a warning but the end. */
static enum pp_status check_strict(struct pp_ingest *job)
{
    size_t held = 0;
    for (size_t i = 0; i < job->accounts->count; i++)
        held += job->accounts->items[i].held_back;
    if (!job->run->strict || held == 0)
        return PP_OK;
    pp_error(
        job->run, PP_NOWHERE, "rows.strict",
        "%zu %s held back, and --strict allows none. Correct "
        "them (see private/held-back/), or leave --strict out.",
        held, held == 1 ? "row is" : "rows are");
    return PP_DATA;
}

enum pp_status pp_ingest(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_person_key *key, pp_correction_writer *workbook,
    const struct pp_record_sink *sink, struct pp_accounts **out)
{
    struct pp_ingest job = {
        .run = run,
        .arena = arena,
        .project = project,
        .threads = run->jobs > 0 ? run->jobs : pp_pool_processors(),
        .workbook = workbook};
    job.accounts = pp_arena_alloc(arena, sizeof *job.accounts);
    PP_TRY(pp_ingest_list(&job));
    if (workbook)
        PP_TRY(pp_heldback_begin(run, project));
    prepare_intake(&job, key, sink);
    prepare_names(&job, key);
    enum pp_status status = read_all(&job);
    pp_ingest_close(&job);
    pp_progress(run, "Reading", 0, 0);
    PP_TRY(status);
    if (workbook)
        PP_TRY(pp_heldback_finish(run, project));
    pp_ingest_note(&job, check_strict(&job));
    pp_ingest_note(&job, job.intake.failed ? PP_DATA : PP_OK);
    *out = job.accounts;
    return job.status;
}
