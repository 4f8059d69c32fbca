/* PDF: everything that the read-back looks for in one document.
 *
 * Damage is never mended: whatever libqpdf warns about is a finding, and what a damaged file says
 * is not looked into. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pdf_document.h"
#include "reconcile.h"

static void check_lang(const struct rb_document *document)
{
    const char *wanted = document->at->file ? document->at->file->lang : NULL;
    if (pp_is_empty(document->lang) && !document->own && document->elements.count > 0)
        return; /* each element may say its own */
    if (pp_is_empty(document->lang))
        rb_broken(
            document, "readback.pdf-lang", RB_UA("7.2", "11-001"),
            "The document names no language (/Lang).");
    else if (wanted && !pp_streq(document->lang, wanted))
        rb_broken(
            document, "readback.pdf-lang", RB_UA("7.2", "11-007"),
            "The document's language is `%s`, not `%s`.", document->lang, wanted);
}

static void check_tags(const struct rb_document *document)
{
    struct rb_value info = rb_get(&document->objects, document->objects.root, "MarkInfo");
    struct rb_value marked = rb_get(&document->objects, info, "Marked");
    struct rb_value suspects = rb_get(&document->objects, info, "Suspects");
    if (marked.kind != RB_BOOL || !marked.whole)
        rb_broken(
            document, "readback.pdf-tags", RB_UA("6.2", "06-001"),
            "The document is not marked as tagged (/MarkInfo).");
    if (suspects.kind == RB_BOOL && suspects.whole)
        rb_broken(
            document, "readback.pdf-tags", RB_UA("7.1", "04-001"),
            "The document's tags are said to be suspect (/MarkInfo).");
    if (rb_get(&document->objects, document->tree, "K").kind == RB_NULL)
        rb_broken(
            document, "readback.pdf-tags", RB_UA("7.1", "01-005"),
            "The document has no structure tree (/StructTreeRoot).");
}

/* What would run; files inside are looked at by rb_check_attachments. */
static void check_inert(const struct rb_document *document)
{
    static const char *const keys[] = {"OpenAction", "AA", "Collection", "AcroForm"};
    const struct rb_objects *objects = &document->objects;
    struct rb_value names = rb_get(objects, objects->root, "Names");
    for (size_t i = 0; document->own && i < sizeof keys / sizeof *keys; i++)
        if (rb_get(objects, objects->root, keys[i]).kind != RB_NULL)
            readback_found(
                document->at, "readback.pdf-active", "The catalogue has /%s, which is not allowed.",
                keys[i]);
    if (document->own && rb_get(objects, names, "JavaScript").kind != RB_NULL)
        readback_found(
            document->at, "readback.pdf-active",
            "The catalogue has /Names /JavaScript, which is not allowed.");
}

/* An action that does more than go somewhere, on its own or as that of a link. */
static void check_action(const struct rb_document *document, struct rb_value action)
{
    static const char *const doing[] = {"JavaScript", "Launch",    "ImportData",      "SubmitForm",
                                        "GoToE",      "GoToR",     "Movie",           "Rendition",
                                        "Sound",      "ResetForm", "RichMediaExecute"};
    struct rb_value kind = rb_get(&document->objects, action, "S");
    for (size_t i = 0; kind.kind == RB_NAME && i < sizeof doing / sizeof *doing; i++)
        if (rb_is(kind, doing[i]))
            readback_found(
                document->at, "readback.pdf-active", "An action /%s is not allowed.", doing[i]);
}

static void check_actions(const struct rb_document *document)
{
    const struct rb_objects *objects = &document->objects;
    for (size_t i = 1; i < objects->count; i++) {
        check_action(document, objects->items[i]);
        struct rb_value action = rb_entry(objects->items[i], "A");
        if (action.kind == RB_DICT)
            check_action(document, action);
    }
}

static void check_pages(const struct rb_document *document)
{
    size_t pages = document->pages.count;
    if (pages < 1 || (document->at->file && pages != document->at->file->pages))
        readback_found(
            document->at, "readback.pdf-pages", "The document has %zu pages, not %zu.", pages,
            document->at->file ? document->at->file->pages : 1);
}

static void check_document(const struct rb_document *document)
{
    if (document->objects.encrypted)
        readback_found(document->at, "readback.pdf-encrypted", "The document is encrypted.");
    check_lang(document);
    check_tags(document);
    check_inert(document);
    check_actions(document);
    check_pages(document);
    rb_check_metadata(document);
    rb_check_content(document);
    rb_check_tree(document);
    rb_check_roles(document);
    rb_check_nesting(document);
    rb_check_tables(document);
    rb_check_links(document);
    rb_check_notes(document);
    rb_check_ways(document);
    rb_check_fonts(document);
    rb_check_attachments(document);
    rb_check_embedded(document);
    if (document->own)
        reconcile_pdf(document, document->at->published);
    /* Last: it names the first place only, and what came before may say why. */
    rb_check_reading(document);
}

/* Streams that are no pictures unpack. */
static void check_streams(const struct rb_document *document)
{
    const struct rb_objects *objects = &document->objects;
    for (size_t i = 1; i < objects->count; i++)
        if (objects->stream_of[i] && document->own &&
            !objects->streams.items[objects->stream_of[i] - 1].unpacked &&
            !rb_is(rb_entry(objects->items[i], "Subtype"), "Image"))
            readback_found(
                document->at, "readback.pdf-damaged", "The stream %zu cannot be unpacked.", i);
}

void readback_pdf(struct readback *at, struct pp_bytes bytes)
{
    struct rb_document document;
    rb_document_read(at, bytes, &document);
    for (size_t i = 0; i < document.objects.damage_count; i++)
        readback_found(
            at, "readback.pdf-damaged", "The PDF is damaged: %s.", document.objects.damages[i]);
    if (document.own && document.objects.size_differs)
        readback_found(
            at, "readback.pdf-damaged", "The PDF has not as many objects as it says (/Size).");
    if (at->attacking) {
        if (document.objects.readable)
            reconcile_pdf(&document, at->published);
    } else if (document.objects.readable && document.objects.damage_count == 0) {
        check_streams(&document);
        check_document(&document);
    }
    rb_document_free(&document);
}
