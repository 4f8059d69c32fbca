#include "pactpress/pages.h"

#include "pactpress/flow.h"
#include "pactpress/heads.h"
#include "pactpress/limits.h"
#include "pactpress/look.h"
#include "pactpress/run.h"
#include "page/fit.h"
#include "page/whereabouts.h"

struct pp_pages {
    struct pp_run *run;
    struct pp_arena *arena;       /* of the document */
    struct pp_arena *sheet_arena; /* of the page that is out; rewound for the next */
    struct pp_arena_mark sheet_start;
    struct pp_layouter layouter;
    struct pp_flow *flow;
    struct pp_outline outline;
    struct pp_floats floats;
    struct pp_breaks breaks;
    double section; /* distance of sections [pt] */
    double lowest;  /* where the last page ends [pt] */
    size_t carried; /* index of the block that begins the last page whatever room there is; or 0 */
    size_t next;    /* index of the page to lay out next */
    struct pp_structure structure;
    struct pp_bookmarks bookmarks;
    struct pp_sheet sheet;
};

static bool has_masthead(const struct pp_flow *flow)
{
    return flow->count > 0 && (flow->items[0].node->kind == PP_NODE_MASTHEAD ||
                               flow->items[0].node->kind == PP_NODE_COVER);
}

/* The size of the page that starts with the cursor: turned, if what stands there is. */
static void begin_page(struct pp_pages *pages, const struct pp_cursor *cursor)
{
    struct pp_layouter *layouter = &pages->layouter;
    const enum pp_paper paper = pp_paper_named(layouter->document->page);
    double *across = &layouter->width, *down = &layouter->height;
    size_t index = cursor->path[0];
    layouter->turned = index < pages->flow->count && pages->flow->items[index].turned;
    if (layouter->turned)
        pp_paper_size(paper, down, across);
    else
        pp_paper_size(paper, across, down);
}

/* The body of a page. The masthead paints where it belongs; what follows it starts below. */
static struct pp_place body(const struct pp_pages *pages, size_t index)
{
    const struct pp_margins *margins = pages->layouter.margins;
    return (struct pp_place){
        .x = margins->side,
        .width = pages->layouter.width - 2 * margins->side,
        .y = index == 0 && has_masthead(pages->flow) ? 0 : margins->top,
        .bottom = pages->layouter.height - margins->bottom,
        .fresh = true,
    };
}

/* Headings of rank 2 (and of rank 1, where the first page has no title) below `node`; all stand in
 * the block of the flow that their index names. */
static void list_headings(struct pp_pages *pages, const struct pp_node *node)
{
    for (; node; node = node->next) {
        if (node->left_out)
            continue;
        bool own = node->next && node->next->kind == PP_NODE_CONTENTS;
        if (node->kind == PP_NODE_HEADING && node->as.heading.level <= 2 && !own)
            ((struct pp_outline_entry *)PP_PUSH(pages->arena, &pages->outline))->heading = node;
        list_headings(pages, node->first);
        if (node->parent && node->parent->kind == PP_NODE_ASIDE)
            return; /* what stands in a side column is no part of the text */
    }
}

static bool has_contents(const struct pp_node *node)
{
    for (; node; node = node->next)
        if (!node->left_out && (node->kind == PP_NODE_CONTENTS || has_contents(node->first)))
            return true;
    return false;
}

static size_t page_of(const struct pp_pages *pages, const struct pp_node *node)
{
    return pp_page_of(pages->flow, &pages->floats, &pages->breaks, node);
}

static void number_headings(struct pp_pages *pages)
{
    for (size_t i = 0; i < pages->outline.count; i++)
        pages->outline.items[i].page = page_of(pages, pages->outline.items[i].heading);
}

