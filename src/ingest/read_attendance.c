/* A row of attendance: one person at one event, or one event with a count. */
#include <string.h>

#include "ingest/memo.h"
#include "ingest/traits.h"
#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/reader.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

/* Registered is not attended. Without a list of statuses every row counts. */
static bool did_attend(struct pp_reader *r)
{
    size_t column = r->wanted->by_field[PP_FIELD_STATUS];
    bool mapped = column != PP_NO_INDEX && r->source->columns[column].values.count > 0;
    const char *status = pp_cell(r, PP_FIELD_STATUS);
    if (r->source->attended.count == 0 && !mapped)
        return true;
    return pp_text_in(&r->source->attended, status) || (mapped && strcmp(status, "attended") == 0);
}

/* `event` is an id when the events list has it, else a name. */
static bool read_event(struct pp_reader *r, struct pp_attendance_record *record)
{
    const char *event = pp_cell(r, PP_FIELD_EVENT);
    const char *id = pp_cell(r, PP_FIELD_EVENT_ID);
    const char *name = pp_cell(r, PP_FIELD_EVENT_NAME);
    if (id[0] == '\0' && event[0] != '\0' && pp_map_get(&r->in->events, event) != NULL)
        id = event;
    else if (name[0] == '\0')
        name = event;
    record->event_id = id[0] != '\0' ? id : NULL;
    record->event_name = name[0] != '\0' ? name : NULL;
    bool asked = pp_has_cell(r, PP_FIELD_EVENT) || pp_has_cell(r, PP_FIELD_EVENT_ID) ||
                 pp_has_cell(r, PP_FIELD_EVENT_NAME);
    if (!asked || record->event_id != NULL || record->event_name != NULL)
        return true;
    enum pp_field field = pp_has_cell(r, PP_FIELD_EVENT_ID) ? PP_FIELD_EVENT_ID : PP_FIELD_EVENT;
    pp_hold_back(r, field, "no-event", NULL, "the row does not say which event it belongs to");
    return false;
}

/* Day and cities, from the row or from the event that it belongs to. */
static bool read_place(struct pp_reader *r, struct pp_attendance_record *record)
{
    const struct pp_known_event *event =
        record->event_id != NULL ? pp_map_get(&r->in->events, record->event_id) : NULL;
    bool dated = !pp_value_is_blank(pp_cell(r, PP_FIELD_DATE));
    if (!dated && event != NULL)
        record->day = event->first;
    else if (!pp_row_day(r, PP_FIELD_DATE, &record->day))
        return false;
    if (!pp_row_cities(r, &record->cities, &record->city_count))
        return false;
    if (record->city_count == 0 && event == NULL) {
        pp_hold_back(
            r, PP_FIELD_CITY, "no-city", NULL,
            "no city is named, and the event is in no events list that would tell");
        return false;
    }
    return pp_row_in_project(r, record->day, record->cities, record->city_count);
}

static bool read_minutes(struct pp_reader *r, int *out)
{
    bool hours = pp_value_is_blank(pp_cell(r, PP_FIELD_MINUTES));
    enum pp_field field = hours ? PP_FIELD_HOURS : PP_FIELD_MINUTES;
    const char *text = pp_cell(r, field);
    struct pp_memory *memory = pp_cell_memory(r, field);
    int minutes = 0;
    if (memory != NULL && memory->has_minutes) {
        *out = memory->minutes;
        return true;
    }
    enum pp_reading reading = pp_value_duration(text, r->decimal, hours, &minutes);
    if (reading != PP_READ_OK && reading != PP_READ_BLANK) {
        pp_hold_back(
            r, field, "bad-duration", text, "this is no length in %s", hours ? "hours" : "minutes");
        return false;
    }
    if (memory != NULL) {
        memory->minutes = minutes;
        memory->has_minutes = true;
    }
    *out = minutes;
    return true;
}

static bool carries_counts(const struct pp_reader *r)
{
    if (r->source->shape != NULL)
        return strcmp(r->source->shape, "counts") == 0;
    bool person = pp_has_cell(r, PP_FIELD_EMAIL) || pp_has_cell(r, PP_FIELD_PERSON) ||
                  pp_has_cell(r, PP_FIELD_NAME) || pp_has_cell(r, PP_FIELD_LAST_NAME);
    return !person && pp_has_cell(r, PP_FIELD_COUNT);
}

enum pp_verdict pp_read_attendance(struct pp_reader *r)
{
    struct pp_attendance_record record = {.origin = r->finding->origin};
    bool counts = carries_counts(r);
    if (!did_attend(r))
        return pp_exclude(r, "not-attended");
    if (pp_row_not_submitted(r))
        return pp_exclude(r, "not-submitted");
    if (!read_event(r, &record) || !read_place(r, &record) || !read_minutes(r, &record.minutes))
        return PP_ROW_HELD_BACK;
    if (counts && !pp_row_count(r, PP_FIELD_COUNT, &record.count))
        return PP_ROW_HELD_BACK;
    record.identified = !counts && pp_row_person(r, &record.person);
    record.staff = pp_text_in(&r->source->staff, pp_cell(r, PP_FIELD_ROLE));
    if (pp_reader_broken(r))
        return PP_ROW_HELD_BACK;
    pp_row_traits(r, &record);
    record.type = pp_row_type(r);
    r->finding->record = pp_arena_memdup(r->scratch, &record, sizeof record);
    return PP_ROW_USED;
}
