#include "project/check.h"

#include <stdarg.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/fold.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"
#include "pactpress/zone.h"
#include "project/find.h"

void pp_check_error(
    struct pp_checker *checker, const struct pp_yaml *node, const char *rule, const char *format,
    ...)
{
    va_list args;
    va_start(args, format);
    const char *sentence = pp_arena_vprintf(checker->run->arena, format, args);
    va_end(args);
    pp_yaml_report(checker->run, PP_ERROR, node, rule, "%s", sentence);
    checker->bad = true;
}

const struct pp_yaml *pp_check_at(const struct pp_yaml *map, const char *key)
{
    const struct pp_yaml *node = pp_yaml_get(map, key);
    return node ? node : map;
}

static const struct pp_yaml *nth(const struct pp_yaml *list, size_t i)
{
    const struct pp_yaml *item = list->first;
    while (item && i-- > 0)
        item = item->next;
    return item;
}

const struct pp_yaml *pp_check_item(const struct pp_checker *checker, const char *key, size_t i)
{
    const struct pp_yaml *list = pp_check_at(checker->root, key);
    const struct pp_yaml *item = nth(list, i);
    return item ? item : list;
}

const struct pp_yaml *pp_check_text(const struct pp_yaml *map, const char *key, const char *text)
{
    const struct pp_yaml *list = pp_check_at(map, key), *found = list;
    for (const struct pp_yaml *item = list->first; item; item = item->next)
        if (item->kind == PP_YAML_SCALAR && strcmp(item->text, text) == 0)
            found = item;
    return found;
}

void pp_check_unknown(
    struct pp_checker *checker, const struct pp_yaml *node, const char *rule, const char *what,
    const char *id, const char *const *ids)
{
    const char *nearest = pp_nearest(id, ids);
    if (nearest)
        pp_check_error(
            checker, node, rule, "there is no %s \"%s\"; did you mean \"%s\"?", what, id, nearest);
    else
        pp_check_error(
            checker, node, rule, "there is no %s \"%s\"; there are %s", what, id,
            pp_words_join(checker->run, ids));
}

const char *const *pp_check_city_ids(struct pp_checker *checker)
{
    const struct pp_project *project = checker->project;
    const char **ids = pp_arena_array(checker->run->arena, project->city_count + 1, sizeof *ids);
    size_t n = 0;
    for (size_t i = 0; i < project->city_count; i++)
        if (project->cities[i].id)
            ids[n++] = project->cities[i].id;
    return ids;
}

static const char *const *partner_ids(struct pp_checker *checker)
{
    const struct pp_project *project = checker->project;
    const char **ids = pp_arena_array(checker->run->arena, project->partner_count + 1, sizeof *ids);
    size_t n = 0;
    for (size_t i = 0; i < project->partner_count; i++)
        if (project->partners[i].id)
            ids[n++] = project->partners[i].id;
    return ids;
}

static void check_time(struct pp_checker *checker)
{
    const struct pp_project *project = checker->project;
    const struct pp_yaml *identity = pp_check_at(checker->root, "project");
    if (project->start != PP_NO_DAY && project->end != PP_NO_DAY && project->end < project->start)
        pp_check_error(
            checker, pp_check_at(identity, "end"), "project.dates",
            "the project ends before it starts; write the later day under \"end\"");
    const struct pp_yaml *zone = pp_check_at(checker->root, "timezone");
    if (!project->timezone || pp_zone_is_known(project->timezone))
        return;
    const char *nearest = pp_zone_nearest(checker->run->arena, project->timezone);
    pp_check_error(
        checker, zone, "project.timezone", "there is no time zone \"%s\"; %s%s%s",
        project->timezone, nearest ? "did you mean \"" : "write one as Europe/Bucharest",
        nearest ? nearest : "", nearest ? "\"?" : "");
}

static void check_periods(struct pp_checker *checker)
{
    const struct pp_yaml *periods = pp_yaml_get(checker->root, "periods");
    struct pp_period period;
    const char *error = NULL;
    for (const struct pp_yaml *child = periods ? periods->first : NULL; child;
         child = child->next) {
        if (pp_period_parse(checker->run->arena, child->key, 0, &period, &error) == PP_OK)
            pp_check_error(
                checker, child, "project.period",
                "\"%s\" is a period already; give this one a name of its own", child->key);
        if (child->kind == PP_YAML_SCALAR &&
            pp_period_parse(checker->run->arena, child->text, PP_NO_DAY, &period, &error) != PP_OK)
            pp_check_error(checker, child, "project.period", "%s", error);
    }
}

static void check_doubled_languages(struct pp_checker *checker)
{
    const struct pp_strings *languages = &checker->project->languages;
    const struct pp_yaml *node = pp_check_at(checker->root, "languages");
    if (languages->count == 0 && node != checker->root)
        pp_check_error(checker, node, "project.languages", "name one language at least, as [en]");
    for (size_t i = 0; i < languages->count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(languages->items[i], languages->items[j]) == 0)
                pp_check_error(
                    checker, pp_check_text(checker->root, "languages", languages->items[i]),
                    "project.languages", "the language \"%s\" stands twice; name it once",
                    languages->items[i]);
}

