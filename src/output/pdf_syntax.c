#include "output/pdf_syntax.h"

#include <math.h>
#include <string.h>

#include "pactpress/period.h"
#include "pactpress/utf8.h"

bool pp_pdf_writable(double value)
{
    return isfinite(value) && fabs(value) <= PP_PDF_FARTHEST;
}

long pp_pdf_quantum(double value)
{
    return lround(value * PP_PDF_SCALE);
}

void pp_pdf_put_int(struct pp_str *out, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        digits[--at] = '-';
    pp_str_append_n(out, digits + at, sizeof digits - at);
}

void pp_pdf_put_decimal(struct pp_str *out, int64_t value, int places)
{
    while (places > 0 && value % 10 == 0) {
        value /= 10;
        places--;
    }
    if (places == 0) {
        pp_pdf_put_int(out, value);
        return;
    }
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value, scale = 1;
    for (int i = 0; i < places; i++)
        scale *= 10;
    if (value < 0)
        pp_str_append_char(out, '-');
    if (rest >= scale)
        pp_pdf_put_int(out, (int64_t)(rest / scale));
    pp_str_append_char(out, '.');
    for (scale /= 10; scale > 0; scale /= 10)
        pp_str_append_char(out, (char)('0' + rest / scale % 10));
}

void pp_pdf_put_length(struct pp_str *out, double value)
{
    pp_pdf_put_decimal(out, pp_pdf_quantum(value), PP_PDF_PLACES);
}

void pp_pdf_put_colour(struct pp_str *out, unsigned value)
{
    pp_pdf_put_decimal(out, (value * 2000 + 255) / 510, 3);
}

void pp_pdf_put_ref(struct pp_str *out, size_t number)
{
    pp_pdf_put_int(out, (int64_t)number);
    pp_str_append(out, " 0 R");
}

static void put_hex(struct pp_str *out, unsigned value, int digits)
{
    while (digits-- > 0)
        pp_str_append_char(out, "0123456789ABCDEF"[value >> 4 * digits & 15]);
}

static bool is_regular(unsigned char c)
{
    return c > ' ' && c < 0x7F && !strchr("#/()<>[]{}%", c);
}

void pp_pdf_put_name(struct pp_str *out, const char *name)
{
    pp_str_append_char(out, '/');
    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;
        if (is_regular(c)) {
            pp_str_append_char(out, (char)c);
        } else {
            pp_str_append_char(out, '#');
            put_hex(out, c, 2);
        }
    }
}

void pp_pdf_put_byte(struct pp_str *out, unsigned char byte)
{
    if (byte == '(' || byte == ')' || byte == '\\') {
        pp_str_append_char(out, '\\');
        pp_str_append_char(out, (char)byte);
    } else if (byte == '\r' || byte == '\n') {
        pp_str_append(out, byte == '\r' ? "\\r" : "\\n");
    } else {
        pp_str_append_char(out, (char)byte);
    }
}

void pp_pdf_put_bytes(struct pp_str *out, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    pp_str_append_char(out, '(');
    for (size_t i = 0; i < size; i++)
        pp_pdf_put_byte(out, at[i]);
    pp_str_append_char(out, ')');
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] < ' ' || text[i] > '~')
            return false;
    return true;
}

void pp_pdf_put_utf16(struct pp_str *out, const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        unsigned c;
        size_t taken = pp_utf8_decode(text + at, length - at, &c);
        if (taken == 0)
            break;
        if (c >= 0x10000) {
            put_hex(out, 0xD800 + (c - 0x10000) / 0x400, 4);
            put_hex(out, 0xDC00 + (c - 0x10000) % 0x400, 4);
        } else {
            put_hex(out, c, 4);
        }
        at += taken;
    }
}

void pp_pdf_put_text(struct pp_str *out, const char *text, size_t length)
{
    if (is_ascii(text, length)) {
        pp_pdf_put_bytes(out, text, length);
        return;
    }
    pp_str_append(out, "<FEFF");
    pp_pdf_put_utf16(out, text, length);
    pp_str_append_char(out, '>');
}

/* Parts of an instant, all in UTC. */
struct instant {
    int year, month, day, hour, minute, second;
};

static struct instant instant_of(int64_t seconds)
{
    enum { SECONDS_OF_DAY = 86400 };
    int64_t day = seconds / SECONDS_OF_DAY, rest = seconds % SECONDS_OF_DAY;
    struct instant at;
    if (rest < 0) {
        rest += SECONDS_OF_DAY;
        day--;
    }
    pp_day_to_date((pp_day)day, &at.year, &at.month, &at.day);
    at.hour = (int)(rest / 3600);
    at.minute = (int)(rest / 60 % 60);
    at.second = (int)(rest % 60);
    return at;
}

void pp_pdf_put_date(struct pp_str *out, int64_t seconds)
{
    struct instant at = instant_of(seconds);
    pp_str_printf(
        out, "(D:%04d%02d%02d%02d%02d%02dZ)", at.year, at.month, at.day, at.hour, at.minute,
        at.second);
}

void pp_pdf_put_iso_date(struct pp_str *out, int64_t seconds)
{
    struct instant at = instant_of(seconds);
    pp_str_printf(
        out, "%04d-%02d-%02dT%02d:%02d:%02dZ", at.year, at.month, at.day, at.hour, at.minute,
        at.second);
}

size_t pp_pdf_utf16_length(const char *text)
{
    size_t units = 0;
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x80 || c >= 0xC0)
            units += c >= 0xF0 ? 2 : 1;
    }
    return units;
}

bool pp_pdf_printable(const char *text)
{
    size_t length = strlen(text), at = 0;
    while (at < length) {
        unsigned c;
        size_t taken = pp_utf8_decode(text + at, length - at, &c);
        if (taken == 0 || (c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) ||
            c == 0xFEFF || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF))
            return false;
        at += taken;
    }
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool pp_pdf_is_lang(const char *lang)
{
    size_t part = 0;
    bool first = true;
    if (!lang)
        return false;
    for (; *lang; lang++) {
        if (*lang == '-') {
            if (part == 0)
                return false;
            part = 0;
            first = false;
        } else if (is_letter(*lang) || (!first && *lang >= '0' && *lang <= '9')) {
            if (++part > 8)
                return false;
        } else {
            return false;
        }
    }
    return part > 0;
}
