/* Which attendance rows belong to which event. By id; else by name and day; what fits no event of a
 * register makes an event of its own, and is reported. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/run.h"
#include "pactpress/fold.h"
#include "pactpress/str.h"

#include "census.h"

struct candidates {
    size_t *items; /* indexes of joined events */
    size_t count, capacity;
};

struct joiner {
    struct pp_closing *closing;
    size_t *event_of; /* by the number of a list */
    struct pp_joined *items;
    size_t count, capacity;
    struct pp_map by_id;     /* id -> index + 1, as size_t * */
    struct pp_map by_folded; /* folded id -> struct candidates * */
    struct pp_map by_name;   /* folded text -> struct candidates * */
};

static void put_candidate(struct joiner *joiner, struct pp_map *map, const char *key, size_t index)
{
    struct pp_arena *arena = joiner->closing->scratch;
    struct pp_map_entry *entry = pp_map_entry(map, key, strlen(key));
    struct candidates *list = entry->value;

    if (list == NULL)
        list = entry->value = pp_arena_alloc(arena, sizeof *list);
    if (list->count > 0 && list->items[list->count - 1] == index)
        return;
    size_t *slot = PP_PUSH(arena, list);
    *slot = index;
}

static size_t add_item(struct joiner *joiner, const char *id)
{
    struct pp_arena *arena = joiner->closing->scratch;
    size_t *slot = pp_arena_alloc(arena, sizeof *slot);

    PP_PUSH(arena, joiner);
    *slot = joiner->count - 1;
    pp_map_set(&joiner->by_id, id, slot);
    return *slot;
}

static void add_registered(struct joiner *joiner, const struct pp_event_fact *fact)
{
    struct pp_closing *closing = joiner->closing;
    size_t index = add_item(joiner, fact->event.id);
    struct pp_joined *joined = &joiner->items[index];

    joined->event = pp_event_copy(closing->arena, &fact->event);
    joined->registered = true;
    joined->given = fact->count;
    pp_trace_merge(closing->scratch, &joined->trace, &fact->trace);
    put_candidate(joiner, &joiner->by_folded, pp_fold(closing->scratch, fact->event.id), index);
    for (size_t i = 0; i < fact->event.what.count; i++)
        put_candidate(
            joiner, &joiner->by_name, pp_fold(closing->scratch, fact->event.what.items[i].text),
            index);
    if (fact->records > 1)
        pp_warn(
            closing->run, pp_closing_where(closing, &fact->event.origin), "figures.doubled-event",
            "The event `%s` stands in the registers %zu times; the first record counts. Give "
            "each event an id of its own.",
            fact->event.id, fact->records);
}

static bool shares_city(const struct pp_event *event, const struct pp_list_fact *list)
{
    for (size_t i = 0; i < list->city_count; i++)
        for (size_t j = 0; j < event->city_count; j++)
            if (list->cities[i] == event->cities[j])
                return true;
    return false;
}

static bool is_on_day(const struct pp_event *event, const struct pp_list_fact *list)
{
    return list->day == PP_NO_DAY || (list->day >= event->first && list->day <= event->last);
}

/* The one candidate that fits the day; of several, the one that shares a city. `*several` tells
 * that none could be chosen because too many fit. */
static size_t choose(
    const struct joiner *joiner, const struct candidates *candidates,
    const struct pp_list_fact *list, bool with_day, bool *several)
{
    size_t fits = 0, fit = PP_NO_INDEX, close = 0, nearest = PP_NO_INDEX;

    for (size_t i = 0; candidates != NULL && i < candidates->count; i++) {
        const struct pp_event *event = &joiner->items[candidates->items[i]].event;
        if (with_day && !is_on_day(event, list))
            continue;
        fits++;
        fit = candidates->items[i];
        if (shares_city(event, list)) {
            close++;
            nearest = candidates->items[i];
        }
    }
    if (fits == 1)
        return fit;
    if (close == 1)
        return nearest;
    *several = *several || fits > 1;
    return PP_NO_INDEX;
}

