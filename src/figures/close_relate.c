/* How the figures of attendance hang together: over events, cities and time. Disclosure control
 * computes with these equations; the attacker knows them too (docs/methodology.md). */
#include "pactpress/address.h"

#include "closing.h"

static const enum pp_window printed[] = {PP_WINDOW_PREVIOUS, PP_WINDOW_NOW, PP_WINDOW_UNTIL};
enum { PRINTED = sizeof printed / sizeof printed[0] };

static bool is_in(
    const struct pp_joined *event, enum pp_window window, size_t city, bool counts_persons)
{
    return event->held && event->in[window] && pp_joined_has_city(event, city) &&
           (event->counts_persons || !counts_persons);
}

static size_t count_in(const struct pp_closing *closing, enum pp_window window, size_t city)
{
    size_t count = 0;

    for (size_t i = 0; i < closing->event_count; i++)
        count += is_in(&closing->events[i], window, city, true);
    return count;
}

/* The participants of the events of a scope as parts of `total`; `shown` is the window under which
 * their figures stand. */
static void relate_events(
    struct pp_closing *closing, enum pp_window window, size_t city, enum pp_window shown,
    const char *measure, enum pp_window of, enum pp_relation relation)
{
    struct pp_drafts *drafts = &closing->drafts;
    size_t total = pp_closing_find(closing, of, measure, city);
    bool counts_persons = relation != PP_RELATION_SUM && relation != PP_RELATION_BOUND;

    if (total == PP_NO_INDEX)
        return;
    size_t equation = pp_drafts_equation(drafts, relation, total);
    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        struct pp_address at =
            pp_closing_address(closing, shown, "event.participants", PP_NO_INDEX);
        if (!is_in(event, window, city, counts_persons))
            continue;
        at.breakdown = pp_breakdown_pair(closing->arena, "event", event->event.id);
        pp_drafts_part(drafts, equation, pp_drafts_find(drafts, &at));
    }
}

/* Attendances add up over events, persons unite. The n of attendances is the number of persons at
 * all events, where that is the number of persons: so no event is larger. */
static void relate_scope(struct pp_closing *closing, enum pp_window window, size_t city)
{
    relate_events(closing, window, city, window, "attendance.attendances", window, PP_RELATION_SUM);
    relate_events(closing, window, city, window, "attendance.persons", window, PP_RELATION_UNION);
    relate_events(closing, window, city, window, "attendance.persons", window, PP_RELATION_BOUND);
}

/* Of one city (or the project): `total` at a window, and up to two parts. */
static void relate_two(
    struct pp_closing *closing, enum pp_relation relation, size_t city, enum pp_window window,
    const char *total, enum pp_window part_window, const char *part, enum pp_window other_window,
    const char *other)
{
    struct pp_drafts *drafts = &closing->drafts;
    size_t at = pp_closing_find(closing, window, total, city);

    if (at == PP_NO_INDEX)
        return;
    size_t equation = pp_drafts_equation(drafts, relation, at);
    pp_drafts_part(drafts, equation, pp_closing_find(closing, part_window, part, city));
    if (other != NULL)
        pp_drafts_part(drafts, equation, pp_closing_find(closing, other_window, other, city));
}

/* Before + new = all; before and now unite to all; new ones are among those of now, those of the
 * previous period among those before. */
static void relate_time(struct pp_closing *closing, size_t city)
{
    static const char persons[] = "attendance.persons", fresh[] = "attendance.new_persons",
                      before[] = "attendance.persons_before", hours[] = "attendance.hours";
    const enum pp_window now = PP_WINDOW_NOW, until = PP_WINDOW_UNTIL, last = PP_WINDOW_PREVIOUS;

    relate_events(closing, PP_WINDOW_BEFORE, city, until, before, now, PP_RELATION_UNION);
    relate_events(closing, now, city, now, fresh, now, PP_RELATION_COVER);
    relate_two(closing, PP_RELATION_SUM, city, until, persons, now, before, now, fresh);
    relate_two(closing, PP_RELATION_UNION, city, until, persons, now, before, now, persons);
    relate_two(closing, PP_RELATION_BOUND, city, now, persons, now, fresh, now, NULL);
    relate_two(
        closing,
        count_in(closing, last, city) == count_in(closing, PP_WINDOW_BEFORE, city)
            ? PP_RELATION_SUM
            : PP_RELATION_BOUND,
        city, now, before, last, persons, now, NULL);
    relate_two(closing, PP_RELATION_SUM, city, until, hours, now, hours, last, hours);
}

