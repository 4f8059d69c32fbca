/* Translations into the files of the project. What is written was read back before: every text says
 * what it should, and nothing else has changed. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/catalog.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/yaml.h"
#include "xliff.h"

struct made {
    const char *path, *text;
};

struct writer {
    struct pp_run *run;
    struct texts *texts;
    const bool *changed;
    struct {
        struct made *items;
        size_t count, capacity;
    } made;
};

static void keep(struct writer *writer, const char *path, const char *text)
{
    *(struct made *)PP_PUSH(writer->run->arena, &writer->made) = (struct made){path, text};
}

static enum pp_status report_damage(struct writer *writer, const char *path, const char *what)
{
    pp_error(
        writer->run, ((struct pp_where){.file = path}), "translate.damage",
        "The translation of %s cannot stand in this file as it is: it would read as something else "
        "there. Change its wording, or edit the file by hand; nothing was written.",
        what);
    return PP_DATA;
}

/* The bytes of a YAML file as they can be edited. */
static enum pp_status read_text(
    struct pp_run *run, const char *path, const char **text, size_t *length)
{
    struct pp_bytes bytes;
    PP_TRY(pp_file_read(run, run->arena, path, PP_LIMIT_YAML, &bytes));
    *text = (const char *)bytes.data;
    *length = bytes.size;
    bool mark = bytes.size >= 2 && (bytes.data[0] >= 0xFE || memcmp(*text, "\xEF\xBB", 2) == 0);
    if (!mark && memchr(*text, '\r', *length) == NULL)
        return PP_OK;
    pp_error(
        run, ((struct pp_where){.file = path}), "translate.encoding",
        "Translations are written to YAML files that are UTF-8 without a byte order mark, with "
        "plain "
        "line feeds; save it so first.");
    return PP_DATA;
}

static enum pp_status parse(
    struct pp_run *run, const char *path, const char *text, struct pp_yaml **root)
{
    struct pp_bytes bytes = {(const unsigned char *)text, strlen(text)};
    return pp_yaml_parse(run, run->arena, path, 1, bytes, root);
}

/* --- Labels */

static const char *value_in(const struct pp_yaml *map, const char *lang)
{
    const struct pp_yaml *node = pp_yaml_get(map, lang);
    return node != NULL ? node->text : NULL;
}

/* Reads the file back: changed labels say what they should, all others what they said. */
static enum pp_status check_labels(
    struct writer *writer, const struct text_file *file, const struct pp_labels *before,
    const char *text)
{
    struct pp_labels after = {0};
    struct pp_yaml *root;
    PP_TRY(parse(writer->run, file->path, text, &root));
    pp_labels_find(writer->run->arena, file->keys, root, &after);
    if (after.count != before->count)
        return report_damage(writer, file->path, "a label");
    size_t next = file->first, end = file->first + file->count;
    for (size_t i = 0; i < after.count; i++) {
        const struct pp_yaml *map = after.items[i].texts;
        bool changed = false;
        if (next < end && pp_streq(writer->texts->list.items[next].key, after.items[i].key)) {
            const struct text *one = &writer->texts->list.items[next];
            changed = writer->changed[next++];
            if (changed && !pp_streq(value_in(map, writer->texts->lang), one->target))
                return report_damage(writer, file->path, one->key);
        }
        for (const struct pp_yaml *node = before->items[i].texts->first; node; node = node->next)
            if (!(changed && pp_streq(node->key, writer->texts->lang)) &&
                !pp_streq(value_in(map, node->key), node->text))
                return report_damage(writer, file->path, after.items[i].key);
    }
    return PP_OK;
}

static enum pp_status write_labels(struct writer *writer, const struct text_file *file)
{
    struct pp_arena *arena = writer->run->arena;
    struct pp_edits edits = {0};
    struct pp_labels before = {0};
    struct pp_yaml *root;
    const char *text;
    size_t length;
    PP_TRY(read_text(writer->run, file->path, &text, &length));
    for (size_t i = file->first; i < file->first + file->count; i++) {
        const struct text *one = &writer->texts->list.items[i];
        const struct pp_yaml *node = pp_yaml_get(one->texts, writer->texts->lang);
        if (writer->changed[i] && node != NULL)
            pp_edit_scalar(arena, &edits, text, length, 1, node, one->target);
        else if (writer->changed[i])
            pp_edit_add(arena, &edits, text, length, one->texts, writer->texts->lang, one->target);
    }
    PP_TRY(parse(writer->run, file->path, text, &root));
    pp_labels_find(arena, file->keys, root, &before);
    text = pp_edits_apply(arena, &edits, text, length);
    PP_TRY(check_labels(writer, file, &before, text));
    keep(writer, file->path, text);
    return PP_OK;
}

