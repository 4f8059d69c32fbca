/* The first pass over a file: what its columns prove before any row is judged. */
#ifndef PACTPRESS_SURVEY_H
#define PACTPRESS_SURVEY_H

#include "pactpress/dates.h"
#include "pactpress/map.h"
#include "pactpress/repeats.h"
#include "pactpress/status.h"
#include "pactpress/table.h"

struct pp_arena;
struct pp_proof;
struct pp_run;

/* The last version of a record. */
struct pp_version {
    size_t row;             /* number of the row in the source, from 1 */
    unsigned char mark[16]; /* of its bytes: the same row once more is no new version */
};

/* Which row holds the last version of each record of a source that has more than one. Of a record
 * that stands there once, bits of a filter are all that is kept. */
struct pp_versions {
    struct pp_map last;     /* record -> struct pp_version * */
    struct pp_repeats once; /* all records, while the survey lasts */
    size_t rows;            /* of the source so far */
};

struct pp_survey {
    enum pp_date_order order;  /* of D/M/Y or M/D/Y in the file's date columns */
    char decimal;              /* ',' or '.', or 0: nothing proves one */
    struct pp_repeats repeats; /* of rows without a record id */
    struct pp_proof *proof;    /* while it lasts */
};

/* What the rows of one chunk show. */
struct pp_survey_part;

/* For a source with so many bytes; what is remembered lives in `arena`. */
void pp_versions_begin(struct pp_versions *versions, struct pp_arena *arena, uint64_t size);
void pp_versions_end(struct pp_versions *versions);

/* The record's identity within its source (id, and in long assessments the dimension), in `arena`;
 * NULL: the row has none. */
const char *pp_record_identity(
    const struct pp_table *table, const struct pp_wanted *wanted, struct pp_arena *arena);

/* Two short hashes of a row: they tell a new version of a record from the same once more, which is
 * all that hangs on them. */
void pp_row_mark(const struct pp_table *table, const struct pp_row *row, unsigned char out[16]);

/* The first bytes of the digest of a row, as its file has it (in UTF-8, without the line end). */
void pp_row_digest(const struct pp_table *table, const struct pp_row *row, unsigned char out[16]);

/* The rows that an open table has up to where it stops; in any thread. */
struct pp_survey_part *pp_survey_rows(
    struct pp_table *table, const struct pp_wanted *wanted, struct pp_arena *arena);

/* A file's survey out of its parts, taken in order. */
void pp_survey_begin(struct pp_survey *survey, const struct pp_table *table);
void pp_survey_take(
    struct pp_survey *survey, const struct pp_table *table, struct pp_versions *versions,
    const struct pp_survey_part *part);
/* PP_DATA: the dates of the file can be read in two ways, or prove two; reported with both
 * readings. */
enum pp_status pp_survey_end(
    struct pp_run *run, const struct pp_wanted *wanted, struct pp_survey *survey) PP_CHECK;
/* Instead of the end, when the file cannot be read to its end. */
void pp_survey_drop(struct pp_survey *survey);

#endif
