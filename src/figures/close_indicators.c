/* Indicators: before the period, new in it, and in total; registered persons by gender and age, and
 * by target group.
 *
 * Only registered persons count, each once, from the first participation on: a number without a
 * list never enters, so before + new = total and the breakdown adds up, always. An event that
 * should have sent a list and told nothing at all makes the number "at least". */
#include <stdlib.h>

#include "pactpress/address.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

#include "census.h"
#include "indicator_cells.h"

static bool is_in(
    const struct pp_joined *event, const struct pp_indicator *indicator, enum pp_window window)
{
    return event->held && event->in[window] && event->event.type != NULL &&
           pp_indicator_has_type(indicator, event->event.type->id);
}

static struct pp_address address_of(
    struct pp_closing *closing, enum pp_window window, const char *measure, const char *breakdown)
{
    struct pp_address at = pp_closing_address(closing, window, measure, PP_NO_INDEX);

    at.breakdown = breakdown;
    return at;
}

static size_t add(
    struct pp_closing *closing, enum pp_window window, const char *measure, const char *breakdown,
    const struct pp_trace *trace)
{
    struct pp_address at = address_of(closing, window, measure, breakdown);
    size_t figure = pp_drafts_add(&closing->drafts, &at);

    pp_closing_trace(closing, figure, trace);
    return figure;
}

static size_t find(
    struct pp_closing *closing, enum pp_window window, const char *measure, const char *breakdown)
{
    struct pp_address at = address_of(closing, window, measure, breakdown);

    return pp_drafts_find(&closing->drafts, &at);
}

static void equate(
    struct pp_closing *closing, enum pp_relation relation, size_t total, size_t one, size_t other)
{
    if (total == PP_NO_INDEX || one == PP_NO_INDEX)
        return;
    size_t equation = pp_drafts_equation(&closing->drafts, relation, total);
    pp_drafts_part(&closing->drafts, equation, one);
    pp_drafts_part(&closing->drafts, equation, other);
}

/* --- Persons */

/* What the events of an indicator in a window tell. */
struct group {
    struct pp_trace trace;
    int64_t events, unlisted; /* held; without a list of persons */
    bool open;                /* an event should have told, and did not */
};

static struct group gather(
    struct pp_closing *closing, const struct pp_indicator *indicator, enum pp_window window)
{
    struct group group = {0};
    bool first_period = window == PP_WINDOW_BEFORE &&
                        closing->periods[window].last < closing->periods[window].first;

    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        if (!is_in(event, indicator, window))
            continue;
        group.events++;
        group.unlisted += event->identified == 0;
        group.open = group.open || event->participants.state == PP_COUNT_UNKNOWN;
        pp_trace_merge(closing->scratch, &group.trace, &event->trace);
    }
    group.open = group.open || (!first_period && !pp_closing_spoken(closing, window, PP_NO_INDEX));
    return group;
}

static struct pp_count count_of(int64_t persons, bool open)
{
    enum pp_count_state state = !open         ? PP_COUNT_EXACT
                                : persons > 0 ? PP_COUNT_AT_LEAST
                                              : PP_COUNT_UNKNOWN;
    return (struct pp_count){state, persons, persons};
}

static void protect(struct pp_draft *draft, int64_t persons)
{
    if (!pp_draft_has_value(draft))
        return;
    draft->protect = PP_PROTECT_PERSONS;
    draft->behind_lo = persons;
    draft->behind_hi = draft->figure.state == PP_AT_LEAST ? PP_FIGURE_MANY : persons;
    draft->figure.n = persons;
}

static size_t add_persons(
    struct pp_closing *closing, enum pp_window window, const char *measure, const char *breakdown,
    int64_t persons, bool open, const struct pp_trace *trace)
{
    size_t figure = add(closing, window, measure, breakdown, trace);
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, figure);
    struct pp_count count = count_of(persons, open);

    pp_draft_set_count(draft, &count);
    protect(draft, persons);
    return figure;
}

