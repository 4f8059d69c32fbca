/* Which record is the header when no wanted column tells, and whether it is one at all. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/dialect_trial.h"
#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/scanner.h"

enum { COLUMNS = 64, ROWS_BELOW = 60, KEPT = 40 /* [bytes] of a cell */ };

enum cell { BLANK, VALUE, YEAR, ADDRESS, WORD };

/* What a first cell of a column is, beside what stands below. */
struct column {
    enum cell first;
    char text[KEPT];
    size_t below[WORD + 1]; /* cells by kind */
    size_t again;           /* cells that are the first once more */
};

struct votes {
    size_t header, data, maybe_data;
};

/* Numbers, days and times, codes of digits: what headers are not made of. */
static enum cell kind_of(struct pp_bytes field)
{
    size_t digits = 0, letters = 0, at_signs = 0, spaces = 0;
    for (size_t i = 0; i < field.size; i++) {
        unsigned char c = field.data[i];
        digits += isdigit(c) != 0;
        letters += isalpha(c) != 0 || c >= 0x80;
        at_signs += c == '@';
        spaces += c == ' ';
    }
    if (field.size == 0)
        return BLANK;
    if (at_signs == 1 && spaces == 0 && letters > 0 && memchr(field.data, '.', field.size) != NULL)
        return ADDRESS;
    if (digits == 4 && field.size == 4 && (field.data[0] == '1' || field.data[0] == '2'))
        return YEAR;
    bool begins = isdigit(field.data[0]) || strchr("+-.(~<>", field.data[0]) != NULL;
    return begins && digits > 0 && digits >= letters ? VALUE : WORD;
}

static bool is_same(const struct column *column, struct pp_bytes field)
{
    return field.size > 0 && field.size < KEPT && column->text[field.size] == '\0' &&
           memcmp(column->text, field.data, field.size) == 0;
}

static void take_first(struct column *columns, size_t width, const struct pp_csvrow *row)
{
    for (size_t c = 0; c < width; c++) {
        struct pp_bytes field = pp_csvrow_field(row, c);
        columns[c].first = kind_of(field);
        if (field.size < KEPT)
            memcpy(columns[c].text, field.data, field.size);
    }
}

static void take_below(struct column *columns, size_t width, const struct pp_csvrow *row)
{
    for (size_t c = 0; c < width; c++) {
        struct pp_bytes field = pp_csvrow_field(row, c);
        columns[c].below[kind_of(field)]++;
        columns[c].again += is_same(&columns[c], field);
    }
}

static void vote(const struct column *column, struct votes *votes)
{
    size_t values = column->below[VALUE] + column->below[YEAR];
    size_t addresses = column->below[ADDRESS], words = column->below[WORD];
    size_t filled = values + addresses + words;
    if (filled == 0 || column->first == BLANK)
        return;
    bool first_value = column->first == VALUE || column->first == YEAR;
    if (column->first == WORD && (values + addresses) * 2 > filled)
        votes->header++;
    else if (column->first == ADDRESS)
        votes->data += 2;
    else if (first_value && values * 2 > filled)
        /* Years stand in headers too. */
        *(column->first == YEAR ? &votes->maybe_data : &votes->data) += 1;
    else if (column->first == WORD && column->again > 0)
        votes->maybe_data++;
}

static bool decide(const struct column *columns, size_t width)
{
    struct votes votes = {0};
    bool only_words = true;
    for (size_t c = 0; c < width; c++) {
        vote(&columns[c], &votes);
        only_words = only_words && (columns[c].first == WORD || columns[c].first == BLANK);
    }
    if (votes.header + votes.data == 0)
        return votes.maybe_data == 0 && only_words;
    return votes.header >= votes.data;
}

/* Looks at the record and those below it. */
static bool looks_like_header(struct pp_bytes text, const struct pp_trial *trial, size_t record)
{
    struct pp_csvrow *row = pp_csvrow_new(trial->delimiter);
    struct column *columns = pp_xmalloc(COLUMNS * sizeof *columns);
    size_t width = trial->width < COLUMNS ? trial->width : COLUMNS, below = 0;
    struct pp_scanner scanner;
    struct pp_span span;
    memset(columns, 0, COLUMNS * sizeof *columns);
    pp_csvrow_quote(row, trial->quote, trial->escape);
    pp_scanner_init(&scanner, text.data, text.size, trial->delimiter);
    pp_scanner_quote(&scanner, trial->quote, trial->escape);
    for (size_t i = 0; below < ROWS_BELOW && pp_scanner_next(&scanner, &span); i++) {
        size_t count = i < record ? 0 : pp_csvrow_split(row, text.data + span.start, span.length);
        struct pp_bytes bytes = {text.data + span.start, span.length};
        if (count == 0 || pp_csvrow_is_blank(row) ||
            (i > record && (pp_is_comment(bytes, count, trial->width) || pp_is_hxl(row))))
            continue;
        if (i == record) {
            take_first(columns, width, row);
        } else {
            take_below(columns, width, row);
            below++;
        }
    }
    bool header = decide(columns, width);
    free(columns);
    pp_csvrow_free(row);
    return header;
}

bool pp_is_hxl(const struct pp_csvrow *row)
{
    size_t count = pp_csvrow_count(row);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        struct pp_bytes field = pp_csvrow_field(row, i);
        bool tag = field.size >= 2 && field.data[0] == '#' && isalpha(field.data[1]);
        if (field.size > 0 && !tag)
            return false;
        any = any || tag;
    }
    return any;
}

/* Wide enough, and filled enough, for a header: a title that a spreadsheet padded is not. */
static bool can_be_header(const struct pp_trial *trial, size_t i)
{
    const struct pp_trial_row *row = &trial->rows[i];
    size_t needed = trial->width - trial->trailing;
    bool comment = row->hash && row->fields != trial->width;
    if (row->fields == 0 || comment || row->fields < needed)
        return false;
    if (row->filled * 2 < needed)
        return false;
    if (row->last <= trial->width)
        return true;
    /* Wider than the rows below: they left out empty cells at their ends, if some are as wide. */
    for (size_t j = i + 1; j < trial->count; j++)
        if (trial->rows[j].fields >= row->last)
            return true;
    return trial->alike * 10 < trial->filled * 9;
}

void pp_trial_header(
    struct pp_bytes text, const struct pp_trial *trial, size_t skip, size_t *record,
    bool *is_header)
{
    size_t at = 0;
    while (at < trial->count && !can_be_header(trial, at))
        at++;
    if (at == trial->count)
        for (at = 0; at < trial->count && trial->rows[at].fields != trial->width;)
            at++;
    *record = skip + (at < trial->count ? at : 0);
    *is_header = looks_like_header(text, trial, *record);
}
