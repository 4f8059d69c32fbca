#include "utf16.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/utf8.h"

enum { REPLACEMENT = 0xFFFD };

size_t pp_utf16_put(uint32_t codepoint, uint16_t out[2])
{
    if (codepoint < 0x10000) {
        out[0] = (uint16_t)codepoint;
        return 1;
    }
    out[0] = (uint16_t)(0xD800 + ((codepoint - 0x10000) >> 10));
    out[1] = (uint16_t)(0xDC00 + ((codepoint - 0x10000) & 0x3FF));
    return 2;
}

uint16_t *pp_utf16_from(struct pp_arena *arena, const char *text, size_t *count)
{
    size_t length = strlen(text), used = 0;
    /* No character takes more units than bytes. */
    uint16_t *units = pp_arena_array(arena, length + 1, sizeof *units);
    for (size_t at = 0; at < length;) {
        unsigned codepoint = REPLACEMENT;
        size_t size = pp_utf8_decode(text + at, length - at, &codepoint);
        used += pp_utf16_put(codepoint, units + used);
        at += size > 0 ? size : 1;
    }
    *count = used;
    return units;
}

uint32_t pp_utf16_char(const uint16_t *units, size_t count, size_t at, size_t *next)
{
    uint32_t first = units[at];
    *next = at + 1;
    if ((first & 0xF800) != 0xD800)
        return first;
    if ((first & 0x0400) == 0 && at + 1 < count && (units[at + 1] & 0xFC00) == 0xDC00) {
        *next = at + 2;
        return 0x10000 + ((first & 0x3FF) << 10) + (units[at + 1] & 0x3FFu);
    }
    return REPLACEMENT;
}

char *pp_utf16_to(struct pp_arena *arena, const uint16_t *units, size_t count)
{
    /* A unit takes at most three bytes, a pair four. */
    char *text = pp_arena_array(arena, count * 3 + 1, 1);
    size_t length = 0;
    for (size_t at = 0; at < count;)
        length += pp_utf8_encode(pp_utf16_char(units, count, at, &at), text + length);
    text[length] = '\0';
    return text;
}
