/* Stays: in reports of online meetings one person has a row for each time they joined. The records
 * of such a source wait until its last row, and further stays of a person at an event add their
 * length to the first. */
#ifndef PACTPRESS_INGEST_STAYS_H
#define PACTPRESS_INGEST_STAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/map.h"
#include "pactpress/record.h"
#include "pactpress/status.h"

struct pp_arena;

struct pp_stays {
    struct pp_arena *arena;
    struct pp_attendance_record **items; /* in the order of their rows */
    size_t count, capacity;
    struct pp_map by_person; /* event and person -> its record */
};

void pp_stays_init(struct pp_stays *stays, struct pp_arena *arena);
/* Keeps a copy. `key` (NULL: nobody) tells event and person. */
void pp_stays_keep(
    struct pp_stays *stays, const char *key, size_t length,
    const struct pp_attendance_record *record);
/* False: this person has no earlier stay in this source. */
bool pp_stays_add(struct pp_stays *stays, const char *key, size_t length, int minutes);
enum pp_status pp_stays_hand_over(
    const struct pp_stays *stays, const struct pp_record_sink *sink) PP_CHECK;

#endif
