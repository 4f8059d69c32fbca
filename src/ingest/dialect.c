#include "pactpress/dialect.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/scanner.h"
#include "pactpress/str.h"

enum { SAMPLE_ROWS = 200, HEADER_ROWS = 40, WIDTHS = 256 };

static const unsigned char candidates[] = {',', ';', '\t', '|'};
enum { CANDIDATES = sizeof candidates };

/* What a delimiter makes of the first records. */
struct trial {
    unsigned char delimiter;
    size_t counts[SAMPLE_ROWS]; /* fields of each record; 0: blank */
    size_t rows;
    size_t width;  /* the most frequent number of fields */
    size_t alike;  /* records that have it */
    size_t filled; /* records that are not blank */
    size_t header; /* record that fits the wanted columns best */
    size_t fit;    /* how many of them it has */
    double score;
};

const char *pp_delimiter_name(unsigned char delimiter)
{
    static const char *const printable[] = {[','] = "comma", [';'] = "semicolon", ['\t'] = "tab",
                                            ['|'] = "pipe",  [':'] = "colon",     [' '] = "space"};
    bool known = delimiter < sizeof printable / sizeof *printable && printable[delimiter] != NULL;
    return known ? printable[delimiter] : "other";
}

/* The `sep=;` line that Excel takes as an instruction; 0: there is none. */
static unsigned char said_separator(struct pp_bytes text)
{
    size_t at = text.size > 0 && text.data[0] == '"' ? 1 : 0;
    if (text.size < at + 5 || strncmp((const char *)text.data + at, "sep=", 4) != 0)
        return 0;
    unsigned char mark = text.data[at + 4];
    unsigned char behind = text.size > at + 5 ? text.data[at + 5] : '\n';
    bool ends = behind == '\n' || behind == '\r' || behind == '"';
    return ends && (mark == '\t' || mark > ' ') && mark < 0x80 ? mark : 0;
}

static size_t test_header(const struct pp_header_test *test, const struct pp_csvrow *row)
{
    struct pp_bytes fields[WIDTHS];
    size_t count = pp_csvrow_count(row) < WIDTHS ? pp_csvrow_count(row) : WIDTHS;
    for (size_t i = 0; i < count; i++)
        fields[i] = pp_csvrow_field(row, i);
    return test->fit(test->self, fields, count);
}

/* Wide files (Likert grids) can name their columns beyond the sample's width. */
static size_t test_wide_header(const struct pp_header_test *test, const struct pp_csvrow *row)
{
    size_t count = pp_csvrow_count(row);
    if (count <= WIDTHS)
        return test_header(test, row);
    if (count > PP_LIMIT_COLUMNS)
        count = PP_LIMIT_COLUMNS;
    struct pp_bytes *fields = pp_xmalloc(count * sizeof *fields);
    for (size_t i = 0; i < count; i++)
        fields[i] = pp_csvrow_field(row, i);
    size_t fit = test->fit(test->self, fields, count);
    free(fields);
    return fit;
}

static void find_width(struct trial *trial)
{
    for (size_t i = 0; i < trial->rows; i++) {
        size_t alike = 0;
        if (trial->counts[i] == 0)
            continue;
        trial->filled++;
        for (size_t j = 0; j < trial->rows; j++)
            alike += trial->counts[j] == trial->counts[i];
        bool better =
            alike > trial->alike || (alike == trial->alike && trial->counts[i] > trial->width);
        if (better) {
            trial->alike = alike;
            trial->width = trial->counts[i];
        }
    }
}

/* Share of alike rows, times what a table of that width is worth: one column is no table. A first
 * line that does not belong to the table makes it doubtful (decimal commas below a header). */
static double score_of(const struct trial *trial)
{
    if (trial->width < 2 || trial->filled == 0)
        return 0;
    double share = (double)trial->alike / (double)trial->filled;
    double worth = 1.0 - 1.0 / (double)trial->width;
    size_t first = 0;
    while (trial->counts[first] == 0)
        first++;
    return share * share * worth * (trial->counts[first] == trial->width ? 1.0 : 0.7);
}

