#include "disclosure_round.h"

#include "pactpress/arena.h"
#include "pactpress/str.h"

/* Stands for no upper limit: more persons than there are, and little enough that those of all parts
 * add up. */
static const int64_t endless = (int64_t)1 << 40;

struct rounding {
    struct pp_drafts *drafts;
    int threshold;
    bool *counts;        /* [draft] a count of persons */
    int64_t *low, *high; /* [draft] what a reader knows of it */
};

static struct pp_draft *at(const struct rounding *r, size_t draft)
{
    return &r->drafts->items[draft];
}

/* --- Rounding */

static int64_t nearest(int64_t value, int64_t step)
{
    return (value + step / 2) / step * step;
}

static void round_one(struct pp_draft *draft)
{
    struct pp_figure *figure = &draft->figure;
    int64_t step = PP_ROUNDING_BASE * draft->denominator;

    if (!pp_draft_has_value(draft))
        return;
    figure->lo =
        figure->state == PP_AT_LEAST ? figure->lo / step * step : nearest(figure->lo, step);
    if (figure->hi != PP_FIGURE_MANY)
        figure->hi = nearest(figure->hi, step);
    if (figure->state == PP_EXACT)
        figure->state = PP_ROUNDED;
    figure->n = -1;
}

static bool has_rounded_base(const struct rounding *r, const struct pp_draft *draft)
{
    for (size_t b = 0; b < draft->base_count; b++)
        if (r->counts[draft->bases[b]])
            return true;
    for (size_t b = 0; b < draft->more_count; b++)
        if (r->counts[draft->more_bases[b]])
            return true;
    return false;
}

/* From the numbers that a reader has, so that it tells no more than they do. */
static void derive(const struct rounding *r, struct pp_draft *draft)
{
    struct pp_figure *figure = &draft->figure;

    if (draft->base_count == 0) {
        figure->state = PP_SUPPRESSED; /* it follows what is rounded, and no number of its own */
        return;
    }
    const struct pp_figure *a = &at(r, draft->bases[0])->figure;
    const struct pp_figure *b = &at(r, draft->bases[draft->base_count - 1])->figure;
    if (pp_streq(figure->at.measure, "attendance.persons_change")) {
        figure->lo = a->lo - b->hi;
        figure->hi = a->hi - b->lo;
    } else if (pp_ends_with(figure->at.measure, ".of_target")) {
        figure->lo = 100 * a->lo;
        if (figure->hi != PP_FIGURE_MANY)
            figure->hi = 100 * a->hi;
    } else {
        figure->state = PP_SUPPRESSED;
        return;
    }
    if (figure->state == PP_EXACT)
        figure->state = PP_ROUNDED;
    figure->n = -1;
}

/* --- What rounded numbers pin */

static void know(struct rounding *r)
{
    for (size_t i = 0; i < r->drafts->count; i++) {
        const struct pp_draft *draft = at(r, i);
        int64_t value = draft->figure.lo / draft->denominator;
        /* An estimate bounds nothing: more may be guessed at an event than came to all of them. */
        bool printed = r->counts[i] && pp_draft_has_value(draft) && !draft->unprinted &&
                       draft->figure.state != PP_ESTIMATED;
        bool floor = draft->figure.state == PP_AT_LEAST;
        r->low[i] = !printed ? 0 : floor ? value : value > 2 ? value - 2 : 0;
        r->high[i] = printed && draft->figure.state == PP_ROUNDED ? value + 2 : endless;
    }
}

/* What contradicts what is known tells nothing. */
static bool narrow(struct rounding *r, size_t draft, int64_t low, int64_t high)
{
    bool rises = low > r->low[draft] && low <= r->high[draft];
    bool falls = high < endless / 2 && /* else a sum with an endless part */
                 high < r->high[draft] && high >= (rises ? low : r->low[draft]);

    if (rises)
        r->low[draft] = low;
    if (falls)
        r->high[draft] = high;
    return rises || falls;
}

