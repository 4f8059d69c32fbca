/* Running heads and feet: artifacts for readers, orientation for eyes. */
#include "pactpress/heads.h"

#include "pactpress/locale.h"
#include "pactpress/run.h"

static const double first_head = 18; /* [pt] baseline above the masthead, where drafts say so */

/* Once a document: heads are the same on every page. */
static enum pp_status warn_cut(
    struct pp_layouter *layouter, const struct pp_inline *content, double width)
{
    struct pp_setter *setter = &layouter->setter;
    const char *text;
    PP_TRY(pp_wording_plain(setter->wording, setter->run->arena, content, &text));
    pp_warn(
        setter->run, PP_NOWHERE, "page.no-room",
        "%s: “%s” does not fit on the line of %.0f pt at the edge of the page and is cut; "
        "shorten the names in it",
        setter->what, text, width);
    layouter->said_heads = true;
    return PP_OK;
}

static enum pp_status put(
    struct pp_layouter *layouter, const struct pp_inline *content, enum pp_align align,
    double baseline, double width, long artifact)
{
    const double side = layouter->margins->side;
    struct pp_text *text;
    struct pp_text_spec spec = {
        .type = PP_TYPE_MICRO, .width = (width - 2 * side) * 0.6, .align = align, .ragged = true};
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, content, &spec, &text));
    double x = align == PP_END ? width - side - spec.width : side;
    if (text->lines->count > 1 && !layouter->said_heads)
        PP_TRY(warn_cut(layouter, content, spec.width));
    if (text->lines->count)
        pp_text_paint(layouter->canvas, text, 0, 1, x, pp_text_top(text, baseline), artifact);
    return PP_OK;
}

static struct pp_inline *number(struct pp_layouter *layouter, size_t value, const char *after)
{
    const struct pp_locale *locale = pp_wording_locale(layouter->setter.wording);
    struct pp_arena *arena = layouter->arena;
    const char *digits = pp_locale_number(locale, arena, (int64_t)value, 0);
    return pp_inline_text(arena, pp_arena_printf(arena, "%s%s", digits, after), NULL);
}

/* "2 / 4", the page in bold. */
static struct pp_inline *folio(struct pp_layouter *layouter, size_t page, size_t pages)
{
    struct pp_inline *bold = pp_inline_new(layouter->arena, PP_INLINE_STRONG);
    bold->children = number(layouter, page, "");
    return pp_inline_join(
        bold,
        pp_inline_join(pp_inline_text(layouter->arena, " / ", NULL), number(layouter, pages, "")));
}

static struct pp_inline *draft_mark(struct pp_layouter *layouter)
{
    struct pp_inline *bold = pp_inline_new(layouter->arena, PP_INLINE_STRONG);
    bold->children = pp_inline_message(layouter->arena, "page.draft", NULL, 0);
    return bold;
}

/* The section that the page begins in, or the first that begins on it. */
static const struct pp_node *section_of(const struct pp_outline *outline, size_t page)
{
    const struct pp_node *before = NULL;
    for (size_t i = 0; outline && i < outline->count; i++) {
        const struct pp_outline_entry *entry = &outline->items[i];
        if (entry->page == page)
            return entry->heading;
        if (entry->page < page)
            before = entry->heading;
    }
    return before;
}

/* "Riga · European Pact", or the section in place of the project. */
static struct pp_inline *head_start(struct pp_layouter *layouter, size_t page)
{
    const struct pp_document *document = layouter->document;
    const struct pp_node *section =
        document->head_section ? section_of(layouter->outline, page) : NULL;
    struct pp_inline *list = pp_inline_new(layouter->arena, PP_INLINE_GROUP), *title;
    if (!section)
        return document->head_start;
    list->children = document->head_section;
    title = pp_inline_new(layouter->arena, section->lang ? PP_INLINE_LANG : PP_INLINE_GROUP);
    title->lang = section->lang;
    title->children = section->content;
    return pp_inline_join(
        pp_inline_join(list, pp_inline_text(layouter->arena, " · ", NULL)), title);
}

static bool has_head(const struct pp_document *document, size_t page, size_t pages)
{
    if (page == 1)
        return document->first_page.head;
    return page < pages || document->last_page.head;
}

static bool has_foot(const struct pp_document *document, size_t page, size_t pages)
{
    return (page > 1 || document->first_page.foot) && (page < pages || document->last_page.foot);
}

enum pp_status pp_put_heads(struct pp_layouter *layouter, size_t page, size_t pages)
{
    const struct pp_document *document = layouter->document;
    double width = layouter->width, head = layouter->margins->head;
    double foot = layouter->height - layouter->margins->foot;
    if (has_head(document, page, pages)) {
        PP_TRY(
            put(layouter, head_start(layouter, page), PP_START, head, width, PP_ARTIFACT_HEADER));
        PP_TRY(put(layouter, document->head_end, PP_END, head, width, PP_ARTIFACT_HEADER));
    }
    if (page == 1 && document->draft)
        PP_TRY(put(layouter, draft_mark(layouter), PP_END, first_head, width, PP_ARTIFACT_HEADER));
    if (page == 1 && document->root->first && document->root->first->kind == PP_NODE_COVER)
        return PP_OK; /* its picture goes down to the edge */
    if (!has_foot(document, page, pages))
        return PP_OK;
    PP_TRY(put(layouter, document->foot_start, PP_START, foot, width, PP_ARTIFACT_FOOTER));
    return put(layouter, folio(layouter, page, pages), PP_END, foot, width, PP_ARTIFACT_FOOTER);
}
