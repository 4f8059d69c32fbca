/* The second pass over a file: every row judged by itself, in any thread. What it is beside others
 * is settled later, in order (settle.h). */
#ifndef PACTPRESS_FILE_ROWS_H
#define PACTPRESS_FILE_ROWS_H

#include "pactpress/reader.h"
#include "pactpress/survey.h"

/* What the first pass told about the file. */
struct pp_rows {
    const struct pp_versions *versions;
    const struct pp_repeats *repeats;
    bool tells_apart; /* of pp_tells_rows_apart */
    size_t before;    /* rows of the source before those that are read */
};

struct pp_findings {
    struct pp_finding *items;
    size_t count, capacity;
};

/* Does a column tell two persons' rows apart? */
bool pp_tells_rows_apart(const struct pp_wanted *wanted);
/* The rows that an open table has up to where it stops. What is found lives in reader->scratch. */
void pp_judge_rows(struct pp_reader *reader, const struct pp_rows *rows, struct pp_findings *out);
/* Their number: of a file that is read under another name. */
size_t pp_count_rows(struct pp_table *table);

#endif
