#include "pactpress/catalog.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/keys.h"
#include "pactpress/limits.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/translations.h"
#include "project/catalog_strings.h"
#include "project/find.h"
#include "project/load.h"

static enum pp_status report_string(struct pp_run *run, const struct pp_yaml *node, const char *id)
{
    pp_yaml_report(
        run, PP_ERROR, node, "catalog.string",
        "the string \"%s\" takes a pattern in quotes or {text: pattern, reviewed: name}, not %s",
        id, pp_yaml_kind_name(node));
    return PP_USAGE;
}

/* {text: "...", reviewed: "A. Reviewer"}: sets `text` and the reviewer. */
static enum pp_status read_details(
    struct pp_run *run, const struct pp_yaml *node, struct pp_string *string,
    const struct pp_yaml **text)
{
    enum pp_status status = PP_OK;
    for (const struct pp_yaml *child = node->first; child; child = child->next) {
        if (child->kind != PP_YAML_SCALAR) {
            status = report_string(run, child, node->key);
        } else if (strcmp(child->key, "text") == 0) {
            *text = child;
        } else if (strcmp(child->key, "reviewed") == 0) {
            string->reviewed_by = child->text;
        } else {
            pp_yaml_report_key(
                run, PP_ERROR, child, "yaml.unknown-key",
                "\"%s\" is not a key of a string; its keys are text and reviewed", child->key);
            status = PP_USAGE;
        }
    }
    return status;
}

/* Is it a word that stands where a number would? A digit in it would be taken for that number, by
 * those who hear it and by `verify`. */
static bool stands_for_number(const char *id)
{
    static const char *const ids[] = {"state.withheld", "state.unknown", "state.not_assessed"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (pp_streq(id, ids[i]))
            return true;
    return false;
}

static enum pp_status check_string(struct pp_run *run, const struct pp_yaml *text, const char *id)
{
    if (strlen(text->text) > PP_LIMIT_MESSAGE) {
        pp_yaml_report(
            run, PP_ERROR, text, "catalog.too-long",
            "the string \"%s\" is longer than %d bytes; split it", id, PP_LIMIT_MESSAGE);
        return PP_USAGE;
    }
    if (stands_for_number(id) && strpbrk(text->text, "0123456789")) {
        pp_yaml_report(
            run, PP_ERROR, text, "catalog.digit",
            "the string \"%s\" is read in place of a number: say it without digits", id);
        return PP_USAGE;
    }
    return PP_OK;
}

static enum pp_status read_string(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node,
    struct pp_catalog_file *file)
{
    struct pp_string *string = pp_arena_alloc(arena, sizeof *string);
    string->id = node->key;
    string->reviewed_by = file->reviewed_by;
    const struct pp_yaml *text = node->kind == PP_YAML_SCALAR ? node : NULL;
    if (node->kind == PP_YAML_MAP)
        PP_TRY(read_details(run, node, string, &text));
    if (!text || pp_yaml_is_null(text))
        return report_string(run, node, node->key);
    PP_TRY(check_string(run, text, node->key));
    string->pattern = text->text;
    string->where = pp_yaml_content_where(text);
    pp_map_set(&file->strings, node->key, string);
    return PP_OK;
}

enum pp_status pp_catalog_strings_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *target)
{
    struct pp_catalog_file *file = target;
    pp_map_init(&file->strings, arena);
    if (node->kind != PP_YAML_MAP) {
        pp_yaml_report(
            run, PP_ERROR, node, "yaml.wrong-type",
            "\"strings\" takes a map from message id to pattern, not %s", pp_yaml_kind_name(node));
        return PP_USAGE;
    }
    enum pp_status status = PP_OK;
    for (const struct pp_yaml *child = node->first; child; child = child->next)
        if (read_string(run, arena, child, file) != PP_OK)
            status = PP_USAGE;
    return status;
}

static enum pp_status check_lang(
    struct pp_run *run, const struct pp_yaml *root, const char *lang, const char *want)
{
    if (pp_streq(lang, want))
        return PP_OK;
    pp_yaml_report(
        run, PP_ERROR, pp_yaml_get(root, "lang"), "catalog.language",
        "this file holds strings in \"%s\", but its name says \"%s\"; make them agree", lang, want);
    return PP_USAGE;
}

/* Adds the strings of one file, over those that are there. */
static enum pp_status add_file(
    struct pp_run *run, const char *path, const char *lang, struct pp_catalog *catalog,
    struct pp_hasher *hasher)
{
    struct pp_bytes bytes;
    PP_TRY(pp_file_read(run, run->arena, path, PP_LIMIT_YAML, &bytes));
    pp_hasher_add(hasher, bytes.data, bytes.size);
    struct pp_yaml *root = NULL;
    PP_TRY(pp_yaml_parse(run, run->arena, path, 1, bytes, &root));
    struct pp_catalog_file *file = pp_arena_alloc(run->arena, sizeof *file);
    PP_TRY(pp_keys_read(run, run->arena, &pp_catalog_keys, root, file));
    PP_TRY(check_lang(run, root, file->lang, lang));
    for (size_t i = 0; i < file->strings.count; i++)
        pp_map_set(&catalog->strings, file->strings.entries[i].key, file->strings.entries[i].value);
    return PP_OK;
}

