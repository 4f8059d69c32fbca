#include "disclosure_past.h"

#include <stdlib.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

struct binding {
    struct pp_drafts *drafts;
    const char *klass;
    struct pp_archive *past;
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

static enum pp_status bind_one(const struct binding *binding, struct pp_draft *draft)
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
        take_value(draft, &was);
    return PP_OK;
}

enum pp_status pp_past_bind(struct pp_drafts *drafts, const char *klass, struct pp_archive *past)
{
    struct binding binding = {drafts, klass, past};

    for (size_t i = 0; i < drafts->count; i++) {
        struct pp_draft *draft = &drafts->items[i];
        if (draft->protect != PP_PROTECT_NOT || draft->telling || draft->concentrated)
            PP_TRY(bind_one(&binding, draft));
    }
    return PP_OK;
}
