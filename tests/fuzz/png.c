/* Any bytes as a PNG: decoded to as many rows as it says, or refused. */
#include <stdint.h>
#include <stdlib.h>

#include "output/pdf_images.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_bytes file = {.data = data, .size = size};
    struct pp_pdf_png info = {0};
    struct pp_str pixels, alpha;
    pp_str_init(&pixels);
    pp_str_init(&alpha);
    if (!pp_pdf_png_decode(file, &pixels, &alpha, &info)) {
        size_t row = (size_t)info.width * info.components + 1;
        if (info.packed ? pixels.length == 0 || info.alpha : pixels.length != row * info.height)
            abort();
        if (alpha.length != (info.alpha ? ((size_t)info.width + 1) * info.height : 0))
            abort();
    }
    pp_str_free(&pixels);
    pp_str_free(&alpha);
    return 0;
}
