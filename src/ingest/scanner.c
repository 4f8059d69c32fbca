#include "pactpress/scanner.h"

#include <string.h>

#include "pactpress/limits.h"

enum place { FIELD_START, UNQUOTED, QUOTED };

/* What is known while one record is read. */
struct walk {
    enum place place;
    size_t at;
    size_t lines;
    size_t opened;      /* where the open quote stands */
    size_t first_end;   /* the first line end behind it; SIZE_MAX: none yet */
    unsigned char last; /* the last byte that is no space */
};

void pp_scanner_init(
    struct pp_scanner *scanner, const void *data, size_t size, unsigned char delimiter)
{
    *scanner = (struct pp_scanner){
        .data = data, .size = size, .line = 1, .delimiter = delimiter, .quote = '"'};
}

void pp_scanner_quote(struct pp_scanner *scanner, unsigned char quote, unsigned char escape)
{
    scanner->quote = quote;
    scanner->escape = escape;
}

static bool is_line_end(unsigned char c)
{
    return c == '\n' || c == '\r';
}

/* Bytes of the line end at `at`: 2 for CRLF. */
static size_t line_end_size(const struct pp_scanner *scanner, size_t at)
{
    bool pair =
        scanner->data[at] == '\r' && at + 1 < scanner->size && scanner->data[at + 1] == '\n';
    return pair ? 2 : 1;
}

static bool is_space(const struct pp_scanner *scanner, unsigned char c)
{
    return (c == ' ' || c == '\t') && c != scanner->delimiter;
}

/* Does the quote at `at`, inside a quoted field, close it? */
static bool closes(const struct pp_scanner *scanner, size_t at)
{
    size_t next = at + 1;
    while (next < scanner->size && is_space(scanner, scanner->data[next]))
        next++;
    return next >= scanner->size || scanner->data[next] == scanner->delimiter ||
           is_line_end(scanner->data[next]);
}

/* A record that ends at `end`, before the line end there (if any). */
static void finish(struct pp_scanner *scanner, struct pp_span *span, size_t end, size_t lines)
{
    size_t behind = end;
    if (end < scanner->size) {
        behind += line_end_size(scanner, end);
        lines++;
    }
    span->length = end - span->start;
    span->whole = behind - span->start;
    span->lines = lines;
    span->too_long = span->length > PP_LIMIT_ROW;
    scanner->at = behind;
    scanner->line = span->line + lines;
}

static size_t count_line_ends(const struct pp_scanner *scanner, size_t from, size_t to)
{
    size_t lines = 0;
    for (size_t at = from; at < to; at++)
        if (is_line_end(scanner->data[at])) {
            at += line_end_size(scanner, at) - 1;
            lines++;
        }
    return lines;
}

/* Ends the record at the first line end behind the quote that turned out to be stray. */
static void resynchronise(struct pp_scanner *scanner, struct pp_span *span, const struct walk *walk)
{
    size_t end = walk->first_end == (size_t)-1 ? scanner->size : walk->first_end;
    span->stray_quote = true;
    finish(scanner, span, end, count_line_ends(scanner, span->start, end));
}

/* Bytes of an escape and of what it escapes: a line end counts, and belongs to the record. */
static size_t escaped_size(const struct pp_scanner *scanner, struct walk *w)
{
    size_t next = w->at + 1;
    if (next >= scanner->size)
        return 1;
    if (!is_line_end(scanner->data[next]))
        return 2;
    w->lines++;
    return 1 + line_end_size(scanner, next);
}

/* One step inside a quoted field. False: its opening quote was stray. */
static bool step_quoted(
    const struct pp_scanner *scanner, const struct pp_span *span, struct walk *w)
{
    unsigned char c = scanner->data[w->at];
    if (is_line_end(c)) {
        if (w->first_end == (size_t)-1)
            w->first_end = w->at;
        w->at += line_end_size(scanner, w->at);
        w->lines++;
        w->last = '\n';
        return w->at - span->start <= PP_LIMIT_ROW;
    }
    if (c == scanner->escape && c != 0) {
        w->last = c;
        w->at += escaped_size(scanner, w);
        return true;
    }
    if (c != scanner->quote) {
        w->last = is_space(scanner, c) ? w->last : c;
        w->at++;
        return true;
    }
    bool doubled = scanner->escape == 0 && w->at + 1 < scanner->size &&
                   scanner->data[w->at + 1] == scanner->quote;
    if (!doubled && closes(scanner, w->at))
        w->place = UNQUOTED;
    /* `,"x` or a line that begins with `"x` inside a field over several lines: this quote opens a
     * field of a later row, so the one that was open never had a partner. */
    else if (!doubled && w->first_end != (size_t)-1)
        if (w->last == scanner->delimiter || w->last == '\n')
            return false;
    w->last = c;
    w->at += doubled ? 2 : 1;
    return true;
}

