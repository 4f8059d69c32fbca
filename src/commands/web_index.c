#include "web_index.h"

#include "pactpress/html.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

struct making {
    struct pp_workshop *shop;
    struct pp_arena *arena;
    struct pp_staging *staging;
    struct pp_html_index index;
};

static const struct pp_made_file *made_at(const struct making *making, const char *path)
{
    for (size_t i = 0; i < making->staging->files.count; i++)
        if (pp_streq(making->staging->files.items[i].path, path))
            return &making->staging->files.items[i];
    return NULL;
}

static const char *beside(const struct making *making, const char *path)
{
    return made_at(making, path) ? pp_path_join(making->arena, "..", path) : NULL;
}

static void add_entry(struct making *making, const struct pp_planned *planned)
{
    struct pp_arena *arena = making->arena;
    const char *page = pp_planned_page(arena, planned, planned->job.lang);
    const struct pp_made_file *made = made_at(making, page);
    if (!made)
        return;
    if (!making->index.styles)
        making->index.styles = planned->job.layout->styles;
    making->index.entries[making->index.count++] = (struct pp_html_entry){
        .page = pp_path_base(page),
        .thumbnail = pp_path_base(pp_planned_thumbnail(arena, planned)),
        .pdf = beside(making, pp_planned_pdf(arena, planned)),
        .xlsx = beside(
            making, pp_planned_annex(
                        arena, making->shop->project, &making->shop->results->period, planned)),
        .title = made->title,
        .lang = made->lang,
        .layout = made->layout,
        .city = made->city};
}

static enum pp_status add_text(struct making *making, const char *path, const struct pp_str *text)
{
    struct pp_bytes bytes = {(const unsigned char *)text->text, text->length};
    return pp_staging_add(making->staging, path, bytes, (struct pp_made_file){0});
}

static enum pp_status add_files(struct making *making)
{
    struct pp_wording *wording;
    struct pp_str text;
    PP_TRY(pp_workshop_wording(making->shop, making->shop->project->languages.items[0], &wording));
    making->index.project =
        pp_i18n_get(&making->shop->project->name, pp_wording_lang(wording), NULL, NULL);
    pp_str_init(&text);
    pp_html_index_json(&making->index, &text);
    enum pp_status status = add_text(making, "html/index.json", &text);
    pp_str_clear(&text);
    if (status == PP_OK)
        status =
            pp_html_index_page(making->shop->run, making->arena, &making->index, wording, &text);
    if (status == PP_OK)
        status = add_text(making, "html/index.html", &text);
    pp_str_free(&text);
    return status;
}

enum pp_status web_index_add(
    struct pp_workshop *shop, const struct pp_plan *plan, const char *klass,
    struct pp_staging *staging)
{
    struct pp_arena *arena = pp_arena_new();
    struct making making = {
        .shop = shop,
        .arena = arena,
        .staging = staging,
        .index = {
            .period = shop->results->period.key,
            .klass = klass,
            .base =
                pp_site_address(arena, shop->project, klass, shop->results->period.key, "html/"),
            .entries = pp_arena_array(arena, plan->count, sizeof *making.index.entries)}};
    for (size_t i = 0; i < plan->count; i++)
        add_entry(&making, &plan->items[i]);
    enum pp_status status = making.index.count > 0 ? add_files(&making) : PP_OK;
    pp_arena_free(arena);
    return status;
}
