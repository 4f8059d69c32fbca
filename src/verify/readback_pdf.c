/* PDF: read again by libqpdf, whose C API this file alone knows.
 *
 * Damage is never mended here: a warning of libqpdf is a finding. */
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "readback_parts.h"

struct pdf {
    struct readback *at;
    qpdf_data q;
};

/* An entry of a dictionary, or of a stream's; null when there is none. Asking libqpdf for an entry
 * of anything else would count as damage. */
static qpdf_oh key(const struct pdf *pdf, qpdf_oh object, const char *name)
{
    if (qpdf_oh_is_stream(pdf->q, object))
        object = qpdf_oh_get_dict(pdf->q, object);
    if (!qpdf_oh_is_dictionary(pdf->q, object))
        return qpdf_oh_new_null(pdf->q);
    return qpdf_oh_get_key(pdf->q, object, name);
}

static bool has(const struct pdf *pdf, qpdf_oh dict, const char *name)
{
    return !qpdf_oh_is_null(pdf->q, key(pdf, dict, name));
}

static bool is_true(const struct pdf *pdf, qpdf_oh object)
{
    return qpdf_oh_is_bool(pdf->q, object) && qpdf_oh_get_bool_value(pdf->q, object);
}

static bool is_name(const struct pdf *pdf, qpdf_oh object, const char *name)
{
    return qpdf_oh_is_name(pdf->q, object) && qpdf_oh_is_name_and_equals(pdf->q, object, name);
}

/* A text string as UTF-8; NULL when it is none. */
static const char *text(const struct pdf *pdf, qpdf_oh object)
{
    if (!qpdf_oh_is_string(pdf->q, object))
        return NULL;
    return pp_arena_strdup(pdf->at->arena, qpdf_oh_get_utf8_value(pdf->q, object));
}

static void check_lang(const struct pdf *pdf, qpdf_oh root)
{
    const char *lang = text(pdf, key(pdf, root, "/Lang"));
    if (!lang)
        readback_found(pdf->at, "readback.pdf-lang", "The document names no language (/Lang).");
    else if (pdf->at->file->lang && !pp_streq(lang, pdf->at->file->lang))
        readback_found(
            pdf->at, "readback.pdf-lang", "The document's language is `%s`, not `%s`.", lang,
            pdf->at->file->lang);
}

static void check_tags(const struct pdf *pdf, qpdf_oh root)
{
    if (!is_true(pdf, key(pdf, key(pdf, root, "/MarkInfo"), "/Marked")))
        readback_found(
            pdf->at, "readback.pdf-tags", "The document is not marked as tagged (/MarkInfo).");
    if (!has(pdf, key(pdf, root, "/StructTreeRoot"), "/K"))
        readback_found(
            pdf->at, "readback.pdf-tags", "The document has no structure tree (/StructTreeRoot).");
}

/* What would run, or what nobody sees before it is unpacked. */
static void check_inert(const struct pdf *pdf, qpdf_oh root)
{
    static const char *const keys[] = {"/OpenAction", "/AA", "/AF", "/Collection", "/AcroForm"};
    static const char *const trees[] = {"/JavaScript", "/EmbeddedFiles"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (has(pdf, root, keys[i]))
            readback_found(
                pdf->at, "readback.pdf-active", "The catalogue has %s, which is not allowed.",
                keys[i]);
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++)
        if (has(pdf, key(pdf, root, "/Names"), trees[i]))
            readback_found(
                pdf->at, "readback.pdf-active",
                "The catalogue has /Names %s, which is not allowed.", trees[i]);
}

static void check_pages(const struct pdf *pdf)
{
    int pages = qpdf_get_num_pages(pdf->q);
    if (pages < 1 || (size_t)pages != pdf->at->file->pages)
        readback_found(
            pdf->at, "readback.pdf-pages", "The document has %d pages, not %zu.", pages,
            pdf->at->file->pages);
}

/* XMP: the text of dc:title's first alternative. */
struct title {
    int inside; /* 0: no; 1: in dc:title; 2: in its rdf:li; 3: past it */
    struct pp_str text;
};

