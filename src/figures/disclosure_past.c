#include "disclosure_past.h"

#include <stdlib.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/str.h"

#include "disclosure_problem.h"

struct binding {
    struct pp_drafts *drafts;
    const struct pp_project *project;
    const char *klass;
    struct pp_archive *past;
    struct {
        size_t *items;
        size_t count, capacity;
    } held; /* drafts whose correction is held back */
};

static enum pp_status look_up(
    const struct binding *binding, const struct pp_draft *draft, struct pp_archive_figure *out)
{
    const struct pp_figure *figure = &draft->figure;

    PP_TRY(
        pp_archive_figure(binding->past, binding->klass, figure->address, figure->at.period, out));
    if (out->edition != NULL || !draft->timeless)
        return PP_OK;
    return pp_archive_figure(binding->past, binding->klass, figure->address, NULL, out);
}

static void take_value(struct pp_draft *draft, const struct pp_archive_figure *was)
{
    draft->known = true;
    if (!draft->unprinted)
        return;
    draft->figure.state = PP_AT_LEAST;
    draft->figure.lo = strtoll(was->value, NULL, 10);
    draft->figure.hi = PP_FIGURE_MANY;
}

static void withhold(struct pp_draft *draft)
{
    if (pp_draft_has_value(draft))
        draft->figure.state = PP_SUPPRESSED;
}

/* Who has both editions subtracts: a few persons more or fewer are a small count, too. A range
 * moves as a whole when a count in it was corrected, and by its ends when an estimate was. */
static bool is_small_correction(
    const struct binding *binding, const struct pp_draft *draft, const struct pp_figure *was)
{
    const struct pp_figure *is = &draft->figure;
    int64_t width = pp_threshold_of(binding->project, draft->protect);
    int64_t more = is->lo > was->lo ? is->lo - was->lo : was->lo - is->lo;
    bool open = is->hi == PP_FIGURE_MANY || was->hi == PP_FIGURE_MANY;

    return more > 0 && more < width && (open || is->hi - was->hi == is->lo - was->lo);
}

static void hold_back(struct binding *binding, struct pp_draft *draft)
{
    pp_warn(
        binding->drafts->run, PP_NOWHERE, "disclosure.correction",
        "The figure %s of %s was published otherwise, and differs by so few persons that the "
        "difference would tell of them: the correction is held back, and the figure is withheld.",
        draft->figure.address, draft->figure.at.period);
    withhold(draft);
    *(size_t *)PP_PUSH(binding->drafts->arena, &binding->held) =
        (size_t)(draft - binding->drafts->items);
}

/* With the hours of the same scope, whoever came late would be told by how long. */
static void hold_hours(const struct binding *binding, size_t held)
{
    struct pp_address at = binding->drafts->items[held].figure.at;

    if (!pp_streq(at.measure, "attendance.attendances"))
        return;
    at.measure = "attendance.hours";
    size_t hours = pp_drafts_find(binding->drafts, &at);
    if (hours != PP_NO_INDEX)
        withhold(&binding->drafts->items[hours]);
}

/* A count as figures.csv had it. Rounded ones tell no difference, their blanks are closed
 * otherwise. */
static bool read_printed(
    const struct pp_archive_figure *was, const struct pp_figure *like, struct pp_figure *out)
{
    static const enum pp_state states[] = {PP_EXACT, PP_ESTIMATED, PP_AT_LEAST};

    *out = *like;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        out->state = states[i];
        if (pp_streq(was->state, pp_state_name(states[i])))
            return pp_figure_read_value(was->value, out);
    }
    return false;
}

/* Readers may have kept any of the editions that said it otherwise. */
static enum pp_status differs_little(
    const struct binding *binding, const struct pp_draft *draft,
    const struct pp_archive_figure *last, bool *little)
{
    const struct pp_figure *figure = &draft->figure;
    struct pp_archive_figure was = *last;
    struct pp_figure printed;

    *little = false;
    while (was.edition != NULL && !*little) {
        *little =
            read_printed(&was, figure, &printed) && is_small_correction(binding, draft, &printed);
        if (was.revision == 0)
            break;
        PP_TRY(pp_archive_figure_before(
            binding->past, binding->klass, figure->address, figure->at.period, was.revision, &was));
    }
    return PP_OK;
}

static enum pp_status compare(
    struct binding *binding, struct pp_draft *draft, const struct pp_archive_figure *was)
{
    struct pp_figure printed;
    bool little;

    if (draft->unprinted || draft->protect == PP_PROTECT_NOT || draft->denominator != 1 ||
        !pp_draft_has_value(draft) || !read_printed(was, &draft->figure, &printed)) {
        take_value(draft, was);
        return PP_OK;
    }
    PP_TRY(differs_little(binding, draft, was, &little));
    if (little)
        hold_back(binding, draft);
    else /* of a new one nobody knows yet */
        draft->known = printed.lo == draft->figure.lo && printed.hi == draft->figure.hi;
    return PP_OK;
}

static enum pp_status bind_one(struct binding *binding, struct pp_draft *draft)
{
    struct pp_archive_figure was;

    PP_TRY(look_up(binding, draft, &was));
    if (was.edition == NULL) {
        if (draft->unprinted) {
            /* nobody has seen it: it is as good as withheld, and nothing depends on it */
            draft->protect = PP_PROTECT_NOT;
            withhold(draft);
        }
        return PP_OK;
    }
    if (pp_streq(was.state, "suppressed"))
        withhold(draft);
    else if (!pp_is_empty(was.value))
        PP_TRY(compare(binding, draft, &was));
    return PP_OK;
}

enum pp_status pp_past_bind(
    struct pp_drafts *drafts, const struct pp_project *project, const char *klass,
    struct pp_archive *past)
{
    struct binding binding = {.drafts = drafts, .project = project, .klass = klass, .past = past};

    for (size_t i = 0; i < drafts->count; i++) {
        struct pp_draft *draft = &drafts->items[i];
        if (draft->protect != PP_PROTECT_NOT || draft->sensitive)
            PP_TRY(bind_one(&binding, draft));
    }
    for (size_t i = 0; i < binding.held.count; i++)
        hold_hours(&binding, binding.held.items[i]);
    return PP_OK;
}
