/* What editions of other periods have said of the same months. The quarter is the sum of its
 * months; all until its end is all until the end of its last month. What was published under the
 * other name binds like the edition before (close_relate.c has that one). */
#include <stdlib.h>

#include "pactpress/archive.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

#include "closing.h"

struct remembering {
    struct pp_closing *closing;
    struct {
        struct pp_period *items; /* of editions, each once */
        size_t count, capacity;
    } periods;
    size_t drafts; /* that this edition prints */
    const char *klass;
};

static enum pp_status find_periods(struct remembering *r)
{
    struct pp_closing *closing = r->closing;
    struct pp_archive_editions editions = {0};

    PP_TRY(pp_archive_list(closing->tally->past, r->klass, NULL, &editions));
    for (size_t i = 0; i < editions.count; i++) {
        struct pp_period period;
        const char *error;
        bool is_new = editions.items[i].state != PP_EDITION_PREPARED &&
                      !pp_streq(editions.items[i].period, closing->periods[PP_WINDOW_NOW].key);
        for (size_t k = 0; k < r->periods.count && is_new; k++)
            is_new = !pp_streq(editions.items[i].period, r->periods.items[k].key);
        if (is_new &&
            pp_period_parse(closing->arena, editions.items[i].period, 0, &period, &error) == PP_OK)
            *(struct pp_period *)PP_PUSH(closing->scratch, &r->periods) = period;
    }
    return PP_OK;
}

/* A figure of another period, as a draft that no row prints. */
static size_t remember(struct remembering *r, size_t like, const char *period, int64_t value)
{
    struct pp_drafts *drafts = &r->closing->drafts;
    struct pp_address at = pp_drafts_at(drafts, like)->figure.at;

    at.period = period;
    size_t past = pp_drafts_find(drafts, &at);
    if (past != PP_NO_INDEX)
        return past;
    past = pp_drafts_add(drafts, &at);
    struct pp_draft *draft = pp_drafts_at(drafts, past);
    pp_draft_set_exact(draft, value);
    draft->unprinted = true;
    draft->protect = pp_drafts_at(drafts, like)->protect;
    draft->behind_lo = draft->behind_hi = value;
    return past;
}

static void equate(struct remembering *r, size_t draft, const char *period)
{
    struct pp_drafts *drafts = &r->closing->drafts;
    size_t past = remember(r, draft, period, pp_drafts_at(drafts, draft)->figure.lo);

    if (pp_drafts_at(drafts, past)->unprinted)
        pp_drafts_part(drafts, pp_drafts_equation(drafts, PP_RELATION_SUM, draft), past);
}

/* The same months under another name. */
static void equate_all(struct remembering *r, size_t draft)
{
    struct pp_closing *closing = r->closing;
    const char *key = pp_drafts_at(&closing->drafts, draft)->figure.at.period;

    for (size_t i = 0; i < r->periods.count; i++) {
        const struct pp_period *period = &r->periods.items[i];
        for (size_t w = PP_WINDOW_PREVIOUS; w <= PP_WINDOW_NOW; w++)
            if (pp_streq(key, closing->periods[w].key) &&
                period->first == closing->periods[w].first &&
                period->last == closing->periods[w].last && !pp_streq(key, period->key))
                equate(r, draft, period->key);
        if (pp_streq(key, closing->periods[PP_WINDOW_UNTIL].key) &&
            period->last == closing->periods[PP_WINDOW_UNTIL].last)
            equate(r, draft, pp_arena_printf(closing->arena, "..%s", period->key));
    }
}

/* The published pieces of a period, the shortest first, so that months come before quarters. */
static size_t find_pieces(
    const struct remembering *r, const struct pp_period *whole, const struct pp_period **pieces,
    size_t room)
{
    size_t count = 0;

    for (pp_day from = whole->first; from <= whole->last && count < room;) {
        const struct pp_period *best = NULL;
        for (size_t i = 0; i < r->periods.count; i++) {
            const struct pp_period *piece = &r->periods.items[i];
            if (piece->first == from && piece->last <= whole->last &&
                (piece->last < whole->last || piece->first > whole->first) &&
                (best == NULL || piece->last < best->last))
                best = piece;
        }
        if (best == NULL)
            return 0;
        pieces[count++] = best;
        from = best->last + 1;
    }
    return count;
}

/* The one piece that is withheld is what the others leave of the total. Where more than one is,
 * the sum does not tell any of them alone. */
