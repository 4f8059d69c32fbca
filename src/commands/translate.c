/* translate: what is not translated, or no longer; to translators and back. */
#include "translate.h"

#include <stdio.h>

#include "pactpress/commands.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "xliff.h"

struct translating {
    struct pp_run *run;
    const struct pp_options *options;
    struct pp_project *project;
    struct pp_strings langs; /* that are asked for */
    struct pp_str out;
    size_t missing; /* texts that a final build needs */
};

static enum pp_status refuse_lang(struct translating *work, const char *lang)
{
    const struct pp_strings *known = &work->project->languages;
    const char **names = pp_arena_array(work->run->arena, known->count + 1, sizeof *names);
    for (size_t i = 1; i < known->count; i++)
        names[i - 1] = known->items[i];
    const char *near = pp_nearest(lang, names);
    if (pp_streq(lang, known->items[0]))
        pp_error(
            work->run, PP_NOWHERE, "translate.source",
            "\"%s\" is the first of the \"languages\" of pactpress.yaml: the one that others are "
            "translated from",
            lang);
    else
        pp_error(
            work->run, PP_NOWHERE, "translate.language",
            "\"%s\" is not among the \"languages\" of pactpress.yaml%s%s%s; add it there first",
            lang, near ? "; nearest is \"" : "", near ? near : "", near ? "\"" : "");
    return PP_USAGE;
}

/* The language that is named, or all but the first. */
static enum pp_status find_langs(struct translating *work)
{
    const struct pp_strings *known = &work->project->languages;
    const struct pp_strings *asked = &work->options->arguments;
    if (asked->count > 1) {
        pp_error(
            work->run, PP_NOWHERE, "translate.one-language",
            "translate takes one language: pactpress translate lv");
        return PP_USAGE;
    }
    bool found = asked->count == 0;
    for (size_t i = 1; i < known->count; i++)
        if (asked->count == 0 || pp_streq(asked->items[0], known->items[i])) {
            *(const char **)PP_PUSH(work->run->arena, &work->langs) = known->items[i];
            found = true;
        }
    return found ? PP_OK : refuse_lang(work, asked->items[0]);
}

static enum pp_status list(struct translating *work, const char *lang, bool last)
{
    struct texts texts;
    struct unfits unfits = {0};
    PP_TRY(translate_fit(work->run, work->options, lang, &unfits));
    PP_TRY(texts_find(work->run, work->project, lang, &texts));
    if (work->options->json) {
        translate_list_json(&texts, &unfits, &work->out);
        pp_str_append(&work->out, last ? "\n" : ",\n");
    } else {
        translate_list(work->run, &texts, &unfits, &work->out);
    }
    work->missing += translate_count(&texts, TEXT_MISSING | TEXT_MISMATCH, true);
    texts_close(&texts);
    return PP_OK;
}

static enum pp_status list_all(struct translating *work)
{
    enum pp_status status = PP_OK;
    if (work->options->json)
        pp_str_append(&work->out, "[");
    for (size_t i = 0; i < work->langs.count && status == PP_OK; i++)
        status = list(work, work->langs.items[i], i + 1 == work->langs.count);
    if (work->options->json)
        pp_str_append(&work->out, "]\n");
    PP_TRY(status);
    if (fwrite(work->out.text, 1, work->out.length, stdout) != work->out.length ||
        fflush(stdout) != 0) {
        pp_error(work->run, PP_NOWHERE, "output.stdout", "standard output cannot be written");
        return PP_ENV;
    }
    if (work->missing == 0 || work->options->draft)
        return PP_OK;
    pp_error(
        work->run, PP_NOWHERE, "translate.missing",
        "%zu texts that are printed have no translation, or one that does not fit its source; "
        "--draft forgives that",
        work->missing);
    return PP_DATA;
}

/* --- To translators */

