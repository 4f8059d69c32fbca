/* The bidirectional algorithm, UAX #9 (ICU's ubidi.h is owned here). */
#ifndef PACTPRESS_TEXT_BIDI_H
#define PACTPRESS_TEXT_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_bidi;

struct pp_bidi *pp_bidi_new(void);
void pp_bidi_free(struct pp_bidi *bidi);
/* Writes the embedding level of each unit. Line feeds separate paragraphs, all of base `rtl`. */
void pp_bidi_levels(
    struct pp_bidi *bidi, const uint16_t *units, size_t count, bool rtl, uint8_t *levels);
/* Visual order of the runs of one line (rule L2): order[i] is the logical index of the i-th run
 * from the left. */
void pp_bidi_order(const uint8_t *levels, size_t count, size_t *order);

#endif
