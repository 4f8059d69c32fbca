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

static unsigned char filtered(
    int filter, const unsigned char *row, const unsigned char *before, size_t at, size_t pixel)
{
    int left = at >= pixel ? row[at - pixel] : 0;
    int above = before ? before[at] : 0;
    int corner = before && at >= pixel ? before[at - pixel] : 0;
    const int guesses[] = {0, left, above, (left + above) / 2, paeth(left, above, corner)};
    return (unsigned char)(row[at] - guesses[filter]);
}

/* Appends a row with the filter whose differences are smallest, as PNG's authors advise. */
static void put_row(
    struct pp_str *out, const unsigned char *row, const unsigned char *before, size_t length,
    size_t pixel)
{
    uint64_t least = UINT64_MAX;
    int best = 0;
    for (int filter = 0; filter < 5; filter++) {
        uint64_t sum = 0;
        for (size_t i = 0; i < length && sum < least; i++)
            sum += (uint64_t)abs((signed char)filtered(filter, row, before, i, pixel));
        if (sum < least) {
            least = sum;
            best = filter;
        }
    }
    pp_str_append_char(out, (char)best);
    for (size_t i = 0; i < length; i++)
        pp_str_append_char(out, (char)filtered(best, row, before, i, pixel));
}

/* Parts colours from alpha, row by row. */
static void split(
    const unsigned char *image, const struct pp_pdf_png *info, struct pp_str *pixels,
    struct pp_str *alpha)
{
    size_t channels = info->components + info->alpha, width = info->width;
    unsigned char *rows = pp_xmalloc(2 * width * (info->components + 1));
    unsigned char *colours[] = {rows, rows + width * info->components};
    unsigned char *masks[] = {
        rows + 2 * width * info->components, rows + 2 * width * info->components + width};
    for (size_t y = 0; y < info->height; y++) {
        const unsigned char *source = image + y * width * channels;
        unsigned char *colour = colours[y % 2], *mask = masks[y % 2];
        for (size_t x = 0; x < width; x++, source += channels) {
            memcpy(colour + x * info->components, source, info->components);
            if (info->alpha)
                mask[x] = source[info->components];
        }
        put_row(
            pixels, colour, y > 0 ? colours[(y + 1) % 2] : NULL, width * info->components,
            info->components);
        if (info->alpha)
            put_row(alpha, mask, y > 0 ? masks[(y + 1) % 2] : NULL, width, 1);
    }
    free(rows);
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
    if (info->alpha && is_opaque(buffer, info))
        drop_alpha(buffer, info);
    split(buffer, info, pixels, alpha);
    free(buffer);
    return NULL;
}
