/* Sole owner of expat. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "readback_parts.h"

struct readback_xml {
    XML_Parser parser;
    struct readback_xml_handler handler;
    bool has_doctype;
};

static void on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct readback_xml *xml = data;
    xml->handler.start(xml->handler.data, name, attributes);
}

static void on_end(void *data, const XML_Char *name)
{
    struct readback_xml *xml = data;
    xml->handler.end(xml->handler.data, name);
}

static void on_text(void *data, const XML_Char *text, int size)
{
    struct readback_xml *xml = data;
    xml->handler.text(xml->handler.data, text, (size_t)size);
}

static void on_doctype(
    void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    struct readback_xml *xml = data;
    (void)name, (void)system, (void)public, (void)internal;
    xml->has_doctype = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

struct readback_xml *readback_xml_open(const struct readback_xml_handler *handler, bool spaces)
{
    struct readback_xml *xml = pp_xmalloc(sizeof *xml);
    *xml = (struct readback_xml){.handler = *handler};
    xml->parser = spaces ? XML_ParserCreateNS(NULL, ' ') : XML_ParserCreate(NULL);
    if (!xml->parser)
        pp_out_of_memory();
    XML_SetUserData(xml->parser, xml);
    if (handler->start)
        XML_SetStartElementHandler(xml->parser, on_start);
    if (handler->end)
        XML_SetEndElementHandler(xml->parser, on_end);
    if (handler->text)
        XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    return xml;
}

bool readback_xml_feed(struct readback_xml *xml, const void *bytes, size_t size, bool last)
{
    enum { PIECE = 1 << 20 }; /* expat counts bytes in an int */
    const char *at = bytes;
    while (size > PIECE) {
        if (XML_Parse(xml->parser, at, PIECE, XML_FALSE) != XML_STATUS_OK)
            return false;
        at += PIECE;
        size -= PIECE;
    }
    return XML_Parse(xml->parser, at, (int)size, last) == XML_STATUS_OK;
}

const char *readback_xml_reason(const struct readback_xml *xml, struct pp_arena *arena)
{
    unsigned long line = (unsigned long)XML_GetCurrentLineNumber(xml->parser);
    if (xml->has_doctype)
        return pp_arena_printf(arena, "line %lu: a document type declaration", line);
    return pp_arena_printf(
        arena, "line %lu: %s", line, XML_ErrorString(XML_GetErrorCode(xml->parser)));
}

size_t readback_xml_offset(const struct readback_xml *xml)
{
    XML_Index offset = XML_GetCurrentByteIndex(xml->parser);
    return offset > 0 ? (size_t)offset : 0;
}

bool readback_xml_has_doctype(const struct readback_xml *xml)
{
    return xml->has_doctype;
}

void readback_xml_close(struct readback_xml *xml)
{
    XML_ParserFree(xml->parser);
    free(xml);
}

const char *readback_xml_local(const char *name)
{
    const char *after = strpbrk(name, " :");
    for (const char *next = after; next; next = strpbrk(next + 1, " :"))
        after = next;
    return after ? after + 1 : name;
}
