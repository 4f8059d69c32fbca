/* plan: what build would make, and why. Makes nothing. */
#include <string.h>

#include "documents.h"
#include "inputs.h"
#include "pactpress/commands.h"
#include "pactpress/manifest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "parts.h"
#include "told.h"

enum { FILES_NAMED = 3 };

struct planning {
    struct pp_run *run;
    const struct pp_options *options;
    struct inputs in;
    const char *out;
    struct pp_plan *plan;
    struct pp_candidate now, *last; /* last: NULL when there is none */
    struct pp_strings changed;      /* files of the project: new, other, or gone */
    size_t to_make;
};

static const char *digest_of(const struct pp_candidate *candidate, const char *path)
{
    for (size_t i = 0; i < candidate->assets.count; i++)
        if (pp_streq(candidate->assets.items[i].path, path))
            return candidate->assets.items[i].digest;
    return NULL;
}

/* Files of `a` that are not so in `b`; `missing_only`: not at all. */
static void find_changed(
    struct planning *planning, const struct pp_candidate *a, const struct pp_candidate *b,
    bool missing_only)
{
    for (size_t i = 0; i < a->assets.count; i++) {
        const char *other = digest_of(b, a->assets.items[i].path);
        if (missing_only ? !other : !pp_streq(other, a->assets.items[i].digest))
            *(const char **)PP_PUSH(planning->run->arena, &planning->changed) =
                a->assets.items[i].path;
    }
}

/* May a change of this file show in this output? Stories of other languages do not. */
static bool concerns(const struct pp_planned *planned, bool pdf, const char *path)
{
    const char *folder = strchr(path, '/');
    if (!pp_starts_with(path, "content/"))
        return !pp_starts_with(path, "archive.db");
    folder = folder ? strchr(folder + 1, '/') : NULL;
    if (!pdf || !folder)
        return false;
    size_t length = strlen(planned->job.lang);
    return pp_starts_with(folder, "/images/") ||
           (strncmp(folder + 1, planned->job.lang, length) == 0 && folder[1 + length] == '/');
}

/* What was published since the last build binds what may be told now. */
static bool has_other_past(const struct planning *planning)
{
    for (size_t i = 0; i < planning->changed.count; i++)
        if (pp_starts_with(planning->changed.items[i], "archive.db"))
            return true;
    return false;
}

static void name_files(
    const struct planning *planning, const struct pp_planned *planned, bool pdf, bool content_only,
    struct pp_str *out)
{
    size_t named = 0, more = 0;
    for (size_t i = 0; i < planning->changed.count; i++) {
        if (!concerns(planned, pdf, planning->changed.items[i]))
            continue;
        if (named == FILES_NAMED) {
            more++;
            continue;
        }
        pp_str_printf(out, "%s%s", named++ ? ", " : " by ", planning->changed.items[i]);
    }
    if (more)
        pp_str_printf(out, " and %zu more", more);
    if (named == 0 && content_only && has_other_past(planning))
        pp_str_append(out, " by what earlier editions published");
}

/* Why an output must be made; empty when it need not. */
static void find_reason(
    const struct planning *planning, const struct pp_candidate_output *output,
    const struct pp_planned *planned, struct pp_str *out)
{
    const struct pp_candidate_output *before = pp_candidate_output_at(planning->last, output->path);
    bool text = !pp_ends_with(output->path, ".xlsx");
    pp_str_clear(out);
    if (!before || !pp_candidate_file_at(planning->last, output->path)) {
        pp_str_append(out, "new");
        return;
    }
    bool of_files = false, content_only = true;
    for (size_t i = 0; i < PP_PART_COUNT; i++) {
        if (pp_streq(before->parts[i], output->parts[i]))
            continue;
        const char *name = i == PP_PART_CONTENT ? (text ? "text" : "figures") : part_name(i);
        pp_str_printf(out, "%s%s", out->length ? ", " : "changed: ", name);
        of_files = of_files || i == PP_PART_CONTENT || i == PP_PART_SETTINGS;
        content_only = content_only && i == PP_PART_CONTENT;
    }
    if (of_files)
        name_files(planning, planned, text, content_only, out);
}

/* The document that makes an output; outputs come in the order of the plan, so that each is looked
 * for from the document of the one before. */
static size_t planned_of(
    const struct planning *planning, const struct pp_candidate_output *output, size_t from)
{
    struct pp_arena *arena = planning->run->arena;
    bool found = false;
    for (; from < planning->plan->count && !found; from++) {
        struct pp_arena_mark mark = pp_arena_mark(arena);
        found = pp_planned_makes(
            arena, planning->in.project, &planning->in.period, &planning->plan->items[from],
            output->path);
        pp_arena_rewind(arena, mark);
    }
    return from - 1;
}