/* Says the pages in references. False: some were said otherwise before, so lines may change. */
static bool number_references(struct pp_pages *pages)
{
    const struct pp_document *document = pages->layouter.document;
    bool same = true;
    for (size_t i = 0; i < document->references.count; i++) {
        struct pp_arg *said = document->references.items[i].page;
        int64_t page = (int64_t)page_of(pages, document->references.items[i].to);
        document->references.items[i].link->kind = page > 0 ? PP_INLINE_LINK : PP_INLINE_GROUP;
        same = same && said->value == page;
        said->value = page;
    }
    return same;
}

/* The first pass: no canvas, only where pages start. */
static enum pp_status find_breaks(struct pp_pages *pages)
{
    struct pp_cursor cursor = {0};
    bool done = false;
    while (!done) {
        begin_page(pages, &cursor);
        struct pp_place place = body(pages, pages->breaks.count);
        struct pp_cursor before = cursor;
        struct pp_arena_mark mark = pp_arena_mark(pages->sheet_arena);
        PP_TRY(pp_run_stopped(pages->run));
        bool waited = pp_floats_wait(&pages->floats, &cursor);
        pages->layouter.page = place;
        PP_TRY(pp_floats_place(
            &pages->layouter, pages->flow, pages->breaks.count + 1, &cursor, place.y == 0, &place));
        *(struct pp_cursor *)PP_PUSH(pages->arena, &pages->breaks) = cursor;
        PP_TRY(pp_flow_lay(&pages->layouter, pages->flow, &cursor, 0, &place, &done));
        done = done && !pp_floats_wait(&pages->floats, &cursor);
        pages->lowest = place.y;
        pp_arena_rewind(pages->sheet_arena, mark);
        bool stuck = !waited && cursor.floated == before.floated &&
                     cursor.side_floated == before.side_floated;
        for (size_t i = 0; i < PP_CURSOR_DEPTH; i++)
            stuck = stuck && cursor.path[i] == before.path[i] && cursor.side[i] == before.side[i];
        if ((stuck && !done) || pages->breaks.count > PP_LIMIT_PAGES) {
            pp_error(
                pages->run, pages->flow->items[cursor.path[0]].node->where, "page.does-not-fit",
                "a block of %s does not fit on page %zu, even alone: shorten it, or divide it",
                pages->layouter.setter.what, pages->breaks.count);
            return PP_DATA;
        }
    }
    return PP_OK;
}

static enum pp_status lay_flow(struct pp_pages *pages)
{
    const struct pp_document *document = pages->layouter.document;
    pages->flow =
        pp_flow_build(pages->arena, document, pages->section * document->styles->space.section);
    pages->layouter.flow = pages->flow;
    if (pages->carried > 0)
        pages->flow->items[pages->carried].page_break = true;
    pages->outline.count = pages->floats.count = 0;
    pp_floats_find(pages->arena, pages->flow, &pages->floats);
    pages->outline.printed = has_contents(document->root);
    pages->breaks.count = 0;
    list_headings(pages, document->root);
    pages->layouter.outline = &pages->outline;
    PP_TRY(find_breaks(pages));
    number_headings(pages);
    return PP_OK;
}

/* The first reference that says another page than its heading is on; NULL: there is none. */
static const struct pp_reference *find_wrong(const struct pp_pages *pages)
{
    const struct pp_document *document = pages->layouter.document;
    for (size_t i = 0; i < document->references.count; i++) {
        const struct pp_reference *reference = &document->references.items[i];
        if (reference->page->value != (int64_t)page_of(pages, reference->to))
            return reference;
    }
    return NULL;
}

/* References say pages, and pages depend on what is said: again, until both agree. They need not:
 * a line that "10" makes longer may push away what would be on page 11 then, where "11" is
 * shorter. */
static enum pp_status find_pages_once(struct pp_pages *pages)
{
    enum { MOST_TRIES = 5 };
    PP_TRY(lay_flow(pages));
    for (int i = 1; i < MOST_TRIES && !number_references(pages); i++)
        PP_TRY(lay_flow(pages));
    return PP_OK;
}

/* A last page of so many lines holds little; it is saved in documents up to so long. One of fewer
 * than the other holds next to nothing, or an imprint. */
