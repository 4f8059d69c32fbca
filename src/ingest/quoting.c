/* How a CSV text quotes: which mark, and whether a quote inside a field is doubled or has a
 * backslash before it. */
#include <string.h>

#include "ingest/dialect_trial.h"

enum { LOOKED_AT = 1 << 16 /* [bytes] */ };

struct quoting {
    unsigned char delimiter, quote, escape;
    size_t sound;   /* quoted fields that open and close where fields do */
    size_t odd;     /* quotes that do neither, fields that nothing closes */
    size_t escaped; /* quotes with a backslash before them */
};

static bool is_line_end(unsigned char c)
{
    return c == '\n' || c == '\r';
}

static bool ends_field(const struct quoting *q, const unsigned char *at, const unsigned char *end)
{
    while (at < end && (*at == ' ' || *at == '\t') && *at != q->delimiter)
        at++;
    return at == end || *at == q->delimiter || is_line_end(*at);
}

/* Behind the opening quote; returns where the field ends. */
static const unsigned char *walk_quoted(
    struct quoting *q, const unsigned char *at, const unsigned char *end, bool whole)
{
    for (; at < end; at++) {
        if (q->escape != 0 && *at == q->escape && at + 1 < end) {
            q->escaped += at[1] == q->quote;
            at++;
        } else if (*at == q->quote) {
            if (ends_field(q, at + 1, end)) {
                q->sound++;
                return at + 1;
            }
            if (q->escape == 0 && at + 1 < end && at[1] == q->quote)
                at++;
            else
                q->odd++;
        }
    }
    /* At the end of what is looked at, a field may go on. */
    q->odd += whole ? 3 : 0;
    return end;
}

static void walk(struct quoting *q, struct pp_bytes text)
{
    bool whole = text.size <= LOOKED_AT;
    const unsigned char *at = text.data, *end = text.data + (whole ? text.size : LOOKED_AT);
    while (at < end) {
        while (at < end && *at == ' ')
            at++;
        if (at < end && *at == q->quote)
            at = walk_quoted(q, at + 1, end, whole);
        while (at < end && *at != q->delimiter && !is_line_end(*at))
            at++;
        if (at < end)
            at++;
    }
}

static struct quoting try_quoting(
    struct pp_bytes text, unsigned char delimiter, unsigned char quote, unsigned char escape)
{
    struct quoting q = {.delimiter = delimiter, .quote = quote, .escape = escape};
    walk(&q, text);
    return q;
}

static bool holds(struct pp_bytes text, unsigned char c)
{
    size_t size = text.size < LOOKED_AT ? text.size : LOOKED_AT;
    return size > 0 && memchr(text.data, c, size) != NULL;
}

/* A backslash before quotes, where that leaves fewer of them odd. */
static struct quoting best_escape(
    struct pp_bytes text, unsigned char delimiter, unsigned char quote)
{
    struct quoting doubled = try_quoting(text, delimiter, quote, 0);
    if (!holds(text, '\\') || doubled.odd == 0)
        return doubled;
    struct quoting escaped = try_quoting(text, delimiter, quote, '\\');
    return escaped.escaped > 0 && escaped.odd < doubled.odd ? escaped : doubled;
}

void pp_quoting_find(
    struct pp_bytes text, unsigned char delimiter, unsigned char *quote, unsigned char *escape,
    double *odd)
{
    struct quoting best = best_escape(text, delimiter, '"');
    if (best.sound == 0 && holds(text, '\'')) {
        /* Words begin with an apostrophe too ('s-Hertogenbosch): all such fields must close. */
        struct quoting single = best_escape(text, delimiter, '\'');
        if (single.sound >= 2 && single.odd * 20 <= single.sound)
            best = single;
    }
    *quote = best.quote;
    *escape = best.escape;
    *odd = (double)best.odd / (double)(best.odd + best.sound + 1);
}
