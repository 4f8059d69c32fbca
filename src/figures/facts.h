/* The facts that a tally gathers: mergeable, in no order, independent of which rows came first.
 * What they mean together (which list belongs to which event, which period) is decided when the
 * table is made, so that a tally of half the files is as good as one of all. */
#ifndef PACTPRESS_FIGURES_FACTS_H
#define PACTPRESS_FIGURES_FACTS_H

#include "pactpress/map.h"
#include "pactpress/sorter.h"
#include "pactpress/stats.h"
#include "pactpress/tally.h"

#include "trace.h"
#include "traits.h"

/* An event of a register. When its id comes twice, the record of the earlier place counts. */
struct pp_event_fact {
    struct pp_event event;
    struct pp_count count;
    size_t records; /* that carried this id */
    struct pp_trace trace;
};

/* Somebody stood on a list, or answered a survey: what the census walks over. */
struct pp_visit {
    struct pp_person person;
    unsigned char list[4]; /* its number, high byte first */
};
enum { PP_VISIT_SURVEY = 1 << 30 /* set: the number is that of a survey */ };
struct pp_visit pp_visit_of(const struct pp_person *person, uint32_t list);
uint32_t pp_visit_list(const struct pp_visit *visit);

/* Attendance rows that name their event in the same way: by the same id and name, of one day. */
struct pp_list_fact {
    uint32_t number;    /* in order of appearance, in this tally */
    const char *id;     /* as written, or NULL */
    const char *name;   /* as written at the earliest place, or NULL */
    const char *folded; /* name for comparison, or NULL */
    pp_day day;
    size_t *cities; /* ascending, each once */
    size_t city_count, city_capacity;
    size_t type;          /* smallest index of an event type in the rows, or PP_NO_INDEX */
    int64_t anonymous;    /* rows without identity, staff apart */
    struct pp_sum counts; /* rows that carry a count */
    int64_t minutes;
    size_t rows_with_minutes, rows_without_minutes; /* staff apart */
    struct pp_trace trace;
    struct pp_origin origin; /* the earliest place */
};

/* Answers to one dimension of one city in one period. */
struct pp_answers {
    int64_t *counts; /* per class of the scale, lowest first */
    int64_t missing, not_applicable;
    struct pp_trace trace;
};

/* All answers of one city to one framework in one period. */
struct pp_survey {
    struct pp_answers **dimensions; /* per dimension; NULL: not a single record */
    struct pp_trace trace;
};

/* Assessments are kept for the period and the one before. */
enum { PP_SURVEY_NOW, PP_SURVEY_PREVIOUS, PP_SURVEY_PERIODS };

struct pp_tally {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_project *project;
    struct pp_period period, previous, until;
    struct pp_map events;       /* id -> struct pp_event_fact * */
    struct pp_map lists;        /* key -> struct pp_list_fact * */
    struct pp_map folded;       /* name as written -> folded text */
    struct pp_sorter *persons;  /* struct pp_visit: identified persons, staff apart */
    struct pp_sorter *traits;   /* struct pp_trait_row; empty where nothing is broken down */
    struct pp_survey **surveys; /* [period][city][framework]; NULL: no record */
    struct {
        struct pp_value_record *items;
        size_t count, capacity;
    } values;
    struct pp_archive *past; /* may be NULL */
    bool breaks_down;        /* indicators by gender and age, whatever the class */
    bool keep_rows;          /* remember the line of every row, for explain */
    size_t undated_answers;
    bool later_answers; /* there are some of after the period */
    bool overflow;      /* a sum of minutes did not fit */
};

/* Order of places: source, file, line. */
int pp_origin_compare(const struct pp_origin *a, const struct pp_origin *b);
/* Where the survey of a city and framework hangs. */
size_t pp_survey_index(const struct pp_tally *tally, size_t period, size_t city, size_t framework);
struct pp_survey **pp_survey_slot(
    const struct pp_tally *tally, size_t period, size_t city, size_t framework);
/* How many answers a scale has, and the answer of a class times two. */
size_t pp_scale_classes(const struct pp_framework *framework);
int pp_scale_score2(const struct pp_framework *framework, size_t class);
/* Adds answers of `other` to `answers`. */
void pp_answers_merge(
    struct pp_arena *arena, const struct pp_framework *framework, struct pp_answers *answers,
    const struct pp_answers *other);
struct pp_answers *pp_answers_new(struct pp_arena *arena, const struct pp_framework *framework);
/* Adds a city to an ascending set. */
void pp_cities_add(struct pp_arena *arena, struct pp_list_fact *list, size_t city);
/* Deep copies. */
struct pp_event pp_event_copy(struct pp_arena *arena, const struct pp_event *event);
struct pp_value_record pp_value_copy(struct pp_arena *arena, const struct pp_value_record *record);

#endif
