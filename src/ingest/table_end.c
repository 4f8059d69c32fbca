/* Where the table of a CSV text ends: totals rows and remarks behind the rows are none of them. */
#include <ctype.h>
#include <string.h>

#include "pactpress/csvrow.h"
#include "pactpress/dialect.h"
#include "pactpress/scanner.h"

enum { TAIL = 32 /* records that are looked at from the end */ };

/* "3. In-Meeting Activities" behind a blank line: a further section of a report (Teams). */
static bool begins_section(
    struct pp_bytes text, const struct pp_span *span, unsigned char delimiter)
{
    const unsigned char *c = text.data + span->start;
    return span->length > 3 && isdigit(c[0]) && c[1] == '.' && c[2] == ' ' && isalpha(c[3]) &&
           memchr(c, delimiter, span->length) == NULL;
}

/* The last records that are not blank. */
struct tail {
    struct pp_span spans[TAIL];
    bool behind_blank[TAIL]; /* a blank line stands before it */
    size_t count;            /* of all records; the newest is at (count - 1) % TAIL */
    size_t section;          /* where a further section begins; 0: nowhere */
};

static bool is_blank_line(struct pp_bytes text, const struct pp_span *span)
{
    for (size_t i = 0; i < span->length; i++)
        if (strchr(" \t\v\f", text.data[span->start + i]) == NULL ||
            text.data[span->start + i] == 0)
            return false;
    return true;
}

static void read_tail(
    struct pp_bytes text, const struct pp_dialect *dialect, size_t from, struct tail *tail)
{
    struct pp_scanner scanner;
    struct pp_span span;
    bool blank = false;
    pp_scanner_init(&scanner, text.data, text.size, dialect->delimiter);
    pp_scanner_quote(&scanner, dialect->quote, dialect->escape);
    scanner.at = from;
    while (pp_scanner_next(&scanner, &span)) {
        if (span.length < 1024 && is_blank_line(text, &span)) {
            blank = true;
            continue;
        }
        if (blank && begins_section(text, &span, dialect->delimiter)) {
            tail->section = span.start;
            return;
        }
        tail->spans[tail->count % TAIL] = span;
        tail->behind_blank[tail->count % TAIL] = blank;
        tail->count++;
        blank = false;
    }
}

static bool is_figure(struct pp_bytes field)
{
    size_t digits = 0;
    for (size_t i = 0; i < field.size; i++)
        digits += isdigit(field.data[i]) != 0;
    return field.size == 0 || digits * 2 >= field.size;
}

/* "Total;;43": a word for a sum, and else nothing but figures. */
static bool is_totals_row(const struct pp_csvrow *row, const struct pp_fold_test *test)
{
    size_t count = pp_csvrow_count(row), at = 0;
    while (at < count && pp_csvrow_field(row, at).size == 0)
        at++;
    if (test == NULL || at == count || !test->is_total(test->self, pp_csvrow_field(row, at)))
        return false;
    for (size_t i = at + 1; i < count; i++)
        if (!is_figure(pp_csvrow_field(row, i)))
            return false;
    return true;
}

/* One cell in a table of many, with the look of a sentence; or another width behind a blank line.
 */
static bool is_remark(const struct pp_csvrow *row, size_t width, bool behind_blank)
{
    size_t count = pp_csvrow_count(row), filled = 0;
    for (size_t i = 0; i < count; i++)
        filled += pp_csvrow_field(row, i).size > 0;
    if (width < 2)
        return false;
    if (behind_blank && (count != width || filled * 3 <= width))
        return true;
    struct pp_bytes first = pp_csvrow_field(row, 0);
    bool sentence = first.size > 0 && (memchr(first.data, ' ', first.size) != NULL ||
                                       memchr(first.data, ':', first.size) != NULL);
    return filled == 1 && sentence && (count == 1 || (count == width && width >= 4));
}

/* A remark may itself be over several lines, of which only the first stands behind a blank one. */
size_t pp_dialect_end(
    struct pp_bytes text, const struct pp_dialect *dialect, size_t width, size_t from,
    const struct pp_fold_test *test)
{
    struct tail tail = {.count = 0};
    struct pp_csvrow *row = pp_csvrow_new(dialect->delimiter);
    size_t end = text.size;
    pp_csvrow_quote(row, dialect->quote, dialect->escape);
    read_tail(text, dialect, from, &tail);
    if (tail.section > 0)
        end = tail.section;
    size_t looked = tail.count < TAIL ? tail.count : TAIL;
    for (size_t back = 1; back <= looked; back++) {
        size_t at = (tail.count - back) % TAIL;
        const struct pp_span *span = &tail.spans[at];
        struct pp_bytes record = {text.data + span->start, span->length};
        size_t count = pp_csvrow_split(row, record.data, record.size);
        bool outside = pp_csvrow_is_blank(row) || pp_is_comment(record, count, width) ||
                       is_totals_row(row, test) || is_remark(row, width, tail.behind_blank[at]);
        if (outside)
            end = span->start;
        else if (count == width || width < 2)
            break;
        /* else: of another width, and outside when something before it is behind a blank line */
        if (!outside && tail.behind_blank[at])
            break;
    }
    pp_csvrow_free(row);
    return end;
}
