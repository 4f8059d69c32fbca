/* build: read everything, compute and protect all figures, render what is asked for, check what was
 * written, and only then show it: as a candidate, or as an edition. */
#include <string.h>

#include "documents.h"
#include "corrected.h"
#include "inputs.h"
#include "other_inputs.h"
#include "pactpress/font.h"
#include "pactpress/candidate.h"
#include "pactpress/commands.h"
#include "pactpress/manifest.h"
#include "pactpress/readback.h"
#include "pactpress/render.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "parts.h"
#include "publish.h"
#include "rebuild.h"
#include "web_index.h"

struct build {
    struct pp_run *run;
    const struct pp_options *options;
    struct inputs in;
    struct pp_plan *plan;
    struct pp_workshop shop;
    struct pp_stories *stories;
    struct pp_staging staging;
    struct pp_candidate candidate, *last; /* what is being made; what is there, or NULL */
    const char *out;
    bool draft;
    bool only_try;                     /* lay documents out, make nothing */
    const struct pp_reconciled *again; /* built again: nothing of the project is changed; or NULL */
};

/* Rows waiting for correction, over all files. */
static size_t held_back(const struct build *build)
{
    const struct pp_accounts *accounts = build->in.results->accounts;
    size_t rows = 0;
    for (size_t i = 0; i < accounts->count; i++)
        rows += accounts->items[i].held_back;
    return rows;
}

static const char *row_summary(const struct build *build)
{
    const struct pp_accounts *accounts = build->in.results->accounts;
    size_t read = 0, used = 0;
    for (size_t i = 0; i < accounts->count; i++) {
        read += accounts->items[i].read;
        used += accounts->items[i].used;
    }
    return pp_arena_printf(
        build->run->arena, "%zu of %zu rows used, %zu held back", used, read, held_back(build));
}

static enum pp_status be_strict(struct build *build)
{
    size_t rows = held_back(build);
    if (!build->run->strict || rows == 0)
        return PP_OK;
    pp_error(
        build->run, PP_NOWHERE, "build.strict",
        "%zu rows are held back, and --strict allows none: correct them (see private/held-back/)",
        rows);
    return PP_DATA;
}

/* A full disk behind a pipe shows while writing or only at the end. */
static enum pp_status print(struct pp_run *run, const struct pp_str *text)
{
    if (fwrite(text->text, 1, text->length, stdout) == text->length && fflush(stdout) == 0)
        return PP_OK;
    pp_error(run, PP_NOWHERE, "output.stdout", "standard output cannot be written");
    return PP_ENV;
}

static enum pp_status dump(struct build *build)
{
    const char *stage = build->options->dump;
    struct pp_str out;
    enum pp_status status = PP_OK;
    pp_str_init(&out);
    if (pp_streq(stage, "figures"))
        pp_figures_dump(build->in.results->table, &out);
    else
        for (size_t i = 0; i < build->plan->count && status == PP_OK; i++)
            status = pp_render_dump(&build->shop, &build->plan->items[i], stage, &out);
    if (status == PP_OK)
        status = print(build->run, &out);
    pp_str_free(&out);
    return status;
}

static enum pp_status dump_records(struct pp_run *run, struct inputs *in)
{
    struct pp_str out;
    pp_str_init(&out);
    enum pp_status status = pp_ingest_dump(run, run->arena, in->project, &in->key, &out);
    enum pp_status printed = print(run, &out); /* good rows are shown beside bad files */
    pp_str_free(&out);
    return printed != PP_OK ? printed : status;
}

static enum pp_status render_all(struct build *build)
{
    struct documents documents = {
        .shop = &build->shop,
        .plan = build->plan,
        .what = build->only_try ? DOCUMENTS_CHECK : DOCUMENTS_BUILD,
        .staging = &build->staging,
        .outputs = &build->candidate.outputs,
        .jobs = build->options->jobs};
    return documents_make(&documents);
}

