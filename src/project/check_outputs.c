#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "project/check.h"
#include "project/find.h"

static bool is_language(const struct pp_project *project, const char *lang)
{
    for (size_t i = 0; i < project->languages.count; i++)
        if (strcmp(project->languages.items[i], lang) == 0)
            return true;
    return false;
}

static const char *languages_of(struct pp_checker *checker)
{
    const struct pp_strings *languages = &checker->project->languages;
    const char **list = pp_arena_array(checker->run->arena, languages->count + 1, sizeof *list);
    for (size_t i = 0; i < languages->count; i++)
        list[i] = languages->items[i];
    return pp_words_join(checker->run, list);
}

static void check_layout(
    struct pp_checker *checker, const struct pp_output *output, const struct pp_yaml *node)
{
    struct pp_places places = pp_layout_places(checker->run, checker->project->folder, "");
    if (output->layout && !pp_places_find(checker->run, &places, output->layout))
        pp_check_unknown(
            checker, pp_check_at(node, "layout"), "output.no-layout", "layout", output->layout,
            pp_places_list(checker->run, &places));
}

static void check_output_cities(
    struct pp_checker *checker, const struct pp_output *output, const struct pp_yaml *node)
{
    if (pp_streq(output->scope, "project") && output->cities.count > 0)
        pp_check_error(
            checker, pp_check_at(node, "cities"), "output.cities",
            "a document of the whole project has no cities; delete \"cities\", or write \"scope: "
            "city\"");
    for (size_t i = 0; i < output->cities.count; i++)
        if (!pp_project_city(checker->project, output->cities.items[i]))
            pp_check_unknown(
                checker, pp_check_text(node, "cities", output->cities.items[i]), "output.no-city",
                "city", output->cities.items[i], pp_check_city_ids(checker));
}

/* "home" stands for a language per city; each must be one of the project's. */
static void check_home(
    struct pp_checker *checker, const struct pp_output *output, const struct pp_yaml *node)
{
    const struct pp_project *project = checker->project;
    if (pp_streq(output->scope, "project")) {
        pp_check_error(
            checker, node, "output.languages",
            "the whole project has no home language; name its languages");
        return;
    }
    size_t count = output->cities.count > 0 ? output->cities.count : project->city_count;
    for (size_t i = 0; i < count; i++) {
        const struct pp_city *city = output->cities.count > 0
                                         ? pp_project_city(project, output->cities.items[i])
                                         : &project->cities[i];
        if (city && city->lang && !is_language(project, city->lang))
            pp_check_error(
                checker, node, "output.languages",
                "the home language of %s, \"%s\", is not among \"languages\" (%s); add it there, "
                "or name other languages here",
                city->id ? city->id : "a city", city->lang, languages_of(checker));
    }
}

/* Without any languages that is the mistake, and was said. */
static void check_languages(
    struct pp_checker *checker, const struct pp_output *output, const struct pp_yaml *node)
{
    if (checker->project->languages.count == 0)
        return;
    for (size_t i = 0; i < output->langs.count; i++) {
        const struct pp_yaml *place = pp_check_text(node, "langs", output->langs.items[i]);
        if (strcmp(output->langs.items[i], "home") == 0)
            check_home(checker, output, place);
        else if (!is_language(checker->project, output->langs.items[i]))
            pp_check_error(
                checker, place, "output.languages",
                "\"%s\" is not among \"languages\" (%s); add it there, or choose one of them",
                output->langs.items[i], languages_of(checker));
    }
}

/* One document, as text: "bulletin riga lv public". */
static void check_document(
    struct pp_checker *checker, struct pp_map *seen, const struct pp_output *output,
    const struct pp_yaml *node, const struct pp_city *city, const char *lang)
{
    const char *name = pp_arena_printf(
        checker->run->arena, "%s of %s in \"%s\" (%s)", output->layout ? output->layout : "",
        city ? city->id : "the project", lang, output->klass);
    const struct pp_yaml *before = pp_map_get(seen, name);
    if (before)
        pp_check_error(
            checker, node, "output.doubled",
            "the %s stands in \"outputs\" twice (first in line %zu); name every document once",
            name, before->where.line);
    else
        pp_map_set(seen, name, (void *)(uintptr_t)node);
}

static void check_documents(
    struct pp_checker *checker, struct pp_map *seen, const struct pp_output *output,
    const struct pp_yaml *node)
{
    const struct pp_project *project = checker->project;
    bool of_project = pp_streq(output->scope, "project");
    for (size_t i = 0; i < output->langs.count; i++) {
        const char *lang = output->langs.items[i];
        if (of_project) {
            check_document(checker, seen, output, node, NULL, lang);
            continue;
        }
        size_t count = output->cities.count > 0 ? output->cities.count : project->city_count;
        for (size_t k = 0; k < count; k++) {
            const struct pp_city *city = output->cities.count > 0
                                             ? pp_project_city(project, output->cities.items[k])
                                             : &project->cities[k];
            bool home = strcmp(lang, "home") == 0;
            if (city && city->id && (!home || city->lang))
                check_document(checker, seen, output, node, city, home ? city->lang : lang);
        }
    }
}

static void check_targets(struct pp_checker *checker)
{
    const struct pp_project *project = checker->project;
    for (size_t i = 0; i < project->target_count; i++) {
        const struct pp_target *target = &project->targets[i];
        const struct pp_yaml *node = pp_check_item(checker, "targets", i);
        if (target->value < 0)
            pp_check_error(
                checker, pp_check_at(node, "value"), "target.value",
                "a target is a number to be reached, not one below zero");
        if (target->from != PP_NO_DAY && target->due != PP_NO_DAY && target->due < target->from)
            pp_check_error(
                checker, pp_check_at(node, "due"), "target.dates",
                "this target is due before it is in force; write the later day under \"due\"");
    }
}

void pp_check_outputs(struct pp_checker *checker)
{
    struct pp_map seen;
    pp_map_init(&seen, checker->run->arena);
    for (size_t i = 0; i < checker->project->output_count; i++) {
        const struct pp_output *output = &checker->project->outputs[i];
        const struct pp_yaml *node = pp_check_item(checker, "outputs", i);
        check_layout(checker, output, node);
        check_output_cities(checker, output, node);
        check_languages(checker, output, node);
        check_documents(checker, &seen, output, node);
    }
    check_targets(checker);
}