static size_t match(const struct joiner *joiner, const struct pp_list_fact *list, bool *several)
{
    size_t index = PP_NO_INDEX;

    if (list->id != NULL) {
        const size_t *slot = pp_map_get(&joiner->by_id, list->id);
        if (slot != NULL)
            return *slot;
        const char *folded = pp_fold(joiner->closing->scratch, list->id);
        index = choose(joiner, pp_map_get(&joiner->by_folded, folded), list, false, several);
    }
    if (index == PP_NO_INDEX && list->folded != NULL) {
        index = choose(joiner, pp_map_get(&joiner->by_name, list->folded), list, true, several);
        if (index == PP_NO_INDEX)
            index =
                choose(joiner, pp_map_get(&joiner->by_folded, list->folded), list, true, several);
    }
    return index;
}

/* A stable id for an event that only attendance rows know. */
static const char *implied_id(struct joiner *joiner, const struct pp_list_fact *list)
{
    struct pp_arena *arena = joiner->closing->arena;
    const struct pp_project *project = joiner->closing->project;
    struct pp_str text;

    if (list->id != NULL)
        return list->id;
    pp_str_init(&text);
    pp_str_append(&text, pp_day_iso(arena, list->day));
    if (list->folded != NULL)
        pp_str_printf(&text, " %s", list->folded);
    for (size_t i = 0; list->folded == NULL && i < list->city_count; i++)
        pp_str_printf(&text, "%s%s", i == 0 ? " " : "+", project->cities[list->cities[i]].id);
    const char *id = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return id;
}

static const size_t *merge_cities(
    struct pp_arena *arena, const struct pp_event *event, const struct pp_list_fact *list,
    size_t *count)
{
    struct pp_list_fact all = {0};

    for (size_t i = 0; i < event->city_count; i++)
        pp_cities_add(arena, &all, event->cities[i]);
    for (size_t i = 0; i < list->city_count; i++)
        pp_cities_add(arena, &all, list->cities[i]);
    *count = all.city_count;
    return all.cities;
}

/* Puts what the rows say into an event that no register holds. */
static void imply(struct joiner *joiner, struct pp_joined *joined, const struct pp_list_fact *list)
{
    struct pp_arena *arena = joiner->closing->arena;
    struct pp_event *event = &joined->event;
    const char *name = list->name != NULL ? list->name : list->id;
    bool first = joined->lists == 0;

    event->cities = merge_cities(arena, event, list, &event->city_count);
    if (list->day != PP_NO_DAY) {
        if (event->first == PP_NO_DAY || list->day < event->first)
            event->first = list->day;
        if (event->last == PP_NO_DAY || list->day > event->last)
            event->last = list->day;
    }
    if (list->type != PP_NO_INDEX) {
        const struct pp_event_type *type = &joiner->closing->project->event_types[list->type];
        if (event->type == NULL || type < event->type)
            event->type = type;
    }
    if (!first && pp_origin_compare(&list->origin, &event->origin) > 0)
        return;
    event->origin = list->origin;
    event->what = (struct pp_i18n){0};
    if (name != NULL) {
        struct pp_i18n_entry *entry = PP_PUSH(arena, &event->what);
        *entry = (struct pp_i18n_entry){.lang = "", .text = pp_arena_strdup(arena, name)};
    }
}

static void report_unregistered(
    struct joiner *joiner, const struct pp_list_fact *list, const char *id, bool several)
{
    struct pp_closing *closing = joiner->closing;
    struct pp_where where = pp_closing_where(closing, &list->origin);

    if (several)
        pp_warn(
            closing->run, where, "figures.ambiguous-event",
            "Attendance names the event `%s`, which fits several events of the register; it is "
            "counted as an event of its own. Name it by its id.",
            list->name != NULL ? list->name : id);
    else
        pp_warn(
            closing->run, where, "figures.unregistered-event",
            "Attendance names the event `%s`, which no register holds; it is counted as an "
            "event of its own. Add it to a source of kind events, or correct its id, name or "
            "date.",
            list->name != NULL ? list->name : id);
}

static size_t imply_event(
    struct joiner *joiner, const struct pp_list_fact *list, bool several, bool has_register)
{
    const char *id = implied_id(joiner, list);
    const size_t *slot = pp_map_get(&joiner->by_id, id);
    size_t index = slot != NULL ? *slot : add_item(joiner, id);
    struct pp_joined *joined = &joiner->items[index];