static enum pp_status add_text(struct build *build, const char *path, const struct pp_str *text)
{
    struct pp_bytes bytes = {(const unsigned char *)text->text, text->length};
    struct pp_staging *staging = &build->staging;
    PP_TRY(pp_staging_add(staging, path, bytes, (struct pp_made_file){0}));
    return pp_readback(
        build->run, staging->folder, &staging->files.items[staging->files.count - 1], NULL);
}

/* What figures.csv will say, to compare each document with as it is made. */
static enum pp_status publish_figures(struct build *build)
{
    struct pp_run *run = build->run;
    struct pp_str text;
    struct pp_published *published;
    pp_str_init(&text);
    pp_figures_csv(build->in.results->table, &text);
    struct pp_bytes bytes = {(const unsigned char *)text.text, text.length};
    enum pp_status status = pp_published_read(run, run->arena, "figures.csv", bytes, &published);
    pp_str_free(&text);
    build->shop.published = published;
    return status;
}

static enum pp_status add_figures(struct build *build)
{
    struct pp_str text;
    pp_str_init(&text);
    pp_figures_csv(build->in.results->table, &text);
    enum pp_status status = add_text(build, "figures.csv", &text);
    pp_str_free(&text);
    return status;
}

static enum pp_status add_manifest(struct build *build)
{
    struct pp_manifest manifest = {
        .klass = build->in.klass,
        .as_of = pp_day_iso(build->run->arena, build->in.data_state),
        .draft = build->draft,
        .results = build->in.results,
        .files = build->staging.files.items,
        .file_count = build->staging.files.count,
    };
    struct pp_str text;
    pp_str_init(&text);
    pp_manifest_text(build->run, &manifest, &text);
    enum pp_status status = add_text(build, "manifest.json", &text);
    pp_str_free(&text);
    return status;
}

/* What `release` and the next build must know later. Of another candidate until the last moment, so
 * that a crash in between leaves one that asks for a build. */
static enum pp_status note_candidate(struct build *build)
{
    struct pp_run *run = build->run;
    struct pp_candidate *candidate = &build->candidate;
    const struct pp_diag *diag;
    size_t count = build->staging.files.count;
    candidate->folder = build->staging.candidate;
    candidate->fingerprint = build->in.key.fingerprint;
    candidate->whole = !build->plan->filtered;
    candidate->draft = build->draft;
    candidate->inputs = *build->in.results->accounts;
    candidate->files.items = build->staging.files.items;
    candidate->files.count = count;
    candidate->summary = row_summary(build);
    memcpy(candidate->manifest, candidate->files.items[count - 1].digest, PP_DIGEST_HEX);
    for (size_t i = 0; (diag = pp_diag_at(run, i)); i++)
        pp_said_add(run->arena, &candidate->said, diag);
    PP_TRY(parts_held(run, &build->in, candidate->held));
    return pp_candidate_write(
        run, pp_candidate_record(run->arena, build->out, build->in.klass, build->in.period.key),
        candidate);
}

/* Pages and messages are compared with the figures, which are written after them. */
static enum pp_status read_pages_back(struct build *build)
{
    const struct pp_staging *staging = &build->staging;
    enum pp_status worst = PP_OK;
    for (size_t i = 0; i < staging->files.count; i++) {
        if (!pp_readback_prints_figures(staging->files.items[i].path))
            continue;
        enum pp_status status = pp_readback(
            build->run, staging->folder, &staging->files.items[i], build->shop.published);
        if (status != PP_OK && status != PP_DATA)
            return status;
        worst = status != PP_OK ? status : worst;
    }
    return worst;
}

static enum pp_status write_candidate(struct build *build)
{
    PP_TRY(publish_figures(build));
    PP_TRY(render_all(build));
    PP_TRY(web_index_add(&build->shop, build->plan, build->in.klass, &build->staging));
    PP_TRY(add_figures(build));
    PP_TRY(read_pages_back(build));
    PP_TRY(add_manifest(build));
    PP_TRY(pp_readback_strays(
        build->run, build->staging.folder, build->staging.files.items, build->staging.files.count));
    PP_TRY(publish_attack(build->run, &build->in, build->staging.folder, build->again != NULL));
    PP_TRY(pp_run_stopped(build->run));
    PP_TRY(pp_staging_commit(&build->staging));
    return note_candidate(build);
}