/* Participants of its events: who counts stands on one of their lists. */
static void relate_events(
    struct pp_closing *closing, const struct pp_indicator *indicator, enum pp_window window,
    enum pp_window shown, enum pp_relation relation, size_t total)
{
    struct pp_drafts *drafts = &closing->drafts;
    size_t equation = pp_drafts_equation(drafts, relation, total);

    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        if (is_in(event, indicator, window))
            pp_drafts_part(
                drafts, equation,
                find(
                    closing, shown, "event.participants",
                    pp_breakdown_pair(closing->arena, "event", event->event.id)));
    }
}

/* Do exactly these events make up attendance.persons? */
static bool counts_all_persons(
    const struct pp_closing *closing, const struct pp_indicator *indicator, enum pp_window window)
{
    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        if (event->held && event->in[window] &&
            event->counts_persons != is_in(event, indicator, window))
            return false;
    }
    return true;
}

/* Before + new = total; all are among the persons of the project. */
static void relate_columns(
    struct pp_closing *closing, const struct pp_indicator *indicator, const size_t figures[3])
{
    static const struct {
        enum pp_window window, at;
        const char *measure;
    } all[] = {
        {PP_WINDOW_BEFORE, PP_WINDOW_NOW, "attendance.persons_before"},
        {PP_WINDOW_NOW, PP_WINDOW_NOW, "attendance.persons"},
        {PP_WINDOW_UNTIL, PP_WINDOW_UNTIL, "attendance.persons"},
    };

    equate(closing, PP_RELATION_SUM, figures[2], figures[0], figures[1]);
    for (size_t i = 0; i < 3; i++) {
        bool same = i != 1 && counts_all_persons(closing, indicator, all[i].window);
        equate(
            closing, same ? PP_RELATION_SUM : PP_RELATION_BOUND,
            find(closing, all[i].at, all[i].measure, NULL), figures[i], PP_NO_INDEX);
    }
    relate_events(
        closing, indicator, PP_WINDOW_BEFORE, PP_WINDOW_UNTIL, PP_RELATION_COVER, figures[0]);
    relate_events(closing, indicator, PP_WINDOW_NOW, PP_WINDOW_NOW, PP_RELATION_COVER, figures[1]);
    relate_events(
        closing, indicator, PP_WINDOW_UNTIL, PP_WINDOW_UNTIL, PP_RELATION_COVER, figures[2]);
}

/* The cumulative cell of the edition before, with which a reader would subtract. */
static void relate_past(struct pp_closing *closing, const char *breakdown, size_t total, size_t now)
{
    struct pp_drafts *drafts = &closing->drafts;
    struct pp_address at = address_of(closing, PP_WINDOW_UNTIL, "indicator.persons", breakdown);
    int64_t was = pp_drafts_at(drafts, total)->figure.lo - pp_drafts_at(drafts, now)->figure.lo;

    at.period = pp_closing_past_key(closing);
    size_t past = pp_drafts_add(drafts, &at);
    struct pp_draft *draft = pp_drafts_at(drafts, past);
    pp_draft_set_exact(draft, was);
    draft->unprinted = true;
    draft->protect = PP_PROTECT_PERSONS;
    draft->behind_lo = draft->behind_hi = was;
    equate(closing, PP_RELATION_SUM, total, past, now);
}

/* Cells of both windows, and what adds up: genders to all, ages to all, cells to each, groups to
 * all. */
static void add_breakdown(
    struct pp_closing *closing, const struct pp_indicator *indicator,
    const struct pp_indicator_heads *heads, const struct pp_trace *trace)
{
    static const enum pp_window windows[2] = {PP_WINDOW_NOW, PP_WINDOW_UNTIL};
    const struct pp_indicators *all = &closing->project->indicators;
    size_t *figures[2];
    size_t cells = pp_cells_count(all);

    for (size_t w = 0; w < 2; w++) {
        const int64_t *counts = w == 0 ? heads->fresh_cells : heads->total_cells;
        figures[w] = pp_arena_array(closing->scratch, cells, sizeof *figures[w]);
        for (size_t c = 0; c < cells; c++)
            figures[w][c] = add_persons(
                closing, windows[w], "indicator.persons",
                pp_cells_breakdown(closing->arena, all, indicator->code, c), counts[c], false,
                trace);
        pp_cells_relate(&closing->drafts, all, figures[w]);
    }
    for (size_t c = 0; c < cells; c++) {
        equate(closing, PP_RELATION_BOUND, figures[1][c], figures[0][c], PP_NO_INDEX);
        if (closing->tally->past != NULL)
            relate_past(
                closing, pp_cells_breakdown(closing->arena, all, indicator->code, c), figures[1][c],
                figures[0][c]);
    }
}

