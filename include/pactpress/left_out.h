/* Why rows did not enter: what the report to the funder lists, and its annex. By class, then by
 * rule in order of first appearance, with the files that have such rows. */
#ifndef PACTPRESS_LEFT_OUT_H
#define PACTPRESS_LEFT_OUT_H

#include <stddef.h>

#include "pactpress/arena.h"
#include "pactpress/ingest.h"

struct pp_left_out {
    const char *measure; /* of its class: rows.excluded ... rows.held_back */
    const char *rule;    /* its name in docs/exports.md, and that of the class where it has none */
    const char *says;    /* message id: what is wrong with such a row, in a short phrase */
    const char *breakdown; /* of its figure: "rule=bad-date"; NULL: the class has no rules */
    struct {
        size_t *items; /* indexes in pp_accounts.items, ascending */
        size_t count, capacity;
    } files;
};

struct pp_left_out_list {
    struct pp_left_out *items;
    size_t count, capacity;
};

/* `accounts` may be NULL: nothing is listed. */
void pp_left_out(
    struct pp_arena *arena, const struct pp_accounts *accounts, struct pp_left_out_list *out);

#endif
