#include "shape_cache.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "shaped.h"

enum { BUCKETS = 8192 };

struct entry {
    struct entry *newer, *older; /* by last use */
    struct entry *next;          /* in the bucket */
    uint64_t hash;
    const void *key;
    size_t size;   /* [bytes] of the key */
    size_t weight; /* [bytes] of its arena */
    struct pp_shaped *shaped;
};

struct pp_shape_cache {
    struct entry *buckets[BUCKETS];
    struct entry *newest, *oldest;
    size_t weight, limit; /* [bytes] */
};

struct pp_shape_cache *pp_shape_cache_new(size_t limit)
{
    struct pp_shape_cache *cache = pp_xmalloc(sizeof *cache);
    *cache = (struct pp_shape_cache){.limit = limit};
    return cache;
}

/* As FNV-1a, eight bytes at a time: keys are whole paragraphs. */
static uint64_t hash_of(const unsigned char *key, size_t size)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t taken; size > 0; key += taken, size -= taken) {
        uint64_t word = 0;
        taken = size < sizeof word ? size : sizeof word;
        memcpy(&word, key, taken);
        hash = (hash ^ word) * 1099511628211u;
        hash ^= hash >> 32;
    }
    return hash;
}

/* Lines and opportunities are added to a paragraph that is in use: to the newest, and to no other.
 */
static void weigh_newest(struct pp_shape_cache *cache)
{
    struct entry *entry = cache->newest;
    if (entry == NULL)
        return;
    cache->weight -= entry->weight;
    entry->weight = pp_arena_held(entry->shaped->arena);
    cache->weight += entry->weight;
}

static void unlink_use(struct pp_shape_cache *cache, struct entry *entry)
{
    *(entry->newer != NULL ? &entry->newer->older : &cache->newest) = entry->older;
    *(entry->older != NULL ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct pp_shape_cache *cache, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    *(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = entry;
    cache->newest = entry;
}

static void drop_oldest(struct pp_shape_cache *cache)
{
    struct entry *entry = cache->oldest;
    struct entry **place = &cache->buckets[entry->hash % BUCKETS];
    while (*place != entry)
        place = &(*place)->next;
    *place = entry->next;
    unlink_use(cache, entry);
    cache->weight -= entry->weight;
    /* The entry itself lies in the arena. */
    pp_arena_free(entry->shaped->arena);
}

void pp_shape_cache_free(struct pp_shape_cache *cache)
{
    if (cache == NULL)
        return;
    while (cache->oldest != NULL)
        drop_oldest(cache);
    free(cache);
}

struct pp_shaped *pp_shape_cache_get(struct pp_shape_cache *cache, const void *key, size_t size)
{
    uint64_t hash = hash_of(key, size);
    weigh_newest(cache);
    for (struct entry *entry = cache->buckets[hash % BUCKETS]; entry != NULL; entry = entry->next)
        if (entry->hash == hash && entry->size == size && memcmp(entry->key, key, size) == 0) {
            unlink_use(cache, entry);
            link_newest(cache, entry);
            return entry->shaped;
        }
    return NULL;
}

void pp_shape_cache_put(
    struct pp_shape_cache *cache, const void *key, size_t size, struct pp_shaped *shaped)
{
    struct entry *entry = pp_arena_alloc(shaped->arena, sizeof *entry);
    entry->hash = hash_of(key, size);
    entry->key = pp_arena_memdup(shaped->arena, key, size);
    entry->size = size;
    entry->shaped = shaped;
    entry->next = cache->buckets[entry->hash % BUCKETS];
    cache->buckets[entry->hash % BUCKETS] = entry;
    link_newest(cache, entry);
    weigh_newest(cache);
    while (cache->weight > cache->limit && cache->oldest != entry)
        drop_oldest(cache);
}
