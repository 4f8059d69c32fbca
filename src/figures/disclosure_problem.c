#include "disclosure_problem.h"

#include "pactpress/arena.h"
#include "pactpress/limits.h"

int pp_threshold_of(const struct pp_project *project, enum pp_protect protect)
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

static const struct pp_draft *draft_at(const struct pp_secrets *s, size_t index)
{
    return &s->drafts->items[index];
}

static bool has_number(const struct pp_draft *draft)
{
    /* what was too small before is suppressed already, and still has its number */
    return pp_draft_has_value(draft) || draft->figure.state == PP_SUPPRESSED;
}

/* --- What is withheld together */

static size_t root(size_t *together, size_t draft)
{
    while (together[draft] != draft)
        draft = together[draft] = together[together[draft]];
    return draft;
}

static bool follows(const struct pp_secrets *s, size_t draft, size_t base)
{
    const struct pp_draft *at = draft_at(s, draft);

    for (size_t b = 0; b < at->base_count; b++)
        if (at->bases[b] == base)
            return true;
    return false;
}

static void unite(struct pp_secrets *s, size_t a, size_t b)
{
    a = root(s->together, a);
    b = root(s->together, b);
    s->together[a > b ? a : b] = a > b ? b : a;
}

/* A draft of its own: a count, a part of an equation, or something withheld for its own sake. */
static void mark_own(const struct pp_secrets *s, bool *own)
{
    for (size_t i = 0; i < s->drafts->count; i++)
        own[i] = draft_at(s, i)->protect != PP_PROTECT_NOT || draft_at(s, i)->concentrated;
    for (size_t e = 0; e < s->drafts->equations.count; e++) {
        const struct pp_equation *equation = &s->drafts->equations.items[e];
        own[equation->total] = true;
        for (size_t p = 0; p < equation->part_count; p++)
            own[equation->parts[p]] = true;
    }
}

/* Does withholding `base` take all bases of the draft with it, or come with them? */
static bool stands_for_all(struct pp_secrets *s, const struct pp_draft *draft, size_t base)
{
    for (size_t b = 0; b < draft->base_count; b++)
        if (root(s->together, draft->bases[b]) != root(s->together, base) &&
            !follows(s, base, draft->bases[b]))
            return false;
    return true;
}

/* Bases stand before what follows them, but for pairs that follow each other. What is derived from
 * figures that are withheld together is withheld with them. */
static void find_together(struct pp_secrets *s, const bool *own)
{
    for (size_t i = 0; i < s->drafts->count; i++)
        s->together[i] = i;
    for (size_t i = 0; i < s->drafts->count; i++) {
        const struct pp_draft *draft = draft_at(s, i);
        if (draft->aside)
            continue;
        if (draft->with != PP_NO_INDEX)
            unite(s, i, draft->with);
        for (size_t b = 0; b < draft->base_count; b++)
            if (follows(s, draft->bases[b], i) ||
                (!own[i] && stands_for_all(s, draft, draft->bases[b])))
                unite(s, i, draft->bases[b]);
    }
}

/* --- Blanks */

static void add_blanks(struct pp_secrets *s, const bool *own)
{
    for (size_t i = 0; i < s->drafts->count; i++) {
        const struct pp_draft *draft = draft_at(s, i);
        size_t at = root(s->together, i);
        if (!has_number(draft) || draft->aside || (!own[i] && draft->base_count == 0))
            continue;
        if (s->blank[at] == PP_NO_INDEX)
            s->blank[at] = pp_protect_add_blank(
                s->arena, &s->problem, PP_BLANK_MAY, 0,
                draft->denominator > 1 ? draft->figure.lo / draft->denominator : draft->figure.lo);
        struct pp_protect_blank *blank = &s->problem.blanks.items[s->blank[at]];
        blank->cost += !draft->unprinted;
        if (draft->figure.state == PP_SUPPRESSED)
            blank->rule = PP_BLANK_MUST;
        else if (draft->known && blank->rule == PP_BLANK_MAY)
            blank->rule = PP_BLANK_NEVER;
    }
    for (size_t i = 0; i < s->drafts->count; i++)
        s->blank[i] = s->blank[root(s->together, i)];
}

static void add_follows(struct pp_secrets *s)
{
    for (size_t i = 0; i < s->drafts->count; i++)
        for (size_t b = 0; b < draft_at(s, i)->base_count; b++) {
            size_t leader = s->blank[draft_at(s, i)->bases[b]], follower = s->blank[i];
            if (leader != PP_NO_INDEX && follower != PP_NO_INDEX && leader != follower)
                pp_protect_add_follow(s->arena, &s->problem, leader, follower);
        }
}

/* --- Cells: one for a number, two for a range */

/* The time that as many persons as the threshold spend; other counts are in persons or nearly. */
static int64_t width_of(const struct pp_secrets *s, const struct pp_draft *draft, int64_t value)
{
    int64_t width =
        pp_threshold_of(s->project, draft->telling ? PP_PROTECT_RESPONDENTS : draft->protect);

    if (draft->denominator == 1 || width == 0)
        return width;
    int64_t behind = draft->behind_lo > 0 ? draft->behind_lo : 1;
    return (value + behind - 1) / behind * width;
}

static size_t add_cell(struct pp_secrets *s, size_t index, int64_t value)
{
    const struct pp_draft *draft = draft_at(s, index);
    bool counts = draft->protect != PP_PROTECT_NOT;
    int64_t least = counts && value > 0 ? 1 : 0;
    struct pp_protect_blank *blank = &s->problem.blanks.items[s->blank[index]];

    if (value < 0 || value > PP_LIMIT_PROTECT_VALUE)
        return PP_NO_INDEX;
    if (counts && value == 0 && draft->figure.lo == draft->figure.hi && blank->rule == PP_BLANK_MAY)
        blank->rule = PP_BLANK_NEVER;
    return pp_protect_add_cell(
        s->arena, &s->problem, s->blank[index], value, least, width_of(s, draft, value));
}