    if (slot == NULL) {
        joined->event.id = pp_arena_strdup(joiner->closing->arena, id);
        joined->event.first = joined->event.last = PP_NO_DAY;
        if (has_register)
            report_unregistered(joiner, list, id, several);
    }
    if (!joined->registered)
        imply(joiner, joined, list);
    return index;
}

static void join_list(struct joiner *joiner, const struct pp_list_fact *list, size_t index)
{
    struct pp_closing *closing = joiner->closing;
    struct pp_joined *joined = &joiner->items[index];

    if (joined->registered && list->city_count > 0 && !shares_city(&joined->event, list))
        pp_warn(
            closing->run, pp_closing_where(closing, &list->origin), "figures.other-city",
            "Attendance of the event `%s` names a city that the register does not; the "
            "register decides. Correct one of them.",
            joined->event.id);
    pp_sum_merge(&joined->counts, &list->counts);
    joined->anonymous += list->anonymous;
    joined->rows_with_minutes += list->rows_with_minutes;
    joined->rows_without_minutes += list->rows_without_minutes;
    if (!pp_add(joined->minutes, list->minutes, &joined->minutes))
        pp_closing_too_large(closing, "attendance.hours", PP_NO_INDEX);
    pp_trace_merge(closing->scratch, &joined->trace, &list->trace);
    joined->lists++;
    joiner->event_of[list->number] = index;
}

static int compare_events(const void *a, const void *b)
{
    return strcmp(
        (*(const struct pp_event_fact *const *)a)->event.id,
        (*(const struct pp_event_fact *const *)b)->event.id);
}

static int compare_entries(const void *a, const void *b)
{
    const struct pp_map_entry *x = a, *y = b;
    size_t shared = x->key_length < y->key_length ? x->key_length : y->key_length;
    int order = memcmp(x->key, y->key, shared);

    return order != 0 ? order : (x->key_length < y->key_length ? -1 : 1);
}

static void add_register(struct joiner *joiner)
{
    const struct pp_map *events = &joiner->closing->tally->events;
    const struct pp_event_fact **order = pp_arena_array(
        joiner->closing->scratch, events->count, sizeof(const struct pp_event_fact *));

    for (size_t i = 0; i < events->count; i++)
        order[i] = events->entries[i].value;
    qsort(order, events->count, sizeof *order, compare_events);
    for (size_t i = 0; i < events->count; i++)
        add_registered(joiner, order[i]);
}

/* In order of keys. All lists that fit the register are joined before one makes an event, so that
 * an implied event never catches rows of another. */
static void add_lists(struct joiner *joiner)
{
    struct pp_closing *closing = joiner->closing;
    const struct pp_map *lists = &closing->tally->lists;
    struct pp_map_entry *order = pp_arena_array(closing->scratch, lists->count, sizeof *order);
    bool has_register = closing->tally->events.count > 0;
    size_t late = 0;

    if (lists->count > 0)
        memcpy(order, lists->entries, lists->count * sizeof *order);
    qsort(order, lists->count, sizeof *order, compare_entries);
    for (size_t i = 0; i < lists->count; i++) {
        bool several = false;
        size_t index = match(joiner, order[i].value, &several);
        if (index != PP_NO_INDEX)
            join_list(joiner, order[i].value, index);
        else
            order[late++] = order[i];
    }
    for (size_t i = 0; i < late; i++) {
        const struct pp_list_fact *list = order[i].value;
        bool several = false;
        (void)match(joiner, list, &several);
        join_list(joiner, list, imply_event(joiner, list, several, has_register));
    }
}

/* Participants: a list of people wins over counts in attendance rows, these over the register. */
static struct pp_count participants(struct pp_joined *joined)
{
    struct pp_count unknown = {.state = PP_COUNT_UNKNOWN};
    int64_t heads = joined->identified + joined->anonymous;

    if (heads > 0)
        return (struct pp_count){PP_COUNT_EXACT, heads, heads};
    struct pp_count counted = pp_sum_result(&joined->counts);
    if (counted.state != PP_COUNT_NONE)
        return counted;
    if (joined->event.planned)
        return (struct pp_count){.state = PP_COUNT_NONE};
    return joined->given.state == PP_COUNT_NONE ? unknown : joined->given;
}

