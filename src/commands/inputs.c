#include "inputs.h"

#include "pactpress/archive.h"
#include "pactpress/edition.h"
#include "pactpress/file.h"
#include "pactpress/layout.h"
#include "pactpress/run.h"
#include "pactpress/speech.h"
#include "pactpress/str.h"
#include "pactpress/zone.h"

static const int64_t day_seconds = 86400;

/* The day that relative periods are counted from. */
static enum pp_status find_today(
    struct pp_run *run, const struct pp_options *options, const struct inputs *in, pp_day *today)
{
    if (!options->as_of) {
        *today = pp_zone_day(in->project->timezone, run->clock);
        return PP_OK;
    }
    *today = pp_day_parse_iso(options->as_of);
    if (*today != PP_NO_DAY)
        return PP_OK;
    pp_error(
        run, PP_NOWHERE, "options.bad-date", "--as-of \"%s\" is no day; write it as 2022-04-04",
        options->as_of);
    return PP_USAGE;
}

/* The newest issue that the options let through, or NULL. */
static const struct pp_issue *newest_issue(
    struct pp_issue *const *issues, size_t count, const struct pp_options *options)
{
    for (size_t i = count; i-- > 0;)
        if (!options->issue || pp_streq(options->issue, issues[i]->id))
            return issues[i];
    return NULL;
}

static enum pp_status no_period(
    struct pp_run *run, const struct inputs *in, const struct pp_options *options)
{
    if (options->issue)
        pp_error(
            run, ((struct pp_where){.file = in->project->path}), "build.no-issue",
            "there is no issue \"%s\" under content/", options->issue);
    else
        pp_error(
            run, ((struct pp_where){.file = in->project->path}), "build.no-period",
            "no period is given and there is no issue under content/ to take it from: add "
            "--period 2022-Q1, say");
    return PP_USAGE;
}

static enum pp_status find_period(
    struct pp_run *run, const struct pp_options *options, pp_day today, struct inputs *in)
{
    struct pp_issue **issues;
    size_t count;
    const char *error;
    PP_TRY(pp_issues_load(run, in->project, &issues, &count));
    const struct pp_issue *issue = newest_issue(issues, count, options);
    const char *text = options->period ? options->period : issue ? issue->period : NULL;
    if (!text || (options->issue && !issue))
        return no_period(run, in, options);
    if (pp_period_parse(run->arena, text, today, &in->period, &error) != PP_OK) {
        pp_error(
            run, options->period || !issue ? PP_NOWHERE : issue->where, "build.bad-period", "%s",
            error);
        return PP_USAGE;
    }
    in->data_state = in->period.last;
    for (size_t i = 0; i < count; i++) {
        struct pp_period period;
        if (options->issue && !pp_streq(options->issue, issues[i]->id))
            continue;
        if (pp_period_parse(run->arena, issues[i]->period, today, &period, &error) == PP_OK &&
            pp_streq(period.key, in->period.key) && issues[i]->date != PP_NO_DAY)
            in->data_state = issues[i]->date;
    }
    if (options->as_of)
        in->data_state = today;
    return PP_OK;
}

const char *inputs_out(
    struct pp_run *run, const struct pp_options *options, const struct inputs *in)
{
    return options->out ? options->out : pp_path_join(run->arena, in->project->folder, "out");
}

enum pp_status inputs_find(struct pp_run *run, const struct pp_options *options, struct inputs *in)
{
    pp_day today;
    in->klass = options->klass ? options->klass : "public";
    PP_TRY(pp_project_load(run, options->folder, &in->project));
    PP_TRY(find_today(run, options, in, &today));
    PP_TRY(find_period(run, options, today, in));
    /* From here on the clock is the data state: the same input gives the same output on any day. */
    run->clock = (int64_t)in->data_state * day_seconds;
    return PP_OK;
}

enum pp_status inputs_open(
    struct pp_run *run, const struct pp_options *options, bool create_key, struct inputs *in)
{
    PP_TRY(inputs_find(run, options, in));
    return pp_person_key_load(run, in->project, create_key, &in->key);
}

/* What the class prints are its figures, whichever documents are made today. */
static enum pp_status ask_for_breakdown(
    struct pp_run *run, struct pp_tally *tally, const struct inputs *in)
{
    for (size_t i = 0; i < in->project->output_count; i++) {
        const struct pp_output *output = &in->project->outputs[i];
        struct pp_layout *layout;
        if (!pp_streq(output->klass, in->klass))
            continue;
        PP_TRY(pp_layout_load(run, in->project, output->layout, &layout));
        if (pp_layout_has(layout, "breakdown"))
            pp_tally_break_down(tally);
    }
    return PP_OK;
}

