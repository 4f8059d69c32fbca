#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/disclosure.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "closing.h"
#include "restate.h"

struct pp_where pp_closing_where(const struct pp_closing *closing, const struct pp_origin *origin)
{
    if (closing->accounts == NULL || origin->file >= closing->accounts->count)
        return PP_NOWHERE;
    return (struct pp_where){
        .file = closing->accounts->items[origin->file].path, .line = origin->line};
}

bool pp_source_speaks(const struct pp_project *project, const struct pp_source *source, size_t city)
{
    const char *label = pp_map_get(&source->constants, "city");

    if (label == NULL)
        return true;
    const struct pp_city *fixed = pp_project_city_by_label(project, label);
    return fixed == NULL || fixed->index == city;
}

bool pp_event_is_in(const struct pp_event *event, const struct pp_city *city)
{
    for (size_t i = 0; city != NULL && i < event->city_count; i++)
        if (event->cities[i] == city->index)
            return true;
    return city == NULL;
}

bool pp_closing_spoken(const struct pp_closing *closing, enum pp_window window, size_t city)
{
    if (city != PP_NO_INDEX)
        return closing->spoken[window * closing->project->city_count + city];
    for (size_t c = 0; c < closing->project->city_count; c++)
        if (pp_closing_has_city(closing, window, c) && !pp_closing_spoken(closing, window, c))
            return false;
    return closing->project->city_count > 0;
}

bool pp_joined_has_city(const struct pp_joined *event, size_t city)
{
    for (size_t i = 0; i < event->event.city_count; i++)
        if (event->event.cities[i] == city)
            return true;
    return city == PP_NO_INDEX;
}

const struct pp_survey *pp_closing_survey(
    const struct pp_closing *closing, enum pp_window window, size_t city, size_t framework)
{
    size_t period = window == PP_WINDOW_NOW ? PP_SURVEY_NOW : PP_SURVEY_PREVIOUS;

    return *pp_survey_slot(closing->tally, period, city, framework);
}

static bool has_data(const struct pp_closing *closing, enum pp_window window, size_t city)
{
    for (size_t i = 0; i < closing->event_count; i++)
        if (closing->events[i].in[window] && pp_joined_has_city(&closing->events[i], city))
            return true;
    if (window != PP_WINDOW_NOW && window != PP_WINDOW_PREVIOUS)
        return false;
    for (size_t f = 0; f < closing->project->framework_count; f++)
        if (pp_closing_survey(closing, window, city, f) != NULL)
            return true;
    return false;
}

bool pp_closing_has_city(const struct pp_closing *closing, enum pp_window window, size_t city)
{
    return city == PP_NO_INDEX ||
           pp_city_active(&closing->project->cities[city], &closing->periods[window]) ||
           has_data(closing, window, city);
}

struct pp_address pp_closing_address(
    const struct pp_closing *closing, enum pp_window window, const char *measure, size_t city)
{
    return (struct pp_address){
        .measure = measure,
        .city = city == PP_NO_INDEX ? NULL : closing->project->cities[city].id,
        .period = closing->periods[window].key};
}

const char *pp_closing_past_key(const struct pp_closing *closing)
{
    return pp_arena_printf(closing->arena, "..%s", closing->periods[PP_WINDOW_PREVIOUS].key);
}

void pp_closing_trace(struct pp_closing *closing, size_t figure, const struct pp_trace *trace)
{
    struct pp_figure *to = &pp_drafts_at(&closing->drafts, figure)->figure;

    to->from.files = NULL;
    if (trace->count > 0)
        to->from.files =
            pp_arena_memdup(closing->arena, trace->files, trace->count * sizeof *trace->files);
    to->from.file_count = trace->count;
    to->from.rows = trace->rows;
    to->from.groups = NULL;
    if (trace->groups.count > 0)
        to->from.groups = pp_arena_memdup(
            closing->arena, trace->groups.items,
            trace->groups.count * sizeof(const struct pp_rows *));
    to->from.group_count = trace->groups.count;
}

