#include "census.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/sorter.h"

#include "indicator_cells.h"

struct scopes {
    size_t *items;
    size_t count, capacity;
};

struct census {
    struct pp_closing *closing;
    struct pp_sorter_walk persons, rows;
    struct scopes *of_lists, *of_surveys; /* the cells of each */
    size_t events, surveys, indicators;   /* where their cells begin, behind those of heads */
    size_t pieces;                        /* likewise; the last cells */
    size_t *first_piece; /* [city; the project last] of the present person, or PP_NO_INDEX */
    struct scopes came;  /* cities (the project too) that have one */
    int64_t *new_in_pieces;
    size_t cell_count;
    int64_t *counts;
    uint64_t *met, person; /* who stood last in a cell; the present one, counted from 1 */
    struct pp_indicator_heads *heads;
    struct pp_trait_row row; /* the next one, if any */
    bool has_row;
    struct pp_map conflicts;
};

static size_t heads_cell(
    const struct pp_closing *closing, enum pp_window window, size_t city, enum pp_heads_group group)
{
    size_t cities = closing->project->city_count;

    return (window * (cities + 1) + (city == PP_NO_INDEX ? cities : city)) * PP_HEADS_GROUPS +
           group;
}

static size_t survey_cell(
    const struct pp_closing *closing, enum pp_window window, size_t city, size_t framework)
{
    size_t cities = closing->project->city_count;

    return (window * closing->project->framework_count + framework) * (cities + 1) +
           (city == PP_NO_INDEX ? cities : city);
}

int64_t pp_census_heads(
    const struct pp_closing *closing, enum pp_window window, size_t city, enum pp_heads_group group)
{
    return closing->census->heads[heads_cell(closing, window, city, group)];
}

int64_t pp_census_respondents(
    const struct pp_closing *closing, enum pp_window window, size_t city, size_t framework)
{
    return closing->census->respondents[survey_cell(closing, window, city, framework)];
}

static void put(struct census *census, struct scopes *scopes, size_t cell)
{
    size_t *slot = PP_PUSH(census->closing->scratch, scopes);
    *slot = cell;
}

/* --- Which cells a list or a survey belongs to */

static void put_heads(
    struct census *census, struct scopes *scopes, const struct pp_joined *event,
    enum pp_window window, size_t city)
{
    put(census, scopes, heads_cell(census->closing, window, city, PP_HEADS_ALL));
    if (event->counts_persons)
        put(census, scopes, heads_cell(census->closing, window, city, PP_HEADS_PERSONS));
    if (event->minutes > 0)
        put(census, scopes, heads_cell(census->closing, window, city, PP_HEADS_TIMED));
}

static void put_indicators(
    struct census *census, struct scopes *scopes, const struct pp_joined *event)
{
    const struct pp_indicators *indicators = &census->closing->project->indicators;

    for (size_t i = 0; i < indicators->count; i++) {
        if (event->event.type == NULL || indicators->items[i].counts != PP_COUNTS_PERSONS ||
            !pp_indicator_has_type(&indicators->items[i], event->event.type->id))
            continue;
        if (event->in[PP_WINDOW_BEFORE])
            put(census, scopes, census->indicators + 2 * i);
        if (event->in[PP_WINDOW_UNTIL])
            put(census, scopes, census->indicators + 2 * i + 1);
    }
}

/* Of the time before the period. */
static void put_pieces(struct census *census, struct scopes *scopes, const struct pp_joined *event)
{
    const struct pp_closing *closing = census->closing;
    size_t row = closing->project->city_count + 1, piece = 0;

    if (!event->in[PP_WINDOW_BEFORE] || !event->counts_persons || closing->pieces.count == 0)
        return;
    while (closing->pieces.items[piece].last < event->event.first)
        piece++;
    for (size_t c = 0; c < event->event.city_count; c++)
        put(census, scopes, census->pieces + piece * row + event->event.cities[c]);
    put(census, scopes, census->pieces + piece * row + row - 1);
}

static struct scopes scopes_of_event(
    struct census *census, const struct pp_joined *event, size_t index)
{
    struct scopes scopes = {0};

    put(census, &scopes, census->events + index);
    for (enum pp_window w = 0; w < PP_WINDOWS; w++) {
        if (!event->in[w])
            continue;
        for (size_t c = 0; c < event->event.city_count; c++)
            put_heads(census, &scopes, event, w, event->event.cities[c]);
        put_heads(census, &scopes, event, w, PP_NO_INDEX);
    }
    put_indicators(census, &scopes, event);
    put_pieces(census, &scopes, event);
    return scopes;
}

