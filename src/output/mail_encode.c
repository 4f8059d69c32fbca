/* How text stands in a message: encoded words and quoted-printable. */
#include <string.h>

#include "pactpress/base64.h"
#include "pactpress/mail.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

enum {
    LINE = 76,
    WORD = 39 /* [bytes] of text in an encoded word: 64 letters in all, after a name */
};

static bool is_plain(const char *text)
{
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || (unsigned char)*c > '~')
            return false;
    return !strstr(text, "=?");
}

/* As many bytes as fit in a word without tearing a character. */
static size_t word_length(const char *text)
{
    size_t length = 0, left = strlen(text);
    unsigned codepoint;
    while (left > 0) {
        size_t next = pp_utf8_decode(text + length, left, &codepoint);
        next = next == 0 ? 1 : next;
        if (length + next > WORD)
            break;
        length += next;
        left -= next;
    }
    return length;
}

static void put_encoded(struct pp_str *out, const char *text)
{
    for (bool first = true; *text; first = false) {
        size_t length = word_length(text);
        pp_str_append(out, first ? "=?utf-8?B?" : "\r\n =?utf-8?B?");
        pp_base64(text, length, 0, out);
        pp_str_append(out, "?=");
        text += length;
    }
}

/* Broken before a space where a line grows long; a word longer than that stays whole. */
static void put_folded(struct pp_str *out, const char *text, size_t column)
{
    while (*text) {
        size_t word = strcspn(text + 1, " ") + 1;
        if (*text == ' ' && column + word > LINE) {
            pp_str_append(out, "\r\n");
            column = 0;
        }
        pp_str_append_n(out, text, word);
        column += word;
        text += word;
    }
}

void pp_mail_header(struct pp_str *out, const char *name, const char *text)
{
    pp_str_printf(out, "%s: ", name);
    if (is_plain(text))
        put_folded(out, text, strlen(name) + 2);
    else
        put_encoded(out, text);
    pp_str_append(out, "\r\n");
}

static bool stands_for_itself(const char *text, size_t at, size_t length)
{
    unsigned char c = (unsigned char)text[at];
    bool ends_line = at + 1 == length || text[at + 1] == '\n';
    return (c > ' ' && c <= '~' && c != '=') || ((c == ' ' || c == '\t') && !ends_line);
}

void pp_mail_quoted(struct pp_str *out, const char *text, size_t length)
{
    size_t column = 0;
    for (size_t i = 0; i < length; i++) {
        bool itself = stands_for_itself(text, i, length);
        size_t width = itself ? 1 : 3;
        if (text[i] == '\n') {
            pp_str_append(out, "\r\n");
            column = 0;
            continue;
        }
        if (column + width > LINE - 1) {
            pp_str_append(out, "=\r\n");
            column = 0;
        }
        /* A line that begins with a full stop or "From " is changed by some programs on the way. */
        if (itself && !(column == 0 && (text[i] == '.' || text[i] == 'F')))
            pp_str_append_char(out, text[i]);
        else {
            pp_str_printf(out, "=%02X", (unsigned char)text[i]);
            width = 3;
        }
        column += width;
    }
    pp_str_append(out, "\r\n");
}
