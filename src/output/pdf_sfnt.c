#include "output/pdf_sfnt.h"

#include <string.h>

enum {
    HEADER = 12,     /* [bytes] of a font file */
    RECORD = 16,     /* [bytes] of an entry of its directory */
    GLYPH_HEAD = 12, /* [bytes] contours, box, length of instructions */
    ADJUSTMENT = 8,  /* offset in "head" of the checksum of the file */
    LOCA_FORMAT = 50 /* offset in "head" of the width of "loca" */
};

static const uint32_t file_checksum = 0xB1B0AFBA;

struct table {
    unsigned char *record, *data;
    size_t size;
};

static uint32_t read32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void write32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (24 - 8 * i));
}

/* The sum of big-endian words, the last one filled up with zeros. */
static uint32_t checksum(const unsigned char *data, size_t size)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += (uint32_t)data[i] << (24 - 8 * (i % 4));
    return sum;
}

static bool find_table(const struct pp_str *font, const char *tag, struct table *out)
{
    unsigned char *data = (unsigned char *)font->text;
    if (font->length < HEADER)
        return false;
    size_t count = (size_t)data[4] << 8 | data[5];
    for (size_t i = 0; i < count && HEADER + (i + 1) * RECORD <= font->length; i++) {
        unsigned char *record = data + HEADER + i * RECORD;
        size_t offset = read32(record + 8), size = read32(record + 12);
        if (memcmp(record, tag, 4) != 0)
            continue;
        if (offset > font->length || size > font->length - offset)
            return false;
        *out = (struct table){.record = record, .data = data + offset, .size = size};
        return true;
    }
    return false;
}

static bool find_glyph(
    const struct table *head, const struct table *loca, uint32_t glyph, size_t *start, size_t *end)
{
    bool wide = head->data[LOCA_FORMAT + 1];
    size_t width = wide ? 4 : 2;
    if (((size_t)glyph + 2) * width > loca->size)
        return false;
    const unsigned char *at = loca->data + glyph * width;
    *start = wide ? read32(at) : 2 * ((size_t)at[0] << 8 | at[1]);
    *end = wide ? read32(at + 4) : 2 * ((size_t)at[2] << 8 | at[3]);
    return true;
}

bool pp_pdf_sfnt_blank(struct pp_str *font, uint32_t glyph)
{
    struct table head, loca, glyf;
    size_t start, end;
    if (!find_table(font, "head", &head) || !find_table(font, "loca", &loca) ||
        !find_table(font, "glyf", &glyf) || head.size < LOCA_FORMAT + 2 ||
        !find_glyph(&head, &loca, glyph, &start, &end))
        return false;
    if (start == end)
        return true;
    if (start > end || end > glyf.size || end - start < GLYPH_HEAD)
        return false;
    /* No contours, an empty box, no instructions: what comes after is not read. */
    memset(glyf.data + start, 0, GLYPH_HEAD);
    write32(glyf.record + 4, checksum(glyf.data, glyf.size));
    write32(head.data + ADJUSTMENT, 0);
    write32(
        head.data + ADJUSTMENT,
        file_checksum - checksum((const unsigned char *)font->text, font->length));
    return true;
}
