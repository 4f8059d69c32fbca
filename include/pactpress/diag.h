/* Diagnostics: what is wrong, where, and what would be right.
 *
 * A message is written once, where the fact is known; callers pass on the status. Every message is
 * a full sentence in plain words, has a stable rule name (for tests and logs), and a place where
 * there is one. Cell contents of person columns are never part of a message.
 *
 * Thread-safe: the list is guarded; the order of messages is made deterministic by their owner. */
#ifndef PACTPRESS_DIAG_H
#define PACTPRESS_DIAG_H

#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>

struct pp_run;

enum pp_severity { PP_NOTE, PP_WARNING, PP_ERROR };

/* A place in a file. file NULL: no place. line 0: the whole file. col 0: the whole line. */
struct pp_where {
    const char *file; /* lives as long as the run */
    size_t line;      /* 1-based */
    size_t col;       /* 1-based, in characters */
};

struct pp_diag {
    enum pp_severity severity;
    struct pp_where where;
    const char *rule;     /* stable name, e.g. "yaml.unknown-key" */
    const char *sentence; /* what is wrong and what would be right */
    const char *source;   /* the source line to show with a caret, or NULL */
};

/* Reports. `rule` must be a string literal. `source` may be NULL. */
void pp_report(
    struct pp_run *run, enum pp_severity severity, struct pp_where where, const char *rule,
    const char *source, const char *format, ...) __attribute__((format(printf, 6, 7)));
#define pp_error(run, where, rule, ...)                                                            \
    pp_report((run), PP_ERROR, (where), (rule), NULL, __VA_ARGS__)
#define pp_warn(run, where, rule, ...)                                                             \
    pp_report((run), PP_WARNING, (where), (rule), NULL, __VA_ARGS__)
#define pp_note(run, where, rule, ...) pp_report((run), PP_NOTE, (where), (rule), NULL, __VA_ARGS__)
#define PP_NOWHERE ((struct pp_where){0})

/* How many of a severity were reported in this run. */
size_t pp_diag_count(const struct pp_run *run, enum pp_severity severity);
/* The i-th diagnostic in order of report, or NULL. */
const struct pp_diag *pp_diag_at(const struct pp_run *run, size_t index);

const char *pp_severity_name(enum pp_severity severity); /* "note", "warning", "error" */

#endif