static bool propagate(struct rounding *r, size_t index)
{
    const struct pp_equation *e = &r->drafts->equations.items[index];
    bool adds = e->relation == PP_RELATION_SUM;
    bool covers = adds || e->relation == PP_RELATION_UNION || e->relation == PP_RELATION_COVER;
    bool bounds = adds || e->relation == PP_RELATION_UNION || e->relation == PP_RELATION_BOUND;
    int64_t least = 0, most = 0;
    bool changed = false;

    for (size_t p = 0; p < e->part_count; p++) {
        least += r->low[e->parts[p]];
        most += r->high[e->parts[p]];
    }
    changed |= narrow(r, e->total, adds ? least : 0, covers ? most : endless);
    for (size_t p = 0; p < e->part_count; p++) {
        size_t part = e->parts[p];
        int64_t low = covers ? r->low[e->total] - (most - r->high[part]) : 0;
        int64_t high = adds     ? r->high[e->total] - (least - r->low[part])
                       : bounds ? r->high[e->total]
                                : endless;
        changed |= narrow(r, part, low, high);
        if (bounds)
            changed |= narrow(r, e->total, r->low[part], endless);
    }
    return changed;
}

/* The printed total of most parts that the draft is one of; itself, where there is none. */
static size_t total_over(const struct rounding *r, size_t draft)
{
    size_t best = draft, most = 1;

    for (size_t e = 0; e < r->drafts->equations.count; e++) {
        const struct pp_equation *equation = &r->drafts->equations.items[e];
        bool inside = equation->total == draft;
        for (size_t p = 0; p < equation->part_count && !inside; p++)
            inside = equation->parts[p] == draft;
        if (!inside || equation->part_count <= most || !pp_draft_has_value(at(r, equation->total)))
            continue;
        best = equation->total;
        most = equation->part_count;
    }
    return best;
}

/* What to withhold so that a small count is pinned no longer, or PP_NO_INDEX. */
static size_t find_pinned(struct rounding *r)
{
    enum { ROUNDS = 50 };
    bool changed = true;

    know(r);
    for (int round = 0; round < ROUNDS && changed; round++) {
        changed = false;
        for (size_t e = 0; e < r->drafts->equations.count; e++)
            changed = propagate(r, e) || changed;
    }
    for (size_t i = 0; i < r->drafts->count; i++)
        if (r->counts[i] && pp_draft_has_value(at(r, i)) && r->low[i] == r->high[i] &&
            r->low[i] > 0 && r->low[i] < r->threshold)
            return total_over(r, i);
    return PP_NO_INDEX;
}

static void drop_equations(const struct rounding *r)
{
    struct pp_drafts *drafts = r->drafts;
    size_t kept = 0;

    for (size_t e = 0; e < drafts->equations.count; e++)
        if (!r->counts[drafts->equations.items[e].total])
            drafts->equations.items[kept++] = drafts->equations.items[e];
    drafts->equations.count = kept;
}

void pp_disclosure_round(struct pp_drafts *drafts, const struct pp_project *project)
{
    struct pp_arena *scratch = pp_arena_new();
    struct rounding r = {
        .drafts = drafts,
        .threshold = project->privacy.threshold,
        .counts = pp_arena_array(scratch, drafts->count, sizeof *r.counts),
        .low = pp_arena_array(scratch, drafts->count, sizeof *r.low),
        .high = pp_arena_array(scratch, drafts->count, sizeof *r.high)};
    size_t pinned;

    for (size_t i = 0; i < drafts->count; i++) {
        r.counts[i] = drafts->items[i].protect == PP_PROTECT_PERSONS;
        if (r.counts[i])
            round_one(&drafts->items[i]);
    }
    while ((pinned = find_pinned(&r)) != PP_NO_INDEX)
        at(&r, pinned)->figure.state = PP_SUPPRESSED;
    for (size_t i = 0; i < drafts->count; i++) {
        struct pp_draft *draft = &drafts->items[i];
        if (!r.counts[i] && pp_draft_has_value(draft) && has_rounded_base(&r, draft))
            derive(&r, draft);
    }
    drop_equations(&r);
    for (size_t i = 0; i < drafts->count; i++)
        if (r.counts[i])
            drafts->items[i].protect = PP_PROTECT_NOT;
    pp_arena_free(scratch);
}