static void place_lists(
    struct census *census, const struct pp_joined *events, size_t count, const size_t *event_of)
{
    struct pp_arena *arena = census->closing->scratch;
    size_t lists = census->closing->tally->lists.count;
    struct scopes *of_events = pp_arena_array(arena, count, sizeof *of_events);

    for (size_t i = 0; i < count; i++)
        of_events[i] = scopes_of_event(census, &events[i], i);
    census->of_lists = pp_arena_array(arena, lists, sizeof *census->of_lists);
    for (size_t i = 0; i < lists; i++)
        census->of_lists[i] = of_events[event_of[i]];
}

static void place_surveys(struct census *census)
{
    const struct pp_project *project = census->closing->project;

    census->of_surveys = pp_arena_array(
        census->closing->scratch,
        PP_SURVEY_PERIODS * project->city_count * project->framework_count,
        sizeof *census->of_surveys);
    for (size_t p = 0; p < PP_SURVEY_PERIODS; p++)
        for (size_t c = 0; c < project->city_count; c++)
            for (size_t f = 0; f < project->framework_count; f++) {
                enum pp_window w = p == PP_SURVEY_NOW ? PP_WINDOW_NOW : PP_WINDOW_PREVIOUS;
                struct scopes *scopes =
                    &census->of_surveys[pp_survey_index(census->closing->tally, p, c, f)];
                size_t base = census->surveys;
                put(census, scopes, base + survey_cell(census->closing, w, c, f));
                put(census, scopes, base + survey_cell(census->closing, w, PP_NO_INDEX, f));
            }
}

/* --- Persons, one after the other */

static enum pp_status next_row(struct census *census)
{
    const unsigned char *row;

    PP_TRY(pp_sorter_next(&census->rows, &row));
    census->has_row = row != NULL;
    if (row != NULL)
        memcpy(&census->row, row, sizeof census->row);
    return PP_OK;
}

/* What all rows together tell of a person. */
static enum pp_status take_traits(
    struct census *census, const struct pp_person *person, struct pp_traits *traits)
{
    *traits = pp_traits_none();
    while (census->has_row &&
           memcmp(census->row.person.hash, person->hash, sizeof person->hash) == 0) {
        pp_traits_take(traits, &census->row);
        PP_TRY(next_row(census));
    }
    pp_conflicts_take(census->closing->scratch, &census->conflicts, traits);
    return PP_OK;
}

/* Visits come in no order of time. */
static void meet_in_piece(struct census *census, size_t cell)
{
    size_t row = census->closing->project->city_count + 1;
    size_t piece = cell / row, city = cell % row, first = census->first_piece[city];

    if (first == PP_NO_INDEX)
        put(census, &census->came, city);
    if (first == PP_NO_INDEX || piece < first)
        census->first_piece[city] = piece;
}

static void count_pieces(struct census *census)
{
    size_t row = census->closing->project->city_count + 1;

    for (size_t i = 0; i < census->came.count; i++) {
        size_t city = census->came.items[i];
        census->new_in_pieces[census->first_piece[city] * row + city]++;
        census->first_piece[city] = PP_NO_INDEX;
    }
    census->came.count = 0;
}

static void count_visit(struct census *census, const struct pp_visit *visit)
{
    uint32_t list = pp_visit_list(visit);
    const struct scopes *scopes = list & PP_VISIT_SURVEY
                                      ? &census->of_surveys[list & ~(uint32_t)PP_VISIT_SURVEY]
                                      : &census->of_lists[list];

    for (size_t i = 0; i < scopes->count; i++) {
        size_t cell = scopes->items[i];
        if (census->met[cell] == census->person)
            continue;
        census->met[cell] = census->person;
        census->counts[cell]++;
        if (cell >= census->pieces)
            meet_in_piece(census, cell - census->pieces);
    }
}

/* Who is new to an indicator, and the cells of those who are in it. */
static void count_indicators(struct census *census, const struct pp_traits *traits)
{
    const struct pp_indicators *indicators = &census->closing->project->indicators;

    for (size_t i = 0; i < indicators->count; i++) {
        struct pp_indicator_heads *heads = &census->heads[i];
        size_t cell = census->indicators + 2 * i;
        bool before = census->met[cell] == census->person;
        if (census->met[cell + 1] != census->person)
            continue;
        heads->fresh += !before;
        if (heads->total_cells == NULL)
            continue;
        pp_cells_add(heads->total_cells, indicators, traits);
        if (!before)
            pp_cells_add(heads->fresh_cells, indicators, traits);
    }
}

