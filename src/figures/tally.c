#include "pactpress/tally.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "facts.h"

struct pp_tally *pp_tally_new(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_period *period)
{
    struct pp_tally *tally = pp_arena_alloc(arena, sizeof *tally);
    pp_day start = project->start;

    /* an open or late start never cuts into the period itself; PP_NO_DAY is the earliest day */
    if (start > period->first)
        start = period->first;
    *tally = (struct pp_tally){.run = run, .arena = arena, .project = project, .period = *period};
    tally->previous = pp_period_previous(arena, period);
    tally->until = pp_period_until(arena, start, period);
    pp_map_init(&tally->events, arena);
    pp_map_init(&tally->lists, arena);
    pp_map_init(&tally->folded, arena);
    tally->persons = pp_arena_alloc(arena, sizeof *tally->persons);
    tally->traits = pp_arena_alloc(arena, sizeof *tally->traits);
    pp_sorter_init(tally->persons, sizeof(struct pp_visit), run->memory);
    pp_sorter_init(tally->traits, sizeof(struct pp_trait_row), run->memory);
    tally->surveys = pp_arena_array(
        arena, PP_SURVEY_PERIODS * project->city_count * project->framework_count,
        sizeof(struct pp_survey *));
    return tally;
}

void pp_tally_free(struct pp_tally *tally)
{
    pp_sorter_free(tally->persons);
    pp_sorter_free(tally->traits);
}

void pp_tally_keep_rows(struct pp_tally *tally)
{
    tally->keep_rows = true;
}

static void keep_row(
    struct pp_tally *tally, struct pp_trace *trace, const struct pp_origin *origin,
    enum pp_row_kind kind)
{
    if (tally->keep_rows)
        pp_trace_keep(tally->arena, trace, &(struct pp_row){origin->file, origin->line, kind});
}

/* Cities that are not yet among those of the event; the cities of both, in project order. */
static bool add_cities(struct pp_tally *tally, struct pp_event *event, const struct pp_event *other)
{
    struct pp_list_fact all = {.id = NULL};
    for (size_t i = 0; i < event->city_count; i++)
        pp_cities_add(tally->arena, &all, event->cities[i]);
    for (size_t i = 0; i < other->city_count; i++)
        pp_cities_add(tally->arena, &all, other->cities[i]);
    bool apart = all.city_count == event->city_count + other->city_count;
    event->cities = all.cities;
    event->city_count = all.city_count;
    return apart;
}

/* Takes an event in; `fact` is copied. Of records with the same id the earliest place counts. When
 * two cities report it, each for itself, it is one event of both. */
static void take_event(struct pp_tally *tally, const struct pp_event_fact *fact)
{
    struct pp_map_entry *entry =
        pp_map_entry(&tally->events, fact->event.id, strlen(fact->event.id));
    struct pp_event_fact *kept = entry->value;

    if (kept == NULL)
        entry->value = kept = pp_arena_alloc(tally->arena, sizeof *kept);
    struct pp_event before = kept->event;
    size_t records = kept->records + fact->records;
    if (kept->records == 0 || pp_origin_compare(&fact->event.origin, &kept->event.origin) < 0) {
        *kept = (struct pp_event_fact){
            .event = pp_event_copy(tally->arena, &fact->event), .count = fact->count};
        pp_trace_merge(tally->arena, &kept->trace, &fact->trace);
        if (before.id != NULL && add_cities(tally, &kept->event, &before))
            records--;
    } else if (add_cities(tally, &kept->event, &fact->event)) {
        records--;
    }
    kept->records = records;
}

static enum pp_status on_event(void *self, const struct pp_event_record *record)
{
    struct pp_tally *tally = self;
    size_t file = record->origin.file;
    struct pp_event_fact fact = {
        .event =
            {.id = record->id,
             .first = record->first,
             .last = record->last,
             .cities = record->cities,
             .city_count = record->city_count,
             .partners = record->partners,
             .type = record->type,
             .mode = record->mode,
             .link = record->link,
             .evidence = record->evidence,
             .planned = record->planned,
             .what = record->what,
             .who = record->who,
             .origin = record->origin},
        .count = record->count,
        .records = 1,
        .trace = {.files = &file, .count = 1, .rows = 1}};

    keep_row(tally, &fact.trace, &record->origin, PP_ROW_EVENT);
    take_event(tally, &fact);
    return PP_OK;
}

