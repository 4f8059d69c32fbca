/* Parts of a row that several kinds share: days, cities, counts, types, persons. */
#include <string.h>

#include "ingest/memo.h"
#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/names.h"
#include "pactpress/reader.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

static void refuse_date(
    struct pp_reader *r, enum pp_field field, enum pp_reading reading, const char *text)
{
    if (reading == PP_READ_BLANK)
        pp_hold_back(r, field, "no-date", NULL, "the date is missing");
    else if (reading == PP_READ_AMBIGUOUS)
        pp_hold_back(
            r, field, "ambiguous-date", text,
            "this is two dates, by day/month and by month/day; write `dates: dd/MM/yyyy` or "
            "`dates: MM/dd/yyyy` in the source");
    else if (r->dates.pattern != NULL)
        pp_hold_back(
            r, field, "bad-date", text, "this is no date of the form %s", r->dates.pattern);
    else
        pp_hold_back(
            r, field, "bad-date", text,
            "this is no date (2022-01-20, 20.01.2022 and 20 January 2022 are)");
}

bool pp_row_day(struct pp_reader *r, enum pp_field field, pp_day *out)
{
    const char *text = pp_cell(r, field);
    struct pp_memory *memory = pp_cell_memory(r, field);
    if (memory != NULL && memory->has_day) {
        *out = memory->day;
        return true;
    }
    enum pp_reading reading = pp_date_read(&r->dates, text, out);
    if (reading == PP_READ_OK && memory != NULL) {
        memory->day = *out;
        memory->has_day = true;
    }
    if (reading == PP_READ_OK)
        return true;
    refuse_date(r, field, reading, text);
    return false;
}

bool pp_row_not_submitted(struct pp_reader *r)
{
    return pp_streq(r->source->preset, "limesurvey") && pp_cell(r, PP_FIELD_DATE)[0] == '\0';
}

bool pp_row_days(struct pp_reader *r, pp_day *first, pp_day *last)
{
    const char *text = pp_cell(r, PP_FIELD_DATE);
    enum pp_reading reading = pp_date_range(&r->dates, text, first, last);
    if (reading != PP_READ_OK) {
        refuse_date(r, PP_FIELD_DATE, reading, text);
        return false;
    }
    if (pp_value_is_blank(pp_cell(r, PP_FIELD_END)))
        return true;
    if (!pp_row_day(r, PP_FIELD_END, last))
        return false;
    if (*last >= *first)
        return true;
    pp_hold_back(
        r, PP_FIELD_END, "end-before-start", pp_cell(r, PP_FIELD_END),
        "the end lies before the start");
    return false;
}

bool pp_row_in_project(struct pp_reader *r, pp_day day, const size_t *cities, size_t city_count)
{
    const struct pp_project *project = r->in->project;
    bool early = project->start != PP_NO_DAY && day < project->start;
    bool late = project->end != PP_NO_DAY && day > project->end;
    if (early || late) {
        pp_hold_back(
            r, PP_FIELD_DATE, "outside-project", pp_day_iso(r->scratch, day),
            "this day lies %s of the project, %s", early ? "before the start" : "after the end",
            pp_day_iso(r->scratch, early ? project->start : project->end));
        return false;
    }
    for (size_t i = 0; i < city_count; i++) {
        const struct pp_city *city = &project->cities[cities[i]];
        bool member = (city->from == PP_NO_DAY || day >= city->from) &&
                      (city->to == PP_NO_DAY || day <= city->to);
        if (member)
            continue;
        pp_hold_back(
            r, PP_FIELD_CITY, "city-not-member", pp_day_iso(r->scratch, day),
            "%s was no member of the project on this day", city->id);
        return false;
    }
    return true;
}

static bool add_city(struct pp_reader *r, enum pp_field field, const char *label, bool *member)
{
    const struct pp_city *city = pp_project_city_by_label(r->in->project, label);
    if (city != NULL) {
        member[city->index] = true;
        return true;
    }
    const char *near = pp_project_city_nearest(r->in->project, label);
    pp_hold_back(
        r, field, "unknown-city", label, "no city of the project is called that%s%s",
        near != NULL ? "; nearest is " : "", near != NULL ? near : "");
    return false;
}

static char *trimmed(struct pp_arena *arena, const char *text, size_t length)
{
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return pp_arena_strndup(arena, text, length);
}

/* "Cluj; Lublin / Ravenna, Italy": every part is tried whole before it is split by the next, weaker
 * mark, because a name may hold a comma itself. */
static bool add_cities(
    struct pp_reader *r, enum pp_field field, const char *text, size_t level, bool *member)
{
    static const char *const marks[] = {";|\n", "/", ","};
    while (level < 3 && strpbrk(text, marks[level]) == NULL)
        level++;
    if (level == 3 || pp_project_city_by_label(r->in->project, text) != NULL)
        return add_city(r, field, text, member);
    while (*text != '\0') {
        size_t length = strcspn(text, marks[level]);
        char *label = trimmed(r->scratch, text, length);
        if (label[0] != '\0' && !add_cities(r, field, label, level + 1, member))
            return false;
        text += length + (text[length] != '\0');
    }
    return true;
}

