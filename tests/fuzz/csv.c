/* Any bytes as CSV: the records cover the text without a gap, every record splits, a record of one
 * line is never cut, and the dialect's decision ends with a delimiter or a refusal. */
#include <stdint.h>
#include <stdlib.h>

#include "pactpress/csvrow.h"
#include "pactpress/dialect.h"
#include "pactpress/run.h"
#include "pactpress/scanner.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void scan(
    const uint8_t *data, size_t size, unsigned char delimiter, unsigned char quote,
    unsigned char escape)
{
    struct pp_scanner scanner;
    struct pp_span span;
    struct pp_csvrow *row = pp_csvrow_new(delimiter);
    size_t at = 0, line = 1;
    pp_scanner_init(&scanner, data, size, delimiter);
    pp_scanner_quote(&scanner, quote, escape);
    pp_csvrow_quote(row, quote, escape);
    while (pp_scanner_next(&scanner, &span)) {
        if (span.start != at || span.line != line || span.whole == 0 || span.length > span.whole)
            abort();
        size_t count = pp_csvrow_split(row, data + span.start, span.length);
        for (size_t i = 0; i < count; i++)
            if (pp_csvrow_field(row, i).size > span.length)
                abort();
        if (span.lines > 1)
            pp_scanner_cut(&scanner, &span);
        at += span.whole;
        line += span.lines;
    }
    if (at != size)
        abort();
    pp_csvrow_free(row);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_dialect dialect = {.delimiter = 0};
    struct pp_bytes text = {data, size};
    struct pp_dialect_guess guess;
    scan(data, size, ',', '"', 0);
    scan(data, size, ';', '"', '\\');
    scan(data, size, '\t', '\'', 0);
    pp_dialect_guess(text, 0, NULL, &guess);
    struct pp_scanner scanner;
    pp_scanner_init(&scanner, data, size, guess.best.delimiter);
    pp_scanner_quote(&scanner, guess.best.quote, guess.best.escape);
    if (pp_dialect_end(&scanner, guess.best.width, NULL) > size)
        abort();
    enum pp_status status = pp_dialect_decide(
        run, "fuzz.csv", (struct pp_bytes){data, size}, "auto", 0, NULL, &dialect);
    if ((status == PP_OK) != (dialect.delimiter != 0) ||
        (status != PP_OK && pp_diag_count(run, PP_ERROR) == 0))
        abort();
    pp_run_free(run);
    return 0;
}
