/* Coverage, row accounts, ready and declared values, targets. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/archive.h"
#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/measure.h"
#include "pactpress/str.h"

#include "closing.h"

static enum pp_delivery delivery(size_t some, size_t all)
{
    if (some == 0)
        return PP_NOTHING_DELIVERED;
    return some == all ? PP_DELIVERED : PP_DELIVERED_IN_PART;
}

/* Where attendance makes no persons (a launch, a conference of others), a count is welcome and not
 * due: its lack is no gap. Where no count is due and all events are known, all is there. */
static enum pp_delivery attendance_delivery(const struct pp_closing *closing, size_t city)
{
    size_t held = 0, known = 0;

    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        if (!event->held || !event->in[PP_WINDOW_NOW] || !pp_joined_has_city(event, city))
            continue;
        bool told = event->participants.state != PP_COUNT_UNKNOWN;
        if (!told && !event->counts_persons)
            continue;
        held++;
        known += told;
    }
    if (held == 0 && pp_closing_spoken(closing, PP_WINDOW_NOW, city))
        return PP_DELIVERED;
    return delivery(known, held);
}

static size_t source_framework(const struct pp_project *project, const struct pp_source *source)
{
    if (source->framework == NULL)
        return 0;
    const struct pp_framework *framework = pp_project_framework(project, source->framework);
    return framework == NULL ? PP_NO_INDEX : (size_t)(framework - project->frameworks);
}

static enum pp_delivery assessment_delivery(const struct pp_closing *closing, size_t city)
{
    const struct pp_project *project = closing->project;
    size_t asked = 0, answered = 0;

    for (size_t f = 0; f < project->framework_count; f++) {
        bool is_asked = false;
        for (size_t s = 0; s < project->source_count; s++) {
            const struct pp_source *source = &project->sources[s];
            if (source->kind == PP_SOURCE_ASSESSMENT && source_framework(project, source) == f &&
                pp_source_speaks(project, source, city))
                is_asked = true;
        }
        asked += is_asked;
        answered += is_asked && pp_closing_survey(closing, PP_WINDOW_NOW, city, f) != NULL;
    }
    return delivery(answered, asked);
}

static void add_plain(struct pp_closing *closing, const char *measure, size_t value)
{
    size_t figure = pp_closing_add(closing, PP_WINDOW_NOW, measure, PP_NO_INDEX, NULL);

    pp_draft_set_exact(pp_drafts_at(&closing->drafts, figure), (int64_t)value);
}

void pp_close_coverage(struct pp_closing *closing, struct pp_results *results)
{
    const struct pp_project *project = closing->project;
    size_t any = 0, attendance = 0, assessment = 0;

    results->coverage =
        pp_arena_array(closing->arena, project->city_count, sizeof *results->coverage);
    for (size_t c = 0; c < project->city_count; c++) {
        if (!pp_city_active(&project->cities[c], &closing->periods[PP_WINDOW_NOW]))
            continue;
        struct pp_coverage *coverage = &results->coverage[results->coverage_count++];
        coverage->city = c;
        coverage->attendance = attendance_delivery(closing, c);
        coverage->assessment = assessment_delivery(closing, c);
        attendance += coverage->attendance != PP_NOTHING_DELIVERED;
        assessment += coverage->assessment != PP_NOTHING_DELIVERED;
        any += coverage->attendance != PP_NOTHING_DELIVERED ||
               coverage->assessment != PP_NOTHING_DELIVERED;
    }
    add_plain(closing, "coverage.cities", results->coverage_count);
    add_plain(closing, "coverage.delivered", any);
    add_plain(closing, "coverage.attendance", attendance);
    add_plain(closing, "coverage.assessment", assessment);
}

/* Rows of lists are persons at events, and rows of surveys respondents: who knows all rows that
 * were used, and all that is printed but for one event, knows that event. So in public they are
 * told only beside the sums that they are near to, and never of data that is published later, nor
 * after an edition that did not tell them. */
static bool has_later_rows(const struct pp_closing *closing)
{
    for (size_t i = 0; i < closing->event_count; i++)
        if (closing->events[i].event.first > closing->periods[PP_WINDOW_NOW].last &&
            !closing->events[i].event.planned)
            return true;
    return closing->tally->later_answers;
}

static enum pp_status find_untold(const struct pp_closing *closing, const char *klass, bool *untold)
{
    struct pp_archive *past = closing->tally->past;
    struct pp_archive_editions editions = {0};
    struct pp_archive_figure figure;

    if (past != NULL)
        PP_TRY(pp_archive_list(past, klass, NULL, &editions));
    for (size_t i = 0; i < editions.count && !*untold; i++) {
        if (editions.items[i].state == PP_EDITION_PREPARED)
            continue;
        PP_TRY(pp_archive_figure(past, klass, "rows.used", editions.items[i].period, &figure));
        *untold = figure.edition == NULL;
    }
    return PP_OK;
}

