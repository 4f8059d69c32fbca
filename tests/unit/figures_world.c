#include "figures_world.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/figure.h"
#include "pactpress/str.h"

enum { CITIES = 3, DIMENSIONS = 3 };

static struct pp_i18n plain(struct pp_arena *arena, const char *text)
{
    struct pp_i18n i18n = {0};
    struct pp_i18n_entry *entry = PP_PUSH(arena, &i18n);

    *entry = (struct pp_i18n_entry){.lang = "", .text = text};
    return i18n;
}

static void make_cities(struct world *world)
{
    static const char *const ids[CITIES] = {"riga", "lublin", "ravenna"};
    struct pp_project *project = &world->project;

    project->city_count = CITIES;
    project->cities = pp_arena_array(world->arena, CITIES, sizeof *project->cities);
    for (size_t i = 0; i < CITIES; i++) {
        struct pp_city *city = &project->cities[i];
        city->id = ids[i];
        city->name = plain(world->arena, ids[i]);
        city->from = city->to = PP_NO_DAY;
        city->index = i;
    }
}

static void make_framework(struct world *world)
{
    static const char *const codes[DIMENSIONS] = {"relevance", "impact", "trust"};
    struct pp_framework *framework = pp_arena_array(world->arena, 2, sizeof *framework);

    world->project.frameworks = framework;
    world->project.framework_count = 1;
    framework->id = "dac";
    framework->scale.min = 1;
    framework->scale.max = 5;
    framework->scale.top = 4;
    framework->dimension_count = DIMENSIONS;
    framework->dimensions = pp_arena_array(world->arena, DIMENSIONS, sizeof *framework->dimensions);
    for (size_t i = 0; i < DIMENSIONS; i++) {
        framework->dimensions[i].code = codes[i];
        framework->dimensions[i].index = i;
    }
    framework->dimensions[2].sensitive = true;
}

void world_complete_until(struct world *world, const char *day)
{
    world->project.sources[0].complete_until = day != NULL ? pp_day_parse_iso(day) : PP_NO_DAY;
}

static void make_sources(struct world *world)
{
    static const enum pp_source_kind kinds[] = {
        PP_SOURCE_EVENTS, PP_SOURCE_ATTENDANCE, PP_SOURCE_ASSESSMENT, PP_SOURCE_DECLARED};
    static const char *const ids[] = {"events", "attendance", "assessment", "values"};
    struct pp_project *project = &world->project;

    project->source_count = 4;
    project->sources = pp_arena_array(world->arena, 4, sizeof *project->sources);
    for (size_t i = 0; i < 4; i++) {
        project->sources[i].id = ids[i];
        project->sources[i].kind = kinds[i];
        project->sources[i].index = i;
        project->sources[i].complete_until = PP_NO_DAY;
        pp_map_init(&project->sources[i].constants, world->arena);
        struct pp_file_account *file = PP_PUSH(world->arena, &world->accounts);
        file->path = pp_arena_printf(world->arena, "data/%s.csv", ids[i]);
        file->source = i;
    }
}

struct world *world_new(void)
{
    struct pp_run *run = pp_run_new(NULL);
    struct world *world = pp_arena_alloc(run->arena, sizeof *world);
    const char *error;

    world->run = run;
    world->arena = run->arena;
    world->project.id = "test";
    world->project.start = pp_day_parse_iso("2021-01-01");
    world->project.end = PP_NO_DAY;
    world->project.privacy.threshold = 5;
    world->project.privacy.respondents = 5;
    world->project.dead_band.persons = 5;
    world->project.dead_band.percent_points = 3;
    make_cities(world);
    make_framework(world);
    make_sources(world);
    world_complete_until(world, "2022-12-31");
    struct pp_event_type *types = pp_arena_array(world->arena, 2, sizeof *types);
    types[0] = (struct pp_event_type){.id = "workshop", .persons = true};
    types[1] = (struct pp_event_type){.id = "launch"};
    world->project.event_types = types;
    world->project.event_type_count = 2;
    assert_int_equal(pp_period_parse(world->arena, "2022-Q1", 0, &world->period, &error), PP_OK);
    return world;
}

void world_free(struct world *world)
{
    pp_run_free(world->run);
}

struct pp_count world_count(const char *text)
{
    long long lo, hi;

    if (strcmp(text, "?") == 0)
        return (struct pp_count){.state = PP_COUNT_UNKNOWN};
    if (text[0] == '~')
        return (struct pp_count){PP_COUNT_ESTIMATED, atoll(text + 1), atoll(text + 1)};
    if (sscanf(text, "%lld..%lld", &lo, &hi) == 2)
        return (struct pp_count){PP_COUNT_ESTIMATED, lo, hi};
    if (pp_ends_with(text, ".."))
        return (struct pp_count){PP_COUNT_AT_LEAST, atoll(text), atoll(text)};
    if (text[0] != '\0')
        return (struct pp_count){PP_COUNT_EXACT, atoll(text), atoll(text)};
    return (struct pp_count){.state = PP_COUNT_NONE};
}

static struct world_record *add(struct world *world, enum world_kind kind, size_t source)
{
    struct world_record *record = PP_PUSH(world->arena, &world->records);
    struct pp_origin origin = {source, source, world->records.count + 1};

    record->kind = kind;
    record->event.origin = record->attendance.origin = origin;
    record->answer.origin = record->value.origin = origin;
    return record;
}

static size_t city_index(const struct world *world, const char *id)
{
    for (size_t i = 0; i < world->project.city_count; i++)
        if (strcmp(world->project.cities[i].id, id) == 0)
            return i;
    fail_msg("no city %s", id);
    return 0;
}

