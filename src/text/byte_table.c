#include "byte_table.h"

#include <unicode/ucnv.h>

bool pp_byte_table(const char *encoding, uint32_t out[256])
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encoding, &status);
    if (U_FAILURE(status))
        return false;
    bool single = ucnv_getMaxCharSize(converter) == 1;
    for (unsigned byte = 0; single && byte < 256; byte++) {
        char text = (char)byte;
        const char *source = &text;
        status = U_ZERO_ERROR;
        UChar32 codepoint = ucnv_getNextUChar(converter, &source, &text + 1, &status);
        out[byte] = U_SUCCESS(status) && codepoint != 0xFFFD ? (uint32_t)codepoint : 0;
    }
    ucnv_close(converter);
    return single;
}