static void report_joined(struct pp_closing *closing, const struct pp_joined *joined)
{
    const struct pp_count *given = &joined->given, *found = &joined->participants;
    struct pp_where where = pp_closing_where(closing, &joined->event.origin);
    pp_day today = (pp_day)(closing->run->clock / 86400);

    if (joined->event.planned && joined->held)
        pp_warn(
            closing->run, where, "figures.planned-with-attendance",
            "The event `%s` is registered as planned, but has attendance; it is counted as "
            "held. Correct its status.",
            joined->event.id);
    if (joined->event.planned && !joined->held && joined->in[PP_WINDOW_NOW] &&
        joined->event.last < today)
        pp_warn(
            closing->run, where, "figures.planned-and-past",
            "The event `%s` is registered as planned, but its day has passed; it is neither among "
            "the events held nor among those to come. Correct its status.",
            joined->event.id);
    if (joined->registered && joined->held && found->state == PP_COUNT_UNKNOWN &&
        joined->in[PP_WINDOW_NOW])
        pp_warn(
            closing->run, where, "figures.event-without-attendance",
            "Nobody tells how many took part in the event `%s`; totals with it say \"at "
            "least\". Send its attendance, or a count in the register.",
            joined->event.id);
    /* no numbers here: warnings stand in the manifest, and a count may be withheld */
    if (joined->lists > 0 && given->state == PP_COUNT_EXACT && found->state == PP_COUNT_EXACT &&
        given->lo != found->lo)
        pp_warn(
            closing->run, where, "figures.counts-differ",
            "The register and the attendance list disagree about how many took part in the "
            "event `%s`; the list counts. Correct one of them.",
            joined->event.id);
}

/* Where it belongs: what the census must know. */
static void place(const struct pp_closing *closing, struct pp_joined *joined)
{
    const struct pp_event *event = &joined->event;

    joined->counts_persons = event->type == NULL || event->type->persons;
    for (size_t w = 0; w < PP_WINDOWS; w++)
        joined->in[w] =
            event->first != PP_NO_DAY && pp_period_holds(&closing->periods[w], event->first);
}

static void finish(struct pp_closing *closing, struct pp_joined *joined)
{
    struct pp_event *event = &joined->event;

    joined->participants = participants(joined);
    joined->held = joined->participants.state != PP_COUNT_NONE;
    report_joined(closing, joined);
    event->planned = event->planned && !joined->held;
    if (event->first == PP_NO_DAY)
        pp_warn(
            closing->run, pp_closing_where(closing, &event->origin), "figures.event-without-day",
            "Attendance of the event `%s` has no date and no register tells it; it is in no "
            "period and not counted. Add the event to a source of kind events.",
            event->id);
}

static int compare_joined(const void *a, const void *b)
{
    const struct pp_event *x = &((const struct pp_joined *)a)->event;
    const struct pp_event *y = &((const struct pp_joined *)b)->event;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    return strcmp(x->id, y->id);
}

enum pp_status pp_close_join(struct pp_closing *closing)
{
    struct joiner joiner = {.closing = closing};

    pp_map_init(&joiner.by_id, closing->scratch);
    pp_map_init(&joiner.by_folded, closing->scratch);
    pp_map_init(&joiner.by_name, closing->scratch);
    joiner.event_of =
        pp_arena_array(closing->scratch, closing->tally->lists.count, sizeof *joiner.event_of);
    add_register(&joiner);
    add_lists(&joiner);
    for (size_t i = 0; i < joiner.count; i++)
        place(closing, &joiner.items[i]);
    PP_TRY(pp_close_census(closing, joiner.items, joiner.count, joiner.event_of));
    for (size_t i = 0; i < joiner.count; i++)
        finish(closing, &joiner.items[i]);
    if (joiner.count > 0)
        qsort(joiner.items, joiner.count, sizeof *joiner.items, compare_joined);
    closing->events = joiner.items;
    closing->event_count = joiner.count;
    return PP_OK;
}
