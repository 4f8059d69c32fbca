#include "pactpress/charset.h"

#include <ctype.h>
#include <string.h>
#include <unicode/ucnv.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

const char pp_charset_offer[] =
    "utf-8, utf-16le, utf-16be, windows-1250 to windows-1258, iso-8859-1 to iso-8859-16, "
    "macroman, koi8-r, koi8-u";

/* Names that people write and IANA does not know. */
static const char *plain_name(const char *name)
{
    static const char *const others[][2] = {
        {"macroman", "macintosh"},  {"mac-roman", "macintosh"}, {"mac_roman", "macintosh"},
        {"utf8", "utf-8"},          {"utf16le", "utf-16le"},    {"utf16be", "utf-16be"},
        {"latin1", "iso-8859-1"},   {"ansi", "windows-1252"},   {"cp1250", "windows-1250"},
        {"cp1251", "windows-1251"}, {"cp1252", "windows-1252"}, {"cp1253", "windows-1253"},
        {"cp1254", "windows-1254"}, {"cp1256", "windows-1256"}, {"cp1257", "windows-1257"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(name, others[i][0]) == 0)
            return others[i][1];
    return name;
}

static uint32_t character_of(UConverter *converter, unsigned char byte)
{
    UErrorCode error = U_ZERO_ERROR;
    const char *from = (const char *)&byte;
    UChar units[4];
    UChar *to = units;
    ucnv_reset(converter);
    ucnv_toUnicode(converter, &to, units + 4, &from, from + 1, NULL, true, &error);
    uint32_t read = U_SUCCESS(error) && to == units + 1 ? units[0] : PP_NO_CHARACTER;
    /* ICU passes bytes without a character through as C1 controls; no text holds those. */
    bool control = (read < 0x20 && byte != read) || (read >= 0x7F && read < 0xA0 && byte >= 0x80);
    return control || read == 0xFFFD ? PP_NO_CHARACTER : read;
}

static const uint32_t *make_table(struct pp_arena *arena, UConverter *converter)
{
    UErrorCode error = U_ZERO_ERROR;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    uint32_t *table = pp_arena_array(arena, 256, sizeof *table);
    for (unsigned byte = 0; byte < 256; byte++)
        table[byte] = byte < 128 ? byte : character_of(converter, (unsigned char)byte);
    return table;
}

/* ISO 8859-16, which ICU does not know: Romanian with commas below. From 0xA0 on. */
static const uint16_t south_eastern[96] = {
    0xA0,  0x104, 0x105, 0x141, 0x20AC, 0x201E, 0x160, 0xA7,  0x161, 0xA9,   0x218, 0xAB,
    0x179, 0xAD,  0x17A, 0x17B, 0xB0,   0xB1,   0x10C, 0x142, 0x17D, 0x201D, 0xB6,  0xB7,
    0x17E, 0x10D, 0x219, 0xBB,  0x152,  0x153,  0x178, 0x17C, 0xC0,  0xC1,   0xC2,  0x102,
    0xC4,  0x106, 0xC6,  0xC7,  0xC8,   0xC9,   0xCA,  0xCB,  0xCC,  0xCD,   0xCE,  0xCF,
    0x110, 0x143, 0xD2,  0xD3,  0xD4,   0x150,  0xD6,  0x15A, 0x170, 0xD9,   0xDA,  0xDB,
    0xDC,  0x118, 0x21A, 0xDF,  0xE0,   0xE1,   0xE2,  0x103, 0xE4,  0x107,  0xE6,  0xE7,
    0xE8,  0xE9,  0xEA,  0xEB,  0xEC,   0xED,   0xEE,  0xEF,  0x111, 0x144,  0xF2,  0xF3,
    0xF4,  0x151, 0xF6,  0x15B, 0x171,  0xF9,   0xFA,  0xFB,  0xFC,  0x119,  0x21B, 0xFF};

static void make_south_eastern(struct pp_arena *arena, struct pp_charset *out)
{
    uint32_t *table = pp_arena_array(arena, 256, sizeof *table);
    for (unsigned byte = 0; byte < 256; byte++)
        table[byte] = byte < 0x80    ? byte
                      : byte >= 0xA0 ? south_eastern[byte - 0xA0]
                                     : PP_NO_CHARACTER;
    *out = (struct pp_charset){.name = "iso-8859-16", .kind = PP_CHARSET_TABLE, .table = table};
}

/* One-byte encodings that agree with ASCII, by their IANA names. */
static bool open_table(struct pp_arena *arena, const char *name, struct pp_charset *out)
{
    UErrorCode error = U_ZERO_ERROR;
    const char *known = ucnv_getStandardName(name, "IANA", &error);
    if (U_FAILURE(error) || known == NULL)
        return false;
    UConverter *converter = ucnv_open(name, &error);
    if (U_FAILURE(error))
        return false;
    bool one_byte = ucnv_getMaxCharSize(converter) == 1 && character_of(converter, 'A') == 'A' &&
                    character_of(converter, '"') == '"' && character_of(converter, ';') == ';';
    if (one_byte)
        *out = (struct pp_charset){
            .name = pp_arena_strdup(arena, name),
            .kind = PP_CHARSET_TABLE,
            .table = make_table(arena, converter)};
    ucnv_close(converter);
    return one_byte;
}

bool pp_charset_named(struct pp_arena *arena, const char *name, struct pp_charset *out)
{
    char *lower = pp_arena_strdup(arena, name);
    for (char *c = lower; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    const char *plain = plain_name(lower);
    if (strcmp(plain, "utf-8") == 0)
        *out = (struct pp_charset){.name = "utf-8", .kind = PP_CHARSET_UTF8};
    else if (strcmp(plain, "utf-16le") == 0)
        *out = (struct pp_charset){.name = "utf-16le", .kind = PP_CHARSET_UTF16LE};
    else if (strcmp(plain, "utf-16be") == 0)
        *out = (struct pp_charset){.name = "utf-16be", .kind = PP_CHARSET_UTF16BE};
    else if (strcmp(plain, "iso-8859-16") == 0)
        make_south_eastern(arena, out);
    else
        return open_table(arena, plain, out);
    return true;
}

static void append_table(struct pp_str *text, const uint32_t *table, unsigned char byte)
{
    pp_str_append_utf8(text, table[byte]);
}

/* A Latin letter in UTF-8 (U+00C0 to U+017F). */
static bool is_latin_pair(struct pp_bytes bytes, size_t at)
{
    const unsigned char *pair = bytes.data + at;
    return at + 1 < bytes.size && pair[0] >= 0xC3 && pair[0] <= 0xC5 && pair[1] >= 0x80 &&
           pair[1] < 0xC0;
}

/* Offset of the first byte without a meaning, or the size. NUL has none in a text. */
static size_t first_bad(const struct pp_charset *charset, struct pp_bytes bytes)
{
    const unsigned char *zero = memchr(bytes.data, 0, bytes.size);
    size_t end = zero != NULL ? (size_t)(zero - bytes.data) : bytes.size;
    if (charset->kind != PP_CHARSET_TABLE)
        return pp_utf8_valid((const char *)bytes.data, end);
    for (size_t i = 0; i < end; i++)
        if (charset->table[bytes.data[i]] == PP_NO_CHARACTER ||
            (charset->mixed && is_latin_pair(bytes, i)))
            return i;
    return end;
}

static bool is_ascii(struct pp_bytes bytes)
{
    for (size_t i = 0; i < bytes.size; i++)
        if (bytes.data[i] >= 0x80)
            return false;
    return true;
}

/* Bytes of the white space that `text` begins with: ASCII's, NBSP, NNBSP, BOM in the middle. */
static size_t space_at(const char *text, size_t length)
{
    if (strchr(" \t\r\n\v\f", text[0]) != NULL)
        return 1;
    if (length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    bool wide = length >= 3 &&
                (memcmp(text, "\xE2\x80\xAF", 3) == 0 || memcmp(text, "\xE2\x80\x89", 3) == 0 ||
                 memcmp(text, "\xEF\xBB\xBF", 3) == 0);
    return wide ? 3 : 0;
}

static const char *trim(struct pp_arena *arena, const char *text, size_t length)
{
    size_t size = 0;
    while (length > 0 && (size = space_at(text, length)) > 0) {
        text += size;
        length -= size;
    }
    for (size_t back = 1; back <= 3 && back <= length;) {
        if (space_at(text + length - back, back) == back) {
            length -= back;
            back = 1;
        } else {
            back++;
        }
    }
    return pp_arena_strndup(arena, text, length);
}

const char *pp_charset_text(
    const struct pp_charset *charset, struct pp_arena *arena, struct pp_bytes bytes, size_t *bad)
{
    size_t valid = first_bad(charset, bytes);
    if (valid < bytes.size) {
        if (bad != NULL)
            *bad = valid;
        return NULL;
    }
    if (is_ascii(bytes))
        return trim(arena, (const char *)bytes.data, bytes.size);
    struct pp_str converted;
    pp_str_init(&converted);
    const char *text = (const char *)bytes.data;
    size_t length = bytes.size;
    if (charset->kind == PP_CHARSET_TABLE) {
        for (size_t i = 0; i < bytes.size; i++)
            append_table(&converted, charset->table, bytes.data[i]);
        text = converted.text;
        length = converted.length;
    }
    const char *composed = pp_nfc(arena, text, length, &length);
    const char *trimmed = trim(arena, composed, length);
    pp_str_free(&converted);
    return trimmed;
}

const char *pp_charset_show(
    const struct pp_charset *charset, struct pp_arena *arena, struct pp_bytes bytes)
{
    struct pp_str shown;
    size_t length = 0;
    pp_str_init(&shown);
    for (size_t i = 0; i < bytes.size;) {
        unsigned codepoint = 0xFFFD;
        size_t size = 1;
        if (charset->kind == PP_CHARSET_TABLE && charset->table[bytes.data[i]] != PP_NO_CHARACTER)
            codepoint = charset->table[bytes.data[i]];
        else if (charset->kind != PP_CHARSET_TABLE)
            size = pp_utf8_decode((const char *)bytes.data + i, bytes.size - i, &codepoint);
        bool broken = size == 0 || codepoint == 0;
        pp_str_append_utf8(&shown, broken ? 0xFFFD : codepoint);
        i += size == 0 ? 1 : size;
    }
    const char *composed = pp_nfc(arena, shown.text, shown.length, &length);
    const char *copy = pp_arena_strndup(arena, composed, length);
    pp_str_free(&shown);
    return copy;
}

size_t pp_charset_add_utf16(
    struct pp_str *out, struct pp_bytes bytes, bool little_endian, bool last)
{
    size_t i = 0;
    for (; i < bytes.size && (last || i + 3 < bytes.size); i += 2) {
        const unsigned char *d = bytes.data + i;
        unsigned unit = i + 1 >= bytes.size ? 0xFFFD
                        : little_endian     ? (unsigned)(d[1] << 8 | d[0])
                                            : (unsigned)(d[0] << 8 | d[1]);
        unsigned low = 0;
        if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.size)
            low = little_endian ? (unsigned)(d[3] << 8 | d[2]) : (unsigned)(d[2] << 8 | d[3]);
        if (low >= 0xDC00 && low < 0xE000) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            unit = 0xFFFD;
        }
        pp_str_append_utf8(out, unit);
    }
    return i < bytes.size ? i : bytes.size;
}

struct pp_bytes pp_charset_from_utf16(
    struct pp_arena *arena, struct pp_bytes bytes, bool little_endian)
{
    struct pp_str text;
    pp_str_init(&text);
    pp_charset_add_utf16(&text, bytes, little_endian, true);
    struct pp_bytes out = {.size = text.length};
    out.data = pp_arena_memdup(arena, text.text, text.length + 1);
    pp_str_free(&text);
    return out;
}
