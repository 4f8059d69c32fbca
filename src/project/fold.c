#include "pactpress/fold.h"

#include <string.h>
#include <stdlib.h>
#include <unicode/unorm2.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

/* Text on its way through ICU: UTF-16 code units. */
struct units {
    UChar *items;
    int32_t count;
    int32_t capacity;
};

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

static void units_reserve(struct units *units, int32_t capacity)
{
    if (capacity <= units->capacity)
        return;
    units->items = pp_xrealloc(units->items, (size_t)capacity * sizeof *units->items);
    units->capacity = capacity;
}

static void units_from_utf8(struct units *units, const char *text, size_t length)
{
    units_reserve(units, (int32_t)length + 1); /* never more units than bytes */
    for (size_t at = 0; at < length;) {
        unsigned c = 0;
        size_t took = pp_utf8_decode(text + at, length - at, &c);
        if (took == 0) {
            c = 0xFFFD;
            took = 1;
        }
        at += took;
        if (c >= 0x10000) {
            units->items[units->count++] = (UChar)(0xD800 + ((c - 0x10000) >> 10));
            units->items[units->count++] = (UChar)(0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            units->items[units->count++] = (UChar)c;
        }
    }
}

/* The code point at *at, which moves on. Lone surrogates cannot occur: the text was UTF-8. */
static unsigned units_next(const struct units *units, int32_t *at)
{
    unsigned c = units->items[(*at)++];
    if (c >= 0xD800 && c < 0xDC00 && *at < units->count)
        c = 0x10000 + ((c - 0xD800) << 10) + (units->items[(*at)++] - 0xDC00u);
    return c;
}

/* ICU fails here for lack of memory only: its data is linked in, its arguments are ours. */
static void normalise(const UNormalizer2 *form, struct units *text)
{
    struct units out = {0};
    units_reserve(&out, text->count + 16);
    UErrorCode error = U_ZERO_ERROR;
    int32_t needed =
        unorm2_normalize(form, text->items, text->count, out.items, out.capacity, &error);
    if (error == U_BUFFER_OVERFLOW_ERROR) {
        units_reserve(&out, needed);
        error = U_ZERO_ERROR;
        needed = unorm2_normalize(form, text->items, text->count, out.items, out.capacity, &error);
    }
    if (U_FAILURE(error))
        pp_out_of_memory();
    out.count = needed;
    free(text->items);
    *text = out;
}

static const UNormalizer2 *form_of(const UNormalizer2 *(*get)(UErrorCode *))
{
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *form = get(&error);
    if (U_FAILURE(error))
        pp_out_of_memory();
    return form;
}

/* Letters that Unicode does not take apart though readers do, and signs with many looks. */
static const char *reduced(unsigned c)
{
    switch (c) {
    case 0x00E6:
        return "ae";
    case 0x00F0:
    case 0x0111:
        return "d";
    case 0x00F8:
        return "o";
    case 0x0127:
        return "h";
    case 0x0131:
        return "i";
    case 0x0142:
        return "l";
    case 0x0153:
        return "oe";
    case 0x0167:
        return "t";
    case 0x02BC:
    case 0x2018:
    case 0x2019:
        return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
        return "\"";
    }
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? "-" : NULL;
}

static bool is_space(unsigned c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x1680 || c == 0x2028 ||
           c == 0x2029;
}

/* Accents have combining classes from 200 up, Hebrew and Arabic vowel points 10 to 35; below 10
 * stand nuktas, viramas and kana voicing marks, which tell letters apart. */
static bool is_accent(const UNormalizer2 *form, unsigned c)
{
    return c >= 0x300 && unorm2_getCombiningClass(form, (UChar32)c) >= 10;
}

/* The next folded character of ASCII text: runs of space are one, those at either end none. */
static char next_ascii(const char **at, bool *any)
{
    const char *from = *at;
    while (is_space((unsigned char)**at))
        ++*at;
    if (**at == '\0')
        return '\0';
    if (*at != from && *any)
        return ' ';
    *any = true;
    char c = *(*at)++;
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* In place: what is folded is never longer. */
static void fold_ascii(struct pp_str *out, const char *text, size_t length)
{
    size_t end = out->length;
    bool any = false;
    pp_str_append_n(out, text, length);
    const char *at = out->text + end;
    for (char c; (c = next_ascii(&at, &any)) != '\0';)
        out->text[end++] = c;
    pp_str_truncate(out, end);
}

static void fold_units(struct pp_str *out, const struct units *units, const UNormalizer2 *form)
{
    bool space = false, any = false;
    for (int32_t at = 0; at < units->count;) {
        unsigned c = units_next(units, &at);
        if (is_space(c)) {
            space = any;
            continue;
        }
        if (is_accent(form, c))
            continue;
        if (space)
            pp_str_append_char(out, ' ');
        const char *plain = reduced(c);
        if (plain)
            pp_str_append(out, plain);
        else
            pp_str_append_utf8(out, c);
        space = false;
        any = true;
    }
}

void pp_fold_into(struct pp_str *out, const char *text)
{
    if (!text)
        return;
    size_t length = strlen(text);
    if (is_ascii(text, length)) {
        fold_ascii(out, text, length);
        return;
    }
    const UNormalizer2 *nfkd = form_of(unorm2_getNFKDInstance);
    struct units units = {0};
    units_from_utf8(&units, text, length);
    normalise(form_of(unorm2_getNFKCCasefoldInstance), &units);
    normalise(nfkd, &units);
    fold_units(out, &units, nfkd);
    free(units.items);
}

char *pp_fold(struct pp_arena *arena, const char *text)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_fold_into(&out, text);
    char *copy = pp_str_copy(&out, arena);
    pp_str_free(&out);
    return copy;
}

static bool equal_ascii(const char *a, const char *b)
{
    bool any_a = false, any_b = false;
    for (;;) {
        char x = next_ascii(&a, &any_a), y = next_ascii(&b, &any_b);
        if (x != y || x == '\0')
            return x == y;
    }
}

bool pp_fold_equal(const char *a, const char *b)
{
    if (a == b || (a && b && strcmp(a, b) == 0))
        return true;
    if (a && b && is_ascii(a, strlen(a)) && is_ascii(b, strlen(b)))
        return equal_ascii(a, b);
    struct pp_str x, y;
    pp_str_init(&x);
    pp_str_init(&y);
    pp_fold_into(&x, a);
    pp_fold_into(&y, b);
    bool equal = pp_streq(x.text, y.text);
    pp_str_free(&x);
    pp_str_free(&y);
    return equal;
}

/* UTF-8 whose characters no normal form changes, whatever stands beside them: all below U+0300,
 * where the first marks are that combine, and the dashes, quotation marks and dots of U+2010 to
 * U+203F. */
static bool is_surely_nfc(const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + length;
    while (at < end) {
        size_t left = (size_t)(end - at);
        if (at[0] < 0x80)
            at += 1;
        else if (left >= 2 && at[0] >= 0xC2 && at[0] <= 0xCB && (at[1] & 0xC0) == 0x80)
            at += 2;
        else if (left >= 3 && at[0] == 0xE2 && at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0xBF)
            at += 3;
        else
            return false;
    }
    return true;
}

const char *pp_nfc(struct pp_arena *arena, const char *text, size_t length, size_t *out_length)
{
    if (out_length)
        *out_length = length;
    if (is_surely_nfc(text, length))
        return text;
    const UNormalizer2 *nfc = form_of(unorm2_getNFCInstance);
    struct units units = {0};
    units_from_utf8(&units, text, length);
    UErrorCode error = U_ZERO_ERROR;
    bool is_nfc = pp_utf8_valid(text, length) == length &&
                  unorm2_isNormalized(nfc, units.items, units.count, &error);
    const char *result = text;
    if (!is_nfc) {
        normalise(nfc, &units);
        struct pp_str out;
        pp_str_init(&out);
        for (int32_t at = 0; at < units.count;)
            pp_str_append_utf8(&out, units_next(&units, &at));
        if (out_length)
            *out_length = out.length;
        result = pp_arena_memdup(arena, out.text, out.length + 1);
        pp_str_free(&out);
    }
    free(units.items);
    return result;
}
