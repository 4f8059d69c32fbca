#include "output/pdf_xmp.h"

#include <string.h>

#include "output/pdf_syntax.h"

static const char program[] = "Pactpress " PP_VERSION;

static void put_entry(struct pp_str *out, const char *key, const char *text)
{
    if (pp_is_empty(text))
        return;
    pp_str_append(out, key);
    pp_pdf_put_text(out, text, strlen(text));
}

void pp_pdf_put_info(struct pp_str *out, const struct pp_pdf_meta *meta)
{
    put_entry(out, "/Title", meta->title);
    put_entry(out, "/Author", meta->author);
    put_entry(out, "/Subject", meta->subject);
    put_entry(out, "/Keywords", meta->keywords);
    put_entry(out, "/Creator", program);
    put_entry(out, "/Producer", program);
    pp_str_append(out, "/CreationDate");
    pp_pdf_put_date(out, meta->date);
    pp_str_append(out, "/ModDate");
    pp_pdf_put_date(out, meta->date);
}

static void put_xml(struct pp_str *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            pp_str_append(out, "&amp;");
        else if (*text == '<')
            pp_str_append(out, "&lt;");
        else if (*text == '>')
            pp_str_append(out, "&gt;");
        else
            pp_str_append_char(out, *text);
    }
}

/* <name>before text after</name>, nothing for no text. */
static void put_property(
    struct pp_str *out, const char *name, const char *before, const char *text, const char *after)
{
    if (pp_is_empty(text))
        return;
    pp_str_printf(out, "<%s>%s", name, before);
    put_xml(out, text);
    pp_str_printf(out, "%s</%s>\n", after, name);
}

static void put_per_language(struct pp_str *out, const char *name, const char *text)
{
    put_property(
        out, name, "<rdf:Alt><rdf:li xml:lang=\"x-default\">", text, "</rdf:li></rdf:Alt>");
}

static void put_date(struct pp_str *out, const char *name, int64_t date)
{
    pp_str_printf(out, "<%s>", name);
    pp_pdf_put_iso_date(out, date);
    pp_str_printf(out, "</%s>\n", name);
}

/* PDF/A-2 knows no PDF/UA: its property is described here, or it would be unknown (6.6.2.3). */
static const char extension[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to"
    "</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static const char head[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\"\n"
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfuaid:part>1</pdfuaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n";

void pp_pdf_put_xmp(struct pp_str *out, const struct pp_pdf_meta *meta, int part)
{
    pp_str_append(out, head);
    pp_str_printf(out, "<pdfaid:part>%d</pdfaid:part>\n", part);
    put_property(out, "dc:format", "", "application/pdf", "");
    put_per_language(out, "dc:title", meta->title);
    put_property(out, "dc:creator", "<rdf:Seq><rdf:li>", meta->author, "</rdf:li></rdf:Seq>");
    put_per_language(out, "dc:description", meta->subject);
    put_per_language(out, "dc:rights", meta->rights);
    put_property(out, "dc:language", "<rdf:Bag><rdf:li>", meta->lang, "</rdf:li></rdf:Bag>");
    put_property(out, "pdf:Keywords", "", meta->keywords, "");
    put_property(out, "pdf:Producer", "", program, "");
    put_property(out, "xmp:CreatorTool", "", program, "");
    put_date(out, "xmp:CreateDate", meta->date);
    put_date(out, "xmp:ModifyDate", meta->date);
    put_date(out, "xmp:MetadataDate", meta->date);
    pp_str_append(out, extension);
    pp_str_append(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
}
