/* Addresses of figures beyond parse and text (figure.h): breakdowns and comparison.
 * Grammar: docs/figures.md, section 1. */
#ifndef PACTPRESS_ADDRESS_H
#define PACTPRESS_ADDRESS_H

#include "pactpress/figure.h"

struct pp_arena;
struct pp_str;

/* `key=value` as a breakdown of one pair, the value quoted where it must be: "event=2022-01-20",
 * "event=\"W 1/2\"". */
char *pp_breakdown_pair(struct pp_arena *arena, const char *key, const char *value);
/* The plain value under `key` in a breakdown, or NULL. */
char *pp_breakdown_value(struct pp_arena *arena, const char *breakdown, const char *key);
/* Appends the canonical text without the period. */
void pp_address_write(struct pp_str *out, const struct pp_address *address);
/* Order of breakdowns: bytes, but runs of digits by their number. NULL counts as "". */
int pp_breakdown_compare(const char *a, const char *b);

#endif
