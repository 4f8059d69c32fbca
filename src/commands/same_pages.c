#include "same_pages.h"

#include "pactpress/pages.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* All languages of one document. */
struct family {
    struct pp_planned *items;
    size_t *pages; /* of each; 0: it cannot be composed, which is reported where it is made */
    size_t count;
};

static enum pp_status measure(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_planned *planned, size_t *out)
{
    struct pp_document *document;
    struct pp_wording *wording;
    struct pp_pages *pages;
    PP_TRY(pp_workshop_wording(shop, planned->job.lang, &wording));
    PP_TRY(pp_compose(
        shop->run, arena, shop->results, shop->stories, &planned->job, wording, &document));
    PP_TRY(
        pp_pages_open(shop->run, arena, document, wording, shop->typesetter, shop->fonts, &pages));
    *out = pp_pages_count(pages);
    pp_pages_close(pages);
    return PP_OK;
}

/* Lays a document out and keeps nothing but the number of its pages; what there is to say about it
 * is said when it is made. 0: for its data it cannot be laid out. */
static enum pp_status count_pages(
    struct pp_workshop *shop, struct pp_planned *planned, int same, size_t *out)
{
    struct pp_run *run = shop->run, *silent = pp_run_branch(run);
    struct pp_arena *arena = pp_arena_new();
    int before = planned->job.same_pages;
    planned->job.same_pages = same;
    *out = 0;
    pp_workshop_begin(shop, silent);
    enum pp_status status = measure(shop, arena, planned, out);
    pp_workshop_begin(shop, run);
    planned->job.same_pages = before;
    pp_arena_free(arena);
    pp_run_free(silent);
    return status == PP_DATA ? PP_OK : status;
}

static enum pp_status count_all(struct pp_workshop *shop, struct family *family)
{
    for (size_t i = 0; i < family->count; i++)
        PP_TRY(count_pages(shop, &family->items[i], 0, &family->pages[i]));
    return PP_OK;
}

static void find_bounds(const struct family *family, size_t *least, size_t *most)
{
    *least = *most = 0;
    for (size_t i = 0; i < family->count; i++) {
        size_t pages = family->pages[i];
        *most = pages > *most ? pages : *most;
        if (pages > 0 && (*least == 0 || pages < *least))
            *least = pages;
    }
}

/* Can all of them have so many pages? */
static enum pp_status all_have(
    struct pp_workshop *shop, struct family *family, size_t wanted, bool *out)
{
    *out = true;
    for (size_t i = 0; i < family->count && *out; i++) {
        size_t pages = family->pages[i];
        if (pages == 0 || pages == wanted)
            continue;
        PP_TRY(count_pages(shop, &family->items[i], (int)wanted, &pages));
        *out = pages == wanted;
    }
    return PP_OK;
}

static void report(struct pp_run *run, const struct family *family)
{
    struct pp_str list;
    pp_str_init(&list);
    for (size_t i = 0; i < family->count; i++)
        pp_str_printf(
            &list, "%s%s %zu", i ? ", " : "", family->items[i].job.lang, family->pages[i]);
    pp_str_append_char(&list, 0);
    pp_warn(
        run, PP_NOWHERE, "page.not-same",
        "%s cannot have the same number of pages in all languages (%s); shorten or lengthen a "
        "story "
        "in one of them, give it a shorter variant, or mark blocks of the layout as optional",
        family->items[0].job.name, list.text);
    pp_str_free(&list);
}

static enum pp_status agree(struct pp_workshop *shop, struct family *family, int *out)
{
    size_t least, most;
    bool fits = false;
    *out = 0;
    PP_TRY(count_all(shop, family));
    find_bounds(family, &least, &most);
    if (least == most)
        return PP_OK;
    for (size_t wanted = least; wanted <= most && !fits; wanted++) {
        PP_TRY(all_have(shop, family, wanted, &fits));
        if (fits)
            *out = (int)wanted;
    }
    if (!fits)
        report(shop->run, family);
    return PP_OK;
}

/* The document in all its languages, whether they are made now or not. */
static struct family family_of(struct pp_run *run, const struct pp_planned *planned)
{
    struct family family = {0};
    size_t count = 1;
    while (planned->job.also[count - 1])
        count++;
    family.items = pp_arena_array(run->arena, count, sizeof *family.items);
    family.pages = pp_arena_array(run->arena, count, sizeof *family.pages);
    family.count = count;
    for (size_t i = 0; i < count; i++) {
        family.items[i] = *planned;
        if (i > 0)
            family.items[i].job.lang = planned->job.also[i - 1];
    }
    return family;
}

static bool is_of_family(const struct pp_planned *a, const struct pp_planned *b)
{
    return a->job.output == b->job.output && a->job.city == b->job.city;
}

enum pp_status same_pages_agree(struct pp_workshop *shop, struct pp_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        struct pp_planned *first = &plan->items[i];
        if (!first->job.output->same_pages || (i > 0 && is_of_family(first, first - 1)))
            continue;
        struct family family = family_of(shop->run, first);
        int pages;
        PP_TRY(agree(shop, &family, &pages));
        for (size_t k = i; k < plan->count && is_of_family(first, &plan->items[k]); k++)
            plan->items[k].job.same_pages = pages;
    }
    return PP_OK;
}
