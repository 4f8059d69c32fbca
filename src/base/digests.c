#include "pactpress/digests.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"

enum { FIRST_SLOTS = 16 };

static bool is_free(const unsigned char *slot)
{
    static const unsigned char zero[PP_DIGESTS_BYTES];

    return memcmp(slot, zero, sizeof zero) == 0;
}

/* The slot that holds the digest, or the free one where it belongs. */
static unsigned char *find(const struct pp_digests *set, const void *digest)
{
    uint64_t start;

    memcpy(&start, digest, sizeof start);
    for (size_t at = (size_t)start & (set->slot_count - 1);;
         at = (at + 1) & (set->slot_count - 1)) {
        unsigned char *slot = set->slots[at];
        if (memcmp(slot, digest, PP_DIGESTS_BYTES) == 0 || is_free(slot))
            return slot;
    }
}

static void grow(struct pp_digests *set)
{
    struct pp_digests larger = {
        .slot_count = set->slot_count == 0 ? FIRST_SLOTS : 2 * set->slot_count,
        .count = set->count,
        .has_zero = set->has_zero};

    larger.slots = calloc(larger.slot_count, sizeof *larger.slots);
    if (larger.slots == NULL)
        pp_out_of_memory();
    for (size_t i = 0; i < set->slot_count; i++)
        if (!is_free(set->slots[i]))
            memcpy(find(&larger, set->slots[i]), set->slots[i], PP_DIGESTS_BYTES);
    free(set->slots);
    *set = larger;
}

void pp_digests_free(struct pp_digests *set)
{
    free(set->slots);
    *set = (struct pp_digests){.slots = NULL};
}

bool pp_digests_add(struct pp_digests *set, const void *digest)
{
    if (is_free(digest)) {
        bool had = set->has_zero;
        set->has_zero = true;
        return !had;
    }
    if (4 * (set->count + 1) > 3 * set->slot_count)
        grow(set);
    unsigned char *slot = find(set, digest);
    if (!is_free(slot))
        return false;
    memcpy(slot, digest, PP_DIGESTS_BYTES);
    set->count++;
    return true;
}
