/* The rows of a PNG file are what a PDF wants of an image: deflated, with PNG's filters (RFC 2083;
 * ISO 32000-1, 7.4.4.4). Most files can so be passed on whole. Web pages get the file, with what
 * its pixels need and nothing else. */
#include <stdint.h>
#include <string.h>

#include "output/pdf_deflate.h"
#include "output/pdf_images.h"
#include "output/pdf_profile.h"
#include "pactpress/limits.h"

enum {
    SIGNATURE = 8, /* [bytes] */
    FRAME = 12,    /* [bytes] of a chunk around its data: length, name, sum */
    HEADER = 13,   /* [bytes] of IHDR */
    GREY = 0,
    SURPLUS = 1 << 16, /* [bytes] of rows behind the last one that are passed over */
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

/* [bytes] of a pass: rows with the name of their filter; none where it has no pixels. */
static size_t pass_size(size_t width, size_t height, size_t bits)
{
    return width == 0 || height == 0 ? 0 : height * (1 + (width * bits + 7) / 8);
}

/* What the rows of an image have when they are unpacked (RFC 2083, 2.6 for the passes of
 * interlacing). */
static size_t rows_size(const unsigned char *header)
{
    static const unsigned char channels[] = {1, 0, 3, 1, 2, 0, 4};
    static const unsigned char passes[][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8},
                                              {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2},
                                              {0, 1, 1, 2}};
    size_t width = read32(header), height = read32(header + 4), size = 0;
    size_t bits = (size_t)header[8] * (header[9] <= 6 ? channels[header[9]] : 0);
    if (header[12] == 0)
        return pass_size(width, height, bits);
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
        size_t across = passes[i][2], down = passes[i][3];
        size += pass_size(
            (width + across - 1 - passes[i][0]) / across, (height + down - 1 - passes[i][1]) / down,
            bits);
    }
    return size;
}

/* Joins the rows of a file, deflated as they are, and says what they shall unpack to; false when it
 * does not begin as a PNG file must. */
static bool join_rows(struct pp_bytes file, struct pp_str *rows, size_t *wanted)
{
    struct chunk chunk;
    size_t at = SIGNATURE;
    if (!next_chunk(file, &at, &chunk) || !is_named(&chunk, "IHDR") || chunk.size != HEADER)
        return false;
    *wanted = rows_size(chunk.data);
    while (next_chunk(file, &at, &chunk) && !is_named(&chunk, "IEND"))
        if (is_named(&chunk, "IDAT"))
            pp_str_append_n(rows, chunk.data, chunk.size);
    return true;
}

