/* Which events belong to which city: the annexes of the cities list them. */
#ifndef PACTPRESS_VERIFY_AUDIT_EVENTS_H
#define PACTPRESS_VERIFY_AUDIT_EVENTS_H

#include <stddef.h>

#include "audit_figures.h"
#include "pactpress/map.h"
#include "pactpress/status.h"

struct pp_run;

struct audit_event {
    const char **items; /* ids of cities, in the order of the files */
    size_t count, capacity;
};

struct audit_events {
    struct pp_map by_id;        /* of those that have figures -> struct audit_event */
    struct pp_map by_breakdown; /* the same events, by "event=..." of their figures */
    struct pp_map cities;       /* ids whose annex was read */
};

/* Looks for the events that have figures in the annexes (XLSX) that manifest.json of the folder
 * names for a city. */
enum pp_status audit_events_read(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *manifest,
    const struct audit_figures *figures, struct audit_events *out) PP_CHECK;

#endif
