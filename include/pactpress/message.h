/* Messages: patterns in ICU MessageFormat syntax with named arguments, over CLDR's plural rules.
 *
 * Syntax: text, {name}, {name, number}, {name, number, signed}, {name, number, percent}
 * or {name, percent}, {name, date, long|
 * short|month|day}, {name, period}, {name, plural, [offset:n] =0 {..} one {..} other {..}},
 * {name, selectordinal, ..}, {name, select, a {..} other {..}}; # is the number in a plural;
 * apostrophes quote as in ICU ('{' and ''). A figure argument that is not exact takes its own
 * branch: plural and select over a figure know the state keywords `withheld`, `unknown`,
 * `estimated`, `at_least`, `not_assessed` beside categories; in such a branch `#` and `{name}`
 * print the value alone ("about 60"), without one the figure's state decides (≈ 60, ≥ 126, ?, c).
 * Own parser: ICU's C API has no named arguments. */
#ifndef PACTPRESS_MESSAGE_H
#define PACTPRESS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/diag.h"
#include "pactpress/figure.h"
#include "pactpress/locale.h"
#include "pactpress/status.h"

struct pp_message;

enum pp_arg_kind {
    PP_ARG_TEXT,   /* text, may carry a language of its own */
    PP_ARG_NUMBER, /* value of 10^-decimals; prints as `text`, if there is one, without a format */
    PP_ARG_FIGURE,
    PP_ARG_DAY,
    PP_ARG_PERIOD,
    PP_ARG_NODE /* an inline the caller splices in; `text` is its plain form */
};

struct pp_arg {
    const char *name;
    enum pp_arg_kind kind;
    const char *text;
    const char *lang; /* PP_ARG_TEXT: NULL = the message's */
    int64_t value;
    int decimals;
    const struct pp_figure *figure;
    pp_day day;
    const struct pp_period *period;
    const void *node; /* the caller's */
};

/* A stretch of the formatted message. Text between arguments and inside chosen branches, and each
 * argument's formatted value, in order; empty pieces do not occur. */
struct pp_piece {
    const char *text;
    const struct pp_arg *arg; /* the argument it came from, or NULL for literal text */
};

struct pp_pieces {
    struct pp_piece *items;
    size_t count, capacity;
};

/* Parses a pattern. Mistakes are reported at `where` (position inside the pattern added to col). */
enum pp_status pp_message_parse(
    struct pp_run *run, struct pp_arena *arena, const char *pattern, struct pp_where where,
    struct pp_message **out) PP_CHECK;
/* Names of the arguments it uses, NULL-terminated, each once, in order of appearance. */
const char *const *pp_message_arguments(struct pp_arena *arena, const struct pp_message *message);
/* True when the message branches (plural or select) over `name` and has a branch `keyword`. */
bool pp_message_has_branch(const struct pp_message *message, const char *name, const char *keyword);

/* Formats. An argument that the pattern names and `args` lacks is reported (at the message's place)
 * and PP_DATA. */
enum pp_status pp_message_format(
    struct pp_run *run, struct pp_arena *arena, const struct pp_locale *locale,
    const struct pp_message *message, const struct pp_arg *args, size_t arg_count,
    struct pp_pieces *out) PP_CHECK;
/* The same as one plain string. */
enum pp_status pp_message_text(
    struct pp_run *run, struct pp_arena *arena, const struct pp_locale *locale,
    const struct pp_message *message, const struct pp_arg *args, size_t arg_count,
    const char **out) PP_CHECK;

/* What a figure prints as in running text and tables, without unit words: "43", "3.5", "71 %",
 * "≈ 60", "20–30", "≥ 126", "?", "–", "c". */
char *pp_figure_print(
    const struct pp_locale *locale, struct pp_arena *arena, const struct pp_figure *figure);

#endif
