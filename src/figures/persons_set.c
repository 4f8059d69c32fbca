#include "pactpress/persons_set.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"

enum { FIRST_CAPACITY = 16, SMALL = 64 };

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct pp_person));
}

/* Swaps every item into the stretch of its byte; ends[] are where the stretches end. */
static void distribute(
    struct pp_person *items, const size_t *starts, const size_t *ends, size_t depth)
{
    size_t heads[256];

    memcpy(heads, starts, sizeof heads);
    for (size_t byte = 0; byte < 256; byte++)
        while (heads[byte] < ends[byte]) {
            struct pp_person item = items[heads[byte]];
            /* a round trip through the stretches that ends here */
            while (item.hash[depth] != byte) {
                size_t *head = &heads[item.hash[depth]];
                struct pp_person other = items[*head];
                items[(*head)++] = item;
                item = other;
            }
            items[heads[byte]++] = item;
        }
}

/* Radix sort in place (American flag sort), byte by byte from `depth` on: hashes are uniform, so
 * two or three bytes tell most of them apart; small stretches are left to qsort. */
static void sort(struct pp_person *items, size_t count, size_t depth)
{
    size_t starts[256], ends[256], counts[256] = {0}, at = 0;

    if (count < SMALL || depth == sizeof items->hash) {
        qsort(items, count, sizeof *items, compare);
        return;
    }
    for (size_t i = 0; i < count; i++)
        counts[items[i].hash[depth]]++;
    for (size_t byte = 0; byte < 256; byte++) {
        starts[byte] = at;
        ends[byte] = at += counts[byte];
    }
    distribute(items, starts, ends, depth);
    for (size_t byte = 0; byte < 256; byte++)
        if (counts[byte] > 1)
            sort(items + starts[byte], counts[byte], depth + 1);
}

size_t pp_persons_set_settle(struct pp_persons_set *set)
{
    size_t kept = 0;

    if (set->settled == set->count)
        return set->count;
    sort(set->items, set->count, 0);
    for (size_t i = 0; i < set->count; i++)
        if (kept == 0 || compare(&set->items[kept - 1], &set->items[i]) != 0)
            set->items[kept++] = set->items[i];
    set->count = set->settled = kept;
    return kept;
}

/* Room for `more` persons. A full set is settled first: a list in which everybody comes often stays
 * small. It grows unless settling freed half of it, so sorting stays cheap on average. */
static void reserve(struct pp_arena *arena, struct pp_persons_set *set, size_t more)
{
    if (set->capacity - set->count >= more)
        return;
    pp_persons_set_settle(set);
    size_t wanted = set->count + more;
    if (wanted <= set->capacity / 2)
        return;
    size_t capacity = set->capacity == 0 ? FIRST_CAPACITY : 2 * set->capacity;
    while (capacity < wanted + wanted / 2)
        capacity *= 2;
    struct pp_person *items = pp_arena_array(arena, capacity, sizeof *items);
    if (set->count > 0)
        memcpy(items, set->items, set->count * sizeof *items);
    set->items = items;
    set->capacity = capacity;
}

void pp_persons_set_add(
    struct pp_arena *arena, struct pp_persons_set *set, const struct pp_person *person)
{
    reserve(arena, set, 1);
    set->items[set->count++] = *person;
}

void pp_persons_set_unite(
    struct pp_arena *arena, struct pp_persons_set *set, const struct pp_persons_set *other)
{
    if (other->count == 0)
        return;
    reserve(arena, set, other->count);
    memcpy(&set->items[set->count], other->items, other->count * sizeof *other->items);
    set->count += other->count;
}