static enum pp_status add_up(struct remembering *r, size_t total)
{
    enum { MOST = 60 };
    struct pp_closing *closing = r->closing;
    const struct pp_period *pieces[MOST];
    int64_t values[MOST], left = pp_drafts_at(&closing->drafts, total)->figure.lo;
    const char *address = pp_drafts_at(&closing->drafts, total)->figure.address;
    size_t count = find_pieces(r, &closing->periods[PP_WINDOW_NOW], pieces, MOST), hidden = MOST;

    for (size_t i = 0; i < count; i++) {
        struct pp_archive_figure was;
        PP_TRY(pp_archive_figure(closing->tally->past, r->klass, address, pieces[i]->key, &was));
        if (was.edition != NULL && pp_streq(was.state, "suppressed") && hidden == MOST) {
            hidden = i;
            continue;
        }
        if (was.edition == NULL || pp_is_empty(was.value))
            return PP_OK;
        values[i] = strtoll(was.value, NULL, 10); /* of a range its low end: those add up */
        left -= values[i];
    }
    if (count == 0 || left < 0 || (hidden == MOST && left > 0))
        return PP_OK;
    if (hidden < MOST)
        values[hidden] = left;
    size_t equation = pp_drafts_equation(&closing->drafts, PP_RELATION_SUM, total);
    for (size_t i = 0; i < count; i++)
        pp_drafts_part(&closing->drafts, equation, remember(r, total, pieces[i]->key, values[i]));
    return PP_OK;
}

static bool adds_up(const struct pp_closing *closing, const struct pp_draft *draft)
{
    static const char *const sums[] = {
        "attendance.attendances", "attendance.new_persons", "indicator.new"};

    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (pp_streq(draft->figure.at.measure, sums[i]))
            return pp_streq(draft->figure.at.period, closing->periods[PP_WINDOW_NOW].key);
    return false;
}

static const struct pp_period *last_before(const struct remembering *r, pp_day day)
{
    const struct pp_period *best = NULL;

    for (size_t i = 0; i < r->periods.count; i++)
        if (r->periods.items[i].last < day &&
            (best == NULL || r->periods.items[i].last > best->last))
            best = &r->periods.items[i];
    return best;
}

/* All until now and all until some earlier day, with withheld ones between: who subtracts knows how
 * many came in those months together, at least one in each. Where that leaves less than the
 * threshold to guess, the number until now tells of as few people as came. */
static enum pp_status count_since(struct remembering *r, struct pp_draft *draft)
{
    struct pp_closing *closing = r->closing;
    pp_day day = closing->periods[PP_WINDOW_UNTIL].last;
    int64_t between = 0;

    for (const struct pp_period *period; (period = last_before(r, day)) != NULL; between++) {
        struct pp_archive_figure was;
        day = period->last;
        PP_TRY(pp_archive_figure(
            closing->tally->past, r->klass, draft->figure.address,
            pp_arena_printf(closing->scratch, "..%s", period->key), &was));
        if (was.edition != NULL && pp_streq(was.state, "suppressed"))
            continue;
        if (was.edition == NULL || pp_is_empty(was.value) || between == 0)
            return PP_OK;
        int64_t more = draft->figure.lo - strtoll(was.value, NULL, 10);
        if (more > 0 && more <= closing->project->privacy.threshold + between)
            draft->behind_lo = draft->behind_hi = 1;
        return PP_OK;
    }
    return PP_OK;
}

enum pp_status pp_close_past(struct pp_closing *closing, const char *klass)
{
    struct remembering r = {.closing = closing, .klass = klass};

    PP_TRY(find_periods(&r));
    r.drafts = closing->drafts.count;
    for (size_t i = 0; i < r.drafts; i++) {
        struct pp_draft *draft = pp_drafts_at(&closing->drafts, i);
        if (draft->protect == PP_PROTECT_NOT || draft->unprinted || draft->timeless ||
            draft->denominator != 1 || !pp_draft_has_value(draft))
            continue;
        if (draft->protect == PP_PROTECT_PERSONS &&
            pp_streq(draft->figure.at.period, closing->periods[PP_WINDOW_UNTIL].key))
            PP_TRY(count_since(&r, draft));
        if (adds_up(closing, draft))
            PP_TRY(add_up(&r, i)); /* may move the drafts */
        equate_all(&r, i);
    }
    return PP_OK;
}
