#include "audit_laws.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

static const struct audit_figure *figure_at(const struct audit_laws *laws, size_t figure)
{
    return &laws->figures->figures.items[figure];
}

char audit_laws_guard(const struct audit_figure *figure)
{
    static const char *const persons[] = {"event.participants",     "attendance.persons",
                                          "attendance.attendances", "attendance.persons_before",
                                          "attendance.new_persons", "indicator.persons"};

    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
        if (pp_streq(figure->measure, persons[i]))
            return 'p';
    if (pp_streq(figure->measure, "assessment.n") ||
        pp_streq(figure->measure, "assessment.respondents"))
        return 'r';
    return 0;
}

/* 5 may be any of 3 to 7; at least 5, any of 5 to 9. */
static void set_rounded(struct audit_laws *laws, size_t cell, const struct audit_figure *figure)
{
    enum { AWAY = 2 };
    int64_t value = laws->end == AUDIT_LOW ? figure->low : figure->high;
    int64_t down = figure->high == AUDIT_OPEN ? 0 : AWAY;

    laws->attack.cells.items[cell].hidden = true;
    laws->attack.cells.items[cell].least = value > down ? value - down : 0;
    laws->most[cell] = value + 2 * AWAY - down;
}

/* A hidden cell that has an upper end is at most a known one. */
static void pose_limits(struct audit_laws *laws, size_t cells)
{
    for (size_t i = 0; i < cells; i++) {
        struct pp_attack_law law = {
            .law = PP_LAW_OVER, .total = laws->attack.cells.count, .count = 1, .capacity = 1};
        if (laws->most[i] == PP_ATTACK_OPEN || !laws->attack.cells.items[i].hidden)
            continue;
        law.parts = pp_arena_array(laws->arena, 1, sizeof *law.parts);
        law.parts[0] = i;
        laws->figure[law.total] = laws->figure[i];
        *(struct pp_attack_cell *)PP_PUSH(laws->arena, &laws->attack.cells) =
            (struct pp_attack_cell){.value = laws->most[i]};
        *(struct pp_attack_law *)PP_PUSH(laws->arena, &laws->attack.laws) = law;
    }
}

/* The cell of a figure's end; AUDIT_NONE where it has none. */
static size_t cell_of(struct audit_laws *laws, size_t figure)
{
    if (figure == AUDIT_NONE)
        return AUDIT_NONE;
    const struct audit_figure *at = figure_at(laws, figure);
    int64_t value = laws->end == AUDIT_LOW ? at->low : at->high;
    if ((!at->hidden && !at->known) || (at->known && value == AUDIT_OPEN))
        return AUDIT_NONE;
    if (laws->cell[figure] == AUDIT_NONE) {
        laws->cell[figure] = laws->attack.cells.count;
        laws->figure[laws->attack.cells.count] = figure;
        *(struct pp_attack_cell *)PP_PUSH(laws->arena, &laws->attack.cells) =
            (struct pp_attack_cell){
                .hidden = at->hidden,
                .fresh = at->fresh,
                .value = at->hidden ? 0 : value,
                .least = audit_laws_guard(at) != 0 && !laws->figures->rounds};
        laws->most[laws->cell[figure]] = at->hidden ? PP_ATTACK_OPEN : value;
        if (at->rounded)
            set_rounded(laws, laws->cell[figure], at);
    }
    return laws->cell[figure];
}

size_t audit_law_begin(struct audit_laws *laws, enum pp_law law, size_t total)
{
    size_t cell = cell_of(laws, total);

    if (cell == AUDIT_NONE)
        return AUDIT_NONE;
    *(struct pp_attack_law *)PP_PUSH(laws->arena, &laws->attack.laws) =
        (struct pp_attack_law){.law = law, .total = cell};
    laws->open = false;
    return laws->attack.laws.count - 1;
}

void audit_law_add(struct audit_laws *laws, size_t law, size_t figure)
{
    size_t cell = cell_of(laws, figure);

    if (figure != AUDIT_NONE && cell == AUDIT_NONE && figure_at(laws, figure)->known)
        laws->open = true;
    if (law == AUDIT_NONE || cell == AUDIT_NONE)
        return;
    struct pp_attack_law *to = &laws->attack.laws.items[law];
    size_t *slot =
        pp_arena_push(laws->arena, &to->parts, &to->count, &to->capacity, sizeof *to->parts);
    *slot = cell;
}

