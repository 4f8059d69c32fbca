#include "head_count.h"

void pp_heads_add(struct pp_heads *heads, const struct pp_joined *event)
{
    const struct pp_count *count = &event->participants;
    int64_t nameless = event->identified > 0 ? event->anonymous : count->hi;

    if (count->state == PP_COUNT_UNKNOWN || count->state == PP_COUNT_AT_LEAST) {
        heads->open = true;
        nameless = 0;
    }
    if (count->state == PP_COUNT_ESTIMATED)
        heads->estimated = true;
    if (count->state != PP_COUNT_UNKNOWN && count->lo > heads->largest)
        heads->largest = count->lo;
    if (!pp_add(heads->nameless, nameless, &heads->nameless))
        heads->overflow = true;
}

struct pp_count pp_heads_count(const struct pp_heads *heads)
{
    struct pp_count count = {PP_COUNT_EXACT, heads->identified, heads->identified};

    if (heads->largest > count.lo)
        count.lo = heads->largest;
    if (heads->open) {
        count.state = count.lo > 0 ? PP_COUNT_AT_LEAST : PP_COUNT_UNKNOWN;
        count.hi = count.lo;
        return count;
    }
    if (!pp_add(heads->identified, heads->nameless, &count.hi))
        count.hi = INT64_MAX;
    if (count.hi < count.lo)
        count.hi = count.lo;
    if (count.lo != count.hi || heads->estimated)
        count.state = PP_COUNT_ESTIMATED;
    return count;
}

/* Where nobody before is nameless, a nameless group now
 * that is larger than all persons before raises the low end. */
struct pp_count pp_heads_new(
    const struct pp_heads *before, const struct pp_heads *now, const struct pp_heads *until)
{
    struct pp_count earlier = pp_heads_count(before), total = pp_heads_count(until);
    int64_t identified = until->identified - before->identified;
    struct pp_count count = {PP_COUNT_EXACT, identified, identified};

    if (!before->open && total.lo - earlier.hi > count.lo)
        count.lo = total.lo - earlier.hi;
    if (now->open) {
        count.state = count.lo > 0 ? PP_COUNT_AT_LEAST : PP_COUNT_UNKNOWN;
        count.hi = count.lo;
        return count;
    }
    if (!pp_add(identified, now->nameless, &count.hi))
        count.hi = INT64_MAX;
    if (count.lo != count.hi || now->estimated)
        count.state = PP_COUNT_ESTIMATED;
    return count;
}

void pp_heads_protect(struct pp_draft *draft, const struct pp_count *behind)
{
    if (!pp_draft_has_value(draft))
        return;
    draft->protect = PP_PROTECT_PERSONS;
    draft->behind_lo = behind->lo;
    draft->behind_hi = behind->state == PP_COUNT_AT_LEAST || behind->state == PP_COUNT_UNKNOWN
                           ? PP_FIGURE_MANY
                           : behind->hi;
    draft->figure.n = behind->lo;
}
