/* Attendances, unique persons, new persons, hours: per city, window and project. */
#include <stdlib.h>

#include "pactpress/address.h"
#include "pactpress/arena.h"

#include "census.h"
#include "head_count.h"

struct cell {
    struct pp_sum attendances;
    struct pp_heads all;         /* over all events */
    struct pp_heads persons;     /* over events whose type counts persons */
    struct pp_heads timed_heads; /* over events with minutes */
    int64_t minutes;
    size_t timed, untimed; /* attendances with and without minutes */
    size_t held;
    struct pp_trace trace, persons_trace, timed_trace;
};

/* Which events of a closing are meant. */
struct scope {
    enum pp_window window;
    size_t city;
};

static bool is_in(const struct pp_joined *event, struct scope scope)
{
    return event->held && event->in[scope.window] && pp_joined_has_city(event, scope.city);
}

static bool is_of(const struct pp_joined *event, struct scope scope, enum pp_heads_group group)
{
    return is_in(event, scope) && (group != PP_HEADS_PERSONS || event->counts_persons) &&
           (group != PP_HEADS_TIMED || event->minutes > 0);
}

static struct pp_heads count_heads(
    struct pp_closing *closing, struct scope scope, enum pp_heads_group group,
    struct pp_trace *trace)
{
    struct pp_heads heads = {
        .identified = pp_census_heads(closing, scope.window, scope.city, group)};

    *trace = (struct pp_trace){0};
    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        if (!is_of(event, scope, group))
            continue;
        pp_heads_add(&heads, event);
        pp_trace_merge(closing->scratch, trace, &event->trace);
    }
    return heads;
}

static struct cell gather(struct pp_closing *closing, struct scope scope)
{
    static const struct pp_count nothing = {PP_COUNT_EXACT, 0, 0};
    static const struct pp_count unknown = {.state = PP_COUNT_UNKNOWN};
    struct cell cell = {0};
    size_t persons_events = 0, timed_events = 0;

    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        if (!is_in(event, scope))
            continue;
        cell.held++;
        persons_events += is_of(event, scope, PP_HEADS_PERSONS);
        timed_events += is_of(event, scope, PP_HEADS_TIMED);
        pp_sum_add(&cell.attendances, &event->participants);
        if (!pp_add(cell.minutes, event->minutes, &cell.minutes))
            cell.attendances.overflow = true;
        cell.timed += event->rows_with_minutes;
        cell.untimed +=
            event->rows_without_minutes + (event->identified == 0 && event->anonymous == 0 &&
                                           event->participants.state != PP_COUNT_NONE);
    }
    cell.all = count_heads(closing, scope, PP_HEADS_ALL, &cell.trace);
    /* most often every event counts persons, and all of them or none have minutes */
    cell.persons = cell.timed_heads = cell.all;
    cell.persons_trace = cell.timed_trace = cell.trace;
    if (persons_events < cell.held)
        cell.persons = count_heads(closing, scope, PP_HEADS_PERSONS, &cell.persons_trace);
    if (timed_events < cell.held)
        cell.timed_heads = count_heads(closing, scope, PP_HEADS_TIMED, &cell.timed_trace);
    pp_sum_add(&cell.attendances, &nothing);
    if (!pp_closing_spoken(closing, scope.window, scope.city)) {
        pp_sum_add(&cell.attendances, &unknown);
        cell.all.open = cell.persons.open = true;
    }
    if (cell.attendances.overflow || cell.all.overflow || cell.persons.overflow)
        pp_closing_too_large(closing, "attendance.attendances", scope.city);
    return cell;
}

static size_t add_count(
    struct pp_closing *closing, struct scope scope, const char *measure,
    const struct pp_count *count, const struct pp_count *behind, const struct pp_trace *trace)
{
    size_t figure = pp_closing_add(closing, scope.window, measure, scope.city, trace);
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, figure);

    pp_draft_set_count(draft, count);
    pp_heads_protect(draft, behind);
    return figure;
}

/* Minutes over 60; the rounding is the table's. Behind them stand persons with minutes only. */
static size_t add_hours(
    struct pp_closing *closing, struct scope scope, const struct cell *cell, int64_t *people)
{
    static const struct pp_count unknown = {.state = PP_COUNT_UNKNOWN};
    struct pp_count minutes = {PP_COUNT_EXACT, cell->minutes, cell->minutes};
    struct pp_count behind = pp_heads_count(&cell->timed_heads);
    struct pp_sum sum = {0};

    if (behind.lo > (int64_t)cell->timed)
        behind.lo = (int64_t)cell->timed;
    *people = behind.lo;

    pp_sum_add(&sum, &minutes);
    if (cell->untimed > 0 || cell->attendances.unknown > 0)
        pp_sum_add(&sum, &unknown);
    minutes = pp_sum_result(&sum);
    size_t figure =
        add_count(closing, scope, "attendance.hours", &minutes, &behind, &cell->timed_trace);
    pp_drafts_at(&closing->drafts, figure)->denominator = 60;
    return figure;
}

