#include "pactpress/translations.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/digest.h"
#include "pactpress/keys.h"
#include "pactpress/labels.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"

#define AT(field) offsetof(struct pp_translation, field)

static const struct pp_key line_keys[] = {
    {.name = "file",
     .type = PP_KEY_TEXT,
     .offset = AT(file),
     .required = true,
     .help = "File of the source language; strings: the catalogue."},
    {.name = "key",
     .type = PP_KEY_TEXT,
     .offset = AT(key),
     .help = "String or label; paragraphs have none."},
    {.name = "source",
     .type = PP_KEY_TEXT,
     .offset = AT(source),
     .required = true,
     .help = "Digest of the text that was translated."},
    {.name = "text",
     .type = PP_KEY_TEXT,
     .offset = AT(text),
     .required = true,
     .help = "Digest of the translation; kept: there is none, on purpose."},
    {.name = "reviewed",
     .type = PP_KEY_TEXT,
     .offset = AT(reviewed_by),
     .help = "Who has read the translation against its source."},
};
#undef AT

static const struct pp_keyset line_set = {
    .name = "translation",
    .help = "What one text was made from.",
    PP_KEYS_OF(line_keys),
    .size = sizeof(struct pp_translation),
    .where_offset = offsetof(struct pp_translation, where)};

#define AT(field) offsetof(struct pp_translations, field)

static const struct pp_key translations_keys[] = {
    {.name = "lang",
     .type = PP_KEY_LANG,
     .offset = AT(lang),
     .required = true,
     .help = "Language of the translations, as in the file's name."},
    {.name = "translations",
     .type = PP_KEY_LIST,
     .offset = AT(items),
     .sub = &line_set,
     .help = "A line for each text."},
};
#undef AT

const struct pp_keyset pp_translations_keys = {
    .name = "translations",
    .help = "What translations were made from, and who has read them. Written by `pactpress "
            "translate`; keep it with the texts.",
    PP_KEYS_OF(translations_keys),
    .size = sizeof(struct pp_translations),
    .where_offset = PP_NO_OFFSET};

void pp_text_digest(const char *text, char out[PP_TEXT_DIGEST])
{
    unsigned char digest[PP_DIGEST_SIZE];
    pp_digest(text, strlen(text), digest);
    pp_hex(digest, PP_TEXT_DIGEST / 2, out);
}

const char *pp_translations_path(struct pp_arena *arena, const char *folder, const char *lang)
{
    return pp_path_join(arena, folder, pp_arena_printf(arena, "translations/%s.yaml", lang));
}

enum pp_status pp_translations_load(
    struct pp_run *run, const char *folder, const char *lang, struct pp_translations **out)
{
    struct pp_translations *all = pp_arena_alloc(run->arena, sizeof *all);
    const char *path = pp_translations_path(run->arena, folder, lang);
    if (pp_file_exists(path)) {
        struct pp_yaml *root = NULL;
        struct pp_bytes bytes;
        PP_TRY(pp_file_read(run, run->arena, path, PP_LIMIT_YAML, &bytes));
        PP_TRY(pp_yaml_parse(run, run->arena, path, 1, bytes, &root));
        PP_TRY(pp_keys_read(run, run->arena, &pp_translations_keys, root, all));
        all->bytes = bytes;
        if (!pp_streq(all->lang, lang)) {
            pp_yaml_report(
                run, PP_ERROR, pp_yaml_get(root, "lang"), "translations.language",
                "this file is about \"%s\", but its name says \"%s\"; make them agree", all->lang,
                lang);
            return PP_USAGE;
        }
    }
    all->lang = pp_arena_strdup(run->arena, lang);
    *out = all;
    return PP_OK;
}

static bool is_of(const struct pp_translation *line, const char *file, const char *key)
{
    return pp_streq(line->file, file) && pp_streq(line->key, key);
}

const struct pp_translation *pp_translations_find(
    const struct pp_translations *all, const char *file, const char *key, const char *source,
    const char *text)
{
    for (size_t i = 0; i < all->count; i++)
        if (pp_streq(all->items[i].text, text) && pp_streq(all->items[i].source, source) &&
            is_of(&all->items[i], file, key))
            return &all->items[i];
    return NULL;
}

bool pp_translations_knows(
    const struct pp_translations *all, const char *file, const char *key, const char *text)
{
    for (size_t i = 0; i < all->count; i++)
        if (pp_streq(all->items[i].text, text) && is_of(&all->items[i], file, key))
            return true;
    return false;
}

void pp_translations_set(
    struct pp_arena *arena, struct pp_translations *all, const struct pp_translation *line)
{
    for (size_t i = 0; i < all->count; i++) {
        struct pp_translation *old = &all->items[i];
        bool same = line->key != NULL ||
                    (pp_streq(old->text, line->text) && pp_streq(old->source, line->source));
        if (!is_of(old, line->file, line->key) || !same)
            continue;
        all->changed = all->changed || !pp_streq(old->source, line->source) ||
                       !pp_streq(old->text, line->text) ||
                       !pp_streq(old->reviewed_by, line->reviewed_by);
        *old = *line;
        return;
    }
    all->changed = true;
    *(struct pp_translation *)PP_PUSH(arena, all) = *line;
}

static int compare_words(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int in_order(const void *a, const void *b)
{
    const struct pp_translation *one = a, *other = b;
    int order = compare_words(one->file, other->file);
    order = order ? order : compare_words(one->key, other->key);
    order = order ? order : compare_words(one->source, other->source);
    return order ? order : compare_words(one->text, other->text);
}

const char *pp_translations_write(struct pp_arena *arena, const struct pp_translations *all)
{
    struct pp_translation *sorted =
        pp_arena_memdup(arena, all->items, all->count * sizeof *all->items);
    struct pp_str str;
    pp_str_init(&str);
    qsort(sorted, all->count, sizeof *sorted, in_order);
    pp_str_printf(
        &str,
        "# What the texts in \"%s\" were translated from, and who has read them. Written by "
        "`pactpress\n# translate`; keep it with the texts (docs/languages.md).\nlang: %s\n"
        "translations:\n",
        all->lang, all->lang);
    for (size_t i = 0; i < all->count; i++) {
        const struct pp_translation *line = &sorted[i];
        pp_str_printf(&str, "  - {file: %s", pp_yaml_quoted(arena, line->file));
        if (line->key)
            pp_str_printf(&str, ", key: %s", pp_yaml_quoted(arena, line->key));
        pp_str_printf(&str, ", source: \"%s\", text: \"%s\"", line->source, line->text);
        if (line->reviewed_by)
            pp_str_printf(&str, ", reviewed: %s", pp_yaml_quoted(arena, line->reviewed_by));
        pp_str_append(&str, "}\n");
    }
    const char *text = pp_str_copy(&str, arena);
    pp_str_free(&str);
    return text;
}
