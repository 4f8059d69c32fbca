/* check: everything that build would complain about; writes nothing. */
#include "documents.h"
#include "inputs.h"
#include "pactpress/commands.h"
#include "pactpress/file.h"
#include "pactpress/pdf.h"
#include "pactpress/render.h"
#include "pactpress/run.h"
#include "pactpress/story.h"
#include "pactpress/str.h"

/* What is typed into stories is listed here, and only asked for elsewhere. */
static enum pp_status load_stories(
    struct pp_run *run, const struct inputs *in, const struct pp_options *options,
    struct pp_stories **out)
{
    enum pp_loudness usual = run->loudness;
    if (usual == PP_NORMAL)
        run->loudness = PP_VERBOSE;
    enum pp_status status =
        pp_stories_load(run, run->arena, in->project, in->results, options->issue, out);
    run->loudness = usual;
    return status;
}

/* Pictures are decoded where they are drawn, and check draws none. Each file is looked at once. */
static enum pp_status check_picture(
    struct pp_run *run, const struct pp_node *node, struct pp_map *seen)
{
    struct pp_bytes file;
    struct pp_arena *scratch = pp_arena_new();
    const char *failure = NULL;
    enum pp_status status = PP_OK;
    if (!pp_map_get(seen, node->as.picture.path)) {
        pp_map_set(seen, node->as.picture.path, seen);
        status = pp_file_read(run, scratch, node->as.picture.path, 0, &file);
        failure = status == PP_OK ? pp_pdf_picture_failure(file) : NULL;
    }
    pp_arena_free(scratch);
    if (!failure)
        return status;
    pp_error(
        run, node->where, "pdf.picture", "The picture \"%s\" cannot be used: %s.",
        node->as.picture.name, failure);
    return PP_DATA;
}

static enum pp_status check_pictures_in(
    struct pp_run *run, const struct pp_node *node, struct pp_map *seen)
{
    enum pp_status status = PP_OK;
    for (; node; node = node->next) {
        enum pp_status own = node->kind == PP_NODE_PICTURE ? check_picture(run, node, seen) : PP_OK;
        enum pp_status below = check_pictures_in(run, node->first, seen);
        status = own != PP_OK ? own : below != PP_OK ? below : status;
    }
    return status;
}

static enum pp_status check_pictures(
    struct pp_run *run, const struct pp_project *project, const struct pp_stories *stories)
{
    struct pp_map seen;
    enum pp_status status = PP_OK;
    pp_map_init(&seen, run->arena);
    for (size_t i = 0; i < project->partner_count; i++) {
        const struct pp_partner *partner = &project->partners[i];
        struct pp_node logo = {.kind = PP_NODE_PICTURE, .where = partner->where};
        if (!partner->logo)
            continue;
        logo.as.picture.name = partner->logo;
        logo.as.picture.path = pp_path_join(run->arena, project->folder, partner->logo);
        enum pp_status own = check_pictures_in(run, &logo, &seen);
        status = own != PP_OK ? own : status;
    }
    for (size_t i = 0; i < stories->count; i++) {
        enum pp_status head = check_pictures_in(run, stories->items[i]->picture, &seen);
        enum pp_status body = check_pictures_in(run, stories->items[i]->body, &seen);
        status = head != PP_OK ? head : body != PP_OK ? body : status;
    }
    return status;
}

static enum pp_status check_content(
    struct pp_run *run, const struct inputs *in, const struct pp_options *options,
    struct pp_plan *plan)
{
    struct pp_stories *stories;
    PP_TRY(load_stories(run, in, options, &stories));
    enum pp_status status = documents_check(run, in, stories, plan, options->jobs);
    enum pp_status pictures = check_pictures(run, in->project, stories);
    return status != PP_OK ? status : pictures;
}

/* Held-back rows are no mistake of the project, unless --strict says so. */
static enum pp_status be_strict(struct pp_run *run, const struct inputs *in)
{
    const struct pp_accounts *accounts = in->results->accounts;
    size_t rows = 0;
    for (size_t i = 0; i < accounts->count; i++)
        rows += accounts->items[i].held_back;
    return run->strict && rows > 0 ? PP_DATA : PP_OK;
}

enum pp_status pp_command_check(struct pp_run *run, const struct pp_options *options)
{
    struct inputs in = {0};
    struct pp_plan *plan;
    PP_TRY(inputs_open(run, options, false, &in));
    PP_TRY(pp_plan_make(run, in.project, &in.period, options, in.klass, &plan));
    PP_TRY(inputs_look_for_archive(run, options, &in));
    PP_TRY(inputs_tally(run, false, &in));
    PP_TRY(check_content(run, &in, options, plan));
    PP_TRY(be_strict(run, &in));
    size_t warnings = pp_diag_count(run, PP_WARNING);
    pp_say(
        run, "checked", "%zu document%s for %s would be built; %zu warning%s", plan->count,
        plan->count == 1 ? "" : "s", in.period.key, warnings, warnings == 1 ? "" : "s");
    return PP_OK;
}
