#include "pactpress/indicators.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/keys.h"
#include "pactpress/str.h"
#include "project/check.h"
#include "project/find.h"
#include "project/load.h"

const struct pp_indicator *pp_indicator_find(
    const struct pp_indicators *indicators, const char *code)
{
    for (size_t i = 0; i < indicators->count; i++)
        if (pp_streq(indicators->items[i].code, code))
            return &indicators->items[i];
    return NULL;
}

bool pp_indicator_has_type(const struct pp_indicator *indicator, const char *type)
{
    return type != NULL && pp_strings_have(&indicator->types, type);
}

static bool is_written_so(const struct pp_target_group *group, const char *text)
{
    bool is = pp_fold_equal(group->code, text);

    for (size_t i = 0; i < group->name.count && !is; i++)
        is = pp_fold_equal(group->name.items[i].text, text);
    for (size_t i = 0; i < group->labels.count && !is; i++)
        is = pp_fold_equal(group->labels.items[i], text);
    return is;
}

const struct pp_target_group *pp_target_group_of(
    const struct pp_indicators *indicators, const char *text)
{
    for (size_t i = 0; i < indicators->group_count; i++)
        if (is_written_so(&indicators->groups[i], text))
            return &indicators->groups[i];
    return NULL;
}

const struct pp_bracket *pp_bracket_of(const struct pp_profile *profile, int low, int high)
{
    for (size_t i = 0; i < profile->age_count; i++)
        if (low >= profile->ages[i].from && high <= profile->ages[i].to)
            return &profile->ages[i];
    return NULL;
}

/* --- Loading */

enum pp_status pp_load_profile(
    struct pp_loader *loader, struct pp_project *project, const struct pp_yaml *root)
{
    struct pp_run *run = loader->run;
    struct pp_indicators *indicators = &project->indicators;
    const struct pp_yaml *section = pp_yaml_get(root, "indicators");
    const struct pp_yaml *name = section != NULL ? pp_yaml_get(section, "profile") : NULL;
    struct pp_places places = pp_layout_places(run, loader->folder, "indicators");
    struct pp_yaml *tree = NULL;

    if (indicators->profile_name == NULL || name == NULL)
        return PP_OK;
    const char *path = pp_places_find(run, &places, indicators->profile_name);
    if (path == NULL) {
        struct pp_checker checker = {.run = run, .project = project, .root = root};
        pp_check_unknown(
            &checker, name, "indicator.no-profile", "indicator profile", indicators->profile_name,
            pp_places_list(run, &places));
        return PP_USAGE;
    }
    struct pp_profile *profile = pp_arena_alloc(run->arena, sizeof *profile);
    PP_TRY(pp_load_yaml(loader, path, &tree));
    PP_TRY(pp_keys_read(run, run->arena, &pp_profile_keys, tree, profile));
    indicators->profile = profile;
    return PP_OK;
}

/* --- Putting together what is in use */

static void add_types(
    struct pp_run *run, struct pp_indicator *indicator, const struct pp_strings *types)
{
    for (size_t i = 0; i < types->count; i++)
        if (!pp_strings_have(&indicator->types, types->items[i]))
            *(const char **)PP_PUSH(run->arena, &indicator->types) = types->items[i];
}

static const struct pp_mapping *mapping_of(const struct pp_indicators *indicators, const char *code)
{
    for (size_t i = 0; i < indicators->map_count; i++)
        if (pp_streq(indicators->maps[i].indicator, code))
            return &indicators->maps[i];
    return NULL;
}

/* Is the indicator or a part of it mapped? */
static bool is_in_use(const struct pp_indicators *indicators, const char *code)
{
    if (mapping_of(indicators, code) != NULL)
        return true;
    for (size_t i = 0; i < indicators->profile->indicator_count; i++) {
        const struct pp_indicator *part = &indicators->profile->indicators[i];
        if (pp_streq(part->part_of, code) && mapping_of(indicators, part->code) != NULL)
            return true;
    }
    return false;
}

static void take_profile(struct pp_run *run, struct pp_indicators *indicators)
{
    const struct pp_profile *profile = indicators->profile;

    for (size_t i = 0; profile != NULL && i < profile->indicator_count; i++) {
        const struct pp_mapping *mapping = mapping_of(indicators, profile->indicators[i].code);
        if (!is_in_use(indicators, profile->indicators[i].code))
            continue;
        struct pp_indicator *item = PP_PUSH(run->arena, indicators);
        *item = profile->indicators[i];
        if (mapping == NULL)
            continue;
        add_types(run, item, &mapping->types);
        item->figure = mapping->figure;
        item->where = mapping->where;
    }
}

