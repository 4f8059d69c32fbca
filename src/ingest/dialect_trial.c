#include "ingest/dialect_trial.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/limits.h"
#include "pactpress/scanner.h"

enum { FEW_FIELDS = 256, CLEAN_COLUMNS = 64, ODD_RECORD = 1 << 14, LOOKED_AT = 1 << 16 };

static const unsigned char delimiters[] = {',', ';', '\t', '|'};

/* --- wanted columns ----------------------------------------------------------------------- */

static size_t test_header(const struct pp_header_test *test, const struct pp_csvrow *row)
{
    struct pp_bytes few[FEW_FIELDS], *fields = few;
    size_t count = pp_csvrow_count(row);
    if (count > PP_LIMIT_COLUMNS)
        count = PP_LIMIT_COLUMNS;
    if (count > FEW_FIELDS) /* Likert grids are wide */
        fields = pp_xmalloc(count * sizeof *fields);
    for (size_t i = 0; i < count; i++)
        fields[i] = pp_csvrow_field(row, i);
    size_t fit = test->fit(test->self, fields, count);
    if (fields != few)
        free(fields);
    return fit;
}

/* --- how clean columns are ---------------------------------------------------------------- */

/* A column is clean when no cell holds another delimiter, or all of them are numbers: `3,5`. */
struct columns {
    bool foreign[CLEAN_COLUMNS], text[CLEAN_COLUMNS];
};

static bool is_number(struct pp_bytes field)
{
    size_t digits = 0;
    for (size_t i = 0; i < field.size; i++) {
        if (strchr("+-., %", field.data[i]) == NULL && !isdigit(field.data[i]))
            return false;
        digits += isdigit(field.data[i]) != 0;
    }
    return digits > 0 || field.size == 0;
}

static void look_at_columns(
    struct columns *columns, const struct pp_csvrow *row, unsigned char delimiter)
{
    size_t count = pp_csvrow_count(row) < CLEAN_COLUMNS ? pp_csvrow_count(row) : CLEAN_COLUMNS;
    for (size_t c = 0; c < count; c++) {
        struct pp_bytes field = pp_csvrow_field(row, c);
        columns->text[c] = columns->text[c] || !is_number(field);
        for (size_t d = 0; d < sizeof delimiters; d++)
            if (delimiters[d] != delimiter && field.size > 0 &&
                memchr(field.data, delimiters[d], field.size) != NULL)
                columns->foreign[c] = true;
    }
}

static double share_clean(const struct columns *columns, size_t width)
{
    size_t count = width < CLEAN_COLUMNS ? width : CLEAN_COLUMNS, clean = 0;
    for (size_t c = 0; c < count; c++)
        clean += !columns->foreign[c] || !columns->text[c];
    return count > 0 ? (double)clean / (double)count : 1.0;
}

/* --- the trial ---------------------------------------------------------------------------- */

bool pp_is_comment(struct pp_bytes record, size_t fields, size_t width)
{
    return record.size > 0 && record.data[0] == '#' && fields != width;
}

bool pp_is_zeros(struct pp_bytes record)
{
    for (size_t i = 0; i < record.size; i++)
        if (record.data[i] != 0)
            return false;
    return true;
}

static void find_width(struct pp_trial *trial, bool with_hashes)
{
    for (size_t i = 0; i < trial->count; i++) {
        size_t alike = 0, fields = trial->rows[i].fields;
        if (fields == 0 || (trial->rows[i].hash && !with_hashes))
            continue;
        for (size_t j = 0; j < trial->count; j++)
            alike += trial->rows[j].fields == fields && (!trial->rows[j].hash || with_hashes);
        if (alike > trial->alike || (alike == trial->alike && fields > trial->width)) {
            trial->alike = alike;
            trial->width = fields;
        }
    }
}

static bool is_comment_row(const struct pp_trial *trial, size_t i)
{
    return trial->rows[i].hash && trial->rows[i].fields != trial->width;
}

/* Behind find_width: which rows count, and which columns at the end nobody fills. */
static void sum_up(struct pp_trial *trial)
{
    size_t last = 0;
    for (size_t i = 0; i < trial->count; i++) {
        const struct pp_trial_row *row = &trial->rows[i];
        trial->filled += row->fields > 0 && !is_comment_row(trial, i);
        if (row->fields == trial->width && row->last > last)
            last = row->last;
    }
    trial->trailing = trial->width > last ? trial->width - last : 0;
}

