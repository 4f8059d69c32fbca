/* Sets of persons: exact, in sorted order of their hashes, merged by union. Never a sketch.
 *
 * A set grows in an arena, takes persons in any order and as often as they come, and is settled
 * (sorted, each person once) before it is counted. Nothing outside ever sees the order. */
#ifndef PACTPRESS_PERSONS_SET_H
#define PACTPRESS_PERSONS_SET_H

#include <stddef.h>

#include "pactpress/record.h"

struct pp_arena;

struct pp_persons_set {
    struct pp_person *items;
    size_t count, capacity;
    size_t settled; /* the first `settled` items are sorted and unique */
};

void pp_persons_set_add(
    struct pp_arena *arena, struct pp_persons_set *set, const struct pp_person *person);
/* Adds all of `other`. */
void pp_persons_set_unite(
    struct pp_arena *arena, struct pp_persons_set *set, const struct pp_persons_set *other);
/* Sorts, keeps each person once, returns how many there are. */
size_t pp_persons_set_settle(struct pp_persons_set *set);

#endif
