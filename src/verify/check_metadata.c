/* What a document says about itself: the information dictionary and XMP say the same. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/map.h"
#include "pactpress/str.h"
#include "pdf_document.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
#define DC "http://purl.org/dc/elements/1.1/ "
#define XMP "http://ns.adobe.com/xap/1.0/ "
#define PDF "http://ns.adobe.com/pdf/1.3/ "
#define UA "http://www.aiim.org/pdfua/ns/id/ "
#define PDFA "http://www.aiim.org/pdfa/ns/id/ "

enum { DESCRIPTION = 1 /* depth below rdf:Description at which properties stand */ };

/* Properties by name, each with the text of its first item. */
struct packet {
    struct pp_arena *arena;
    struct pp_map properties;
    size_t depth, description; /* depth of rdf:Description, 0: outside */
    const char *property;      /* in work, or NULL */
    size_t items;              /* li of it so far */
    bool in_item;
    struct pp_str text;
};

static void start(void *data, const char *name, const char **attributes)
{
    struct packet *packet = data;
    packet->depth++;
    if (pp_streq(name, RDF "Description") && !packet->description) {
        packet->description = packet->depth;
        for (; *attributes; attributes += 2)
            pp_map_set(
                &packet->properties, attributes[0], pp_arena_strdup(packet->arena, attributes[1]));
    } else if (packet->description && packet->depth == packet->description + DESCRIPTION) {
        packet->property = pp_arena_strdup(packet->arena, name);
        packet->items = 0;
        pp_str_clear(&packet->text);
    } else if (packet->property && pp_streq(name, RDF "li") && ++packet->items == 1) {
        pp_str_clear(&packet->text);
        packet->in_item = true;
    }
}

static void text(void *data, const char *chars, size_t size)
{
    struct packet *packet = data;
    if (packet->property && (packet->items == 0 || packet->in_item))
        pp_str_append_n(&packet->text, chars, size);
}

static void end(void *data, const char *name)
{
    struct packet *packet = data;
    if (pp_streq(name, RDF "li"))
        packet->in_item = false;
    if (packet->property && packet->depth == packet->description + DESCRIPTION) {
        pp_map_set(
            &packet->properties, packet->property, pp_str_copy(&packet->text, packet->arena));
        packet->property = NULL;
    }
    if (packet->depth == packet->description)
        packet->description = 0;
    packet->depth--;
}

static bool read_packet(const struct rb_document *document, struct packet *packet)
{
    struct rb_pdf_stream stream =
        rb_stream(&document->objects, rb_entry(document->objects.root, "Metadata"));
    struct readback_xml_handler handler = {packet, start, text, end};
    struct rb_value dict = rb_get(&document->objects, document->objects.root, "Metadata");
    if (!stream.data) {
        if (rb_is(rb_entry(dict, "Type"), "Metadata"))
            return false; /* it is there; that it cannot be unpacked is said elsewhere */
        rb_broken(
            document, "readback.pdf-metadata", RB_UA("7.1", "06-001"),
            "The document has no XMP metadata.");
        return false;
    }
    struct readback_xml *xml = readback_xml_open(&handler, true);
    bool good = readback_xml_feed(xml, stream.data, stream.size, true);
    if (!good)
        rb_broken(
            document, "readback.pdf-metadata", RB_UA("7.1", "06-001"),
            "The XMP metadata is not well-formed: %s.", readback_xml_reason(xml, document->arena));
    readback_xml_close(xml);
    return good;
}

/* "D:20221121141500Z" -> "2022-11-21T14:15:00Z", "+01'00'" -> "+01:00". */
static const char *iso_date(struct pp_arena *arena, const char *date)
{
    if (strlen(date) < 16 || strncmp(date, "D:", 2) != 0)
        return date;
    const char *zone = date + 16;
    const char *hours = *zone == '+' || *zone == '-' ? zone : "";
    return pp_arena_printf(
        arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%s%.3s%s%.2s", date + 2, date + 6, date + 8, date + 10,
        date + 12, date + 14, *zone == 'Z' ? "Z" : "", hours, *hours ? ":" : "",
        *hours && strlen(hours) >= 6 ? hours + 4 : "");
}

/* XMP may leave out the seconds: "2022-11-21T14:15Z". */
static const char *with_seconds(struct pp_arena *arena, const char *date)
{
    enum { MINUTES = 16 };
    if (!date || strlen(date) <= MINUTES || date[MINUTES] == ':')
        return date;
    return pp_arena_printf(arena, "%.16s:00%s", date, date + MINUTES);
}

