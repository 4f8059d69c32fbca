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
    struct pp_periods periods; /* of editions but this one */
    struct pp_periods told;    /* that figures of editions, or of this one, are about */
    size_t drafts;             /* that this edition prints */
    const char *klass;
};

/* An edition has numbers of the period before its own, too. */
static void find_told(struct remembering *r)
{
    struct pp_closing *closing = r->closing;

    pp_periods_add(closing->scratch, &r->told, &closing->periods[PP_WINDOW_NOW]);
    pp_periods_add(closing->scratch, &r->told, &closing->periods[PP_WINDOW_PREVIOUS]);
    for (size_t i = 0; i < r->periods.count; i++) {
        struct pp_period before = pp_period_previous(closing->arena, &r->periods.items[i]);
        pp_periods_add(closing->scratch, &r->told, &r->periods.items[i]);
        pp_periods_add(closing->scratch, &r->told, &before);
    }
}

/* A figure of another period that is like this one. */
static size_t remember(
    struct remembering *r, size_t like, const char *measure, const char *period, int64_t value)
{
    const struct pp_draft *draft = pp_drafts_at(&r->closing->drafts, like);
    struct pp_address at = draft->figure.at;

    at.measure = measure != NULL ? measure : at.measure;
    at.period = period;
    return pp_closing_remember(r->closing, &at, draft->protect, value);
}

/* `measure` NULL: the draft's. */
static void equate(struct remembering *r, size_t draft, const char *measure, const char *period)
{
    struct pp_drafts *drafts = &r->closing->drafts;
    size_t past = remember(r, draft, measure, period, pp_drafts_at(drafts, draft)->figure.lo);

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
                equate(r, draft, NULL, period->key);
        if (pp_streq(key, closing->periods[PP_WINDOW_UNTIL].key) &&
            period->last == closing->periods[PP_WINDOW_UNTIL].last)
            equate(r, draft, NULL, pp_arena_printf(closing->arena, "..%s", period->key));
    }
}

/* All until a period's end are those who came before the next one, whichever was published first.
 */
static void equate_neighbours(struct remembering *r, size_t draft)
{
    static const char all[] = "attendance.persons", before[] = "attendance.persons_before";
    struct pp_closing *closing = r->closing;
    const struct pp_address at = pp_drafts_at(&closing->drafts, draft)->figure.at;
    const struct pp_period *now = &closing->periods[PP_WINDOW_NOW];

    for (size_t i = 0; i < r->periods.count; i++) {
        const struct pp_period *period = &r->periods.items[i];
        if (pp_streq(at.measure, all) && period->first == now->last + 1 &&
            pp_streq(at.period, closing->periods[PP_WINDOW_UNTIL].key))
            equate(r, draft, before, period->key);
        if (pp_streq(at.measure, before) && period->last == now->first - 1)
            equate(r, draft, all, pp_arena_printf(closing->arena, "..%s", period->key));
    }
}

enum { PIECES = 60 };

/* A figure of some period, as readers know it. */
struct piece {
    const struct pp_period *period;
    size_t draft;  /* of this edition, or of an earlier one when it is remembered; or PP_NO_INDEX */
    int64_t value; /* as far as it is known here */
    bool hidden;   /* withheld */
};

/* A period made of others. */
struct sum {
    struct piece whole, pieces[PIECES];
    size_t count;
};

/* Of the periods that figures are about, the shortest or the longest ones. */
static bool find_pieces(const struct remembering *r, bool shortest, struct sum *sum)
{
    const struct pp_period *whole = sum->whole.period;

    sum->count = 0;
    for (pp_day from = whole->first; from <= whole->last && sum->count < PIECES;) {
        const struct pp_period *best = NULL;
        for (size_t i = 0; i < r->told.count; i++) {
            const struct pp_period *piece = &r->told.items[i];
            if (piece->first == from && piece->last <= whole->last &&
                (piece->last < whole->last || piece->first > whole->first) &&
                (best == NULL || (piece->last < best->last) == shortest))
                best = piece;
        }
        if (best == NULL)
            return false;
        sum->pieces[sum->count++].period = best;
        from = best->last + 1;
    }
    return sum->count < PIECES;
}

static bool holds(const struct sum *sum, const char *period)
{
    for (size_t i = 0; i < sum->count; i++)
        if (pp_streq(sum->pieces[i].period->key, period))
            return true;
    return pp_streq(sum->whole.period->key, period);
}

/* *known is false where nobody was ever told, not even that it is withheld. */
static enum pp_status look_up(
    struct remembering *r, const struct pp_figure *like, struct piece *piece, bool *known)
{
    struct pp_archive_figure was;
    struct pp_drafts *drafts = &r->closing->drafts;
    struct pp_address at = like->at;

