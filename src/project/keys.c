#include "pactpress/keys.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/map.h"
#include "pactpress/run.h"
#include "pactpress/yaml.h"
#include "project/key_value.h"

static const struct pp_key *key_named(const struct pp_keyset *set, const char *name)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->keys[i].name, name) == 0)
            return &set->keys[i];
    return NULL;
}

/* "id, name and lang": all keys of a set. */
static void append_names(const struct pp_keyset *set, struct pp_str *out)
{
    for (size_t i = 0; i < set->count; i++) {
        if (i > 0)
            pp_str_append(out, i + 1 == set->count ? " and " : ", ");
        pp_str_append(out, set->keys[i].name);
    }
}

/* The key that a misspelt one is meant to be, or NULL. */
static const char *meant(
    struct pp_run *run, const struct pp_keyset *set, const struct pp_yaml *child)
{
    const char **names = pp_arena_array(run->arena, set->count + 1, sizeof *names);
    for (size_t i = 0; i < set->count; i++)
        names[i] = set->keys[i].name;
    return pp_nearest(child->key, names);
}

/* A required key that is there, but misspelt, was complained about as such. */
static bool is_misspelt(
    struct pp_run *run, const struct pp_keyset *set, const struct pp_key *key,
    const struct pp_yaml *map)
{
    for (const struct pp_yaml *child = map->first; child; child = child->next)
        if (!key_named(set, child->key) && pp_streq(meant(run, set, child), key->name))
            return true;
    return false;
}

static void report_unknown(
    struct pp_run *run, const struct pp_keyset *set, const struct pp_yaml *child)
{
    const char *nearest = meant(run, set, child);
    if (nearest) {
        pp_yaml_report_key(
            run, PP_ERROR, child, "yaml.unknown-key",
            "\"%s\" is not a key of %s; did you mean \"%s\"?", child->key, set->name, nearest);
        return;
    }
    struct pp_str list;
    pp_str_init(&list);
    append_names(set, &list);
    pp_yaml_report_key(
        run, PP_ERROR, child, "yaml.unknown-key", "\"%s\" is not a key of %s; its keys are %s",
        child->key, set->name, list.text);
    pp_str_free(&list);
}

static enum pp_status check_names(
    struct pp_run *run, const struct pp_keyset *set, const struct pp_yaml *map)
{
    enum pp_status status = PP_OK;
    for (const struct pp_yaml *child = map->first; child; child = child->next) {
        if (key_named(set, child->key))
            continue;
        report_unknown(run, set, child);
        status = PP_USAGE;
    }
    return status;
}

/* Nothing in it means anything to YAML. */
static bool is_word(const char *text)
{
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789")] == '\0';
}

static enum pp_status read_fallback(
    struct pp_run *run, struct pp_arena *arena, const struct pp_key *key, void *field)
{
    struct pp_yaml *node = NULL, word = {.kind = PP_YAML_SCALAR, .key = key->name, .weight = 1};
    word.text = key->fallback;
    if (is_word(key->fallback))
        return pp_key_read_value(run, arena, key, &word, field);
    struct pp_bytes bytes = {(const unsigned char *)key->fallback, strlen(key->fallback)};
    PP_TRY(pp_yaml_parse(run, arena, "default", 1, bytes, &node));
    node->key = key->name;
    return pp_key_read_value(run, arena, key, node, field);
}

/* What a field holds when its key is absent: the default, and the defaults of all below it. */
static enum pp_status read_absent(
    struct pp_run *run, struct pp_arena *arena, const struct pp_key *key, void *target)
{
    char *field = (char *)target + key->offset;
    if (key->fallback)
        return read_fallback(run, arena, key, field);
    enum pp_status status = PP_OK;
    if (key->type == PP_KEY_DATE)
        *(pp_day *)(void *)field = PP_NO_DAY;
    if (key->type == PP_KEY_STRUCT)
        for (size_t i = 0; i < key->sub->count; i++)
            if (read_absent(run, arena, &key->sub->keys[i], field) != PP_OK)
                status = PP_USAGE;
    return status;
}

static void report_missing(
    struct pp_run *run, const struct pp_keyset *set, const struct pp_key *key,
    const struct pp_yaml *map, const struct pp_yaml *child)
{
    struct pp_str form;
    pp_str_init(&form);
    pp_key_describe(key, &form);
    if (child)
        pp_yaml_report_key(
            run, PP_ERROR, child, "yaml.missing-value", "\"%s\" has no value; it takes %s",
            key->name, form.text);
    else
        pp_yaml_report(
            run, PP_ERROR, map, "yaml.missing-key", "%s needs the key \"%s\": %s", set->name,
            key->name, form.text);
    pp_str_free(&form);
}

/* An empty list of words says as little as nothing where words are required. */
static bool is_filled(const struct pp_key *key, const struct pp_yaml *node)
{
    if (key->required && key->type != PP_KEY_LIST && node->kind == PP_YAML_LIST)
        return node->count > 0;
    return !pp_yaml_is_null(node);
}

static enum pp_status read_key(
    struct pp_run *run, struct pp_arena *arena, const struct pp_keyset *set,
    const struct pp_key *key, const struct pp_yaml *map, void *target)
{
    const struct pp_yaml *child = pp_yaml_get(map, key->name);
    if (child && is_filled(key, child))
        return pp_key_read_value(run, arena, key, child, (char *)target + key->offset);
    enum pp_status status = read_absent(run, arena, key, target);
    if (!key->required)
        return status;
    if (child || !is_misspelt(run, set, key, map))
        report_missing(run, set, key, map, child);
    return PP_USAGE;
}

enum pp_status pp_keys_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_keyset *set,
    const struct pp_yaml *map, void *target)
{
    if (set->where_offset != PP_NO_OFFSET)
        *(struct pp_where *)(void *)((char *)target + set->where_offset) = map->where;
    enum pp_status status = PP_OK;
    if (map->kind != PP_YAML_MAP && !pp_yaml_is_null(map)) {
        pp_yaml_report(
            run, PP_ERROR, map, "yaml.wrong-type",
            "%s is a map of keys and values (\"key: value\"), not %s", set->name,
            pp_yaml_kind_name(map));
        for (size_t i = 0; i < set->count; i++)
            if (read_absent(run, arena, &set->keys[i], target) != PP_OK)
                break;
        return PP_USAGE;
    }
    if (check_names(run, set, map) != PP_OK)
        status = PP_USAGE;
    for (size_t i = 0; i < set->count; i++)
        if (read_key(run, arena, set, &set->keys[i], map, target) != PP_OK)
            status = PP_USAGE;
    return status;
}
