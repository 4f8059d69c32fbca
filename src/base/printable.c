/* Text from files on its way to a terminal or a log: nothing in it may act as a command there. */
#include "base/diag_list.h"

#include <string.h>

#include "pactpress/utf8.h"

void pp_append_json_string(struct pp_str *str, const char *text)
{
    size_t length = strlen(text);
    pp_str_append_char(str, '"');
    for (size_t at = 0; at < length;) {
        unsigned codepoint = 0;
        size_t size = pp_utf8_decode(text + at, length - at, &codepoint);
        if (size == 0)
            pp_str_append(str, "\xEF\xBF\xBD");
        else if (codepoint == '"' || codepoint == '\\')
            pp_str_printf(str, "\\%c", (char)codepoint);
        else if (codepoint < 0x20 || codepoint == 0x7F)
            pp_str_printf(str, "\\u%04x", codepoint);
        else
            pp_str_append_n(str, text + at, size);
        at += size > 0 ? size : 1;
    }
    pp_str_append_char(str, '"');
}

/* Controls, and the marks that turn the direction of the text around them. */
static bool steers_terminal(unsigned codepoint)
{
    return codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0) ||
           (codepoint >= 0x202A && codepoint <= 0x202E) ||
           (codepoint >= 0x2066 && codepoint <= 0x2069);
}

void pp_append_printable(struct pp_str *str, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        unsigned codepoint = 0;
        size_t size = pp_utf8_decode(text + at, length - at, &codepoint);
        bool kept = size > 0 && (codepoint == '\t' || !steers_terminal(codepoint));
        if (kept)
            pp_str_append_n(str, text + at, size);
        else if (codepoint == '\n')
            pp_str_append_char(str, ' ');
        else
            pp_str_append(str, "\xEF\xBF\xBD");
        at += size > 0 ? size : 1;
    }
}