enum { THIN_PAGE = 16, BARE_PAGE = 11, MOST_TO_SAVE_ONE = 24 };

/* Where such a page ends [pt]. */
static double end_of_lines(const struct pp_pages *pages, int lines)
{
    return pages->layouter.margins->top + lines * pages->layouter.setter.styles->space.baseline;
}

/* Sections move together first, for nothing is lost by it: the widest of the distances, as shares
 * of that of the styles, with which the document has no more pages than `budget`, or the narrowest
 * of them. */
static const double distances[] = {1, 0.75, 0.5};
enum { DISTANCES = sizeof distances / sizeof *distances };

static enum pp_status find_distance(struct pp_pages *pages, size_t budget)
{
    for (size_t i = 0; i < DISTANCES; i++) {
        pages->section = distances[i];
        PP_TRY(find_pages_once(pages));
        if (budget == 0 || pages->breaks.count <= budget)
            break;
    }
    return PP_OK;
}

/* Sections move apart where a document is to have more pages, if its last one holds something then.
 */
static enum pp_status move_apart(struct pp_pages *pages, size_t wanted)
{
    static const double wider[] = {1.25, 1.5, 2};
    double had = pages->section;
    for (size_t i = 0; i < sizeof wider / sizeof *wider; i++) {
        pages->section = wider[i];
        PP_TRY(find_pages_once(pages));
        if (pages->breaks.count == wanted && pages->lowest > end_of_lines(pages, THIN_PAGE))
            return PP_OK;
    }
    pages->section = had;
    return find_pages_once(pages);
}

/* Does the document end in a page that holds little, or next to nothing? What floats fills a page,
 * too. */
static bool is_thin(const struct pp_pages *pages)
{
    return pages->breaks.count > 1 && pages->lowest <= end_of_lines(pages, THIN_PAGE);
}

static bool is_bare(const struct pp_pages *pages)
{
    return pages->breaks.count > 1 && pages->lowest < end_of_lines(pages, BARE_PAGE) &&
           pages->floats.count == 0;
}

/* An imprint with many partners is no page either. */
static bool is_left_over(const struct pp_pages *pages)
{
    size_t at = pages->breaks.items[pages->breaks.count - 1].path[0];
    return is_bare(pages) || (is_thin(pages) && at < pages->flow->count &&
                              pages->flow->items[at].node->kind == PP_NODE_IMPRINT);
}

static enum pp_status move_together(struct pp_pages *pages)
{
    size_t count = pages->breaks.count;
    double had = pages->section;
    for (size_t i = 0; i < DISTANCES; i++) {
        if (distances[i] >= pages->section)
            continue;
        pages->section = distances[i];
        PP_TRY(find_pages_once(pages));
        if (pages->breaks.count < count)
            return PP_OK;
    }
    pages->section = had;
    return find_pages_once(pages);
}

/* One story after the other takes its shorter text, until the page is saved; if that does not help,
 * all have their own again. */
static enum pp_status shorten(struct pp_pages *pages)
{
    const struct pp_document *document = pages->layouter.document;
    size_t count = pages->breaks.count;
    struct pp_cuts cuts = {0};
    while (pages->breaks.count == count && pp_fit_shorten(document, pages->arena, &cuts))
        PP_TRY(find_pages_once(pages));
    if (cuts.count == 0)
        return PP_OK;
    if (pages->breaks.count < count) {
        pp_fit_report_cuts(pages->run, document, &cuts);
        return PP_OK;
    }
    pp_fit_undo(&cuts);
    return find_pages_once(pages);
}

/* The last section before a last page that is next to empty goes there, too, with all its headings.
 */
