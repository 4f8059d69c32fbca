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
    struct pp_text *text;
    struct pp_text_spec spec = {
        .type = PP_TYPE_MICRO,
        .width = (width - 2 * PP_MARGIN) * 0.6,
        .align = align,
        .ragged = true};
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, content, &spec, &text));
    double x = align == PP_END ? width - PP_MARGIN - spec.width : PP_MARGIN;
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

enum pp_status pp_put_heads(struct pp_layouter *layouter, size_t page, size_t pages)
{
    const struct pp_document *document = layouter->document;
    double width, height;
    pp_page_size(document->page, &width, &height);
    double foot = height - (841.89 - 810);
    if (page > 1) {
        PP_TRY(put(
            layouter, document->head_start, PP_START, PP_RUNNING_HEAD, width, PP_ARTIFACT_HEADER));
        PP_TRY(
            put(layouter, document->head_end, PP_END, PP_RUNNING_HEAD, width, PP_ARTIFACT_HEADER));
    }
    if (page == 1 && document->draft)
        PP_TRY(put(layouter, draft_mark(layouter), PP_END, first_head, width, PP_ARTIFACT_HEADER));
    if (page == 1 && document->root->first && document->root->first->kind == PP_NODE_COVER)
        return PP_OK; /* its picture goes down to the edge */
    PP_TRY(put(layouter, document->foot_start, PP_START, foot, width, PP_ARTIFACT_FOOTER));
    return put(layouter, folio(layouter, page, pages), PP_END, foot, width, PP_ARTIFACT_FOOTER);
}