bool pp_row_cities(struct pp_reader *r, const size_t **cities, size_t *count)
{
    size_t known = r->in->project->city_count;
    enum pp_field field =
        !pp_is_empty(pp_cell(r, PP_FIELD_CITIES)) ? PP_FIELD_CITIES : PP_FIELD_CITY;
    const char *text = pp_cell(r, field);
    struct pp_memory *memory = pp_cell_memory(r, field);
    if (memory != NULL && memory->has_city) {
        *cities = &memory->city;
        *count = 1;
        return true;
    }
    size_t *list = pp_arena_array(r->scratch, known + 1, sizeof *list);
    bool *member = pp_arena_array(r->scratch, known + 1, sizeof *member);
    size_t found = 0;
    if (text[0] != '\0' && !add_cities(r, field, text, 0, member))
        return false;
    for (size_t i = 0; i < known; i++)
        if (member[i])
            list[found++] = i;
    if (found == 1 && memory != NULL) {
        memory->city = list[0];
        memory->has_city = true;
    }
    *cities = list;
    *count = found;
    return true;
}

bool pp_row_count(struct pp_reader *r, enum pp_field field, struct pp_count *out)
{
    const char *text = pp_cell(r, field);
    struct pp_memory *memory = pp_cell_memory(r, field);
    if (memory != NULL && memory->has_count) {
        *out = memory->count;
        return true;
    }
    enum pp_reading reading = pp_value_count(text, r->decimal, out);
    if (reading == PP_READ_OK && memory != NULL) {
        memory->count = *out;
        memory->has_count = true;
    }
    if (reading == PP_READ_OK)
        return true;
    if (reading == PP_READ_AMBIGUOUS)
        pp_hold_back(
            r, field, "ambiguous-number", text,
            "the mark can set thousands apart or decimals; write `decimal: \",\"` or `decimal: "
            "\".\"` in the source");
    else
        pp_hold_back(
            r, field, "bad-count", text,
            "this is no count (43, c. 40, 20-30, more than 100 and a blank are)");
    return false;
}

const struct pp_event_type *pp_row_type(struct pp_reader *r)
{
    const struct pp_project *project = r->in->project;
    const char *text = pp_cell(r, PP_FIELD_TYPE);
    if (pp_value_is_blank(text))
        return NULL;
    for (size_t i = 0; i < project->event_type_count; i++) {
        const struct pp_event_type *type = &project->event_types[i];
        if (pp_fold_equal(type->id, text))
            return type;
        for (size_t n = 0; n < type->name.count; n++)
            if (pp_fold_equal(type->name.items[n].text, text))
                return type;
    }
    const char *key = pp_arena_printf(r->scratch, "type:%s:%s", r->source->id, text);
    bool shown = strlen(text) <= 60 && strchr(text, '@') == NULL;
    pp_notice(
        r,
        (struct pp_notice){
            .key = key, .rule = "row.unknown-type", .where = pp_cell_where(r, PP_FIELD_TYPE)},
        "%s%s%s is no event type of the project; its rows are used without a type. Add it to "
        "`event_types:`, or map it in the column's `values:`.",
        shown ? "\"" : "", shown ? text : "This", shown ? "\"" : "");
    return NULL;
}

/* A part of a name; "" for the words that the tool writes where nobody told it. */
static const char *name_part(struct pp_reader *r, enum pp_field field)
{
    const char *text = pp_cell(r, field);
    return pp_text_in(&r->source->missing, text) ? "" : text;
}

/* "First Last" of two cells, or the one that is there. */
static const char *full_name(struct pp_reader *r)
{
    const char *name = name_part(r, PP_FIELD_NAME);
    const char *first = name_part(r, PP_FIELD_FIRST_NAME);
    const char *last = name_part(r, PP_FIELD_LAST_NAME);
    return name[0] != '\0' ? name : pp_arena_printf(r->scratch, "%s %s", first, last);
}

const struct pp_person *pp_row_name(struct pp_reader *r)
{
    bool named = pp_has_cell(r, PP_FIELD_NAME) || pp_has_cell(r, PP_FIELD_LAST_NAME);
    const char *name = named ? pp_name_searched(r->scratch, full_name(r)) : NULL;
    if (name == NULL)
        return NULL;
    struct pp_person person = pp_persons_hash(r->persons, "name", name);
    return pp_arena_memdup(r->scratch, &person, sizeof person);
}

static const char *identity_by(struct pp_reader *r, const char *field)
{
    const char *text = strcmp(field, "email") == 0    ? pp_cell(r, PP_FIELD_EMAIL)
                       : strcmp(field, "person") == 0 ? pp_cell(r, PP_FIELD_PERSON)
                                                      : full_name(r);
    if (pp_text_in(&r->source->missing, text))
        return NULL;
    if (strcmp(field, "email") == 0)
        return pp_person_email(r->scratch, text);
    return strcmp(field, "person") == 0 ? pp_person_code(r->scratch, text)
                                        : pp_person_name(r->scratch, text);
}

bool pp_row_person(struct pp_reader *r, struct pp_person *out)
{
    static const char *const usual[] = {"email", "person", "name"};
    const struct pp_strings *order = &r->source->person_by;
    size_t count = order->count > 0 ? order->count : sizeof usual / sizeof *usual;
    for (size_t i = 0; i < count; i++) {
        const char *field = order->count > 0 ? order->items[i] : usual[i];
        const char *identity = identity_by(r, field);
        if (identity == NULL)
            continue;
        *out = pp_persons_hash(r->persons, field, identity);
        return true;
    }
    return false;
}

bool pp_text_in(const struct pp_strings *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (pp_fold_equal(list->items[i], text))
            return true;
    return false;
}
