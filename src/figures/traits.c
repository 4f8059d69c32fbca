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

static struct pp_traits *traits_at(
    struct pp_arena *arena, struct pp_map *people, const char *key, size_t length)
{
    struct pp_map_entry *entry = pp_map_entry(people, key, length);

    if (entry->value == NULL) {
        struct pp_traits *traits = entry->value = pp_arena_alloc(arena, sizeof *traits);
        traits->first = PP_NO_DAY;
    }
    return entry->value;
}

static void take_first(struct pp_traits *traits, pp_day day)
{
    if (day != PP_NO_DAY && (traits->first == PP_NO_DAY || day < traits->first))
        traits->first = day;
}

void pp_traits_add(
    struct pp_arena *arena, struct pp_map *people, const struct pp_attendance_record *record)
{
    struct pp_traits *traits =
        traits_at(arena, people, (const char *)record->person.hash, sizeof record->person.hash);
    const struct pp_trait_place at = {.day = record->day, .origin = record->origin};
    const struct pp_trait_ages ages = {at, record->age_low, record->age_high};

    take_first(traits, record->day);
    for (size_t g = 0; g < PP_GENDERS; g++)
        if (pp_streq(record->gender, genders[g]) && is_earlier(&at, &traits->gender[g]))
            traits->gender[g] = at;
    if (record->birth_year > 0)
        take_birth(traits, &(struct pp_trait_birth){at, record->birth_year, record->birth_day});
    if (record->age_high > 0 && is_earlier(&at, &traits->ages.at))
        traits->ages = ages;
}

static void merge_one(struct pp_traits *ours, const struct pp_traits *theirs)
{
    take_first(ours, theirs->first);
    for (size_t g = 0; g < PP_GENDERS; g++)
        if (is_earlier(&theirs->gender[g], &ours->gender[g]))
            ours->gender[g] = theirs->gender[g];
    take_birth(ours, &theirs->birth);
    take_birth(ours, &theirs->earliest);
    take_birth(ours, &theirs->latest);
    if (is_earlier(&theirs->ages.at, &ours->ages.at))
        ours->ages = theirs->ages;
}

void pp_traits_merge(struct pp_arena *arena, struct pp_map *people, const struct pp_map *other)
{
    for (size_t i = 0; i < other->count; i++)
        merge_one(
            traits_at(arena, people, other->entries[i].key, other->entries[i].key_length),
            other->entries[i].value);
}

const struct pp_traits *pp_traits_of(const struct pp_map *people, const struct pp_person *person)
{
    return pp_map_get_n(people, (const char *)person->hash, sizeof person->hash);
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

static void add_conflict(
    struct pp_arena *arena, struct pp_trait_conflicts *conflicts, enum pp_conflict kind,
    const struct pp_origin *first, const struct pp_origin *second)
{
    *(struct pp_trait_conflict *)PP_PUSH(arena, conflicts) =
        (struct pp_trait_conflict){*first, *second, kind};
}

static void find_conflicts(
    struct pp_arena *arena, const struct pp_traits *traits, struct pp_trait_conflicts *out)
{
    enum pp_gender first = pp_traits_gender(traits);
    const struct pp_trait_birth *other =
        traits->earliest.year != traits->birth.year ? &traits->earliest : &traits->latest;

    for (enum pp_gender g = PP_FEMALE; g < PP_GENDERS; g++)
        if (g != first && traits->gender[g].origin.line > 0)
            add_conflict(
                arena, out, PP_TWO_GENDERS, &traits->gender[first].origin,
                &traits->gender[g].origin);
    if (traits->earliest.year != traits->latest.year)
        add_conflict(arena, out, PP_TWO_BIRTHS, &traits->birth.at.origin, &other->at.origin);
}

static int compare_conflicts(const void *left, const void *right)
{
    const struct pp_trait_conflict *a = left, *b = right;
    int order = pp_origin_compare(&a->second, &b->second);

    return order != 0 ? order : (int)a->kind - (int)b->kind;
}

struct pp_trait_conflicts pp_traits_conflicts(struct pp_arena *arena, const struct pp_map *people)
{
    struct pp_trait_conflicts all = {0}, told = {0};

    for (size_t i = 0; i < people->count; i++)
        find_conflicts(arena, people->entries[i].value, &all);
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, compare_conflicts);
    for (size_t i = 0; i < all.count; i++) {
        bool known = false;
        for (size_t k = 0; k < told.count && !known; k++)
            known = told.items[k].kind == all.items[i].kind &&
                    told.items[k].second.file == all.items[i].second.file;
        if (!known)
            *(struct pp_trait_conflict *)PP_PUSH(arena, &told) = all.items[i];
    }
    return told;
}