/* Share of alike rows, times what a table of that width is worth: one column is no table. A first
 * line that does not belong to the table makes it doubtful (decimal commas below a header). */
static double score_of(const struct pp_trial *trial, double clean, double odd)
{
    size_t first = 0;
    if (trial->width < 2 || trial->filled == 0)
        return 0;
    while (trial->rows[first].fields == 0 || is_comment_row(trial, first))
        first++;
    double share = (double)trial->alike / (double)trial->filled;
    double worth = 1.0 - 1.0 / (double)trial->width;
    size_t fields = trial->rows[first].fields;
    bool belongs = fields == trial->width || fields == trial->width - trial->trailing;
    return share * share * worth * (belongs ? 1.0 : 0.7) * (0.8 + 0.2 * clean) * (1.0 - odd);
}

static void take_row(struct pp_trial *trial, const struct pp_csvrow *row, unsigned char first_byte)
{
    struct pp_trial_row *made = &trial->rows[trial->count++];
    *made = (struct pp_trial_row){.hash = first_byte == '#'};
    size_t count = pp_csvrow_count(row);
    for (size_t i = 0; i < count; i++)
        if (pp_csvrow_field(row, i).size > 0) {
            made->filled++;
            made->last = i + 1;
        }
    made->fields = made->filled > 0 ? count : 0;
}

static void read_rows(
    struct pp_bytes text, size_t skip, const struct pp_header_test *test, struct pp_csvrow *row,
    struct columns *columns, struct pp_trial *trial)
{
    struct pp_scanner scanner;
    struct pp_span span;
    pp_scanner_init(&scanner, text.data, text.size, trial->delimiter);
    pp_scanner_quote(&scanner, trial->quote, trial->escape);
    for (size_t record = 0; trial->count < PP_SAMPLE_ROWS && pp_scanner_next(&scanner, &span);
         record++) {
        if (record < skip)
            continue;
        if (span.too_long)
            break;
        size_t count = pp_csvrow_split(row, text.data + span.start, span.length);
        bool may_be_header = test != NULL && trial->count < PP_HEADER_ROWS && count > 0;
        size_t fit = may_be_header ? test_header(test, row) : 0;
        if (fit > trial->fit) {
            trial->fit = fit;
            trial->header = record;
        }
        if (span.length < ODD_RECORD)
            look_at_columns(columns, row, trial->delimiter);
        take_row(trial, row, span.length > 0 ? text.data[span.start] : 0);
    }
}

static void try_with(
    struct pp_bytes text, size_t skip, const struct pp_header_test *test, double odd,
    struct pp_trial *trial)
{
    struct columns columns = {{false}, {false}};
    struct pp_csvrow *row = pp_csvrow_new(trial->delimiter);
    pp_csvrow_quote(row, trial->quote, trial->escape);
    read_rows(text, skip, test, row, &columns, trial);
    pp_csvrow_free(row);
    find_width(trial, false);
    if (trial->width == 0)
        find_width(trial, true);
    sum_up(trial);
    trial->score = score_of(trial, share_clean(&columns, trial->width), odd);
}

/* A backslash before a delimiter, somewhere in the beginning. */
static bool escapes_delimiter(struct pp_bytes text, unsigned char delimiter)
{
    size_t size = text.size < LOOKED_AT ? text.size : LOOKED_AT;
    for (size_t i = 0; i + 1 < size; i++)
        if (text.data[i] == '\\' && text.data[i + 1] == delimiter)
            return true;
    return false;
}

void pp_trial_make(
    struct pp_bytes text, unsigned char delimiter, size_t skip, const struct pp_header_test *test,
    struct pp_trial *out)
{
    double odd = 0;
    *out = (struct pp_trial){.delimiter = delimiter};
    pp_quoting_find(text, delimiter, &out->quote, &out->escape, &odd);
    unsigned char quote = out->quote;
    try_with(text, skip, test, odd, out);
    if (out->escape != 0 || !escapes_delimiter(text, delimiter))
        return;
    struct pp_trial *other = pp_xmalloc(sizeof *other);
    *other = (struct pp_trial){.delimiter = delimiter, .quote = quote, .escape = '\\'};
    try_with(text, skip, test, odd, other);
    if (other->score > out->score)
        *out = *other;
    free(other);
}
