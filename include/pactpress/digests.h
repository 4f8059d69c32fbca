/* A set of digests of 16 bytes, for what must be remembered of every row: was it there before?
 * Open addressing over the digests themselves, which are uniform already; 16 bytes and the room
 * between them, and nothing else. No order ever comes out of it. */
#ifndef PACTPRESS_DIGESTS_H
#define PACTPRESS_DIGESTS_H

#include <stdbool.h>
#include <stddef.h>

enum { PP_DIGESTS_BYTES = 16 };

struct pp_digests {
    unsigned char (*slots)[PP_DIGESTS_BYTES]; /* all zero: free */
    size_t slot_count, count;
    bool has_zero; /* the digest of zeroes is in it */
};

/* Adds a digest; true when it was not there. */
bool pp_digests_add(struct pp_digests *set, const void *digest);
/* The slots lie outside of arenas, because a set that grows leaves those of before behind. */
void pp_digests_free(struct pp_digests *set);

#endif
