/* watch: documents in a browser, as drafts, made again at every save. Nothing is written.
 *
 * What was read of the project and its data stays in memory. A change of a story reads the stories
 * again and makes the one document that is looked at; any other change reads everything again. */
#include <string.h>

#include "documents.h"
#include "inputs.h"
#include "pactpress/commands.h"
#include "pactpress/manifest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "preview.h"
#include "watching.h"

enum { LOOK = 500 /* [ms] how often to look where nothing wakes us */ };

struct watch {
    struct pp_run *run;
    struct pp_options options;
    struct pp_run *project_run; /* lives as long as what was read of the project and its data */
    struct inputs in;
    struct pp_plan *plan; /* NULL: not read */
    bool read;            /* project and data, without an error */
    struct pp_workshop shop;
    struct pp_run *story_run; /* lives as long as the stories; NULL: none are read */
    struct pp_stories *stories;
    struct pp_run *last_run; /* of the document that was made last: its messages */
};

/* A part of the work, whose messages are told at once. */
static struct pp_run *branch(struct pp_run *run, const struct pp_run *main)
{
    struct pp_run *part = pp_run_branch(run);
    part->messages = main->messages;
    return part;
}

static void drop(struct pp_run **run)
{
    if (*run)
        pp_run_free(*run);
    *run = NULL;
}

static void drop_stories(struct watch *watch)
{
    watch->stories = NULL;
    drop(&watch->last_run);
    drop(&watch->story_run);
}

static void drop_project(struct watch *watch)
{
    drop_stories(watch);
    if (watch->plan)
        pp_workshop_close(&watch->shop);
    watch->plan = NULL;
    watch->read = false;
    drop(&watch->project_run);
}

static enum pp_status read_project(struct watch *watch)
{
    struct pp_plan *plan;
    drop_project(watch);
    memset(&watch->in, 0, sizeof watch->in);
    struct pp_run *run = watch->project_run = branch(watch->run, watch->run);
    PP_TRY(inputs_open(run, &watch->options, false, &watch->in));
    PP_TRY(pp_plan_make(
        run, watch->in.project, &watch->in.period, &watch->options, watch->in.klass, &plan));
    PP_TRY(inputs_tally(run, false, &watch->in));
    PP_TRY(pp_workshop_open(run, watch->in.project, &watch->shop));
    watch->plan = plan;
    watch->shop.results = watch->in.results;
    watch->shop.date = run->clock;
    PP_TRY(documents_prepare(&watch->shop, plan));
    watch->read = true;
    return PP_OK;
}

static enum pp_status read_stories(struct watch *watch)
{
    drop_stories(watch);
    struct pp_run *run = watch->story_run = branch(watch->project_run, watch->run);
    return pp_stories_load(
        run, run->arena, watch->in.project, watch->in.results, watch->options.issue,
        &watch->stories);
}

/* --- What the preview asks for */

static const struct pp_planned *find_document(
    const struct watch *watch, struct pp_arena *arena, const char *path, bool *page)
{
    for (size_t i = 0; watch->plan && i < watch->plan->count; i++) {
        const struct pp_planned *planned = &watch->plan->items[i];
        *page = pp_streq(path, pp_planned_page(arena, planned, planned->job.lang));
        if (*page || pp_streq(path, pp_planned_pdf(arena, planned)))
            return planned;
    }
    return NULL;
}

static enum pp_status make(void *context, const char *path, struct pp_str *out, const char **type)
{
    struct watch *watch = context;
    bool page;
    if (!watch->plan || !watch->stories)
        return PP_DATA;
    struct pp_run *run = branch(watch->story_run, watch->run);
    const struct pp_planned *planned = find_document(watch, run->arena, path, &page);
    if (!planned) {
        pp_run_free(run);
        *type = NULL;
        return PP_OK;
    }
    drop(&watch->last_run);
    watch->last_run = run;
    watch->shop.stories = watch->stories;
    pp_workshop_begin(&watch->shop, run);
    enum pp_status status = pp_render_now(&watch->shop, planned, page, out);
    pp_workshop_begin(&watch->shop, watch->project_run);
    *type = page ? "text/html; charset=utf-8" : "application/pdf";
    return status;
}

static void put_text(struct pp_str *out, const char *key, const char *text)
{
    pp_str_printf(out, "\"%s\": ", key);
    pp_json_string(out, text ? text : "");
}