/* --- Strings: the project's own catalogue, which goes before the installed one */

static const struct pp_yaml *scalar_of(const struct pp_yaml *strings, const char *key)
{
    const struct pp_yaml *node = strings != NULL ? pp_yaml_get(strings, key) : NULL;
    return node != NULL && node->kind == PP_YAML_MAP ? pp_yaml_get(node, "text") : node;
}

static const char *new_catalogue(const struct writer *writer)
{
    return pp_arena_printf(
        writer->run->arena,
        "# Strings of this project; they go before the installed ones.\nlang: %s\nstrings: {}\n",
        writer->texts->lang);
}

static enum pp_status check_strings(
    struct writer *writer, const struct text_file *file, const char *text)
{
    struct pp_yaml *root;
    PP_TRY(parse(writer->run, file->path, text, &root));
    for (size_t i = file->first; i < file->first + file->count; i++) {
        const struct text *one = &writer->texts->list.items[i];
        const struct pp_yaml *node = scalar_of(pp_yaml_get(root, "strings"), one->key);
        if (writer->changed[i] && (node == NULL || !pp_streq(node->text, one->target)))
            return report_damage(writer, file->path, one->key);
    }
    return PP_OK;
}

/* The first string of a catalogue that has none replaces what stands behind `strings:`. */
static void add_first(
    struct writer *writer, struct pp_edits *edits, const char *text, size_t length,
    const struct pp_yaml *strings, const struct pp_str *lines)
{
    size_t at = pp_edit_offset(text, length, 1, strings->where);
    size_t stop = at + strcspn(text + at, "\n");
    at -= at > 0 && text[at - 1] == ' '; /* behind "strings:" */
    *(struct pp_edit *)PP_PUSH(writer->run->arena, edits) =
        (struct pp_edit){at, stop, pp_str_copy(lines, writer->run->arena)};
}

static enum pp_status write_strings(struct writer *writer, const struct text_file *file)
{
    struct pp_arena *arena = writer->run->arena;
    struct pp_edits edits = {0};
    struct pp_yaml *root;
    struct pp_str lines;
    const char *text = new_catalogue(writer);
    size_t length = strlen(text);
    if (pp_file_exists(file->path))
        PP_TRY(read_text(writer->run, file->path, &text, &length));
    PP_TRY(parse(writer->run, file->path, text, &root));
    const struct pp_yaml *strings = pp_yaml_get(root, "strings");
    if (strings == NULL)
        return report_damage(writer, file->path, "strings");
    pp_str_init(&lines);
    for (size_t i = file->first; i < file->first + file->count; i++) {
        const struct text *one = &writer->texts->list.items[i];
        const struct pp_yaml *node = scalar_of(strings, one->key);
        if (!writer->changed[i])
            continue;
        if (node != NULL)
            pp_edit_scalar(arena, &edits, text, length, 1, node, one->target);
        else if (strings->first != NULL)
            pp_edit_add(arena, &edits, text, length, strings, one->key, one->target);
        else
            pp_str_printf(&lines, "\n  %s: %s", one->key, pp_yaml_quoted(arena, one->target));
    }
    if (lines.length > 0)
        add_first(writer, &edits, text, length, strings, &lines);
    pp_str_free(&lines);
    text = pp_edits_apply(arena, &edits, text, length);
    PP_TRY(check_strings(writer, file, text));
    keep(writer, file->path, text);
    return PP_OK;
}

/* --- Stories */