static void add_rows(struct pp_closing *closing, const char *measure, size_t value)
{
    static const enum pp_window windows[] = {PP_WINDOW_NOW, PP_WINDOW_PREVIOUS};
    const struct pp_project *project = closing->project;
    size_t sum = pp_closing_find(closing, PP_WINDOW_UNTIL, "attendance.attendances", PP_NO_INDEX);
    size_t *bases = pp_arena_array(closing->arena, 2 * project->framework_count + 1, sizeof *bases);
    size_t count = 0;

    add_plain(closing, measure, value);
    for (size_t i = 0; i < 2 * project->framework_count; i++) {
        struct pp_address at =
            pp_closing_address(closing, windows[i % 2], "assessment.respondents", PP_NO_INDEX);
        at.framework = project->frameworks[i / 2].id;
        size_t base = pp_drafts_find(&closing->drafts, &at);
        if (base != PP_NO_INDEX)
            bases[count++] = base;
    }
    if (sum != PP_NO_INDEX)
        bases[count++] = sum;
    struct pp_draft *draft = pp_drafts_at(
        &closing->drafts, pp_closing_find(closing, PP_WINDOW_NOW, measure, PP_NO_INDEX));
    draft->more_bases = bases;
    draft->more_count = count;
    draft->aside = true;
}

enum pp_status pp_close_accounts(struct pp_closing *closing, const char *klass)
{
    size_t read = 0, used = 0, excluded = 0, superseded = 0, duplicates = 0, held_back = 0;
    bool untold = pp_streq(klass, "public") && has_later_rows(closing);

    if (closing->accounts == NULL)
        return PP_OK;
    if (pp_streq(klass, "public"))
        PP_TRY(find_untold(closing, klass, &untold));
    for (size_t i = 0; i < closing->accounts->count; i++) {
        const struct pp_file_account *file = &closing->accounts->items[i];
        read += file->read;
        used += file->used;
        excluded += file->excluded;
        superseded += file->superseded;
        duplicates += file->duplicates;
        held_back += file->held_back;
    }
    add_plain(closing, "files.read", closing->accounts->count);
    if (!untold) {
        add_rows(closing, "rows.read", read);
        add_rows(closing, "rows.used", used);
    }
    add_plain(closing, "rows.excluded", excluded);
    add_plain(closing, "rows.superseded", superseded);
    add_plain(closing, "rows.duplicates", duplicates);
    add_plain(closing, "rows.held_back", held_back);
    return PP_OK;
}

/* A value with its address read. */
struct value {
    const struct pp_value_record *record;
    struct pp_address at;
    const char *text; /* canonical address */
};

static int compare_values(const void *left, const void *right)
{
    const struct value *a = left, *b = right;
    int order = strcmp(a->text, b->text);

    if (order != 0)
        return order;
    if (a->record->day != b->record->day)
        return a->record->day < b->record->day ? -1 : 1;
    return pp_origin_compare(&a->record->origin, &b->record->origin);
}

static struct value *read_values(struct pp_closing *closing, size_t *count)
{
    const struct pp_tally *tally = closing->tally;
    struct value *values = pp_arena_array(closing->scratch, tally->values.count, sizeof *values);

    *count = 0;
    for (size_t i = 0; i < tally->values.count; i++) {
        const struct pp_value_record *record = &tally->values.items[i];
        struct value *value = &values[*count];
        const char *error;
        if (pp_address_parse(closing->arena, record->address, NULL, &value->at, &error) != PP_OK) {
            pp_error(
                closing->run, pp_closing_where(closing, &record->origin), "figures.address", "%s",
                error);
            closing->failed = true;
            continue;
        }
        value->record = record;
        value->text = pp_address_text(closing->scratch, &value->at);
        (*count)++;
    }
    if (*count > 0)
        qsort(values, *count, sizeof *values, compare_values);
    return values;
}

static bool is_person_unit(enum pp_unit unit)
{
    return unit == PP_UNIT_PERSONS || unit == PP_UNIT_ATTENDANCES || unit == PP_UNIT_HOURS;
}

static void set_unit(struct pp_figure *figure, const char *name)
{
    for (enum pp_unit unit = PP_UNIT_PERSONS; unit <= PP_UNIT_NUMBER; unit++)
        if (pp_streq(pp_unit_name(unit), name))
            figure->unit = unit;
}