static int64_t least_of(const struct audit_laws *laws, size_t cell)
{
    const struct pp_attack_cell *at = &laws->attack.cells.items[cell];

    return at->hidden ? at->least : at->value;
}

/* Could what is printed obey the law? If not, the law is not about such figures. */
static bool can_hold(const struct audit_laws *laws, const struct pp_attack_law *law)
{
    int64_t least = 0, most = 0, largest = 0;

    for (size_t p = 0; p < law->count; p++) {
        int64_t low = least_of(laws, law->parts[p]), high = laws->most[law->parts[p]];
        least += low;
        most = most == PP_ATTACK_OPEN || high == PP_ATTACK_OPEN ? PP_ATTACK_OPEN : most + high;
        largest = low > largest ? low : largest;
    }
    bool under = least_of(laws, law->total) <= most, over = largest <= laws->most[law->total];
    switch (law->law) {
    case PP_LAW_SUM:
        return under && least <= laws->most[law->total];
    case PP_LAW_UNION:
        return under && over;
    case PP_LAW_UNDER:
        return under;
    case PP_LAW_OVER:
        return over;
    }
    return false;
}

void audit_law_finish(struct audit_laws *laws, size_t law)
{
    struct pp_attack_law *of;

    if (law == AUDIT_NONE)
        return;
    of = &laws->attack.laws.items[law];
    if (laws->open && of->law == PP_LAW_UNDER)
        of->count = 0; /* at most a part without an upper end: that says nothing */
    else if (laws->open)
        of->law = PP_LAW_OVER;
    if (of->count == 0 || !can_hold(laws, of))
        laws->attack.laws.count = law; /* nothing was begun after it */
}

static size_t find(
    const struct audit_laws *laws, const char *measure, const char *city, const char *period)
{
    return period == NULL ? AUDIT_NONE
                          : audit_figures_find(laws->figures, measure, city, "", "", "", period);
}

/* --- Attendance */

static bool is_of(const struct audit_laws *laws, const struct audit_figure *event, const char *city)
{
    if (!*city)
        return true;
    const struct audit_event *at = pp_map_get(&laws->events->by_breakdown, event->breakdown);
    for (size_t i = 0; at != NULL && i < at->count; i++)
        if (pp_streq(at->items[i], city))
            return true;
    return false;
}

/* The annex of a city lists the events of the period only. */
static bool knows_events(const struct audit_laws *laws, const char *city, const char *period)
{
    return !*city || (pp_streq(period, laws->figures->now) &&
                      pp_map_get(&laws->events->cities, city) != NULL);
}

static void over_events(
    struct audit_laws *laws, enum pp_law law, const char *measure, const char *city,
    const char *period)
{
    if (period == NULL || !knows_events(laws, city, period))
        return;
    size_t at = audit_law_begin(laws, law, find(laws, measure, city, period));
    for (size_t i = 0; i < laws->figures->figures.count; i++) {
        const struct audit_figure *event = figure_at(laws, i);
        if (pp_streq(event->measure, "event.participants") && pp_streq(event->period, period) &&
            is_of(laws, event, city))
            audit_law_add(laws, at, i);
    }
    audit_law_finish(laws, at);
}

static void two(struct audit_laws *laws, enum pp_law law, size_t total, size_t part, size_t other)
{
    size_t at = audit_law_begin(laws, law, total);

    audit_law_add(laws, at, part);
    audit_law_add(laws, at, other);
    audit_law_finish(laws, at);
}

static bool is_plain(const struct audit_laws *laws, size_t figure)
{
    return figure != AUDIT_NONE &&
           (figure_at(laws, figure)->hidden || figure_at(laws, figure)->known);
}

/* Ends of a range do not add up with those of others: from 74 to 81 who came before, and 100 who
 * came now, are 100 to 181 until now, of whom 19 to 100 are new. */
static bool is_no_range(const struct audit_laws *laws, size_t figure)
{
    return is_plain(laws, figure) &&
           (figure_at(laws, figure)->hidden ||
            figure_at(laws, figure)->low == figure_at(laws, figure)->high);
}