static void put_documents(const struct watch *watch, struct pp_str *out)
{
    struct pp_arena *arena = pp_arena_new();
    pp_str_append(out, "\"documents\": [");
    for (size_t i = 0; watch->plan && i < watch->plan->count; i++) {
        const struct pp_planned *planned = &watch->plan->items[i];
        pp_str_append(out, i ? ", {" : "{");
        put_text(out, "name", planned->job.name);
        pp_str_append(out, ", ");
        put_text(out, "page", pp_planned_page(arena, planned, planned->job.lang));
        pp_str_append(out, ", ");
        put_text(out, "pdf", pp_planned_pdf(arena, planned));
        pp_str_append(out, "}");
    }
    pp_str_append(out, "]");
    pp_arena_free(arena);
}

/* Pages are for people: in their language. */
static void put_sentence(const struct pp_run *run, const struct pp_diag *diag, struct pp_str *out)
{
    struct pp_arena *arena = pp_arena_new();
    put_text(out, "sentence", pp_tell(run->speech, arena, diag->rule, diag->sentence));
    pp_arena_free(arena);
}

static void put_messages(const struct pp_run *run, bool *first, struct pp_str *out)
{
    const struct pp_diag *diag;
    for (size_t i = 0; run && (diag = pp_diag_at(run, i)); i++) {
        if (diag->severity == PP_NOTE)
            continue;
        pp_str_append(out, *first ? "{" : ", {");
        *first = false;
        put_text(out, "severity", pp_severity_name(diag->severity));
        pp_str_append(out, ", ");
        put_text(out, "file", diag->where.file);
        pp_str_printf(out, ", \"line\": %zu, \"col\": %zu, ", diag->where.line, diag->where.col);
        put_sentence(run, diag, out);
        pp_str_append(out, ", ");
        put_text(out, "rule", diag->rule);
        pp_str_append(out, ", ");
        put_text(out, "source", diag->source);
        pp_str_append(out, "}");
    }
}

static void state(void *context, struct pp_str *out)
{
    const struct watch *watch = context;
    bool first = true;
    put_documents(watch, out);
    pp_str_append(out, ", \"messages\": [");
    put_messages(watch->project_run, &first, out);
    put_messages(watch->story_run, &first, out);
    put_messages(watch->last_run, &first, out);
    pp_str_append(out, "]");
}

/* --- The loop */

/* Stories, their pictures and tables; what decides about periods is no story. */
static bool stories_only(const struct pp_strings *changed)
{
    for (size_t i = 0; i < changed->count; i++)
        if (!pp_starts_with(changed->items[i], "content/") ||
            pp_ends_with(changed->items[i], "/issue.yaml"))
            return false;
    return true;
}

static size_t errors_of(const struct pp_run *run)
{
    return run ? pp_diag_count(run, PP_ERROR) : 0;
}

static void rebuild(struct watch *watch, struct preview *preview, const struct pp_strings *changed)
{
    enum pp_status status = PP_OK;
    preview_hold(preview);
    if (!watch->read || !stories_only(changed))
        status = read_project(watch);
    if (status == PP_OK)
        status = read_stories(watch);
    if (status != PP_OK) /* said already; what is looked at stays as it was */
        watch->stories = NULL;
    preview_renew(preview);
    size_t errors =
        errors_of(watch->project_run) + errors_of(watch->story_run) + errors_of(watch->last_run);
    preview_release(preview);
    pp_say(
        watch->run, "rebuilt", "%s%s: %zu error%s", changed->count ? changed->items[0] : "read",
        changed->count > 1 ? " and others" : "", errors, errors == 1 ? "" : "s");
}

static enum pp_status keep_watching(struct watch *watch, struct preview *preview)
{
    static const char *const skip[] = {
        "out", "private", "archive.db", "archive.db-wal", "archive.db-shm", NULL};
    struct pp_watching *watching = pp_watching_open(watch->options.folder, skip);
    struct pp_strings changed = {0};
    enum pp_status status = PP_OK;
    rebuild(watch, preview, &changed);
    while ((status = pp_run_stopped(watch->run)) == PP_OK) {
        pp_watching_wait(watching, LOOK);
        changed = pp_watching_look(watching);
        if (changed.count > 0)
            rebuild(watch, preview, &changed);
    }
    pp_watching_close(watching);
    return status;
}

enum pp_status pp_command_watch(struct pp_run *run, const struct pp_options *options)
{
    struct watch watch = {.run = run, .options = *options};
    struct preview *preview;
    watch.options.draft = true;
    PP_TRY(preview_open(run, options->port, make, state, &watch, &preview));
    pp_say(run, "preview", "Preview: http://127.0.0.1:%d/ (Ctrl-C ends it)", preview_port(preview));
    enum pp_status status = keep_watching(&watch, preview);
    preview_close(preview);
    drop_project(&watch);
    return status;
}
