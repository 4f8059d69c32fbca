/* What the documents of one worker share: fonts, their cache, words by language. */
#include "pactpress/letters.h"
#include "pactpress/render.h"
#include "pactpress/run.h"

enum pp_status pp_workshop_open(
    struct pp_run *run, const struct pp_project *project, struct pp_workshop *shop)
{
    *shop = (struct pp_workshop){.run = run, .project = project};
    pp_map_init(&shop->wordings, run->arena);
    PP_TRY(pp_fonts_load(run, project ? project->folder : NULL, &shop->fonts));
    enum pp_status status = pp_typesetter_open(run, shop->fonts, &shop->typesetter);
    if (status != PP_OK)
        pp_workshop_close(shop);
    return status;
}

void pp_workshop_close(struct pp_workshop *shop)
{
    for (size_t i = 0; i < shop->wordings.count; i++)
        pp_wording_close(shop->wordings.entries[i].value);
    shop->wordings.count = 0;
    if (shop->typesetter)
        pp_typesetter_close(shop->typesetter);
    if (shop->fonts && !shop->branch)
        pp_fonts_free(shop->fonts);
    shop->typesetter = NULL;
    shop->fonts = NULL;
}

enum pp_status pp_workshop_branch(
    struct pp_run *run, const struct pp_workshop *shop, struct pp_workshop *branch)
{
    enum pp_status status;
    *branch = *shop;
    branch->run = run;
    branch->branch = true;
    pp_map_init(&branch->wordings, run->arena);
    branch->typesetter = NULL;
    status = pp_typesetter_open(run, branch->fonts, &branch->typesetter);
    for (size_t i = 0; i < shop->wordings.count && status == PP_OK; i++) {
        struct pp_wording *wording;
        status = pp_wording_branch(run, shop->wordings.entries[i].value, &wording);
        if (status == PP_OK)
            pp_map_set(&branch->wordings, shop->wordings.entries[i].key, wording);
    }
    if (status != PP_OK)
        pp_workshop_close(branch);
    return status;
}

void pp_workshop_begin(struct pp_workshop *shop, struct pp_run *run)
{
    shop->run = run;
    pp_typesetter_begin(shop->typesetter, run);
    for (size_t i = 0; i < shop->wordings.count; i++)
        pp_wording_begin(shop->wordings.entries[i].value, run);
}

enum pp_status pp_workshop_wording(
    struct pp_workshop *shop, const char *lang, struct pp_wording **out)
{
    struct pp_wording *wording = pp_map_get(&shop->wordings, lang);
    if (!wording) {
        PP_TRY(pp_wording_open(shop->run, shop->project, lang, &wording));
        pp_map_set(&shop->wordings, lang, wording);
        pp_letters_check(shop->run, shop->typesetter, lang);
    }
    *out = wording;
    return PP_OK;
}