static const char *fold_name(struct pp_tally *tally, const char *name)
{
    struct pp_map_entry *entry = pp_map_entry(&tally->folded, name, strlen(name));

    if (entry->value == NULL)
        entry->value = pp_fold(tally->arena, name);
    return entry->value;
}

static void write_number(struct pp_str *out, long number)
{
    char digits[24];
    size_t at = sizeof digits;
    unsigned long left = number < 0 ? 0ul - (unsigned long)number : (unsigned long)number;
    do
        digits[--at] = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (number < 0)
        digits[--at] = '-';
    pp_str_append_n(out, digits + at, sizeof digits - at);
}

/* Rows without a named event are told apart by day and cities. */
static void write_list_key(struct pp_str *key, const struct pp_list_fact *list)
{
    write_number(key, (long)list->day);
    pp_str_append_char(key, '\x1F');
    pp_str_append(key, list->id == NULL ? "" : list->id);
    pp_str_append_char(key, '\x1F');
    pp_str_append(key, list->folded == NULL ? "" : list->folded);
    if (list->id != NULL || list->folded != NULL)
        return;
    for (size_t i = 0; i < list->city_count; i++)
        pp_str_printf(key, "\x1F%zu", list->cities[i]);
}

/* The tally's list with the key of `like`, made when there is none. */
static struct pp_list_fact *find_list(struct pp_tally *tally, const struct pp_list_fact *like)
{
    struct pp_str key;

    pp_str_init(&key);
    write_list_key(&key, like);
    struct pp_map_entry *entry = pp_map_entry(&tally->lists, key.text, key.length);
    pp_str_free(&key);
    struct pp_list_fact *list = entry->value;
    if (list == NULL) {
        list = entry->value = pp_arena_alloc(tally->arena, sizeof *list);
        list->number = (uint32_t)(tally->lists.count - 1);
        list->id = like->id == NULL ? NULL : pp_arena_strdup(tally->arena, like->id);
        list->name = like->name == NULL ? NULL : pp_arena_strdup(tally->arena, like->name);
        list->folded = like->folded == NULL ? NULL : pp_arena_strdup(tally->arena, like->folded);
        list->day = like->day;
        list->type = PP_NO_INDEX;
        list->origin = like->origin;
    }
    return list;
}

/* What lists have in common however they come: place, name of the earliest place, cities, type. */
static void take_list_head(
    struct pp_tally *tally, struct pp_list_fact *list, const struct pp_list_fact *other)
{
    if (pp_origin_compare(&other->origin, &list->origin) < 0) {
        list->origin = other->origin;
        if (other->name != NULL)
            list->name = pp_arena_strdup(tally->arena, other->name);
    }
    for (size_t i = 0; i < other->city_count; i++)
        pp_cities_add(tally->arena, list, other->cities[i]);
    if (other->type < list->type)
        list->type = other->type;
    pp_trace_merge(tally->arena, &list->trace, &other->trace);
}

static size_t type_index(const struct pp_project *project, const struct pp_event_type *type)
{
    return type == NULL ? PP_NO_INDEX : (size_t)(type - project->event_types);
}

static enum pp_status take_person(
    struct pp_tally *tally, const struct pp_person *person, uint32_t list)
{
    struct pp_visit visit = pp_visit_of(person, list);

    return pp_sorter_add(tally->run, tally->persons, &visit);
}

static enum pp_status count_row(
    struct pp_tally *tally, struct pp_list_fact *list, const struct pp_attendance_record *record)
{
    if (record->staff)
        return PP_OK;
    if (record->count.state != PP_COUNT_NONE) {
        pp_sum_add(&list->counts, &record->count);
        return PP_OK;
    }
    if (record->minutes > 0)
        list->rows_with_minutes++;
    else
        list->rows_without_minutes++;
    if (!pp_add(list->minutes, record->minutes, &list->minutes))
        tally->overflow = true;
    if (record->identified)
        return take_person(tally, &record->person, list->number);
    list->anonymous++;
    return PP_OK;
}

static enum pp_row_kind kind_of(const struct pp_attendance_record *record)
{
    if (record->staff)
        return PP_ROW_STAFF;
    if (record->count.state != PP_COUNT_NONE)
        return PP_ROW_COUNT;
    return record->identified ? PP_ROW_PERSON : PP_ROW_NAMELESS;
}

