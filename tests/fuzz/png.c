/* Any bytes as a PNG: decoded to as many rows as it says, or refused. */
#include <stdint.h>
#include <stdlib.h>

#include "output/pdf_deflate.h"
#include "output/pdf_images.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is passed on deflated are the rows, and nothing else. */
static bool fits(const struct pp_str *rows, const struct pp_pdf_png *info)
{
    size_t wanted =
        info->height * (1 + ((size_t)info->width * info->components * info->bits + 7) / 8);
    size_t taken = 0, found = pp_pdf_inflated_size(rows->text, rows->length, wanted, &taken);
    return found == wanted && taken == rows->length;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_bytes file = {.data = data, .size = size};
    struct pp_pdf_png info = {0};
    struct pp_str pixels, alpha, profile, rest;
    pp_str_init(&pixels);
    pp_str_init(&alpha);
    pp_str_init(&profile);
    pp_str_init(&rest);
    unsigned components = pp_pdf_png_profile(file, &profile, &rest);
    if (components > 3 || (components > 0) != (profile.length > 0) || rest.length > size)
        abort();
    if (components > 0)
        file = (struct pp_bytes){(const unsigned char *)rest.text, rest.length};
    if (!pp_pdf_png_decode(file, &pixels, &alpha, &info)) {
        size_t row = (size_t)info.width * info.components + 1;
        if (info.packed ? info.alpha || !fits(&pixels, &info) : pixels.length != row * info.height)
            abort();
        if (alpha.length != (info.alpha ? ((size_t)info.width + 1) * info.height : 0))
            abort();
    }
    pp_str_free(&pixels);
    pp_str_free(&alpha);
    pp_str_free(&profile);
    pp_str_free(&rest);
    return 0;
}