    at.period = piece->period->key;
    piece->draft = pp_drafts_find(drafts, &at);
    PP_TRY(pp_archive_figure(r->closing->tally->past, r->klass, like->address, at.period, &was));
    piece->hidden = was.edition != NULL && pp_streq(was.state, "suppressed");
    if (piece->draft != PP_NO_INDEX) {
        const struct pp_draft *draft = pp_drafts_at(drafts, piece->draft);
        *known = *known && (draft->unprinted || pp_draft_has_value(draft));
        piece->value = draft->figure.lo;
        return PP_OK;
    }
    *known = *known && (piece->hidden || (was.edition != NULL && !pp_is_empty(was.value)));
    /* of a range its low end: those add up */
    piece->value = *known && !piece->hidden ? strtoll(was.value, NULL, 10) : 0;
    return PP_OK;
}

/* Something for each hidden piece, so that they add up. */
static bool fill_hidden(struct sum *sum)
{
    int64_t left = sum->whole.value;
    struct piece *last = NULL;

    for (size_t i = 0; i < sum->count; i++) {
        struct piece *piece = &sum->pieces[i];
        if (piece->hidden && piece->draft == PP_NO_INDEX) {
            last = piece;
            piece->value = 1;
        }
        left -= piece->value;
    }
    if (left < 0 || (last == NULL && left > 0))
        return false;
    if (last != NULL)
        last->value += left;
    return true;
}

static size_t draft_of(struct remembering *r, size_t like, const struct piece *piece)
{
    return piece->draft != PP_NO_INDEX ? piece->draft
                                       : remember(r, like, NULL, piece->period->key, piece->value);
}

/* Is a piece withheld whose value nobody here knows? */
static bool has_unknown(const struct sum *sum)
{
    for (size_t i = 0; i < sum->count; i++)
        if (sum->pieces[i].hidden && sum->pieces[i].draft == PP_NO_INDEX)
            return true;
    return false;
}

/* What is hidden among the pieces is what the others leave of the whole, and a hidden whole is what
 * they make. */
static enum pp_status add_up(
    struct remembering *r, size_t draft, const struct pp_period *whole, bool shortest)
{
    struct pp_drafts *drafts = &r->closing->drafts;
    const struct pp_figure figure = pp_drafts_at(drafts, draft)->figure;
    struct sum sum = {.whole.period = whole};
    bool known = true;

    if (!find_pieces(r, shortest, &sum) || !holds(&sum, figure.at.period))
        return PP_OK;
    PP_TRY(look_up(r, &figure, &sum.whole, &known));
    for (size_t i = 0; i < sum.count && known; i++)
        PP_TRY(look_up(r, &figure, &sum.pieces[i], &known));
    if (!known || (sum.whole.hidden && has_unknown(&sum)))
        return PP_OK;
    if (sum.whole.hidden && sum.whole.draft == PP_NO_INDEX)
        for (size_t i = 0; i < sum.count; i++)
            sum.whole.value += sum.pieces[i].value; /* which they would tell */
    if (pp_starts_with(figure.at.measure, "assessment.") && has_unknown(&sum)) {
        /* Cities add up in every month, too: what is withheld there as company could be told by a
         * quarter in a round-about way. So the sum is withheld, and what would leave the piece. */
        struct pp_draft *of = pp_drafts_at(drafts, draft);
        of->behind_lo = of->behind_hi = 1;
        return PP_OK;
    }
    if (!fill_hidden(&sum))
        return PP_OK;
    size_t equation = pp_drafts_equation(drafts, PP_RELATION_SUM, draft_of(r, draft, &sum.whole));
    for (size_t i = 0; i < sum.count; i++)
        pp_drafts_part(drafts, equation, draft_of(r, draft, &sum.pieces[i]));
    return PP_OK;
}

/* Every period that this figure is told of, or is a piece of. */
static enum pp_status add_up_all(
    struct remembering *r, size_t draft,
    enum pp_status (*add)(struct remembering *, size_t, const struct pp_period *, bool))
{
    const char *key = pp_drafts_at(&r->closing->drafts, draft)->figure.at.period;
    const struct pp_period *of = &r->closing->periods[PP_WINDOW_NOW];

    if (!pp_streq(key, of->key))
        of = &r->closing->periods[PP_WINDOW_PREVIOUS];
    for (size_t i = 0; i < r->told.count; i++) {
        const struct pp_period *whole = &r->told.items[i];
        if (whole->first > of->first || whole->last < of->last)
            continue;
        PP_TRY(add(r, draft, whole, true));
        PP_TRY(add(r, draft, whole, false));
    }
    return PP_OK;
}

/* Is this distribution withheld for what it says? Else it goes with its n. */
static enum pp_status look_for_secret(
    struct remembering *r, const struct pp_figure *answers, const struct piece *piece, bool *secret)
{
    struct pp_drafts *drafts = &r->closing->drafts;
    struct pp_archive_figure was, n;
    struct pp_address at = answers->at;