static const char dc_title[] = "http://purl.org/dc/elements/1.1/ title";
static const char rdf_li[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns# li";

static void title_start(void *data, const char *name, const char **attributes)
{
    struct title *title = data;
    (void)attributes;
    if (title->inside == 0 && pp_streq(name, dc_title))
        title->inside = 1;
    else if (title->inside == 1 && pp_streq(name, rdf_li))
        title->inside = 2;
}

static void title_text(void *data, const char *chars, size_t size)
{
    struct title *title = data;
    if (title->inside == 2)
        pp_str_append_n(&title->text, chars, size);
}

static void title_end(void *data, const char *name)
{
    struct title *title = data;
    if (title->inside == 2 && pp_streq(name, rdf_li))
        title->inside = 3;
}

static void check_xmp_bytes(const struct pdf *pdf, const unsigned char *bytes, size_t size)
{
    struct title title = {0};
    struct readback_xml_handler handler = {&title, title_start, title_text, title_end};
    struct readback_xml *xml = readback_xml_open(&handler, true);
    pp_str_init(&title.text);
    if (!readback_xml_feed(xml, bytes, size, true))
        readback_found(
            pdf->at, "readback.pdf-metadata", "The XMP metadata is not well-formed: %s.",
            readback_xml_reason(xml, pdf->at->arena));
    else if (pdf->at->file->title && !pp_streq(title.text.text, pdf->at->file->title))
        readback_found(
            pdf->at, "readback.pdf-title", "The title in the XMP metadata is `%s`, not `%s`.",
            title.text.text, pdf->at->file->title);
    pp_str_free(&title.text);
    readback_xml_close(xml);
}

static void check_xmp(const struct pdf *pdf, qpdf_oh root)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    QPDF_BOOL decoded = QPDF_FALSE;
    qpdf_oh metadata = key(pdf, root, "/Metadata");
    if (!qpdf_oh_is_stream(pdf->q, metadata)) {
        readback_found(pdf->at, "readback.pdf-metadata", "The document has no XMP metadata.");
        return;
    }
    if (qpdf_oh_get_stream_data(pdf->q, metadata, qpdf_dl_generalized, &decoded, &bytes, &size) ==
            QPDF_SUCCESS &&
        decoded)
        check_xmp_bytes(pdf, bytes, size);
    free(bytes);
}

static void check_title(const struct pdf *pdf, qpdf_oh root)
{
    qpdf_oh info = key(pdf, qpdf_get_trailer(pdf->q), "/Info");
    const char *title = text(pdf, key(pdf, info, "/Title"));
    if (pp_is_empty(title))
        readback_found(pdf->at, "readback.pdf-title", "The document has no title.");
    else if (pdf->at->file->title && !pp_streq(title, pdf->at->file->title))
        readback_found(
            pdf->at, "readback.pdf-title", "The document's title is `%s`, not `%s`.", title,
            pdf->at->file->title);
    if (!is_true(pdf, key(pdf, key(pdf, root, "/ViewerPreferences"), "/DisplayDocTitle")))
        readback_found(
            pdf->at, "readback.pdf-title",
            "Viewers would show the file's name, not its title (/DisplayDocTitle).");
    check_xmp(pdf, root);
}

/* A Type0 font has its program in its descendant; a Type3 font is drawn. */
static void check_font(const struct pdf *pdf, qpdf_oh font)
{
    qpdf_oh name = key(pdf, font, "/BaseFont");
    if (!is_name(pdf, key(pdf, font, "/Type"), "/Font"))
        return;
    if (is_name(pdf, key(pdf, font, "/Subtype"), "/Type0") ||
        is_name(pdf, key(pdf, font, "/Subtype"), "/Type3"))
        return;
    qpdf_oh descriptor = key(pdf, font, "/FontDescriptor");
    if (has(pdf, descriptor, "/FontFile") || has(pdf, descriptor, "/FontFile2") ||
        has(pdf, descriptor, "/FontFile3"))
        return;
    readback_found(
        pdf->at, "readback.pdf-font", "The font %s is not embedded.",
        qpdf_oh_is_name(pdf->q, name) ? qpdf_oh_get_name(pdf->q, name) : "without a name");
}

/* Fonts that stand in their resources themselves, without a number of their own. */
static void check_resources(const struct pdf *pdf, qpdf_oh resources)
{
    qpdf_oh fonts = key(pdf, resources, "/Font");
    if (!qpdf_oh_is_dictionary(pdf->q, fonts))
        return;
    qpdf_oh_begin_dict_key_iter(pdf->q, fonts);
    while (qpdf_oh_dict_more_keys(pdf->q)) {
        qpdf_oh font = key(pdf, fonts, qpdf_oh_dict_next_key(pdf->q));
        if (!qpdf_oh_is_indirect(pdf->q, font))
            check_font(pdf, font);
    }
}

