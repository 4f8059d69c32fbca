#include "pactpress/repeats.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"

enum { LEAST_WORDS = 16, MOST_WORDS = 1 << 22 /* 32 MiB */, BYTES_A_WORD = 256 };

/* Eight bytes at a time, mixed as splitmix64 does. It only sorts out; digests decide. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0xBF58476D1CE4E5B9u;
    hash ^= hash >> 29;
    hash *= 0x94D049BB133111EBu;
    return hash ^ hash >> 32;
}

uint64_t pp_repeats_hash(struct pp_bytes record)
{
    uint64_t hash = record.size, word = 0;
    size_t at = 0;
    for (; at + sizeof word <= record.size; at += sizeof word) {
        memcpy(&word, record.data + at, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    for (; at < record.size; at++)
        word = word << 8 | record.data[at];
    return mix(hash, word);
}

void pp_repeats_begin(struct pp_repeats *repeats, struct pp_arena *arena, uint64_t file_size)
{
    uint64_t words = LEAST_WORDS;
    while (words < MOST_WORDS && words < file_size / BYTES_A_WORD)
        words *= 2;
    repeats->bits = calloc(words, sizeof *repeats->bits); /* pages that are used cost memory */
    if (repeats->bits == NULL)
        pp_out_of_memory();
    repeats->mask = words - 1;
    pp_map_init(&repeats->suspects, arena);
    repeats->sieve = pp_arena_array(arena, PP_REPEATS_SIEVE, sizeof *repeats->sieve);
}

/* Three bits of one word: one look at memory a row. */
bool pp_repeats_meet(struct pp_repeats *repeats, uint64_t hash)
{
    uint64_t *word = &repeats->bits[hash >> 18 & repeats->mask];
    uint64_t bits = (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63) |
                    (uint64_t)1 << (hash >> 12 & 63);
    bool met = (*word & bits) == bits;
    *word |= bits;
    return met;
}

void pp_repeats_note(struct pp_repeats *repeats, uint64_t hash)
{
    if (!pp_repeats_meet(repeats, hash))
        return;
    pp_map_set_n(&repeats->suspects, &hash, sizeof hash, repeats);
    repeats->sieve[hash >> 6 & (PP_REPEATS_SIEVE - 1)] |= (uint64_t)1 << (hash & 63);
}

void pp_repeats_end(struct pp_repeats *repeats)
{
    free(repeats->bits);
    repeats->bits = NULL;
}

bool pp_repeats_may(const struct pp_repeats *repeats, struct pp_bytes record)
{
    uint64_t hash = pp_repeats_hash(record);
    if ((repeats->sieve[hash >> 6 & (PP_REPEATS_SIEVE - 1)] >> (hash & 63) & 1) == 0)
        return false;
    return pp_map_get_n(&repeats->suspects, &hash, sizeof hash) != NULL;
}
