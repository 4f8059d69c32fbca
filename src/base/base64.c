#include "pactpress/base64.h"

#include "pactpress/str.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void pp_base64(const void *bytes, size_t size, size_t width, struct pp_str *out)
{
    const unsigned char *at = bytes;
    size_t column = 0;
    for (size_t i = 0; i < size; i += 3) {
        size_t left = size - i;
        unsigned long three = (unsigned long)at[i] << 16;
        three |= left > 1 ? (unsigned long)at[i + 1] << 8 : 0;
        three |= left > 2 ? at[i + 2] : 0;
        char four[4] = {
            letters[three >> 18], letters[three >> 12 & 63],
            left > 1 ? letters[three >> 6 & 63] : '=', left > 2 ? letters[three & 63] : '='};
        if (width > 0 && column + 4 > width) {
            pp_str_append(out, "\r\n");
            column = 0;
        }
        pp_str_append_n(out, four, 4);
        column += 4;
    }
}