/* One step outside of quotes. True at the end of the record. */
static bool step_plain(const struct pp_scanner *scanner, struct walk *w)
{
    unsigned char c = scanner->data[w->at];
    if (is_line_end(c))
        return true;
    if (c == scanner->escape && c != 0) {
        w->place = UNQUOTED;
        w->at += escaped_size(scanner, w);
        return false;
    }
    if (c == scanner->delimiter) {
        w->place = FIELD_START;
    } else if (w->place == FIELD_START && c == scanner->quote) {
        w->place = QUOTED;
        w->opened = w->at;
        w->first_end = (size_t)-1;
        w->last = c;
    } else if (w->place == FIELD_START && !is_space(scanner, c)) {
        w->place = UNQUOTED;
    }
    w->at++;
    return false;
}

/* A record with quotes or odd line ends: byte by byte. */
/* False: it looked as far as the bytes at hand go, and more may tell otherwise. */
static bool scan_slowly(struct pp_scanner *scanner, struct pp_span *span)
{
    struct walk walk = {.at = span->start, .first_end = (size_t)-1};
    while (walk.at < scanner->size) {
        if (walk.place == QUOTED) {
            if (!step_quoted(scanner, span, &walk))
                break;
        } else if (step_plain(scanner, &walk)) {
            break;
        }
    }
    bool sure = walk.at < scanner->size;
    if (walk.place == QUOTED)
        resynchronise(scanner, span, &walk);
    else
        finish(scanner, span, walk.at, walk.lines);
    return sure && scanner->at < scanner->size;
}

static bool scan(struct pp_scanner *scanner, struct pp_span *span)
{
    *span = (struct pp_span){.start = scanner->at, .line = scanner->line};
    const unsigned char *text = scanner->data + scanner->at;
    size_t left = scanner->size - scanner->at;
    const unsigned char *end = memchr(text, '\n', left);
    size_t length = end != NULL ? (size_t)(end - text) : left;
    size_t body = length > 0 && end != NULL && text[length - 1] == '\r' ? length - 1 : length;
    bool plain = memchr(text, scanner->quote, body) == NULL && memchr(text, '\r', body) == NULL &&
                 (scanner->escape == 0 || memchr(text, scanner->escape, body) == NULL);
    if (!plain)
        return scan_slowly(scanner, span);
    finish(scanner, span, span->start + body, 0);
    return scanner->at < scanner->size;
}

static bool get_more(struct pp_scanner *scanner)
{
    return scanner->more != NULL && scanner->more(scanner->self, scanner);
}

void pp_scanner_settle(struct pp_scanner *scanner)
{
    while (scanner->in_long) {
        while (scanner->at < scanner->size && !is_line_end(scanner->data[scanner->at]))
            scanner->at++;
        /* a line feed may follow a return that ends what is at hand */
        bool whole = scanner->at + 1 < scanner->size;
        if (!whole && get_more(scanner))
            continue;
        scanner->in_long = false;
        if (scanner->at == scanner->size)
            return;
        scanner->at += line_end_size(scanner, scanner->at);
        scanner->line++;
    }
}

/* So that memory does not follow a line that never ends: what is at hand of it is the row. */
static bool is_endless(const struct pp_scanner *scanner, const struct pp_span *span)
{
    return scanner->size - span->start > 2 * (size_t)PP_LIMIT_ROW;
}

bool pp_scanner_next(struct pp_scanner *scanner, struct pp_span *span)
{
    pp_scanner_settle(scanner);
    if (scanner->at >= scanner->size && !get_more(scanner))
        return false;
    while (!scan(scanner, span)) {
        struct pp_scanner ended = *scanner;
        bool endless = is_endless(scanner, span) && scanner->more != NULL;
        scanner->at = span->start;
        scanner->line = span->line;
        if (endless || !get_more(scanner)) {
            *scanner = ended;
            scanner->in_long = endless && span->whole == span->length;
            break;
        }
    }
    return true;
}

void pp_scanner_cut(struct pp_scanner *scanner, struct pp_span *span)
{
    if (span->lines < 2 && count_line_ends(scanner, span->start, span->start + span->length) == 0)
        return;
    size_t end = span->start;
    while (end < scanner->size && !is_line_end(scanner->data[end]))
        end++;
    finish(scanner, span, end, 0);
}
