/* A small project made by hand, and records for it in short words, for the tests of figures: three
 * cities (riga, lublin, ravenna), one framework (dac: relevance, impact, and trust, which is
 * sensitive) on a scale from 1 to 5, two event types, one source of each kind. Period 2022-Q1. */
#ifndef PACTPRESS_TESTS_FIGURES_WORLD_H
#define PACTPRESS_TESTS_FIGURES_WORLD_H

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/tally.h"

enum world_kind { WORLD_EVENT, WORLD_ATTENDANCE, WORLD_ANSWER, WORLD_VALUE };

struct world_record {
    enum world_kind kind;
    struct pp_event_record event;
    struct pp_attendance_record attendance;
    struct pp_answer_record answer;
    struct pp_value_record value;
};

struct world {
    struct pp_run *run;
    struct pp_arena *arena;
    struct pp_project project;
    struct pp_period period;
    struct pp_accounts accounts;
    bool breaks_down; /* the class prints indicators by gender and age */
    struct {
        struct world_record *items;
        size_t count, capacity;
    } records;
};

struct world *world_new(void);
void world_free(struct world *world);

/* Until when the register declares that it is complete; from the beginning, until the end of 2022.
 * NULL: not at all. */
void world_complete_until(struct world *world, const char *day);
/* A count: "43", "20..30", "~40", "12..", "?" unknown, "" none. */
struct pp_count world_count(const char *text);
/* An event of 2022-01-20 (or `day`) in the cities named ("riga lublin"). Type "workshop", "launch"
 * (no persons) or NULL. count NULL: planned. */
struct pp_event_record *world_event(
    struct world *world, const char *id, const char *day, const char *cities, const char *type,
    const char *count);
/* Persons from `first` to `last` (numbers stand for identities) at an event. */
void world_people(struct world *world, const char *event, int first, int last);
/* One more attendance row, to be changed by the test. person 0: not identified. */
struct pp_attendance_record *world_row(struct world *world, const char *event, int person);
/* An answer on 2022-02-01: score times two, or -1 missing, -2 not applicable. */
struct pp_answer_record *world_answer(
    struct world *world, const char *city, int respondent, const char *dimension, int score2);
/* `count` answers with that score, by respondents from `*respondent` on. */
void world_answers(
    struct world *world, const char *city, int *respondent, const char *dimension, int score2,
    int count);
struct pp_value_record *world_value(
    struct world *world, const char *address, const char *day, const char *count);

/* Hands a record to the tally's sink; fails the test when it is refused. */
void world_feed(const struct world_record *record, struct pp_tally *tally);
/* Feeds all records in order and closes. */
struct pp_results *world_close(struct world *world, const char *klass);
/* "exact 43", "estimated 20..30", "suppressed", "none" when there is no such figure. */
const char *world_show(
    struct world *world, const struct pp_results *results, const char *address, const char *period);
/* Expects the figure of 2022-Q1 to show as `expected`. */
void world_expect(
    struct world *world, const struct pp_results *results, const char *address,
    const char *expected);
void world_expect_at(
    struct world *world, const struct pp_results *results, const char *address, const char *period,
    const char *expected);

#endif
