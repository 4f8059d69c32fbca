/* One row of an export on its way to a record: cells by field, and what becomes of the row. */
#ifndef PACTPRESS_READER_H
#define PACTPRESS_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/columns.h"
#include "pactpress/dates.h"
#include "pactpress/ingest.h"
#include "pactpress/map.h"
#include "pactpress/persons.h"
#include "pactpress/record.h"
#include "pactpress/table.h"

struct pp_arena;
struct pp_attended;
struct pp_run;
struct pp_memo;
struct pp_memory;
struct pp_names;

/* What becomes of a row: the classes of the row account. */
enum pp_verdict {
    PP_ROW_USED,
    PP_ROW_EXCLUDED,
    PP_ROW_SUPERSEDED,
    PP_ROW_DUPLICATE,
    PP_ROW_HELD_BACK
};

/* An event of the events sources, as rows of attendance need it. */
struct pp_known_event {
    pp_day first;
    const size_t *cities;
    size_t city_count;
    size_t source;
    const char *path;
    size_t line;
};

/* What lives as long as the whole ingest. Threads that judge rows only look; what is written here
 * is written while rows are settled, in their order. */
struct pp_intake {
    struct pp_run *run;
    struct pp_arena *arena; /* of the ingest: what is remembered across rows */
    const struct pp_project *project;
    const struct pp_record_sink *sink;
    const struct pp_person_key *key;
    struct pp_names *names; /* who is in the data; NULL: nobody will ask */
    struct pp_months months;
    struct pp_map events;         /* id -> struct pp_known_event * */
    struct pp_map happenings;     /* day and name -> the same, of the first such event */
    struct pp_attended *attended; /* rows of attendance that wait (ingest/attended.h) */
    struct pp_map warned;         /* facts that are told once */
    const char *const *langs;
    size_t lang_count;
    pp_day today;
    bool failed; /* an error about rows was reported: the ingest ends in PP_DATA */
};

/* Something to tell once in an ingest, when the row that shows it is settled. */
struct pp_notice {
    const char *key; /* the same fact has the same key */
    bool error;      /* fails the ingest; else a warning */
    struct pp_where where;
    const char *rule, *sentence;
};

struct pp_notices {
    struct pp_notice *items;
    size_t count, capacity;
};

/* What is wrong with a row. */
struct pp_fault {
    const char *rule;     /* NULL: nothing is */
    size_t column;        /* source column, or PP_NO_INDEX */
    const char *sentence; /* for the reasons file: in its language, may quote the cell */
    const char *brief;    /* for messages: in English, quotes nothing but digits and signs */
};

/* What was made of a row by itself, in any thread. */
struct pp_finding {
    enum pp_verdict verdict; /* as far as the row itself tells */
    struct pp_origin origin;
    void *record; /* of the source's kind; when it may be used */
    size_t records;
    const struct pp_person *name; /* the hash of the name in the row; NULL: it has none */
    const char *excluded_by;      /* rule of an excluded row */
    const unsigned char *copy;    /* digest of a row that may stand in the file twice, or NULL */
    struct pp_notices notices;
    const struct pp_held_row *held; /* how the row looks when it is held back, or NULL */
};

/* One thread that reads a part of a file. */
struct pp_reader {
    const struct pp_intake *in;
    const struct pp_source *source;
    const struct pp_wanted *wanted;
    const struct pp_framework *framework; /* of an assessment */
    const struct pp_map *scale_words;     /* of pp_scale_words */
    struct pp_persons *persons;           /* the thread's own */
    struct pp_table *table;
    struct pp_date_rule dates;
    char decimal;
    size_t file;        /* index in the accounts */
    const char *digest; /* of the file */

    struct pp_arena *scratch; /* of the rows that are read together */
    struct pp_row row;
    const char **cells; /* one per source column, NULL: not asked for yet */
    struct pp_memo *memo;
    struct pp_memory **memories; /* of the row's cells, one per source column; or NULL */
    struct pp_fault fault;
    struct pp_finding *finding; /* of the row */
};