bool pp_pdf_png_rows_fit(struct pp_bytes file, bool *exactly)
{
    struct pp_str rows;
    size_t wanted, taken = 0, found = SIZE_MAX;
    *exactly = false;
    pp_str_init(&rows);
    if (join_rows(file, &rows, &wanted)) {
        found = pp_pdf_inflated_size(rows.text, rows.length, wanted + SURPLUS, &taken);
        *exactly = found == wanted && taken == rows.length;
    }
    pp_str_free(&rows);
    return found != SIZE_MAX;
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

/* Chunks that tell how pixels look, and the sizes that they may have; 0 is any size. What else
 * there is may say where and by whom a picture was taken. */
static const struct needed {
    char name[5];
    size_t most; /* [bytes] */
} needed[] = {
    {"PLTE", 3 * PP_PNG_COLOURS},
    {"tRNS", PP_PNG_COLOURS},
    {"gAMA", 4},
    {"cHRM", 32},
    {"sRGB", 1},
    {"sBIT", 4},
    {"iCCP", 0}};

enum { NEEDED = sizeof needed / sizeof *needed, NAME = 4 };

static void put32(struct pp_str *out, size_t value)
{
    const unsigned char bytes[] = {
        (unsigned char)(value >> 24), (unsigned char)(value >> 16), (unsigned char)(value >> 8),
        (unsigned char)value};
    pp_str_append_n(out, bytes, sizeof bytes);
}

static void put_chunk(struct pp_str *out, const void *name, const void *data, size_t size)
{
    put32(out, size);
    pp_str_append_n(out, name, NAME);
    pp_str_append_n(out, data, size);
    put32(out, pp_pdf_sum(pp_pdf_sum(0, name, NAME), data, size));
}

/* Appends a colour profile, with nothing behind it; nothing when it is none for these pixels. */
static void unpack_profile(struct pp_str *out, const struct chunk *chunk, unsigned components)
{
    enum { LONGEST_NAME = 79, LARGEST = 1 << 20 };
    const unsigned char *end = memchr(chunk->data, '\0', chunk->size);
    size_t taken, before = out->length, name = end ? (size_t)(end - chunk->data) : 0;
    if (name == 0 || name > LONGEST_NAME || chunk->size < name + 2)
        return;
    pp_pdf_inflate(out, end + 2, chunk->size - name - 2, LARGEST, &taken);
    size_t size = pp_pdf_profile_size(out->text + before, out->length - before, components);
    pp_str_truncate(out, before + size);
}

/* A colour profile under no name (RFC 2083 wants one letter). */
static void put_profile(struct pp_str *out, const struct chunk *chunk, unsigned components)
{
    struct pp_str profile, data;
    pp_str_init(&profile);
    pp_str_init(&data);
    unpack_profile(&profile, chunk, components);
    if (profile.length > 0) {
        pp_str_append_n(&data, "p\0\0", 3);
        pp_pdf_deflate(&data, profile.text, profile.length, false);
        put_chunk(out, chunk->name, data.text, data.length);
    }
    pp_str_free(&profile);
    pp_str_free(&data);
}

/* Of a colour, as the head of the file says. */
static unsigned components_of(const struct chunk *header)
{
    unsigned kind = header->data[9];
    return kind == RGB || kind == PALETTE || kind > 4 ? 3 : 1;
}

unsigned pp_pdf_png_profile(struct pp_bytes file, struct pp_str *profile, struct pp_str *rest)
{
    struct chunk chunk;
    size_t at = SIGNATURE, from = 0;
    unsigned components = 0;
    while (next_chunk(file, &at, &chunk) && !is_named(&chunk, "IDAT")) {
        if (is_named(&chunk, "IHDR") && chunk.size == HEADER)
            components = components_of(&chunk);
        else if (is_named(&chunk, "iCCP") && components > 0 && profile->length == 0)
            unpack_profile(profile, &chunk, components);
    }
    if (profile->length == 0)
        return 0;
    for (at = SIGNATURE; next_chunk(file, &at, &chunk); from = at) {
        bool other =
            is_named(&chunk, "iCCP") || is_named(&chunk, "gAMA") || is_named(&chunk, "cHRM");
        if (!other)
            pp_str_append_n(rest, file.data + from, at - from);
    }
    pp_str_append_n(rest, file.data + from, file.size - from);
    return components;
}

/* Each chunk once: the second of its kind means nothing, so it may hold anything. */
static void put_needed(struct pp_bytes file, struct pp_str *out)
{
    struct chunk chunk;
    size_t at = SIGNATURE;
    bool seen[NEEDED] = {false};
    unsigned components = 3;
    while (next_chunk(file, &at, &chunk) && !is_named(&chunk, "IDAT")) {
        if (is_named(&chunk, "IHDR") && out->length == SIGNATURE) {
            components = components_of(&chunk);
            put_chunk(out, chunk.name, chunk.data, chunk.size);
        }
        for (size_t i = 0; i < NEEDED; i++) {
            if (!is_named(&chunk, needed[i].name) || seen[i])
                continue;
            seen[i] = true;
            if (needed[i].most == 0)
                put_profile(out, &chunk, components);
            else if (chunk.size <= needed[i].most)
                put_chunk(out, chunk.name, chunk.data, chunk.size);
        }
    }
}

/* The rows as they are where they have what the head says, else deflated anew without the rest. */
static bool put_rows(struct pp_bytes file, struct pp_str *out)
{
    struct pp_str packed, rows;
    size_t wanted, taken, found = SIZE_MAX;
    pp_str_init(&packed);
    pp_str_init(&rows);
    if (join_rows(file, &packed, &wanted))
        found = pp_pdf_inflate(&rows, packed.text, packed.length, wanted + SURPLUS, &taken);
    bool good = found != SIZE_MAX && found >= wanted && wanted > 0;
    if (good && (found > wanted || taken < packed.length)) {
        pp_str_clear(&packed);
        pp_pdf_deflate(&packed, rows.text, wanted, false);
    }
    if (good)
        put_chunk(out, "IDAT", packed.text, packed.length);
    pp_str_free(&packed);
    pp_str_free(&rows);
    return good;
}

const char *pp_pdf_png_clean(struct pp_bytes file, struct pp_str *out)
{
    static const char damaged[] = "it is damaged or cut off";
    struct chunk chunk;
    size_t at = SIGNATURE;
    if (!next_chunk(file, &at, &chunk) || !is_named(&chunk, "IHDR") || chunk.size != HEADER)
        return damaged;
    size_t width = read32(chunk.data), height = read32(chunk.data + 4);
    if (width > PP_LIMIT_IMAGE_SIDE || height > PP_LIMIT_IMAGE_SIDE ||
        width * height > PP_LIMIT_IMAGE_PIXELS)
        return "it has more pixels than Pactpress takes (20,000 a side, 50 million in all); make "
               "it smaller";
    while (next_chunk(file, &at, &chunk) && !is_named(&chunk, "IEND"))
        continue;
    if (!is_named(&chunk, "IEND"))
        return damaged;
    pp_str_append_n(out, file.data, SIGNATURE);
    put_needed(file, out);
    if (!put_rows(file, out))
        return damaged;
    put_chunk(out, "IEND", NULL, 0);
    return NULL;
}
