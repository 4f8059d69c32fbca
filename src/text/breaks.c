#include "breaks.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ubrk.h>

#include "pactpress/arena.h"
#include "langtag.h"

struct pp_breaker {
    UBreakIterator *lines;
    UBreakIterator *graphemes; /* opened when first needed: most text has no marks */
    char locale[PP_LANG_SIZE];
};

static UBreakIterator *open_iterator(UBreakIteratorType type, const char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(type, locale, NULL, 0, &status);
    /* Unknown locales fall back to the root's rules: only memory can be lacking. */
    if (U_FAILURE(status))
        pp_out_of_memory();
    return iterator;
}

struct pp_breaker *pp_breaker_new(const char *lang)
{
    struct pp_breaker *breaker = pp_xmalloc(sizeof *breaker);
    pp_lang_locale(lang, NULL, breaker->locale);
    breaker->lines = open_iterator(UBRK_LINE, breaker->locale);
    breaker->graphemes = NULL;
    return breaker;
}

void pp_breaker_free(struct pp_breaker *breaker)
{
    if (breaker == NULL)
        return;
    ubrk_close(breaker->lines);
    if (breaker->graphemes != NULL)
        ubrk_close(breaker->graphemes);
    free(breaker);
}

static void set_text(UBreakIterator *iterator, const uint16_t *units, size_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    ubrk_setText(iterator, units, (int32_t)count, &status);
    if (U_FAILURE(status))
        pp_out_of_memory();
}

void pp_breaker_lines(
    struct pp_breaker *breaker, const uint16_t *units, size_t count, uint8_t *boundaries)
{
    memset(boundaries, PP_BOUNDARY_NONE, count + 1);
    set_text(breaker->lines, units, count);
    for (int32_t at; (at = ubrk_next(breaker->lines)) != UBRK_DONE;) {
        int32_t rule = ubrk_getRuleStatus(breaker->lines);
        bool must = rule >= UBRK_LINE_HARD && rule < UBRK_LINE_HARD_LIMIT;
        boundaries[at] = must ? PP_BOUNDARY_MUST : PP_BOUNDARY_MAY;
    }
    boundaries[count] = PP_BOUNDARY_MUST;
}

/* Letters and punctuation of Latin, Greek and Cyrillic text that never join with a neighbour. */
static bool stands_alone(uint16_t unit)
{
    return (unit < 0x300 && unit != '\r') || (unit >= 0x370 && unit < 0x483) ||
           (unit >= 0x48A && unit < 0x530) || (unit >= 0x2010 && unit < 0x2028) || unit == 0x202F ||
           unit == 0x20AC || unit == 0x2212;
}

static bool all_stand_alone(const uint16_t *units, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!stands_alone(units[i]))
            return false;
    return true;
}

void pp_breaker_graphemes(
    struct pp_breaker *breaker, const uint16_t *units, size_t count, uint8_t *starts)
{
    if (all_stand_alone(units, count)) {
        memset(starts, 1, count + 1);
        return;
    }
    memset(starts, 0, count + 1);
    starts[0] = 1;
    if (breaker->graphemes == NULL)
        breaker->graphemes = open_iterator(UBRK_CHARACTER, breaker->locale);
    set_text(breaker->graphemes, units, count);
    for (int32_t at; (at = ubrk_next(breaker->graphemes)) != UBRK_DONE;)
        starts[at] = 1;
}
