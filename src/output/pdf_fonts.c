#include "output/pdf_fonts.h"

#include <string.h>

#include "output/pdf_font_objects.h"
#include "output/pdf_store.h"
#include "output/pdf_subset.h"
#include "output/pdf_syntax.h"
#include "pactpress/run.h"
#include "pactpress/utf8.h"

enum { MOST_CODES = 65535 };

/* [1/100000 em] Codes that carry a letter have this width in the PDF and none in the font, which is
 * within what PDF/A allows: pdf.js counts the room before a code of no width twice, and would part
 * the last letter of a ligature from its word. Much wider, and pdftotext parts them. */
enum { CARRIER_WIDTH = 10 };

void pp_pdf_fonts_init(
    struct pp_pdf_fonts *fonts, struct pp_arena *arena, struct pp_pdf_store *store)
{
    *fonts = (struct pp_pdf_fonts){.arena = arena, .store = store};
    pp_map_init(&fonts->texts, arena);
    while (fonts->meanings.count < PP_PDF_FIRST_FREE)
        PP_PUSH(arena, &fonts->meanings);
}

void pp_pdf_fonts_free(struct pp_pdf_fonts *fonts)
{
    for (size_t i = 0; i < fonts->count; i++)
        pp_pdf_program_close(fonts->items[i]->program);
    fonts->count = 0;
}

/* A glyph that takes no room. Format characters often have an outline to be seen in editors; the
 * subset leaves it out. */
static uint32_t find_carrier(const struct pp_pdf_program *program)
{
    static const unsigned candidates[] = {0x200B, 0x2060, 0x200C, 0x200D, 0xFEFF};
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        uint32_t glyph = pp_pdf_program_nominal(program, candidates[i]);
        if (glyph && pp_pdf_program_width(program, glyph) == 0)
            return glyph;
    }
    return 0;
}

static enum pp_status open_font(
    struct pp_run *run, struct pp_pdf_fonts *fonts, const struct pp_face *face,
    struct pp_pdf_font **out)
{
    struct pp_pdf_font *font = pp_arena_alloc(fonts->arena, sizeof *font);
    PP_TRY(pp_pdf_program_open(run, face, &font->program));
    font->face = face;
    font->index = fonts->count;
    font->object = pp_pdf_store_reserve(fonts->store);
    font->space = pp_pdf_program_nominal(font->program, ' ');
    font->carrier = face->cff ? 0 : find_carrier(font->program);
    pp_map_init(&font->pairs, fonts->arena);
    font->recent = pp_arena_array(
        fonts->arena, pp_pdf_program_glyph_count(font->program), sizeof *font->recent);
    struct pp_pdf_code *notdef = PP_PUSH(fonts->arena, font);
    notdef->width = pp_pdf_program_width(font->program, 0);
    *(struct pp_pdf_font **)PP_PUSH(fonts->arena, fonts) = font;
    *out = font;
    return PP_OK;
}

enum pp_status pp_pdf_fonts_use(
    struct pp_run *run, struct pp_pdf_fonts *fonts, const struct pp_face *face,
    struct pp_pdf_font **out)
{
    if (!fonts->last || fonts->last->face != face) {
        struct pp_pdf_font *found = NULL;
        for (size_t i = 0; i < fonts->count && !found; i++)
            if (fonts->items[i]->face == face)
                found = fonts->items[i];
        if (!found)
            PP_TRY(open_font(run, fonts, face, &found));
        fonts->last = found;
    }
    *out = fonts->last;
    return PP_OK;
}

