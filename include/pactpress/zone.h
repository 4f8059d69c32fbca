/* Time zones by their IANA names (ICU's own data, so that every machine knows the same). */
#ifndef PACTPRESS_ZONE_H
#define PACTPRESS_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "pactpress/period.h"

struct pp_arena;

bool pp_zone_is_known(const char *zone);
/* The known name nearest to `zone`, in the arena, or NULL when none is near. */
const char *pp_zone_nearest(struct pp_arena *arena, const char *zone);
/* The day it is in `zone` at `seconds` since 1970-01-01T00:00Z; an unknown zone counts as UTC. */
pp_day pp_zone_day(const char *zone, int64_t seconds);

#endif
