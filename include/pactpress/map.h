/* An ordered map from strings to pointers: iteration is in the order of insertion, so that nothing
 * printed ever depends on a hash. Keys are copied into the arena; values belong to the caller. */
#ifndef PACTPRESS_MAP_H
#define PACTPRESS_MAP_H

#include <stddef.h>

struct pp_arena;

struct pp_map_entry {
    const char *key;
    size_t key_length; /* [bytes] */
    void *value;
};

struct pp_map {
    struct pp_arena *arena;
    struct pp_map_entry *entries; /* in order of insertion */
    size_t count;
    size_t capacity;
    size_t *slots; /* open addressing: index + 1 into entries, 0 = free */
    size_t slot_count;
};

void pp_map_init(struct pp_map *map, struct pp_arena *arena);
/* The value under `key`, or NULL. */
void *pp_map_get(const struct pp_map *map, const char *key);
void *pp_map_get_n(const struct pp_map *map, const void *key, size_t length);
/* Sets the value; an existing key keeps its place in the order. Returns the entry. */
struct pp_map_entry *pp_map_set(struct pp_map *map, const char *key, void *value);
struct pp_map_entry *pp_map_set_n(struct pp_map *map, const void *key, size_t length, void *value);
/* The entry under `key`, made with value NULL if there is none yet. The pointer is good until the
 * next insertion. */
struct pp_map_entry *pp_map_entry(struct pp_map *map, const void *key, size_t length);

#endif