/* "pt-PT", then "pt": the name under which there is a file, or NULL. */
static const char *available(struct pp_run *run, const struct pp_places *places, const char *lang)
{
    for (const char *name = lang; name;) {
        if (pp_places_find(run, places, name))
            return name;
        const char *dash = strrchr(name, '-');
        name = dash ? pp_arena_strndup(run->arena, name, (size_t)(dash - name)) : NULL;
    }
    return NULL;
}

/* The installed file first, then the project's own over it. */
static enum pp_status add_files(
    struct pp_run *run, const struct pp_places *places, const char *name,
    struct pp_catalog *catalog, struct pp_hasher *hasher)
{
    const struct pp_places order[] = {{NULL, places->installed}, {places->own, NULL}};
    for (size_t i = 0; i < 2; i++) {
        const char *path = pp_places_find(run, &order[i], name);
        if (path)
            PP_TRY(add_file(run, path, name, catalog, hasher));
    }
    return PP_OK;
}

/* The language of the words that stand in: the first of the project's fallback that has a
 * catalogue, else English. NULL: there is none at all. */
static const char *stand_in(
    struct pp_run *run, const struct pp_places *places, const struct pp_project *project)
{
    for (size_t i = 0; project && i < project->fallback.count; i++)
        if (available(run, places, project->fallback.items[i]))
            return project->fallback.items[i];
    return available(run, places, "en") ? "en" : NULL;
}

/* A language without strings: its texts are printed all the same. */
static enum pp_status choose_other(
    struct pp_run *run, const struct pp_places *places, const struct pp_project *project,
    const char **lang)
{
    const char *other = stand_in(run, places, project);
    const char *list = pp_words_join(run, pp_places_list(run, places));
    if (!other) {
        pp_error(
            run, PP_NOWHERE, "catalog.no-language",
            "there are no strings in the language \"%s\"; there are strings in %s. Others come "
            "from a file strings/%s.yaml in the project",
            *lang, list, *lang);
        return PP_USAGE;
    }
    pp_warn(
        run, PP_NOWHERE, "catalog.no-language",
        "There are no strings in the language \"%s\", so the program's own words stand in \"%s\" "
        "in its documents; there are strings in %s. Others come from a file strings/%s.yaml in the "
        "project.",
        *lang, other, list, *lang);
    *lang = other;
    return PP_OK;
}

/* Marks of translations/<lang>.yaml. They are part of the digest: they decide what is warned of. */
static enum pp_status add_reviews(
    struct pp_run *run, const struct pp_project *project, struct pp_catalog *catalog,
    struct pp_hasher *hasher)
{
    struct pp_translations *all;
    PP_TRY(pp_translations_load(run, project->folder, catalog->lang, &all));
    pp_hasher_add(hasher, all->bytes.data, all->bytes.size);
    for (size_t i = 0; i < all->count; i++) {
        const struct pp_translation *line = &all->items[i];
        struct pp_string *string = line->key && pp_streq(line->file, "strings")
                                       ? pp_map_get(&catalog->strings, line->key)
                                       : NULL;
        char digest[PP_TEXT_DIGEST];
        if (!string || pp_is_empty(line->reviewed_by))
            continue;
        pp_text_digest(string->pattern, digest);
        if (pp_streq(digest, line->text))
            string->reviewed_by = line->reviewed_by;
    }
    return PP_OK;
}

enum pp_status pp_catalog_load(
    struct pp_run *run, const struct pp_project *project, const char *lang, struct pp_catalog **out)
{
    struct pp_places places = pp_string_places(run, project ? project->folder : NULL);
    if (!available(run, &places, lang))
        PP_TRY(choose_other(run, &places, project, &lang));
    struct pp_catalog *catalog = pp_arena_alloc(run->arena, sizeof *catalog);
    catalog->lang = pp_arena_strdup(run->arena, lang);
    pp_map_init(&catalog->strings, run->arena);
    struct pp_hasher *hasher = pp_hasher_new();
    enum pp_status status = add_files(run, &places, available(run, &places, lang), catalog, hasher);
    if (status == PP_OK && project)
        status = add_reviews(run, project, catalog, hasher);
    catalog->digest = pp_load_digest(run->arena, hasher);
    PP_TRY(status);
    *out = catalog;
    return PP_OK;
}

const struct pp_string *pp_catalog_find(const struct pp_catalog *catalog, const char *id)
{
    return pp_map_get(&catalog->strings, id);
}
