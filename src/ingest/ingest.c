/* Ingest, told from the outside in: all sources, one source, one file. */
#include "pactpress/ingest.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/file_rows.h"
#include "ingest/stays.h"
#include "pactpress/account.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/fold.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { DAY_SECONDS = 86400 };

/* The whole job. */
struct job {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_project *project;
    struct pp_intake intake;
    struct pp_accounts *accounts;
    size_t *first_file; /* per source: its first account; one more than sources */
    bool write_private;
    enum pp_status status; /* the worst so far that lets other files go on */
};

/* One source on its way. */
struct task {
    struct job *job;
    const struct pp_source *source;
    struct pp_wanted wanted;
    struct pp_versions versions;
    struct pp_stays stays;     /* where `stays: add` asks for it */
    struct pp_survey *surveys; /* per file */
    struct pp_table **tables;  /* per file: opened and surveyed, and parked since; or NULL */
    size_t file, files;        /* indexes of its accounts: first, count */
    struct pp_arena *arena;
};

static void note_failure(struct job *job, enum pp_status status)
{
    if (status > job->status)
        job->status = status;
}

/* Failures of one file let the others go on; a full disk or a signal does not. */
static bool is_local(enum pp_status status)
{
    return status == PP_OK || status == PP_DATA || status == PP_USAGE;
}

/* --- files -------------------------------------------------------------------------------- */

static void add_account(struct job *job, const struct pp_source *source, const char *path)
{
    struct pp_file_account *account = PP_PUSH(job->arena, job->accounts);
    account->path = pp_arena_strdup(job->run->arena, path);
    account->source = source->index;
    account->encoding = account->delimiter = "";
    account->first = account->last = PP_NO_DAY;
}

static bool is_listed(const struct job *job, size_t from, const char *path)
{
    for (size_t i = from; i < job->accounts->count; i++)
        if (strcmp(job->accounts->items[i].path, path) == 0)
            return true;
    return false;
}

/* Paths in the order of their names without the extension: "a.csv" comes before "a (1).csv", which
 * is most likely a copy of it, or a later download. */
static int by_stem(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    const char *x_dot = strrchr(x, '.'), *y_dot = strrchr(y, '.');
    size_t x_length = x_dot != NULL ? (size_t)(x_dot - x) : strlen(x);
    size_t y_length = y_dot != NULL ? (size_t)(y_dot - y) : strlen(y);
    int order = memcmp(x, y, x_length < y_length ? x_length : y_length);
    if (order != 0)
        return order;
    if (x_length != y_length)
        return x_length < y_length ? -1 : 1;
    return strcmp(x, y);
}

/* A link that leads nowhere is no reason to be silent: somebody meant a file. */
static bool is_dead(struct job *job, const char *path)
{
    if (pp_file_exists(pp_path_join(job->arena, job->project->folder, path)))
        return false;
    pp_error(
        job->run, ((struct pp_where){.file = pp_arena_strdup(job->run->arena, path)}),
        "file.dead-link",
        "This is a link, and the file that it leads to is not there. Put the export here, or mend "
        "the link.");
    note_failure(job, PP_DATA);
    return true;
}

static enum pp_status list_pattern(
    struct job *job, const struct pp_source *source, const char *pattern, size_t from)
{
    char **paths = NULL;
    size_t count = 0;
    PP_TRY(pp_glob(job->run, job->arena, job->project->folder, pattern, &paths, &count));
    if (count == 0) {
        bool plain = strpbrk(pattern, "*?[") == NULL;
        pp_error(
            job->run, source->where, "file.none",
            plain
                ? "Source %s: there is no file %s in the project folder. Put the export there, or "
                  "correct `files:`."
                : "Source %s: no file in the project folder matches %s. Put the export there, or "
                  "correct `files:`.",
            source->id, pattern);
        return PP_DATA;
    }
    qsort(paths, count, sizeof *paths, by_stem);
    for (size_t i = 0; i < count; i++) {
        if (job->accounts->count - from == PP_LIMIT_FILES) {
            pp_error(
                job->run, source->where, "file.too-many", "Source %s has more than %d files.",
                source->id, PP_LIMIT_FILES);
            return PP_DATA;
        }
        if (!is_listed(job, from, paths[i]) && !is_dead(job, paths[i]))
            add_account(job, source, paths[i]);
    }
    return PP_OK;
}

