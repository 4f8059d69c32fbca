/* Look-ups in a project. Labels are compared folded; the maps over them are built once when the
 * project is loaded. A project that was put together by hand has none, and is searched. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/project.h"
#include "pactpress/str.h"
#include "project/lookup.h"

const struct pp_city *pp_project_city(const struct pp_project *project, const char *id)
{
    for (size_t i = 0; i < project->city_count; i++)
        if (project->cities[i].id && pp_streq(project->cities[i].id, id))
            return &project->cities[i];
    return NULL;
}

const struct pp_partner *pp_project_partner(const struct pp_project *project, const char *id)
{
    for (size_t i = 0; i < project->partner_count; i++)
        if (project->partners[i].id && pp_streq(project->partners[i].id, id))
            return &project->partners[i];
    return NULL;
}

const struct pp_framework *pp_project_framework(const struct pp_project *project, const char *id)
{
    for (size_t i = 0; i < project->framework_count; i++)
        if (project->frameworks[i].id && pp_streq(project->frameworks[i].id, id))
            return &project->frameworks[i];
    return NULL;
}

const struct pp_event_type *pp_project_event_type(const struct pp_project *project, const char *id)
{
    for (size_t i = 0; i < project->event_type_count; i++)
        if (project->event_types[i].id && pp_streq(project->event_types[i].id, id))
            return &project->event_types[i];
    return NULL;
}

const struct pp_dimension *pp_framework_dimension(
    const struct pp_framework *framework, const char *code)
{
    for (size_t i = 0; i < framework->dimension_count; i++)
        if (framework->dimensions[i].code && pp_streq(framework->dimensions[i].code, code))
            return &framework->dimensions[i];
    return NULL;
}

/* Calls `visit` with every spelling of a city until it says true. */
typedef bool visit_label(void *self, const char *label);

static bool visit_i18n(const struct pp_i18n *text, visit_label *visit, void *self)
{
    for (size_t i = 0; i < text->count; i++)
        if (visit(self, text->items[i].text))
            return true;
    return false;
}

static bool visit_strings(const struct pp_strings *list, visit_label *visit, void *self)
{
    for (size_t i = 0; i < list->count; i++)
        if (visit(self, list->items[i]))
            return true;
    return false;
}

static bool visit_city(const struct pp_city *city, visit_label *visit, void *self)
{
    return (city->id && visit(self, city->id)) || visit_i18n(&city->name, visit, self) ||
           visit_strings(&city->aliases, visit, self);
}

static bool visit_dimension(const struct pp_dimension *dimension, visit_label *visit, void *self)
{
    return (dimension->code && visit(self, dimension->code)) ||
           visit_i18n(&dimension->label, visit, self) ||
           visit_i18n(&dimension->question, visit, self) ||
           visit_strings(&dimension->aliases, visit, self);
}

static bool is_label(void *self, const char *label)
{
    return pp_fold_equal(self, label);
}

static void *find_folded(const struct pp_map *map, const char *label)
{
    struct pp_str folded;
    pp_str_init(&folded);
    pp_fold_into(&folded, label);
    void *value = folded.length > 0 ? pp_map_get(map, folded.text) : NULL;
    pp_str_free(&folded);
    return value;
}

const struct pp_city *pp_project_city_by_label(const struct pp_project *project, const char *label)
{
    if (!label)
        return NULL;
    if (project->city_labels)
        return find_folded(project->city_labels, label);
    for (size_t i = 0; i < project->city_count; i++)
        if (visit_city(&project->cities[i], is_label, (void *)(uintptr_t)label))
            return &project->cities[i];
    return NULL;
}

struct nearest {
    const char *folded; /* what is looked for */
    const char *words[2];
    size_t distance;
    bool found;
};

static bool is_nearer(void *self, const char *label)
{
    struct nearest *nearest = self;
    struct pp_str folded;
    pp_str_init(&folded);
    pp_fold_into(&folded, label);
    nearest->words[0] = folded.text;
    if (pp_nearest(nearest->folded, nearest->words)) {
        size_t distance = pp_edit_distance(nearest->folded, folded.text);
        if (distance < nearest->distance) {
            nearest->distance = distance;
            nearest->found = true;
        }
    }
    pp_str_free(&folded);
    return false;
}