static enum pp_status carry_over(struct pp_pages *pages)
{
    const struct pp_flowable *items = pages->flow->items;
    size_t count = pages->breaks.count, at = pages->breaks.items[count - 1].path[0];
    while (at > 0 && (items[at].node->kind != PP_NODE_HEADING || items[at - 1].keep_next))
        at--;
    if (at <= pages->breaks.items[count - 2].path[0])
        return PP_OK;
    pages->carried = at;
    PP_TRY(find_pages_once(pages));
    if (pages->breaks.count == count && !is_left_over(pages))
        return PP_OK;
    pages->carried = 0;
    return find_pages_once(pages);
}

/* A last page that would hold little is saved where sections that move together make room for it;
 * else what comes before it moves there, where sections move apart. Stories give up text for it
 * only where it is next to empty, and only where even that does not help, the page before ends
 * early. In a long document it matters less than the time to lay it again. */
static enum pp_status save_last_page(struct pp_pages *pages)
{
    size_t wanted = (size_t)pages->layouter.document->at_least;
    if (wanted > 0)
        return pages->breaks.count < wanted ? move_apart(pages, wanted) : PP_OK;
    if (pages->breaks.count > MOST_TO_SAVE_ONE)
        return PP_OK;
    if (is_thin(pages))
        PP_TRY(move_together(pages));
    if (is_thin(pages))
        PP_TRY(move_apart(pages, pages->breaks.count));
    if (is_bare(pages))
        PP_TRY(shorten(pages));
    return is_left_over(pages) ? carry_over(pages) : PP_OK;
}

/* What could not be helped. */
static void report_rest(struct pp_pages *pages)
{
    const char *name = pages->layouter.document->name;
    const struct pp_reference *wrong = find_wrong(pages);
    if (is_bare(pages))
        pp_warn(
            pages->run, PP_NOWHERE, "page.bare",
            "the last page of %s, page %zu, holds only a few lines: shorten a story, give it a "
            "shorter variant, or mark blocks of the layout as optional and give it \"pages: %zu\"",
            name, pages->breaks.count, pages->breaks.count - 1);
    if (wrong)
        pp_warn(
            pages->run, wrong->to->where, "page.reference",
            "%s: a reference says page %lld for what stands on page %zu, since the page changes "
            "with what it says: reword the sentence, so that its line ends elsewhere",
            name, (long long)wrong->page->value, page_of(pages, wrong->to));
}

static void report_too_long(struct pp_pages *pages, size_t budget)
{
    pp_warn(
        pages->run, PP_NOWHERE, "page.budget",
        "%s has %zu pages and may have %zu; nothing is left that may be left out: shorten a "
        "story, give it a shorter variant, or mark blocks of the layout as optional",
        pages->layouter.document->name, pages->breaks.count, budget);
}

/* What was left out and fits after all comes back. */
static enum pp_status bring_back(struct pp_pages *pages, size_t budget)
{
    const struct pp_document *document = pages->layouter.document;
    for (struct pp_node *node = NULL; (node = pp_fit_back(document, node)) != NULL;) {
        node->left_out = false;
        PP_TRY(find_pages_once(pages));
        node->left_out = pages->breaks.count > budget;
    }
    return find_distance(pages, budget);
}

/* Within the budget, when there is one. Each step gives something up, so there are few. */
static enum pp_status find_pages(struct pp_pages *pages)
{
    const struct pp_document *document = pages->layouter.document;
    size_t budget = (size_t)(document->pages > 0 ? document->pages : 0), before;
    bool tried = false;
    PP_TRY(find_distance(pages, budget));
    before = pages->breaks.count;
    while (budget > 0 && pages->breaks.count > budget && pp_fit_step(pages->run, document)) {
        tried = true;
        PP_TRY(find_pages_once(pages));
    }
    if (budget > 0 && pages->breaks.count > budget) {
        report_too_long(pages, budget);
    } else {
        if (tried) {
            PP_TRY(bring_back(pages, budget));
            pp_fit_report(pages->run, document, before);
        }
        PP_TRY(save_last_page(pages));
    }
    report_rest(pages);
    return PP_OK;
}