static enum pp_status release(struct build *build, const char **where)
{
    struct pp_edition edition;
    struct pp_strings fonts = {0};
    PP_TRY(pp_fonts_versions(build->run, build->run->arena, build->in.project->folder, &fonts));
    struct pp_release order = {
        .fonts = &fonts,
        .project = build->in.project,
        .period = build->in.period.key,
        .table = build->in.results->table,
        .accounts = build->in.results->accounts,
        .fingerprint = build->in.key.fingerprint,
        .out = build->out,
        .klass = build->in.klass,
        .candidate = build->staging.candidate,
    };
    PP_TRY(pp_edition_release(build->run, build->run->arena, &order, &edition));
    *where = edition.link;
    return PP_OK;
}

static void say_done(const struct build *build, const char *where)
{
    size_t warnings = pp_diag_count(build->run, PP_WARNING);
    pp_say(
        build->run, "done", "%zu files for %s (%s) in %s; %s; %zu warning%s",
        build->candidate.files.count, build->in.period.key, build->in.klass, where,
        build->candidate.summary, warnings, warnings == 1 ? "" : "s");
}

static enum pp_status make_files(struct build *build)
{
    enum pp_status status = pp_staging_open(
        build->run, build->run->arena, build->out, build->in.klass, build->in.period.key,
        &build->staging);
    if (status == PP_OK) {
        status = write_candidate(build);
        if (status != PP_OK)
            pp_staging_drop(&build->staging);
    }
    const char *where = build->staging.candidate;
    if (status == PP_OK && build->options->release)
        status = release(build, &where);
    if (status == PP_OK)
        say_done(build, where);
    return status;
}

/* An edition is complete, and a draft is none. */
static enum pp_status refuse_release(struct build *build)
{
    if (!build->options->release)
        return PP_OK;
    if (build->plan->filtered || build->options->draft) {
        pp_error(
            build->run, PP_NOWHERE, "build.partial-release",
            "--release publishes everything that `outputs:` declares: leave out --draft, --city, "
            "--lang, --layout and --format");
        return PP_USAGE;
    }
    return PP_OK;
}

static enum pp_status make_documents(struct build *build)
{
    struct pp_run *run = build->run;
    PP_TRY(pp_stories_load(
        run, run->arena, build->in.project, build->in.results, build->options->issue,
        &build->stories));
    PP_TRY(pp_workshop_open(run, build->in.project, &build->shop));
    build->shop.results = build->in.results;
    build->shop.stories = build->stories;
    build->shop.date = run->clock;
    build->shop.data_state = pp_day_iso(run->arena, build->in.data_state);
    build->shop.last = build->last;
    memcpy(build->shop.parts, build->candidate.parts, sizeof build->shop.parts);
    parts_figures(build->in.results, build->shop.figures);
    enum pp_status status = documents_prepare(&build->shop, build->plan);
    if (status == PP_OK)
        status = build->only_try        ? render_all(build)
                 : build->options->dump ? dump(build)
                                        : make_files(build);
    pp_workshop_close(&build->shop);
    return status;
}

/* --keep-going: data could not be read; documents are laid out for their errors alone. */
static enum pp_status try_documents(struct build *build)
{
    build->only_try = true;
    enum pp_status status = make_documents(build);
    return status == PP_OK ? PP_DATA : status;
}

static enum pp_status build_all(struct build *build)
{
    bool write_private = !build->options->dump && !build->again;
    PP_TRY(inputs_look_for_archive(build->run, build->options, &build->in));
    enum pp_status status = inputs_tally(build->run, write_private, &build->in);
    if (build->again && build->in.results && !inputs_are_those_of(&build->in, build->again))
        return inputs_tell_others(build->run, &build->in, build->again);
    if (status == PP_DATA && build->in.results)
        return try_documents(build);
    PP_TRY(status);
    PP_TRY(be_strict(build));
    if (build->options->complete)
        PP_TRY(inputs_require_complete(build->run, &build->in));
    return make_documents(build);
}