/* Puts a value under its address, unless the rows already tell that number. */
static void put_value(struct pp_closing *closing, enum pp_window window, const struct value *value)
{
    const struct pp_value_record *record = value->record;
    struct pp_drafts *drafts = &closing->drafts;
    struct pp_address at = value->at;

    at.period = closing->periods[window].key;
    size_t figure = pp_drafts_find(drafts, &at);
    if (figure == PP_NO_INDEX) {
        figure = pp_drafts_add(drafts, &at);
    } else if (pp_drafts_at(drafts, figure)->figure.state != PP_UNKNOWN) {
        pp_error(
            closing->run, pp_closing_where(closing, &record->origin), "figures.told-twice",
            "The figure %s of %s is computed from rows and also given as a value; remove one "
            "of them.",
            value->text, at.period);
        closing->failed = true;
        return;
    }
    struct pp_draft *draft = pp_drafts_at(drafts, figure);
    struct pp_trace trace = {0};
    pp_trace_add(closing->scratch, &trace, record->origin.file, 1);
    if (closing->tally->keep_rows)
        pp_trace_keep(
            closing->arena, &trace,
            &(struct pp_row){record->origin.file, record->origin.line, PP_ROW_VALUE});
    pp_closing_trace(closing, figure, &trace);
    pp_draft_set_count(draft, &record->value);
    draft->figure.decimals = record->decimals;
    draft->denominator = 1;
    for (int i = 0; i < record->decimals; i++)
        draft->denominator *= 10;
    draft->figure.from.rule = record->declared ? "declared" : "ready";
    set_unit(&draft->figure, record->unit);
    if (record->declared && is_person_unit(draft->figure.unit) && pp_draft_has_value(draft)) {
        draft->protect = PP_PROTECT_PERSONS;
        draft->behind_lo = draft->figure.lo / draft->denominator;
        draft->behind_hi = draft->figure.hi;
        draft->figure.n = draft->behind_lo;
    }
}

/* Does the value belong to this window? With a period in its address: that one. */
static bool belongs(const struct pp_closing *closing, enum pp_window window, const struct value *v)
{
    if (v->at.period != NULL)
        return strcmp(v->at.period, closing->periods[window].key) == 0;
    return v->record->day == PP_NO_DAY || v->record->day <= closing->periods[window].last;
}

static bool same_value(const struct pp_value_record *a, const struct pp_value_record *b)
{
    return a->value.state == b->value.state && a->value.lo == b->value.lo &&
           a->value.hi == b->value.hi && a->decimals == b->decimals;
}

/* Of the values of one address, values[from..to), the latest that belongs. */
static const struct value *latest(
    struct pp_closing *closing, enum pp_window window, const struct value *values, size_t from,
    size_t to)
{
    const struct value *chosen = NULL;

    for (size_t i = from; i < to; i++) {
        if (!belongs(closing, window, &values[i]))
            continue;
        if (chosen != NULL && chosen->record->day == values[i].record->day &&
            pp_streq(chosen->at.period, values[i].at.period) &&
            !same_value(chosen->record, values[i].record)) {
            pp_error(
                closing->run, pp_closing_where(closing, &values[i].record->origin),
                "figures.two-values",
                "The figure %s has two different values of the same day; remove one of them.",
                values[i].text);
            closing->failed = true;
            return NULL;
        }
        /* a value for exactly this period wins over one that stands from a day on */
        if (chosen == NULL || chosen->at.period == NULL || values[i].at.period != NULL)
            chosen = &values[i];
    }
    return chosen;
}

void pp_close_values(struct pp_closing *closing)
{
    static const enum pp_window windows[] = {PP_WINDOW_PREVIOUS, PP_WINDOW_NOW, PP_WINDOW_UNTIL};
    size_t count;
    const struct value *values = read_values(closing, &count);

    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && strcmp(values[from].text, values[to].text) == 0;)
            to++;
        for (size_t w = 0; w < sizeof windows / sizeof windows[0]; w++) {
            if (!closing->wanted[windows[w]])
                continue;
            const struct value *value = latest(closing, windows[w], values, from, to);
            if (value != NULL)
                put_value(closing, windows[w], value);
        }
    }
}

static struct pp_draft *add_beside(
    struct pp_closing *closing, size_t figure, const char *ending, size_t *index)
{
    struct pp_address at = pp_drafts_at(&closing->drafts, figure)->figure.at;

    at.measure = pp_arena_printf(closing->arena, "%s%s", at.measure, ending);
    if (pp_drafts_find(&closing->drafts, &at) != PP_NO_INDEX)
        return NULL;
    *index = pp_drafts_add(&closing->drafts, &at);
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, *index);
    draft->figure.from.rule = "target";
    return draft;
}