static const size_t *read_cities(struct world *world, const char *text, size_t *count)
{
    size_t *cities = pp_arena_array(world->arena, world->project.city_count, sizeof *cities);

    *count = 0;
    for (size_t i = 0; i < world->project.city_count; i++)
        if (strstr(text, world->project.cities[i].id) != NULL)
            cities[(*count)++] = i;
    return cities;
}

struct pp_event_record *world_event(
    struct world *world, const char *id, const char *day, const char *cities, const char *type,
    const char *count)
{
    struct pp_event_record *event = &add(world, WORLD_EVENT, 0)->event;

    event->id = id;
    event->first = event->last = pp_day_parse_iso(day == NULL ? "2022-01-20" : day);
    event->cities = read_cities(world, cities, &event->city_count);
    if (type != NULL)
        event->type = &world->project.event_types[strcmp(type, "launch") == 0];
    event->planned = count == NULL;
    event->count = world_count(count == NULL ? "" : count);
    event->what = plain(world->arena, pp_arena_printf(world->arena, "What %s was", id));
    return event;
}

struct pp_attendance_record *world_row(struct world *world, const char *event, int person)
{
    struct pp_attendance_record *row = &add(world, WORLD_ATTENDANCE, 1)->attendance;

    row->event_id = event;
    row->day = pp_day_parse_iso("2022-01-20");
    row->identified = person != 0;
    /* hashes are scattered: person numbers would hide mistakes of order */
    unsigned scattered = (unsigned)person * 2654435761u;
    memcpy(row->person.hash, &scattered, sizeof scattered);
    memcpy(row->person.hash + 12, &person, sizeof person);
    return row;
}

void world_people(struct world *world, const char *event, int first, int last)
{
    for (int person = first; person <= last; person++)
        world_row(world, event, person);
}

struct pp_answer_record *world_answer(
    struct world *world, const char *city, int respondent, const char *dimension, int score2)
{
    struct pp_answer_record *answer = &add(world, WORLD_ANSWER, 2)->answer;

    memcpy(answer->respondent.hash, &respondent, sizeof respondent);
    answer->city = city_index(world, city);
    answer->framework = &world->project.frameworks[0];
    for (size_t i = 0; i < answer->framework->dimension_count; i++)
        if (strcmp(answer->framework->dimensions[i].code, dimension) == 0)
            answer->dimension = &answer->framework->dimensions[i];
    answer->day = pp_day_parse_iso("2022-02-01");
    answer->state = score2 == -1   ? PP_ANSWER_MISSING
                    : score2 == -2 ? PP_ANSWER_NOT_APPLICABLE
                                   : PP_ANSWER_SCORE;
    answer->score2 = score2;
    return answer;
}

void world_answers(
    struct world *world, const char *city, int *respondent, const char *dimension, int score2,
    int count)
{
    for (int i = 0; i < count; i++)
        world_answer(world, city, (*respondent)++, dimension, score2);
}

struct pp_value_record *world_value(
    struct world *world, const char *address, const char *day, const char *count)
{
    struct pp_value_record *value = &add(world, WORLD_VALUE, 3)->value;

    value->address = address;
    value->day = day == NULL ? PP_NO_DAY : pp_day_parse_iso(day);
    value->value = world_count(count);
    value->unit = "persons";
    value->declared = true;
    value->retrieved = PP_NO_DAY;
    return value;
}

void world_feed(const struct world_record *record, struct pp_tally *tally)
{
    struct pp_record_sink sink = pp_tally_sink(tally);
    enum pp_status status = PP_DATA;

    if (record->kind == WORLD_EVENT)
        status = sink.event(sink.self, &record->event);
    else if (record->kind == WORLD_ATTENDANCE)
        status = sink.attendance(sink.self, &record->attendance);
    else if (record->kind == WORLD_ANSWER)
        status = sink.answer(sink.self, &record->answer);
    else
        status = sink.value(sink.self, &record->value);
    assert_int_equal(status, PP_OK);
}

struct pp_results *world_close(struct world *world, const char *klass)
{
    struct pp_tally *tally =
        pp_tally_new(world->run, world->arena, &world->project, &world->period);
    struct pp_results *results = NULL;

    if (world->breaks_down)
        pp_tally_break_down(tally);
    for (size_t i = 0; i < world->records.count; i++)
        world_feed(&world->records.items[i], tally);
    assert_int_equal(pp_tally_close(tally, &world->accounts, klass, &results), PP_OK);
    pp_tally_free(tally);
    return results;
}

const char *world_show(
    struct world *world, const struct pp_results *results, const char *address, const char *period)
{
    struct pp_address defaults = {.period = period}, at;
    const char *error = NULL;

    if (pp_address_parse(world->arena, address, &defaults, &at, &error) != PP_OK)
        fail_msg("%s", error);
    const struct pp_figure *figure = pp_figure_find(results->table, &at);
    if (figure == NULL)
        return "none";
    const char *value = pp_figure_value_text(world->arena, figure);
    return pp_arena_printf(
        world->arena, "%s%s%s", pp_state_name(figure->state), *value == '\0' ? "" : " ", value);
}

void world_expect_at(
    struct world *world, const struct pp_results *results, const char *address, const char *period,
    const char *expected)
{
    const char *shown = world_show(world, results, address, period);

    if (strcmp(shown, expected) != 0)
        fail_msg("%s of %s is `%s`, not `%s`", address, period, shown, expected);
}

void world_expect(
    struct world *world, const struct pp_results *results, const char *address,
    const char *expected)
{
    world_expect_at(world, results, address, "2022-Q1", expected);
}
