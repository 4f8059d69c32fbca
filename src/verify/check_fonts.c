/* Fonts: inside, described rightly, and every code that is shown has a text. Attachments. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "pdf_document.h"

/* Font descriptor flags (ISO 32000-1, table 123). */
enum { SYMBOLIC = 4, NONSYMBOLIC = 32, ITALIC = 64 };

struct face {
    const struct rb_document *document;
    const char *name;
    struct rb_value descriptor;
    struct rb_pdf_stream program; /* TrueType only */
};

static double number(const struct face *face, const char *key)
{
    struct rb_value value = rb_get(&face->document->objects, face->descriptor, key);
    return value.kind == RB_NUMBER ? value.as.number : 0;
}

/* A table of a TrueType program; NULL when it is not there or shorter than `least` [bytes]. */
static const unsigned char *table_of(const struct face *face, const char *tag, size_t least)
{
    const unsigned char *at = face->program.data;
    size_t size = face->program.size;
    if (!at || size < 12)
        return NULL;
    size_t count = (size_t)at[4] << 8 | at[5];
    for (size_t i = 0; i < count && 12 + 16 * i + 16 <= size; i++) {
        const unsigned char *row = at + 12 + 16 * i;
        size_t start = (size_t)row[8] << 24 | (size_t)row[9] << 16 | (size_t)row[10] << 8 | row[11];
        if (memcmp(row, tag, 4) == 0)
            return start <= size && size - start >= least ? at + start : NULL;
    }
    return NULL;
}

static double signed_short(const unsigned char *at)
{
    int value = at[0] << 8 | at[1];
    return value >= 0x8000 ? value - 0x10000 : value;
}

static void wrong(const struct face *face, const char *what)
{
    rb_broken(
        face->document, "readback.pdf-font", RB_PDF("9.8"), "The font %s: %s.", face->name, what);
}

/* The box of all glyphs is that of the program, in thousandths of an em. */
static void check_box(const struct face *face)
{
    struct rb_value box = rb_get(&face->document->objects, face->descriptor, "FontBBox");
    const unsigned char *head = table_of(face, "head", 54);
    double sides[4], em = head ? head[18] << 8 | head[19] : 0;
    for (size_t i = 0; i < 4; i++) {
        struct rb_value side = rb_at(&face->document->objects, box, i);
        sides[i] = side.kind == RB_NUMBER ? side.as.number : 0;
    }
    if (!(sides[2] > sides[0] && sides[3] > sides[1])) {
        wrong(face, "its box (FontBBox) is empty");
        return;
    }
    /* A subset's own box may be smaller than what the whole face was said to have. */
    for (size_t i = 0; i < 4 && em > 0; i++) {
        double side = signed_short(head + 36 + 2 * i) * 1000 / em;
        if (i < 2 ? sides[i] > side + 2 : sides[i] < side - 2) {
            wrong(face, "its box (FontBBox) is smaller than its glyphs");
            return;
        }
    }
}

static void check_flags(const struct face *face)
{
    unsigned flags = number(face, "Flags") > 0 && number(face, "Flags") < 1e9
                         ? (unsigned)number(face, "Flags")
                         : 0;
    const unsigned char *head = table_of(face, "head", 54);
    bool slanted = number(face, "ItalicAngle") != 0;
    if (((flags & SYMBOLIC) != 0) == ((flags & NONSYMBOLIC) != 0))
        wrong(face, "its flags say neither or both of symbolic and nonsymbolic");
    if (((flags & ITALIC) != 0) != slanted)
        wrong(face, "its flags and its angle do not agree whether it is italic");
    else if (head && ((head[45] & 2) != 0) != slanted)
        wrong(face, "its description and its program do not agree whether it is italic");
}

static void check_heights(const struct face *face)
{
    if (number(face, "Ascent") <= 0 || number(face, "Descent") > 0 ||
        number(face, "CapHeight") < 0 || number(face, "CapHeight") > 2000 ||
        number(face, "StemV") <= 0)
        wrong(face, "Ascent, Descent, CapHeight or StemV cannot be right");
}

static void check_name(const struct face *face, struct rb_value cid_font)
{
    const struct rb_objects *objects = &face->document->objects;
    const char *arena_names[] = {
        rb_shown(objects->arena, rb_get(objects, face->descriptor, "FontName")),
        rb_shown(objects->arena, rb_get(objects, cid_font, "BaseFont"))};
    for (size_t i = 0; i < 2; i++)
        if (!pp_streq(arena_names[i], face->name))
            wrong(face, "its parts have different names");
}

