/* Events held, shared and planned, and the participants of each. */
#include "pactpress/address.h"
#include "pactpress/arena.h"

#include "closing.h"

struct events_cell {
    int64_t held, shared, planned;
    struct pp_trace held_trace, shared_trace, planned_trace;
};

static void count_event(
    struct pp_closing *closing, struct events_cell *cell, enum pp_window window,
    const struct pp_joined *event)
{
    if (event->held && event->in[window]) {
        cell->held++;
        pp_trace_merge(closing->scratch, &cell->held_trace, &event->trace);
        if (event->event.city_count > 1) {
            cell->shared++;
            pp_trace_merge(closing->scratch, &cell->shared_trace, &event->trace);
        }
    }
    if (!event->held && event->event.first >= closing->periods[PP_WINDOW_NOW].first) {
        cell->planned++;
        pp_trace_merge(closing->scratch, &cell->planned_trace, &event->trace);
    }
}

static struct pp_count as_count(
    const struct pp_closing *closing, enum pp_window window, size_t city, int64_t events)
{
    struct pp_sum sum = {0};
    struct pp_count exact = {PP_COUNT_EXACT, events, events};
    struct pp_count unknown = {.state = PP_COUNT_UNKNOWN};

    pp_sum_add(&sum, &exact);
    if (!pp_closing_spoken(closing, window, city))
        pp_sum_add(&sum, &unknown);
    return pp_sum_result(&sum);
}

static void close_cell(struct pp_closing *closing, enum pp_window window, size_t city)
{
    struct pp_drafts *drafts = &closing->drafts;
    struct events_cell cell = {0};

    for (size_t i = 0; i < closing->event_count; i++)
        if (pp_joined_has_city(&closing->events[i], city))
            count_event(closing, &cell, window, &closing->events[i]);
    struct pp_count held = as_count(closing, window, city, cell.held);
    struct pp_count shared = as_count(closing, window, city, cell.shared);
    size_t figure = pp_closing_add(closing, window, "events.held", city, &cell.held_trace);
    pp_draft_set_count(pp_drafts_at(drafts, figure), &held);
    figure = pp_closing_add(closing, window, "events.shared", city, &cell.shared_trace);
    pp_draft_set_count(pp_drafts_at(drafts, figure), &shared);
    if (window != PP_WINDOW_NOW)
        return;
    figure = pp_closing_add(closing, window, "events.planned", city, &cell.planned_trace);
    if (closing->tally->events.count > 0)
        pp_draft_set_exact(pp_drafts_at(drafts, figure), cell.planned);
}

/* The same event stands in its period and in the cumulative one: one decision for both, and one
 * number, which whoever subtracts the period from the whole knows. */
static void bind_windows(struct pp_closing *closing, size_t figure, struct pp_address at)
{
    static const enum pp_window others[] = {PP_WINDOW_PREVIOUS, PP_WINDOW_NOW};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        at.period = closing->periods[others[i]].key;
        size_t other = pp_drafts_find(&closing->drafts, &at);
        if (other == PP_NO_INDEX || other == figure)
            continue;
        pp_draft_follow(pp_drafts_at(&closing->drafts, figure), other);
        pp_draft_follow(pp_drafts_at(&closing->drafts, other), figure);
        pp_drafts_part(
            &closing->drafts, pp_drafts_equation(&closing->drafts, PP_RELATION_SUM, figure), other);
    }
}

static void close_participants(
    struct pp_closing *closing, enum pp_window window, const struct pp_joined *event)
{
    struct pp_address at = pp_closing_address(closing, window, "event.participants", PP_NO_INDEX);

    at.breakdown = pp_breakdown_pair(closing->arena, "event", event->event.id);
    size_t figure = pp_drafts_add(&closing->drafts, &at);
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, figure);
    pp_draft_set_count(draft, &event->participants);
    pp_closing_trace(closing, figure, &event->trace);
    if (window == PP_WINDOW_UNTIL)
        bind_windows(closing, figure, at);
    draft->timeless = true;
    if (!pp_draft_has_value(draft))
        return;
    draft->figure.n = draft->figure.lo;
    draft->protect = PP_PROTECT_PERSONS;
    draft->behind_lo = draft->figure.lo;
    draft->behind_hi = draft->figure.hi;
}

static bool has_participants(
    const struct pp_closing *closing, enum pp_window window, const struct pp_joined *event)
{
    if (event->held)
        return event->in[window];
    return window == PP_WINDOW_NOW && event->event.first >= closing->periods[PP_WINDOW_NOW].first;
}

void pp_close_events(struct pp_closing *closing)
{
    static const enum pp_window windows[] = {PP_WINDOW_PREVIOUS, PP_WINDOW_NOW, PP_WINDOW_UNTIL};

    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        enum pp_window window = windows[i];
        if (!closing->wanted[window])
            continue;
        close_cell(closing, window, PP_NO_INDEX);
        for (size_t city = 0; city < closing->project->city_count; city++)
            if (pp_closing_has_city(closing, window, city))
                close_cell(closing, window, city);
        for (size_t e = 0; e < closing->event_count; e++)
            if (has_participants(closing, window, &closing->events[e]))
                close_participants(closing, window, &closing->events[e]);
    }
}
