/* The record scanner: where each record of a CSV text starts and ends.
 *
 * It knows quotes (a quote opens a field only at the field's start; inside, it closes only before a
 * delimiter, a line end or the end of the text) and every line end (LF, CRLF, CR). It keeps byte
 * positions and line numbers, so that a row can be held back exactly as it stood in the file.
 *
 * A stray quote must not swallow the rows after it. When a quoted field runs over line ends and
 * then shows that its opening quote was stray (another quote opens a field inside it, the text
 * ends, or the limit of a row is reached), the record is cut at the first line end behind that
 * quote. */
#ifndef PACTPRESS_SCANNER_H
#define PACTPRESS_SCANNER_H

#include <stdbool.h>
#include <stddef.h>

struct pp_scanner {
    const unsigned char *data;
    size_t size; /* [bytes] */
    size_t at;   /* where the next record starts [bytes] */
    size_t line; /* its line, 1-based */
    unsigned char delimiter, quote;
    unsigned char escape; /* 0: a quote inside a field is doubled */
    bool in_long;         /* behind the kept part of a row that is too long: its end comes later */
    size_t base;          /* where data[0] stands in the whole text [bytes] */
    /* When `data` is a window of a longer text: gives back the bytes before `at`, puts more behind
     * the others, and sets data, size, at and base anew. False: the text has no more. */
    bool (*more)(void *self, struct pp_scanner *scanner);
    void *self;
};

struct pp_span {
    size_t start;     /* in `data`, until the next record is read [bytes] */
    size_t length;    /* without the line end [bytes] */
    size_t whole;     /* with it [bytes] */
    size_t line;      /* first line, 1-based */
    size_t lines;     /* line ends inside and behind; 0 for a last line without one */
    bool stray_quote; /* was cut because of a quote that nothing closes */
    bool too_long;    /* longer than PP_LIMIT_ROW; of one that is twice as long or longer, only the
                         beginning is at hand */
};

void pp_scanner_init(
    struct pp_scanner *scanner, const void *data, size_t size, unsigned char delimiter);
/* Other quotes than ". `escape` (0: none) takes the meaning from the byte behind it. */
void pp_scanner_quote(struct pp_scanner *scanner, unsigned char quote, unsigned char escape);
/* The next record, blank lines included. False at the end of the text. */
bool pp_scanner_next(struct pp_scanner *scanner, struct pp_span *span);
/* Passes over the rest of a row that was too long, so that scanner->at is where the next record
 * starts. What was read before is given back. */
void pp_scanner_settle(struct pp_scanner *scanner);
/* Takes back all of the record just read but its first line: for a record over several lines whose
 * fields do not add up. Does nothing to a record of one line. */
void pp_scanner_cut(struct pp_scanner *scanner, struct pp_span *span);

#endif
