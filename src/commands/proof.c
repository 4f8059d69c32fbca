/* proof: one story on a page, without a project. */
#include <string.h>

#include "editions.h"
#include "pactpress/commands.h"
#include "pactpress/layout.h"
#include "pactpress/render.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* story.md -> story.pdf */
static const char *output_path(struct pp_run *run, const struct pp_options *options)
{
    const char *story = options->arguments.items[0];
    size_t length = strlen(story);
    if (options->output)
        return options->output;
    if (pp_ends_with(story, ".md"))
        length -= 3;
    return pp_arena_printf(run->arena, "%.*s.pdf", (int)length, story);
}

/* An installed layout, or in a project one of its own. */
static enum pp_status find_layout(
    struct pp_run *run, const struct pp_options *options, struct pp_layout **out)
{
    struct pp_project *project = NULL;
    *out = NULL;
    if (options->layouts.count == 0)
        return PP_OK;
    if (editions_have_project(options))
        PP_TRY(pp_project_load(run, options->folder, &project));
    return pp_layout_load(run, project, options->layouts.items[0], out);
}

static enum pp_status make(
    struct pp_workshop *shop, const struct pp_options *options, const char *lang)
{
    struct pp_run *run = shop->run;
    struct pp_document *document;
    struct pp_wording *wording;
    struct pp_rendered pdf;
    const char *path = output_path(run, options);
    struct pp_layout *layout;
    PP_TRY(find_layout(run, options, &layout));
    PP_TRY(pp_workshop_wording(shop, lang, &wording));
    PP_TRY(pp_compose_proof(
        run, run->arena, options->arguments.items[0], lang, layout, wording, &document));
    PP_TRY(pp_render_pdf(shop, run->arena, document, wording, NULL, 0, &pdf));
    PP_TRY(pp_file_replace(run, path, pdf.bytes.data, pdf.bytes.size, 0644));
    pp_say(run, "done", "%s: %zu page%s", path, pdf.pages, pdf.pages == 1 ? "" : "s");
    return PP_OK;
}

enum pp_status pp_command_proof(struct pp_run *run, const struct pp_options *options)
{
    struct pp_workshop shop;
    const char *lang = options->langs.count ? options->langs.items[0] : NULL;
    if (options->arguments.count != 1) {
        pp_error(
            run, PP_NOWHERE, "proof.one-story",
            "proof takes one story: pactpress proof FILE.md [-o OUT.pdf] [--lang X] [--layout L]");
        return PP_USAGE;
    }
    if (!lang)
        PP_TRY(pp_proof_lang(run, options->arguments.items[0], &lang));
    run->clock = 0;
    PP_TRY(pp_workshop_open(run, NULL, &shop));
    enum pp_status status = make(&shop, options, lang);
    pp_workshop_close(&shop);
    return status;
}
