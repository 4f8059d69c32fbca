#include "restate.h"

#include "pactpress/arena.h"
#include "pactpress/str.h"

/* Both are numbers or words that readers saw. */
static bool may_be_told(const struct pp_figure *now, const struct pp_figure *was)
{
    return now->state != PP_SUPPRESSED && was->state != PP_SUPPRESSED;
}

/* What became of rows, and how many figures there are, is told of this edition only. */
static bool is_about_edition(const struct pp_figure *figure)
{
    return pp_streq(figure->from.rule, "row-accounts") || pp_streq(figure->from.rule, "origins");
}

static enum pp_status restate(
    struct pp_arena *arena, struct pp_figure *figure, const char *klass, struct pp_archive *past)
{
    struct pp_archive_figure last;
    struct pp_figure was = *figure;

    PP_TRY(pp_archive_figure(past, klass, figure->address, figure->at.period, &last));
    if (last.edition == NULL || is_about_edition(figure))
        return PP_OK;
    figure->revision = last.revision;
    if (!pp_streq(last.state, pp_state_name(figure->state)) ||
        !pp_streq(last.value, pp_figure_value_text(arena, figure)))
        figure->revision++;
    else if (figure->revision > 0) /* restated, and since then the same: the mark stays */
        PP_TRY(pp_archive_figure_before(
            past, klass, figure->address, figure->at.period, figure->revision, &last));
    if (figure->revision == 0 || last.edition == NULL)
        return PP_OK;
    was.lo = was.hi = 0;
    was.n = last.n;
    was.revision = last.revision;
    was.former = true;
    if (pp_state_find(last.state, &was.state) &&
        pp_figure_read_value(pp_is_empty(last.value) ? NULL : last.value, &was) &&
        may_be_told(figure, &was))
        figure->was = pp_arena_memdup(arena, &was, sizeof was);
    return PP_OK;
}

enum pp_status pp_restate(
    struct pp_arena *arena, struct pp_figure_table *table, const char *klass,
    struct pp_archive *past)
{
    for (size_t i = 0; past != NULL && i < table->count; i++)
        PP_TRY(restate(arena, &table->items[i], klass, past));
    return PP_OK;
}
