#include "pactpress/disclosure.h"
#include "pactpress/limits.h"

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/str.h"

#include "disclosure_past.h"
#include "disclosure_problem.h"
#include "disclosure_round.h"

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
    return draft->behind_hi > 0 && draft->behind_lo < pp_threshold_of(project, draft->protect);
}

static void hide_primary(struct pp_drafts *drafts, const struct pp_project *project)
{
    for (size_t i = 0; i < drafts->count; i++)
        if (is_small(project, &drafts->items[i]) || drafts->items[i].concentrated)
            hide(&drafts->items[i]);
}

static bool any_hidden_of(const struct pp_drafts *drafts, const size_t *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_hidden(&drafts->items[items[i]]))
            return true;
    return false;
}

static bool follow_bases(struct pp_drafts *drafts)
{
    bool changed = false;

    for (size_t i = 0; i < drafts->count; i++) {
        struct pp_draft *draft = &drafts->items[i];
        if (any_hidden_of(drafts, draft->bases, draft->base_count) ||
            any_hidden_of(drafts, draft->more_bases, draft->more_count))
            changed = hide(draft) || changed;
    }
    return changed;
}

static bool any_hidden(const struct pp_drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++)
        if (is_hidden(&drafts->items[i]))
            return true;
    return false;
}

static void report_bare(const struct pp_secrets *secrets)
{
    for (size_t i = 0; i < secrets->problem.bare_count; i++) {
        size_t draft = pp_secrets_draft(secrets, secrets->problem.bare[i]);
        if (draft == PP_NO_INDEX)
            continue;
        const struct pp_figure *figure = &secrets->drafts->items[draft].figure;
        pp_warn(
            secrets->drafts->run, PP_NOWHERE, "disclosure.bare",
            "The figure %s of %s is withheld, and nothing that can still be withheld protects it: "
            "what tells it has been published already.",
            figure->address, figure->at.period);
    }
}

static void report_gap(const struct pp_secrets *secrets)
{
    const struct pp_protection *problem = &secrets->problem;

    if (problem->cost > problem->bound)
        pp_note(
            secrets->drafts->run, PP_NOWHERE, "disclosure.gap",
            "%lld figures are withheld, and it is not proven that fewer than %lld would not do: "
            "the figures hang together too much to search all choices.",
            (long long)problem->cost, (long long)problem->bound);
}

/* Printed zeros are no parts; of a single part the total is another name. */
static bool hides_all_parts(const struct pp_secrets *secrets, const struct pp_equation *equation)
{
    size_t hidden = 0;

    for (size_t p = 0; p < equation->part_count; p++) {
        const struct pp_draft *part = &secrets->drafts->items[equation->parts[p]];
        if (is_hidden(part) || pp_secrets_hides(secrets, equation->parts[p]))
            hidden++;
        else if (pp_draft_has_value(part) && part->figure.hi > 0)
            return false;
    }
    return hidden > 1;
}

/* A small total goes for its own sake, a range with any of its parts; another total because nothing
 * less would do. A note and no
 * warning, as warnings are counted in the manifest: it would tell which totals are not small. */
static void report_totals(const struct pp_secrets *secrets, struct pp_arena *scratch)
{
    const struct pp_drafts *drafts = secrets->drafts;
    bool *met = pp_arena_array(scratch, drafts->count, sizeof *met);
    const struct pp_figure *first = NULL;
    size_t count = 0;

    for (size_t e = 0; e < drafts->equations.count; e++) {
        const struct pp_equation *equation = &drafts->equations.items[e];
        const struct pp_draft *total = &drafts->items[equation->total];
        if (met[equation->total] || total->unprinted || !pp_draft_has_value(total) ||
            total->figure.lo != total->figure.hi ||
            (equation->relation != PP_RELATION_SUM && equation->relation != PP_RELATION_UNION) ||
            !pp_secrets_hides(secrets, equation->total) || !hides_all_parts(secrets, equation))
            continue;
        met[equation->total] = true;
        first = first == NULL ? &total->figure : first;
        count++;
    }
    if (count == 1)
        pp_note(
            drafts->run, PP_NOWHERE, "disclosure.total",
            "The total %s of %s is withheld with all of its parts: nothing less protects them.",
            first->address, first->at.period);
    else if (count > 1)
        pp_note(
            drafts->run, PP_NOWHERE, "disclosure.total",
            "%zu totals are withheld with all of their parts, as nothing less protects them; the "
            "first is %s of %s.",
            count, first->address, first->at.period);
}

static enum pp_status protect(
    struct pp_drafts *drafts, const struct pp_project *project, struct pp_arena *scratch)
{
    struct pp_secrets secrets;

    pp_secrets_pose(&secrets, scratch, drafts, project);
    secrets.problem.work = PP_LIMIT_DISCLOSURE_WORK;
    PP_TRY(pp_protect_choose(drafts->run, scratch, &secrets.problem));
    report_bare(&secrets);
    report_gap(&secrets);
    report_totals(&secrets, scratch);
    for (size_t i = 0; i < drafts->count; i++)
        if (pp_secrets_hides(&secrets, i))
            hide(&drafts->items[i]);
    return PP_OK;
}

enum pp_status pp_disclosure_apply(
    struct pp_drafts *drafts, const struct pp_project *project, const char *klass,
    struct pp_archive *past)
{
    enum pp_status status = PP_OK;

    if (pp_streq(klass, "restricted"))
        return PP_OK;
    bool rounds = pp_streq(project->privacy.method, "round");
    if (!rounds)
        hide_primary(drafts, project);
    if (past != NULL)
        PP_TRY(pp_past_bind(drafts, project, klass, past));
    if (rounds) {
        pp_disclosure_round(drafts, project);
        hide_primary(drafts, project); /* of respondents, who are never rounded */
    }
    if (any_hidden(drafts)) {
        struct pp_arena *scratch = pp_arena_new();
        status = protect(drafts, project, scratch);
        pp_arena_free(scratch);
    }
    /* hiding only ever adds, so this ends */
    while (follow_bases(drafts))
        continue;
    return status;
}