static void over_time(struct audit_laws *laws, const char *city)
{
    static const char persons[] = "attendance.persons";
    const struct audit_figures *f = laws->figures;
    size_t now = find(laws, persons, city, f->now), until = find(laws, persons, city, f->until);
    size_t last = find(laws, persons, city, f->previous);
    size_t before = find(laws, "attendance.persons_before", city, f->now);
    size_t fresh = find(laws, "attendance.new_persons", city, f->now);

    if (is_no_range(laws, before) && is_plain(laws, fresh))
        two(laws, PP_LAW_SUM, until, before, fresh);
    if (is_plain(laws, before) && is_plain(laws, now))
        two(laws, PP_LAW_UNION, until, before, now);
    two(laws, PP_LAW_OVER, until, now, last);
    two(laws, PP_LAW_OVER, now, fresh, AUDIT_NONE);
    two(laws, PP_LAW_OVER, before, last, AUDIT_NONE);
    over_events(laws, PP_LAW_UNDER, persons, city, f->now);
    over_events(laws, PP_LAW_UNDER, "attendance.new_persons", city, f->now);
}

/* The same event in its period and in the cumulative one is one number. */
static void same_events(struct audit_laws *laws)
{
    const struct audit_figures *f = laws->figures;

    for (size_t i = 0; i < f->figures.count; i++) {
        const struct audit_figure *event = figure_at(laws, i);
        if (pp_streq(event->measure, "event.participants") && !pp_streq(event->period, f->until))
            two(laws, PP_LAW_SUM,
                audit_figures_find(f, event->measure, "", "", "", event->breakdown, f->until), i,
                AUDIT_NONE);
    }
}

/* --- Cities: for every figure of the project, those of the same kind */

static enum pp_law law_of(const struct audit_figure *figure)
{
    if (pp_streq(figure->measure, "attendance.persons") ||
        pp_streq(figure->measure, "attendance.persons_before"))
        return PP_LAW_UNION;
    if (pp_streq(figure->measure, "attendance.new_persons"))
        return PP_LAW_UNDER;
    return PP_LAW_SUM;
}

static bool adds_over_cities(const struct audit_figure *figure)
{
    static const char *const sums[] = {
        "assessment.n", "assessment.respondents", "assessment.answers", "assessment.missing",
        "assessment.not_applicable"};

    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (pp_streq(figure->measure, sums[i]))
            return true;
    return law_of(figure) != PP_LAW_SUM;
}

static bool is_city_of(const struct audit_figure *part, const struct audit_figure *total)
{
    return *part->city && pp_streq(part->measure, total->measure) &&
           pp_streq(part->framework, total->framework) &&
           pp_streq(part->dimension, total->dimension) &&
           pp_streq(part->breakdown, total->breakdown) && pp_streq(part->period, total->period);
}

/* figures.csv keeps a measure together, the project first. */
static void over_cities(struct audit_laws *laws)
{
    const struct audit_figures *f = laws->figures;

    for (size_t i = 0; i < f->figures.count; i++) {
        const struct audit_figure *total = figure_at(laws, i);
        if (*total->city || !adds_over_cities(total))
            continue;
        size_t at = audit_law_begin(laws, law_of(total), i);
        for (size_t k = i + 1;
             k < f->figures.count && pp_streq(figure_at(laws, k)->measure, total->measure); k++)
            if (is_city_of(figure_at(laws, k), total))
                audit_law_add(laws, at, k);
        audit_law_finish(laws, at);
    }
}

/* --- Questions */

/* The figures of a measure that are about the same answers, in their order. */
struct answers {
    struct pp_map first; /* by what they are about: size_t * */
    size_t *next;        /* by figure; AUDIT_NONE: it is the last */
};

static const char *about(struct pp_arena *arena, const struct audit_figure *figure)
{
    return pp_arena_printf(
        arena, "%s\n%s\n%s\n%s", figure->city, figure->framework, figure->dimension,
        figure->period);
}

static struct answers index_answers(struct audit_laws *laws)
{
    size_t count = laws->figures->figures.count;
    struct answers answers = {.next = pp_arena_array(laws->arena, count + 1, sizeof *answers.next)};

