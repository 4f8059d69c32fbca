#include "pactpress/hash.h"

#include <string.h>

/* Mixed as splitmix64 does. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0xBF58476D1CE4E5B9u;
    hash ^= hash >> 29;
    hash *= 0x94D049BB133111EBu;
    return hash ^ hash >> 32;
}

/* Eight bytes at a time; the last ones overlap those before. */
uint64_t pp_hash(const void *bytes, size_t size)
{
    const unsigned char *data = bytes;
    uint64_t hash = size, word = 0;
    size_t at = 0;

    for (; at + sizeof word <= size; at += sizeof word) {
        memcpy(&word, data + at, sizeof word);
        hash = mix(hash, word);
    }
    if (at == size)
        return mix(hash, 0);
    if (size >= sizeof word) {
        memcpy(&word, data + size - sizeof word, sizeof word);
        return mix(hash, word);
    }
    for (word = 0; at < size; at++)
        word = word << 8 | data[at];
    return mix(hash, word);
}
