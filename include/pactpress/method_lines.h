/* The rules of method.h that a document prints: those by which figures of its table were computed,
 * and how small numbers are protected. Pages and annexes say the same lines. */
#ifndef PACTPRESS_METHOD_LINES_H
#define PACTPRESS_METHOD_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/arena.h"
#include "pactpress/message.h"
#include "pactpress/method.h"
#include "pactpress/tally.h"

struct pp_method_line {
    const char *head; /* message id of its topic, where that begins; else NULL */
    const char *says; /* message id */
    const struct pp_arg *args;
    size_t arg_count;
    struct {
        const struct pp_method_rule **items; /* that it says */
        size_t count, capacity;
    } rules;
};

struct pp_method_lines {
    struct pp_method_line *items;
    size_t count, capacity;
};

/* `klass`: that of the document. Brief: only the rules that short pages have. */
void pp_method_lines(
    struct pp_arena *arena, const struct pp_results *results, const char *klass, bool brief,
    struct pp_method_lines *out);
/* "interval-share: ... (Wilson 1927; Cochran 1977)": name, formula and source of a rule. */
const char *pp_method_notation(struct pp_arena *arena, const struct pp_method_rule *rule);

#endif
