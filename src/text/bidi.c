#include "bidi.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/ubidi.h>

#include "pactpress/arena.h"

struct pp_bidi {
    UBiDi *icu;
};

struct pp_bidi *pp_bidi_new(void)
{
    struct pp_bidi *bidi = pp_xmalloc(sizeof *bidi);
    bidi->icu = ubidi_open();
    if (bidi->icu == NULL)
        pp_out_of_memory();
    return bidi;
}

void pp_bidi_free(struct pp_bidi *bidi)
{
    if (bidi == NULL)
        return;
    ubidi_close(bidi->icu);
    free(bidi);
}

void pp_bidi_levels(
    struct pp_bidi *bidi, const uint16_t *units, size_t count, bool rtl, uint8_t *levels)
{
    UErrorCode status = U_ZERO_ERROR;
    ubidi_setPara(bidi->icu, units, (int32_t)count, rtl ? 1 : 0, NULL, &status);
    const UBiDiLevel *found = U_SUCCESS(status) ? ubidi_getLevels(bidi->icu, &status) : NULL;
    /* The text is bounded by PP_LIMIT_PARAGRAPH, so nothing but memory can be lacking. */
    if (count > 0 && (U_FAILURE(status) || found == NULL))
        pp_out_of_memory();
    if (count > 0)
        memcpy(levels, found, count);
}

void pp_bidi_order(const uint8_t *levels, size_t count, size_t *order)
{
    uint8_t highest = 0, lowest_odd = UINT8_MAX;
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
        if (levels[i] > highest)
            highest = levels[i];
        if (levels[i] % 2 == 1 && levels[i] < lowest_odd)
            lowest_odd = levels[i];
    }
    for (unsigned level = highest; level >= lowest_odd; level--)
        for (size_t i = 0; i < count; i++) {
            size_t end = i;
            while (end < count && levels[order[end]] >= level)
                end++;
            for (size_t a = i, b = end; a + 1 < b; a++) {
                size_t swapped = order[--b];
                order[b] = order[a];
                order[a] = swapped;
            }
            if (end > i)
                i = end;
        }
}
