/* What is known of each person for breakdowns: gender and age at the first registration, and where
 * rows disagree. Facts merge in any order: each is kept with the earliest place that tells it, by
 * day, then place. Gathered only where a project breaks persons down. */
#ifndef PACTPRESS_FIGURES_TRAITS_H
#define PACTPRESS_FIGURES_TRAITS_H

#include "pactpress/indicators.h"
#include "pactpress/map.h"
#include "pactpress/record.h"

struct pp_arena;

enum pp_gender { PP_FEMALE, PP_MALE, PP_NONBINARY, PP_GENDERS };

/* A place in time and files; line 0: none. */
struct pp_trait_place {
    pp_day day;
    struct pp_origin origin;
    struct pp_cell_place cell;
};

/* A year (and perhaps day) of birth, or an age, as a row told it. */
struct pp_trait_birth {
    struct pp_trait_place at;
    int year;
    pp_day day; /* PP_NO_DAY: the year only */
};

struct pp_trait_ages {
    struct pp_trait_place at;
    int low, high; /* [years] */
};

struct pp_trait_group {
    struct pp_trait_place at;
    uint32_t group; /* index among the project's target groups */
};

struct pp_traits {
    pp_day first; /* first registration */
    struct pp_trait_place gender[PP_GENDERS];
    struct pp_trait_birth birth, earliest, latest; /* first told; smallest and largest year */
    struct pp_trait_ages ages;
    struct pp_trait_group group; /* first told */
};

/* What a row tells of its person, as it is kept until all rows of the person come together. */
struct pp_trait_row {
    struct pp_person person;
    uint64_t line;
    uint32_t source, file;
    int32_t day, birth_year, birth_day, age_low, age_high;
    uint32_t gender; /* enum pp_gender */
    uint32_t group;  /* index + 1; 0: the row tells none */
    struct pp_cell_place gender_at, birth_at;
};
struct pp_trait_row pp_trait_row_of(
    const struct pp_indicators *indicators, const struct pp_attendance_record *record);
/* What is known of somebody without any row, and what one more row adds, in any order. */
struct pp_traits pp_traits_none(void);
void pp_traits_take(struct pp_traits *traits, const struct pp_trait_row *row);

/* The gender that the first registration tells, PP_GENDERS: none does. */
enum pp_gender pp_traits_gender(const struct pp_traits *traits);
const char *pp_gender_name(enum pp_gender gender);
/* The bracket of the age at the first registration; NULL: not known well enough. With the year of
 * birth only, the age is the one that the person reached in that year. */
const struct pp_bracket *pp_traits_bracket(
    const struct pp_traits *traits, const struct pp_profile *profile);

/* Rows that say something else than an earlier one about the same person: the earliest of each
 * file, in order of places. */
enum pp_conflict { PP_TWO_GENDERS, PP_TWO_BIRTHS, PP_CONFLICTS };
struct pp_trait_conflict {
    struct pp_trait_place first, second; /* as first told; as told otherwise */
    enum pp_conflict kind;
};
struct pp_trait_conflicts {
    struct pp_trait_conflict *items;
    size_t count, capacity;
};
/* Adds those of a person to a map. */
void pp_conflicts_take(
    struct pp_arena *arena, struct pp_map *conflicts, const struct pp_traits *traits);
struct pp_trait_conflicts pp_conflicts_list(struct pp_arena *arena, const struct pp_map *conflicts);

#endif