static enum pp_status on_attendance(void *self, const struct pp_attendance_record *record)
{
    struct pp_tally *tally = self;
    size_t file = record->origin.file;
    struct pp_list_fact row = {
        .id = pp_is_empty(record->event_id) ? NULL : record->event_id,
        .name = pp_is_empty(record->event_name) ? NULL : record->event_name,
        .day = record->day,
        .type = type_index(tally->project, record->type),
        .trace = {.files = &file, .count = 1, .rows = 1},
        .origin = record->origin};

    if (row.name != NULL)
        row.folded = fold_name(tally, row.name);
    /* read only: the list makes its own copy */
    row.cities = (size_t *)record->cities;
    row.city_count = record->city_count;
    struct pp_list_fact *list = find_list(tally, &row);
    take_list_head(tally, list, &row);
    PP_TRY(count_row(tally, list, record));
    keep_row(tally, &list->trace, &record->origin, kind_of(record));
    if (!record->identified || record->staff || tally->project->indicators.count == 0)
        return PP_OK;
    struct pp_trait_row traits = pp_trait_row_of(&tally->project->indicators, record);
    return pp_sorter_add(tally->run, tally->traits, &traits);
}

static struct pp_survey *find_survey(
    struct pp_tally *tally, size_t period, size_t city, size_t framework)
{
    struct pp_survey **slot = pp_survey_slot(tally, period, city, framework);

    if (*slot == NULL) {
        *slot = pp_arena_alloc(tally->arena, sizeof **slot);
        (*slot)->dimensions = pp_arena_array(
            tally->arena, tally->project->frameworks[framework].dimension_count,
            sizeof(struct pp_answers *));
    }
    return *slot;
}

static bool is_on_scale(const struct pp_framework *framework, int score2)
{
    return score2 >= 2 * framework->scale.min && score2 <= 2 * framework->scale.max &&
           (framework->scale.half_points || score2 % 2 == 0);
}

static enum pp_status take_answer(
    struct pp_tally *tally, size_t period, const struct pp_answer_record *record)
{
    const struct pp_framework *framework = record->framework;
    size_t index = (size_t)(framework - tally->project->frameworks);
    struct pp_survey *survey = find_survey(tally, period, record->city, index);
    struct pp_answers **slot = &survey->dimensions[record->dimension->index];

    if (record->state == PP_ANSWER_SCORE && !is_on_scale(framework, record->score2)) {
        pp_error(
            tally->run, PP_NOWHERE, "figures.off-scale",
            "A score of framework %s is off its scale and reached the figures; such rows belong "
            "to those held back.",
            framework->id);
        return PP_DATA;
    }
    if (*slot == NULL)
        *slot = pp_answers_new(tally->arena, framework);
    pp_trace_add(tally->arena, &(*slot)->trace, record->origin.file, 1);
    pp_trace_add(tally->arena, &survey->trace, record->origin.file, 1);
    keep_row(tally, &(*slot)->trace, &record->origin, PP_ROW_ANSWER);
    keep_row(tally, &survey->trace, &record->origin, PP_ROW_ANSWER);
    if (record->state == PP_ANSWER_MISSING) {
        (*slot)->missing++;
    } else if (record->state == PP_ANSWER_NOT_APPLICABLE) {
        (*slot)->not_applicable++;
    } else {
        int step = framework->scale.half_points ? 1 : 2;
        (*slot)->counts[(record->score2 - 2 * framework->scale.min) / step]++;
        size_t number = pp_survey_index(tally, period, record->city, index);
        return take_person(tally, &record->respondent, PP_VISIT_SURVEY | (uint32_t)number);
    }
    return PP_OK;
}

static enum pp_status on_answer(void *self, const struct pp_answer_record *record)
{
    struct pp_tally *tally = self;

    if (record->day == PP_NO_DAY)
        tally->undated_answers++;
    else if (pp_period_holds(&tally->period, record->day))
        return take_answer(tally, PP_SURVEY_NOW, record);
    else if (pp_period_holds(&tally->previous, record->day))
        return take_answer(tally, PP_SURVEY_PREVIOUS, record);
    else
        tally->later_answers |= record->day > tally->period.last;
    return PP_OK;
}

static enum pp_status on_value(void *self, const struct pp_value_record *record)
{
    struct pp_tally *tally = self;
    struct pp_value_record *kept = PP_PUSH(tally->arena, &tally->values);

    *kept = pp_value_copy(tally->arena, record);
    return PP_OK;
}

