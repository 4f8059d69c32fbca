/* Where lines may be broken (UAX #14) and where user-perceived characters end (UAX #29): ICU's
 * ubrk.h is owned here. */
#ifndef PACTPRESS_TEXT_BREAKS_H
#define PACTPRESS_TEXT_BREAKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pp_boundary {
    PP_BOUNDARY_NONE,
    PP_BOUNDARY_MAY, /* a line may end before this unit */
    PP_BOUNDARY_MUST /* a line ends before this unit */
};

struct pp_breaker; /* iterators of one language; one thread */

struct pp_breaker *pp_breaker_new(const char *lang);
void pp_breaker_free(struct pp_breaker *breaker);
/* Marks boundaries[0..count]: enum pp_boundary. */
void pp_breaker_lines(
    struct pp_breaker *breaker, const uint16_t *units, size_t count, uint8_t *boundaries);
/* Marks starts[0..count]: 1 where a grapheme cluster starts, and at the end. */
void pp_breaker_graphemes(
    struct pp_breaker *breaker, const uint16_t *units, size_t count, uint8_t *starts);

#endif
