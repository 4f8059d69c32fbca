#include "output/pdf_cff.h"

#include <stdlib.h>

#include "output/pdf_cff_read.h"
#include "pactpress/arena.h"

enum {
    MOST_FONTS = 256, /* font dictionaries that FDSelect can name */
    CID_COUNT = 0x0C22
};

/* The parts of the table that is read. */
struct source {
    struct pp_cff_span table, top;
    struct pp_cff_index names, tops, strings, subrs, glyphs, fonts;
    const unsigned char *select; /* FDSelect; NULL: all glyphs belong to font 0 */
    size_t select_size;
};

/* What is written: offsets are from the start of the program. */
struct target {
    struct pp_str *out;
    size_t start;
    size_t charset, select, glyphs, fonts; /* offsets */
    size_t privates[MOST_FONTS], private_sizes[MOST_FONTS];
    size_t font_count;
};

static bool index_at(const struct source *source, long offset, struct pp_cff_index *out)
{
    return offset > 0 && pp_cff_read_index(source->table, (size_t)offset, out);
}

static bool read_fonts(struct source *source)
{
    struct pp_cff_entry entry;
    if (!pp_cff_find(source->top, PP_CFF_ROS, &entry))
        return true;
    if (!pp_cff_find(source->top, PP_CFF_FD_ARRAY, &entry) ||
        !index_at(source, entry.values[1], &source->fonts) || source->fonts.count == 0 ||
        source->fonts.count > MOST_FONTS)
        return false;
    if (!pp_cff_find(source->top, PP_CFF_FD_SELECT, &entry) || entry.values[1] <= 0 ||
        (size_t)entry.values[1] >= source->table.size)
        return false;
    source->select = source->table.data + entry.values[1];
    source->select_size = source->table.size - (size_t)entry.values[1];
    return true;
}

static bool read_source(const struct pp_str *cff, struct source *source)
{
    struct pp_cff_entry entry;
    size_t at;
    *source = (struct source){0};
    source->table =
        (struct pp_cff_span){.data = (const unsigned char *)cff->text, .size = cff->length};
    if (cff->length < 4)
        return false;
    at = source->table.data[2];
    struct pp_cff_index *const heads[] = {
        &source->names, &source->tops, &source->strings, &source->subrs};
    for (size_t i = 0; i < 4; i++) {
        if (!pp_cff_read_index(source->table, at, heads[i]))
            return false;
        at += heads[i]->whole.size;
    }
    return pp_cff_item(&source->tops, 0, &source->top) &&
           pp_cff_find(source->top, PP_CFF_CHAR_STRINGS, &entry) &&
           index_at(source, entry.values[1], &source->glyphs) && read_fonts(source);
}

/* The font dictionary of a glyph (FDSelect, formats 0 and 3). */
static bool font_of(const struct source *source, size_t glyph, size_t *font)
{
    const unsigned char *at = source->select;
    *font = 0;
    if (!at)
        return true;
    if (at[0] == 0) {
        if (source->select_size < 2 + glyph)
            return false;
        *font = at[1 + glyph];
        return *font < source->fonts.count;
    }
    if (at[0] != 3 || source->select_size < 5)
        return false;
    size_t count = (size_t)at[1] << 8 | at[2];
    if (source->select_size < 5 + 3 * count)
        return false;
    for (size_t i = 0; i < count; i++) {
        const unsigned char *range = at + 3 + 3 * i;
        if (((size_t)range[3] << 8 | range[4]) > glyph) {
            *font = range[2];
            return *font < source->fonts.count;
        }
    }
    return false;
}

static void put_bytes(struct pp_str *out, struct pp_cff_span span)
{
    pp_str_append_n(out, span.data, span.size);
}

static void put_number(struct pp_str *out, size_t value, int bytes)
{
    while (bytes-- > 0)
        pp_str_append_char(out, (char)(value >> 8 * bytes));
}

