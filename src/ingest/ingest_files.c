/* Which files the sources have, in the order in which they are read. */
#include <stdlib.h>
#include <string.h>

#include "ingest/ingest_parts.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

static void add_account(struct pp_ingest *job, const struct pp_source *source, const char *path)
{
    struct pp_file_account *account = PP_PUSH(job->arena, job->accounts);
    account->path = pp_arena_strdup(job->run->arena, path);
    account->source = source->index;
    account->encoding = account->delimiter = "";
    account->first = account->last = PP_NO_DAY;
}

static bool is_listed(const struct pp_ingest *job, size_t from, const char *path)
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
static bool is_dead(struct pp_ingest *job, const char *path)
{
    if (pp_file_exists(pp_path_join(job->arena, job->project->folder, path)))
        return false;
    pp_error(
        job->run, ((struct pp_where){.file = pp_arena_strdup(job->run->arena, path)}),
        "file.dead-link",
        "This is a link, and the file that it leads to is not there. Put the export here, or mend "
        "the link.");
    pp_ingest_note(job, PP_DATA);
    return true;
}

static enum pp_status list_pattern(
    struct pp_ingest *job, const struct pp_source *source, const char *pattern, size_t from)
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
enum pp_status pp_ingest_list(struct pp_ingest *job)
{
    const struct pp_project *project = job->project;
    job->first_file = pp_arena_array(job->arena, project->source_count + 1, sizeof(size_t));
    for (size_t s = 0; s < project->source_count; s++) {
        const struct pp_source *source = &project->sources[s];
        size_t from = job->accounts->count;
        job->first_file[s] = from;
        for (size_t i = 0; i < source->files.count; i++) {
            enum pp_status status = list_pattern(job, source, source->files.items[i], from);
            if (!pp_is_local(status))
                return status;
            pp_ingest_note(job, status);
        }
    }
    job->first_file[project->source_count] = job->accounts->count;
    return PP_OK;
}
