#include "pactpress/map.h"

#include <stdint.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/hash.h"

enum { FIRST_SLOTS = 16 };

void pp_map_init(struct pp_map *map, struct pp_arena *arena)
{
    *map = (struct pp_map){.arena = arena};
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t find_slot(const struct pp_map *map, const void *key, size_t length)
{
    size_t mask = map->slot_count - 1;
    for (size_t slot = (size_t)pp_hash(key, length) & mask;; slot = (slot + 1) & mask) {
        if (map->slots[slot] == 0)
            return slot;
        const struct pp_map_entry *entry = &map->entries[map->slots[slot] - 1];
        if (entry->key_length == length && (length == 0 || memcmp(entry->key, key, length) == 0))
            return slot;
    }
}

static void grow_slots(struct pp_map *map)
{
    map->slot_count = map->slot_count == 0 ? FIRST_SLOTS : map->slot_count * 2;
    map->slots = pp_arena_array(map->arena, map->slot_count, sizeof *map->slots);
    for (size_t i = 0; i < map->count; i++)
        map->slots[find_slot(map, map->entries[i].key, map->entries[i].key_length)] = i + 1;
}

void *pp_map_get_n(const struct pp_map *map, const void *key, size_t length)
{
    if (map->count == 0)
        return NULL;
    size_t index = map->slots[find_slot(map, key, length)];
    return index > 0 ? map->entries[index - 1].value : NULL;
}

void *pp_map_get(const struct pp_map *map, const char *key)
{
    return pp_map_get_n(map, key, strlen(key));
}

struct pp_map_entry *pp_map_entry(struct pp_map *map, const void *key, size_t length)
{
    /* At most two thirds full, so that probing stays short. */
    if (map->count * 3 >= map->slot_count * 2)
        grow_slots(map);
    size_t slot = find_slot(map, key, length);
    if (map->slots[slot] > 0)
        return &map->entries[map->slots[slot] - 1];
    struct pp_map_entry *entry =
        pp_arena_push(map->arena, &map->entries, &map->count, &map->capacity, sizeof *map->entries);
    entry->key = pp_arena_strndup(map->arena, key, length);
    entry->key_length = length;
    map->slots[slot] = map->count;
    return entry;
}

struct pp_map_entry *pp_map_set_n(struct pp_map *map, const void *key, size_t length, void *value)
{
    struct pp_map_entry *entry = pp_map_entry(map, key, length);
    entry->value = value;
    return entry;
}

struct pp_map_entry *pp_map_set(struct pp_map *map, const char *key, void *value)
{
    return pp_map_set_n(map, key, strlen(key), value);
}