static bool is_private(unsigned c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/* What readers get for a character: readers may not see control characters nor byte order marks. */
static unsigned readable(unsigned c)
{
    if (c < ' ' || (c >= 0x7F && c < 0xA0))
        return ' ';
    if (c == 0xFEFF)
        return 0x2060; /* word joiner, its successor */
    return (c & 0xFFFE) == 0xFFFE ? 0xFFFD : c;
}

static enum pp_status readable_text(
    struct pp_run *run, const struct pp_pdf_font *font, const char *text, size_t length,
    struct pp_str *out)
{
    for (size_t at = 0; at < length;) {
        unsigned c;
        size_t taken = pp_utf8_decode(text + at, length - at, &c);
        if (taken == 0 || is_private(c)) {
            pp_error(
                run, PP_NOWHERE, "pdf.character",
                "The character U+%04X, set in %s, has no meaning that a reader could read out; an "
                "archivable PDF cannot hold it. Write it in public Unicode characters.",
                taken == 0 ? 0xFFFD : c, font->face->postscript);
            return PP_DATA;
        }
        pp_str_append_utf8(out, readable(c));
        at += taken;
    }
    return PP_OK;
}

static int64_t width_of(const struct pp_pdf_font *font, uint32_t glyph, const struct pp_str *text)
{
    unsigned first;
    bool mark = pp_utf8_decode(text->text, text->length, &first) > 0 && pp_pdf_is_mark(first);
    return glyph == font->carrier && !mark ? CARRIER_WIDTH
                                           : pp_pdf_program_width(font->program, glyph);
}

/* Letters of ASCII are their own codes, which deflates best; all else gets the next one. */
static size_t new_code(struct pp_pdf_fonts *fonts, const struct pp_str *text)
{
    size_t own = text->length == 1 ? (unsigned char)text->text[0] : 0;
    if (own > 0 && own < PP_PDF_FIRST_FREE && !fonts->meanings.items[own].text)
        return own;
    PP_PUSH(fonts->arena, &fonts->meanings);
    return fonts->meanings.count - 1;
}

/* The code of a text in its n-th variant: the n-th glyph by which one font shows it. */
static enum pp_status code_of(
    struct pp_run *run, struct pp_pdf_fonts *fonts, const struct pp_pdf_font *font,
    const struct pp_str *text, size_t variant, size_t *code)
{
    struct pp_str key;
    pp_str_init(&key);
    pp_str_append_n(&key, &variant, sizeof variant);
    pp_str_append_n(&key, text->text, text->length);
    struct pp_map_entry *entry = pp_map_entry(&fonts->texts, key.text, key.length);
    pp_str_free(&key);
    *code = (uintptr_t)entry->value;
    if (*code > 0)
        return PP_OK;
    if (fonts->meanings.count > MOST_CODES) {
        pp_error(
            run, PP_NOWHERE, "pdf.font",
            "The document shows more than 65,535 different characters in %s; a PDF font holds no "
            "more. Split the document.",
            font->face->postscript);
        return PP_DATA;
    }
    *code = new_code(fonts, text);
    struct pp_pdf_meaning *meaning = &fonts->meanings.items[*code];
    meaning->text = pp_str_copy(text, fonts->arena);
    meaning->length = text->length;
    entry->value = (void *)(uintptr_t)*code;
    return PP_OK;
}

static enum pp_status add_code(
    struct pp_run *run, struct pp_pdf_fonts *fonts, struct pp_pdf_font *font, uint32_t glyph,
    const struct pp_str *text, size_t *code)
{
    for (size_t variant = 0;; variant++) {
        PP_TRY(code_of(run, fonts, font, text, variant, code));
        while (font->count <= *code)
            PP_PUSH(fonts->arena, font);
        if (font->items[*code].glyph == 0)
            break;
    }
    font->items[*code] = (struct pp_pdf_code){.glyph = glyph, .width = width_of(font, glyph, text)};
    return PP_OK;
}

/* Looks the pair up in the map, which sees every text that a glyph ever had. */
static enum pp_status find_code(
    struct pp_run *run, struct pp_pdf_fonts *fonts, struct pp_pdf_font *font, uint32_t glyph,
    const char *text, size_t length, size_t *code)
{
    struct pp_str key, clean;
    pp_str_init(&key);
    pp_str_append_n(&key, &glyph, sizeof glyph);
    pp_str_append_n(&key, text, length);
    struct pp_map_entry *entry = pp_map_entry(&font->pairs, key.text, key.length);
    pp_str_free(&key);
    *code = (uintptr_t)entry->value;
    if (*code > 0)
        return PP_OK;
    pp_str_init(&clean);
    enum pp_status status = readable_text(run, font, text, length, &clean);
    if (status == PP_OK)
        status = add_code(run, fonts, font, glyph, &clean, code);
    pp_str_free(&clean);
    entry->value = (void *)(uintptr_t)*code;
    return status;
}

enum pp_status pp_pdf_fonts_code(
    struct pp_run *run, struct pp_pdf_fonts *fonts, struct pp_pdf_font *font, uint32_t glyph,
    const char *text, size_t length, unsigned *code)
{
    if (glyph == 0 || glyph >= pp_pdf_program_glyph_count(font->program)) {
        pp_error(
            run, PP_NOWHERE, "pdf.missing-glyph",
            "A glyph that the font %s does not have was to be shown for \"%.*s\".",
            font->face->postscript, (int)(length < 40 ? length : 40), text);
        return PP_DATA;
    }
    size_t found = font->recent[glyph];
    if (found == 0 || fonts->meanings.items[found].length != length ||
        memcmp(fonts->meanings.items[found].text, text, length) != 0)
        PP_TRY(find_code(run, fonts, font, glyph, text, length, &found));
    font->recent[glyph] = (uint16_t)found;
    *code = (unsigned)found;
    return PP_OK;
}

void pp_pdf_fonts_put_resources(const struct pp_pdf_fonts *fonts, struct pp_str *out)
{
    for (size_t i = 0; i < fonts->count; i++) {
        pp_str_append(out, "/F");
        pp_pdf_put_int(out, (int64_t)fonts->items[i]->index);
        pp_str_append_char(out, ' ');
        pp_pdf_put_ref(out, fonts->items[i]->object);
    }
}

enum pp_status pp_pdf_fonts_finish(struct pp_run *run, struct pp_pdf_fonts *fonts)
{
    if (fonts->count == 0)
        return PP_OK;
    size_t unicode = pp_pdf_unicode_write(fonts->store, &fonts->meanings);
    for (size_t i = 0; i < fonts->count; i++)
        PP_TRY(pp_pdf_font_write(run, fonts->arena, fonts->store, fonts->items[i], unicode));
    return PP_OK;
}
