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
struct pp_run;
struct pp_stays;
struct pp_memo;
struct pp_memory;

/* What becomes of a row; the classes of the row account, and a sink that failed. */
enum pp_verdict {
    PP_ROW_USED,
    PP_ROW_EXCLUDED,
    PP_ROW_SUPERSEDED,
    PP_ROW_DUPLICATE,
    PP_ROW_HELD_BACK,
    PP_ROW_FAILED
};

/* An event of the events sources, as rows of attendance need it. */
struct pp_known_event {
    pp_day first;
    size_t city_count;
    size_t source;
    const char *path;
    size_t line;
};

/* What lives as long as the whole ingest. */
struct pp_intake {
    struct pp_run *run;
    struct pp_arena *arena; /* of the ingest: what is remembered across rows */
    const struct pp_project *project;
    const struct pp_record_sink *sink;
    struct pp_persons persons;
    struct pp_months months;
    struct pp_map events;   /* id -> struct pp_known_event * */
    struct pp_map attended; /* event -> struct pp_digests *: the hashes of who was there */
    struct pp_map warned;   /* facts that are told once */
    const char *const *langs;
    size_t lang_count;
    pp_day today;
    bool failed; /* an error about rows was reported: the ingest ends in PP_DATA */
};

/* One file being read. */
struct pp_reader {
    struct pp_intake *in;
    const struct pp_source *source;
    const struct pp_wanted *wanted;
    const struct pp_framework *framework; /* of an assessment */
    struct pp_map *scale_words;           /* folded label -> answer + 1000 as a number */
    struct pp_table *table;
    struct pp_stays *stays; /* of an attendance whose further stays are added; or NULL */
    struct pp_date_rule dates;
    char decimal;
    size_t file; /* index in the accounts */
    struct pp_file_account *account;

    struct pp_arena *scratch; /* of the row */
    struct pp_row row;
    const char **cells; /* one per source column, NULL: not asked for yet */
    struct pp_memo *memo;
    struct pp_memory **memories; /* of the row's cells, one per source column; or NULL */
    struct {
        const char *rule;
        size_t column;        /* source column, or PP_NO_INDEX */
        const char *sentence; /* for the reasons file: in its language, may quote the cell */
        const char *brief;    /* for messages: in English, quotes nothing but digits and signs */
    } fault;
    const char *excluded_by; /* rule of an excluded or duplicate row */
    enum pp_status status;   /* why it FAILED */
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
/* USED or FAILED, as the sink says. */
enum pp_verdict pp_handed_over(struct pp_reader *reader, enum pp_status status);
/* True the first time that this is asked with `key` in this ingest. */
bool pp_first_time(struct pp_intake *intake, const char *key);
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
/* The person by the source's order of fields; false: the row names nobody. */
bool pp_row_person(struct pp_reader *reader, struct pp_person *out);
bool pp_text_in(const struct pp_strings *list, const char *text);
void pp_row_used(struct pp_reader *reader, pp_day day, const size_t *cities, size_t city_count);

/* --- the kinds: from cells to a record at the sink ----------------------------------------- */

enum pp_verdict pp_read_event(struct pp_reader *reader);
enum pp_verdict pp_read_attendance(struct pp_reader *reader);
enum pp_verdict pp_read_answers(struct pp_reader *reader);
enum pp_verdict pp_read_value(struct pp_reader *reader);

/* One kind's prepared facts. */
void pp_answers_prepare(struct pp_reader *reader);

#endif
