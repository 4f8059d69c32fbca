/* The dialect of a CSV text: its delimiter, how it quotes, and where its table begins and ends.
 *
 * The consistency of the table decides, not the frequency of a byte: every delimiter is tried on
 * the first records, with the quoting that leaves the fewest quotes without a meaning, and the one
 * under which the rows have the same number of fields wins, where the columns that the source names
 * count before anything else. `sep=;` in the first line is believed. */
#ifndef PACTPRESS_DIALECT_H
#define PACTPRESS_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/file.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_csvrow;
struct pp_scanner;

/* Counts how many wanted columns a record has: the caller knows encoding and columns. */
struct pp_header_test {
    const void *self;
    size_t (*fit)(const void *self, const struct pp_bytes *fields, size_t count);
};

struct pp_dialect {
    unsigned char delimiter;
    unsigned char quote;  /* '"' or '\'' */
    unsigned char escape; /* '\\', or 0: a quote inside a field is doubled */
    size_t width;         /* fields that most rows have */
    size_t skipped;       /* records before the header, blank, comment and `sep=` lines included */
    size_t fit;           /* wanted columns that the header has */
    bool said_separator;  /* by a `sep=` line */
    bool has_header;      /* false: the first row of the table looks like its other rows */
    bool is_table;        /* false: one column, or nothing alike */
};

/* What the text says by itself. A rival makes as even a table with another delimiter. */
struct pp_dialect_guess {
    struct pp_dialect best, rival;
    bool has_rival;
};
void pp_dialect_guess(
    struct pp_bytes text, size_t skip, const struct pp_header_test *test,
    struct pp_dialect_guess *out);

/* Decides. `declared` is "auto", one character or "tab"; `skip` records stand before the header
 * (0: found out). PP_USAGE: no such delimiter; PP_DATA: two delimiters fit alike. */
enum pp_status pp_dialect_decide(
    struct pp_run *run, const char *path, struct pp_bytes text, const char *declared, int skip,
    const struct pp_header_test *test, struct pp_dialect *out) PP_CHECK;

/* "comma", "semicolon", "tab", "pipe" or the character itself. */
const char *pp_delimiter_name(unsigned char delimiter);

/* Is the record a comment: a line that begins with # and is not as wide as the table? */
bool pp_is_comment(struct pp_bytes record, size_t fields, size_t width);
/* Nothing but zero bytes: what a crash leaves at the end of a file. */
bool pp_is_zeros(struct pp_bytes record);
/* The second header row of KoboToolbox and HDX: every cell that is not empty is a tag (#date). */
bool pp_is_hxl(const struct pp_csvrow *row);

/* Where the table ends: the offset in the text of the first record behind its last row that is no
 * row of it (a totals row, a remark, the lines of a report), or of the text's end. The scanner
 * stands before the first row and is read to its end; `test` reads a field as folded text for the
 * words that totals rows begin with. */
struct pp_fold_test {
    const void *self;
    bool (*is_total)(const void *self, struct pp_bytes field);
};
size_t pp_dialect_end(struct pp_scanner *scanner, size_t width, const struct pp_fold_test *test);

#endif
