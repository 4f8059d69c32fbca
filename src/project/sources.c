/* Sources come from three places: pactpress.yaml, files in sources/, and presets. They are put
 * together as YAML, before any key is read, so that every message points to where a value stands.
 */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/keys.h"
#include "pactpress/str.h"
#include "project/columns.h"
#include "project/find.h"
#include "project/load.h"

static void append(struct pp_yaml *parent, struct pp_yaml *child)
{
    struct pp_yaml **place = &parent->first;
    while (*place)
        place = &(*place)->next;
    *place = child;
    parent->count++;
}

static struct pp_yaml *copy_of(struct pp_loader *loader, const struct pp_yaml *node)
{
    struct pp_yaml *copy = pp_arena_memdup(loader->run->arena, node, sizeof *node);
    copy->next = NULL;
    return copy;
}

/* A copy of a collection whose children can be added to without touching the original's. */
static struct pp_yaml *open_copy_of(struct pp_loader *loader, const struct pp_yaml *node)
{
    struct pp_yaml *copy = copy_of(loader, node);
    copy->first = NULL;
    copy->count = 0;
    for (const struct pp_yaml *child = node->first; child; child = child->next)
        append(copy, copy_of(loader, child));
    return copy;
}

static struct pp_yaml *child_of(struct pp_yaml *map, const char *key)
{
    for (struct pp_yaml *child = map->kind == PP_YAML_MAP ? map->first : NULL; child;
         child = child->next)
        if (strcmp(child->key, key) == 0)
            return child;
    return NULL;
}

static void replace(struct pp_yaml *map, const struct pp_yaml *old, struct pp_yaml *new)
{
    struct pp_yaml **place = &map->first;
    while (*place != old)
        place = &(*place)->next;
    new->next = old->next;
    *place = new;
}

/* The kind that a source gives, or -1; a wrong one is reported when its keys are read. */
static int kind_of(const struct pp_yaml *source)
{
    static const char *const names[] = {
        "attendance", "assessment", "events", "figures", "declared"};
    const struct pp_yaml *kind = pp_yaml_get(source, "kind");
    for (int i = 0; kind && kind->kind == PP_YAML_SCALAR && i < 5; i++)
        if (strcmp(kind->text, names[i]) == 0)
            return i;
    return -1;
}

/* Columns of the preset that the source's kind knows and the source does not name itself. */
static void merge_columns(
    struct pp_loader *loader, struct pp_yaml *source, const struct pp_yaml *preset)
{
    int kind = kind_of(source);
    struct pp_yaml *own = child_of(source, "columns");
    if (kind < 0 || preset->kind != PP_YAML_MAP ||
        (own && own->kind != PP_YAML_MAP && !pp_yaml_is_null(own)))
        return;
    struct pp_yaml *merged = open_copy_of(loader, own ? own : preset);
    merged->kind = PP_YAML_MAP;
    if (own) {
        replace(source, own, merged);
    } else {
        merged->first = NULL;
        merged->count = 0;
        append(source, merged);
    }
    for (const struct pp_yaml *column = preset->first; column; column = column->next)
        if (pp_source_has_field((enum pp_source_kind)kind, column->key) &&
            !pp_yaml_get(merged, column->key))
            append(merged, copy_of(loader, column));
}

/* Keys of attendance alone are of no use to other kinds. */
static bool concerns(int kind, const char *key)
{
    static const char *const attendance[] = {"attended", "staff", "person_by", "stays"};
    for (size_t i = 0; i < sizeof attendance / sizeof *attendance; i++)
        if (strcmp(attendance[i], key) == 0)
            return kind == PP_SOURCE_ATTENDANCE;
    if (strcmp(key, "shape") == 0)
        return kind == PP_SOURCE_ATTENDANCE || kind == PP_SOURCE_ASSESSMENT;
    return strcmp(key, "framework") != 0 || kind == PP_SOURCE_ASSESSMENT;
}

/* A source that names its status column says itself what counts as attended there; likewise roles.
 */
static bool is_superseded(const struct pp_yaml *own_columns, const char *key)
{
    const char *field = strcmp(key, "attended") == 0 ? "status"
                        : strcmp(key, "staff") == 0  ? "role"
                                                     : NULL;
    return field && own_columns && pp_yaml_get(own_columns, field);
}

static void merge(struct pp_loader *loader, struct pp_yaml *source, const struct pp_yaml *preset)
{
    int kind = kind_of(source);
    const struct pp_yaml *own_columns = pp_yaml_get(source, "columns");
    for (const struct pp_yaml *child = preset->first; child; child = child->next) {
        if (strcmp(child->key, "columns") == 0)
            merge_columns(loader, source, child);
        else if (
            strcmp(child->key, "about") != 0 && concerns(kind, child->key) &&
            !is_superseded(own_columns, child->key) && !pp_yaml_get(source, child->key))
            append(source, copy_of(loader, child));
    }
}

