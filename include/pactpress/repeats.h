/* Which rows of a file may stand in it twice. The first pass over the rows notes a short hash of
 * each in a filter of bits, and remembers the hashes that it met before; only rows with such a hash
 * are compared by their digests in the second pass. So rows of which there is one cost bits, not
 * bytes, however many there are. */
#ifndef PACTPRESS_REPEATS_H
#define PACTPRESS_REPEATS_H

#include <stdbool.h>
#include <stdint.h>

#include "pactpress/file.h"
#include "pactpress/map.h"

struct pp_arena;

enum { PP_REPEATS_SIEVE = 1024 /* words */ };

struct pp_repeats {
    uint64_t *bits; /* of the first pass */
    uint64_t mask;
    struct pp_map suspects; /* hash -> something */
    uint64_t *sieve;        /* bits of the suspects: most rows need no look at the map */
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
