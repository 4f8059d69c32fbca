#include "pactpress/repeats.h"

#include <stdlib.h>

#include "pactpress/arena.h"
#include "pactpress/hash.h"

enum {
    LEAST_WORDS = 16,
    MOST_WORDS = 1 << 22 /* 32 MiB */,
    BYTES_A_WORD = 256,
    SUSPECTS_SHARE = 8 /* few rows are met twice */
};

uint64_t pp_repeats_hash(struct pp_bytes record)
{
    return pp_hash(record.data, record.size);
}

void pp_repeats_begin(struct pp_repeats *repeats, struct pp_arena *arena, uint64_t file_size)
{
    uint64_t words = LEAST_WORDS;
    while (words < MOST_WORDS && words < file_size / BYTES_A_WORD)
        words *= 2;
    repeats->met.words = calloc(words, sizeof(uint64_t)); /* pages that are used cost memory */
    if (repeats->met.words == NULL)
        pp_out_of_memory();
    repeats->met.mask = words - 1;
    words = words / SUSPECTS_SHARE > LEAST_WORDS ? words / SUSPECTS_SHARE : LEAST_WORDS;
    repeats->suspects.words = pp_arena_array(arena, words, sizeof(uint64_t));
    repeats->suspects.mask = words - 1;
}

/* One word, so one look at memory. */
static uint64_t *word_of(const struct pp_filter *filter, uint64_t hash)
{
    return &filter->words[hash >> 18 & filter->mask];
}

static uint64_t bits_of(uint64_t hash)
{
    return (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63) |
           (uint64_t)1 << (hash >> 12 & 63);
}

bool pp_repeats_meet(struct pp_repeats *repeats, uint64_t hash)
{
    uint64_t *word = word_of(&repeats->met, hash), bits = bits_of(hash);
    bool met = (*word & bits) == bits;
    *word |= bits;
    return met;
}

void pp_repeats_note(struct pp_repeats *repeats, uint64_t hash)
{
    if (pp_repeats_meet(repeats, hash))
        *word_of(&repeats->suspects, hash) |= bits_of(hash);
}

void pp_repeats_end(struct pp_repeats *repeats)
{
    free(repeats->met.words);
    repeats->met.words = NULL;
}

bool pp_repeats_may(const struct pp_repeats *repeats, struct pp_bytes record)
{
    uint64_t hash = pp_repeats_hash(record), bits = bits_of(hash);
    return (*word_of(&repeats->suspects, hash) & bits) == bits;
}