size_t pp_closing_add(
    struct pp_closing *closing, enum pp_window window, const char *measure, size_t city,
    const struct pp_trace *trace)
{
    struct pp_address at = pp_closing_address(closing, window, measure, city);
    size_t figure = pp_drafts_add(&closing->drafts, &at);

    if (trace != NULL)
        pp_closing_trace(closing, figure, trace);
    return figure;
}

size_t pp_closing_find(
    const struct pp_closing *closing, enum pp_window window, const char *measure, size_t city)
{
    struct pp_address at = pp_closing_address(closing, window, measure, city);

    return pp_drafts_find(&closing->drafts, &at);
}

size_t pp_closing_remember(
    struct pp_closing *closing, const struct pp_address *at, enum pp_protect protect, int64_t value)
{
    size_t past = pp_drafts_find(&closing->drafts, at);

    if (past != PP_NO_INDEX)
        return past;
    past = pp_drafts_add(&closing->drafts, at);
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, past);
    pp_draft_set_exact(draft, value);
    draft->unprinted = true;
    draft->protect = protect;
    draft->behind_lo = draft->behind_hi = value;
    return past;
}

void pp_closing_too_large(struct pp_closing *closing, const char *measure, size_t city)
{
    pp_error(
        closing->run, PP_NOWHERE, "figures.too-large",
        "%s of %s adds up to more than the program can count; look for a mistyped number in "
        "its sources.",
        measure, city == PP_NO_INDEX ? "the project" : closing->project->cities[city].id);
    closing->failed = true;
}

static void set_periods(struct pp_closing *closing)
{
    const struct pp_tally *tally = closing->tally;
    pp_day start = closing->project->start;

    closing->periods[PP_WINDOW_PREVIOUS] = tally->previous;
    closing->periods[PP_WINDOW_NOW] = tally->period;
    closing->periods[PP_WINDOW_UNTIL] = tally->until;
    closing->periods[PP_WINDOW_BEFORE] = tally->until;
    closing->periods[PP_WINDOW_BEFORE].last = tally->period.first - 1;
    closing->wanted[PP_WINDOW_NOW] = closing->wanted[PP_WINDOW_UNTIL] = true;
    closing->wanted[PP_WINDOW_PREVIOUS] = start == PP_NO_DAY || tally->previous.last >= start;
}

/* In which windows a register has rows; where nobody keeps one, events that attendance tells. */
static void find_registers(struct pp_closing *closing)
{
    const struct pp_project *project = closing->project;
    const struct pp_map *events = &closing->tally->events;

    closing->has_rows =
        pp_arena_array(closing->scratch, PP_WINDOWS * (project->source_count + 1), sizeof(bool));
    for (size_t i = 0; i < events->count; i++) {
        const struct pp_event *event = &((struct pp_event_fact *)events->entries[i].value)->event;
        for (size_t w = 0; w < PP_WINDOWS; w++)
            if (event->origin.source < project->source_count &&
                pp_period_holds(&closing->periods[w], event->first))
                closing->has_rows[w * project->source_count + event->origin.source] = true;
    }
}

/* Does a source that speaks for the city say that it has all events of this window? */
static bool is_declared(const struct pp_closing *closing, enum pp_window window, size_t city)
{
    const struct pp_project *project = closing->project;

    for (size_t s = 0; s < project->source_count; s++)
        if (project->sources[s].complete_until != PP_NO_DAY &&
            project->sources[s].complete_until >= closing->periods[window].last &&
            pp_source_speaks(project, &project->sources[s], city))
            return true;
    return false;
}

static bool has_event(const struct pp_closing *closing, enum pp_window window, size_t city)
{
    bool any_register = closing->tally->events.count > 0;

    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        if (event->in[window] && pp_joined_has_city(event, city) && (any_register || event->held))
            return true;
    }
    return false;
}

/* A register that has rows of the window tells all events of a city of which it has one. Of a city
 * without any, nothing was received, unless a source declares that it is complete. */
static bool is_spoken(const struct pp_closing *closing, enum pp_window window, size_t city)
{
    const struct pp_project *project = closing->project;

    if (is_declared(closing, window, city))
        return true;
    if (!has_event(closing, window, city))
        return false;
    for (size_t s = 0; s < project->source_count; s++)
        if (closing->has_rows[window * project->source_count + s] &&
            pp_source_speaks(project, &project->sources[s], city))
            return true;
    return closing->tally->events.count == 0;
}

