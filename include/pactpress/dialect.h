/* The dialect of a CSV text: its delimiter and where its table begins.
 *
 * The consistency of the table decides, not the frequency of a byte: every delimiter is tried on
 * the first records, and the one under which the rows have the same number of fields wins, where
 * the columns that the source names count before anything else. `sep=;` in the first line is
 * believed. */
#ifndef PACTPRESS_DIALECT_H
#define PACTPRESS_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/file.h"
#include "pactpress/status.h"

struct pp_run;

/* Counts how many wanted columns a record has: the caller knows encoding and columns. */
struct pp_header_test {
    const void *self;
    size_t (*fit)(const void *self, const struct pp_bytes *fields, size_t count);
};

struct pp_dialect {
    unsigned char delimiter;
    size_t skipped;      /* records before the header, blank and `sep=` lines included */
    size_t fit;          /* wanted columns that the header has */
    bool said_separator; /* by a `sep=` line */
    bool has_header;
};

/* Decides. `declared` is "auto", one character or "tab"; `skip` records stand before the header
 * (0: found out). PP_USAGE: no such delimiter; PP_DATA: two delimiters fit alike. */
enum pp_status pp_dialect_decide(
    struct pp_run *run, const char *path, struct pp_bytes text, const char *declared, int skip,
    const struct pp_header_test *test, struct pp_dialect *out) PP_CHECK;

/* "comma", "semicolon", "tab", "pipe" or the character itself. */
const char *pp_delimiter_name(unsigned char delimiter);

#endif
