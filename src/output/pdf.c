#include "pactpress/pdf.h"

#include <string.h>

#include "output/pdf_attachments.h"
#include "output/pdf_content.h"
#include "output/pdf_fonts.h"
#include "output/pdf_images.h"
#include "output/pdf_links.h"
#include "output/pdf_outline.h"
#include "output/pdf_profile.h"
#include "output/pdf_store.h"
#include "output/pdf_structure.h"
#include "output/pdf_syntax.h"
#include "output/pdf_xmp.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

/* [pt] ISO 19005-2, 6.1.13; dates of a PDF have four digits for the year. */
enum { SMALLEST_SIDE = 3, LARGEST_SIDE = 14400 };
static const int64_t first_second = -62135596800, last_second = 253402300799;

struct pp_pdf {
    struct pp_run *run;
    struct pp_arena *arena, *scratch; /* the document's; a run of glyphs' */
    struct pp_arena *outlives;        /* the caller's: for the result */
    struct pp_pdf_meta meta;
    struct pp_pdf_store *store;
    struct pp_pdf_fonts fonts;
    struct pp_pdf_images images;
    struct pp_pdf_links links;
    struct pp_pdf_attachments attachments;
    struct pp_pdf_structure structure;
    size_t resources; /* object shared by all pages */
    size_t pages;
};

static enum pp_status check_meta_text(struct pp_run *run, const char *what, const char *text)
{
    if (!text || (pp_pdf_printable(text) && pp_pdf_utf16_length(text) <= PP_LIMIT_ALT))
        return PP_OK;
    pp_error(
        run, PP_NOWHERE, "pdf.metadata",
        "The %s of the document holds control characters or more than %d characters.", what,
        PP_LIMIT_ALT);
    return PP_DATA;
}

static enum pp_status check_meta(struct pp_run *run, const struct pp_pdf_meta *meta)
{
    if (pp_is_empty(meta->title)) {
        pp_error(run, PP_NOWHERE, "pdf.metadata", "The document has no title; readers need one.");
        return PP_DATA;
    }
    if (!pp_pdf_is_lang(meta->lang)) {
        pp_error(
            run, PP_NOWHERE, "pdf.language",
            "The document's language \"%s\" is not a language tag; write one such as en or lv.",
            meta->lang ? meta->lang : "");
        return PP_DATA;
    }
    if (meta->date < first_second || meta->date > last_second) {
        pp_error(
            run, PP_NOWHERE, "pdf.metadata",
            "The document's date lies outside of the years 1 to 9999.");
        return PP_DATA;
    }
    PP_TRY(check_meta_text(run, "title", meta->title));
    PP_TRY(check_meta_text(run, "description", meta->subject));
    PP_TRY(check_meta_text(run, "author", meta->author));
    PP_TRY(check_meta_text(run, "rights statement", meta->rights));
    return check_meta_text(run, "list of keywords", meta->keywords);
}

static const char *keep(struct pp_arena *arena, const char *text)
{
    return text ? pp_arena_strdup(arena, text) : NULL;
}

static void keep_meta(struct pp_pdf *pdf, const struct pp_pdf_meta *meta)
{
    pdf->meta = (struct pp_pdf_meta){
        .title = keep(pdf->arena, meta->title),
        .lang = keep(pdf->arena, meta->lang),
        .subject = keep(pdf->arena, meta->subject),
        .author = keep(pdf->arena, meta->author),
        .rights = keep(pdf->arena, meta->rights),
        .keywords = keep(pdf->arena, meta->keywords),
        .date = meta->date,
        .rtl = meta->rtl};
}

enum pp_status pp_pdf_open(
    struct pp_run *run, struct pp_arena *arena, const struct pp_pdf_meta *meta, struct pp_pdf **out)
{
    struct pp_pdf_store *store;
    PP_TRY(check_meta(run, meta));
    PP_TRY(pp_pdf_store_open(run, &store));
    struct pp_arena *own = pp_arena_new();
    struct pp_pdf *pdf = pp_arena_alloc(own, sizeof *pdf);
    pdf->run = run;
    pdf->arena = own;
    pdf->scratch = pp_arena_new();
    pdf->outlives = arena;
    pdf->store = store;
    keep_meta(pdf, meta);
    pdf->resources = pp_pdf_store_reserve(store);
    pp_pdf_fonts_init(&pdf->fonts, own, store);
    pp_pdf_images_init(&pdf->images, own, store);
    pp_pdf_links_init(&pdf->links, own, store);
    pp_pdf_attachments_init(&pdf->attachments, own, store);
    pp_pdf_structure_init(&pdf->structure, own, store);
    *out = pdf;
    return PP_OK;
}

