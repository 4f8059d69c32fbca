#include "pactpress/zone.h"

#include <string.h>
#include <unicode/ucal.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

enum { ZONE_NAME = 64 }; /* [UTF-16 units] the longest IANA name has 32 */

static int32_t zone_units(const char *zone, UChar units[ZONE_NAME])
{
    size_t length = zone ? strlen(zone) : 0;
    if (length == 0 || length >= ZONE_NAME)
        return 0;
    for (size_t i = 0; i < length; i++)
        units[i] = (UChar)(unsigned char)zone[i];
    return (int32_t)length;
}

bool pp_zone_is_known(const char *zone)
{
    UChar units[ZONE_NAME], canonical[ZONE_NAME];
    int32_t length = zone_units(zone, units);
    if (length == 0)
        return false;
    UErrorCode error = U_ZERO_ERROR;
    UBool system = 0;
    ucal_getCanonicalTimeZoneID(units, length, canonical, ZONE_NAME, &system, &error);
    return U_SUCCESS(error) && system;
}

const char *pp_zone_nearest(struct pp_arena *arena, const char *zone)
{
    UErrorCode error = U_ZERO_ERROR;
    UEnumeration *zones = ucal_openTimeZones(&error);
    if (U_FAILURE(error))
        return NULL;
    struct {
        const char **items;
        size_t count, capacity;
    } names = {0};
    int32_t length = 0;
    for (const char *name; (name = uenum_next(zones, &length, &error)) != NULL;)
        if (strchr(name, '/'))
            *(const char **)PP_PUSH(arena, &names) = pp_arena_strndup(arena, name, (size_t)length);
    uenum_close(zones);
    *(const char **)PP_PUSH(arena, &names) = NULL;
    return pp_nearest(zone, names.items);
}

/* [s] by which local time in `zone` is ahead of UTC at `seconds`. */
static int64_t offset_at(const char *zone, int64_t seconds)
{
    UChar units[ZONE_NAME];
    int32_t length = zone_units(zone, units);
    UErrorCode error = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(units, length, "en", UCAL_GREGORIAN, &error);
    if (U_FAILURE(error))
        return 0;
    ucal_setMillis(calendar, (UDate)seconds * 1000.0, &error);
    int64_t milliseconds = (int64_t)ucal_get(calendar, UCAL_ZONE_OFFSET, &error) +
                           ucal_get(calendar, UCAL_DST_OFFSET, &error);
    ucal_close(calendar);
    return U_SUCCESS(error) ? milliseconds / 1000 : 0;
}

pp_day pp_zone_day(const char *zone, int64_t seconds)
{
    if (pp_zone_is_known(zone))
        seconds += offset_at(zone, seconds);
    int64_t day = seconds / 86400 - (seconds % 86400 < 0);
    return (pp_day)day;
}
