#include "pactpress/dialect.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/dialect_trial.h"
#include "pactpress/arena.h"
#include "pactpress/run.h"

static const unsigned char candidates[] = {',', ';', '\t', '|'};
enum { CANDIDATES = sizeof candidates };

/* Scores this near to each other do not tell two delimiters apart. */
static const double apart = 0.02;

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

/* Candidates that do not occur make the same of the text: one of them is tried. */
static size_t try_all(
    struct pp_bytes text, size_t skip, const struct pp_header_test *test, struct pp_trial *trials)
{
    size_t count = 0;
    bool absent = false;
    for (size_t i = 0; i < CANDIDATES; i++) {
        bool occurs = text.size > 0 && memchr(text.data, candidates[i], text.size) != NULL;
        if (occurs || !absent)
            pp_trial_make(text, candidates[i], skip, test, &trials[count++]);
        absent = absent || !occurs;
    }
    return count;
}

static bool better(const struct pp_trial *a, const struct pp_trial *b)
{
    return a->fit != b->fit ? a->fit > b->fit : a->score > b->score;
}

static const struct pp_trial *find_best(const struct pp_trial *trials, size_t count)
{
    const struct pp_trial *best = &trials[0];
    for (size_t i = 1; i < count; i++)
        if (better(&trials[i], best))
            best = &trials[i];
    return best;
}

/* Another one that makes as even a table, or NULL. */
static const struct pp_trial *find_rival(
    const struct pp_trial *trials, size_t count, const struct pp_trial *best)
{
    for (size_t i = 0; i < count && best->width > 1; i++) {
        const struct pp_trial *other = &trials[i];
        if (other != best && other->fit == best->fit && other->width > 1 &&
            other->score > best->score - apart)
            return other;
    }
    return NULL;
}

static void conclude(
    struct pp_bytes text, const struct pp_trial *trial, size_t before, struct pp_dialect *out)
{
    *out = (struct pp_dialect){
        .delimiter = trial->delimiter,
        .quote = trial->quote,
        .escape = trial->escape,
        .width = trial->width,
        .skipped = trial->header,
        .fit = trial->fit,
        .has_header = true,
        .is_table = trial->score > 0};
    if (trial->fit == 0)
        pp_trial_header(text, trial, before, &out->skipped, &out->has_header);
}

void pp_dialect_guess(
    struct pp_bytes text, size_t skip, const struct pp_header_test *test,
    struct pp_dialect_guess *out)
{
    struct pp_trial *trials = pp_xmalloc(CANDIDATES * sizeof *trials);
    unsigned char said = said_separator(text);
    size_t before = skip > 0 ? skip : said != 0 ? 1 : 0, count = 1;
    if (said != 0)
        pp_trial_make(text, said, before, test, trials);
    else
        count = try_all(text, before, test, trials);
    const struct pp_trial *best = find_best(trials, count);
    const struct pp_trial *rival = find_rival(trials, count, best);
    struct pp_dialect_guess made = {.has_rival = rival != NULL};
    conclude(text, best, before, &made.best);
    made.best.said_separator = said != 0;
    if (rival != NULL)
        conclude(text, rival, before, &made.rival);
    *out = made;
    free(trials);
}

static void guess_with(
    struct pp_bytes text, unsigned char delimiter, size_t before, const struct pp_header_test *test,
    struct pp_dialect *out)
{
    struct pp_trial *trial = pp_xmalloc(sizeof *trial);
    pp_trial_make(text, delimiter, before, test, trial);
    conclude(text, trial, before, out);
    free(trial);
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

static enum pp_status refuse(
    struct pp_run *run, const char *path, const struct pp_dialect_guess *guess)
{
    pp_error(
        run, (struct pp_where){.file = path}, "dialect.ambiguous",
        "This file is as even a table with %s (%zu columns) as with %s (%zu columns). Write "
        "`delimiter:` in the source.",
        pp_delimiter_name(guess->best.delimiter), guess->best.width,
        pp_delimiter_name(guess->rival.delimiter), guess->rival.width);
    return PP_DATA;
}

enum pp_status pp_dialect_decide(
    struct pp_run *run, const char *path, struct pp_bytes text, const char *declared, int skip,
    const struct pp_header_test *test, struct pp_dialect *out)
{
    struct pp_dialect_guess guess = {.has_rival = false};
    bool automatic = strcmp(declared, "auto") == 0, said = said_separator(text) != 0;
    size_t before = skip > 0 ? (size_t)skip : said ? 1 : 0;
    unsigned char given = 0;
    if (!automatic && !declared_delimiter(declared, &given)) {
        pp_error(
            run, (struct pp_where){.file = path}, "dialect.no-such",
            "\"%s\" is no delimiter: write one character, tab or auto.", declared);
        return PP_USAGE;
    }
    if (given != 0)
        guess_with(text, given, before, test, &guess.best);
    else
        pp_dialect_guess(text, before, test, &guess);
    if (guess.has_rival)
        return refuse(run, path, &guess);
    *out = guess.best;
    out->said_separator = said;
    if (skip > 0)
        out->skipped = before;
    return PP_OK;
}
