/* translate --pseudo: the documents in a language that nobody speaks, and mirrored. */
#include "inputs.h"
#include "pactpress/render.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "translate.h"

struct pseudo {
    struct pp_run *run;
    struct pp_workshop shop;
    const char *folder;
    size_t files, pages;
};

static enum pp_status make_one(
    struct pseudo *pseudo, struct pp_arena *arena, const struct pp_planned *planned, bool rtl)
{
    struct pp_run *run = pseudo->run;
    struct pp_document *document;
    struct pp_wording *wording;
    struct pp_rendered pdf;
    /* As ICU's pseudo-locales: XA is accented, XB runs from right to left. */
    const char *lang = rtl ? "ar-XB" : pp_arena_printf(arena, "%s-XA", planned->job.lang);
    PP_TRY(pp_workshop_wording(&pseudo->shop, planned->job.lang, &wording));
    PP_TRY(pp_compose(
        run, arena, pseudo->shop.results, pseudo->shop.stories, &planned->job, wording, &document));
    document->lang = document->root->lang = lang;
    document->rtl = rtl;
    document->name =
        pp_arena_printf(arena, "%s-%s", planned->job.name, rtl ? "mirrored" : "pseudo");
    pp_wording_pseudo(wording, lang);
    enum pp_status status = pp_render_pdf(&pseudo->shop, arena, document, wording, NULL, 0, &pdf);
    pp_wording_pseudo(wording, NULL);
    PP_TRY(status);
    const char *path = pp_arena_printf(arena, "%s/%s.pdf", pseudo->folder, document->name);
    pseudo->files++;
    pseudo->pages += pdf.pages;
    return pp_file_replace(run, path, pdf.bytes.data, pdf.bytes.size, 0644);
}

static enum pp_status make_all(struct pseudo *pseudo, const struct pp_plan *plan)
{
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < plan->count && status == PP_OK; i++)
        for (int rtl = 0; rtl <= 1 && status == PP_OK; rtl++) {
            struct pp_arena *arena = pp_arena_new();
            status = pp_run_stopped(pseudo->run);
            if (status == PP_OK && plan->items[i].pdf)
                status = make_one(pseudo, arena, &plan->items[i], rtl);
            pp_arena_free(arena);
        }
    return status;
}

enum pp_status translate_pseudo(struct pp_run *run, const struct pp_options *options)
{
    struct pp_options own = *options;
    struct pseudo pseudo = {.run = run};
    struct inputs in = {0};
    struct pp_plan *plan;
    struct pp_stories *stories;
    PP_TRY(inputs_open(run, options, false, &in));
    own.langs = (struct pp_strings){.items = in.project->languages.items, .count = 1};
    own.draft = true;
    PP_TRY(pp_plan_make(run, in.project, &in.period, &own, in.klass, &plan));
    PP_TRY(inputs_tally(run, false, &in));
    PP_TRY(pp_stories_load(run, run->arena, in.project, in.results, options->issue, &stories));
    pseudo.folder = pp_path_join(run->arena, inputs_out(run, options, &in), "pseudo");
    PP_TRY(pp_folder_make(run, pseudo.folder, 0755));
    PP_TRY(pp_workshop_open(run, in.project, &pseudo.shop));
    pseudo.shop.results = in.results;
    pseudo.shop.stories = stories;
    pseudo.shop.date = run->clock;
    enum pp_status status = make_all(&pseudo, plan);
    pp_workshop_close(&pseudo.shop);
    size_t warnings = pp_diag_count(run, PP_WARNING);
    if (status == PP_OK)
        pp_say(
            run, "done", "%s: %zu documents of %zu pages; %zu warning%s", pseudo.folder,
            pseudo.files, pseudo.pages, warnings, warnings == 1 ? "" : "s");
    return status;
}
