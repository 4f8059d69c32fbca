/* The persons of all editions, from the first one on. Who came until the end of a period are those
 * who came before it and those who were new in it; who was new to the project was new to a city. So
 * the new ones of all periods and cities are one table, whose sums the latest edition tells, and
 * months that were withheld long ago hang together with it. */
#include "pactpress/archive.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

#include "census.h"

void pp_periods_add(
    struct pp_arena *arena, struct pp_periods *periods, const struct pp_period *period)
{
    for (size_t k = 0; k < periods->count; k++)
        if (pp_streq(period->key, periods->items[k].key))
            return;
    *(struct pp_period *)PP_PUSH(arena, periods) = *period;
}

static enum pp_status find_published(struct pp_closing *closing, const char *klass)
{
    struct pp_archive_editions editions = {0};

    PP_TRY(pp_archive_list(closing->tally->past, klass, NULL, &editions));
    for (size_t i = 0; i < editions.count; i++) {
        struct pp_period period;
        const char *error;
        if (editions.items[i].state != PP_EDITION_PREPARED &&
            pp_period_parse(closing->arena, editions.items[i].period, 0, &period, &error) ==
                PP_OK &&
            !pp_streq(period.key, closing->periods[PP_WINDOW_NOW].key))
            pp_periods_add(closing->scratch, &closing->published, &period);
    }
    return PP_OK;
}

/* The next of the periods that begin at `from` or later and end before the one of this edition: the
 * earliest, and of these the shortest. */
static const struct pp_period *next_piece(const struct pp_closing *closing, pp_day from)
{
    const struct pp_period *best = NULL;

    for (size_t i = 0; i < closing->published.count; i++) {
        const struct pp_period *period = &closing->published.items[i];
        if (period->first < from || period->last >= closing->periods[PP_WINDOW_NOW].first)
            continue;
        if (best == NULL || period->first < best->first ||
            (period->first == best->first && period->last < best->last))
            best = period;
    }
    return best;
}

static void add_gap(struct pp_closing *closing, pp_day first, pp_day last)
{
    if (first <= last)
        *(struct pp_period *)PP_PUSH(closing->scratch, &closing->pieces) =
            (struct pp_period){.first = first, .last = last};
}

enum pp_status pp_close_pieces(struct pp_closing *closing, const char *klass)
{
    const struct pp_period *before = &closing->periods[PP_WINDOW_BEFORE], *piece;
    pp_day from = before->first;

    if (closing->tally->past == NULL)
        return PP_OK;
    PP_TRY(find_published(closing, klass));
    while ((piece = next_piece(closing, from)) != NULL) {
        add_gap(closing, from, piece->first - 1);
        *(struct pp_period *)PP_PUSH(closing->scratch, &closing->pieces) = *piece;
        from = piece->last + 1;
    }
    if (closing->pieces.count > 0)
        add_gap(closing, from, before->last);
    return PP_OK;
}

/* The four numbers of persons of a period, of one city or the project. */
enum number { OF, NEW, BEFORE, UNTIL, NUMBERS };

struct chain {
    struct pp_closing *closing;
    const char *klass;
    size_t row;      /* cities and the project */
    int64_t *until;  /* [city; the project last] until the end of the last piece */
    size_t *last;    /* draft of these of the last published period, or PP_NO_INDEX */
    size_t *numbers; /* [city; the project last][number] of the present piece */
    bool gap;        /* before the present piece */
};

/* PP_NO_INDEX where readers were told nothing of it, not even that it is withheld. */
static enum pp_status look_up(
    const struct chain *chain, size_t city, enum number number, const struct pp_period *period,
    int64_t value, size_t *out)
{
    static const char *const measures[] = {
        [OF] = "attendance.persons",
        [NEW] = "attendance.new_persons",
        [BEFORE] = "attendance.persons_before",
        [UNTIL] = "attendance.persons"};
    struct pp_closing *closing = chain->closing;
    struct pp_archive_figure was;
    struct pp_address at = pp_closing_address(
        closing, PP_WINDOW_NOW, measures[number], city + 1 == chain->row ? PP_NO_INDEX : city);

    at.period =
        number == UNTIL ? pp_arena_printf(closing->arena, "..%s", period->key) : period->key;
    *out = PP_NO_INDEX;
    PP_TRY(pp_archive_figure(
        closing->tally->past, chain->klass, pp_address_text(closing->scratch, &at), at.period,
        &was));
    if (was.edition != NULL)
        *out = pp_closing_remember(closing, &at, PP_PROTECT_PERSONS, value);
    return PP_OK;
}