/* What a straight line from the project's start to the due day has at the end of the period. */
static void add_expected(struct pp_closing *closing, const struct pp_target *target, size_t figure)
{
    const struct pp_project *project = closing->project;
    pp_day due = target->due == PP_NO_DAY ? project->end : target->due;
    pp_day last = closing->periods[PP_WINDOW_NOW].last;
    size_t index;

    const char *period = pp_drafts_at(&closing->drafts, figure)->figure.at.period;
    if (project->start == PP_NO_DAY || due == PP_NO_DAY || due <= project->start ||
        strcmp(period, closing->periods[PP_WINDOW_UNTIL].key) != 0)
        return; /* only what is counted from the start of the project on grows */
    struct pp_draft *draft = add_beside(closing, figure, ".expected", &index);
    if (draft == NULL)
        return;
    last = last > due ? due : last;
    int64_t days = last < project->start ? 0 : last - project->start + 1;
    draft->figure.unit = pp_drafts_at(&closing->drafts, figure)->figure.unit;
    draft->figure.decimals = pp_drafts_at(&closing->drafts, figure)->figure.decimals;
    draft->denominator = due - project->start + 1;
    draft->figure.state = PP_EXACT;
    if (!pp_multiply(target->value, days, &draft->figure.lo))
        pp_closing_too_large(closing, draft->figure.at.measure, PP_NO_INDEX);
    draft->figure.hi = draft->figure.lo;
}

static void add_target(struct pp_closing *closing, const struct pp_target *target, size_t figure)
{
    size_t index;
    struct pp_draft *goal = add_beside(closing, figure, ".target", &index);

    if (goal == NULL)
        return;
    goal->figure.unit = pp_drafts_at(&closing->drafts, figure)->figure.unit;
    goal->figure.decimals = pp_drafts_at(&closing->drafts, figure)->figure.decimals;
    pp_draft_set_exact(goal, target->value);
    add_expected(closing, target, figure);
    if (target->value <= 0)
        return;
    struct pp_draft *part = add_beside(closing, figure, ".of_target", &index);
    if (part == NULL)
        return;
    const struct pp_draft *base = pp_drafts_at(&closing->drafts, figure);
    part->figure.unit = PP_UNIT_PERCENT;
    part->figure.decimals = 0;
    part->figure.state = base->figure.state;
    part->figure.from = base->figure.from;
    part->figure.from.rule = "target";
    pp_draft_follow(part, figure);
    if (!pp_draft_has_value(base))
        return;
    bool open = base->figure.state == PP_AT_LEAST;
    part->figure.hi = PP_FIGURE_MANY;
    if (!pp_multiply(base->figure.lo, 100, &part->figure.lo) ||
        (!open && !pp_multiply(base->figure.hi, 100, &part->figure.hi)) ||
        !pp_multiply(base->denominator, target->value, &part->denominator))
        pp_closing_too_large(closing, part->figure.at.measure, PP_NO_INDEX);
}

/* The address of the period, or since the start, that was perhaps meant; NULL: none is near. */
static const char *nearest_address(struct pp_closing *closing, const char *wanted)
{
    const char **names = pp_arena_array(closing->scratch, closing->drafts.count + 1, sizeof *names);
    size_t count = 0;

    for (size_t i = 0; i < closing->drafts.count; i++) {
        const struct pp_address *at = &pp_drafts_at(&closing->drafts, i)->figure.at;
        if (pp_streq(at->period, closing->periods[PP_WINDOW_NOW].key) ||
            pp_streq(at->period, closing->periods[PP_WINDOW_UNTIL].key))
            names[count++] = pp_address_text(closing->scratch, at);
    }
    return pp_nearest(wanted, names);
}

void pp_close_targets(struct pp_closing *closing)
{
    const struct pp_project *project = closing->project;
    const struct pp_period *now = &closing->periods[PP_WINDOW_NOW];

    for (size_t i = 0; i < project->target_count; i++) {
        const struct pp_target *target = &project->targets[i];
        struct pp_address at;
        const char *error;
        if (pp_project_target(project, target->figure, now) != target)
            continue;
        if (pp_address_parse(closing->arena, target->figure, NULL, &at, &error) != PP_OK) {
            pp_error(closing->run, target->where, "figures.address", "%s", error);
            closing->failed = true;
            continue;
        }
        at.period = closing->periods[PP_WINDOW_UNTIL].key;
        size_t figure = pp_drafts_find(&closing->drafts, &at);
        if (figure == PP_NO_INDEX) {
            at.period = now->key;
            figure = pp_drafts_find(&closing->drafts, &at);
        }
        if (figure != PP_NO_INDEX) {
            add_target(closing, target, figure);
            continue;
        }
        const char *near = nearest_address(closing, target->figure);
        pp_warn(
            closing->run, target->where, "figures.target-without-figure",
            "The target for %s has no figure in %s; correct its address%s%s.", target->figure,
            now->key, near != NULL ? ", perhaps to " : "", near != NULL ? near : "");
    }
}