/* Would this run make what is there already? Then its messages are told again, and that is all. */
static enum pp_status is_up_to_date(struct build *build, bool *is)
{
    char held[PP_DIGEST_HEX];
    const char *wrong;
    *is = false;
    if (!build->last || build->run->strict || build->options->complete ||
        !pp_streq(build->last->state, build->candidate.state))
        return PP_OK;
    PP_TRY(parts_held(build->run, &build->in, held));
    if (!pp_streq(build->last->held, held))
        return PP_OK;
    PP_TRY(pp_candidate_verify(build->run, build->run->arena, build->last, &wrong));
    *is = wrong == NULL;
    return PP_OK;
}

static enum pp_status keep_candidate(struct build *build)
{
    struct pp_edition edition;
    const char *where = build->last->folder;
    PP_TRY(pp_staging_clear(
        build->run, build->run->arena, build->out, build->in.klass, build->in.period.key,
        &build->staging));
    for (size_t i = 0; i < build->last->said.count; i++) {
        const struct pp_diag *diag = &build->last->said.items[i];
        pp_report(
            build->run, diag->severity, diag->where, diag->rule, diag->source, "%s",
            diag->sentence);
    }
    if (build->options->release) {
        PP_TRY(publish_candidate(build->run, &build->in, build->out, build->last, &edition));
        where = edition.link;
    }
    build->candidate = *build->last;
    pp_say(build->run, "up-to-date", "Up to date: nothing that goes into the files has changed.");
    say_done(build, where);
    return PP_OK;
}

static enum pp_status build_what_changed(struct build *build)
{
    struct pp_run *run = build->run;
    bool up_to_date;
    PP_TRY(parts_find(run, build->options, &build->in, &build->candidate));
    PP_TRY(pp_candidate_read(
        run, run->arena, build->out, build->in.klass, build->in.period.key, &build->last));
    if (build->options->fresh)
        build->last = NULL;
    PP_TRY(is_up_to_date(build, &up_to_date));
    return up_to_date ? keep_candidate(build) : build_all(build);
}

enum pp_status pp_command_build(struct pp_run *run, const struct pp_options *options)
{
    struct build build = {.run = run, .options = options, .draft = options->draft};
    int lock;
    bool records = options->dump && pp_streq(options->dump, "records");
    PP_TRY(inputs_open(run, options, !options->dump, &build.in));
    PP_TRY(corrected_take(run, build.in.project, &options->corrected));
    build.out = inputs_out(run, options, &build.in);
    if (records)
        return dump_records(run, &build.in);
    PP_TRY(pp_plan_make(
        run, build.in.project, &build.in.period, options, build.in.klass, &build.plan));
    PP_TRY(refuse_release(&build));
    build.in.keep_going = options->keep_going;
    if (options->dump)
        return build_all(&build);
    PP_TRY(pp_lock(run, run->arena, build.out, &lock));
    enum pp_status status = build_what_changed(&build);
    pp_unlock(lock);
    return status;
}

enum pp_status build_again(
    struct pp_run *run, const struct pp_options *options, const struct pp_reconciled *edition,
    const char *out, const char **folder)
{
    struct pp_options wanted = {
        .folder = options->folder,
        .period = edition->period,
        .as_of = edition->data_state,
        .klass = edition->klass,
        .draft = edition->draft,
        .out = out,
        .jobs = options->jobs};
    struct build build = {
        .run = run, .options = &wanted, .draft = edition->draft, .out = out, .again = edition};
    *folder = NULL;
    build.in.keep_going = true; /* a file that is gone is told as a difference */
    PP_TRY(inputs_open(run, &wanted, false, &build.in));
    PP_TRY(pp_plan_make(
        run, build.in.project, &build.in.period, &wanted, build.in.klass, &build.plan));
    PP_TRY(parts_find(run, &wanted, &build.in, &build.candidate));
    PP_TRY(build_all(&build));
    *folder = build.staging.candidate;
    return PP_OK;
}
