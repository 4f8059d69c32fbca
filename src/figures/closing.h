/* Closing a tally: the facts become drafts of figures, part by part. */
#ifndef PACTPRESS_FIGURES_CLOSING_H
#define PACTPRESS_FIGURES_CLOSING_H

#include "pactpress/drafts.h"

#include "facts.h"

enum pp_window {
    PP_WINDOW_PREVIOUS,
    PP_WINDOW_NOW,
    PP_WINDOW_UNTIL,
    PP_WINDOW_BEFORE, /* from the project's start to the day before the period; never printed */
    PP_WINDOWS
};

/* An event with everything that belongs to it. */
struct pp_joined {
    struct pp_event event;
    bool registered; /* stands in a register; else made of attendance rows */
    bool held;       /* took place: not planned, or somebody was there */
    bool counts_persons;
    struct pp_count given; /* by the register */
    int64_t identified;    /* unique persons on its lists */
    int64_t anonymous;
    struct pp_sum counts;
    int64_t minutes;
    size_t rows_with_minutes, rows_without_minutes;
    size_t lists; /* that were joined */
    struct pp_trace trace;
    struct pp_count participants; /* NONE: planned */
    bool in[PP_WINDOWS];
};

struct pp_periods {
    struct pp_period *items; /* each once */
    size_t count, capacity;
};

struct pp_census;
struct pp_closing {
    struct pp_run *run;
    struct pp_arena *arena;   /* of the results */
    struct pp_arena *scratch; /* of this closing */
    const struct pp_tally *tally;
    const struct pp_project *project;
    const struct pp_accounts *accounts; /* may be NULL */
    struct pp_period periods[PP_WINDOWS];
    bool wanted[PP_WINDOWS];  /* has any day in the project's time */
    struct pp_joined *events; /* by first day, last day, id */
    size_t event_count;
    struct pp_periods published; /* periods of other editions of this class */
    struct pp_periods pieces;    /* the time before the period, see pp_close_pieces */
    struct pp_census *census;
    bool *has_rows; /* [window][source]: a register has rows of it */
    bool *spoken;   /* [window][city]: all events of the city in it are known, be there none */
    struct pp_drafts drafts;
    bool breaks_down; /* this class publishes indicators by gender and age */
    bool failed;      /* reported */
};

/* The place of a record, for messages. */
struct pp_where pp_closing_where(const struct pp_closing *closing, const struct pp_origin *origin);
bool pp_closing_spoken(const struct pp_closing *closing, enum pp_window window, size_t city);
/* Is the city (PP_NO_INDEX: the project) part of this period: a member, or with data of it? */
bool pp_closing_has_city(const struct pp_closing *closing, enum pp_window window, size_t city);
bool pp_joined_has_city(const struct pp_joined *event, size_t city);
/* The survey of a printed window, or NULL. */
const struct pp_survey *pp_closing_survey(
    const struct pp_closing *closing, enum pp_window window, size_t city, size_t framework);
/* An address of this closing; city PP_NO_INDEX is the project. */
struct pp_address pp_closing_address(
    const struct pp_closing *closing, enum pp_window window, const char *measure, size_t city);
size_t pp_closing_add(
    struct pp_closing *closing, enum pp_window window, const char *measure, size_t city,
    const struct pp_trace *trace);
/* Index among the drafts, or PP_NO_INDEX. */
size_t pp_closing_find(
    const struct pp_closing *closing, enum pp_window window, const char *measure, size_t city);
/* The breakdown of an answer: "answer=4", "answer=3.5". */
const char *pp_closing_answer(
    struct pp_arena *arena, const struct pp_framework *framework, size_t class);
/* The cumulative period that ended where this one begins: "..2021-Q4". */
const char *pp_closing_past_key(const struct pp_closing *closing);
/* Gives a figure its provenance. */
void pp_closing_trace(struct pp_closing *closing, size_t figure, const struct pp_trace *trace);
/* A figure of another edition, as a draft that no row prints; `value` is what it is by the rows of
 * today. One that there is already stays as it is. */
size_t pp_closing_remember(
    struct pp_closing *closing, const struct pp_address *at, enum pp_protect protect,
    int64_t value);
/* Reports a sum that does not fit. */
void pp_closing_too_large(struct pp_closing *closing, const char *measure, size_t city);

/* The parts, in this order. */
/* A period that is not among them. */
void pp_periods_add(
    struct pp_arena *arena, struct pp_periods *periods, const struct pp_period *period);
/* What was published, and the time before the period in pieces: published periods, the shortest
 * ones, and what lies between them, without a key. */
enum pp_status pp_close_pieces(struct pp_closing *closing, const char *klass) PP_CHECK;
enum pp_status pp_close_join(struct pp_closing *closing) PP_CHECK;
void pp_close_events(struct pp_closing *closing);
void pp_close_attendance(struct pp_closing *closing);
void pp_close_relate(struct pp_closing *closing);
void pp_close_assessment(struct pp_closing *closing);
void pp_close_spread(struct pp_closing *closing);
void pp_close_coverage(struct pp_closing *closing, struct pp_results *results);
enum pp_status pp_close_accounts(struct pp_closing *closing, const char *klass) PP_CHECK;
void pp_close_values(struct pp_closing *closing);
void pp_close_indicators(struct pp_closing *closing);
void pp_close_targets(struct pp_closing *closing);
/* Of a bound tally: how figures hang together with those of other periods in the archive, and how
 * those of persons hang together from the first edition on. */
enum pp_status pp_close_past(struct pp_closing *closing, const char *klass) PP_CHECK;
enum pp_status pp_close_chain(struct pp_closing *closing, const char *klass) PP_CHECK;
void pp_close_report(struct pp_closing *closing);

#endif