static void need_cells(struct pp_secrets *s, size_t index)
{
    const struct pp_draft *draft = draft_at(s, index);

    if (s->low[index] != PP_NO_INDEX || !has_number(draft))
        return;
    s->low[index] = add_cell(s, index, draft->figure.lo);
    if (draft->figure.hi == draft->figure.lo)
        s->high[index] = s->low[index];
    else if (draft->figure.hi != PP_FIGURE_MANY)
        s->high[index] = add_cell(s, index, draft->figure.hi);
}

static void add_cells(struct pp_secrets *s)
{
    for (size_t e = 0; e < s->drafts->equations.count; e++) {
        const struct pp_equation *equation = &s->drafts->equations.items[e];
        need_cells(s, equation->total);
        for (size_t p = 0; p < equation->part_count; p++)
            need_cells(s, equation->parts[p]);
    }
}

/* --- Ties between low ends, and between high ends */

/* Adds the tie as far as the values obey it. */
static void add_tie(
    struct pp_secrets *s, enum pp_relation relation, size_t total, const size_t *parts,
    size_t count)
{
    struct pp_protect_tie tie = {
        .relation = relation, .total = total, .parts = (size_t *)parts, .count = count};

    if (!pp_protect_holds(&s->problem, &tie)) {
        if (relation != PP_RELATION_SUM && relation != PP_RELATION_UNION)
            return;
        add_tie(s, PP_RELATION_COVER, total, parts, count);
        add_tie(s, PP_RELATION_BOUND, total, parts, count);
        return;
    }
    size_t at = pp_protect_add_tie(s->arena, &s->problem, relation, total);
    for (size_t p = 0; p < count; p++)
        pp_protect_add_part(s->arena, &s->problem, at, parts[p]);
}

static void add_end(struct pp_secrets *s, const struct pp_equation *equation, const size_t *ends)
{
    size_t *parts = pp_arena_array(s->arena, equation->part_count, sizeof *parts), count = 0;

    if (ends[equation->total] == PP_NO_INDEX)
        return;
    for (size_t p = 0; p < equation->part_count; p++)
        if (ends[equation->parts[p]] != PP_NO_INDEX)
            parts[count++] = ends[equation->parts[p]];
    add_tie(s, equation->relation, ends[equation->total], parts, count);
}

static bool is_range(const struct pp_secrets *s, size_t index)
{
    return s->high[index] != s->low[index];
}

/* The high end of a union is a sum over those without identity: what is left of it after the
 * printed parts would be the withheld part itself. */
static void guard_range(struct pp_secrets *s, const struct pp_equation *equation)
{
    const struct pp_draft *total = draft_at(s, equation->total);

    if (equation->relation == PP_RELATION_SUM || equation->relation == PP_RELATION_BOUND ||
        total->figure.hi == total->figure.lo || total->figure.hi == PP_FIGURE_MANY)
        return;
    for (size_t p = 0; p < equation->part_count; p++) {
        const struct pp_draft *part = draft_at(s, equation->parts[p]);
        size_t leader = s->blank[equation->parts[p]], follower = s->blank[equation->total];
        if (part->unprinted && part->protect == PP_PROTECT_NOT)
            continue; /* nobody has seen it, so it is no secret */
        if (leader != PP_NO_INDEX && follower != PP_NO_INDEX && leader != follower)
            pp_protect_add_follow(s->arena, &s->problem, leader, follower);
    }
}

static void add_ties(struct pp_secrets *s)
{
    for (size_t e = 0; e < s->drafts->equations.count; e++) {
        const struct pp_equation *equation = &s->drafts->equations.items[e];
        bool ranges = is_range(s, equation->total);
        for (size_t p = 0; p < equation->part_count; p++)
            ranges = ranges || is_range(s, equation->parts[p]);
        add_end(s, equation, s->low);
        if (ranges)
            add_end(s, equation, s->high);
        guard_range(s, equation);
    }
}

static size_t *indexes(struct pp_arena *arena, size_t count)
{
    size_t *all = pp_arena_array(arena, count, sizeof *all);

    for (size_t i = 0; i < count; i++)
        all[i] = PP_NO_INDEX;
    return all;
}

void pp_secrets_pose(
    struct pp_secrets *secrets, struct pp_arena *arena, const struct pp_drafts *drafts,
    const struct pp_project *project)
{
    bool *own = pp_arena_array(arena, drafts->count, sizeof *own);

    *secrets = (struct pp_secrets){
        .arena = arena,
        .drafts = drafts,
        .project = project,
        .together = indexes(arena, drafts->count),
        .blank = indexes(arena, drafts->count),
        .low = indexes(arena, drafts->count),
        .high = indexes(arena, drafts->count)};
    mark_own(secrets, own);
    find_together(secrets, own);
    add_blanks(secrets, own);
    add_follows(secrets);
    add_cells(secrets);
    add_ties(secrets);
}

bool pp_secrets_hides(const struct pp_secrets *secrets, size_t draft)
{
    size_t blank = secrets->blank[draft];

    return blank != PP_NO_INDEX && secrets->problem.blanks.items[blank].chosen;
}

size_t pp_secrets_draft(const struct pp_secrets *secrets, size_t cell)
{
    for (size_t i = 0; i < secrets->drafts->count; i++)
        if (secrets->low[i] == cell || secrets->high[i] == cell)
            return i;
    return PP_NO_INDEX;
}