static void add_events(
    struct pp_closing *closing, const char *measure, const char *breakdown,
    const struct group *group, int64_t value)
{
    size_t figure = add(closing, PP_WINDOW_NOW, measure, breakdown, &group->trace);

    pp_draft_set_exact(pp_drafts_at(&closing->drafts, figure), value);
}

static void count_persons(struct pp_closing *closing, const struct pp_indicator *indicator)
{
    const char *code = pp_breakdown_pair(closing->arena, "indicator", indicator->code);
    struct group before = gather(closing, indicator, PP_WINDOW_BEFORE),
                 now = gather(closing, indicator, PP_WINDOW_NOW),
                 until = gather(closing, indicator, PP_WINDOW_UNTIL);
    const struct pp_indicator_heads *heads =
        &closing->census->indicators[indicator - closing->project->indicators.items];
    size_t figures[3] = {
        add_persons(
            closing, PP_WINDOW_NOW, "indicator.before", code, heads->before, before.open,
            &before.trace),
        add_persons(
            closing, PP_WINDOW_NOW, "indicator.new", code, heads->fresh, now.open, &until.trace),
        add_persons(
            closing, PP_WINDOW_UNTIL, "indicator.total", code, heads->total,
            until.open || before.open || now.open, &until.trace)};

    relate_columns(closing, indicator, figures);
    add_events(closing, "indicator.events", code, &now, now.events);
    add_events(closing, "indicator.events_unlisted", code, &now, now.unlisted);
    if (heads->total_cells == NULL)
        return;
    add_breakdown(closing, indicator, heads, &until.trace);
    for (size_t w = 0; w < 2; w++)
        equate(
            closing, PP_RELATION_SUM, figures[w + 1],
            find(closing, w == 0 ? PP_WINDOW_NOW : PP_WINDOW_UNTIL, "indicator.persons", code),
            PP_NO_INDEX);
}

/* --- Events and values */

static void add_plain(
    struct pp_closing *closing, enum pp_window window, const char *measure, const char *code,
    enum pp_unit unit, const struct pp_count *count, const struct pp_trace *trace)
{
    struct pp_draft *draft =
        pp_drafts_at(&closing->drafts, add(closing, window, measure, code, trace));

    draft->figure.unit = unit;
    pp_draft_set_count(draft, count);
}

/* The total is the sum of both columns: where a register is silent about one of them, it is not the
 * number of events that are known. */
static void count_events(struct pp_closing *closing, const struct pp_indicator *indicator)
{
    static const struct {
        enum pp_window window;
        const char *measure;
    } columns[] = {{PP_WINDOW_BEFORE, "indicator.before"}, {PP_WINDOW_NOW, "indicator.new"}};
    const char *code = pp_breakdown_pair(closing->arena, "indicator", indicator->code);
    struct pp_trace trace = {0};
    struct pp_sum sum = {0};

    for (size_t i = 0; i < 2; i++) {
        struct group group = {0};
        for (size_t e = 0; e < closing->event_count; e++)
            if (is_in(&closing->events[e], indicator, columns[i].window)) {
                group.events++;
                pp_trace_merge(closing->scratch, &group.trace, &closing->events[e].trace);
            }
        bool first =
            columns[i].window == PP_WINDOW_BEFORE &&
            closing->periods[PP_WINDOW_BEFORE].last < closing->periods[PP_WINDOW_BEFORE].first;
        bool told = first || pp_closing_spoken(closing, columns[i].window, PP_NO_INDEX);
        struct pp_count count = count_of(group.events, !told);
        add_plain(
            closing, PP_WINDOW_NOW, columns[i].measure, code, PP_UNIT_EVENTS, &count, &group.trace);
        pp_sum_add(&sum, &count);
        pp_trace_merge(closing->scratch, &trace, &group.trace);
    }
    struct pp_count total = pp_sum_result(&sum);
    add_plain(closing, PP_WINDOW_UNTIL, "indicator.total", code, PP_UNIT_EVENTS, &total, &trace);
}