const char *inputs_letters(const struct pp_run *run, const struct inputs *in)
{
    const struct pp_strings *langs = &in->project->languages;
    return run->lang != NULL ? run->lang : langs->count > 0 ? langs->items[0] : "en";
}

static enum pp_status ingest(
    struct pp_run *run, struct inputs *in, bool write_private, const struct pp_record_sink *sink,
    struct pp_accounts **accounts)
{
    run->letters = pp_speech_open(run, inputs_letters(run, in));
    enum pp_status status = pp_ingest(
        run, run->arena, in->project, &in->key, write_private ? pp_correction_workbook : NULL, sink,
        accounts);
    pp_speech_close(run->letters);
    run->letters = NULL;
    return status;
}

enum pp_status inputs_look_for_archive(
    struct pp_run *run, const struct pp_options *options, struct inputs *in)
{
    const char *path = pp_path_join(run->arena, in->project->folder, "archive.db");
    const char *editions = pp_path_join(run->arena, inputs_out(run, options, in), "editions");
    PP_TRY(pp_edition_archive_lost(run, run->arena, path, editions, &in->archive_gone));
    if (in->archive_gone)
        pp_warn(
            run, ((struct pp_where){.file = path}), "archive.gone",
            "There are editions in %s, but no archive: what earlier periods withheld is not known "
            "here and may be told by what is made now, and no change is marked. Bring the archive "
            "back from a back-up; nothing is released without it.",
            editions);
    return PP_OK;
}

/* Decisions of earlier editions bind this table, and what they said otherwise is marked in it. */
static enum pp_status close_bound(
    struct pp_run *run, struct pp_tally *tally, const struct pp_accounts *accounts,
    struct inputs *in)
{
    const char *path = pp_path_join(run->arena, in->project->folder, "archive.db");
    struct pp_archive *past = NULL;
    /* Another key would count persons anew; one that is good for this run only is no key at all. */
    const char *fingerprint = *in->key.fingerprint ? in->key.fingerprint : NULL;
    if (pp_file_exists(path))
        PP_TRY(pp_archive_open(run, run->arena, path, fingerprint, &past));
    pp_tally_bind(tally, past);
    enum pp_status status = pp_tally_close(tally, accounts, in->klass, &in->results);
    pp_archive_close(past);
    return status;
}

static enum pp_status fill_and_close(
    struct pp_run *run, struct pp_tally *tally, bool write_private, struct inputs *in)
{
    struct pp_record_sink sink = pp_tally_sink(tally);
    if (in->keep_rows)
        pp_tally_keep_rows(tally);
    PP_TRY(ask_for_breakdown(run, tally, in));
    struct pp_accounts *accounts;
    enum pp_status status = ingest(run, in, write_private, &sink, &accounts);
    if (status != PP_OK && !(status == PP_DATA && in->keep_going))
        return status;
    enum pp_status closed = close_bound(run, tally, accounts, in);
    return closed != PP_OK ? closed : status;
}

enum pp_status inputs_tally(struct pp_run *run, bool write_private, struct inputs *in)
{
    struct pp_tally *tally = pp_tally_new(run, run->arena, in->project, &in->period);
    enum pp_status status = fill_and_close(run, tally, write_private, in);
    pp_tally_free(tally);
    return status;
}

static bool expects(const struct pp_project *project, enum pp_source_kind kind, size_t city)
{
    for (size_t i = 0; i < project->source_count; i++)
        if (project->sources[i].kind == kind &&
            pp_source_speaks(project, &project->sources[i], city))
            return true;
    return false;
}

bool inputs_is_late(const struct pp_project *project, const struct pp_coverage *coverage)
{
    size_t city = coverage->city;
    bool attendance =
        expects(project, PP_SOURCE_ATTENDANCE, city) || expects(project, PP_SOURCE_EVENTS, city);
    bool assessment = expects(project, PP_SOURCE_ASSESSMENT, city);
    return (attendance && coverage->attendance != PP_DELIVERED) ||
           (assessment && coverage->assessment != PP_DELIVERED);
}

enum pp_status inputs_require_complete(struct pp_run *run, const struct inputs *in)
{
    static const char *const names[] = {
        [PP_DELIVERED] = "is there",
        [PP_DELIVERED_IN_PART] = "is there in part",
        [PP_NOTHING_DELIVERED] = "is not there"};
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < in->results->coverage_count; i++) {
        const struct pp_coverage *coverage = &in->results->coverage[i];
        if (!inputs_is_late(in->project, coverage))
            continue;
        pp_error(
            run, in->project->cities[coverage->city].where, "build.incomplete",
            "the data of city \"%s\" for %s is not complete, and --require-complete asks for it: "
            "attendance %s, assessment %s",
            in->project->cities[coverage->city].id, in->period.key, names[coverage->attendance],
            names[coverage->assessment]);
        status = PP_DATA;
    }
    return status;
}
