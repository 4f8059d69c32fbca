#include "itemise.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/fold.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "unicode.h"
#include "utf16.h"

enum { OBJECT = 0xFFFC, LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029 };

/* Left out without a word: they say nothing on paper. */
static bool is_silent(uint32_t codepoint)
{
    return codepoint == '\r' || codepoint == 0xFEFF || codepoint == OBJECT;
}

/* What a character is set as; 0 when it is left out. */
static uint32_t cleaned(uint32_t codepoint)
{
    switch (codepoint) {
    case '\t':
        return ' ';
    case '\v':
    case '\f':
    case 0x85:
    case LINE_SEPARATOR:
    case PARAGRAPH_SEPARATOR:
        return '\n';
    default:
        return is_silent(codepoint) || pp_utf8_is_override(codepoint) ||
                       pp_char_is_control(codepoint)
                   ? 0
                   : codepoint;
    }
}

static void warn_dropped(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, uint32_t codepoint,
    const char *what)
{
    char name[64];
    pp_char_name(codepoint, name, sizeof name);
    shaped->noisy = true;
    const char *reason =
        pp_utf8_is_override(codepoint)
            ? "it can make text read as something else, and the direction follows from the letters"
            : "it has no place in printed text";
    char *sentence = pp_arena_printf(
        shaped->arena, "The character U+%04X %s in %s is left out: %s; delete it there.",
        (unsigned)codepoint, name, what, reason);
    if (!pp_typesetter_news(typesetter, sentence))
        return;
    if (pp_utf8_is_override(codepoint))
        pp_warn(typesetter->run, PP_NOWHERE, "text.direction-override", "%s", sentence);
    else
        pp_warn(typesetter->run, PP_NOWHERE, "text.control-character", "%s", sentence);
}

static void append(struct pp_shaped *shaped, uint32_t codepoint)
{
    size_t size = pp_utf8_encode(codepoint, shaped->text + shaped->length);
    size_t units = pp_utf16_put(codepoint, shaped->units + shaped->count);
    for (size_t i = 0; i < units; i++)
        shaped->bytes[shaped->count + i] = (uint32_t)shaped->length;
    shaped->count += units;
    shaped->length += size;
}

static void append_object(struct pp_shaped *shaped, const char *text)
{
    size_t size = strlen(text);
    shaped->units[shaped->count] = OBJECT;
    shaped->bytes[shaped->count++] = (uint32_t)shaped->length;
    if (size > 0)
        memcpy(shaped->text + shaped->length, text, size);
    shaped->length += size;
}

static enum pp_status append_span(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const char *text, size_t length,
    const char *what)
{
    for (size_t at = 0; at < length;) {
        unsigned codepoint;
        size_t size = pp_utf8_decode(text + at, length - at, &codepoint);
        if (size == 0) {
            pp_error(
                typesetter->run, PP_NOWHERE, "text.not-utf8",
                "The text of %s is not valid UTF-8 at byte %zu; save the file as UTF-8.", what,
                at + 1);
            return PP_DATA;
        }
        uint32_t set = cleaned(codepoint);
        if (set != 0)
            append(shaped, set);
        else if (!is_silent(codepoint))
            warn_dropped(typesetter, shaped, codepoint, what);
        at += size;
    }
    return PP_OK;
}

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* Room for all spans. A NFC text may take at most three times the bytes of its source (UAX #15). */
static enum pp_status make_room(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    size_t span_count, const char *what)
{
    size_t bytes = 0, length = 0;
    for (size_t i = 0; i < span_count; i++) {
        length += strlen(spans[i].text);
        bytes += strlen(spans[i].text) * (is_ascii(spans[i].text) ? 1 : 3) + 1;
    }
    if (length > PP_LIMIT_PARAGRAPH) {
        pp_error(
            typesetter->run, PP_NOWHERE, "text.too-long",
            "The paragraph of %s is longer than %d bytes; put blank lines between its parts.", what,
            PP_LIMIT_PARAGRAPH);
        return PP_DATA;
    }
    shaped->text = pp_arena_array(shaped->arena, bytes + 1, 1);
    shaped->units = pp_arena_array(shaped->arena, bytes + 1, sizeof *shaped->units);
    shaped->bytes = pp_arena_array(shaped->arena, bytes + 1, sizeof *shaped->bytes);
    shaped->span_starts =
        pp_arena_array(shaped->arena, span_count + 1, sizeof *shaped->span_starts);
    shaped->span_count = span_count;
    return PP_OK;
}

enum pp_status pp_text_join(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    size_t span_count, const char *what)
{
    PP_TRY(make_room(typesetter, shaped, spans, span_count, what));
    for (size_t i = 0; i < span_count; i++) {
        shaped->span_starts[i] = shaped->count;
        if (spans[i].object) {
            append_object(shaped, spans[i].text);
            continue;
        }
        const char *text = spans[i].text;
        size_t length = strlen(text);
        if (!is_ascii(text) && pp_utf8_valid(text, length) == length)
            text = pp_nfc(shaped->arena, text, length, &length);
        PP_TRY(append_span(typesetter, shaped, text, length, what));
    }
    shaped->span_starts[span_count] = shaped->count;
    shaped->bytes[shaped->count] = (uint32_t)shaped->length;
    return PP_OK;
}

char *pp_text_excerpt(
    struct pp_arena *arena, const struct pp_shaped *shaped, size_t unit, size_t around)
{
    size_t from = unit > around ? unit - around : 0;
    size_t to = unit + around < shaped->count ? unit + around : shaped->count;
    while (from > 0 && (shaped->units[from] & 0xFC00) == 0xDC00)
        from--;
    while (to < shaped->count && (shaped->units[to] & 0xFC00) == 0xDC00)
        to++;
    size_t start = shaped->bytes[from], end = shaped->bytes[to];
    return pp_arena_printf(
        arena, "%s%.*s%s", from > 0 ? "…" : "", (int)(end - start), shaped->text + start,
        to < shaped->count ? "…" : "");
}
