/* status: what is published, which cities are late, what waits for correction, what a stopped run
 * left. Changes nothing. */
#include "inputs.h"
#include "pactpress/candidate.h"
#include "pactpress/commands.h"
#include "pactpress/edition.h"
#include "pactpress/manifest.h"
#include "pactpress/run.h"
#include "pactpress/staging.h"
#include "pactpress/str.h"
#include "told.h"

static const int64_t day_seconds = 86400;

struct status {
    struct pp_run *run;
    struct inputs in;
    const char *out;
    long worker; /* process that holds the lock; 0: none */
    struct pp_candidate *candidate;
    struct pp_editions_view view;
    size_t late, waiting; /* cities; rows */
};

static const char *delivery_name(enum pp_delivery delivery)
{
    static const char *const names[] = {
        [PP_DELIVERED] = "delivered",
        [PP_DELIVERED_IN_PART] = "part",
        [PP_NOTHING_DELIVERED] = "nothing"};
    return names[delivery];
}

static const char *link_of(const struct status *status, const char *id)
{
    for (size_t i = 0; i < status->view.links.count; i++)
        if (pp_streq(status->view.links.items[i].id, id))
            return status->view.links.items[i].period;
    return NULL;
}

/* "none", "draft", "part", "new": to be released, or "published" */
static const char *candidate_state(const struct status *status)
{
    const struct pp_candidate *candidate = status->candidate;
    if (!candidate)
        return "none";
    if (candidate->draft || !candidate->whole)
        return candidate->draft ? "draft" : "part";
    for (size_t i = 0; i < status->view.editions.count; i++) {
        const struct pp_archive_edition *edition = &status->view.editions.items[i];
        if (edition->state == PP_EDITION_PUBLISHED && link_of(status, edition->id) &&
            pp_streq(edition->manifest, candidate->manifest))
            return "published";
    }
    return "new";
}

static void count(struct status *status)
{
    const struct pp_results *results = status->in.results;
    for (size_t i = 0; i < results->coverage_count; i++)
        status->late += inputs_is_late(status->in.project, &results->coverage[i]);
    for (size_t i = 0; i < results->accounts->count; i++)
        status->waiting += results->accounts->items[i].held_back;
}

static void print_editions(const struct status *status, struct pp_str *out)
{
    struct pp_arena *arena = status->run->arena;
    if (status->view.editions.count == 0 && !status->in.archive_gone)
        pp_str_append(out, "no edition has been published\n");
    for (size_t i = 0; i < status->view.editions.count; i++) {
        const struct pp_archive_edition *edition = &status->view.editions.items[i];
        pp_str_printf(
            out,
            link_of(status, edition->id) ? "edition %-24s %-10s %s  <- readers get this one\n"
                                         : "edition %-24s %-10s %s\n",
            edition->id, pp_edition_state_name(edition->state),
            pp_day_iso(arena, (pp_day)(edition->made / day_seconds)));
    }
}

static void print_text(const struct status *status, struct pp_str *out)
{
    const struct pp_results *results = status->in.results;
    pp_str_printf(
        out, "%s, %s (%s)\n", status->in.project->id, status->in.period.key, status->in.klass);
    print_editions(status, out);
    pp_str_printf(out, "candidate: %s\n", candidate_state(status));
    for (size_t i = 0; i < results->coverage_count; i++) {
        const struct pp_coverage *coverage = &results->coverage[i];
        if (inputs_is_late(status->in.project, coverage))
            pp_str_printf(
                out, "late: %s (attendance: %s, assessment: %s)\n",
                status->in.project->cities[coverage->city].id, delivery_name(coverage->attendance),
                delivery_name(coverage->assessment));
    }
    for (size_t i = 0; i < results->accounts->count; i++)
        if (results->accounts->items[i].held_back)
            pp_str_printf(
                out, "waiting: %zu row%s of %s\n", results->accounts->items[i].held_back,
                results->accounts->items[i].held_back == 1 ? "" : "s",
                results->accounts->items[i].path);
    for (size_t i = 0; i < status->view.left.count; i++)
        pp_str_printf(out, "left over: %s\n", status->view.left.items[i]);
    if (status->worker)
        pp_str_printf(out, "running: process %ld is working here\n", status->worker);
}

static void pair(struct pp_str *out, const char *before, const char *key, const char *value)
{
    pp_str_append(out, before);
    pp_json_string(out, key);
    pp_str_append(out, ": ");
    if (value)
        pp_json_string(out, value);
    else
        pp_str_append(out, "null");
}

