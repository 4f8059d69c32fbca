#include "facts.h"

#include <string.h>

#include "pactpress/arena.h"

int pp_origin_compare(const struct pp_origin *a, const struct pp_origin *b)
{
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

struct pp_visit pp_visit_of(const struct pp_person *person, uint32_t list)
{
    return (struct pp_visit){
        *person,
        {(unsigned char)(list >> 24), (unsigned char)(list >> 16), (unsigned char)(list >> 8),
         (unsigned char)list}};
}

uint32_t pp_visit_list(const struct pp_visit *visit)
{
    return (uint32_t)visit->list[0] << 24 | (uint32_t)visit->list[1] << 16 |
           (uint32_t)visit->list[2] << 8 | visit->list[3];
}

size_t pp_survey_index(const struct pp_tally *tally, size_t period, size_t city, size_t framework)
{
    const struct pp_project *project = tally->project;

    return (period * project->city_count + city) * project->framework_count + framework;
}

struct pp_survey **pp_survey_slot(
    const struct pp_tally *tally, size_t period, size_t city, size_t framework)
{
    return &tally->surveys[pp_survey_index(tally, period, city, framework)];
}

static int step2(const struct pp_framework *framework)
{
    return framework->scale.half_points ? 1 : 2;
}

size_t pp_scale_classes(const struct pp_framework *framework)
{
    return (size_t)(2 * (framework->scale.max - framework->scale.min) / step2(framework)) + 1;
}

int pp_scale_score2(const struct pp_framework *framework, size_t class)
{
    return 2 * framework->scale.min + (int)class * step2(framework);
}

struct pp_answers *pp_answers_new(struct pp_arena *arena, const struct pp_framework *framework)
{
    struct pp_answers *answers = pp_arena_alloc(arena, sizeof *answers);

    answers->counts = pp_arena_array(arena, pp_scale_classes(framework), sizeof *answers->counts);
    return answers;
}

void pp_answers_merge(
    struct pp_arena *arena, const struct pp_framework *framework, struct pp_answers *answers,
    const struct pp_answers *other)
{
    for (size_t i = 0; i < pp_scale_classes(framework); i++)
        answers->counts[i] += other->counts[i];
    answers->missing += other->missing;
    answers->not_applicable += other->not_applicable;
    pp_trace_merge(arena, &answers->trace, &other->trace);
}

void pp_cities_add(struct pp_arena *arena, struct pp_list_fact *list, size_t city)
{
    size_t at = 0;

    while (at < list->city_count && list->cities[at] < city)
        at++;
    if (at < list->city_count && list->cities[at] == city)
        return;
    pp_arena_push(
        arena, &list->cities, &list->city_count, &list->city_capacity, sizeof *list->cities);
    memmove(
        &list->cities[at + 1], &list->cities[at],
        (list->city_count - 1 - at) * sizeof *list->cities);
    list->cities[at] = city;
}

static const char *copy_text(struct pp_arena *arena, const char *text)
{
    return text == NULL ? NULL : pp_arena_strdup(arena, text);
}

static struct pp_i18n copy_i18n(struct pp_arena *arena, const struct pp_i18n *text)
{
    struct pp_i18n copy = {.count = text->count, .capacity = text->count};

    copy.items = pp_arena_array(arena, text->count, sizeof *copy.items);
    for (size_t i = 0; i < text->count; i++) {
        copy.items[i] = text->items[i];
        copy.items[i].lang = copy_text(arena, text->items[i].lang);
        copy.items[i].text = copy_text(arena, text->items[i].text);
    }
    return copy;
}

struct pp_event pp_event_copy(struct pp_arena *arena, const struct pp_event *event)
{
    struct pp_event copy = *event;

    copy.id = copy_text(arena, event->id);
    if (event->city_count > 0)
        copy.cities =
            pp_arena_memdup(arena, event->cities, event->city_count * sizeof *event->cities);
    copy.partners = copy_text(arena, event->partners);
    copy.mode = copy_text(arena, event->mode);
    copy.link = copy_text(arena, event->link);
    copy.evidence = copy_text(arena, event->evidence);
    copy.what = copy_i18n(arena, &event->what);
    copy.who = copy_i18n(arena, &event->who);
    return copy;
}

struct pp_value_record pp_value_copy(struct pp_arena *arena, const struct pp_value_record *record)
{
    struct pp_value_record copy = *record;

    copy.address = copy_text(arena, record->address);
    copy.unit = copy_text(arena, record->unit);
    copy.publisher = copy_text(arena, record->publisher);
    copy.year = copy_text(arena, record->year);
    copy.url = copy_text(arena, record->url);
    copy.licence = copy_text(arena, record->licence);
    copy.document = copy_text(arena, record->document);
    return copy;
}
