/* Where the table of a CSV text ends: totals rows and remarks behind the rows are none of them. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/dialect.h"
#include "pactpress/scanner.h"
#include "pactpress/str.h"

enum { TAIL = 32 /* records that are looked at from the end */ };

/* "3. In-Meeting Activities" behind a blank line: a further section of a report (Teams). */
static bool begins_section(struct pp_bytes record, unsigned char delimiter)
{
    const unsigned char *c = record.data;
    return record.size > 3 && isdigit(c[0]) && c[1] == '.' && c[2] == ' ' && isalpha(c[3]) &&
           memchr(c, delimiter, record.size) == NULL;
}

struct tail_row {
    struct pp_str record;
    size_t at;         /* in the text [bytes] */
    bool behind_blank; /* a blank line stands before it */
};

/* The last records that are not blank. */
struct tail {
    struct tail_row rows[TAIL];
    size_t count; /* of all records; the newest is at (count - 1) % TAIL */
    size_t end;   /* where the text ends, or a further section begins [bytes] */
};

static bool is_blank_line(struct pp_bytes record)
{
    for (size_t i = 0; i < record.size; i++)
        if (strchr(" \t\v\f", record.data[i]) == NULL || record.data[i] == 0)
            return false;
    return true;
}

static void keep_row(struct tail *tail, struct pp_bytes record, size_t at, bool behind_blank)
{
    struct tail_row *row = &tail->rows[tail->count++ % TAIL];
    pp_str_clear(&row->record);
    pp_str_append_n(&row->record, record.data, record.size);
    row->at = at;
    row->behind_blank = behind_blank;
}

static void read_tail(struct pp_scanner *scanner, struct tail *tail)
{
    struct pp_span span;
    bool blank = false;
    while (pp_scanner_next(scanner, &span)) {
        struct pp_bytes record = {scanner->data + span.start, span.length};
        tail->end = scanner->base + span.start;
        if (record.size < 1024 && is_blank_line(record)) {
            blank = true;
            continue;
        }
        if (blank && begins_section(record, scanner->delimiter))
            return;
        keep_row(tail, record, tail->end, blank);
        blank = false;
    }
    tail->end = scanner->base + scanner->size;
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

/* From the last record backwards. A remark may itself be over several lines, of which only the
 * first stands behind a blank one. */
static size_t look_back(
    const struct tail *tail, struct pp_csvrow *row, size_t width, const struct pp_fold_test *test)
{
    size_t end = tail->end, looked = tail->count < TAIL ? tail->count : TAIL;
    for (size_t back = 1; back <= looked; back++) {
        const struct tail_row *kept = &tail->rows[(tail->count - back) % TAIL];
        struct pp_bytes record = {(const unsigned char *)kept->record.text, kept->record.length};
        size_t count = pp_csvrow_split(row, record.data, record.size);
        bool outside = pp_csvrow_is_blank(row) || pp_is_comment(record, count, width) ||
                       is_totals_row(row, test) || is_remark(row, width, kept->behind_blank);
        if (outside)
            end = kept->at;
        else if (count == width || width < 2)
            break;
        /* else: of another width, and outside when something before it is behind a blank line */
        if (!outside && kept->behind_blank)
            break;
    }
    return end;
}

size_t pp_dialect_end(struct pp_scanner *scanner, size_t width, const struct pp_fold_test *test)
{
    struct tail *tail = pp_xmalloc(sizeof *tail);
    struct pp_csvrow *row = pp_csvrow_new(scanner->delimiter);
    pp_csvrow_quote(row, scanner->quote, scanner->escape);
    *tail = (struct tail){.end = scanner->base + scanner->at};
    for (size_t i = 0; i < TAIL; i++)
        pp_str_init(&tail->rows[i].record);
    read_tail(scanner, tail);
    size_t end = look_back(tail, row, width, test);
    for (size_t i = 0; i < TAIL; i++)
        pp_str_free(&tail->rows[i].record);
    pp_csvrow_free(row);
    free(tail);
    return end;
}
