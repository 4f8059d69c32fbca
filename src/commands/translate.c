/* translate: what is not translated, or no longer; to translators and back. */
#include "translate.h"

#include <stdio.h>

#include "pactpress/commands.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

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

enum pp_status pp_command_translate(struct pp_run *run, const struct pp_options *options)
{
    struct translating work = {.run = run, .options = options};
    PP_TRY(pp_project_load(run, options->folder, &work.project));
    PP_TRY(find_langs(&work));
    pp_str_init(&work.out);
    enum pp_status status = list_all(&work);
    pp_str_free(&work.out);
    return status;
}
