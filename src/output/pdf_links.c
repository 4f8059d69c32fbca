#include "output/pdf_links.h"

#include <string.h>

#include "output/pdf_store.h"
#include "output/pdf_syntax.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

void pp_pdf_links_init(
    struct pp_pdf_links *links, struct pp_arena *arena, struct pp_pdf_store *store)
{
    *links = (struct pp_pdf_links){.arena = arena, .store = store};
}

/* Readers may run other schemes (javascript:, file:), and archives may not hold them. */
static bool is_known_scheme(const char *url)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t length = strlen(schemes[i]);
        size_t same = 0;
        while (same < length && (url[same] | 0x20) == (schemes[i][same] | 0x20))
            same++;
        if (same == length && url[length])
            return true;
    }
    return false;
}

/* An address in a PDF is ASCII (RFC 3986): other bytes are escaped, white space is refused. */
static bool put_url(struct pp_str *out, const char *url)
{
    struct pp_str escaped;
    bool good = strlen(url) <= PP_LIMIT_LINK;
    pp_str_init(&escaped);
    for (; *url && good; url++) {
        unsigned char c = (unsigned char)*url;
        good = c > ' ' && c != 0x7F;
        if (c >= 0x80 || strchr("\"<>\\^`{|}", c))
            pp_str_printf(&escaped, "%%%02X", c);
        else
            pp_str_append_char(&escaped, (char)c);
    }
    pp_pdf_put_bytes(out, escaped.text, escaped.length);
    pp_str_free(&escaped);
    return good;
}

static enum pp_status refuse(struct pp_run *run, const struct pp_sheet *sheet, const char *why)
{
    pp_error(run, PP_NOWHERE, "pdf.link", "A link on page %zu %s.", sheet->number, why);
    return PP_DATA;
}

static enum pp_status check_link(
    struct pp_run *run, const struct pp_pdf_structure *structure, const struct pp_op *op,
    const struct pp_sheet *sheet)
{
    const double sides[] = {op->as.link.x, op->as.link.y, op->as.link.w, op->as.link.h};
    for (size_t i = 0; i < 4; i++)
        if (!pp_pdf_writable(sides[i]))
            return refuse(run, sheet, "has no valid position");
    if (op->element < 0 ||
        pp_structure_at(structure->source, (size_t)op->element)->role != PP_ROLE_LINK)
        return refuse(run, sheet, "does not belong to a Link element");
    if (pp_is_empty(op->as.link.contents))
        return refuse(run, sheet, "does not say where it leads to");
    if (!pp_pdf_printable(op->as.link.contents) ||
        pp_pdf_utf16_length(op->as.link.contents) > PP_LIMIT_ALT)
        return refuse(run, sheet, "has a description with control characters, or one too long");
    if (!op->as.link.url && !op->as.link.dest)
        return refuse(run, sheet, "has no address");
    return PP_OK;
}

static void put_common(
    const struct pp_op *op, const struct pp_sheet *sheet, size_t key, struct pp_str *out)
{
    double x = op->as.link.x, y = sheet->height - op->as.link.y;
    const double corners[] = {x, y - op->as.link.h, x + op->as.link.w, y};
    pp_str_append(out, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
    for (size_t i = 0; i < 4; i++) {
        pp_str_append_char(out, i == 0 ? '[' : ' ');
        pp_pdf_put_length(out, corners[i]);
    }
    pp_str_append(out, "]/StructParent ");
    pp_pdf_put_int(out, (int64_t)key);
    pp_str_append(out, "/Contents");
    pp_pdf_put_text(out, op->as.link.contents, strlen(op->as.link.contents));
}

static enum pp_status put_address(
    struct pp_run *run, const char *url, const struct pp_sheet *sheet, struct pp_str *out)
{
    pp_str_append(out, "/A<</S/URI/URI");
    if (!is_known_scheme(url) || !put_url(out, url)) {
        pp_error(
            run, PP_NOWHERE, "pdf.link",
            "The link address \"%.80s\" on page %zu is refused: write one that begins with "
            "http://, https://, mailto: or tel:, holds no white space and has up to %d bytes.",
            url, sheet->number, PP_LIMIT_LINK);
        return PP_DATA;
    }
    pp_str_append(out, ">>");
    return PP_OK;
}

enum pp_status pp_pdf_links_add(
    struct pp_run *run, struct pp_pdf_links *links, struct pp_pdf_structure *structure,
    const struct pp_op *op, const struct pp_sheet *sheet, struct pp_str *annotations)
{
    PP_TRY(check_link(run, structure, op, sheet));
    size_t object = pp_pdf_store_reserve(links->store);
    size_t key = pp_pdf_structure_annotation(structure, (size_t)op->element, object);
    struct pp_str out;
    enum pp_status status = PP_OK;
    pp_str_init(&out);
    put_common(op, sheet, key, &out);
    if (op->as.link.url) {
        status = put_address(run, op->as.link.url, sheet, &out);
        pp_pdf_store_set(links->store, object, &out);
    } else {
        struct pp_pdf_inner_link *link = PP_PUSH(links->arena, links);
        link->object = object;
        link->entries = pp_str_copy(&out, links->arena);
        link->dest = pp_arena_strdup(links->arena, op->as.link.dest);
    }
    pp_str_free(&out);
    if (annotations->length > 0)
        pp_str_append_char(annotations, ' ');
    pp_pdf_put_ref(annotations, object);
    return status;
}

void pp_pdf_put_target(
    const struct pp_pdf_structure *structure, size_t page, double top, struct pp_str *out)
{
    const struct pp_pdf_leaf *leaf = &structure->leaves.items[page];
    double y = leaf->height - top;
    pp_str_append_char(out, '[');
    pp_pdf_put_ref(out, leaf->object);
    pp_str_append(out, "/XYZ null ");
    pp_pdf_put_length(out, y > leaf->height ? leaf->height : y < 0 ? 0 : y);
    pp_str_append(out, " null]");
}

enum pp_status pp_pdf_links_finish(
    struct pp_run *run, struct pp_pdf_links *links, const struct pp_pdf_structure *structure)
{
    struct pp_str out;
    pp_str_init(&out);
    for (size_t i = 0; i < links->count; i++) {
        const struct pp_pdf_inner_link *link = &links->items[i];
        const struct pp_pdf_node *node = pp_pdf_structure_find(structure, link->dest);
        if (!node) {
            pp_error(
                run, PP_NOWHERE, "pdf.link",
                "A link leads to \"%s\", but no part of the document has that id.", link->dest);
            pp_str_free(&out);
            return PP_DATA;
        }
        pp_str_clear(&out);
        pp_str_append(&out, link->entries);
        pp_str_append(&out, "/Dest");
        pp_pdf_put_target(structure, node->page, node->top, &out);
        pp_pdf_store_set(links->store, link->object, &out);
    }
    pp_str_free(&out);
    return PP_OK;
}
