/* The figure: one printable number, and the table of all of them.
 *
 * measure x city x framework x dimension x breakdown x period -> value + state + provenance.
 * Everything that is printed, drawn, exported, suppressed, archived or verified is a figure out of
 * one table; nothing computes a number after the table is closed. Grammar of addresses, forms of
 * figures.csv and meaning of the states: docs/figures.md. */
#ifndef PACTPRESS_FIGURE_H
#define PACTPRESS_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/map.h"
#include "pactpress/period.h"
#include "pactpress/project.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;
struct pp_str;

/* States never collapse into each other. */
enum pp_state {
    PP_EXACT,
    PP_ESTIMATED,    /* lo..hi as reported */
    PP_AT_LEAST,     /* lo and more: a total over an unknown part */
    PP_UNKNOWN,      /* someone should have told us */
    PP_NOT_ASSESSED, /* nobody had to */
    PP_SUPPRESSED,   /* known, and withheld to protect persons; primary and secondary look alike */
    PP_ROUNDED
};

enum pp_unit {
    PP_UNIT_PERSONS,
    PP_UNIT_EVENTS,
    PP_UNIT_ATTENDANCES,
    PP_UNIT_HOURS,
    PP_UNIT_ANSWERS,
    PP_UNIT_PERCENT,        /* 71 = 71 % */
    PP_UNIT_PERCENT_POINTS, /* changes of shares */
    PP_UNIT_SCORE,          /* on the framework's scale */
    PP_UNIT_CITIES,
    PP_UNIT_FILES,
    PP_UNIT_ROWS,
    PP_UNIT_NUMBER
};

/* The parts of an address. NULL or "" = not given. */
struct pp_address {
    const char *measure; /* "attendance.persons" */
    const char *city;    /* id; NULL = the project */
    const char *framework;
    const char *dimension; /* code */
    const char *breakdown; /* sorted key=code joined by ';' ("answer=4"), or NULL */
    const char *period;    /* canonical key */
};

/* What a row was to a figure. */
enum pp_row_kind {
    PP_ROW_PERSON,   /* somebody who took part, recognised */
    PP_ROW_NAMELESS, /* somebody who took part, not recognised */
    PP_ROW_STAFF,    /* looked at, and counted as nobody */
    PP_ROW_COUNT,    /* a number of people */
    PP_ROW_EVENT,    /* an event of a register */
    PP_ROW_ANSWER,   /* answers of a questionnaire */
    PP_ROW_VALUE     /* a ready or declared value */
};

struct pp_row {
    size_t file, line; /* index in pp_accounts.items; first line of the record */
    enum pp_row_kind kind;
};

/* Rows that belong together: of one list, one register entry, one question. */
struct pp_rows {
    struct pp_row *items;
    size_t count, capacity;
};

struct pp_figure {
    struct pp_address at;
    const char *address; /* canonical text of `at`, without the period */
    enum pp_state state;
    enum pp_unit unit;
    int decimals;   /* lo and hi are whole numbers of 10^-decimals */
    int64_t lo, hi; /* closed value: exact: lo = hi; at_least: hi = PP_FIGURE_MANY; no value in
                       unknown, not_assessed and suppressed (both 0) */
    int64_t n;      /* unique persons or respondents behind it; -1 = does not apply */
    int revision;   /* 0: first published value */
    const struct pp_figure *was; /* as published last, when it is another number now; or NULL */
    bool former;                 /* is such a number of an earlier edition itself */
    struct {
        const size_t *files; /* indexes in pp_accounts.items, ascending */
        size_t file_count;
        size_t rows;      /* rows that entered */
        const char *rule; /* name of the formula, explained in docs/methodology */
        const struct pp_rows *const *groups; /* the rows, when the tally keeps them */
        size_t group_count;
    } from;
};

#define PP_FIGURE_MANY INT64_MAX

struct pp_figure_table {
    struct pp_figure
        *items; /* in canonical order: measure, city, framework, dimension, breakdown, period */
    size_t count, capacity;
    struct pp_map by_address; /* "address@period" -> struct pp_figure * */
    bool closed;
};

/* Parses `measure[key=value, ...]`; keys in any order on input, fixed order in canonical form.
 * `defaults` (may be NULL) fills what is not given. PP_USAGE with a sentence in *error. */
enum pp_status pp_address_parse(
    struct pp_arena *arena, const char *text, const struct pp_address *defaults,
    struct pp_address *out, const char **error) PP_CHECK;
/* Canonical text, without the period. */
char *pp_address_text(struct pp_arena *arena, const struct pp_address *address);

/* The figure at an address, or NULL when the table has none. */
const struct pp_figure *pp_figure_find(
    const struct pp_figure_table *table, const struct pp_address *address);
/* Shorthand: any part may be NULL. */
const struct pp_figure *pp_figure_get(
    const struct pp_figure_table *table, const char *measure, const char *city,
    const char *framework, const char *dimension, const char *breakdown, const char *period);
/* Does any figure of the table have this measure? For "did you mean" of placeholders. */
const char *pp_figure_nearest_measure(const struct pp_figure_table *table, const char *measure);

const char *pp_state_name(enum pp_state state);           /* "exact", "estimated", ... */
bool pp_state_find(const char *name, enum pp_state *out); /* false: no state is called that */
const char *pp_unit_name(enum pp_unit unit);              /* "persons", ... */
/* May a number be printed? False for unknown, not assessed and suppressed. */
bool pp_figure_has_value(const struct pp_figure *figure);
/* `value` column of figures.csv: "43", "3.5", "20..30", "126..", "". */
char *pp_figure_value_text(struct pp_arena *arena, const struct pp_figure *figure);

/* Reads such a text ("43", "3.5", "20..30", "126.."; NULL: no value) into decimals, lo and hi of a
 * figure whose state is set. False: it is none, or does not fit the state. */
bool pp_figure_read_value(const char *text, struct pp_figure *figure);

/* figures.csv of the period: UTF-8, RFC 4180, header line, CRLF. */
void pp_figures_csv(const struct pp_figure_table *table, struct pp_str *out);
/* The same file back into a table, in the order of its lines. Addresses, values, states, units and
 * n are there; provenance, revisions and the index by address are not. What is no such file is
 * PP_DATA. */
enum pp_status pp_figures_read(
    struct pp_run *run, struct pp_arena *arena, const char *path,
    struct pp_figure_table **out) PP_CHECK;
/* --dump=figures: one line a figure with state, value, n, rows, rule. */
void pp_figures_dump(const struct pp_figure_table *table, struct pp_str *out);

#endif