    if (piece->draft != PP_NO_INDEX) {
        size_t first = pp_drafts_at(drafts, piece->draft)->with;
        *secret = pp_drafts_at(drafts, first == PP_NO_INDEX ? piece->draft : first)->concentrated;
        if (*secret)
            return PP_OK;
    }
    at.measure = "assessment.n";
    at.breakdown = NULL;
    const char *address = pp_address_text(r->closing->scratch, &at);
    PP_TRY(pp_archive_figure(
        r->closing->tally->past, r->klass, answers->address, piece->period->key, &was));
    PP_TRY(pp_archive_figure(r->closing->tally->past, r->klass, address, piece->period->key, &n));
    *secret = was.edition != NULL && pp_streq(was.state, "suppressed") && n.edition != NULL &&
              !pp_is_empty(n.value);
    return PP_OK;
}

/* Such a distribution is what others leave of a whole: of each sum one more is withheld. */
static enum pp_status guard_answers(
    struct remembering *r, size_t answer, const struct pp_period *whole, bool shortest)
{
    struct pp_draft *draft = pp_drafts_at(&r->closing->drafts, answer);
    struct sum sum = {.whole.period = whole};
    struct pp_archive_figure was;
    bool known = true, secret = false;

    if (!find_pieces(r, shortest, &sum) || !holds(&sum, draft->figure.at.period))
        return PP_OK;
    PP_TRY(pp_archive_figure(
        r->closing->tally->past, r->klass, draft->figure.address, draft->figure.at.period, &was));
    if (was.edition != NULL && !pp_is_empty(was.value))
        return PP_OK; /* told already */
    PP_TRY(look_up(r, &draft->figure, &sum.whole, &known));
    for (size_t i = 0; i < sum.count && known; i++)
        PP_TRY(look_up(r, &draft->figure, &sum.pieces[i], &known));
    for (size_t i = 0; i <= sum.count && known && !secret; i++) {
        const struct piece *piece = i < sum.count ? &sum.pieces[i] : &sum.whole;
        if (piece->draft != answer)
            PP_TRY(look_for_secret(r, &draft->figure, piece, &secret));
    }
    if (!secret)
        return PP_OK;
    draft->concentrated = draft->with == PP_NO_INDEX;
    draft->telling = draft->figure.lo * 2 > draft->figure.n;
    return PP_OK;
}