/* An action that does more than go somewhere, on its own or as that of a link. */
static void check_action(const struct pdf *pdf, qpdf_oh action)
{
    static const char *const doing[] = {
        "/JavaScript", "/Launch",    "/ImportData", "/SubmitForm", "/GoToE",           "/GoToR",
        "/Movie",      "/Rendition", "/Sound",      "/ResetForm",  "/RichMediaExecute"};
    qpdf_oh kind = key(pdf, action, "/S");
    if (!qpdf_oh_is_name(pdf->q, kind))
        return;
    for (size_t i = 0; i < sizeof doing / sizeof *doing; i++)
        if (qpdf_oh_is_name_and_equals(pdf->q, kind, doing[i]))
            readback_found(
                pdf->at, "readback.pdf-active", "An action %s is not allowed.", doing[i]);
}

/* What cannot be unpacked is damage. Pixels stay packed: they are most of the bytes, pass through
 * the writer as they came, and their digest was compared. */
static void check_stream(const struct pdf *pdf, qpdf_oh stream)
{
    unsigned char *bytes = NULL;
    size_t size;
    QPDF_BOOL decoded;
    int result =
        qpdf_oh_get_stream_data(pdf->q, stream, qpdf_dl_generalized, &decoded, &bytes, &size);
    if (result & QPDF_ERRORS)
        readback_found(pdf->at, "readback.pdf-damaged", "A stream cannot be unpacked.");
    free(bytes);
}

/* Documents have many objects, most of them structure elements, and each question costs. */
static void check_dictionary(const struct pdf *pdf, qpdf_oh dict)
{
    if (qpdf_oh_has_key(pdf->q, dict, "/BaseFont"))
        check_font(pdf, dict);
    if (qpdf_oh_has_key(pdf->q, dict, "/Font"))
        check_resources(pdf, dict);
    if (qpdf_oh_has_key(pdf->q, dict, "/Resources"))
        check_resources(pdf, key(pdf, dict, "/Resources"));
    if (qpdf_oh_has_key(pdf->q, dict, "/S"))
        check_action(pdf, dict);
    if (qpdf_oh_has_key(pdf->q, dict, "/A"))
        check_action(pdf, key(pdf, dict, "/A"));
}

static void check_object(const struct pdf *pdf, int number)
{
    qpdf_oh object = qpdf_get_object_by_id(pdf->q, number, 0);
    if (qpdf_oh_is_dictionary(pdf->q, object)) {
        check_dictionary(pdf, object);
    } else if (qpdf_oh_is_stream(pdf->q, object)) {
        check_dictionary(pdf, qpdf_oh_get_dict(pdf->q, object));
        if (!is_name(pdf, key(pdf, object, "/Subtype"), "/Image"))
            check_stream(pdf, object);
    }
    qpdf_oh_release_all(pdf->q);
}

static void check_objects(const struct pdf *pdf)
{
    qpdf_oh size = key(pdf, qpdf_get_trailer(pdf->q), "/Size");
    int count = qpdf_oh_is_integer(pdf->q, size) ? qpdf_oh_get_int_value_as_int(pdf->q, size) : 0;
    for (int i = 1; i < count; i++)
        check_object(pdf, i);
}

static void check_document(const struct pdf *pdf)
{
    qpdf_oh root = qpdf_get_root(pdf->q);
    if (qpdf_is_encrypted(pdf->q))
        readback_found(pdf->at, "readback.pdf-encrypted", "The document is encrypted.");
    check_lang(pdf, root);
    check_tags(pdf, root);
    check_inert(pdf, root);
    check_title(pdf, root);
    check_pages(pdf);
    check_objects(pdf);
}

/* Everything that libqpdf noticed on the way. */
static void report_damage(const struct pdf *pdf)
{
    enum { MOST = 5 }; /* more of them would tell nothing new */
    for (int i = 0; i < MOST; i++) {
        qpdf_error error =
            qpdf_has_error(pdf->q) ? qpdf_get_error(pdf->q) : qpdf_next_warning(pdf->q);
        if (!error)
            return;
        readback_found(
            pdf->at, "readback.pdf-damaged", "The PDF is damaged: %s (at byte %llu).",
            qpdf_get_error_message_detail(pdf->q, error),
            qpdf_get_error_file_position(pdf->q, error));
    }
}

void readback_pdf(struct readback *at, struct pp_bytes bytes)
{
    struct pdf pdf = {.at = at, .q = qpdf_init()};
    qpdf_silence_errors(pdf.q);
    qpdf_set_suppress_warnings(pdf.q, QPDF_TRUE);
    qpdf_set_attempt_recovery(pdf.q, QPDF_FALSE);
    int result = qpdf_read_memory(pdf.q, "file", (const char *)bytes.data, bytes.size, NULL);
    if ((result & QPDF_ERRORS) == 0)
        check_document(&pdf);
    report_damage(&pdf);
    qpdf_cleanup(&pdf.q);
}