static void json_editions(const struct status *status, struct pp_str *out)
{
    pp_str_append(out, ",\n  \"editions\": [");
    for (size_t i = 0; i < status->view.editions.count; i++) {
        const struct pp_archive_edition *edition = &status->view.editions.items[i];
        pair(out, i ? ",\n    {" : "\n    {", "id", edition->id);
        pair(out, ", ", "class", edition->klass);
        pair(out, ", ", "period", edition->period);
        pair(out, ", ", "state", pp_edition_state_name(edition->state));
        pair(out, ", ", "manifest", edition->manifest);
        pair(
            out, ", ", "date",
            pp_day_iso(status->run->arena, (pp_day)(edition->made / day_seconds)));
        pp_str_printf(out, ", \"current\": %s}", link_of(status, edition->id) ? "true" : "false");
    }
    pp_str_append(out, "]");
}

static void json_inputs(const struct status *status, struct pp_str *out)
{
    const struct pp_results *results = status->in.results;
    const char *between = "\n    {";
    pp_str_append(out, ",\n  \"cities\": [");
    for (size_t i = 0; i < results->coverage_count; i++) {
        const struct pp_coverage *coverage = &results->coverage[i];
        pair(out, between, "city", status->in.project->cities[coverage->city].id);
        pair(out, ", ", "attendance", delivery_name(coverage->attendance));
        pair(out, ", ", "assessment", delivery_name(coverage->assessment));
        pp_str_printf(
            out, ", \"late\": %s}",
            inputs_is_late(status->in.project, coverage) ? "true" : "false");
        between = ",\n    {";
    }
    between = "\n    {";
    pp_str_append(out, "],\n  \"waiting\": [");
    for (size_t i = 0; i < results->accounts->count; i++) {
        if (!results->accounts->items[i].held_back)
            continue;
        pair(out, between, "path", results->accounts->items[i].path);
        pp_str_printf(out, ", \"rows\": %zu}", results->accounts->items[i].held_back);
        between = ",\n    {";
    }
    pp_str_append(out, "]");
}

static void print_json(const struct status *status, struct pp_str *out)
{
    pair(out, "{\n  ", "project", status->in.project->id);
    pair(out, ",\n  ", "period", status->in.period.key);
    pair(out, ",\n  ", "class", status->in.klass);
    pair(out, ",\n  ", "candidate", candidate_state(status));
    json_editions(status, out);
    json_inputs(status, out);
    pp_str_append(out, ",\n  \"left_over\": [");
    for (size_t i = 0; i < status->view.left.count; i++) {
        pp_str_append(out, i ? ",\n    " : "\n    ");
        pp_json_string(out, status->view.left.items[i]);
    }
    pp_str_printf(out, "],\n  \"running\": %ld\n}\n", status->worker);
}

/* What a run in progress has made is not left over. */
static enum pp_status look(struct status *status)
{
    struct pp_run *run = status->run;
    status->worker = pp_lock_owner(run->arena, status->out);
    PP_TRY(pp_candidate_read(
        run, run->arena, status->out, status->in.klass, status->in.period.key, &status->candidate));
    PP_TRY(pp_editions_look(
        run, run->arena, status->in.project, status->out, status->in.klass, status->in.period.key,
        &status->view));
    if (status->worker)
        status->view.left.count = 0;
    return PP_OK;
}

/* What is wrong with rows is the matter of check; here they are counted. Errors are shown. */
static enum pp_status tally(struct status *status)
{
    enum pp_loudness loudness = status->run->loudness;
    if (loudness == PP_NORMAL)
        status->run->loudness = PP_QUIET;
    enum pp_status result = inputs_tally(status->run, false, &status->in);
    status->run->loudness = loudness;
    if (result == PP_OK)
        count(status);
    return result;
}

enum pp_status pp_command_status(struct pp_run *run, const struct pp_options *options)
{
    struct status status = {.run = run};
    struct pp_str text;
    PP_TRY(inputs_open(run, options, false, &status.in));
    status.out = inputs_out(run, options, &status.in);
    PP_TRY(inputs_look_for_archive(run, options, &status.in));
    PP_TRY(tally(&status));
    PP_TRY(look(&status));
    pp_str_init(&text);
    if (options->json) {
        print_json(&status, &text);
        fwrite(text.text, 1, text.length, stdout);
    } else {
        print_text(&status, &text);
        told_print(run, "status", text.text);
    }
    pp_str_free(&text);
    pp_say(
        run, "done", "%zu cities late, %zu rows waiting, %zu things left over", status.late,
        status.waiting, status.view.left.count);
    bool late = options->complete && status.late > 0;
    return late || (run->strict && status.waiting > 0) ? PP_DATA : PP_OK;
}
