/* What the first bytes of a text file say about the others. */
#include <string.h>

#include "pactpress/str.h"
#include "pactpress/utf8.h"

static unsigned unit_at(const unsigned char *bytes, bool little)
{
    return little ? (unsigned)bytes[1] << 8 | bytes[0] : (unsigned)bytes[0] << 8 | bytes[1];
}

/* Lone surrogates and half a unit at the end become a byte that is no UTF-8. */
static void append_utf16(struct pp_str *out, const unsigned char *bytes, size_t size, bool little)
{
    size_t at = 0;
    while (at + 1 < size) {
        unsigned c = unit_at(bytes + at, little);
        at += 2;
        unsigned low = at + 1 < size ? unit_at(bytes + at, little) : 0;
        if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            at += 2;
        }
        if (c >= 0xD800 && c < 0xE000)
            pp_str_append_char(out, (char)0xFF);
        else
            pp_str_append_utf8(out, c);
    }
    if (at < size)
        pp_str_append_char(out, (char)0xFF);
}

bool pp_utf8_from_file(struct pp_str *out, const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    bool little = size >= 2 && b[0] == 0xFF && b[1] == 0xFE;
    bool big = size >= 2 && b[0] == 0xFE && b[1] == 0xFF;
    size_t mark = size >= 3 && memcmp(b, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (little || big)
        append_utf16(out, b + 2, size - 2, little);
    else if (size > mark)
        pp_str_append_n(out, b + mark, size - mark);
    return little || big;
}