    pp_map_init(&answers.first, laws->arena);
    for (size_t k = count; k-- > 0;) {
        if (!pp_streq(figure_at(laws, k)->measure, "assessment.answers"))
            continue;
        const char *key = about(laws->arena, figure_at(laws, k));
        size_t *first = pp_map_get(&answers.first, key);
        answers.next[k] = first != NULL ? *first : AUDIT_NONE;
        if (first == NULL) {
            first = pp_arena_alloc(laws->arena, sizeof *first);
            pp_map_set(&answers.first, key, first);
        }
        *first = k;
    }
    return answers;
}

static void over_answers(struct audit_laws *laws)
{
    const struct audit_figures *f = laws->figures;
    struct answers answers = index_answers(laws);

    for (size_t i = 0; i < f->figures.count; i++) {
        const struct audit_figure *n = figure_at(laws, i);
        if (!pp_streq(n->measure, "assessment.n"))
            continue;
        size_t at = audit_law_begin(laws, PP_LAW_SUM, i);
        const size_t *first = pp_map_get(&answers.first, about(laws->arena, n));
        for (size_t k = first != NULL ? *first : AUDIT_NONE; k != AUDIT_NONE; k = answers.next[k])
            audit_law_add(laws, at, k);
        audit_law_finish(laws, at);
    }
}

static void over_dimensions(struct audit_laws *laws)
{
    const struct audit_figures *f = laws->figures;

    for (size_t i = 0; i < f->figures.count; i++) {
        const struct audit_figure *all = figure_at(laws, i);
        if (!pp_streq(all->measure, "assessment.respondents"))
            continue;
        size_t at = audit_law_begin(laws, PP_LAW_UNION, i);
        for (size_t k = 0; k < f->figures.count; k++) {
            const struct audit_figure *part = figure_at(laws, k);
            if (pp_streq(part->measure, "assessment.n") && pp_streq(part->city, all->city) &&
                pp_streq(part->framework, all->framework) && pp_streq(part->period, all->period))
                audit_law_add(laws, at, k);
        }
        audit_law_finish(laws, at);
    }
}

static void open_cells(struct audit_laws *laws)
{
    size_t count = laws->figures->figures.count;

    laws->cell = pp_arena_array(laws->arena, count, sizeof *laws->cell);
    laws->figure = pp_arena_array(laws->arena, 2 * count, sizeof *laws->figure);
    laws->most = pp_arena_array(laws->arena, 2 * count, sizeof *laws->most);
    for (size_t i = 0; i < count; i++)
        laws->cell[i] = AUDIT_NONE;
}

void audit_laws_pose(struct audit_laws *laws)
{
    const struct audit_figures *f = laws->figures;

    open_cells(laws);
    for (size_t i = 0; i < f->figures.count; i++) {
        const struct audit_figure *figure = figure_at(laws, i);
        if (pp_streq(figure->measure, "attendance.attendances"))
            over_events(laws, PP_LAW_SUM, figure->measure, figure->city, figure->period);
        if (pp_streq(figure->measure, "attendance.persons") && pp_streq(figure->period, f->now))
            over_time(laws, figure->city);
    }
    same_events(laws);
    over_cities(laws);
    over_answers(laws);
    over_dimensions(laws);
    audit_indicators_pose(laws);
    pose_limits(laws, laws->attack.cells.count);
}

/* Who came before a period and who was new in it make all until its end, in every edition. */
static void over_starts(struct audit_laws *laws)
{
    const struct audit_figures *f = laws->figures;

    for (size_t i = 0; i < f->figures.count; i++) {
        const struct audit_figure *before = figure_at(laws, i);
        if (!pp_streq(before->measure, "attendance.persons_before"))
            continue;
        size_t fresh = find(laws, "attendance.new_persons", before->city, before->period);
        size_t until = find(
            laws, "attendance.persons", before->city,
            pp_arena_printf(laws->arena, "..%s", before->period));
        if (is_no_range(laws, i) && is_plain(laws, fresh))
            two(laws, PP_LAW_SUM, until, i, fresh);
        two(laws, PP_LAW_OVER, find(laws, "attendance.persons", before->city, before->period),
            fresh, AUDIT_NONE);
    }
}

void audit_laws_pose_joint(struct audit_laws *laws)
{
    open_cells(laws);
    over_cities(laws);
    over_starts(laws);
    audit_periods_pose(laws);
    pose_limits(laws, laws->attack.cells.count);
}