/* The n of attendances is nearly the number of persons: it goes when that is withheld, and when the
 * two differ by a few persons, whom the difference would tell. */
static void set_n(struct pp_closing *closing, size_t figure, size_t people, int64_t difference)
{
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, figure);

    draft->n_from = people;
    if (difference != 0 && llabs(difference) < closing->project->privacy.threshold)
        draft->figure.n = -1;
}

static void close_cell(struct pp_closing *closing, struct scope scope, bool with_hours)
{
    struct cell cell = gather(closing, scope);
    struct pp_count attendances = pp_sum_result(&cell.attendances);
    struct pp_count persons = pp_heads_count(&cell.persons), all = pp_heads_count(&cell.all);

    size_t people =
        add_count(closing, scope, "attendance.persons", &persons, &persons, &cell.persons_trace);
    size_t visits =
        add_count(closing, scope, "attendance.attendances", &attendances, &all, &cell.trace);
    set_n(closing, visits, people, all.lo - persons.lo);
    pp_drafts_at(&closing->drafts, visits)->n_over = visits;
    if (with_hours) {
        int64_t timed;
        size_t hours = add_hours(closing, scope, &cell, &timed);
        set_n(closing, hours, people, timed - persons.lo);
        pp_drafts_at(&closing->drafts, hours)->n_over = visits;
    }
}

static void close_new(struct pp_closing *closing, size_t city)
{
    struct scope now = {PP_WINDOW_NOW, city}, earlier = {PP_WINDOW_BEFORE, city},
                 until = {PP_WINDOW_UNTIL, city};
    struct cell in_now = gather(closing, now), in_before = gather(closing, earlier),
                in_until = gather(closing, until);
    bool first_period =
        closing->periods[PP_WINDOW_BEFORE].last < closing->periods[PP_WINDOW_BEFORE].first;

    if (first_period)
        in_before.persons.open = false;
    struct pp_count before = pp_heads_count(&in_before.persons);
    struct pp_count fresh = pp_heads_new(&in_before.persons, &in_now.persons, &in_until.persons);
    add_count(
        closing, now, "attendance.persons_before", &before, &before, &in_before.persons_trace);
    add_count(closing, now, "attendance.new_persons", &fresh, &fresh, &in_until.persons_trace);
}

static void close_change(struct pp_closing *closing, size_t city)
{
    struct pp_drafts *drafts = &closing->drafts;
    size_t now = pp_closing_find(closing, PP_WINDOW_NOW, "attendance.persons", city);
    size_t previous = pp_closing_find(closing, PP_WINDOW_PREVIOUS, "attendance.persons", city);

    if (now == PP_NO_INDEX || previous == PP_NO_INDEX)
        return;
    size_t figure = pp_closing_add(closing, PP_WINDOW_NOW, "attendance.persons_change", city, NULL);
    struct pp_draft *change = pp_drafts_at(drafts, figure);
    const struct pp_figure *a = &pp_drafts_at(drafts, now)->figure;
    const struct pp_figure *b = &pp_drafts_at(drafts, previous)->figure;
    change->figure.from = a->from;
    change->figure.from.rule = "change";
    pp_draft_follow(change, now);
    pp_draft_follow(change, previous);
    bool closed = (a->state == PP_EXACT || a->state == PP_ESTIMATED) &&
                  (b->state == PP_EXACT || b->state == PP_ESTIMATED);
    if (!closed)
        return;
    change->figure.state = a->state == PP_EXACT && b->state == PP_EXACT ? PP_EXACT : PP_ESTIMATED;
    change->figure.lo = a->lo - b->hi;
    change->figure.hi = a->hi - b->lo;
}

/* Minutes at the city's own events: those of shared ones say nothing about how the city works. */
static bool has_minutes(const struct pp_closing *closing, size_t city)
{
    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        if (event->minutes > 0 && pp_joined_has_city(event, city) &&
            (city == PP_NO_INDEX || event->event.city_count == 1))
            return true;
    }
    return false;
}

void pp_close_attendance(struct pp_closing *closing)
{
    static const enum pp_window windows[] = {PP_WINDOW_PREVIOUS, PP_WINDOW_NOW, PP_WINDOW_UNTIL};
    size_t cities = closing->project->city_count;

    /* index `cities` stands for the project */
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++)
        for (size_t c = 0; closing->wanted[windows[i]] && c <= cities; c++) {
            struct scope scope = {windows[i], c == cities ? PP_NO_INDEX : c};
            if (pp_closing_has_city(closing, scope.window, scope.city))
                close_cell(closing, scope, has_minutes(closing, scope.city));
        }
    for (size_t c = 0; c <= cities; c++) {
        size_t city = c == cities ? PP_NO_INDEX : c;
        if (!pp_closing_has_city(closing, PP_WINDOW_NOW, city))
            continue;
        close_new(closing, city);
        close_change(closing, city);
    }
}