/* What reaches to now tells all that came before, and nothing came before a city was a member;
 * where nothing is known of now, not all until now is known. */
static void set_spoken(struct pp_closing *closing)
{
    size_t cities = closing->project->city_count;

    closing->spoken = pp_arena_array(closing->scratch, PP_WINDOWS * cities, sizeof(bool));
    for (size_t c = 0; c < cities; c++) {
        for (size_t w = 0; w < PP_WINDOWS; w++)
            closing->spoken[w * cities + c] = is_spoken(closing, w, c);
        bool *until = &closing->spoken[PP_WINDOW_UNTIL * cities + c];
        closing->spoken[PP_WINDOW_BEFORE * cities + c] |=
            *until || !pp_closing_has_city(closing, PP_WINDOW_BEFORE, c);
        if (pp_closing_has_city(closing, PP_WINDOW_NOW, c))
            *until = *until && closing->spoken[PP_WINDOW_NOW * cities + c];
    }
}

static void report_outside(struct pp_closing *closing)
{
    const struct pp_project *project = closing->project;
    const char *what = "held before the project starts; it is not part of the project's totals";

    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *joined = &closing->events[i];
        const struct pp_event *event = &joined->event;
        bool early = project->start != PP_NO_DAY && event->first < project->start;
        bool late = project->end != PP_NO_DAY && event->first > project->end;
        if (event->first == PP_NO_DAY || (!early && !late))
            continue;
        pp_warn(
            closing->run, pp_closing_where(closing, &event->origin), "figures.outside-project",
            "The event `%s` is %s. Correct its date, or `start` and `end` in pactpress.yaml.",
            event->id, early ? what : "held after the project ends");
    }
    if (closing->tally->undated_answers > 0)
        pp_warn(
            closing->run, PP_NOWHERE, "figures.undated-answers",
            "%zu answers of assessments have no date and belong to no period; name the date "
            "column, or set a constant `date`.",
            closing->tally->undated_answers);
}

/* Numbers of a period without anything in it are unknown; here is why. */
static void report_empty(struct pp_closing *closing)
{
    const struct pp_project *project = closing->project;
    bool any = closing->event_count == 0 && closing->tally->values.count == 0;

    for (size_t i = 0; i < closing->event_count && !any; i++)
        any = closing->events[i].in[PP_WINDOW_NOW];
    for (size_t c = 0; c < project->city_count && !any; c++)
        any = has_data(closing, PP_WINDOW_NOW, c);
    if (!any)
        pp_warn(
            closing->run, PP_NOWHERE, "figures.empty-period",
            "No export has anything of %s: neither an event nor an answer. If that is not so, "
            "their files may be missing from `files:`, or their dates are read wrongly.",
            closing->periods[PP_WINDOW_NOW].key);
}

/* A register has rows of the period, and of a city that it speaks for none: silence, or no events?
 */
static void report_silent(struct pp_closing *closing)
{
    const struct pp_project *project = closing->project;

    for (size_t s = 0; s < project->source_count; s++) {
        struct pp_str cities;
        pp_str_init(&cities);
        for (size_t c = 0; c < project->city_count; c++)
            if (closing->has_rows[PP_WINDOW_NOW * project->source_count + s] &&
                pp_source_speaks(project, &project->sources[s], c) &&
                pp_closing_has_city(closing, PP_WINDOW_NOW, c) &&
                !pp_closing_spoken(closing, PP_WINDOW_NOW, c))
                pp_str_printf(
                    &cities, "%s%s", cities.length > 0 ? ", " : "", project->cities[c].id);
        if (cities.length > 0)
            pp_warn(
                closing->run, project->sources[s].where, "figures.silent-city",
                "This source has events of %s, and none of: %s. Their numbers are unknown, and "
                "totals are \"at least\". If they held no events, say until when the source is "
                "complete, with `complete_until:`.",
                closing->periods[PP_WINDOW_NOW].key, cities.text);
        pp_str_free(&cities);
    }
}

