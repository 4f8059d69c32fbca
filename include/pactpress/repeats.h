/* Which rows of a file may stand in it twice. The first pass over the rows notes a short hash of
 * each in a filter of bits, and in a smaller one the hashes that it met before; only rows with such
 * a hash are compared by their digests in the second pass. So rows of which there is one cost bits,
 * not bytes, and the bits are bounded (32 MiB in the first pass, 4 MiB behind it): of more than
 * 50 million rows more are compared than need be. */
#ifndef PACTPRESS_REPEATS_H
#define PACTPRESS_REPEATS_H

#include <stdbool.h>
#include <stdint.h>

#include "pactpress/file.h"

struct pp_arena;

/* Three bits of one word for each hash. */
struct pp_filter {
    uint64_t *words;
    uint64_t mask;
};

struct pp_repeats {
    struct pp_filter met;      /* of the first pass */
    struct pp_filter suspects; /* what was met twice */
};

/* For a file of so many bytes; what is remembered lives in `arena`. */
void pp_repeats_begin(struct pp_repeats *repeats, struct pp_arena *arena, uint64_t file_size);
void pp_repeats_note(struct pp_repeats *repeats, uint64_t hash);
/* Notes it without remembering. True: perhaps met before; false: surely not. */
bool pp_repeats_meet(struct pp_repeats *repeats, uint64_t hash);
uint64_t pp_repeats_hash(struct pp_bytes record);
/* Behind the first pass; gives the filter back. */
void pp_repeats_end(struct pp_repeats *repeats);
/* False: no other row is the same. True: there may be one. */
bool pp_repeats_may(const struct pp_repeats *repeats, struct pp_bytes record);

#endif
