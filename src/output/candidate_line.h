/* A line of the record of a candidate: fields divided by tabs, ended by a line feed. Whatever would
 * be one of the two, or a percent sign, is written as %09, %0A, %25. */
#ifndef PACTPRESS_OUTPUT_CANDIDATE_LINE_H
#define PACTPRESS_OUTPUT_CANDIDATE_LINE_H

#include "pactpress/str.h"

enum { CANDIDATE_FIELDS = 16 };

/* Appends a line; NULL is an empty field. */
void candidate_line(struct pp_str *out, const char *const *fields, size_t count);
/* Takes a line (without its end) apart, in place. Fields beyond the array are not kept. Returns how
 * many there are; at least one. */
size_t candidate_fields(char *line, char *fields[CANDIDATE_FIELDS]);

#endif