/* Accounts of all files, in order of sources, then name. */
static enum pp_status list_files(struct job *job)
{
    const struct pp_project *project = job->project;
    job->first_file = pp_arena_array(job->arena, project->source_count + 1, sizeof(size_t));
    for (size_t s = 0; s < project->source_count; s++) {
        const struct pp_source *source = &project->sources[s];
        size_t from = job->accounts->count;
        job->first_file[s] = from;
        for (size_t i = 0; i < source->files.count; i++) {
            enum pp_status status = list_pattern(job, source, source->files.items[i], from);
            if (!is_local(status))
                return status;
            note_failure(job, status);
        }
    }
    job->first_file[project->source_count] = job->accounts->count;
    return PP_OK;
}

/* --- one file ----------------------------------------------------------------------------- */

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
        if (task->tables[i - task->file] != NULL && items[i].same_as == NULL &&
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
    const struct job *job = task->job;
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

/* First pass. */
static enum pp_status survey(struct task *task, size_t file)
{
    struct job *job = task->job;
    struct pp_file_account *account = &job->accounts->items[file];
    struct pp_charset_hint hint = hint_of(task);
    struct pp_table *table = NULL;
    PP_TRY(pp_table_open(
        job->run, task->arena, job->project->folder, account->path, &task->wanted, &hint, &table));
    describe(task, file, table);
    const struct pp_file_account *twin = find_twin(task, file);
    enum pp_status status = PP_OK;
    warn_of_stranger(task, file);
    if (twin != NULL) {
        account->same_as = twin->path;
        pp_warn(
            job->run, (struct pp_where){.file = account->path}, "file.identical",
            "This file is the same as %s, byte for byte; all its rows are duplicates.", twin->path);
    } else {
        status = pp_survey_file(
            job->run, table, &task->wanted, &task->versions, &task->surveys[file - task->file]);
    }
    pp_table_park(table);
    task->tables[file - task->file] = status == PP_OK ? table : NULL;
    return status;
}

static void prepare_reader(
    struct task *task, size_t file, struct pp_table *table, struct pp_reader *out)
{
    struct job *job = task->job;
    const struct pp_source *source = task->source;
    const struct pp_survey *survey = &task->surveys[file - task->file];
    *out = (struct pp_reader){
        .in = &job->intake,
        .source = source,
        .wanted = &task->wanted,
        .table = table,
        .stays = pp_streq(source->stays, "add") ? &task->stays : NULL,
        .file = file,
        .account = &job->accounts->items[file],
        .scratch = pp_arena_new(),
        .decimal = survey->decimal};
    out->dates = (struct pp_date_rule){
        .pattern = strcmp(source->dates, "auto") == 0 ? NULL : source->dates,
        .zone = job->project->timezone,
        .months = &job->intake.months,
        .order = survey->order};
    if (source->kind != PP_SOURCE_ASSESSMENT)
        return;
    out->framework = source->framework != NULL
                         ? pp_project_framework(job->project, source->framework)
                         : &job->project->frameworks[0];
    pp_answers_prepare(out);
}

/* Writes the rows away, and says so in one warning a file. */
static enum pp_status keep_held_back(
    struct task *task, const struct pp_file_account *account, const struct pp_heldback *held)
{
    struct job *job = task->job;
    const char *place = NULL;
    if (held->count == 0)
        return PP_OK;
    if (job->write_private)
        PP_TRY(pp_heldback_write(
            job->run, job->project, task->source->id, account->path, held, &place));
    pp_warn(
        job->run, held->first, "rows.held-back",
        "%zu %s of this file %s held back. The first: %s%s%s.", held->count,
        held->count == 1 ? "row" : "rows", held->count == 1 ? "is" : "are", held->first_brief,
        place != NULL ? "; see " : "", place != NULL ? place : "");
    return PP_OK;
}

static enum pp_status read_table(
    struct task *task, size_t file, struct pp_table *table, size_t *number)
{
    struct pp_file_account *account = &task->job->accounts->items[file];
    struct pp_reader reader;
    struct pp_heldback held;
    enum pp_status status = PP_OK;
    prepare_reader(task, file, table, &reader);
    pp_heldback_init(&held, task->job->run->letters);
    if (account->same_as != NULL)
        status = pp_count_rows_again(&reader);
    else
        status = pp_read_rows(
            &reader, &task->versions, &task->surveys[file - task->file].repeats, number, &held);
    if (status == PP_OK)
        status = keep_held_back(task, account, &held);
    pp_heldback_free(&held);
    pp_arena_free(reader.scratch);
    return status;
}

/* Second pass. */
static enum pp_status read_file(struct task *task, size_t file, size_t *number)
{
    struct job *job = task->job;
    struct pp_table *table = task->tables[file - task->file];
    if (table == NULL)
        return PP_OK;
    enum pp_status status = pp_table_wake(job->run, job->project->folder, table);
    if (status == PP_OK)
        status = read_table(task, file, table, number);
    pp_table_park(table);
    return status;
}

/* --- one source --------------------------------------------------------------------------- */

static bool check_source(struct job *job, const struct pp_source *source)
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

static enum pp_status each_file(
    struct task *task, enum pp_status (*pass)(struct task *, size_t, size_t *), size_t *number)
{
    for (size_t i = 0; i < task->files; i++) {
        enum pp_status status = pp_run_stopped(task->job->run);
        if (status == PP_OK)
            status = pass(task, task->file + i, number);
        if (!is_local(status))
            return status;
        note_failure(task->job, status);
    }
    return PP_OK;
}

static enum pp_status survey_pass(struct task *task, size_t file, size_t *number)
{
    (void)number;
    return survey(task, file);
}

static enum pp_status read_source(struct job *job, const struct pp_source *source)
{
    struct task task = {.job = job, .source = source, .file = job->first_file[source->index]};
    size_t number = 0;
    task.files = job->first_file[source->index + 1] - task.file;
    if (task.files == 0)
        return PP_OK;
    if (!check_source(job, source))
        return PP_USAGE;
    task.arena = pp_arena_new();
    task.surveys = pp_arena_array(task.arena, task.files, sizeof *task.surveys);
    task.tables = pp_arena_array(task.arena, task.files, sizeof(struct pp_table *));
    pp_map_init(&task.versions.last, task.arena);
    pp_stays_init(&task.stays, task.arena);
    enum pp_status status =
        pp_wanted_prepare(job->run, task.arena, job->project, source, &task.wanted);
    if (status == PP_OK) {
        status = each_file(&task, survey_pass, NULL);
        if (status == PP_OK)
            status = each_file(&task, read_file, &number);
        if (status == PP_OK)
            status = pp_stays_hand_over(&task.stays, job->intake.sink);
        if (status == PP_OK)
            status = check_share(&task);
        pp_wanted_release(&task.wanted);
    }
    pp_arena_free(task.arena);
    return status;
}

/* --- all sources -------------------------------------------------------------------------- */

static void add_language(const char **langs, size_t *count, const char *lang)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(langs[i], lang) == 0)
            return;
    langs[(*count)++] = lang;
}

