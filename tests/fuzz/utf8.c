/* Any bytes: decoding agrees with validating, and what is decoded encodes back to the same bytes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    size_t at = 0, characters = 0;
    while (at < size) {
        unsigned codepoint;
        char again[4];
        size_t taken = pp_utf8_decode(text + at, size - at, &codepoint);
        if (taken == 0)
            break;
        if (pp_utf8_encode(codepoint, again) != taken || memcmp(again, text + at, taken) != 0)
            abort();
        at += taken;
        characters++;
    }
    if (pp_utf8_valid(text, size) != at || pp_utf8_count(text, at) != characters)
        abort();
    return 0;
}
