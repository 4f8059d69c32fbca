#include "pactpress/persons_set.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"

enum { FIRST_CAPACITY = 16 };

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct pp_person));
}

size_t pp_persons_set_settle(struct pp_persons_set *set)
{
    size_t kept = 0;

    if (set->settled == set->count)
        return set->count;
    qsort(set->items, set->count, sizeof *set->items, compare);
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