/* Does the new story consist of the texts that it should? */
static enum pp_status check_story(
    struct writer *writer, const struct text_file *file, const char *text)
{
    struct pp_run *run = writer->run;
    struct pp_source_text source;
    struct pp_segments segments = {0};
    PP_TRY(pp_source_text_take(run, run->arena, file->path, text, strlen(text), &source));
    PP_TRY(pp_segments_find(run, run->arena, &source, &segments));
    for (size_t i = 0; i < file->count; i++) {
        const struct text *one = &writer->texts->list.items[file->first + i];
        if (i < segments.count && pp_streq(segments.items[i].kind, one->segment->kind) &&
            pp_streq(
                pp_coded_canonical(run->arena, one->syntax, segments.items[i].text),
                pp_coded_canonical(run->arena, one->syntax, one->target)))
            continue;
        return report_damage(
            writer, file->path, pp_arena_printf(run->arena, "paragraph %s", one->id));
    }
    if (segments.count != file->count)
        return report_damage(writer, file->path, "a paragraph");
    return PP_OK;
}

/* Where all paragraphs have a translation: otherwise the story would have holes. */
static bool is_whole(struct writer *writer, const struct text_file *file)
{
    size_t open = 0;
    struct pp_where first = {0};
    for (size_t i = file->first; i < file->first + file->count; i++)
        if (writer->texts->list.items[i].target == NULL) {
            first = open++ == 0 ? writer->texts->list.items[i].where : first;
        }
    if (open > 0)
        pp_warn(
            writer->run, first, "translate.part",
            "%zu of %zu paragraphs of this story are not translated yet, from here on; it is not "
            "written to %s until they are.",
            open, file->count, file->path);
    return open == 0;
}

/* Into the translation where it has the same paragraphs, else into a copy of the source. */
static enum pp_status write_story(struct writer *writer, struct text_file *file)
{
    struct pp_arena *arena = writer->run->arena;
    bool in_place = file->parallel && file->to.text != NULL;
    const struct pp_source_text *base = in_place ? &file->to : &file->from;
    struct pp_edits edits = {0};
    if (!is_whole(writer, file)) {
        for (size_t i = file->first; i < file->first + file->count; i++)
            writer->texts->list.items[i].states |= TEXT_MISSING;
        return PP_OK;
    }
    for (size_t i = file->first; i < file->first + file->count; i++) {
        const struct text *one = &writer->texts->list.items[i];
        if (!in_place || writer->changed[i])
            pp_segment_edit(arena, &edits, base, in_place ? one->to : one->segment, one->target);
    }
    const char *text = pp_edits_apply(arena, &edits, base->text, base->length);
    PP_TRY(check_story(writer, file, text));
    keep(writer, file->path, text);
    return PP_OK;
}

static enum pp_status write_file(struct writer *writer, struct text_file *file)
{
    bool any = false;
    for (size_t i = file->first; i < file->first + file->count; i++)
        any = any || writer->changed[i];
    if (!any)
        return PP_OK;
    if (file->kind == TEXTS_CATALOGUE)
        return write_strings(writer, file);
    return file->kind == TEXTS_LABELS ? write_labels(writer, file) : write_story(writer, file);
}

static enum pp_status write_records(struct writer *writer)
{
    struct pp_run *run = writer->run;
    const struct pp_translations *records = writer->texts->records;
    if (!records->changed)
        return PP_OK;
    keep(
        writer, pp_translations_path(run->arena, writer->texts->project->folder, records->lang),
        pp_translations_write(run->arena, records));
    return PP_OK;
}

enum pp_status texts_write(
    struct pp_run *run, struct texts *texts, const bool *changed, size_t *files)
{
    struct writer writer = {.run = run, .texts = texts, .changed = changed};
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < texts->files.count; i++) {
        enum pp_status one = write_file(&writer, &texts->files.items[i]);
        status = status != PP_OK ? status : one;
    }
    PP_TRY(status);
    PP_TRY(write_records(&writer));
    for (size_t i = 0; i < writer.made.count; i++) {
        const struct made *made = &writer.made.items[i];
        PP_TRY(pp_folder_make(run, pp_path_folder(run->arena, made->path), 0755));
        PP_TRY(pp_file_replace(run, made->path, made->text, strlen(made->text), 0644));
    }
    *files = writer.made.count;
    return PP_OK;
}
