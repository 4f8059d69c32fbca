/* What one delimiter makes of the first records of a text. */
#ifndef PACTPRESS_INGEST_DIALECT_TRIAL_H
#define PACTPRESS_INGEST_DIALECT_TRIAL_H

#include "pactpress/dialect.h"

enum { PP_SAMPLE_ROWS = 200, PP_HEADER_ROWS = 40 };

struct pp_trial_row {
    size_t fields; /* 0: blank */
    size_t filled; /* fields with a text */
    size_t last;   /* the last of them, counted from 1 */
    bool hash;     /* begins with # */
};

struct pp_trial {
    unsigned char delimiter, quote, escape;
    struct pp_trial_row rows[PP_SAMPLE_ROWS];
    size_t count;
    size_t width;    /* the most frequent number of fields */
    size_t alike;    /* rows that have it */
    size_t filled;   /* rows that are neither blank nor comments */
    size_t trailing; /* columns at the end that no row of that width fills */
    size_t header;   /* record that fits the wanted columns best */
    size_t fit;      /* how many of them it has */
    double score;    /* 0..1 */
};

/* How a text with this delimiter quotes: quote and escape with the fewest odd quotes; *odd is their
 * share of all fields that are quoted. */
void pp_quoting_find(
    struct pp_bytes text, unsigned char delimiter, unsigned char *quote, unsigned char *escape,
    double *odd);
void pp_trial_make(
    struct pp_bytes text, unsigned char delimiter, size_t skip, const struct pp_header_test *test,
    struct pp_trial *out);
/* The header's record when no wanted column tells, and whether it is one. */
void pp_trial_header(
    struct pp_bytes text, const struct pp_trial *trial, size_t skip, size_t *record,
    bool *is_header);

#endif
