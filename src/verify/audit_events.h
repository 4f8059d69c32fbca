/* Which events belong to which city: the annexes of the cities list them. */
#ifndef PACTPRESS_VERIFY_AUDIT_EVENTS_H
#define PACTPRESS_VERIFY_AUDIT_EVENTS_H

#include <stddef.h>

#include "pactpress/map.h"
#include "pactpress/status.h"

struct pp_run;

struct audit_event {
    const char *id;
    const char **cities; /* ids, in the order of the files */
    size_t count, capacity;
};

struct audit_events {
    struct pp_map by_id;  /* -> struct audit_event */
    struct pp_map cities; /* ids whose annex was read */
};

/* Reads manifest.json of the folder and the annexes (XLSX) that it names for a city. */
enum pp_status audit_events_read(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *manifest,
    struct audit_events *out) PP_CHECK;

#endif
