#include "pactpress/project.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/keys.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"
#include "project/check.h"
#include "project/load.h"
#include "project/lookup.h"

enum pp_status pp_load_yaml(struct pp_loader *loader, const char *path, struct pp_yaml **out)
{
    struct pp_run *run = loader->run;
    struct pp_bytes bytes;
    enum pp_status status = pp_file_read(run, run->arena, path, PP_LIMIT_YAML, &bytes);
    if (status != PP_OK) /* a folder or a pipe in its place is a mistake of configuration */
        return status == PP_DATA ? PP_USAGE : status;
    pp_hasher_add(loader->hasher, bytes.data, bytes.size);
    pp_hasher_add(loader->hasher, "", 1); /* where one file ends and the next begins */
    return pp_yaml_parse(run, run->arena, path, 1, bytes, out);
}

const char *pp_load_digest(struct pp_arena *arena, struct pp_hasher *hasher)
{
    unsigned char digest[PP_DIGEST_SIZE];
    pp_hasher_finish(hasher, digest);
    char *hex = pp_arena_alloc(arena, PP_DIGEST_HEX);
    pp_hex(digest, sizeof digest, hex);
    return hex;
}

static void set_list(struct pp_run *run, struct pp_strings *list, const char *only)
{
    *(const char **)PP_PUSH(run->arena, list) = only;
}

/* What a key left out means where it depends on others. */
static void complete_outputs(struct pp_run *run, struct pp_project *project)
{
    for (size_t i = 0; i < project->output_count; i++) {
        struct pp_output *output = &project->outputs[i];
        if (output->langs.count > 0)
            continue;
        if (!pp_streq(output->scope, "project"))
            set_list(run, &output->langs, "home");
        else if (project->languages.count > 0)
            set_list(run, &output->langs, project->languages.items[0]);
    }
}

static char *lower(struct pp_arena *arena, const char *text)
{
    char *copy = pp_arena_strdup(arena, text);
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

static void complete_sources(struct pp_run *run, struct pp_project *project)
{
    for (size_t i = 0; i < project->source_count; i++) {
        struct pp_source *source = &project->sources[i];
        source->index = i;
        if (source->preset && strcmp(source->preset, "none") == 0)
            source->preset = NULL;
        if (source->encoding)
            source->encoding = lower(run->arena, source->encoding);
        if (source->delimiter && strcmp(source->delimiter, "\t") == 0)
            source->delimiter = "tab";
        if (!source->constants.arena)
            pp_map_init(&source->constants, run->arena);
    }
}

static void complete_frameworks(
    struct pp_run *run, struct pp_project *project, const struct pp_yaml *root)
{
    const struct pp_yaml *list = pp_yaml_get(root, "frameworks");
    const struct pp_yaml *node = list ? list->first : NULL;
    for (size_t i = 0; i < project->framework_count; i++) {
        struct pp_framework *framework = &project->frameworks[i];
        const struct pp_yaml *scale = node ? pp_yaml_get(node, "scale") : NULL;
        const struct pp_yaml *top = scale ? pp_yaml_get(scale, "top") : NULL;
        if (!top || pp_yaml_is_null(top))
            framework->scale.top =
                framework->scale.low_is_good ? framework->scale.min + 1 : framework->scale.max - 1;
        if (!framework->scale.labels.arena)
            pp_map_init(&framework->scale.labels, run->arena);
        for (size_t k = 0; k < framework->dimension_count; k++)
            framework->dimensions[k].index = k;
        node = node ? node->next : NULL;
    }
}

static void complete(struct pp_run *run, struct pp_project *project, const struct pp_yaml *root)
{
    for (size_t i = 0; i < project->city_count; i++)
        project->cities[i].index = i;
    if (!project->periods.arena)
        pp_map_init(&project->periods, run->arena);
    complete_frameworks(run, project, root);
    complete_sources(run, project);
    complete_outputs(run, project);
    pp_complete_indicators(run, project);
    pp_project_index(run->arena, project);
}

static enum pp_status read_project(
    struct pp_loader *loader, const char *path, struct pp_project *project)
{
    struct pp_run *run = loader->run;
    struct pp_yaml *root = NULL;
    PP_TRY(pp_load_yaml(loader, path, &root));
    PP_TRY(pp_load_sources(loader, root));
    if (pp_keys_read(run, run->arena, &pp_project_keys, root, project) != PP_OK)
        loader->bad = true;
    if (root->kind == PP_YAML_MAP) {
        if (pp_load_profile(loader, project, root) != PP_OK)
            loader->bad = true;
        if (pp_load_funding(loader, project, root) != PP_OK)
            loader->bad = true;
        complete(run, project, root);
        struct pp_checker checker = {.run = run, .project = project, .root = root};
        pp_check_project(&checker);
        loader->bad = loader->bad || checker.bad;
    }
    return loader->bad ? PP_USAGE : PP_OK;
}

static enum pp_status report_no_project(struct pp_run *run, const char *folder)
{
    if (pp_is_folder(folder))
        pp_error(
            run, PP_NOWHERE, "project.none",
            "there is no pactpress.yaml in %s; go to a project folder, name one with -C, or make "
            "one with \"pactpress init\"",
            strcmp(folder, ".") == 0 ? "this folder" : folder);
    else
        pp_error(
            run, PP_NOWHERE, "project.none", "there is no folder %s; name a project folder with -C",
            folder);
    return PP_USAGE;
}

enum pp_status pp_project_load(struct pp_run *run, const char *folder, struct pp_project **out)
{
    const char *path = strcmp(folder, ".") == 0
                           ? "pactpress.yaml"
                           : pp_path_join(run->arena, folder, "pactpress.yaml");
    if (!pp_file_exists(path))
        return report_no_project(run, folder);
    struct pp_project *project = pp_arena_alloc(run->arena, sizeof *project);
    project->folder = pp_arena_strdup(run->arena, folder);
    project->path = pp_arena_strdup(run->arena, path);
    project->layouts = pp_arena_alloc(run->arena, sizeof *project->layouts);
    pp_map_init(project->layouts, run->arena);
    struct pp_loader loader = {.run = run, .folder = project->folder, .hasher = pp_hasher_new()};
    pp_map_init(&loader.presets, run->arena);
    enum pp_status status = read_project(&loader, project->path, project);
    project->digest = pp_load_digest(run->arena, loader.hasher);
    PP_TRY(status);
    *out = project;
    return PP_OK;
}