static enum pp_status export_texts(struct translating *work)
{
    const char *path = work->options->to_xliff;
    struct texts texts;
    if (work->langs.count != 1) {
        pp_error(
            work->run, PP_NOWHERE, "translate.one-language",
            "an XLIFF file is for one language: pactpress translate lv --export lv.xlf");
        return PP_USAGE;
    }
    PP_TRY(texts_find(work->run, work->project, work->langs.items[0], &texts));
    xliff_write(work->run->arena, &texts, &work->out);
    enum pp_status status =
        pp_file_replace(work->run, path, work->out.text, work->out.length, 0644);
    if (status == PP_OK)
        pp_say(
            work->run, "done", "%s: %zu texts from \"%s\" to \"%s\", %zu to be translated", path,
            texts.list.count, texts.from, texts.lang,
            translate_count(&texts, TEXT_MISSING | TEXT_STALE | TEXT_MISMATCH, false));
    texts_close(&texts);
    return status;
}

/* --- And back */

static enum pp_status check_languages(struct translating *work, const struct xliff *xliff)
{
    const char *from = work->project->languages.items[0], *to = NULL;
    for (size_t i = 0; i < work->langs.count; i++)
        if (pp_streq(work->langs.items[i], xliff->target_lang))
            to = work->langs.items[i];
    if (to != NULL && pp_streq(xliff->source_lang, from))
        return PP_OK;
    if (to == NULL)
        pp_error(
            work->run, xliff->where, "xliff.language",
            "This file holds translations into \"%s\"; %s.", xliff->target_lang,
            work->options->arguments.count > 0
                ? pp_arena_printf(work->run->arena, "\"%s\" is asked for", work->langs.items[0])
                : "the project has no such language to translate into");
    else
        pp_error(
            work->run, xliff->where, "xliff.language",
            "This file translates from \"%s\", and the project's texts are in \"%s\".",
            xliff->source_lang, from);
    return PP_DATA;
}

static enum pp_status take(struct translating *work, const struct xliff *xliff)
{
    struct texts texts;
    struct taking taking = {.reviewed_by = work->options->reviewed_by};
    size_t files = 0;
    PP_TRY(texts_find(work->run, work->project, xliff->target_lang, &texts));
    bool *changed = pp_arena_array(work->run->arena, texts.list.count + 1, sizeof *changed);
    enum pp_status status = xliff_take(work->run, xliff, &texts, changed, &taking);
    if (status == PP_OK)
        status = texts_write(work->run, &texts, changed, &files);
    if (status == PP_OK)
        pp_say(
            work->run, "done",
            "%s: %zu translations taken, %zu confirmed, %zu reviewed, %zu as they were, %zu still "
            "open; %zu files written",
            work->options->from_xliff, taking.taken, taking.confirmed, taking.reviewed,
            taking.unchanged, taking.open, files);
    texts_close(&texts);
    return status;
}

static enum pp_status import_texts(struct translating *work)
{
    struct pp_bytes bytes;
    struct xliff xliff;
    PP_TRY(pp_file_read(
        work->run, work->run->arena, work->options->from_xliff, PP_LIMIT_XLIFF, &bytes));
    PP_TRY(xliff_read(work->run, work->options->from_xliff, bytes, &xliff));
    PP_TRY(check_languages(work, &xliff));
    return take(work, &xliff);
}

/* --- Marks without a file */

static void mark(
    struct texts *texts, struct pp_arena *arena, const struct text *text, const char *by)
{
    struct pp_translation line = {
        .file = texts->files.items[text->file].original,
        .key = text->key,
        .source = text->source_digest,
        .text = text->digest,
        .reviewed_by = by != NULL                       ? by
                       : pp_is_empty(text->reviewed_by) ? NULL
                                                        : text->reviewed_by};
    pp_translations_set(arena, texts->records, &line);
}

/* A label that has no translation in any of the languages that are marked is most likely misspelt.
 */