/* An integer of a DICT, always in five bytes, so that offsets may change and sizes not. */
static void put_integer(struct pp_str *out, size_t value)
{
    pp_str_append_char(out, 29);
    put_number(out, value, 4);
}

static void put_operator(struct pp_str *out, unsigned op)
{
    if (op > 0xFF)
        pp_str_append_char(out, (char)(op >> 8));
    pp_str_append_char(out, (char)op);
}

static void put_offset_entry(struct pp_str *out, size_t offset, unsigned op)
{
    put_integer(out, offset);
    put_operator(out, op);
}

/* The head of an INDEX of one item. */
static void put_single(struct pp_str *out, const struct pp_str *item)
{
    put_number(out, 1, 2);
    put_number(out, 4, 1);
    put_number(out, 1, 4);
    put_number(out, 1 + item->length, 4);
    pp_str_append_n(out, item->text, item->length);
}

static void put_top(const struct target *target, const struct source *source, size_t count)
{
    struct pp_cff_span rest = source->top;
    struct pp_cff_entry entry;
    struct pp_str top;
    /* "Adobe", "Identity" (the first strings that are not standard ones, 391 and 392), 0, ROS. It
     * must come first, and readers look for it in its usual, shortest form. */
    static const char registry[] = "\xF8\x1B\xF8\x1C\x8B\x0C\x1E";
    pp_str_init(&top);
    pp_str_append_n(&top, registry, sizeof registry - 1);
    /* Units per em; other entries name strings or say what PDF says elsewhere. */
    while (pp_cff_next(&rest, &entry))
        if (entry.op == PP_CFF_FONT_MATRIX)
            put_bytes(&top, entry.raw);
    put_offset_entry(&top, count, CID_COUNT);
    put_offset_entry(&top, target->charset, PP_CFF_CHARSET);
    put_offset_entry(&top, target->glyphs, PP_CFF_CHAR_STRINGS);
    put_offset_entry(&top, target->fonts, PP_CFF_FD_ARRAY);
    put_offset_entry(&top, target->select, PP_CFF_FD_SELECT);
    put_single(target->out, &top);
    pp_str_free(&top);
}

/* Everything before the parts that the top dictionary points to. */
static void put_head(const struct target *target, const struct source *source, size_t count)
{
    static const char strings[] = "\0\2\1\1\6\16AdobeIdentity";
    pp_str_append_n(target->out, "\1\0\4\4", 4);
    put_bytes(target->out, source->names.whole);
    put_top(target, source, count);
    pp_str_append_n(target->out, strings, sizeof strings - 1);
    put_bytes(target->out, source->subrs.whole);
}

static size_t here(const struct target *target)
{
    return target->out->length - target->start;
}

/* The CIDs of all glyphs but glyph 0 (format 0). */
static void put_charset(struct target *target, const uint16_t *codes, size_t count)
{
    target->charset = here(target);
    pp_str_append_char(target->out, 0);
    for (size_t i = 1; i < count; i++)
        put_number(target->out, codes[i], 2);
}

static bool put_select(
    struct target *target, const struct source *source, const uint32_t *glyphs, size_t count)
{
    target->select = here(target);
    pp_str_append_char(target->out, 0);
    for (size_t i = 0; i < count; i++) {
        size_t font;
        if (!font_of(source, glyphs[i], &font))
            return false;
        pp_str_append_char(target->out, (char)font);
    }
    return true;
}

static bool put_glyphs(
    struct target *target, const struct source *source, const uint32_t *glyphs, size_t count)
{
    struct pp_cff_span item;
    size_t offset = 1;
    target->glyphs = here(target);
    put_number(target->out, count, 2);
    put_number(target->out, 4, 1);
    put_number(target->out, offset, 4);
    for (size_t i = 0; i < count; i++) {
        if (!pp_cff_item(&source->glyphs, glyphs[i], &item))
            return false;
        offset += item.size;
        put_number(target->out, offset, 4);
    }
    for (size_t i = 0; i < count; i++)
        if (pp_cff_item(&source->glyphs, glyphs[i], &item))
            put_bytes(target->out, item);
    return true;
}