static const char *first_character(const char *text, unsigned *c)
{
    size_t taken = pp_utf8_decode(text, strlen(text), c);
    return text + taken;
}

static bool is_readable(const char *text)
{
    while (*text) {
        unsigned c;
        const char *next = first_character(text, &c);
        if (next == text || c == 0xFFFD || c == 0xFFFE || c == 0xFEFF ||
            (c >= 0xE000 && c <= 0xF8FF) || c < 0x20)
            return false;
        text = next;
    }
    return true;
}

static void check_codes(const struct rb_document *document, const struct rb_font *font)
{
    size_t mute = 0, odd = 0;
    for (unsigned code = 0; code < RB_CODES; code++) {
        if (!font->used[code / 8]) {
            code |= 7;
            continue;
        }
        if (!(font->used[code / 8] & 1 << code % 8))
            continue;
        const char *text = rb_cmap_text(&font->unicode, code);
        mute += !text || !*text;
        odd += text && *text && !is_readable(text);
    }
    if (mute > 0)
        rb_broken(
            document, "readback.pdf-unicode", RB_UA("7.21.7", "31-027"),
            "%zu of the codes shown in the font %s stand for no text (ToUnicode).", mute,
            font->name);
    if (odd > 0 || font->unicode.damaged)
        rb_broken(
            document, "readback.pdf-unicode", RB_UA("7.21.7", "31-028, 31-029"),
            "The texts of the font %s (ToUnicode) cannot be read, or hold what is no character.",
            font->name);
}

/* One glyph that carries two letters of one script was given a wrong text somewhere. Glyphs without
 * outline carry anything. */
static void check_glyphs(
    const struct rb_document *document, const struct rb_font *font, struct rb_value cid_font)
{
    struct rb_pdf_stream map = rb_stream(&document->objects, rb_entry(cid_font, "CIDToGIDMap"));
    size_t missing = 0, most = 0;
    for (size_t i = 0; i + 1 < map.size && i / 2 < font->unicode.count; i += 2) {
        size_t glyph = (size_t)map.data[i] << 8 | map.data[i + 1];
        most = glyph > most ? glyph : most;
    }
    const char **texts = pp_arena_array(document->arena, most + 1, sizeof *texts);
    for (unsigned code = 0; code < font->unicode.count && 2 * (size_t)code + 1 < map.size; code++) {
        unsigned glyph = (unsigned)map.data[2 * code] << 8 | map.data[2 * code + 1];
        const char *text = rb_cmap_text(&font->unicode, code);
        unsigned a, b;
        if (!(font->used[code / 8] & 1 << code % 8) || !text)
            continue;
        missing += glyph == 0;
        if (!texts[glyph]) {
            texts[glyph] = text;
            continue;
        }
        first_character(text, &a);
        first_character(texts[glyph], &b);
        if (a != b && a < 0x250 && b < 0x250 && a > 0x20 && b > 0x20 && a != 0xAD && b != 0xAD &&
            a != 0xA0 && b != 0xA0)
            rb_broken(
                document, "readback.pdf-unicode", RB_UA("7.21.7", "31-027"),
                "One glyph of the font %s stands for \"%s\" and for \"%s\".", font->name,
                texts[glyph], text);
    }
    if (missing > 0)
        rb_broken(
            document, "readback.pdf-font", RB_UA("7.21.8", "31-030"),
            "%zu of the codes shown in the font %s have no glyph.", missing, font->name);
}

static void check_font(const struct rb_document *document, const struct rb_font *font)
{
    const struct rb_objects *objects = &document->objects;
    struct rb_value cid_font =
        font->composite ? rb_at(objects, rb_get(objects, font->dict, "DescendantFonts"), 0)
                        : font->dict;
    struct face face = {
        .document = document,
        .name = font->name,
        .descriptor = rb_get(objects, cid_font, "FontDescriptor")};
    if (face.descriptor.kind == RB_DICT) {
        face.program = rb_stream(objects, rb_entry(face.descriptor, "FontFile2"));
        check_box(&face);
        check_flags(&face);
        if (document->own)
            check_heights(&face);
        if (font->composite)
            check_name(&face, cid_font);
    }
    if (font->has_unicode)
        check_codes(document, font);
    else if (font->composite)
        rb_broken(
            document, "readback.pdf-unicode", RB_UA("7.21.7", "31-027"),
            "The font %s does not say what its codes stand for (ToUnicode).", font->name);
    if (font->composite && face.program.data)
        check_glyphs(document, font, cid_font);
}