static void report_no_preset(
    struct pp_loader *loader, const struct pp_places *places, const struct pp_yaml *name)
{
    const char *const *names = pp_places_list(loader->run, places);
    const char *nearest = pp_nearest(name->text, names);
    if (nearest)
        pp_yaml_report(
            loader->run, PP_ERROR, name, "source.no-preset",
            "there is no preset \"%s\"; did you mean \"%s\"?", name->text, nearest);
    else
        pp_yaml_report(
            loader->run, PP_ERROR, name, "source.no-preset",
            "there is no preset \"%s\"; there are %s", name->text,
            pp_words_join(loader->run, names));
}

/* The preset's tree, read and checked once; NULL after a message. */
static const struct pp_yaml *load_preset(struct pp_loader *loader, const struct pp_yaml *name)
{
    struct pp_run *run = loader->run;
    struct pp_yaml *preset = pp_map_get(&loader->presets, name->text);
    if (preset)
        return preset;
    struct pp_places places = pp_layout_places(run, loader->folder, "presets");
    const char *path = pp_places_find(run, &places, name->text);
    if (!path) {
        report_no_preset(loader, &places, name);
        return NULL;
    }
    if (pp_load_yaml(loader, path, &preset) != PP_OK)
        return NULL;
    void *scratch = pp_arena_alloc(run->arena, pp_preset_keys.size);
    if (pp_keys_read(run, run->arena, &pp_preset_keys, preset, scratch) != PP_OK)
        return NULL;
    pp_map_set(&loader->presets, name->text, preset);
    return preset;
}

static void refuse_foreign_keys(struct pp_loader *loader, const struct pp_yaml *source)
{
    int kind = kind_of(source);
    for (const struct pp_yaml *child = source->first; child && kind >= 0; child = child->next) {
        if (concerns(kind, child->key))
            continue;
        pp_yaml_report_key(
            loader->run, PP_ERROR, child, "source.foreign-key",
            "\"%s\" means nothing to a source of kind %s; delete it", child->key,
            pp_yaml_get(source, "kind")->text);
        loader->bad = true;
    }
}

static void complete_source(struct pp_loader *loader, struct pp_yaml *source)
{
    if (source->kind != PP_YAML_MAP)
        return;
    refuse_foreign_keys(loader, source);
    const struct pp_yaml *name = pp_yaml_get(source, "preset");
    if (!name || name->kind != PP_YAML_SCALAR || pp_yaml_is_null(name) ||
        strcmp(name->text, "none") == 0)
        return;
    const struct pp_yaml *preset = load_preset(loader, name);
    if (preset)
        merge(loader, source, preset);
    else
        loader->bad = true;
}

/* The list `sources`, made when there is none; NULL when something else stands there. */
static struct pp_yaml *source_list(struct pp_loader *loader, struct pp_yaml *root)
{
    struct pp_yaml *list = child_of(root, "sources");
    if (list && pp_yaml_is_null(list)) {
        list->kind = PP_YAML_LIST;
    } else if (!list) {
        list = pp_arena_alloc(loader->run->arena, sizeof *list);
        *list = (struct pp_yaml){
            .kind = PP_YAML_LIST,
            .where = root->where,
            .text = "",
            .key = "sources",
            .key_where = root->where,
            .origin = root->origin};
        append(root, list);
    }
    return list->kind == PP_YAML_LIST ? list : NULL;
}

enum pp_status pp_load_sources(struct pp_loader *loader, struct pp_yaml *root)
{
    char **paths = NULL;
    size_t count = 0;
    PP_TRY(
        pp_glob(loader->run, loader->run->arena, loader->folder, "sources/*.yaml", &paths, &count));
    struct pp_yaml *list = root->kind == PP_YAML_MAP ? source_list(loader, root) : NULL;
    for (size_t i = 0; i < count && list; i++) {
        struct pp_yaml *source = NULL;
        const char *path = strcmp(loader->folder, ".") == 0
                               ? paths[i]
                               : pp_path_join(loader->run->arena, loader->folder, paths[i]);
        if (pp_load_yaml(loader, path, &source) == PP_OK)
            append(list, source);
        else
            loader->bad = true;
    }
    for (struct pp_yaml *source = list ? list->first : NULL; source; source = source->next)
        complete_source(loader, source);
    return PP_OK;
}
