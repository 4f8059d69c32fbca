#include "ingest/stays.h"

#include "pactpress/arena.h"

void pp_stays_init(struct pp_stays *stays, struct pp_arena *arena)
{
    *stays = (struct pp_stays){.arena = arena};
    pp_map_init(&stays->by_person, arena);
}

static const char *copy_of(struct pp_arena *arena, const char *text)
{
    return text != NULL ? pp_arena_strdup(arena, text) : NULL;
}

void pp_stays_keep(
    struct pp_stays *stays, const char *key, size_t length,
    const struct pp_attendance_record *record)
{
    struct pp_attendance_record *copy = pp_arena_memdup(stays->arena, record, sizeof *record);
    copy->event_id = copy_of(stays->arena, record->event_id);
    copy->event_name = copy_of(stays->arena, record->event_name);
    copy->gender = copy_of(stays->arena, record->gender);
    copy->cities =
        pp_arena_memdup(stays->arena, record->cities, record->city_count * sizeof *record->cities);
    *(struct pp_attendance_record **)PP_PUSH(stays->arena, stays) = copy;
    if (key != NULL)
        pp_map_set_n(&stays->by_person, key, length, copy);
}

bool pp_stays_add(struct pp_stays *stays, const char *key, size_t length, int minutes)
{
    struct pp_attendance_record *record = pp_map_get_n(&stays->by_person, key, length);
    if (record == NULL)
        return false;
    record->minutes += minutes;
    return true;
}

enum pp_status pp_stays_hand_over(const struct pp_stays *stays, const struct pp_record_sink *sink)
{
    for (size_t i = 0; i < stays->count; i++)
        PP_TRY(sink->attendance(sink->self, stays->items[i]));
    return PP_OK;
}
