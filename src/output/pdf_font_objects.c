#include "output/pdf_font_objects.h"

#include <math.h>
#include <string.h>

#include "output/pdf_cff.h"
#include "output/pdf_fonts.h"
#include "output/pdf_store.h"
#include "output/pdf_subset.h"
#include "output/pdf_syntax.h"
#include "pactpress/digest.h"
#include "pactpress/run.h"

/* Font descriptor flags (ISO 32000-1, table 123). A font of glyph codes is symbolic. */
enum { FIXED = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
enum { TAG_LENGTH = 6, BLOCK = 100, LONGEST_NAME = 100 };

/* What the parts of one font need of each other. */
struct parts {
    struct pp_run *run;
    struct pp_arena *arena;
    struct pp_pdf_store *store;
    const struct pp_pdf_font *font;
    const char *name;                                         /* with the subset's tag */
    size_t cid_font, descriptor, program, unicode, glyph_map; /* objects */
    /* The codes that the font shows, .notdef first, and their glyphs in the face and the subset. */
    uint16_t *codes;
    uint32_t *glyphs, *new_ids;
    size_t count;
};

/* Six letters out of a digest of the program, so that equal subsets have equal names. */
static const char *tagged_name(struct parts *parts, const struct pp_str *program)
{
    unsigned char digest[PP_DIGEST_SIZE];
    char tag[TAG_LENGTH + 1] = {0};
    pp_digest(program->text, program->length, digest);
    for (size_t i = 0; i < TAG_LENGTH; i++)
        tag[i] = (char)('A' + (digest[2 * i] << 8 | digest[2 * i + 1]) % 26);
    return pp_arena_printf(
        parts->arena, "%s+%.*s", tag, LONGEST_NAME, parts->font->face->postscript);
}

static void write_type0(const struct parts *parts)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_str_append(&out, "/Type/Font/Subtype/Type0/BaseFont");
    pp_pdf_put_name(&out, parts->name);
    pp_str_append(&out, "/Encoding/Identity-H/DescendantFonts[");
    pp_pdf_put_ref(&out, parts->cid_font);
    pp_str_append(&out, "]/ToUnicode ");
    pp_pdf_put_ref(&out, parts->unicode);
    pp_pdf_store_set(parts->store, parts->font->object, &out);
    pp_str_free(&out);
}

/* Codes in a row share a list. */
static void put_widths(const struct parts *parts, struct pp_str *out)
{
    pp_str_append(out, "/DW 0/W[");
    for (size_t i = 0; i < parts->count; i++) {
        bool goes_on = i > 0 && parts->codes[i] == parts->codes[i - 1] + 1;
        if (!goes_on) {
            pp_str_append(out, i > 0 ? "]" : "");
            pp_pdf_put_int(out, parts->codes[i]);
        }
        pp_str_append_char(out, goes_on ? ' ' : '[');
        pp_pdf_put_decimal(out, parts->font->items[parts->codes[i]].width, 2);
    }
    pp_str_append(out, "]]");
}

static void write_cid_font(const struct parts *parts)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_str_append(&out, "/Type/Font/Subtype");
    pp_str_append(&out, parts->font->face->cff ? "/CIDFontType0" : "/CIDFontType2");
    pp_str_append(&out, "/BaseFont");
    pp_pdf_put_name(&out, parts->name);
    pp_str_append(
        &out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ");
    pp_pdf_put_ref(&out, parts->descriptor);
    if (parts->glyph_map) {
        pp_str_append(&out, "/CIDToGIDMap ");
        pp_pdf_put_ref(&out, parts->glyph_map);
    }
    put_widths(parts, &out);
    pp_pdf_store_set(parts->store, parts->cid_font, &out);
    pp_str_free(&out);
}

/* Font units in 1/1000 em. */
static void put_units(struct pp_str *out, const char *key, double units, const struct pp_face *face)
{
    pp_str_append(out, key);
    pp_str_append_char(out, ' ');
    pp_pdf_put_int(out, lround(units * 1000 / face->upem));
}

static unsigned flags_of(const struct pp_face *face)
{
    return SYMBOLIC | (face->fixed ? FIXED : 0) | (face->serif ? SERIF : 0) |
           (face->italic ? ITALIC : 0);
}

static void write_descriptor(const struct parts *parts)
{
    const struct pp_face *face = parts->font->face;
    struct pp_str out;
    pp_str_init(&out);
    pp_str_append(&out, "/Type/FontDescriptor/FontName");
    pp_pdf_put_name(&out, parts->name);
    pp_str_append(&out, "/Flags ");
    pp_pdf_put_int(&out, flags_of(face));
    for (size_t i = 0; i < 4; i++)
        put_units(&out, i == 0 ? "/FontBBox[" : "", face->bbox[i], face);
    pp_str_append(&out, "]/ItalicAngle ");
    pp_pdf_put_decimal(&out, lround(face->italic_angle * 100), 2);
    put_units(&out, "/Ascent", face->ascender, face);
    put_units(&out, "/Descent", face->descender, face);
    put_units(&out, "/CapHeight", face->cap_height, face);
    if (face->x_height > 0)
        put_units(&out, "/XHeight", face->x_height, face);
    /* Fonts do not tell their stem; this rule of thumb fits usual text faces. */
    pp_str_append(&out, "/StemV ");
    pp_pdf_put_int(&out, 50 + (face->weight / 65) * (face->weight / 65));
    if (face->weight >= 100 && face->weight <= 900) {
        pp_str_append(&out, "/FontWeight ");
        pp_pdf_put_int(&out, face->weight / 100 * 100);
    }
    pp_str_append(&out, face->cff ? "/FontFile3 " : "/FontFile2 ");
    pp_pdf_put_ref(&out, parts->program);
    pp_pdf_store_set(parts->store, parts->descriptor, &out);
    pp_str_free(&out);
}