static enum pp_status end_person(struct census *census, const struct pp_person *person)
{
    struct pp_traits traits;

    count_pieces(census);
    if (census->person == 0 || census->closing->project->indicators.count == 0)
        return PP_OK;
    PP_TRY(take_traits(census, person, &traits));
    count_indicators(census, &traits);
    return PP_OK;
}

static enum pp_status walk(struct census *census)
{
    struct pp_person person = {{0}};
    const unsigned char *record;

    PP_TRY(next_row(census));
    for (;;) {
        struct pp_visit visit;
        PP_TRY(pp_sorter_next(&census->persons, &record));
        if (record == NULL)
            break;
        memcpy(&visit, record, sizeof visit);
        if (census->person == 0 ||
            memcmp(visit.person.hash, person.hash, sizeof person.hash) != 0) {
            PP_TRY(end_person(census, &person));
            person = visit.person;
            census->person++;
        }
        count_visit(census, &visit);
    }
    return end_person(census, &person);
}

static enum pp_status walk_both(struct census *census)
{
    struct pp_run *run = census->closing->run;
    const struct pp_tally *tally = census->closing->tally;

    enum pp_status status = pp_sorter_begin(run, tally->persons, &census->persons);
    if (status == PP_OK)
        status = pp_sorter_begin(run, tally->traits, &census->rows);
    if (status == PP_OK)
        status = walk(census);
    pp_sorter_end(&census->persons);
    pp_sorter_end(&census->rows);
    return status;
}

static void lay_out(struct census *census, size_t event_count)
{
    struct pp_closing *closing = census->closing;
    const struct pp_project *project = closing->project;
    const struct pp_indicators *indicators = &project->indicators;
    bool breaks = closing->breaks_down && indicators->profile != NULL;

    census->events = PP_WINDOWS * (project->city_count + 1) * PP_HEADS_GROUPS;
    census->surveys = census->events + event_count;
    census->indicators =
        census->surveys + PP_WINDOWS * project->framework_count * (project->city_count + 1);
    census->pieces = census->indicators + 2 * indicators->count;
    census->cell_count = census->pieces + closing->pieces.count * (project->city_count + 1);
    census->new_in_pieces = pp_arena_array(
        closing->scratch, census->cell_count - census->pieces, sizeof *census->new_in_pieces);
    census->first_piece =
        pp_arena_array(closing->scratch, project->city_count + 1, sizeof *census->first_piece);
    for (size_t c = 0; c <= project->city_count; c++)
        census->first_piece[c] = PP_NO_INDEX;
    census->counts = pp_arena_array(closing->scratch, census->cell_count, sizeof *census->counts);
    census->met = pp_arena_array(closing->scratch, census->cell_count, sizeof *census->met);
    census->heads = pp_arena_array(closing->scratch, indicators->count, sizeof *census->heads);
    for (size_t i = 0; breaks && i < indicators->count; i++) {
        size_t cells = pp_cells_count(indicators);
        if (!indicators->items[i].breakdown)
            continue;
        census->heads[i].fresh_cells = pp_arena_array(closing->scratch, cells, sizeof(int64_t));
        census->heads[i].total_cells = pp_arena_array(closing->scratch, cells, sizeof(int64_t));
    }
    pp_map_init(&census->conflicts, closing->scratch);
}

enum pp_status pp_close_census(
    struct pp_closing *closing, struct pp_joined *events, size_t count, const size_t *event_of)
{
    struct census census = {.closing = closing};

    lay_out(&census, count);
    place_lists(&census, events, count, event_of);
    place_surveys(&census);
    PP_TRY(walk_both(&census));
    for (size_t i = 0; i < count; i++)
        events[i].identified = census.counts[census.events + i];
    for (size_t i = 0; i < closing->project->indicators.count; i++) {
        census.heads[i].before = census.counts[census.indicators + 2 * i];
        census.heads[i].total = census.counts[census.indicators + 2 * i + 1];
    }
    closing->census = pp_arena_alloc(closing->scratch, sizeof *closing->census);
    *closing->census = (struct pp_census){
        .heads = census.counts,
        .respondents = census.counts + census.surveys,
        .indicators = census.heads,
        .of_pieces = census.counts + census.pieces,
        .new_in_pieces = census.new_in_pieces,
        .conflicts = pp_conflicts_list(closing->scratch, &census.conflicts)};
    return PP_OK;
}