void pp_pdf_abort(struct pp_pdf *pdf)
{
    if (!pdf)
        return;
    pp_pdf_fonts_free(&pdf->fonts);
    pp_pdf_structure_free(&pdf->structure);
    pp_pdf_store_close(pdf->store);
    pp_arena_free(pdf->scratch);
    /* Last: the writer itself lies in it. */
    pp_arena_free(pdf->arena);
}

static enum pp_status check_sheet(struct pp_pdf *pdf, const struct pp_sheet *sheet)
{
    if (sheet->number != pdf->pages + 1) {
        pp_error(
            pdf->run, PP_NOWHERE, "pdf.page-order", "Page %zu was given where page %zu was due.",
            sheet->number, pdf->pages + 1);
        return PP_DATA;
    }
    if (sheet->number > PP_LIMIT_PAGES) {
        pp_error(
            pdf->run, PP_NOWHERE, "pdf.pages",
            "The document has more than %d pages. Split it, by city or by period.", PP_LIMIT_PAGES);
        return PP_DATA;
    }
    /* Negated, so that a side that is not a number is refused. */
    if (!(sheet->width >= SMALLEST_SIDE && sheet->width <= LARGEST_SIDE) ||
        !(sheet->height >= SMALLEST_SIDE && sheet->height <= LARGEST_SIDE)) {
        pp_error(
            pdf->run, PP_NOWHERE, "pdf.page-size",
            "The sides of page %zu must be from %d to %d points.", sheet->number, SMALLEST_SIDE,
            LARGEST_SIDE);
        return PP_DATA;
    }
    return PP_OK;
}

static void write_page(
    struct pp_pdf *pdf, const struct pp_pdf_content *content, const struct pp_pdf_page *page)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_str_append(&out, "/MediaBox[0 0 ");
    pp_pdf_put_length(&out, content->sheet->width);
    pp_str_append_char(&out, ' ');
    pp_pdf_put_length(&out, content->sheet->height);
    pp_str_append(&out, "]/Resources ");
    pp_pdf_put_ref(&out, pdf->resources);
    pp_str_append(&out, "/Tabs/S/StructParents ");
    pp_pdf_put_int(&out, (int64_t)pp_pdf_structure_page_key(&pdf->structure));
    if (content->annotations.length > 0) {
        pp_str_append(&out, "/Annots[");
        pp_str_append_n(&out, content->annotations.text, content->annotations.length);
        pp_str_append_char(&out, ']');
    }
    pp_pdf_store_set_page(pdf->store, page, &out);
    pp_pdf_store_set_stream(
        pdf->store, page->contents, "", content->out.text, content->out.length, NULL);
    pp_str_free(&out);
}

enum pp_status pp_pdf_sheet(
    struct pp_pdf *pdf, const struct pp_sheet *sheet, const struct pp_structure *structure)
{
    PP_TRY(pp_run_stopped(pdf->run));
    PP_TRY(check_sheet(pdf, sheet));
    struct pp_pdf_page page = pp_pdf_store_add_page(pdf->store);
    PP_TRY(pp_pdf_store_status(pdf->run, pdf->store));
    PP_TRY(pp_pdf_structure_begin_page(
        pdf->run, &pdf->structure, structure, page.number, sheet->height));
    struct pp_pdf_content content = {
        .run = pdf->run,
        .scratch = pdf->scratch,
        .structure = &pdf->structure,
        .fonts = &pdf->fonts,
        .images = &pdf->images,
        .links = &pdf->links,
        .sheet = sheet};
    pp_str_init(&content.out);
    pp_str_init(&content.annotations);
    enum pp_status status = pp_pdf_content_write(&content);
    if (status == PP_OK) {
        write_page(pdf, &content, &page);
        pdf->pages++;
        status = pp_pdf_structure_end_page(pdf->run, &pdf->structure);
    }
    if (status == PP_OK)
        status = pp_pdf_store_status(pdf->run, pdf->store);
    pp_str_free(&content.out);
    pp_str_free(&content.annotations);
    return status;
}

enum pp_status pp_pdf_attach(struct pp_pdf *pdf, const struct pp_pdf_attachment *attachment)
{
    PP_TRY(pp_pdf_attachments_add(pdf->run, &pdf->attachments, attachment, pdf->meta.date));
    return pp_pdf_store_status(pdf->run, pdf->store);
}

