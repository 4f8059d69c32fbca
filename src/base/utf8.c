#include "pactpress/utf8.h"

#include <string.h>

/* Length by the first byte and the smallest code point that needs it; 0 for a byte that starts
 * nothing. */
static size_t sequence_length(unsigned char first, unsigned *least)
{
    if (first < 0x80)
        return *least = 0, 1;
    if (first >= 0xC2 && first <= 0xDF)
        return *least = 0x80, 2;
    if (first >= 0xE0 && first <= 0xEF)
        return *least = 0x800, 3;
    if (first >= 0xF0 && first <= 0xF4)
        return *least = 0x10000, 4;
    return 0;
}

size_t pp_utf8_decode(const char *text, size_t length, unsigned *codepoint)
{
    static const unsigned char masks[5] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    if (length == 0)
        return 0;
    unsigned least = 0;
    unsigned char first = (unsigned char)text[0];
    size_t size = sequence_length(first, &least);
    if (size == 0 || size > length)
        return 0;
    unsigned value = first & masks[size];
    for (size_t i = 1; i < size; i++) {
        unsigned char next = (unsigned char)text[i];
        if ((next & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (next & 0x3Fu);
    }
    if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *codepoint = value;
    return size;
}

size_t pp_utf8_encode(unsigned codepoint, char out[4])
{
    /* What no byte sequence can stand for becomes the replacement character. */
    if (codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint <= 0xDFFF))
        codepoint = 0xFFFD;
    if (codepoint < 0x80) {
        out[0] = (char)codepoint;
        return 1;
    }
    static const unsigned char leads[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t size = codepoint < 0x800 ? 2 : codepoint < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (codepoint & 0x3F));
        codepoint >>= 6;
    }
    out[0] = (char)(leads[size] | codepoint);
    return size;
}

size_t pp_utf8_valid(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        unsigned codepoint;
        size_t size = pp_utf8_decode(text + at, length - at, &codepoint);
        if (size == 0)
            break;
        at += size;
    }
    return at;
}

size_t pp_utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

bool pp_utf8_is_override(unsigned codepoint)
{
    return codepoint >= 0x202A && codepoint <= 0x202E;
}

bool pp_utf8_overrides(const char *text)
{
    for (const char *at = text; (at = strstr(at, "\xE2\x80")) != NULL; at += 2)
        if (pp_utf8_is_override(0x2000u | ((unsigned char)at[2] & 0x3Fu)))
            return true;
    return false;
}