static bool adds_up(const struct pp_closing *closing, const struct pp_draft *draft)
{
    static const char *const sums[] = {
        "attendance.attendances", "attendance.new_persons", "indicator.new", "assessment.n",
        "assessment.respondents"};

    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (pp_streq(draft->figure.at.measure, sums[i]))
            return pp_streq(draft->figure.at.period, closing->periods[PP_WINDOW_NOW].key) ||
                   pp_streq(draft->figure.at.period, closing->periods[PP_WINDOW_PREVIOUS].key);
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

static enum pp_status look_before(
    const struct remembering *r, const struct pp_draft *all, const struct pp_period *period,
    struct pp_archive_figure *out)
{
    struct pp_address at = all->figure.at;

    *out = (struct pp_archive_figure){0};
    if (!pp_streq(at.measure, "attendance.persons"))
        return PP_OK;
    at.measure = "attendance.persons_before";
    return pp_archive_figure(
        r->closing->tally->past, r->klass, pp_address_text(r->closing->scratch, &at), period->key,
        out);
}

/* All until now and all until some earlier day: who subtracts knows how many came in between. Where
 * withheld ones lie between, at least one came in each; where that leaves less than the threshold
 * to guess, the number until now tells of as few people as came. */
static enum pp_status count_since(struct remembering *r, struct pp_draft *draft)
{
    struct pp_closing *closing = r->closing;
    const struct pp_period *period, *first = NULL;
    pp_day day = closing->periods[PP_WINDOW_UNTIL].last;
    int64_t between = 0;
    struct pp_archive_figure was = {0};
    bool next = false;

    for (; (period = last_before(r, day)) != NULL; between++) {
        first = period;
        day = period->last;
        PP_TRY(pp_archive_figure(
            closing->tally->past, r->klass, draft->figure.address,
            pp_arena_printf(closing->scratch, "..%s", period->key), &was));
        next = period->last == closing->periods[PP_WINDOW_NOW].first - 1;
        if (was.edition == NULL || !pp_streq(was.state, "suppressed"))
            break;
    }
    if (period == NULL &&
        first != NULL) /* withheld from the first edition on, which has a before */
        PP_TRY(look_before(r, draft, first, &was));
    if (was.edition == NULL || pp_is_empty(was.value) || (between == 0 && next))
        return PP_OK; /* who came since the period before are the new ones, a figure */
    int64_t more = draft->figure.lo - strtoll(was.value, NULL, 10);
    if (more > 0 && more < closing->project->privacy.threshold + between + (between > 0))
        draft->behind_lo = draft->behind_hi = 1;
    return PP_OK;
}

/* Is it withheld in an earlier edition, how many were new somewhere? */
static enum pp_status find_withheld_new(const struct remembering *r, bool *found)
{
    const struct pp_closing *closing = r->closing;

    *found = false;
    for (size_t i = 0; i < r->periods.count; i++)
        for (size_t c = 0; c <= closing->project->city_count && !*found; c++) {
            struct pp_archive_figure was;
            struct pp_address at = pp_closing_address(
                closing, PP_WINDOW_NOW, "attendance.new_persons",
                c < closing->project->city_count ? c : PP_NO_INDEX);
            PP_TRY(pp_archive_figure(
                closing->tally->past, r->klass, pp_address_text(closing->scratch, &at),
                r->periods.items[i].key, &was));
            *found = was.edition != NULL && pp_streq(was.state, "suppressed");
        }
    return PP_OK;
}

/* Were all until then, or until later, printed already? Then it is late. */
static enum pp_status find_printed_all(const struct remembering *r, bool *found)
{
    const struct pp_closing *closing = r->closing;
    const struct pp_period *until = &closing->periods[PP_WINDOW_UNTIL];
    struct pp_archive_figure was;

    PP_TRY(
        pp_archive_figure(closing->tally->past, r->klass, "attendance.persons", until->key, &was));
    *found = was.edition != NULL && !pp_is_empty(was.value);
    for (size_t i = 0; i < r->periods.count && !*found; i++) {
        if (r->periods.items[i].last < until->last)
            continue;
        PP_TRY(pp_archive_figure(
            closing->tally->past, r->klass, "attendance.persons",
            pp_arena_printf(closing->scratch, "..%s", r->periods.items[i].key), &was));
        *found = was.edition != NULL && !pp_is_empty(was.value);
    }
    return PP_OK;
}

/* The persons of the cities less those of the project, until now: who is known in several cities.
 * Where these are few, who is new in the cities adds up in every period, and what is withheld there
 * is what the others leave. Then all persons of the project are not told. */
static enum pp_status guard_overlap(struct remembering *r)
{
    struct pp_closing *closing = r->closing;
    struct pp_drafts *drafts = &closing->drafts;
    size_t all = pp_closing_find(closing, PP_WINDOW_UNTIL, "attendance.persons", PP_NO_INDEX);
    int64_t overlap = 0;
    bool withheld, late;

    if (all == PP_NO_INDEX || !pp_draft_has_value(pp_drafts_at(drafts, all)))
        return PP_OK;
    for (size_t c = 0; c < closing->project->city_count; c++) {
        size_t city = pp_closing_find(closing, PP_WINDOW_UNTIL, "attendance.persons", c);
        if (city == PP_NO_INDEX || !pp_draft_has_value(pp_drafts_at(drafts, city)))
            continue;
        if (pp_drafts_at(drafts, city)->figure.hi == PP_FIGURE_MANY)
            return PP_OK; /* it has no upper end */
        overlap += pp_drafts_at(drafts, city)->figure.hi;
    }
    struct pp_draft *draft = pp_drafts_at(drafts, all);
    overlap -= draft->figure.lo;
    if (overlap >= closing->project->privacy.threshold)
        return PP_OK;
    PP_TRY(find_withheld_new(r, &withheld));
    PP_TRY(find_printed_all(r, &late));
    if (withheld && !late && draft->figure.lo > 0)
        draft->behind_lo = draft->behind_hi = 1;
    return PP_OK;
}

enum pp_status pp_close_past(struct pp_closing *closing, const char *klass)
{
    struct remembering r = {.closing = closing, .klass = klass, .periods = closing->published};

    find_told(&r);
    r.drafts = closing->drafts.count;
    for (size_t i = 0; i < r.drafts; i++) {
        struct pp_draft *draft = pp_drafts_at(&closing->drafts, i);
        if (draft->sensitive && !draft->unprinted && pp_draft_has_value(draft))
            PP_TRY(add_up_all(&r, i, guard_answers));
        if (draft->protect == PP_PROTECT_NOT || draft->unprinted || draft->timeless ||
            draft->denominator != 1 || !pp_draft_has_value(draft))
            continue;
        if (draft->protect == PP_PROTECT_PERSONS &&
            pp_streq(draft->figure.at.period, closing->periods[PP_WINDOW_UNTIL].key))
            PP_TRY(count_since(&r, draft));
        if (adds_up(closing, draft))
            PP_TRY(add_up_all(&r, i, add_up)); /* may move the drafts */
        equate_all(&r, i);
        equate_neighbours(&r, i);
    }
    return guard_overlap(&r);
}