static void write_resources(struct pp_pdf *pdf)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_str_append(&out, "/Font<<");
    pp_pdf_fonts_put_resources(&pdf->fonts, &out);
    pp_str_append(&out, ">>/XObject<<");
    pp_pdf_images_put_resources(&pdf->images, &out);
    pp_str_append(&out, ">>");
    pp_pdf_store_set(pdf->store, pdf->resources, &out);
    pp_str_free(&out);
}

static size_t write_xmp(struct pp_pdf *pdf)
{
    size_t object = pp_pdf_store_reserve(pdf->store);
    struct pp_str out;
    pp_str_init(&out);
    /* Files of any kind may stand in part 3 only; it asks for nothing else than part 2. */
    pp_pdf_put_xmp(&out, &pdf->meta, pdf->attachments.count > 0 ? 3 : 2);
    /* Not compressed: archives search files for it. */
    pp_pdf_store_set_stream(
        pdf->store, object, "/Type/Metadata/Subtype/XML", out.text, out.length, "");
    pp_str_free(&out);
    return object;
}

static enum pp_status write_profile(struct pp_pdf *pdf, size_t *object)
{
    struct pp_str out;
    pp_str_init(&out);
    enum pp_status status = pp_pdf_profile_srgb(pdf->run, &out);
    *object = pp_pdf_store_reserve(pdf->store);
    if (status == PP_OK)
        pp_pdf_store_set_stream(pdf->store, *object, "/N 3", out.text, out.length, NULL);
    pp_str_free(&out);
    return status;
}

static void write_catalog(struct pp_pdf *pdf, size_t metadata, size_t profile, size_t outline)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_str_append(&out, "/Lang");
    pp_pdf_put_text(&out, pdf->meta.lang, strlen(pdf->meta.lang));
    pp_str_append(&out, "/MarkInfo<</Marked true/UserProperties true>>/StructTreeRoot ");
    pp_pdf_put_ref(&out, pdf->structure.root);
    pp_str_append(&out, "/ViewerPreferences<</DisplayDocTitle true");
    pp_str_append(&out, pdf->meta.rtl ? "/Direction/R2L>>" : ">>");
    pp_str_append(&out, "/PageLabels<</Nums[0<</S/D>>]>>/Metadata ");
    pp_pdf_put_ref(&out, metadata);
    pp_str_append(
        &out, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
              "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
              "/DestOutputProfile ");
    pp_pdf_put_ref(&out, profile);
    pp_str_append(&out, ">>]");
    if (outline) {
        pp_str_append(&out, "/Outlines ");
        pp_pdf_put_ref(&out, outline);
    }
    pp_pdf_attachments_put(&pdf->attachments, &out);
    pp_pdf_store_set_catalog(pdf->store, &out);
    pp_str_free(&out);
}

/* Everything that needed all pages. */
static enum pp_status finish_objects(
    struct pp_pdf *pdf, const struct pp_structure *structure, const struct pp_bookmarks *bookmarks)
{
    size_t outline, profile;
    if (pdf->structure.nodes.count == 0 || pp_pdf_node_at(&pdf->structure, 0)->object == 0) {
        pp_error(
            pdf->run, PP_NOWHERE, "pdf.empty",
            "The document has no text and no picture; there is nothing to write.");
        return PP_DATA;
    }
    pdf->structure.source = structure;
    PP_TRY(pp_pdf_structure_seal(pdf->run, &pdf->structure));
    PP_TRY(pp_pdf_links_finish(pdf->run, &pdf->links, &pdf->structure));
    PP_TRY(pp_pdf_structure_finish(pdf->run, &pdf->structure));
    PP_TRY(pp_pdf_fonts_finish(pdf->run, &pdf->fonts));
    PP_TRY(pp_pdf_outline_write(
        pdf->run, pdf->arena, pdf->store, &pdf->structure, bookmarks, &outline));
    PP_TRY(write_profile(pdf, &profile));
    write_resources(pdf);
    write_catalog(pdf, write_xmp(pdf), profile, outline);
    return pp_pdf_store_status(pdf->run, pdf->store);
}

enum pp_status pp_pdf_close(
    struct pp_pdf *pdf, const struct pp_structure *structure, const struct pp_bookmarks *bookmarks,
    struct pp_bytes *out)
{
    struct pp_str info;
    pp_str_init(&info);
    pp_pdf_put_info(&info, &pdf->meta);
    enum pp_status status = finish_objects(pdf, structure, bookmarks);
    if (status == PP_OK)
        status = pp_pdf_store_finish(pdf->run, pdf->store, &info, pdf->outlives, out);
    pp_str_free(&info);
    pp_pdf_abort(pdf);
    return status;
}