enum pp_status pp_pages_open(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, struct pp_typesetter *typesetter, const struct pp_fonts *fonts,
    struct pp_pages **out)
{
    struct pp_pages *pages = pp_arena_alloc(arena, sizeof *pages);
    pages->run = run;
    pages->arena = arena;
    pages->sheet_arena = pp_arena_new();
    pages->layouter = (struct pp_layouter){
        .setter =
            {
                .run = run,
                .wording = wording,
                .typesetter = typesetter,
                .fonts = fonts,
                .styles = document->styles,
                .lang = document->lang,
                .rtl = document->rtl,
                .what = document->name,
            },
        .arena = pages->sheet_arena,
        .margins = &document->styles->page[pp_paper_named(document->page)],
        .document = document,
    };
    pages->layouter.floats = &pages->floats;
    pp_structure_add(&pages->structure, PP_ROLE_DOCUMENT, 0);
    pp_structure_at(&pages->structure, 0)->lang = document->lang;
    enum pp_status status = find_pages(pages);
    if (status != PP_OK) {
        pp_pages_close(pages);
        return status;
    }
    pages->sheet_start = pp_arena_mark(pages->sheet_arena);
    *out = pages;
    return PP_OK;
}

/* On the web there are no pages, and nothing is left out. */
static void forget_page(struct pp_reference *reference)
{
    reference->page->value = 0;
    reference->link->kind = PP_INLINE_LINK;
}

void pp_pages_close(struct pp_pages *pages)
{
    if (!pages)
        return;
    pp_arena_free(pages->sheet_arena);
    pages->sheet_arena = NULL;
    pp_structure_free(&pages->structure);
    const struct pp_document *document = pages->layouter.document;
    for (size_t i = 0; i < document->references.count; i++)
        forget_page(&document->references.items[i]);
}

size_t pp_pages_count(const struct pp_pages *pages)
{
    return pages->breaks.count;
}

static enum pp_status lay_sheet(struct pp_pages *pages, struct pp_canvas *canvas)
{
    struct pp_cursor cursor = pages->breaks.items[pages->next];
    struct pp_place place = body(pages, pages->next);
    bool done;
    pages->layouter.canvas = canvas;
    pages->layouter.page = place;
    pp_floats_room(&pages->floats, pages->next + 1, &place);
    enum pp_status status = pp_put_heads(&pages->layouter, pages->next + 1, pages->breaks.count);
    if (status == PP_OK)
        status = pp_floats_paint_waiting(&pages->layouter, &cursor);
    if (status == PP_OK)
        status = pp_flow_lay(&pages->layouter, pages->flow, &cursor, 0, &place, &done);
    pages->layouter.canvas = NULL;
    return status;
}

enum pp_status pp_pages_next(struct pp_pages *pages, const struct pp_sheet **out)
{
    pp_arena_rewind(pages->sheet_arena, pages->sheet_start);
    pp_structure_drop_rows(&pages->structure);
    struct pp_canvas canvas = {
        .arena = pages->sheet_arena,
        .document = pages->arena,
        .styles = pages->layouter.setter.styles,
        .structure = &pages->structure,
        .bookmarks = &pages->bookmarks,
        .rtl = pages->layouter.document->rtl,
        .page = pages->next + 1,
    };
    begin_page(pages, &pages->breaks.items[pages->next]);
    canvas.width = pages->layouter.width;
    canvas.height = pages->layouter.height;
    PP_TRY(lay_sheet(pages, &canvas));
    pages->next++;
    pages->sheet = (struct pp_sheet){
        .number = pages->next,
        .width = canvas.width,
        .height = canvas.height,
        .ops = canvas.ops.items,
        .op_count = canvas.ops.count,
        .stretches = canvas.stretches.items,
        .stretch_count = canvas.stretches.count,
    };
    *out = &pages->sheet;
    return PP_OK;
}

const struct pp_structure *pp_pages_structure(const struct pp_pages *pages)
{
    return &pages->structure;
}

const struct pp_bookmarks *pp_pages_bookmarks(const struct pp_pages *pages)
{
    return &pages->bookmarks;
}
