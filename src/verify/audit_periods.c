/* What periods tell about each other: months add up to quarters and years, what was before and what
 * is now to all since the start. A reader who has kept all editions adds and subtracts. */
#include <string.h>

#include "audit_laws.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

/* Months since the year 0; `first` is 0 for all since the start. */
struct span {
    int first, last;
};

/* "2022-03", "2022-Q1", "2022"; false for a period with a name of its own. */
static bool read_plain(const char *key, size_t length, struct span *out)
{
    int year = 0, month;

    if (length < 4 || strspn(key, "0123456789") != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        year = 10 * year + key[i] - '0';
    *out = (struct span){12 * year, 12 * year + 11};
    if (length == 4)
        return true;
    if (key[4] != '-' || length != 7)
        return false;
    month = key[5] == 'Q' ? 3 * (key[6] - '1') : 10 * (key[5] - '0') + key[6] - '0' - 1;
    *out = (struct span){12 * year + month, 12 * year + month + (key[5] == 'Q' ? 2 : 0)};
    return month >= 0 && month < 12;
}

static bool read_span(const char *key, struct span *out)
{
    const char *dots = strstr(key, "..");
    struct span last;

    if (dots == NULL)
        return read_plain(key, strlen(key), out);
    if (!read_plain(dots + 2, strlen(dots + 2), &last))
        return false;
    if (dots == key)
        *out = (struct span){0, last.last};
    else if (!read_plain(key, (size_t)(dots - key), out))
        return false;
    out->last = last.last;
    return true;
}

/* Figures that differ by their period only. */
struct family {
    struct {
        size_t figure;
        struct span span;
    } * items;
    size_t count, capacity;
    size_t measure; /* index */
};

static void tie(
    struct audit_laws *laws, enum pp_law law, const struct family *family, size_t total,
    const size_t *parts, size_t count)
{
    size_t at = audit_law_begin(laws, law, family->items[total].figure);

    for (size_t i = 0; i < count; i++) {
        const struct audit_figure *part =
            &laws->figures->figures.items[family->items[parts[i]].figure];
        if (!part->hidden && !part->known)
            count = 0; /* over a part that nobody knows nothing adds up */
    }
    for (size_t i = 0; i < count; i++)
        audit_law_add(laws, at, family->items[parts[i]].figure);
    audit_law_finish(laws, at);
}

/* The longest or the shortest piece of what is left to cover, so that quarters and months are both
 * tried. */
static size_t piece_from(const struct family *family, size_t total, int from, bool longest)
{
    struct span of = family->items[total].span;
    size_t best = AUDIT_NONE;

    for (size_t i = 0; i < family->count; i++) {
        struct span span = family->items[i].span;
        if (i == total || span.first != from || span.last > of.last ||
            (span.last == of.last && span.first == of.first))
            continue;
        if (best == AUDIT_NONE || (span.last > family->items[best].span.last) == longest)
            best = i;
    }
    return best;
}

static void over_pieces(
    struct audit_laws *laws, enum pp_law law, const struct family *family, size_t total,
    bool longest)
{
    enum { MOST = 64 };
    struct span of = family->items[total].span;
    size_t parts[MOST], count = 0;

    for (int from = of.first; from <= of.last && count < MOST;) {
        size_t part = piece_from(family, total, from, longest);
        if (part == AUDIT_NONE)
            return;
        parts[count++] = part;
        from = family->items[part].span.last + 1;
    }
    if (count > 1)
        tie(laws, law, family, total, parts, count);
}

/* All until then: the last such number before, and what came since. */
static void since_start(
    struct audit_laws *laws, enum pp_law law, const struct family *family, size_t total)
{
    struct span of = family->items[total].span;

    for (size_t i = 0; i < family->count; i++)
        for (size_t k = 0; k < family->count; k++) {
            struct span before = family->items[i].span, now = family->items[k].span;
            const size_t parts[] = {i, k};
            if (before.first == 0 && now.first == before.last + 1 && now.last == of.last)
                tie(laws, law, family, total, parts, 2);
        }
}

/* The same months under another name. */
static void same_months(struct audit_laws *laws, const struct family *family, size_t total)
{
    for (size_t i = 0; i < total; i++)
        if (family->items[i].span.first == family->items[total].span.first &&
            family->items[i].span.last == family->items[total].span.last)
            tie(laws, PP_LAW_SUM, family, total, &i, 1);
}

enum { PERSONS };
static const struct {
    const char *measure;
    enum pp_law law;
    bool one; /* one number whatever the period */
} measures[] = {
    [PERSONS] = {"attendance.persons", PP_LAW_UNION, false},
    {"attendance.attendances", PP_LAW_SUM, false},
    {"attendance.new_persons", PP_LAW_SUM, false},
    {"assessment.n", PP_LAW_SUM, false},
    {"assessment.missing", PP_LAW_SUM, false},
    {"assessment.not_applicable", PP_LAW_SUM, false},
    {"assessment.answers", PP_LAW_SUM, false},
    {"assessment.respondents", PP_LAW_UNION, false},
    {"indicator.new", PP_LAW_SUM, false},
    {"event.participants", PP_LAW_SUM, true}};

static void pose_family(struct audit_laws *laws, size_t measure, const struct family *family)
{
    enum pp_law law = measures[measure].law;

    for (size_t i = 0; i < family->count; i++) {
        if (measures[measure].one && i > 0)
            tie(laws, law, family, i, &(size_t){i - 1}, 1);
        if (measures[measure].one)
            continue;
        same_months(laws, family, i);
        if (family->items[i].span.first == 0) {
            since_start(laws, law, family, i);
            continue;
        }
        over_pieces(laws, law, family, i, true);
        over_pieces(laws, law, family, i, false);
    }
}

static size_t measure_of(const struct audit_figure *figure)
{
    for (size_t m = 0; m < sizeof measures / sizeof *measures; m++)
        if (pp_streq(figure->measure, measures[m].measure))
            return m;
    return AUDIT_NONE;
}

/* Who came before a period is who came until the end of the one before it. */
static const char *address_of(
    struct pp_arena *arena, const struct audit_figure *figure, struct span *span)
{
    static const char before[] = "attendance.persons_before";

    if (!pp_streq(figure->measure, before))
        return figure->address;
    *span = (struct span){0, span->first - 1};
    return pp_arena_printf(arena, "attendance.persons%s", figure->address + sizeof before - 1);
}

const char *audit_periods_name(struct pp_arena *arena, const struct audit_figure *figure)
{
    struct span span;

    if (pp_streq(figure->measure, "event.participants"))
        return figure->address;
    if (!read_span(figure->period, &span))
        return pp_arena_printf(arena, "%s@%s", figure->address, figure->period);
    const char *address = address_of(arena, figure, &span);
    return pp_arena_printf(arena, "%s@%d-%d", address, span.first, span.last);
}

bool audit_periods_in_time(const struct audit_figures *editions, size_t count)
{
    struct span last, earlier;

    if (editions[count - 1].now == NULL || !read_span(editions[count - 1].now, &last))
        return false;
    for (size_t i = 0; i + 1 < count; i++)
        if (editions[i].now == NULL || !read_span(editions[i].now, &earlier) ||
            earlier.last > last.last)
            return false;
    return true;
}

void audit_periods_pose(struct audit_laws *laws)
{
    const struct audit_figures *f = laws->figures;
    struct pp_map families;

    pp_map_init(&families, laws->arena);
    for (size_t i = 0; i < f->figures.count; i++) {
        const struct audit_figure *figure = &f->figures.items[i];
        struct span span;
        if (!read_span(figure->period, &span))
            continue;
        const char *address = address_of(laws->arena, figure, &span);
        if (address == figure->address && measure_of(figure) == AUDIT_NONE)
            continue;
        struct family *family = pp_map_get(&families, address);
        if (family == NULL) {
            family = pp_arena_alloc(laws->arena, sizeof *family);
            family->measure = address == figure->address ? measure_of(figure) : PERSONS;
            pp_map_set(&families, address, family);
        }
        size_t at = family->count;
        PP_PUSH(laws->arena, family);
        family->items[at].figure = i;
        family->items[at].span = span;
    }
    for (size_t i = 0; i < families.count; i++) {
        const struct family *family = families.entries[i].value;
        pose_family(laws, family->measure, family);
    }
}