static void take_own(struct pp_run *run, struct pp_indicators *indicators)
{
    for (size_t i = 0; i < indicators->own_count; i++) {
        struct pp_indicator *item = PP_PUSH(run->arena, indicators);
        *item = indicators->own[i];
        item->types = (struct pp_strings){0};
        add_types(run, item, &indicators->own[i].types);
        item->own = item->verified = true;
    }
}

void pp_complete_indicators(struct pp_run *run, struct pp_project *project)
{
    struct pp_indicators *indicators = &project->indicators;

    take_profile(run, indicators);
    take_own(run, indicators);
    for (size_t i = 0; i < indicators->count; i++)
        for (size_t k = 0; k < indicators->count; k++)
            if (indicators->items[k].part_of != NULL &&
                pp_streq(indicators->items[k].part_of, indicators->items[i].code))
                add_types(run, &indicators->items[i], &indicators->items[k].types);
}

/* --- Checks */

static const char *const *codes_of(struct pp_checker *checker, bool all)
{
    const struct pp_indicators *indicators = &checker->project->indicators;
    const struct pp_profile *profile = indicators->profile;
    size_t count = all && profile != NULL ? profile->indicator_count : indicators->count;
    const char **codes = pp_arena_array(checker->run->arena, count + 1, sizeof *codes);

    for (size_t i = 0; i < count; i++)
        codes[i] = all && profile != NULL ? profile->indicators[i].code : indicators->items[i].code;
    return codes;
}

static const char *const *type_ids(struct pp_checker *checker)
{
    const struct pp_project *project = checker->project;
    const char **ids =
        pp_arena_array(checker->run->arena, project->event_type_count + 1, sizeof *ids);

    for (size_t i = 0; i < project->event_type_count; i++)
        ids[i] = project->event_types[i].id;
    return ids;
}

static void check_types(
    struct pp_checker *checker, const struct pp_strings *types, const struct pp_yaml *node,
    const char *key)
{
    for (size_t i = 0; i < types->count; i++)
        if (pp_project_event_type(checker->project, types->items[i]) == NULL)
            pp_check_unknown(
                checker, pp_check_text(node, key, types->items[i]), "indicator.no-event-type",
                "event type", types->items[i], type_ids(checker));
}

/* What rows tell is counted by event types; only what no row tells is looked up. */
static void check_figure(
    struct pp_checker *checker, enum pp_counts counts, const char *code, const char *figure,
    const struct pp_strings *types, const struct pp_yaml *node)
{
    if (counts == PP_COUNTS_VALUE && figure == NULL)
        pp_check_error(
            checker, node, "indicator.no-figure",
            "%s counts a value: name the address under which a source of kind declared gives it, "
            "as \"figure: strategies.adopted\"",
            code);
    if (counts == PP_COUNTS_VALUE && types->count > 0)
        pp_check_error(
            checker, pp_check_at(node, "types"), "indicator.types",
            "%s counts a value and no events; delete \"types\"", code);
    if (counts != PP_COUNTS_VALUE && figure != NULL)
        pp_check_error(
            checker, pp_check_at(node, "figure"), "indicator.figure",
            "%s is counted from rows; name \"types\" of events, not a figure", code);
}

static void check_mapping(struct pp_checker *checker, const struct pp_yaml *list, size_t index)
{
    const struct pp_indicators *indicators = &checker->project->indicators;
    const struct pp_mapping *mapping = &indicators->maps[index];
    const struct pp_yaml *node = list->first;

    while (index-- > 0)
        node = node->next;
    check_types(checker, &mapping->types, node, "types");
    if (indicators->profile == NULL || mapping->indicator == NULL)
        return;
    for (size_t i = 0; i < indicators->profile->indicator_count; i++) {
        const struct pp_indicator *indicator = &indicators->profile->indicators[i];
        if (!pp_streq(indicator->code, mapping->indicator))
            continue;
        check_figure(
            checker, indicator->counts, indicator->code, mapping->figure, &mapping->types, node);
        return;
    }
    pp_check_unknown(
        checker, pp_check_at(node, "indicator"), "indicator.no-indicator", "indicator",
        mapping->indicator, codes_of(checker, true));
}

