#include "texts.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/catalog.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"

const char *texts_path(struct pp_run *run, const struct pp_project *project, const char *relative)
{
    return pp_streq(project->folder, ".") ? relative
                                          : pp_path_join(run->arena, project->folder, relative);
}

/* Names of places and partners are often the same everywhere. */
static bool is_name(const struct text *text)
{
    return text->key != NULL && pp_ends_with(text->key, "name") &&
           (pp_starts_with(text->key, "cities.") || pp_starts_with(text->key, "partners."));
}

/* More than a sign? */
static bool has_words(const struct pp_coded *coded)
{
    size_t letters = 0;
    for (size_t i = 0; i < coded->count; i++)
        for (const char *c = coded->items[i].text;
             coded->items[i].kind == PP_CODE_WORDS && *c != '\0'; c++)
            letters +=
                (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || (unsigned char)*c >= 0xC3;
    return letters > 1;
}

void texts_judge(struct pp_run *run, struct texts *texts, struct text *text)
{
    const char *file = texts->files.items[text->file].original;
    const struct pp_translation *line;
    struct pp_coded coded;
    text->states = 0;
    pp_text_digest(pp_coded_canonical(run->arena, text->syntax, text->source), text->source_digest);
    if (text->target == NULL) {
        bool kept = text->key != NULL &&
                    pp_translations_find(
                        texts->records, file, text->key, text->source_digest, PP_TEXT_KEPT) != NULL;
        text->states = kept ? 0 : TEXT_MISSING;
        text->reviewed_by = NULL;
        return;
    }
    pp_text_digest(text->target, text->digest);
    line = pp_translations_find(texts->records, file, text->key, text->source_digest, text->digest);
    if (line != NULL && !pp_is_empty(line->reviewed_by))
        text->reviewed_by = line->reviewed_by;
    if (line == NULL && pp_translations_knows(texts->records, file, text->key, text->digest)) {
        text->states |= TEXT_STALE;
        text->reviewed_by = NULL;
    }
    text->problem =
        texts_mismatch(run->arena, texts->locale, text->syntax, text->source, text->target);
    if (text->problem != NULL)
        text->states |= TEXT_MISMATCH;
    if (pp_is_empty(text->reviewed_by))
        text->states |= TEXT_UNREVIEWED;
    pp_coded_read(run->arena, text->syntax, text->source, &coded);
    if (pp_is_empty(text->reviewed_by) && pp_streq(text->source, text->target) && !is_name(text) &&
        has_words(&coded))
        text->states |= TEXT_SAME;
}

struct text *texts_add(struct pp_run *run, struct texts *texts, const struct text *text)
{
    struct text *added = PP_PUSH(run->arena, &texts->list);
    *added = *text;
    added->file = texts->files.count - 1;
    if (added->id == NULL)
        added->id = added->key;
    texts->files.items[added->file].count++;
    texts_judge(run, texts, added);
    return added;
}

static struct text_file *add_file(struct pp_run *run, struct texts *texts)
{
    struct text_file *file = PP_PUSH(run->arena, &texts->files);
    file->first = texts->list.count;
    return file;
}

/* --- Catalogues */

/* The comment lines that stand right above a string, as a note. */
static const char *note_above(
    struct pp_arena *arena, const struct pp_source_text *source, size_t line)
{
    size_t first = line;
    const char *note = NULL;
    while (first > 1) {
        const char *text = source->text + source->starts[first - 2];
        if (text[strspn(text, " ")] != '#')
            break;
        first--;
    }
    for (; first < line; first++) {
        const char *text = source->text + source->starts[first - 1];
        text += strspn(text, " #-");
        const char *words = pp_arena_strndup(arena, text, strcspn(text, "\r\n"));
        if (*words != '\0')
            note = note ? pp_arena_printf(arena, "%s %s", note, words) : words;
    }
    return note;
}

/* Strings of `lang`, the project's own or installed? "pt-PT" begins with those of "pt". */
static bool has_strings(struct pp_run *run, const struct texts *texts, const char *lang)
{
    const char *own =
        texts_path(run, texts->project, pp_arena_printf(run->arena, "strings/%s.yaml", lang));
    const char *dash = strrchr(lang, '-');
    return pp_file_exists(own) ||
           pp_file_exists(
               pp_arena_printf(run->arena, "%s/layouts/strings/%s.yaml", run->share, lang)) ||
           (dash != NULL &&
            has_strings(run, texts, pp_arena_strndup(run->arena, lang, (size_t)(dash - lang))));
}

/* A language that has no catalogue yet begins with none. */
static enum pp_status load_target(
    struct pp_run *run, const struct texts *texts, struct pp_catalog **out)
{
    *out = pp_arena_alloc(run->arena, sizeof **out);
    pp_map_init(&(*out)->strings, run->arena);
    return has_strings(run, texts, texts->lang)
               ? pp_catalog_load(run, texts->project, texts->lang, out)
               : PP_OK;
}

static enum pp_status read_notes(struct pp_run *run, const char *path, struct pp_source_text *out)
{
    struct pp_bytes bytes;
    PP_TRY(pp_file_read(run, run->arena, path, PP_LIMIT_YAML, &bytes));
    pp_source_text_index(run->arena, path, (const char *)bytes.data, bytes.size, out);
    return PP_OK;
}

static enum pp_status find_strings(struct pp_run *run, struct texts *texts)
{
    struct pp_catalog *from, *to;
    struct pp_source_text notes = {0};
    struct text_file *file = add_file(run, texts);
    PP_TRY(pp_catalog_load(run, texts->project, texts->from, &from));
    PP_TRY(load_target(run, texts, &to));
    file->kind = TEXTS_CATALOGUE;
    file->original = "strings";
    file->path = texts_path(
        run, texts->project, pp_arena_printf(run->arena, "strings/%s.yaml", texts->lang));
    for (size_t i = 0; i < from->strings.count; i++) {
        const struct pp_string *string = from->strings.entries[i].value;
        const struct pp_string *translation = pp_catalog_find(to, string->id);
        if (!pp_streq(notes.path, string->where.file))
            PP_TRY(read_notes(run, string->where.file, &notes));
        struct text text = {
            .key = string->id,
            .syntax = PP_CODED_MESSAGE,
            .note = note_above(run->arena, &notes, string->where.line),
            .source = string->pattern,
            .where = string->where,
            .required = true};
        if (translation != NULL) {
            text.target = translation->pattern;
            text.where = translation->where;
            text.reviewed_by = translation->reviewed_by;
        }
        texts_add(run, texts, &text);
    }
    return PP_OK;
}

/* --- Labels */

static const struct pp_yaml *text_in(const struct pp_yaml *map, const char *lang)
{
    const struct pp_yaml *text = pp_yaml_get(map, lang);
    return text && text->kind == PP_YAML_SCALAR && text->text[0] != '\0' ? text : NULL;
}

/* "cities.riga.name_in" has no English form: the name is shown, and a form may be given. */
static const struct pp_yaml *source_of(
    const struct texts *texts, const struct pp_label *label, bool *form)
{
    const struct pp_yaml *source = text_in(label->texts, texts->from);
    *form = source == NULL && pp_streq(label->texts->key, "name_in");
    return *form ? text_in(pp_yaml_get(label->sibling, "name"), texts->from) : source;
}

static void add_label(
    struct pp_run *run, struct texts *texts, const struct pp_label *label, bool required)
{
    bool form;
    const struct pp_yaml *source = source_of(texts, label, &form);
    const struct pp_yaml *target = text_in(label->texts, texts->lang);
    if (source == NULL || (form && target == NULL))
        return;
    struct text text = {
        .key = label->key,
        .syntax = PP_CODED_PLAIN,
        .note = label->help,
        .source = source->text,
        .target = target ? target->text : NULL,
        .where = target ? target->where : source->where,
        .required = required,
        .texts = label->texts};
    texts_add(run, texts, &text);
}

static enum pp_status find_labels(
    struct pp_run *run, struct texts *texts, const char *original, const struct pp_keyset *keys,
    bool required)
{
    struct pp_yaml *root;
    struct pp_labels labels = {0};
    struct text_file *file = add_file(run, texts);
    file->kind = TEXTS_LABELS;
    file->original = original;
    file->path = texts_path(run, texts->project, original);
    file->keys = keys;
    PP_TRY(pp_yaml_read(run, run->arena, file->path, &root));
    pp_labels_find(run->arena, keys, root, &labels);
    for (size_t i = 0; i < labels.count; i++)
        add_label(run, texts, &labels.items[i], required);
    return PP_OK;
}

/* All YAML files of a folder of the project. */
static enum pp_status find_labels_in(
    struct pp_run *run, struct texts *texts, const char *folder, const struct pp_keyset *keys)
{
    char **names = NULL;
    size_t count = 0;
    PP_TRY(
        pp_folder_list(run, run->arena, texts_path(run, texts->project, folder), &names, &count));
    for (size_t i = 0; i < count; i++)
        if (pp_ends_with(names[i], ".yaml") && names[i][0] != '.')
            PP_TRY(find_labels(run, texts, pp_path_join(run->arena, folder, names[i]), keys, true));
    return PP_OK;
}

static enum pp_status find_all(struct pp_run *run, struct texts *texts)
{
    struct pp_issue **issues;
    size_t count;
    PP_TRY(find_strings(run, texts));
    PP_TRY(find_labels(run, texts, "pactpress.yaml", &pp_project_keys, true));
    PP_TRY(find_labels_in(run, texts, "sources", &pp_source_keys));
    PP_TRY(find_labels_in(run, texts, "layouts", &pp_layout_keys));
    PP_TRY(pp_issues_load(run, texts->project, &issues, &count));
    for (size_t i = 0; i < count; i++) {
        PP_TRY(find_labels(
            run, texts, pp_arena_printf(run->arena, "content/%s/issue.yaml", issues[i]->id),
            &pp_issue_keys, texts_issue_is_wanted(texts, issues[i])));
        PP_TRY(texts_find_stories(run, issues[i], texts));
    }
    return PP_OK;
}

enum pp_status texts_find(
    struct pp_run *run, const struct pp_project *project, const char *lang, struct texts *out)
{
    *out = (struct texts){.project = project, .from = project->languages.items[0], .lang = lang};
    PP_TRY(pp_translations_load(run, project->folder, lang, &out->records));
    PP_TRY(pp_locale_open(run, lang, project->number_style, &out->locale));
    enum pp_status status = find_all(run, out);
    if (status != PP_OK)
        texts_close(out);
    return status;
}

void texts_close(struct texts *texts)
{
    if (texts->locale)
        pp_locale_close(texts->locale);
    texts->locale = NULL;
}