static void compare(const struct rb_document *document, const struct packet *packet)
{
    static const struct {
        const char *info, *xmp, *shown;
        bool date;
    } pairs[] = {
        {"Author", DC "creator", "dc:creator", false},
        {"Subject", DC "description", "dc:description", false},
        {"Keywords", PDF "Keywords", "pdf:Keywords", false},
        {"Creator", XMP "CreatorTool", "xmp:CreatorTool", false},
        {"Producer", PDF "Producer", "pdf:Producer", false},
        {"CreationDate", XMP "CreateDate", "xmp:CreateDate", true},
        {"ModDate", XMP "ModifyDate", "xmp:ModifyDate", true},
    };
    struct rb_value info = rb_get(&document->objects, document->objects.trailer, "Info");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *said =
            rb_text(document->arena, rb_get(&document->objects, info, pairs[i].info));
        const char *other = pp_map_get(&packet->properties, pairs[i].xmp);
        if (said && pairs[i].date) {
            said = iso_date(document->arena, said);
            other = with_seconds(document->arena, other);
        }
        if ((said || document->own) && !pp_streq(said ? said : "", other ? other : ""))
            rb_broken(
                document, "readback.pdf-metadata", "ISO 19005-2, 6.6.3",
                "The document's %s is `%.80s`, but XMP says `%.80s` (%s).", pairs[i].info,
                said ? said : "", other ? other : "", pairs[i].shown);
    }
}

static void check_title(
    const struct rb_document *document, const struct packet *packet, bool has_packet)
{
    struct rb_value info = rb_get(&document->objects, document->objects.trailer, "Info");
    struct rb_value viewer =
        rb_get(&document->objects, document->objects.root, "ViewerPreferences");
    struct rb_value shown = rb_get(&document->objects, viewer, "DisplayDocTitle");
    const char *title = rb_text(document->arena, rb_get(&document->objects, info, "Title"));
    const char *wanted = document->at->file ? document->at->file->title : NULL;
    const char *other = pp_map_get(&packet->properties, DC "title");
    if (pp_is_empty(title) && (document->own || pp_is_empty(other)))
        rb_broken(
            document, "readback.pdf-title", RB_UA("7.1", "06-003"), "The document has no title.");
    else if (wanted && !pp_streq(title, wanted))
        rb_broken(
            document, "readback.pdf-title", RB_UA("7.1", "06-004"),
            "The document's title is `%s`, not `%s`.", title, wanted);
    const char *right = wanted ? wanted : title;
    if (has_packet && !pp_is_empty(right) && !pp_streq(right, other))
        rb_broken(
            document, "readback.pdf-title", RB_UA("7.1", "06-004"),
            "The title in the XMP metadata is `%s`, not `%s`.", other ? other : "", right);
    if (shown.kind != RB_BOOL || !shown.whole)
        rb_broken(
            document, "readback.pdf-title", RB_UA("7.1", "07-001"),
            "Viewers would show the file's name, not its title (/DisplayDocTitle).");
}

static void check_claims(const struct rb_document *document, const struct packet *packet)
{
    const char *lang = pp_map_get(&packet->properties, DC "language");
    if (!pp_streq(pp_map_get(&packet->properties, UA "part"), "1"))
        rb_broken(
            document, "readback.pdf-metadata", RB_UA("5", "06-002"),
            "The document does not claim to be PDF/UA-1.");
    if (document->own && !pp_map_get(&packet->properties, PDFA "part"))
        rb_broken(
            document, "readback.pdf-metadata", "ISO 19005-2, 6.6.4",
            "The document does not claim to be PDF/A.");
    struct rb_value names = rb_get(&document->objects, document->objects.root, "Names");
    bool files = rb_get(&document->objects, names, "EmbeddedFiles").kind != RB_NULL ||
                 rb_get(&document->objects, document->objects.root, "AF").kind != RB_NULL;
    if (document->own && files && !pp_streq(pp_map_get(&packet->properties, PDFA "part"), "3"))
        rb_broken(
            document, "readback.pdf-active", "ISO 19005-2, 6.8",
            "The document holds files (/EmbeddedFiles, /AF), but does not claim to be PDF/A-3.");
    if (document->lang && (lang || document->own) && !pp_streq(lang, document->lang))
        rb_broken(
            document, "readback.pdf-lang", RB_UA("7.2", "11-006"),
            "The document's language is `%s`, but XMP says `%s` (dc:language).", document->lang,
            lang ? lang : "");
}

static bool is_rtl(const char *lang)
{
    static const char *const langs[] = {"ar", "fa", "he", "ur", "ps",
                                        "yi", "ug", "sd", "dv", "ckb"};
    size_t length = strcspn(lang, "-");
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
        if (strlen(langs[i]) == length && memcmp(langs[i], lang, length) == 0)
            return !strstr(lang, "-Latn");
    return false;
}

static void check_direction(const struct rb_document *document)
{
    struct rb_value viewer =
        rb_get(&document->objects, document->objects.root, "ViewerPreferences");
    bool turned = rb_is(rb_get(&document->objects, viewer, "Direction"), "R2L");
    if (document->lang && document->own && turned != is_rtl(document->lang))
        rb_broken(
            document, "readback.pdf-direction", RB_PDF("12.2"),
            "The pages turn %s, which does not fit the language `%s`.",
            turned ? "from right to left" : "from left to right", document->lang);
}

void rb_check_metadata(const struct rb_document *document)
{
    struct packet packet = {.arena = document->arena};
    pp_map_init(&packet.properties, document->arena);
    pp_str_init(&packet.text);
    bool good = read_packet(document, &packet);
    check_title(document, &packet, good);
    if (good) {
        compare(document, &packet);
        check_claims(document, &packet);
    }
    check_direction(document);
    pp_str_free(&packet.text);
}