static enum pp_status keep(struct translating *work, struct texts *texts, const char *key)
{
    for (size_t i = 0; i < texts->list.count; i++) {
        struct text *text = &texts->list.items[i];
        struct pp_translation line = {
            .file = texts->files.items[text->file].original,
            .key = text->key,
            .source = text->source_digest,
            .text = PP_TEXT_KEPT};
        if (!pp_streq(text->key, key))
            continue;
        if (text->target != NULL) {
            pp_error(
                work->run, text->where, "translate.keep",
                "\"%s\" has a translation into \"%s\"; delete it here first", key, texts->lang);
            return PP_DATA;
        }
        pp_translations_set(work->run->arena, texts->records, &line);
        return PP_OK;
    }
    const char **keys = pp_arena_array(work->run->arena, texts->list.count + 1, sizeof *keys);
    size_t count = 0;
    for (size_t i = 0; i < texts->list.count; i++)
        if (texts->list.items[i].key != NULL)
            keys[count++] = texts->list.items[i].key;
    const char *near = pp_nearest(key, keys);
    pp_error(
        work->run, PP_NOWHERE, "translate.keep", "there is no label \"%s\"%s%s%s", key,
        near ? "; nearest is \"" : "", near ? near : "", near ? "\"" : "");
    return PP_USAGE;
}

/* Every translation that stands is made from its source as it stands; with a name, read, too. And
 * what stays as it is. */
static enum pp_status mark_all(struct translating *work, const char *lang)
{
    const char *by = work->options->reviewed_by;
    struct texts texts;
    size_t files, count = 0;
    PP_TRY(texts_find(work->run, work->project, lang, &texts));
    bool *changed = pp_arena_array(work->run->arena, texts.list.count + 1, sizeof *changed);
    bool all = by != NULL || work->options->accept;
    enum pp_status status = PP_OK;
    for (size_t i = 0; all && i < texts.list.count; i++) {
        if (texts.list.items[i].target == NULL || texts.list.items[i].states & TEXT_MISMATCH)
            continue;
        mark(&texts, work->run->arena, &texts.list.items[i], by);
        count++;
    }
    for (size_t i = 0; i < work->options->kept.count && status == PP_OK; i++)
        status = keep(work, &texts, work->options->kept.items[i]);
    if (status == PP_OK)
        status = texts_write(work->run, &texts, changed, &files);
    if (status == PP_OK && all)
        pp_say(
            work->run, "done", "%s: %zu of %zu translations marked as %s%s", lang, count,
            texts.list.count, by != NULL ? "read by " : "made from the texts as they stand",
            by != NULL ? by : "");
    texts_close(&texts);
    return status;
}

static enum pp_status check_options(struct translating *work)
{
    const struct pp_options *options = work->options;
    if (options->to_xliff && (options->from_xliff || options->reviewed_by || options->accept)) {
        pp_error(
            work->run, PP_NOWHERE, "options.conflict",
            "--export only writes a file; give --import, --reviewed and --accept on their own");
        return PP_USAGE;
    }
    if (options->reviewed_by && pp_is_empty(options->reviewed_by)) {
        pp_error(work->run, PP_NOWHERE, "options.bad-value", "--reviewed takes a name");
        return PP_USAGE;
    }
    return PP_OK;
}

static enum pp_status translate(struct translating *work)
{
    const struct pp_options *options = work->options;
    PP_TRY(check_options(work));
    if (options->pseudo)
        return translate_pseudo(work->run, options);
    if (options->to_xliff)
        return export_texts(work);
    if (options->from_xliff)
        return import_texts(work);
    if (!options->accept && !options->reviewed_by && options->kept.count == 0)
        return list_all(work);
    for (size_t i = 0; i < work->langs.count; i++)
        PP_TRY(mark_all(work, work->langs.items[i]));
    return PP_OK;
}

enum pp_status pp_command_translate(struct pp_run *run, const struct pp_options *options)
{
    struct translating work = {.run = run, .options = options};
    PP_TRY(pp_project_load(run, options->folder, &work.project));
    PP_TRY(find_langs(&work));
    pp_str_init(&work.out);
    enum pp_status status = translate(&work);
    pp_str_free(&work.out);
    return status;
}
