#include "pactpress/exemplar.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>

#include "pactpress/arena.h"

static size_t take_ranges(struct pp_arena *arena, const USet *set, uint32_t **out)
{
    int32_t items = uset_getItemCount(set);
    uint32_t *ranges = pp_arena_array(arena, items > 0 ? (size_t)items * 2 : 1, sizeof *ranges);
    size_t count = 0;
    for (int32_t i = 0; i < items; i++) {
        UChar32 first = 0, last = 0;
        UErrorCode error = U_ZERO_ERROR;
        /* 0: a range of characters; others are strings such as "dž", whose letters stand alone. */
        if (uset_getItem(set, i, &first, &last, NULL, 0, &error) != 0 || U_FAILURE(error))
            continue;
        ranges[count * 2] = (uint32_t)first;
        ranges[count * 2 + 1] = (uint32_t)last;
        count++;
    }
    *out = ranges;
    return count;
}

static size_t take_set(
    struct pp_arena *arena, ULocaleData *data, ULocaleDataExemplarSetType type, uint32_t **out)
{
    UErrorCode error = U_ZERO_ERROR;
    USet *set = ulocdata_getExemplarSet(data, NULL, 0, type, &error);
    size_t count = U_SUCCESS(error) ? take_ranges(arena, set, out) : 0;
    uset_close(set);
    return count;
}

bool pp_exemplar_load(struct pp_arena *arena, const char *lang, struct pp_exemplar *out)
{
    UErrorCode error = U_ZERO_ERROR;
    ULocaleData *data = ulocdata_open(lang, &error);
    if (U_FAILURE(error))
        return false;
    struct pp_exemplar made = {.lang = lang};
    made.main_count = take_set(arena, data, ULOCDATA_ES_STANDARD, &made.main);
    made.auxiliary_count = take_set(arena, data, ULOCDATA_ES_AUXILIARY, &made.auxiliary);
    ulocdata_close(data);
    if (made.main_count == 0)
        return false;
    *out = made;
    return true;
}

static bool holds(const uint32_t *ranges, size_t count, uint32_t codepoint)
{
    for (size_t i = 0; i < count; i++)
        if (codepoint >= ranges[i * 2] && codepoint <= ranges[i * 2 + 1])
            return true;
    return false;
}

/* Romanian's letters with a comma below are written with a cedilla in every encoding but one. */
uint32_t pp_exemplar_letter(const struct pp_exemplar *exemplar, uint32_t codepoint)
{
    static const uint32_t pairs[][2] = {
        {0x15F, 0x219}, {0x15E, 0x218}, {0x163, 0x21B}, {0x162, 0x21A}};
    bool romanian = exemplar->lang[0] == 'r' && exemplar->lang[1] == 'o';
    for (size_t i = 0; romanian && i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == codepoint)
            return pairs[i][1];
    return codepoint;
}

double pp_exemplar_weight(const struct pp_exemplar *exemplar, uint32_t codepoint)
{
    uint32_t lower = (uint32_t)u_tolower((UChar32)pp_exemplar_letter(exemplar, codepoint));
    if (holds(exemplar->main, exemplar->main_count, lower))
        return 1.0;
    return holds(exemplar->auxiliary, exemplar->auxiliary_count, lower) ? 0.5 : 0.0;
}

uint32_t pp_letter_lower(uint32_t codepoint)
{
    return u_isalpha((UChar32)codepoint) ? (uint32_t)u_tolower((UChar32)codepoint) : 0;
}

enum pp_letter pp_letter_kind(uint32_t codepoint)
{
    /* The ordinal signs are letters to Unicode, and marks behind a number to their readers. */
    if (codepoint == 0xAA || codepoint == 0xBA || codepoint == 0xB5)
        return PP_LETTER_NONE;
    if (u_islower((UChar32)codepoint))
        return PP_LETTER_LOWER;
    if (u_isupper((UChar32)codepoint))
        return PP_LETTER_UPPER;
    return u_isalpha((UChar32)codepoint) ? PP_LETTER_OTHER : PP_LETTER_NONE;
}

int pp_letter_script(uint32_t codepoint)
{
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)codepoint, &error);
    bool letter = u_isalpha((UChar32)codepoint) && U_SUCCESS(error);
    return letter && script != USCRIPT_COMMON && script != USCRIPT_INHERITED ? (int)script : -1;
}

bool pp_is_text_sign(uint32_t codepoint)
{
    static const uint32_t signs[] = {
        0xA0,   0xA1,   0xA7,   0xAB,   0xB0,   0xB2,   0xB3,   0xB7,   0xBB,   0xBD,   0xBF,
        0xAA,   0xBA,   0xAD,   0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E,
        0x2022, 0x2026, 0x20AC, 0x2039, 0x203A, 0x2116, 0x060C, 0x061B, 0x061F, 0x200C, 0x200E,
        0x200F, 0x202F, 0x2032, 0x2033, 0x2265, 0x2264, 0x2248, 0x2122, 0xA9,   0xAE};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == codepoint)
            return true;
    return false;
}