/* A value that stands under its own address, copied with all that it is. */
static size_t copy_value(
    struct pp_closing *closing, enum pp_window window, const char *measure, const char *code,
    size_t from)
{
    static const struct pp_trace none = {0};
    size_t to = add(closing, window, measure, code, &none);
    struct pp_figure *figure = &pp_drafts_at(&closing->drafts, to)->figure;

    figure->unit = PP_UNIT_NUMBER;
    if (from == PP_NO_INDEX)
        return to;
    const struct pp_draft *source = pp_drafts_at(&closing->drafts, from);
    figure->unit = source->figure.unit;
    figure->decimals = source->figure.decimals;
    figure->state = source->figure.state;
    figure->lo = source->figure.lo;
    figure->hi = source->figure.hi;
    figure->from = source->figure.from;
    pp_drafts_at(&closing->drafts, to)->denominator = source->denominator;
    pp_draft_follow(pp_drafts_at(&closing->drafts, to), from);
    return to;
}

/* The total is the value at the end of the period, before that of the previous one. */
static void count_value(struct pp_closing *closing, const struct pp_indicator *indicator)
{
    const char *code = pp_breakdown_pair(closing->arena, "indicator", indicator->code), *error;
    struct pp_drafts *drafts = &closing->drafts;
    struct pp_address at;
    if (pp_address_parse(closing->arena, indicator->figure, NULL, &at, &error) != PP_OK)
        return; /* said when the values were read, or by the check of the project */
    at.period = closing->periods[PP_WINDOW_UNTIL].key;
    size_t until =
        copy_value(closing, PP_WINDOW_UNTIL, "indicator.total", code, pp_drafts_find(drafts, &at));
    at.period = closing->periods[PP_WINDOW_PREVIOUS].key;
    size_t was = closing->wanted[PP_WINDOW_PREVIOUS] ? pp_drafts_find(drafts, &at) : PP_NO_INDEX;
    size_t before = copy_value(closing, PP_WINDOW_NOW, "indicator.before", code, was);
    size_t fresh = copy_value(closing, PP_WINDOW_NOW, "indicator.new", code, until);
    struct pp_draft *a = pp_drafts_at(drafts, before), *b = pp_drafts_at(drafts, fresh);

    if (!closing->wanted[PP_WINDOW_PREVIOUS])
        pp_draft_set_exact(a, 0);
    pp_draft_follow(b, before);
    if (a->figure.state == PP_EXACT && b->figure.state == PP_EXACT &&
        a->denominator == b->denominator) {
        b->figure.lo = b->figure.hi = b->figure.lo - a->figure.lo;
    } else {
        b->figure.state = PP_UNKNOWN;
        b->figure.lo = b->figure.hi = 0;
    }
}

/* A main indicator unites its parts, in each column and each cell; somebody new to it is new to one
 * of them. */
static void unite_parts(
    struct pp_closing *closing, const struct pp_indicator *main, enum pp_window window,
    const char *measure, size_t cell, enum pp_relation relation)
{
    const struct pp_indicators *indicators = &closing->project->indicators;
    size_t total = find(
        closing, window, measure, pp_cells_breakdown(closing->arena, indicators, main->code, cell));

    if (total == PP_NO_INDEX)
        return;
    size_t equation = pp_drafts_equation(&closing->drafts, relation, total);
    for (size_t i = 0; i < indicators->count; i++)
        if (pp_streq(indicators->items[i].part_of, main->code))
            pp_drafts_part(
                &closing->drafts, equation,
                find(
                    closing, window, measure,
                    pp_cells_breakdown(
                        closing->arena, indicators, indicators->items[i].code, cell)));
}