/* The text of a field: its cell (with the source's value map applied), else the constant, else "".
 * A cell whose bytes have no meaning holds the row back: see pp_reader_broken. */
const char *pp_cell(struct pp_reader *reader, enum pp_field field);
const char *pp_cell_at(struct pp_reader *reader, size_t source_column);
/* What is remembered of a field's cell from earlier rows, for what is made of its text alone; NULL:
 * nothing is. To be asked behind pp_cell. (ingest/memo.h) */
struct pp_memory *pp_cell_memory(const struct pp_reader *reader, enum pp_field field);
/* Is there a column or a constant for it? */
bool pp_has_cell(const struct pp_reader *reader, enum pp_field field);
/* A cell could not be decoded. To be asked before a record is handed over. */
bool pp_reader_broken(const struct pp_reader *reader);

/* Holds the row back: a rule name, the column, the cell's text (or NULL) and a sentence that stands
 * without the text. The first fault of a row is the one that counts. */
enum pp_verdict pp_hold_back(
    struct pp_reader *reader, enum pp_field field, const char *rule, const char *value,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
enum pp_verdict pp_hold_back_at(
    struct pp_reader *reader, size_t source_column, const char *rule, const char *value,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
enum pp_verdict pp_exclude(struct pp_reader *reader, const char *rule);
/* To be told once in the ingest, if this row comes to it. */
void pp_notice(struct pp_reader *reader, struct pp_notice notice, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Fills the texts of a fault. `value` (or NULL) is the cell's text. */
void pp_fault_tell(
    const struct pp_intake *in, struct pp_arena *arena, const char *value, const char *sentence,
    struct pp_fault *fault);
/* Where a field's cell stands, or the row when it comes from a constant. */
struct pp_where pp_cell_where(const struct pp_reader *reader, enum pp_field field);
struct pp_origin pp_reader_origin(const struct pp_reader *reader);

/* --- parts that several kinds share (row_parts.c); false: the row is held back ------------- */

bool pp_row_day(struct pp_reader *reader, enum pp_field field, pp_day *out);
/* LimeSurvey writes forms that were begun and never sent without a date. */
bool pp_row_not_submitted(struct pp_reader *reader);
bool pp_row_days(struct pp_reader *reader, pp_day *first, pp_day *last);
/* In the project's time and, for each city, within its membership. */
bool pp_row_in_project(
    struct pp_reader *reader, pp_day day, const size_t *cities, size_t city_count);
/* City indexes in project order, from `cities` or `city`; none when neither has a text. */
bool pp_row_cities(struct pp_reader *reader, const size_t **cities, size_t *count);
bool pp_row_count(struct pp_reader *reader, enum pp_field field, struct pp_count *out);
/* The event type; unknown ones are told once and left out. */
const struct pp_event_type *pp_row_type(struct pp_reader *reader);
/* The hash of the name in the row, whether or not the person is known by it; NULL: there is none.
 */
const struct pp_person *pp_row_name(struct pp_reader *reader);
/* The person by the source's order of fields; false: the row names nobody. */
bool pp_row_person(struct pp_reader *reader, struct pp_person *out);
bool pp_text_in(const struct pp_strings *list, const char *text);

/* --- the kinds: from cells to the record of the finding ------------------------------------ */

enum pp_verdict pp_read_event(struct pp_reader *reader);
enum pp_verdict pp_read_attendance(struct pp_reader *reader);
enum pp_verdict pp_read_answers(struct pp_reader *reader);
enum pp_verdict pp_read_value(struct pp_reader *reader);

/* Labels of a framework's scale in all languages -> answers, for forms whose answers are words. */
const struct pp_map *pp_scale_words(struct pp_arena *arena, const struct pp_framework *framework);

#endif
