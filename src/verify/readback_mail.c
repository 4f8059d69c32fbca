/* Messages: what every program on the way must be able to read, nobody to send it to, the page in
 * it read back as pages are, and the document attached read back as documents are. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "readback_parts.h"

enum { LONGEST = 998 /* [bytes] of a line, RFC 5322, 2.1.1 */ };

struct message {
    struct readback *at;
    const char *text;
    size_t size, headers; /* [bytes] headers: up to the first empty line */
};

/* Seven bits, short lines, CRLF. */
static bool check_lines(struct message *message)
{
    size_t start = 0;
    for (size_t i = 0; i < message->size; i++) {
        unsigned char c = (unsigned char)message->text[i];
        bool lone = (c == '\n' && (i == 0 || message->text[i - 1] != '\r')) ||
                    (c == '\r' && (i + 1 == message->size || message->text[i + 1] != '\n'));
        if (c > 126 || (c < ' ' && c != '\r' && c != '\n' && c != '\t') || lone ||
            i - start > LONGEST) {
            readback_found(
                message->at, "readback.mail-line",
                "A line that not every program can pass on (at byte %zu).", i);
            return false;
        }
        if (c == '\n')
            start = i + 1;
    }
    return true;
}

/* Where the header's text begins, or NULL. */
static const char *header(const struct message *message, const char *name)
{
    size_t length = strlen(name);
    const char *line = message->text, *end = message->text + message->headers;
    while (line && line < end) {
        if (strncasecmp(line, name, length) == 0 && line[length] == ':')
            return line + length + 1;
        line = strstr(line, "\r\n");
        line = line ? line + 2 : NULL;
    }
    return NULL;
}

static void check_headers(struct message *message)
{
    static const char *const needed[] = {
        "Subject", "Message-ID", "MIME-Version", "Content-Language", "Content-Type"};
    static const char *const refused[] = {"To", "Cc", "Bcc", "Received", "Return-Path"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!header(message, needed[i]))
            readback_found(
                message->at, "readback.mail-header", "The header %s is missing.", needed[i]);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (header(message, refused[i]))
            readback_found(
                message->at, "readback.mail-recipient",
                "The header %s stands in it: to whom it goes is decided elsewhere.", refused[i]);
}

static int hex(char c)
{
    const char *digits = "0123456789ABCDEF", *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static void decode_quoted(const char *text, size_t size, struct pp_str *out)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\r')
            continue;
        if (text[i] != '=' || i + 2 >= size) {
            pp_str_append_char(out, text[i]);
            continue;
        }
        if (hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0)
            pp_str_append_char(out, (char)(hex(text[i + 1]) * 16 + hex(text[i + 2])));
        i += 2;
    }
}

static void decode_base64(const char *text, size_t size, struct pp_str *out)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned long bits = 0;
    int count = 0;
    for (size_t i = 0; i < size; i++) {
        const char *at = text[i] ? strchr(letters, text[i]) : NULL;
        if (!at)
            continue;
        bits = (bits << 6 | (unsigned long)(at - letters)) & 0xFFFFFF;
        count += 6;
        if (count >= 8) {
            count -= 8;
            pp_str_append_char(out, (char)(bits >> count & 0xFF));
        }
    }
}

/* The body of the part of a type, up to the next line that divides parts. */
static bool find_part(
    const struct message *message, const char *type, const char **body, size_t *size)
{
    char line[64];
    snprintf(line, sizeof line, "\r\nContent-Type: %s", type);
    const char *part = strstr(message->text + message->headers, line);
    const char *start = part ? strstr(part, "\r\n\r\n") : NULL;
    const char *end = start ? strstr(start, "\r\n--=_") : NULL;
    if (!end)
        return false;
    *body = start + 4;
    *size = end > *body ? (size_t)(end - *body) : 0;
    return true;
}

static void look_into(
    struct message *message, const char *type, const struct readback_figures *figures)
{
    bool page = pp_streq(type, "text/html");
    struct readback inner = *message->at;
    const char *body;
    size_t size;
    struct pp_str text;
    if (!find_part(message, type, &body, &size)) {
        readback_found(message->at, "readback.mail-part", "There is no part of type %s.", type);
        return;
    }
    pp_str_init(&text);
    (page ? decode_quoted : decode_base64)(body, size, &text);
    struct pp_bytes bytes = {(const unsigned char *)text.text, text.length};
    inner.file = NULL;
    if (page)
        readback_html(&inner, bytes, figures);
    else
        readback_pdf(&inner, bytes);
    pp_str_free(&text);
    message->at->findings = inner.findings;
    message->at->shown = inner.shown;
}

void readback_mail(
    struct readback *at, struct pp_bytes bytes, const struct readback_figures *figures)
{
    char *text = pp_arena_alloc(at->arena, bytes.size + 1);
    struct message message = {.at = at, .text = text, .size = bytes.size};
    if (bytes.size > 0)
        memcpy(text, bytes.data, bytes.size);
    const char *end = strstr(message.text, "\r\n\r\n");
    if (!check_lines(&message))
        return;
    if (!end) {
        readback_found(at, "readback.mail-part", "This is no message: it has headers only.");
        return;
    }
    message.headers = (size_t)(end - message.text);
    check_headers(&message);
    look_into(&message, "text/html", figures);
    look_into(&message, "application/pdf", figures);
}