/* Does a part count events of this type? */
static bool is_in_part(
    const struct pp_indicators *indicators, const struct pp_indicator *main, const char *type)
{
    for (size_t i = 0; i < indicators->count; i++)
        if (pp_streq(indicators->items[i].part_of, main->code) &&
            pp_indicator_has_type(&indicators->items[i], type))
            return true;
    return false;
}

static void relate_parts(struct pp_closing *closing, const struct pp_indicator *main)
{
    const struct pp_indicators *indicators = &closing->project->indicators;
    size_t cells = indicators->profile == NULL ? 1 : pp_cells_count(indicators);

    size_t parts = 0, shared = 0;
    for (size_t i = 0; i < indicators->count; i++)
        parts += pp_streq(indicators->items[i].part_of, main->code);
    for (size_t i = 0; i < main->types.count; i++)
        shared += is_in_part(indicators, main, main->types.items[i]);
    if (main->counts != PP_COUNTS_PERSONS || parts == 0)
        return;
    bool whole = shared == main->types.count;
    enum pp_relation all = whole ? PP_RELATION_UNION : PP_RELATION_BOUND;
    unite_parts(closing, main, PP_WINDOW_NOW, "indicator.before", 0, all);
    unite_parts(closing, main, PP_WINDOW_UNTIL, "indicator.total", 0, all);
    if (whole)
        unite_parts(closing, main, PP_WINDOW_NOW, "indicator.new", 0, PP_RELATION_COVER);
    for (size_t c = 0; c < cells; c++) {
        unite_parts(closing, main, PP_WINDOW_UNTIL, "indicator.persons", c, all);
        if (whole)
            unite_parts(closing, main, PP_WINDOW_NOW, "indicator.persons", c, PP_RELATION_COVER);
    }
}

/* --- Where rows disagree about a person */

static struct pp_where where_told(
    const struct pp_closing *closing, const struct pp_trait_place *place)
{
    struct pp_where where = pp_closing_where(closing, &place->origin);

    if (where.line > 0 && place->cell.col > 0) {
        where.line += place->cell.down;
        where.col = place->cell.col;
    }
    return where;
}

static const char *show_place(const struct pp_closing *closing, const struct pp_where *where)
{
    if (where->file == NULL)
        return "another file";
    const char *line = pp_arena_printf(closing->scratch, "%s:%zu", where->file, where->line);
    return where->col == 0 ? line : pp_arena_printf(closing->scratch, "%s:%zu", line, where->col);
}

static void report_conflicts(struct pp_closing *closing)
{
    const struct pp_trait_conflicts *conflicts = &closing->census->conflicts;

    for (size_t i = 0; i < conflicts->count; i++) {
        const struct pp_trait_conflict *conflict = &conflicts->items[i];
        struct pp_where first = where_told(closing, &conflict->first);
        bool gender = conflict->kind == PP_TWO_GENDERS;
        pp_warn(
            closing->run, where_told(closing, &conflict->second),
            gender ? "figures.two-genders" : "figures.two-births",
            "Somebody stands here with another %s than in %s; what was told first counts. "
            "There may be more such rows in this file: correct those that are wrong.",
            gender ? "gender" : "year of birth", show_place(closing, &first));
    }
}

void pp_close_indicators(struct pp_closing *closing)
{
    const struct pp_indicators *indicators = &closing->project->indicators;

    for (size_t i = 0; i < indicators->count; i++) {
        const struct pp_indicator *indicator = &indicators->items[i];
        if (indicator->counts == PP_COUNTS_PERSONS)
            count_persons(closing, indicator);
        else if (indicator->counts == PP_COUNTS_EVENTS)
            count_events(closing, indicator);
        else if (indicator->figure != NULL)
            count_value(closing, indicator);
    }
    for (size_t i = 0; i < indicators->count; i++)
        relate_parts(closing, &indicators->items[i]);
    report_conflicts(closing);
}