/* Languages that texts of the exports may be in: the project's and its cities'. */
static void list_languages(struct job *job)
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
    struct job *job, const struct pp_person_key *key, const struct pp_record_sink *sink)
{
    struct pp_intake *intake = &job->intake;
    intake->run = job->run;
    intake->arena = job->arena;
    intake->project = job->project;
    intake->sink = sink;
    /* The clock is the midnight that begins the day of the data, whatever the place. */
    intake->today = (pp_day)(job->run->clock / DAY_SECONDS);
    pp_persons_init(&intake->persons, job->arena, key);
    pp_map_init(&intake->events, job->arena);
    pp_map_init(&intake->attended, job->arena);
    pp_map_init(&intake->warned, job->arena);
    list_languages(job);
    pp_months_init(&intake->months, job->arena, intake->langs, intake->lang_count);
}

static enum pp_status read_all(struct job *job)
{
    static const enum pp_source_kind order[] = {
        PP_SOURCE_EVENTS, PP_SOURCE_ATTENDANCE, PP_SOURCE_ASSESSMENT, PP_SOURCE_FIGURES,
        PP_SOURCE_DECLARED};
    size_t done = 0;
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t s = 0; s < job->project->source_count; s++) {
            const struct pp_source *source = &job->project->sources[s];
            if (source->kind != order[k])
                continue;
            pp_progress(job->run, "Reading", ++done, job->project->source_count);
            enum pp_status status = read_source(job, source);
            if (!is_local(status))
                return status;
            note_failure(job, status);
        }
    return PP_OK;
}

/* Under --strict a row held back is not a warning but the end. */
static enum pp_status check_strict(struct job *job)
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
    const struct pp_person_key *key, bool write_private, const struct pp_record_sink *sink,
    struct pp_accounts **out)
{
    struct job job = {
        .run = run, .arena = arena, .project = project, .write_private = write_private};
    job.accounts = pp_arena_alloc(arena, sizeof *job.accounts);
    PP_TRY(list_files(&job));
    prepare_intake(&job, key, sink);
    if (write_private)
        PP_TRY(pp_heldback_begin(run, project));
    enum pp_status status = read_all(&job);
    pp_progress(run, "Reading", 0, 0);
    PP_TRY(status);
    if (write_private)
        PP_TRY(pp_heldback_finish(run, project));
    note_failure(&job, check_strict(&job));
    note_failure(&job, job.intake.failed ? PP_DATA : PP_OK);
    *out = job.accounts;
    return job.status;
}