struct pp_record_sink pp_tally_sink(struct pp_tally *tally)
{
    return (struct pp_record_sink){
        .self = tally,
        .event = on_event,
        .attendance = on_attendance,
        .answer = on_answer,
        .value = on_value};
}

/* `numbers` tells what their lists are called here. */
static void merge_lists(struct pp_tally *tally, const struct pp_tally *other, uint32_t *numbers)
{
    for (size_t i = 0; i < other->lists.count; i++) {
        const struct pp_list_fact *theirs = other->lists.entries[i].value;
        struct pp_list_fact *ours = find_list(tally, theirs);
        take_list_head(tally, ours, theirs);
        numbers[theirs->number] = ours->number;
        pp_sum_merge(&ours->counts, &theirs->counts);
        ours->anonymous += theirs->anonymous;
        ours->rows_with_minutes += theirs->rows_with_minutes;
        ours->rows_without_minutes += theirs->rows_without_minutes;
        if (!pp_add(ours->minutes, theirs->minutes, &ours->minutes))
            tally->overflow = true;
    }
}

/* Records of another tally, one by one. */
static enum pp_status merge_sorter(
    struct pp_tally *tally, struct pp_sorter *ours, struct pp_sorter *theirs,
    const uint32_t *numbers)
{
    struct pp_sorter_walk walk;
    const unsigned char *record = NULL;
    enum pp_status status = pp_sorter_begin(tally->run, theirs, &walk);

    while (status == PP_OK && (status = pp_sorter_next(&walk, &record)) == PP_OK &&
           record != NULL) {
        struct pp_visit visit;
        if (numbers == NULL) {
            status = pp_sorter_add(tally->run, ours, record);
            continue;
        }
        memcpy(&visit, record, sizeof visit);
        uint32_t list = pp_visit_list(&visit);
        status = take_person(tally, &visit.person, list & PP_VISIT_SURVEY ? list : numbers[list]);
    }
    pp_sorter_end(&walk);
    return status;
}

static void merge_survey(
    struct pp_tally *tally, const struct pp_framework *framework, struct pp_survey *ours,
    const struct pp_survey *theirs)
{
    pp_trace_merge(tally->arena, &ours->trace, &theirs->trace);
    for (size_t d = 0; d < framework->dimension_count; d++) {
        if (theirs->dimensions[d] == NULL)
            continue;
        if (ours->dimensions[d] == NULL)
            ours->dimensions[d] = pp_answers_new(tally->arena, framework);
        pp_answers_merge(tally->arena, framework, ours->dimensions[d], theirs->dimensions[d]);
    }
}

static void merge_surveys(struct pp_tally *tally, const struct pp_tally *other)
{
    const struct pp_project *project = tally->project;

    for (size_t p = 0; p < PP_SURVEY_PERIODS; p++)
        for (size_t c = 0; c < project->city_count; c++)
            for (size_t f = 0; f < project->framework_count; f++) {
                const struct pp_survey *theirs = *pp_survey_slot(other, p, c, f);
                if (theirs != NULL)
                    merge_survey(
                        tally, &project->frameworks[f], find_survey(tally, p, c, f), theirs);
            }
}

enum pp_status pp_tally_merge(struct pp_tally *tally, const struct pp_tally *other)
{
    if (tally->project != other->project || strcmp(tally->period.key, other->period.key) != 0) {
        pp_error(
            tally->run, PP_NOWHERE, "tally.differs",
            "Partial tallies of %s and %s cannot be merged; make both with the same "
            "pactpress.yaml and period.",
            tally->period.key, other->period.key);
        return PP_USAGE;
    }
    for (size_t i = 0; i < other->events.count; i++)
        take_event(tally, other->events.entries[i].value);
    uint32_t *numbers = pp_arena_array(tally->arena, other->lists.count, sizeof *numbers);
    merge_lists(tally, other, numbers);
    PP_TRY(merge_sorter(tally, tally->persons, other->persons, numbers));
    PP_TRY(merge_sorter(tally, tally->traits, other->traits, NULL));
    merge_surveys(tally, other);
    for (size_t i = 0; i < other->values.count; i++)
        PP_TRY(on_value(tally, &other->values.items[i]));
    tally->undated_answers += other->undated_answers;
    tally->later_answers = tally->later_answers || other->later_answers;
    tally->overflow = tally->overflow || other->overflow;
    return PP_OK;
}
