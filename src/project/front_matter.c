/* Front matter of stories. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/keys.h"
#include "pactpress/layout.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"

static void normalise_cities(struct pp_front_matter *matter)
{
    if (matter->cities.count == 1 && strcmp(matter->cities.items[0], "all") == 0)
        matter->cities = (struct pp_strings){0};
}

static enum pp_status check_picture(
    struct pp_run *run, const struct pp_yaml *map, const struct pp_front_matter *matter)
{
    if (!matter->image || !pp_is_empty(matter->alt))
        return PP_OK;
    pp_yaml_report_key(
        run, PP_ERROR, pp_yaml_get(map, "image"), "story.no-alt",
        "the picture %s has no \"alt\"; say in a sentence what it shows, for readers who do not "
        "see "
        "it",
        matter->image);
    return PP_DATA;
}

enum pp_status pp_front_matter_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *map,
    struct pp_front_matter *out)
{
    struct pp_front_matter matter = {0};
    enum pp_status status = pp_keys_read(run, arena, &pp_front_matter_keys, map, &matter);
    if (check_picture(run, map, &matter) != PP_OK || status != PP_OK)
        return PP_DATA;
    normalise_cities(&matter);
    *out = matter;
    return PP_OK;
}

/* The item of `city:` that reads `id`. */
static const struct pp_yaml *city_node(const struct pp_yaml *map, const char *id)
{
    const struct pp_yaml *node = pp_yaml_get(map, "city");
    for (const struct pp_yaml *item = node ? node->first : NULL; item; item = item->next)
        if (pp_streq(item->text, id))
            return item;
    return node ? node : map;
}

static enum pp_status check_city(
    struct pp_run *run, const struct pp_project *project, const struct pp_yaml *map, const char *id)
{
    if (pp_project_city(project, id))
        return PP_OK;
    const struct pp_yaml *node = city_node(map, id);
    const struct pp_city *known = pp_project_city_by_label(project, id);
    const char *nearest = known ? known->id : pp_project_city_nearest(project, id);
    if (nearest)
        pp_yaml_report(
            run, PP_ERROR, node, "story.no-city", "there is no city \"%s\"; did you mean \"%s\"?",
            id, nearest);
    else
        pp_yaml_report(
            run, PP_ERROR, node, "story.no-city",
            "there is no city \"%s\"; write ids of cities as in pactpress.yaml, or all", id);
    return PP_DATA;
}

static enum pp_status check_lang(
    struct pp_run *run, const struct pp_project *project, const struct pp_yaml *node,
    const char *lang)
{
    for (size_t i = 0; i < project->languages.count; i++)
        if (pp_streq(project->languages.items[i], lang))
            return PP_OK;
    pp_yaml_report(
        run, PP_ERROR, node, "story.language",
        "\"%s\" is not among the \"languages\" of pactpress.yaml; add it there, or choose one of "
        "them",
        lang);
    return PP_DATA;
}

enum pp_status pp_front_matter_check(
    struct pp_run *run, const struct pp_project *project, const struct pp_yaml *map,
    const struct pp_front_matter *matter)
{
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < matter->cities.count; i++)
        if (check_city(run, project, map, matter->cities.items[i]) != PP_OK)
            status = PP_DATA;
    const struct pp_yaml *untranslated = pp_yaml_get(map, "untranslated");
    if (matter->lang && check_lang(run, project, pp_yaml_get(map, "lang"), matter->lang) != PP_OK)
        status = PP_DATA;
    if (matter->untranslated.print_in && check_lang(
                                             run, project, pp_yaml_get(untranslated, "print-in"),
                                             matter->untranslated.print_in) != PP_OK)
        status = PP_DATA;
    return status;
}