static void give_events(struct pp_closing *closing, struct pp_results *results)
{
    for (size_t i = 0; i < closing->event_count; i++)
        if (closing->events[i].event.first != PP_NO_DAY) {
            struct pp_event *event = PP_PUSH(closing->arena, &results->events);
            *event = closing->events[i].event;
        }
}

static bool is_withheld_count(const struct pp_draft *draft, const char *period)
{
    const struct pp_figure *figure = &draft->figure;
    return figure->state == PP_SUPPRESSED && !draft->unprinted && draft->denominator == 1 &&
           figure->decimals == 0 && figure->lo == figure->hi && figure->lo > 0 &&
           (figure->unit == PP_UNIT_PERSONS || figure->unit == PP_UNIT_ATTENDANCES) &&
           pp_streq(figure->at.period, period);
}

/* Before closing empties them. */
static void keep_withheld(struct pp_closing *closing, struct pp_results *results)
{
    const struct pp_drafts *drafts = &closing->drafts;
    results->withheld = pp_arena_array(closing->arena, drafts->count, sizeof *results->withheld);
    for (size_t i = 0; i < drafts->count; i++)
        if (is_withheld_count(&drafts->items[i], results->period.key))
            results->withheld[results->withheld_count++] = (struct pp_withheld){
                .city = drafts->items[i].figure.at.city, .value = drafts->items[i].figure.lo};
}

static enum pp_status close_all(
    struct pp_closing *closing, const char *klass, struct pp_results *results)
{
    if (closing->tally->overflow)
        pp_closing_too_large(closing, "attendance.hours", PP_NO_INDEX);
    set_periods(closing);
    closing->breaks_down = closing->tally->breaks_down || pp_streq(klass, "restricted");
    PP_TRY(pp_close_pieces(closing, klass));
    PP_TRY(pp_close_join(closing));
    find_registers(closing);
    set_spoken(closing);
    report_outside(closing);
    report_empty(closing);
    report_silent(closing);
    pp_close_events(closing);
    pp_close_attendance(closing);
    pp_close_relate(closing);
    pp_close_assessment(closing);
    pp_close_spread(closing);
    pp_close_coverage(closing, results);
    PP_TRY(pp_close_accounts(closing, klass));
    pp_close_values(closing);
    pp_close_indicators(closing);
    pp_close_targets(closing);
    if (pp_streq(klass, "restricted"))
        pp_close_report(closing);
    PP_TRY(pp_run_stopped(closing->run));
    if (closing->failed)
        return PP_DATA;
    if (closing->tally->past != NULL) {
        PP_TRY(pp_close_past(closing, klass));
        PP_TRY(pp_close_chain(closing, klass));
    }
    PP_TRY(pp_disclosure_apply(&closing->drafts, closing->project, klass, closing->tally->past));
    keep_withheld(closing, results);
    PP_TRY(pp_drafts_close(&closing->drafts, closing->project, &results->table));
    PP_TRY(pp_restate(closing->arena, results->table, klass, closing->tally->past));
    give_events(closing, results);
    return PP_OK;
}

bool pp_results_tell_rows(const struct pp_results *results)
{
    return pp_figure_get(
               results->table, "rows.used", NULL, NULL, NULL, NULL, results->period.key) != NULL;
}

void pp_tally_bind(struct pp_tally *tally, struct pp_archive *past)
{
    tally->past = past;
}

void pp_tally_break_down(struct pp_tally *tally)
{
    tally->breaks_down = true;
}

enum pp_status pp_tally_close(
    struct pp_tally *tally, const struct pp_accounts *accounts, const char *klass,
    struct pp_results **out)
{
    struct pp_results *results = pp_arena_alloc(tally->arena, sizeof *results);
    struct pp_closing closing = {
        .run = tally->run,
        .arena = tally->arena,
        .scratch = pp_arena_new(),
        .tally = tally,
        .project = tally->project,
        .accounts = accounts};

    pp_drafts_init(&closing.drafts, tally->run, tally->arena);
    results->project = tally->project;
    results->period = tally->period;
    results->previous = tally->previous;
    results->until = tally->until;
    results->accounts = accounts;
    enum pp_status status = close_all(&closing, klass, results);
    pp_arena_free(closing.scratch);
    if (status != PP_OK)
        return status;
    *out = results;
    return PP_OK;
}