static void print_json(
    const struct pp_candidate_output *output, const struct pp_planned *planned, const char *reason,
    bool first, struct pp_str *out)
{
    pp_str_append(out, first ? "\n    {\"path\": " : ",\n    {\"path\": ");
    pp_json_string(out, output->path);
    pp_str_append(out, ", \"layout\": ");
    pp_json_string(out, planned->job.output->layout);
    pp_str_append(out, ", \"city\": ");
    if (planned->job.city)
        pp_json_string(out, planned->job.city->id);
    else
        pp_str_append(out, "null");
    pp_str_append(out, ", \"lang\": ");
    pp_json_string(out, planned->job.lang);
    pp_str_printf(out, ", \"make\": %s, \"reason\": ", *reason ? "true" : "false");
    pp_json_string(out, *reason ? reason : "up to date");
    pp_str_append_char(out, '}');
}

static void print_line(struct pp_run *run, const char *path, const char *reason)
{
    const char *why = *reason ? pp_tell(run->speech, run->arena, "plan", reason) : "";
    told_word(
        run, "plan", *reason ? "make" : "keep",
        pp_arena_printf(run->arena, "%s%s%s", path, *reason ? "  " : "", why));
}

static void print(struct planning *planning, const struct pp_candidate_outputs *outputs)
{
    struct pp_str out, reason;
    bool json = planning->options->json;
    pp_str_init(&out);
    pp_str_init(&reason);
    if (json) {
        pp_str_append(&out, "{\"project\": ");
        pp_json_string(&out, planning->in.project->id);
        pp_str_printf(
            &out, ", \"period\": \"%s\", \"class\": \"%s\",\n  \"outputs\": [",
            planning->in.period.key, planning->in.klass);
    }
    for (size_t i = 0, at = 0; i < outputs->count; i++) {
        const struct pp_candidate_output *output = &outputs->items[i];
        at = planned_of(planning, output, at);
        const struct pp_planned *planned = &planning->plan->items[at];
        find_reason(planning, output, planned, &reason);
        planning->to_make += reason.length > 0;
        if (json)
            print_json(output, planned, reason.text, i == 0, &out);
        else
            print_line(planning->run, output->path, reason.text);
    }
    pp_str_append(&out, json ? "]\n}\n" : "");
    fwrite(out.text, 1, out.length, stdout);
    pp_str_free(&out);
    pp_str_free(&reason);
}

static enum pp_status compose(struct planning *planning, struct pp_candidate_outputs *outputs)
{
    struct pp_run *run = planning->run;
    struct pp_workshop shop;
    struct documents documents = {
        .shop = &shop,
        .plan = planning->plan,
        .what = DOCUMENTS_PLAN,
        .outputs = outputs,
        .jobs = planning->options->jobs};
    struct pp_stories *stories;
    PP_TRY(pp_stories_load(
        run, run->arena, planning->in.project, planning->in.results, planning->options->issue,
        &stories));
    PP_TRY(pp_workshop_open(run, planning->in.project, &shop));
    shop.results = planning->in.results;
    shop.stories = stories;
    shop.date = run->clock;
    memcpy(shop.parts, planning->now.parts, sizeof shop.parts);
    parts_figures(planning->in.results, shop.figures);
    enum pp_status status = documents_prepare(&shop, planning->plan);
    if (status == PP_OK)
        status = documents_make(&documents);
    pp_workshop_close(&shop);
    return status;
}

enum pp_status pp_command_plan(struct pp_run *run, const struct pp_options *options)
{
    struct planning planning = {.run = run, .options = options};
    struct pp_candidate_outputs outputs = {0};
    struct inputs *in = &planning.in;
    PP_TRY(inputs_open(run, options, false, in));
    planning.out = inputs_out(run, options, in);
    PP_TRY(pp_plan_make(run, in->project, &in->period, options, in->klass, &planning.plan));
    PP_TRY(parts_find(run, options, in, &planning.now));
    PP_TRY(pp_candidate_read(
        run, run->arena, planning.out, in->klass, in->period.key, &planning.last));
    if (planning.last) {
        find_changed(&planning, &planning.now, planning.last, false);
        find_changed(&planning, planning.last, &planning.now, true);
    }
    PP_TRY(inputs_tally(run, false, in));
    enum pp_status status = compose(&planning, &outputs);
    if (status != PP_OK && status != PP_DATA)
        return status;
    print(&planning, &outputs);
    size_t warnings = pp_diag_count(run, PP_WARNING);
    if (status == PP_OK)
        pp_say(
            run, "done", "%zu of %zu files to be made; %zu warning%s", planning.to_make,
            outputs.count, warnings, warnings == 1 ? "" : "s");
    return status;
}
