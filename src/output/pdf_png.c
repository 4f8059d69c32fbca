/* PNG files, decoded by libpng's simplified interface: it keeps its own errors inside, and turns
 * palettes, 16 bits, interlacing and gamma into plain sRGB. */
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "output/pdf_images.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"

static const char damaged[] = "it is damaged or cut off";

/* The predictor of PNG's filter 4 (RFC 2083, 6.6). */
static int paeth(int left, int above, int corner)
{
    int guess = left + above - corner;
    int by_left = abs(guess - left), by_above = abs(guess - above), by_corner = abs(guess - corner);
    if (by_left <= by_above && by_left <= by_corner)
        return left;
    return by_above <= by_corner ? above : corner;
}

/* Fills `out` with a row less what the filter guesses from its neighbours. */
static void filter_row(
    int filter, const unsigned char *row, const unsigned char *before, size_t length, size_t pixel,
    unsigned char *out)
{
    for (size_t i = 0; i < length; i++) {
        int left = i >= pixel ? row[i - pixel] : 0, above = before[i];
        int guess = 0;
        if (filter == 1)
            guess = left;
        else if (filter == 2)
            guess = above;
        else if (filter == 3)
            guess = (left + above) / 2;
        else if (filter == 4)
            guess = paeth(left, above, i >= pixel ? before[i - pixel] : 0);
        out[i] = (unsigned char)(row[i] - guess);
    }
}

static uint64_t cost_of(const unsigned char *row, size_t length)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < length; i++)
        sum += (uint64_t)abs((signed char)row[i]);
    return sum;
}

/* Appends a row with the filter whose differences are smallest, as PNG's authors advise. */
static void put_row(
    struct pp_str *out, const unsigned char *row, const unsigned char *before, size_t length,
    size_t pixel, unsigned char *room)
{
    uint64_t least = UINT64_MAX;
    unsigned char *best = room + length, *tried = room;
    int chosen = 0;
    for (int filter = 0; filter < 5; filter++) {
        filter_row(filter, row, before, length, pixel, tried);
        uint64_t cost = cost_of(tried, length);
        if (cost >= least)
            continue;
        unsigned char *other = best;
        least = cost;
        chosen = filter;
        best = tried;
        tried = other;
    }
    pp_str_append_char(out, (char)chosen);
    pp_str_append_n(out, best, length);
}

/* Parts colours from alpha, row by row. */
static void split(
    const unsigned char *image, const struct pp_pdf_png *info, struct pp_str *pixels,
    struct pp_str *alpha)
{
    size_t channels = info->components + info->alpha, width = info->width;
    size_t length = width * info->components;
    struct pp_arena *arena = pp_arena_new();
    unsigned char *colours[] = {pp_arena_alloc(arena, length), pp_arena_alloc(arena, length)};
    unsigned char *masks[] = {pp_arena_alloc(arena, width), pp_arena_alloc(arena, width)};
    unsigned char *room = pp_arena_alloc(arena, 2 * length);
    /* The row before the first is all zeros. */
    for (size_t y = 0; y < info->height; y++) {
        const unsigned char *source = image + y * width * channels;
        unsigned char *colour = colours[y % 2], *mask = masks[y % 2];
        for (size_t x = 0; x < width; x++, source += channels) {
            memcpy(colour + x * info->components, source, info->components);
            if (info->alpha)
                mask[x] = source[info->components];
        }
        put_row(pixels, colour, colours[(y + 1) % 2], length, info->components, room);
        if (info->alpha)
            put_row(alpha, mask, masks[(y + 1) % 2], width, 1, room);
    }
    pp_arena_free(arena);
}

static bool is_opaque(const unsigned char *image, const struct pp_pdf_png *info)
{
    size_t channels = info->components + 1, count = (size_t)info->width * info->height;
    for (size_t i = 0; i < count; i++)
        if (image[i * channels + info->components] != 0xFF)
            return false;
    return true;
}

/* Takes the alpha that says nothing out of pixels, in place. */
static void drop_alpha(unsigned char *image, struct pp_pdf_png *info)
{
    size_t channels = info->components + 1, count = (size_t)info->width * info->height;
    for (size_t i = 0; i < count; i++)
        memmove(image + i * info->components, image + i * channels, info->components);
    info->alpha = false;
}

static const char *check_size(const png_image *image)
{
    if (image->width == 0 || image->height == 0)
        return damaged;
    if (image->width > PP_LIMIT_IMAGE_SIDE || image->height > PP_LIMIT_IMAGE_SIDE)
        return "it has more pixels on a side than Pactpress takes (20,000); make it smaller";
    if ((uint64_t)image->width * image->height > PP_LIMIT_IMAGE_PIXELS)
        return "it has more pixels than Pactpress takes (50 million); make it smaller";
    return NULL;
}

const char *pp_pdf_png_decode(
    struct pp_bytes file, struct pp_str *pixels, struct pp_str *alpha, struct pp_pdf_png *info)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, file.data, file.size))
        return damaged;
    const char *failure = check_size(&image);
    if (failure) {
        png_image_free(&image);
        return failure;
    }
    bool exactly;
    if (!pp_pdf_png_rows_fit(file, &exactly)) {
        png_image_free(&image);
        return damaged;
    }
    *info = (struct pp_pdf_png){.bits = 8};
    info->width = image.width;
    info->height = image.height;
    info->components = image.format & PNG_FORMAT_FLAG_COLOR ? 3 : 1;
    info->alpha = image.format & PNG_FORMAT_FLAG_ALPHA;
    image.format = (info->components == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY) |
                   (info->alpha ? PNG_FORMAT_FLAG_ALPHA : 0u);
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    unsigned char *buffer = pp_xmalloc(PNG_IMAGE_SIZE(image));
    if (!png_image_finish_read(&image, NULL, buffer, 0, NULL)) {
        free(buffer);
        return damaged;
    }
    /* Decoding has shown that the file is sound. */
    if (info->alpha || !exactly || !pp_pdf_png_take_rows(file, pixels, info)) {
        if (info->alpha && is_opaque(buffer, info))
            drop_alpha(buffer, info);
        split(buffer, info, pixels, alpha);
    }
    free(buffer);
    return NULL;
}