const char *pp_project_city_nearest(const struct pp_project *project, const char *label)
{
    struct pp_str folded;
    pp_str_init(&folded);
    pp_fold_into(&folded, label);
    struct nearest nearest = {.folded = folded.text, .distance = SIZE_MAX};
    const char *id = NULL;
    for (size_t i = 0; i < project->city_count; i++) {
        nearest.found = false;
        visit_city(&project->cities[i], is_nearer, &nearest);
        if (nearest.found)
            id = project->cities[i].id;
    }
    pp_str_free(&folded);
    return id;
}

/* The dimensions that share one folded label, in order. */
struct bucket {
    const struct pp_dimension **items;
    size_t count, capacity;
};

size_t pp_framework_match(
    const struct pp_framework *framework, const char *label, const struct pp_dimension **found,
    size_t capacity)
{
    if (pp_is_empty(label))
        return 0;
    size_t count = 0;
    if (framework->labels) {
        const struct bucket *bucket = find_folded(framework->labels, label);
        for (size_t i = 0; bucket && i < bucket->count; i++, count++)
            if (count < capacity)
                found[count] = bucket->items[i];
        return count;
    }
    for (size_t i = 0; i < framework->dimension_count; i++) {
        if (!visit_dimension(&framework->dimensions[i], is_label, (void *)(uintptr_t)label))
            continue;
        if (count < capacity)
            found[count] = &framework->dimensions[i];
        count++;
    }
    return count;
}

struct indexing {
    struct pp_arena *arena;
    struct pp_map *map;
    const void *value; /* what the labels lead to */
};

static bool add_city(void *self, const char *label)
{
    struct indexing *indexing = self;
    const char *folded = pp_fold(indexing->arena, label);
    if (*folded && !pp_map_get(indexing->map, folded))
        pp_map_set(indexing->map, folded, (void *)(uintptr_t)indexing->value);
    return false;
}

static bool add_dimension(void *self, const char *label)
{
    struct indexing *indexing = self;
    const char *folded = pp_fold(indexing->arena, label);
    if (*folded == '\0')
        return false;
    struct pp_map_entry *entry = pp_map_entry(indexing->map, folded, strlen(folded));
    if (!entry->value)
        entry->value = pp_arena_alloc(indexing->arena, sizeof(struct bucket));
    struct bucket *bucket = entry->value;
    if (bucket->count == 0 || bucket->items[bucket->count - 1] != indexing->value)
        *(const struct pp_dimension **)PP_PUSH(indexing->arena, bucket) = indexing->value;
    return false;
}

static struct pp_map *new_map(struct pp_arena *arena)
{
    struct pp_map *map = pp_arena_alloc(arena, sizeof *map);
    pp_map_init(map, arena);
    return map;
}

void pp_project_index(struct pp_arena *arena, struct pp_project *project)
{
    struct indexing indexing = {.arena = arena, .map = new_map(arena)};
    for (size_t i = 0; i < project->city_count; i++) {
        indexing.value = &project->cities[i];
        visit_city(&project->cities[i], add_city, &indexing);
    }
    project->city_labels = indexing.map;
    for (size_t i = 0; i < project->framework_count; i++) {
        struct pp_framework *framework = &project->frameworks[i];
        indexing.map = new_map(arena);
        for (size_t k = 0; k < framework->dimension_count; k++) {
            indexing.value = &framework->dimensions[k];
            visit_dimension(&framework->dimensions[k], add_dimension, &indexing);
        }
        framework->labels = indexing.map;
    }
}

bool pp_city_active(const struct pp_city *city, const struct pp_period *period)
{
    return (city->from == PP_NO_DAY || city->from <= period->last) &&
           (city->to == PP_NO_DAY || city->to >= period->first);
}

enum pp_status pp_project_period(
    const struct pp_project *project, struct pp_arena *arena, const char *text, pp_day today,
    struct pp_period *out, const char **error)
{
    const char *named = pp_map_get(&project->periods, text);
    return pp_period_parse(arena, named ? named : text, today, out, error);
}

const char *pp_site_address(
    struct pp_arena *arena, const struct pp_project *project, const char *klass, const char *period,
    const char *path)
{
    const char *base = project->site.base_url;
    if (pp_is_empty(base))
        return NULL;
    return pp_arena_printf(
        arena, "%s%s%s/%s/%s", base, pp_ends_with(base, "/") ? "" : "/", klass, period, path);
}