static struct trial try_delimiter(
    struct pp_bytes text, unsigned char delimiter, size_t skip, const struct pp_header_test *test)
{
    struct trial trial = {.delimiter = delimiter};
    struct pp_scanner scanner;
    struct pp_span span;
    struct pp_csvrow *row = pp_csvrow_new(delimiter);
    pp_scanner_init(&scanner, text.data, text.size, delimiter);
    for (size_t record = 0; trial.rows < SAMPLE_ROWS && pp_scanner_next(&scanner, &span);
         record++) {
        if (record < skip)
            continue;
        if (span.too_long)
            break;
        size_t count = pp_csvrow_split(row, text.data + span.start, span.length);
        bool may_be_header = test != NULL && trial.rows < HEADER_ROWS && count > 0;
        size_t fit = may_be_header ? test_wide_header(test, row) : 0;
        if (fit > trial.fit) {
            trial.fit = fit;
            trial.header = record;
        }
        trial.counts[trial.rows++] = pp_csvrow_is_blank(row) ? 0 : count;
    }
    pp_csvrow_free(row);
    find_width(&trial);
    trial.score = score_of(&trial);
    return trial;
}

/* Candidates that do not occur make the same of the text: one of them is tried. */
static size_t try_all(
    struct pp_bytes text, size_t skip, const struct pp_header_test *test, struct trial *trials)
{
    size_t count = 0;
    bool absent = false;
    for (size_t i = 0; i < CANDIDATES; i++) {
        bool occurs = text.size > 0 && memchr(text.data, candidates[i], text.size) != NULL;
        if (occurs || !absent)
            trials[count++] = try_delimiter(text, candidates[i], skip, test);
        absent = absent || !occurs;
    }
    return count;
}

/* The record that is the header when no wanted column tells: the first as wide as the table. */
static size_t first_of_width(const struct trial *trial, size_t skip)
{
    for (size_t i = 0; i < trial->rows; i++)
        if (trial->counts[i] == trial->width && trial->width > 0)
            return skip + i;
    return skip;
}

static bool better(const struct trial *a, const struct trial *b)
{
    return a->fit != b->fit ? a->fit > b->fit : a->score > b->score;
}

static enum pp_status choose(
    struct pp_run *run, const char *path, const struct trial *trials, size_t count,
    const struct trial **out)
{
    const struct trial *best = &trials[0];
    for (size_t i = 1; i < count; i++)
        if (better(&trials[i], best))
            best = &trials[i];
    for (size_t i = 0; i < count; i++) {
        const struct trial *other = &trials[i];
        bool tied = other != best && other->fit == best->fit && other->width > 1 &&
                    other->score > best->score - 0.02;
        if (tied && best->width > 1) {
            pp_error(
                run, (struct pp_where){.file = path}, "dialect.ambiguous",
                "This file is as even a table with %s (%zu columns) as with %s (%zu columns). "
                "Write "
                "`delimiter:` in the source.",
                pp_delimiter_name(best->delimiter), best->width,
                pp_delimiter_name(other->delimiter), other->width);
            return PP_DATA;
        }
    }
    *out = best;
    return PP_OK;
}

static bool declared_delimiter(const char *declared, unsigned char *out)
{
    static const char *const names[] = {"comma", "semicolon", "tab", "pipe"};
    for (size_t i = 0; i < CANDIDATES; i++)
        if (strcmp(declared, names[i]) == 0) {
            *out = candidates[i];
            return true;
        }
    bool tab = strcmp(declared, "\\t") == 0;
    bool one = strlen(declared) == 1 && strchr("\"\r\n", declared[0]) == NULL;
    if (tab || one)
        *out = tab ? '\t' : (unsigned char)declared[0];
    return tab || one;
}

enum pp_status pp_dialect_decide(
    struct pp_run *run, const char *path, struct pp_bytes text, const char *declared, int skip,
    const struct pp_header_test *test, struct pp_dialect *out)
{
    struct trial *trials = pp_xmalloc(CANDIDATES * sizeof *trials);
    const struct trial *best = &trials[0];
    unsigned char said = said_separator(text), given = 0;
    size_t before = skip > 0 ? (size_t)skip : said != 0 ? 1 : 0;
    enum pp_status status = PP_OK;
    bool automatic = strcmp(declared, "auto") == 0;
    if (!automatic && !declared_delimiter(declared, &given)) {
        pp_error(
            run, (struct pp_where){.file = path}, "dialect.no-such",
            "\"%s\" is no delimiter: write one character, tab or auto.", declared);
        status = PP_USAGE;
    } else if (said != 0 || given != 0) {
        trials[0] = try_delimiter(text, given != 0 ? given : said, before, test);
    } else {
        status = choose(run, path, trials, try_all(text, before, test, trials), &best);
    }
    if (status == PP_OK)
        *out = (struct pp_dialect){
            .delimiter = best->delimiter,
            .skipped = skip > 0        ? before
                       : best->fit > 0 ? best->header
                                       : first_of_width(best, before),
            .fit = best->fit,
            .said_separator = said != 0,
            .has_header = true};
    free(trials);
    return status;
}
