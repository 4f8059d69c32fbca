#include "pactpress/web.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Whether a hyphen or dot may stand here: a label neither begins nor ends with a hyphen. */
static bool joins(const char *text, size_t at)
{
    if (text[at] == '-')
        return at > 0 && text[at - 1] != '.';
    return text[at] == '.' && at > 0 && is_letter((unsigned char)text[at - 1]);
}

/* The length of the host at the start of a text; 0: there is none. */
static size_t host_length(const char *text)
{
    size_t length = 0;
    while (is_letter((unsigned char)text[length]) || joins(text, length))
        length++;
    return length > 0 && text[length - 1] != '-' ? length : 0;
}

/* "%2F" (RFC 3986, 2.1) */
static bool is_escape(const char *text)
{
    return strspn(text + 1, "0123456789ABCDEFabcdef") >= 2;
}

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text <= ' ' || *text == 0x7F || strchr("\"<>\\^`{|}", *text) ||
            (*text == '%' && !is_escape(text)))
            return false;
    return true;
}

/* Host, port, and what comes behind. */
static bool is_place(const char *text)
{
    size_t length = host_length(text);
    if (length == 0)
        return false;
    text += length;
    if (*text == ':') {
        size_t digits = strspn(text + 1, "0123456789");
        if (digits == 0 || digits > 5 || strtoul(text + 1, NULL, 10) > 65535)
            return false;
        text += 1 + digits;
    }
    return (*text == '\0' || strchr("/?#", *text)) && is_plain(text);
}

bool pp_is_url(const char *text)
{
    if (strncasecmp(text, "https://", 8) == 0)
        return is_place(text + 8);
    return strncasecmp(text, "http://", 7) == 0 && is_place(text + 7);
}

bool pp_is_web(const char *text)
{
    return pp_is_url(text) || (!strstr(text, "://") && strchr(text, '.') && is_place(text));
}

bool pp_is_mail(const char *text)
{
    const char *at = strchr(text, '@');
    if (!at || at == text || !is_plain(text) || strpbrk(text, "?&,;:()[]%"))
        return false;
    size_t length = host_length(at + 1);
    return length > 0 && at[1 + length] == '\0';
}
