/* Any bytes as a JPEG: stripped to a JPEG that strips to itself, or refused. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "output/pdf_images.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_bytes file = {.data = data, .size = size};
    struct pp_pdf_jpeg info, again_info;
    struct pp_str out, again, profile;
    pp_str_init(&out);
    pp_str_init(&again);
    pp_str_init(&profile);
    if (!pp_pdf_jpeg_strip(file, &out, &profile, &info)) {
        struct pp_bytes stripped = {.data = (unsigned char *)out.text, .size = out.length};
        if (info.orientation < 1 || info.orientation > 8 || info.width == 0 || info.height == 0)
            abort();
        if (pp_pdf_jpeg_strip(stripped, &again, &profile, &again_info) ||
            again.length != out.length || memcmp(again.text, out.text, out.length) != 0)
            abort();
    }
    pp_str_free(&out);
    pp_str_free(&again);
    pp_str_free(&profile);
    return 0;
}