static void check_city(struct pp_checker *checker, const struct pp_city *city)
{
    const struct pp_yaml *node = pp_check_item(checker, "cities", city->index);
    if (city->from != PP_NO_DAY && city->to != PP_NO_DAY && city->to < city->from)
        pp_check_error(
            checker, pp_check_at(node, "to"), "project.dates",
            "this city leaves before it joins; write the later day under \"to\"");
    for (size_t i = 0; i < city->partners.count; i++)
        if (!pp_project_partner(checker->project, city->partners.items[i]))
            pp_check_unknown(
                checker, pp_check_text(node, "partners", city->partners.items[i]),
                "project.no-partner", "partner", city->partners.items[i], partner_ids(checker));
}

/* One spelling for two cities could never be read. */
static void check_label(
    struct pp_checker *checker, struct pp_map *seen, const struct pp_city *city, const char *label)
{
    const char *folded = pp_fold(checker->run->arena, label);
    const struct pp_city *other = pp_map_get(seen, folded);
    if (other && other != city && other->id && city->id && strcmp(other->id, city->id) != 0)
        pp_check_error(
            checker, pp_check_item(checker, "cities", city->index), "project.city-label",
            "\"%s\" names both %s and %s; a spelling belongs to one city", label, other->id,
            city->id);
    pp_map_set(seen, folded, (void *)(uintptr_t)city); /* the same pair is told once */
}

static void check_cities(struct pp_checker *checker)
{
    const struct pp_project *project = checker->project;
    if (project->city_count > PP_LIMIT_CITIES)
        pp_check_error(
            checker, pp_check_at(checker->root, "cities"), "project.too-many-cities",
            "a project has %d cities at most", PP_LIMIT_CITIES);
    struct pp_map seen;
    pp_map_init(&seen, checker->run->arena);
    for (size_t i = 0; i < project->city_count; i++) {
        const struct pp_city *city = &project->cities[i];
        check_city(checker, city);
        if (city->id)
            check_label(checker, &seen, city, city->id);
        for (size_t k = 0; k < city->name.count; k++)
            check_label(checker, &seen, city, city->name.items[k].text);
        for (size_t k = 0; k < city->aliases.count; k++)
            check_label(checker, &seen, city, city->aliases.items[k]);
    }
}

static void check_partners(struct pp_checker *checker)
{
    const struct pp_project *project = checker->project;
    for (size_t i = 0; i < project->partner_count; i++) {
        const struct pp_partner *partner = &project->partners[i];
        const struct pp_yaml *node = pp_check_item(checker, "partners", i);
        if (partner->city && !pp_project_city(project, partner->city))
            pp_check_unknown(
                checker, pp_check_at(node, "city"), "project.no-city", "city", partner->city,
                pp_check_city_ids(checker));
        if (partner->logo &&
            !pp_file_exists(pp_path_join(checker->run->arena, project->folder, partner->logo)))
            pp_check_error(
                checker, pp_check_at(node, "logo"), "project.no-file",
                "there is no file %s in the project folder; without \"logo\" the name is set in a "
                "frame",
                partner->logo);
    }
    const struct pp_yaml *identity = pp_check_at(checker->root, "project");
    if (project->coordinator && !pp_project_partner(project, project->coordinator))
        pp_check_unknown(
            checker, pp_check_at(identity, "coordinator"), "project.no-partner", "partner",
            project->coordinator, partner_ids(checker));
}

static bool is_decimal(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0)
        return false;
    text += digits;
    return *text == '\0' ||
           (*text == '.' && text[1] && strspn(text + 1, "0123456789") == strlen(text + 1));
}

static void check_facts(struct pp_checker *checker)
{
    const struct pp_project *project = checker->project;
    for (size_t i = 0; i < project->fact_count; i++) {
        const struct pp_fact *fact = &project->facts[i];
        const struct pp_yaml *node = pp_check_item(checker, "facts", i);
        if (!fact->value && !fact->figure)
            pp_check_error(
                checker, node, "project.fact",
                "The fact \"%s\" needs a \"value\", or a \"figure\" that is ready.", fact->id);
        if (fact->value && !is_decimal(fact->value))
            pp_check_error(
                checker, pp_check_at(node, "value"), "project.number",
                "\"value\" takes a number with a decimal point, as 54 or 54.5, not \"%s\"",
                fact->value);
        if (fact->retrieved && pp_day_parse_iso(fact->retrieved) == PP_NO_DAY)
            pp_check_error(
                checker, pp_check_at(node, "retrieved"), "project.dates",
                "\"retrieved\" takes a date (YYYY-MM-DD), not \"%s\"", fact->retrieved);
    }
}

void pp_check_project(struct pp_checker *checker)
{
    check_time(checker);
    check_doubled_languages(checker);
    check_periods(checker);
    check_cities(checker);
    check_partners(checker);
    check_facts(checker);
    pp_check_frameworks(checker);
    pp_check_sources(checker);
    pp_check_outputs(checker);
    pp_check_indicators(checker);
}