/* A Type0 font has its program in its descendant; a Type3 font is drawn. */
static void check_embedded(const struct rb_document *document, struct rb_value dict)
{
    static const char *const programs[] = {"FontFile", "FontFile2", "FontFile3"};
    struct rb_value kind = rb_get(&document->objects, dict, "Subtype");
    struct rb_value descriptor = rb_get(&document->objects, dict, "FontDescriptor");
    if (!rb_is(rb_entry(dict, "Type"), "Font") || rb_is(kind, "Type0") || rb_is(kind, "Type3"))
        return;
    for (size_t i = 0; i < 3; i++)
        if (rb_entry(descriptor, programs[i]).kind == RB_REF)
            return;
    const char *name = rb_shown(document->arena, rb_get(&document->objects, dict, "BaseFont"));
    rb_broken(
        document, "readback.pdf-font", RB_UA("7.21.4.1", "31-009"), "The font %s is not embedded.",
        *name ? name : "without a name");
}

/* Fonts that stand in their resources themselves, without a number of their own. */
static void check_resources(const struct rb_document *document, struct rb_value resources)
{
    struct rb_value fonts = rb_get(&document->objects, resources, "Font");
    for (size_t i = 0; fonts.kind == RB_DICT && i + 1 < fonts.size; i += 2)
        if (fonts.as.items[i + 1].kind == RB_DICT)
            check_embedded(document, fonts.as.items[i + 1]);
}

/* A font that only waits in the resources of a form need not be inside. */
static void check_shown(const struct rb_document *document, const struct rb_font *font)
{
    struct rb_value inner =
        rb_at(&document->objects, rb_get(&document->objects, font->dict, "DescendantFonts"), 0);
    for (size_t i = 0; i < RB_CODES / 8; i++)
        if (font->used[i]) {
            check_embedded(document, font->composite ? inner : font->dict);
            return;
        }
}

void rb_check_fonts(const struct rb_document *document)
{
    for (size_t i = 0; !document->own && i < document->fonts.count; i++)
        check_shown(document, document->fonts.items[i]);
    for (size_t i = 1; document->own && i < document->objects.count; i++) {
        struct rb_value dict = document->objects.items[i];
        if (dict.kind != RB_DICT)
            continue;
        check_embedded(document, dict);
        check_resources(document, dict);
        check_resources(document, rb_get(&document->objects, dict, "Resources"));
    }
    for (size_t i = 0; i < document->fonts.count; i++)
        check_font(document, document->fonts.items[i]);
}

/* --- attachments --- */

static void check_file(
    const struct rb_document *document, struct rb_value file, const struct rb_pairs *names,
    uint32_t object)
{
    static const char *const needed[] = {"F", "UF", "Desc", "AFRelationship"};
    const struct rb_objects *objects = &document->objects;
    const char *name = rb_text(document->arena, rb_get(objects, file, "UF"));
    name = name ? name : rb_text(document->arena, rb_get(objects, file, "F"));
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (rb_get(objects, file, needed[i]).kind == RB_NULL)
            rb_broken(
                document, "readback.pdf-attachment", RB_UA("7.11", "21-001"),
                "The attached file \"%.60s\" has no %s.", name ? name : "", needed[i]);
    struct rb_value bytes = rb_get(objects, rb_get(objects, file, "EF"), "F");
    struct rb_value parameters = rb_get(objects, bytes, "Params");
    if (rb_get(objects, bytes, "Subtype").kind != RB_NAME ||
        rb_get(objects, parameters, "ModDate").kind != RB_STRING)
        rb_broken(
            document, "readback.pdf-attachment", "ISO 19005-3, 6.8",
            "The attached file \"%.60s\" does not say its kind or its day (Subtype, ModDate).",
            name ? name : "");
    bool listed = false;
    for (size_t i = 0; i < names->count; i++)
        listed |= names->items[i].value.kind == RB_REF && names->items[i].value.as.object == object;
    if (!listed)
        rb_broken(
            document, "readback.pdf-attachment", RB_PDF("7.11.4"),
            "The attached file \"%.60s\" is not in the list of attached files.", name ? name : "");
}

void rb_check_attachments(const struct rb_document *document)
{
    const struct rb_objects *objects = &document->objects;
    struct rb_value tree = rb_entry(rb_get(objects, objects->root, "Names"), "EmbeddedFiles");
    struct rb_pairs names;
    rb_tree_read(document, tree, true, &names);
    if (names.damaged)
        rb_broken(
            document, "readback.pdf-attachment", RB_PDF("7.9.6"),
            "The list of attached files is out of order.");
    for (uint32_t i = 1; i < objects->count; i++)
        if (rb_get(objects, objects->items[i], "EF").kind == RB_DICT)
            check_file(document, objects->items[i], &names, i);
}