static void check_own(struct pp_checker *checker, const struct pp_yaml *list, size_t index)
{
    const struct pp_indicators *indicators = &checker->project->indicators;
    const struct pp_indicator *own = &indicators->own[index];
    const struct pp_yaml *node = list->first;
    size_t same = 0;

    while (index-- > 0)
        node = node->next;
    check_types(checker, &own->types, node, "types");
    check_figure(checker, own->counts, own->code, own->figure, &own->types, node);
    for (size_t i = 0; i < indicators->count; i++)
        same += pp_streq(indicators->items[i].code, own->code);
    if (same > 1)
        pp_check_error(
            checker, pp_check_at(node, "code"), "indicator.doubled",
            "the code \"%s\" is taken; choose another", own->code);
}

/* Who comes to such an event would stand in no indicator, and nobody would notice. */
static void warn_unmapped(struct pp_checker *checker, const struct pp_yaml *section)
{
    const struct pp_project *project = checker->project;
    const struct pp_indicators *indicators = &project->indicators;

    for (size_t t = 0; t < project->event_type_count; t++) {
        const char *id = project->event_types[t].id;
        bool mapped = id == NULL || pp_strings_have(&indicators->not_counted, id);
        for (size_t i = 0; i < indicators->count && !mapped; i++)
            mapped = pp_indicator_has_type(&indicators->items[i], id);
        if (!mapped)
            pp_yaml_report(
                checker->run, PP_WARNING, section, "indicator.unmapped-type",
                "events of type \"%s\" count under no indicator; map the type, or name it under "
                "\"not_counted\"",
                id);
    }
}

/* A target for an indicator that is not counted would wait for ever. */
static void check_targets(struct pp_checker *checker)
{
    const struct pp_project *project = checker->project;

    for (size_t i = 0; i < project->target_count; i++) {
        const char *figure = project->targets[i].figure;
        const char *code = figure != NULL && pp_starts_with(figure, "indicator.")
                               ? strstr(figure, "indicator=")
                               : NULL;
        if (code == NULL)
            continue;
        code += strlen("indicator=");
        code += *code == '"';
        code = pp_arena_strndup(checker->run->arena, code, strcspn(code, ",]\" "));
        if (pp_indicator_find(&project->indicators, code) == NULL)
            pp_check_unknown(
                checker, pp_check_at(pp_check_item(checker, "targets", i), "figure"),
                "indicator.target", "indicator in use", code, codes_of(checker, false));
    }
}

/* Those of whom nothing is told stand under "unknown". */
static void check_groups(struct pp_checker *checker, const struct pp_yaml *section)
{
    const struct pp_indicators *indicators = &checker->project->indicators;

    for (size_t i = 0; i < indicators->group_count; i++)
        if (pp_streq(indicators->groups[i].code, "unknown"))
            pp_check_error(
                checker, pp_check_at(section, "target_groups"), "indicator.unknown-group",
                "the code \"unknown\" is taken by persons of whom no target group is told; choose "
                "another");
    if (indicators->group_count > 0 && indicators->profile_name == NULL)
        pp_check_error(
            checker, pp_check_at(section, "target_groups"), "indicator.no-profile",
            "\"target_groups\" break down indicators of a profile: name one, as \"profile: "
            "amif-2014-2020\"");
}

void pp_check_indicators(struct pp_checker *checker)
{
    const struct pp_indicators *indicators = &checker->project->indicators;
    const struct pp_yaml *section = pp_yaml_get(checker->root, "indicators");

    check_targets(checker);
    if (section == NULL || section->kind != PP_YAML_MAP)
        return;
    if (indicators->map_count > 0 && indicators->profile_name == NULL)
        pp_check_error(
            checker, pp_check_at(section, "map"), "indicator.no-profile",
            "\"map\" takes indicators of a profile: name one, as \"profile: amif-2014-2020\"");
    for (size_t i = 0; i < indicators->map_count; i++)
        check_mapping(checker, pp_yaml_get(section, "map"), i);
    for (size_t i = 0; i < indicators->own_count; i++)
        check_own(checker, pp_yaml_get(section, "own"), i);
    check_types(checker, &indicators->not_counted, section, "not_counted");
    check_groups(checker, section);
    warn_unmapped(checker, section);
}