/* A private dictionary with its subroutines right behind it. */
static bool put_private(struct target *target, const struct source *source, struct pp_cff_span dict)
{
    struct pp_cff_entry entry, place;
    struct pp_cff_index subrs = {0};
    size_t font = target->font_count++, start = here(target);
    if (!pp_cff_find(dict, PP_CFF_PRIVATE, &place))
        return true;
    size_t size = (size_t)place.values[0], offset = (size_t)place.values[1];
    if (place.values[0] < 0 || place.values[1] < 0 || offset > source->table.size ||
        size > source->table.size - offset)
        return false;
    struct pp_cff_span rest = {.data = source->table.data + offset, .size = size};
    while (pp_cff_next(&rest, &entry)) {
        if (entry.op != PP_CFF_SUBRS)
            put_bytes(target->out, entry.raw);
        else if (!index_at(source, place.values[1] + entry.values[1], &subrs))
            return false;
    }
    if (subrs.count > 0)
        put_offset_entry(target->out, here(target) - start + 6, PP_CFF_SUBRS);
    target->privates[font] = start;
    target->private_sizes[font] = here(target) - start;
    if (subrs.count > 0)
        put_bytes(target->out, subrs.whole);
    return rest.size == 0;
}

static bool put_privates(struct target *target, const struct source *source)
{
    struct pp_cff_span dict;
    if (!source->select)
        return put_private(target, source, source->top);
    for (size_t i = 0; i < source->fonts.count; i++)
        if (!pp_cff_item(&source->fonts, i, &dict) || !put_private(target, source, dict))
            return false;
    return true;
}

static void put_font(
    const struct target *target, const struct source *source, size_t font, struct pp_str *dicts)
{
    struct pp_cff_span dict = {0};
    struct pp_cff_entry entry;
    if (source->select && pp_cff_item(&source->fonts, font, &dict))
        while (pp_cff_next(&dict, &entry))
            if (entry.op == PP_CFF_FONT_MATRIX)
                put_bytes(dicts, entry.raw);
    put_integer(dicts, target->private_sizes[font]);
    put_integer(dicts, target->privates[font]);
    put_operator(dicts, PP_CFF_PRIVATE);
}

static void put_fonts(struct target *target, const struct source *source)
{
    struct pp_str dicts;
    pp_str_init(&dicts);
    target->fonts = here(target);
    put_number(target->out, target->font_count, 2);
    put_number(target->out, 4, 1);
    put_number(target->out, 1, 4);
    for (size_t i = 0; i < target->font_count; i++) {
        put_font(target, source, i, &dicts);
        put_number(target->out, 1 + dicts.length, 4);
    }
    pp_str_append_n(target->out, dicts.text, dicts.length);
    pp_str_free(&dicts);
}

static bool put_all(
    struct target *target, const struct source *source, const uint32_t *glyphs,
    const uint16_t *codes, size_t count)
{
    target->font_count = 0;
    put_head(target, source, (size_t)codes[count - 1] + 1);
    put_charset(target, codes, count);
    if (!put_select(target, source, glyphs, count) || !put_glyphs(target, source, glyphs, count) ||
        !put_privates(target, source))
        return false;
    put_fonts(target, source);
    return true;
}

bool pp_pdf_cff_rebuild(
    const struct pp_str *cff, const uint32_t *glyphs, const uint16_t *codes, size_t count,
    struct pp_str *out)
{
    struct source source;
    if (count == 0 || count > UINT16_MAX || !read_source(cff, &source))
        return false;
    struct target *target = pp_xmalloc(sizeof *target);
    *target = (struct target){.out = out, .start = out->length};
    /* Sizes do not depend on offsets: the first pass finds them, the second writes them. */
    bool good = put_all(target, &source, glyphs, codes, count);
    if (good) {
        pp_str_truncate(out, target->start);
        good = put_all(target, &source, glyphs, codes, count);
    }
    free(target);
    return good;
}