static void tie(
    const struct chain *chain, enum pp_relation relation, size_t total, size_t part, size_t other)
{
    struct pp_drafts *drafts = &chain->closing->drafts;

    if (total == PP_NO_INDEX || part == PP_NO_INDEX)
        return;
    size_t equation = pp_drafts_equation(drafts, relation, total);
    pp_drafts_part(drafts, equation, part);
    pp_drafts_part(drafts, equation, other);
}

static void tie_both(
    const struct chain *chain, enum pp_relation relation, size_t total, size_t part, size_t other)
{
    if (other != PP_NO_INDEX)
        tie(chain, relation, total, part, other);
}

static enum pp_status tie_city(struct chain *chain, size_t piece, size_t city)
{
    const struct pp_census *census = chain->closing->census;
    const struct pp_period *period = &chain->closing->pieces.items[piece];
    size_t *numbers = chain->numbers + city * NUMBERS;
    int64_t of = census->of_pieces[piece * chain->row + city];
    int64_t new = census->new_in_pieces[piece * chain->row + city], before = chain->until[city];
    const int64_t values[] = {[OF] = of, [NEW] = new, [BEFORE] = before, [UNTIL] = before + new};

    chain->until[city] += new;
    if (period->key == NULL)
        return PP_OK;
    for (enum number n = 0; n < NUMBERS; n++)
        PP_TRY(look_up(chain, city, n, period, values[n], &numbers[n]));
    tie_both(chain, PP_RELATION_SUM, numbers[UNTIL], numbers[BEFORE], numbers[NEW]);
    tie_both(chain, PP_RELATION_UNION, numbers[UNTIL], numbers[BEFORE], numbers[OF]);
    tie(chain, PP_RELATION_BOUND, numbers[OF], numbers[NEW], PP_NO_INDEX);
    tie(chain, chain->gap ? PP_RELATION_BOUND : PP_RELATION_SUM, numbers[BEFORE], chain->last[city],
        PP_NO_INDEX);
    chain->last[city] = numbers[UNTIL];
    return PP_OK;
}

static void tie_cities(const struct chain *chain, enum pp_relation relation, enum number number)
{
    struct pp_drafts *drafts = &chain->closing->drafts;
    size_t total = chain->numbers[(chain->row - 1) * NUMBERS + number];

    if (total == PP_NO_INDEX)
        return;
    size_t equation = pp_drafts_equation(drafts, relation, total);
    for (size_t c = 0; c + 1 < chain->row; c++)
        pp_drafts_part(drafts, equation, chain->numbers[c * NUMBERS + number]);
}

static enum pp_status tie_piece(struct chain *chain, size_t piece)
{
    bool gap = chain->closing->pieces.items[piece].key == NULL;

    for (size_t c = 0; c < chain->row; c++)
        PP_TRY(tie_city(chain, piece, c));
    if (!gap) {
        tie_cities(chain, PP_RELATION_COVER, NEW);
        tie_cities(chain, PP_RELATION_UNION, OF);
        tie_cities(chain, PP_RELATION_UNION, UNTIL);
    }
    chain->gap = gap;
    return PP_OK;
}

/* What came before the period of this edition is all until the end of the last one. */
static void tie_now(const struct chain *chain)
{
    for (size_t c = 0; c < chain->row; c++)
        tie(chain, chain->gap ? PP_RELATION_BOUND : PP_RELATION_SUM,
            pp_closing_find(
                chain->closing, PP_WINDOW_NOW, "attendance.persons_before",
                c + 1 == chain->row ? PP_NO_INDEX : c),
            chain->last[c], PP_NO_INDEX);
}

/* Numbers without names make ranges, which leave more room than is searched for here. */
static bool has_nameless(const struct pp_closing *closing)
{
    for (size_t i = 0; i < closing->event_count; i++) {
        const struct pp_joined *event = &closing->events[i];
        if (event->held && event->counts_persons && event->in[PP_WINDOW_UNTIL] &&
            (event->anonymous > 0 || event->participants.lo > event->identified))
            return true;
    }
    return false;
}

enum pp_status pp_close_chain(struct pp_closing *closing, const char *klass)
{
    struct chain chain = {
        .closing = closing, .klass = klass, .row = closing->project->city_count + 1};

    if (has_nameless(closing))
        return PP_OK;
    chain.until = pp_arena_array(closing->scratch, chain.row, sizeof *chain.until);
    chain.last = pp_arena_array(closing->scratch, chain.row, sizeof *chain.last);
    chain.numbers = pp_arena_array(closing->scratch, chain.row * NUMBERS, sizeof *chain.numbers);
    for (size_t c = 0; c < chain.row; c++)
        chain.last[c] = PP_NO_INDEX;
    for (size_t p = 0; p < closing->pieces.count; p++)
        PP_TRY(tie_piece(&chain, p));
    tie_now(&chain);
    return PP_OK;
}