static void put_code(struct pp_str *out, size_t code)
{
    static const char digits[] = "0123456789ABCDEF";
    char hex[] = {'<',
                  digits[code >> 12 & 15],
                  digits[code >> 8 & 15],
                  digits[code >> 4 & 15],
                  digits[code & 15],
                  '>'};
    pp_str_append_n(out, hex, sizeof hex);
}

/* Letters of ASCII mean themselves, whether a font shows them or not: a range takes less room. */
static void put_meanings(const struct pp_pdf_meanings *meanings, struct pp_str *out)
{
    size_t left = 0, done = 0;
    pp_str_append(out, "1 beginbfrange\n<0020> <007E> <0020>\nendbfrange\n");
    for (size_t i = PP_PDF_FIRST_FREE; i < meanings->count; i++)
        left += meanings->items[i].text != NULL;
    for (size_t i = PP_PDF_FIRST_FREE; i < meanings->count; i++) {
        if (!meanings->items[i].text)
            continue;
        if (done % BLOCK == 0) {
            pp_pdf_put_int(out, (int64_t)(left < BLOCK ? left : BLOCK));
            pp_str_append(out, " beginbfchar\n");
        }
        put_code(out, i);
        pp_str_append(out, " <");
        pp_pdf_put_utf16(out, meanings->items[i].text, meanings->items[i].length);
        pp_str_append(out, ">\n");
        left--;
        if (++done % BLOCK == 0 || left == 0)
            pp_str_append(out, "endbfchar\n");
    }
}

size_t pp_pdf_unicode_write(struct pp_pdf_store *store, const struct pp_pdf_meanings *meanings)
{
    size_t object = pp_pdf_store_reserve(store);
    struct pp_str out;
    pp_str_init(&out);
    pp_str_append(
        &out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
              "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
              "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
              "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    put_meanings(meanings, &out);
    pp_str_append(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    pp_pdf_store_set_stream(store, object, "", out.text, out.length, NULL);
    pp_str_free(&out);
    return object;
}

/* Codes that the font does not show have glyph 0. */
static void write_glyph_map(const struct parts *parts)
{
    struct pp_str out;
    pp_str_init(&out);
    for (size_t code = 0, i = 0; code < parts->font->count; code++) {
        uint32_t glyph = parts->codes[i] == code ? parts->new_ids[i] : 0;
        i += parts->codes[i] == code;
        pp_str_append_char(&out, (char)(glyph >> 8));
        pp_str_append_char(&out, (char)glyph);
    }
    pp_pdf_store_set_stream(parts->store, parts->glyph_map, "", out.text, out.length, NULL);
    pp_str_free(&out);
}

static void write_program(const struct parts *parts, const struct pp_str *program)
{
    const char *entries = parts->font->face->cff
                              ? "/Subtype/CIDFontType0C"
                              : pp_arena_printf(parts->arena, "/Length1 %zu", program->length);
    pp_pdf_store_set_stream(
        parts->store, parts->program, entries, program->text, program->length, NULL);
}

static void write_parts(struct parts *parts, const struct pp_str *program)
{
    parts->name = tagged_name(parts, program);
    parts->cid_font = pp_pdf_store_reserve(parts->store);
    parts->descriptor = pp_pdf_store_reserve(parts->store);
    parts->program = pp_pdf_store_reserve(parts->store);
    if (!parts->font->face->cff)
        parts->glyph_map = pp_pdf_store_reserve(parts->store);
    write_type0(parts);
    write_cid_font(parts);
    write_descriptor(parts);
    write_program(parts, program);
    if (parts->glyph_map)
        write_glyph_map(parts);
}

/* CFF programs are made anew, so that the codes are their CIDs. */
static enum pp_status rebuild(const struct parts *parts, struct pp_str *program)
{
    struct pp_str subset = *program;
    pp_str_init(program);
    bool good = pp_pdf_cff_rebuild(&subset, parts->new_ids, parts->codes, parts->count, program);
    pp_str_free(&subset);
    if (good)
        return PP_OK;
    pp_error(
        parts->run, PP_NOWHERE, "pdf.font",
        "The font %s cannot be put into a PDF: its CFF table contradicts itself.",
        parts->font->face->postscript);
    return PP_DATA;
}

static void list_codes(struct parts *parts)
{
    const struct pp_pdf_font *font = parts->font;
    parts->codes = pp_arena_array(parts->arena, font->count, sizeof *parts->codes);
    parts->glyphs = pp_arena_array(parts->arena, font->count, sizeof *parts->glyphs);
    parts->new_ids = pp_arena_array(parts->arena, font->count, sizeof *parts->new_ids);
    for (size_t code = 0; code < font->count; code++) {
        if (code > 0 && font->items[code].glyph == 0)
            continue;
        parts->codes[parts->count] = (uint16_t)code;
        parts->glyphs[parts->count++] = font->items[code].glyph;
    }
}

enum pp_status pp_pdf_font_write(
    struct pp_run *run, struct pp_arena *arena, struct pp_pdf_store *store,
    const struct pp_pdf_font *font, size_t unicode)
{
    struct parts parts = {
        .run = run, .arena = arena, .store = store, .font = font, .unicode = unicode};
    struct pp_str program;
    list_codes(&parts);
    pp_str_init(&program);
    enum pp_status status = pp_pdf_program_subset(
        run, font->program, parts.glyphs, parts.count, font->carrier, &program, parts.new_ids);
    if (status == PP_OK && font->face->cff)
        status = rebuild(&parts, &program);
    if (status == PP_OK)
        write_parts(&parts, &program);
    pp_str_free(&program);
    return status;
}
