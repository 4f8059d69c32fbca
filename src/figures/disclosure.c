#include "pactpress/disclosure.h"

#include "pactpress/stats.h"
#include "pactpress/str.h"

/* 90 %: domain practice for "nearly all of a group". */
enum { CONCENTRATED_PERCENT = 90 };

bool pp_is_concentrated(const int64_t *counts, size_t count)
{
    int64_t sum = 0, largest = 0;

    for (size_t i = 0; i < count; i++) {
        sum += counts[i];
        if (counts[i] > largest)
            largest = counts[i];
    }
    /* sum / 100 first would lose; counts of answers are far below INT64_MAX / 100 */
    return sum > 0 && largest * 100 >= sum * CONCENTRATED_PERCENT;
}

static int threshold_of(const struct pp_project *project, enum pp_protect protect)
{
    switch (protect) {
    case PP_PROTECT_PERSONS:
        return project->privacy.threshold;
    case PP_PROTECT_RESPONDENTS:
        return project->privacy.respondents;
    case PP_PROTECT_NOT:
        break;
    }
    return 0;
}

static bool is_hidden(const struct pp_draft *draft)
{
    return draft->figure.state == PP_SUPPRESSED;
}

static bool hide(struct pp_draft *draft)
{
    if (!pp_draft_has_value(draft))
        return false;
    draft->figure.state = PP_SUPPRESSED;
    return true;
}

/* Fewer persons than the threshold may stand behind it, and not certainly none. */
static bool is_small(const struct pp_project *project, const struct pp_draft *draft)
{
    return draft->behind_hi > 0 && draft->behind_lo < threshold_of(project, draft->protect);
}

static void hide_primary(struct pp_drafts *drafts, const struct pp_project *project)
{
    for (size_t i = 0; i < drafts->count; i++)
        if (is_small(project, &drafts->items[i]) || drafts->items[i].concentrated)
            hide(&drafts->items[i]);
}

static bool follow_bases(struct pp_drafts *drafts)
{
    bool changed = false;

    for (size_t i = 0; i < drafts->count; i++) {
        struct pp_draft *draft = &drafts->items[i];
        for (size_t b = 0; b < draft->base_count; b++)
            if (is_hidden(&drafts->items[draft->bases[b]]) && hide(draft))
                changed = true;
    }
    return changed;
}

/* What a reader can work out about the hidden parts of an equation. */
struct reading {
    size_t hidden;         /* parts */
    size_t counts;         /* of these, parts that are counts under a threshold */
    int64_t hidden_behind; /* persons behind them, added up; stops at INT64_MAX */
    int64_t hidden_sum;    /* their values, likewise */
    int64_t printed;       /* sum of the high ends of printed parts, likewise */
    size_t smallest;       /* printed part with the fewest persons, not 0; or PP_NO_INDEX */
};

static void add_up(int64_t *sum, int64_t value)
{
    if (!pp_add(*sum, value, sum))
        *sum = INT64_MAX;
}

static struct reading read_equation(
    const struct pp_drafts *drafts, const struct pp_equation *equation)
{
    struct reading reading = {.smallest = PP_NO_INDEX};

    for (size_t i = 0; i < equation->part_count; i++) {
        size_t part = equation->parts[i];
        const struct pp_draft *draft = &drafts->items[part];
        if (is_hidden(draft)) {
            reading.hidden++;
            reading.counts += draft->protect != PP_PROTECT_NOT;
            add_up(&reading.hidden_behind, draft->behind_lo);
            add_up(&reading.hidden_sum, draft->figure.lo);
        } else if (pp_draft_has_value(draft)) {
            add_up(&reading.printed, draft->figure.hi);
            if (draft->behind_hi > 0 &&
                (reading.smallest == PP_NO_INDEX ||
                 draft->behind_lo < drafts->items[reading.smallest].behind_lo))
                reading.smallest = part;
        }
    }
    return reading;
}

/* Would the printed total and the printed parts tell the hidden ones? One hidden part is told at
 * once; several are, when they have too few persons in all, or when their sum is the least (all 1)
 * or the most (all threshold - 1) that they can have. */
static bool stands_bare(const struct reading *reading, int threshold)
{
    int64_t most = (int64_t)reading->hidden * (threshold - 1);

    if (reading->hidden <= 1)
        return reading->hidden == 1;
    if (reading->hidden_behind < threshold)
        return true;
    return reading->counts == reading->hidden &&
           (reading->hidden_sum <= (int64_t)reading->hidden || reading->hidden_sum == most);
}

static bool settle_sum(struct pp_drafts *drafts, const struct pp_equation *equation, int threshold)
{
    struct pp_draft *total = &drafts->items[equation->total];
    struct reading reading = read_equation(drafts, equation);

    if (is_hidden(total)) {
        /* printed parts add up to the hidden total */
        if (reading.hidden > 0 || reading.smallest == PP_NO_INDEX)
            return false;
        return hide(&drafts->items[reading.smallest]);
    }
    return stands_bare(&reading, threshold) && hide(total);
}

/* The hidden parts have at least total - printed persons; being suppressed tells "at least 1". And
 * a range ends at a sum: high end - what is printed would be the hidden part itself. */
static bool settle_union(
    struct pp_drafts *drafts, const struct pp_equation *equation, int threshold)
{
    struct pp_draft *total = &drafts->items[equation->total];
    struct reading reading = read_equation(drafts, equation);
    int64_t at_least;

    if (!pp_draft_has_value(total) || reading.hidden == 0)
        return false;
    if (total->figure.state == PP_ESTIMATED && total->figure.lo != total->figure.hi)
        return hide(total);
    if (!stands_bare(&reading, threshold))
        return false;
    if (!pp_subtract(total->figure.lo, reading.printed, &at_least) || at_least < 2)
        return false;
    return hide(total);
}

static bool settle_equations(struct pp_drafts *drafts, const struct pp_project *project)
{
    bool changed = false;

    for (size_t i = 0; i < drafts->equations.count; i++) {
        const struct pp_equation *equation = &drafts->equations.items[i];
        int threshold = threshold_of(project, equation->limit);
        if (equation->relation == PP_RELATION_SUM ? settle_sum(drafts, equation, threshold)
                                                  : settle_union(drafts, equation, threshold))
            changed = true;
    }
    return changed;
}

void pp_disclosure_apply(
    struct pp_drafts *drafts, const struct pp_project *project, const char *klass)
{
    bool changed = true;

    if (pp_streq(klass, "restricted"))
        return;
    hide_primary(drafts, project);
    /* hiding only ever adds, so this ends */
    while (changed) {
        changed = follow_bases(drafts);
        if (settle_equations(drafts, project))
            changed = true;
    }
}
