/* The rows of a PNG file are what a PDF wants of an image: deflated, with PNG's filters (RFC 2083;
 * ISO 32000-1, 7.4.4.4). Most files can so be passed on whole. */
#include <string.h>

#include "output/pdf_images.h"

enum {
    SIGNATURE = 8, /* [bytes] */
    FRAME = 12,    /* [bytes] of a chunk around its data: length, name, sum */
    HEADER = 13,   /* [bytes] of IHDR */
    GREY = 0,
    RGB = 2,
    PALETTE = 3, /* colour types */
    GAMMA_LOW = 43182,
    GAMMA_HIGH = 47728 /* [1/100000] as good as sRGB's 45455 */
};

struct chunk {
    const unsigned char *name, *data;
    size_t size; /* [bytes] */
};

static size_t read32(const unsigned char *at)
{
    return (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
}

static bool next_chunk(struct pp_bytes file, size_t *at, struct chunk *out)
{
    if (*at > file.size || file.size - *at < FRAME)
        return false;
    const unsigned char *start = file.data + *at;
    *out = (struct chunk){.name = start + 4, .data = start + 8, .size = read32(start)};
    if (out->size > file.size - *at - FRAME)
        return false;
    *at += FRAME + out->size;
    return true;
}

static bool is_named(const struct chunk *chunk, const char *name)
{
    return memcmp(chunk->name, name, 4) == 0;
}

static bool read_header(const struct chunk *chunk, struct pp_pdf_png *info, unsigned *kind)
{
    if (!is_named(chunk, "IHDR") || chunk->size != HEADER || chunk->data[8] > 8 ||
        chunk->data[12] != 0)
        return false;
    info->bits = chunk->data[8];
    *kind = chunk->data[9];
    info->components = *kind == RGB ? 3 : 1;
    return *kind == GREY || *kind == RGB || *kind == PALETTE;
}

static bool read_palette(const struct chunk *chunk, struct pp_pdf_png *info)
{
    if (chunk->size == 0 || chunk->size % 3 != 0 || chunk->size > sizeof info->palette)
        return false;
    memcpy(info->palette, chunk->data, chunk->size);
    info->colours = (unsigned)(chunk->size / 3);
    return true;
}

/* What a chunk means for rows that shall be passed on; false when they cannot be. */
static bool read_chunk(
    const struct chunk *chunk, unsigned kind, struct pp_str *rows, struct pp_pdf_png *info)
{
    if (is_named(chunk, "IDAT"))
        pp_str_append_n(rows, chunk->data, chunk->size);
    else if (is_named(chunk, "PLTE") && kind == PALETTE)
        return read_palette(chunk, info);
    else if (is_named(chunk, "tRNS"))
        return false;
    else if (is_named(chunk, "gAMA") && chunk->size == 4)
        return read32(chunk->data) >= GAMMA_LOW && read32(chunk->data) <= GAMMA_HIGH;
    return true;
}

bool pp_pdf_png_take_rows(struct pp_bytes file, struct pp_str *rows, struct pp_pdf_png *info)
{
    struct pp_pdf_png found = *info;
    struct chunk chunk;
    unsigned kind;
    size_t at = SIGNATURE, before = rows->length;
    found.colours = 0;
    if (!next_chunk(file, &at, &chunk) || !read_header(&chunk, &found, &kind))
        return false;
    bool good = true;
    while (good && next_chunk(file, &at, &chunk) && !is_named(&chunk, "IEND"))
        good = read_chunk(&chunk, kind, rows, &found);
    if (!good || rows->length == before || (kind == PALETTE) != (found.colours > 0)) {
        pp_str_truncate(rows, before);
        return false;
    }
    found.packed = true;
    *info = found;
    return true;
}