static void relate_cities(
    struct pp_closing *closing, enum pp_window window, const char *measure,
    enum pp_relation relation)
{
    struct pp_drafts *drafts = &closing->drafts;
    size_t total = pp_closing_find(closing, window, measure, PP_NO_INDEX);

    if (total == PP_NO_INDEX)
        return;
    size_t equation = pp_drafts_equation(drafts, relation, total);
    for (size_t city = 0; city < closing->project->city_count; city++)
        pp_drafts_part(drafts, equation, pp_closing_find(closing, window, measure, city));
}

/* A city that alone had events has the project's persons. */
static void relate_only_city(struct pp_closing *closing, enum pp_window window, size_t city)
{
    struct pp_drafts *drafts = &closing->drafts;
    size_t total = pp_closing_find(closing, window, "attendance.persons", PP_NO_INDEX);
    size_t part = pp_closing_find(closing, window, "attendance.persons", city);

    if (total == PP_NO_INDEX || part == PP_NO_INDEX ||
        count_in(closing, window, city) != count_in(closing, window, PP_NO_INDEX))
        return;
    pp_drafts_part(drafts, pp_drafts_equation(drafts, PP_RELATION_SUM, total), part);
}

/* The number that the edition of the previous period had for all that was before: with it, a reader
 * subtracts. `value` is what it should have been. */
static void relate_past(
    struct pp_closing *closing, size_t city, const char *measure, enum pp_relation relation,
    int64_t value)
{
    struct pp_drafts *drafts = &closing->drafts;
    struct pp_address at = pp_closing_address(closing, PP_WINDOW_UNTIL, measure, city);
    size_t until = pp_closing_find(closing, PP_WINDOW_UNTIL, measure, city);
    size_t now = pp_closing_find(closing, PP_WINDOW_NOW, measure, city);

    at.period = pp_closing_past_key(closing);
    if (until == PP_NO_INDEX || now == PP_NO_INDEX || value < 0)
        return;
    size_t past = pp_closing_remember(closing, &at, PP_PROTECT_PERSONS, value);
    size_t equation = pp_drafts_equation(drafts, relation, until);
    pp_drafts_part(drafts, equation, past);
    pp_drafts_part(drafts, equation, now);
    size_t before = pp_closing_find(closing, PP_WINDOW_NOW, "attendance.persons_before", city);
    if (relation == PP_RELATION_UNION && before != PP_NO_INDEX)
        pp_drafts_part(drafts, pp_drafts_equation(drafts, PP_RELATION_SUM, before), past);
}

static int64_t low_of(
    struct pp_closing *closing, enum pp_window window, const char *measure, size_t city)
{
    size_t figure = pp_closing_find(closing, window, measure, city);

    return figure == PP_NO_INDEX ? 0 : pp_drafts_at(&closing->drafts, figure)->figure.lo;
}

static void relate_to_past(struct pp_closing *closing, size_t city)
{
    static const char visits[] = "attendance.attendances", persons[] = "attendance.persons",
                      before[] = "attendance.persons_before";

    relate_past(
        closing, city, visits, PP_RELATION_SUM,
        low_of(closing, PP_WINDOW_UNTIL, visits, city) -
            low_of(closing, PP_WINDOW_NOW, visits, city));
    relate_past(
        closing, city, persons, PP_RELATION_UNION, low_of(closing, PP_WINDOW_NOW, before, city));
}

/* Attendances of cities and project are told apart by their events. Hours have no figure per event;
 * where cities share none they add up. Somebody new to a city may be known in another. */
void pp_close_relate(struct pp_closing *closing)
{
    size_t cities = closing->project->city_count;

    for (size_t w = 0; w < PRINTED; w++) {
        if (!closing->wanted[printed[w]])
            continue;
        for (size_t c = 0; c <= cities; c++)
            relate_scope(closing, printed[w], c == cities ? PP_NO_INDEX : c);
        relate_cities(closing, printed[w], "attendance.persons", PP_RELATION_UNION);
        relate_cities(closing, printed[w], "attendance.hours", PP_RELATION_SUM);
        for (size_t c = 0; c < cities; c++)
            relate_only_city(closing, printed[w], c);
    }
    relate_cities(closing, PP_WINDOW_NOW, "attendance.persons_before", PP_RELATION_UNION);
    relate_cities(closing, PP_WINDOW_NOW, "attendance.new_persons", PP_RELATION_COVER);
    for (size_t c = 0; c <= cities; c++)
        relate_time(closing, c == cities ? PP_NO_INDEX : c);
    for (size_t c = 0; closing->tally->past != NULL && c <= cities; c++)
        relate_to_past(closing, c == cities ? PP_NO_INDEX : c);
}
