/* Typed records: what ingest makes of the rows of CSV exports, and the sink that they flow into.
 *
 * Records are handed over one at a time and live only during the call; a sink copies what it keeps.
 * Names, e-mail addresses and free text never leave ingest: a person is a number in here. */
#ifndef PACTPRESS_RECORD_H
#define PACTPRESS_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/diag.h"
#include "pactpress/i18n.h"
#include "pactpress/period.h"
#include "pactpress/project.h"
#include "pactpress/status.h"

/* A count as people write it. unknown: someone should have told us; none: nobody had to. */
enum pp_count_state {
    PP_COUNT_NONE,      /* no count belongs here (a planned event) */
    PP_COUNT_EXACT,     /* lo = hi */
    PP_COUNT_ESTIMATED, /* lo..hi; "c. 40" has lo = hi = 40 */
    PP_COUNT_AT_LEAST,  /* lo and more */
    PP_COUNT_UNKNOWN
};

struct pp_count {
    enum pp_count_state state;
    int64_t lo, hi;
};

/* Where a record comes from: the seam of provenance. */
struct pp_origin {
    size_t source; /* index in project.sources */
    size_t file;   /* index in pp_accounts.files */
    size_t line;   /* first line of the record, 1-based */
};

/* Where a cell stands, by its row. */
struct pp_cell_place {
    uint32_t col;  /* 1-based, in characters; 0: no cell tells it */
    uint32_t down; /* lines below the first one of the row */
};

/* Sentinel for "no such index" in records. */
#define PP_NO_INDEX ((size_t)-1)

/* A person: a keyed hash (HMAC-SHA-256, cut to 128 bits) of the normalised identity. All zero:
 * the row does not tell who it was. Never printed, stored or ordered by. */
struct pp_person {
    unsigned char hash[16];
};

struct pp_event_record {
    struct pp_origin origin;
    const char *id;       /* unique in the project */
    pp_day first, last;   /* equal for one day */
    const size_t *cities; /* indexes in project.cities, in project order; at least one */
    size_t city_count;
    const char *partners;             /* as written, or NULL */
    const struct pp_event_type *type; /* NULL: none given */
    const char *mode;                 /* "onsite", "online", "hybrid" or NULL */
    const char *link, *evidence;      /* or NULL */
    bool planned;                     /* lies after the data state, or says so: has no count */
    struct pp_count count;            /* participants */
    struct pp_i18n what;              /* what happened, per language */
    struct pp_i18n who; /* who, per language; may be empty: cities and partners then */
};

struct pp_attendance_record {
    struct pp_origin origin;
    struct pp_person person;
    bool identified;        /* person is set */
    bool staff;             /* role says staff or speaker: an attendance, never a participant */
    const char *event_id;   /* as written (id), or NULL */
    const char *event_name; /* as written, or NULL; joined by the sink when there is no id */
    pp_day day;
    const size_t *cities; /* as in events; may be empty when the event tells */
    size_t city_count;
    const struct pp_event_type *type; /* or NULL */
    const char *gender; /* canonical code or NULL: "female", "male", "nonbinary", "unknown" */
    const struct pp_target_group *group; /* or NULL */
    int age_low, age_high; /* age as the row tells it, both ends inside; high 0: it does not */
    int birth_year;        /* 0: the row does not tell */
    pp_day birth_day;      /* with a year: the day, or PP_NO_DAY where only the year is told */
    /* of gender and birth, where indicators ask for them */
    struct pp_cell_place gender_at, birth_at;
    int minutes;           /* length of attendance, 0 = unknown */
    struct pp_count count; /* rows that carry a count instead of a person; else NONE */
};

enum pp_answer_state {
    PP_ANSWER_SCORE,         /* `score` is set */
    PP_ANSWER_MISSING,       /* the question was left blank */
    PP_ANSWER_NOT_APPLICABLE /* "don't know", "not applicable" */
};

struct pp_answer_record {
    struct pp_origin origin;
    struct pp_person respondent; /* per questionnaire: source and record id, keyed hash */
    size_t city;                 /* index in project.cities */
    const struct pp_framework *framework;
    const struct pp_dimension *dimension;
    pp_day day;
    enum pp_answer_state state;
    int score2; /* the score times two, so that half points stay whole */
};

/* A ready or declared figure. */
struct pp_value_record {
    struct pp_origin origin;
    const char *address; /* figure address */
    pp_day day;
    struct pp_count value; /* times 10^decimals */
    int decimals;
    const char *unit;
    const char *publisher, *year, *url, *licence, *document;
    pp_day retrieved; /* or PP_NO_DAY */
    bool declared;
};

struct pp_record_sink {
    void *self;
    enum pp_status (*event)(void *self, const struct pp_event_record *record);
    enum pp_status (*attendance)(void *self, const struct pp_attendance_record *record);
    enum pp_status (*answer)(void *self, const struct pp_answer_record *record);
    enum pp_status (*value)(void *self, const struct pp_value_record *record);
};

#endif
