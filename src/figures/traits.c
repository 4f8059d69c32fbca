#include "traits.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

#include "facts.h"

static const char *const genders[] = {"female", "male", "nonbinary", "unknown"};

const char *pp_gender_name(enum pp_gender gender)
{
    return genders[gender];
}

/* Is `a` told, and earlier than `b`, or b not told at all? */
static bool is_earlier(const struct pp_trait_place *a, const struct pp_trait_place *b)
{
    if (a->origin.line == 0 || b->origin.line == 0)
        return a->origin.line > 0;
    if (a->day != b->day)
        return a->day < b->day;
    return pp_origin_compare(&a->origin, &b->origin) < 0;
}

static void take_birth(struct pp_traits *traits, const struct pp_trait_birth *birth)
{
    if (birth->at.origin.line == 0)
        return;
    if (is_earlier(&birth->at, &traits->birth.at))
        traits->birth = *birth;
    if (traits->earliest.at.origin.line == 0 || birth->year < traits->earliest.year ||
        (birth->year == traits->earliest.year && is_earlier(&birth->at, &traits->earliest.at)))
        traits->earliest = *birth;
    if (traits->latest.at.origin.line == 0 || birth->year > traits->latest.year ||
        (birth->year == traits->latest.year && is_earlier(&birth->at, &traits->latest.at)))
        traits->latest = *birth;
}

struct pp_traits pp_traits_none(void)
{
    return (struct pp_traits){.first = PP_NO_DAY};
}

static void take_first(struct pp_traits *traits, pp_day day)
{
    if (day != PP_NO_DAY && (traits->first == PP_NO_DAY || day < traits->first))
        traits->first = day;
}

static enum pp_gender gender_named(const char *name)
{
    enum pp_gender gender = PP_FEMALE;

    while (gender < PP_GENDERS && !pp_streq(name, genders[gender]))
        gender++;
    return gender;
}

struct pp_trait_row pp_trait_row_of(
    const struct pp_indicators *indicators, const struct pp_attendance_record *record)
{
    struct pp_trait_row row;

    memset(&row, 0, sizeof row); /* also what lies between the fields: rows are compared by bytes */
    row.person = record->person;
    row.day = record->day;
    row.line = record->origin.line;
    row.source = (uint32_t)record->origin.source;
    row.file = (uint32_t)record->origin.file;
    row.birth_year = record->birth_year;
    row.birth_day = record->birth_day;
    row.age_low = record->age_low;
    row.age_high = record->age_high;
    row.gender_at = record->gender_at;
    row.birth_at = record->birth_at;
    row.gender = (uint32_t)gender_named(record->gender);
    if (record->group != NULL)
        row.group = (uint32_t)(record->group - indicators->groups) + 1;
    return row;
}

void pp_traits_take(struct pp_traits *traits, const struct pp_trait_row *row)
{
    const struct pp_trait_place at = {
        .day = row->day,
        .origin = {.source = row->source, .file = row->file, .line = (size_t)row->line}};
    struct pp_trait_place gender = at, birth = at;
    gender.cell = row->gender_at;
    birth.cell = row->birth_at;

    take_first(traits, row->day);
    if (row->gender < PP_GENDERS && is_earlier(&at, &traits->gender[row->gender]))
        traits->gender[row->gender] = gender;
    if (row->birth_year > 0)
        take_birth(traits, &(struct pp_trait_birth){birth, row->birth_year, row->birth_day});
    if (row->age_high > 0 && is_earlier(&at, &traits->ages.at))
        traits->ages = (struct pp_trait_ages){at, row->age_low, row->age_high};
    if (row->group > 0 && is_earlier(&at, &traits->group.at))
        traits->group = (struct pp_trait_group){at, row->group - 1};
}

enum pp_gender pp_traits_gender(const struct pp_traits *traits)
{
    enum pp_gender found = PP_GENDERS;

    for (enum pp_gender g = PP_FEMALE; g < PP_GENDERS; g++)
        if (traits->gender[g].origin.line > 0 &&
            (found == PP_GENDERS || is_earlier(&traits->gender[g], &traits->gender[found])))
            found = g;
    return found;
}

/* Full years between two days. */
static int years_between(pp_day birth, pp_day day)
{
    int y1, m1, d1, y2, m2, d2;

    pp_day_to_date(birth, &y1, &m1, &d1);
    pp_day_to_date(day, &y2, &m2, &d2);
    return y2 - y1 - (m2 < m1 || (m2 == m1 && d2 < d1));
}

/* A date or year of birth says it at any day; an age as told only about its own day, which is the
 * first registration or near it. */
const struct pp_bracket *pp_traits_bracket(
    const struct pp_traits *traits, const struct pp_profile *profile)
{
    int year, month, day;

    if (traits->birth.at.origin.line == 0 || traits->first == PP_NO_DAY)
        return traits->ages.at.origin.line == 0
                   ? NULL
                   : pp_bracket_of(profile, traits->ages.low, traits->ages.high);
    pp_day_to_date(traits->first, &year, &month, &day);
    int age = traits->birth.day == PP_NO_DAY ? year - traits->birth.year
                                             : years_between(traits->birth.day, traits->first);
    return age < 0 ? NULL : pp_bracket_of(profile, age, age);
}

/* --- Rows that disagree */

/* Keeps the earliest of each kind and file. */
static void add_conflict(
    struct pp_arena *arena, struct pp_map *conflicts, enum pp_conflict kind,
    const struct pp_trait_place *first, const struct pp_trait_place *second)
{
    const size_t key[] = {kind, second->origin.file};
    struct pp_map_entry *entry = pp_map_entry(conflicts, (const char *)key, sizeof key);
    struct pp_trait_conflict *kept = entry->value;

    if (kept == NULL)
        entry->value = kept = pp_arena_alloc(arena, sizeof *kept);
    else if (pp_origin_compare(&second->origin, &kept->second.origin) >= 0)
        return;
    *kept = (struct pp_trait_conflict){*first, *second, kind};
}

void pp_conflicts_take(
    struct pp_arena *arena, struct pp_map *conflicts, const struct pp_traits *traits)
{
    enum pp_gender first = pp_traits_gender(traits);
    const struct pp_trait_birth *other =
        traits->earliest.year != traits->birth.year ? &traits->earliest : &traits->latest;

    for (enum pp_gender g = PP_FEMALE; g < PP_GENDERS; g++)
        if (g != first && traits->gender[g].origin.line > 0)
            add_conflict(
                arena, conflicts, PP_TWO_GENDERS, &traits->gender[first], &traits->gender[g]);
    if (traits->earliest.year != traits->latest.year)
        add_conflict(arena, conflicts, PP_TWO_BIRTHS, &traits->birth.at, &other->at);
}

static int compare_conflicts(const void *left, const void *right)
{
    const struct pp_trait_conflict *a = left, *b = right;
    int order = pp_origin_compare(&a->second.origin, &b->second.origin);

    return order != 0 ? order : (int)a->kind - (int)b->kind;
}

struct pp_trait_conflicts pp_conflicts_list(struct pp_arena *arena, const struct pp_map *conflicts)
{
    struct pp_trait_conflicts list = {0};

    for (size_t i = 0; i < conflicts->count; i++)
        *(struct pp_trait_conflict *)PP_PUSH(arena, &list) =
            *(const struct pp_trait_conflict *)conflicts->entries[i].value;
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare_conflicts);
    return list;
}
