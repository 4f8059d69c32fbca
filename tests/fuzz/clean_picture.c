/* Any bytes as a picture for a page: cleaned to one that is clean, or refused. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "output/html_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_bytes file = {.data = data, .size = size};
    const char *type, *again_type;
    struct pp_str out, again;
    pp_str_init(&out);
    pp_str_init(&again);
    if (!html_picture_clean(file, &out, &type)) {
        struct pp_bytes clean = {.data = (unsigned char *)out.text, .size = out.length};
        if (html_picture_clean(clean, &again, &again_type) || strcmp(type, again_type) != 0 ||
            again.length != out.length || memcmp(again.text, out.text, out.length) != 0)
            abort();
    }
    pp_str_free(&out);
    pp_str_free(&again);
    return 0;
}
