/* Heads of a group of events: a set of identified persons, and numbers without identity. */
#ifndef PACTPRESS_FIGURES_HEAD_COUNT_H
#define PACTPRESS_FIGURES_HEAD_COUNT_H

#include "closing.h"

struct pp_heads {
    int64_t identified; /* unique */
    int64_t nameless;   /* high end of those without identity, added up over events */
    int64_t largest;    /* low end of the largest event */
    bool estimated;     /* a number is an estimate */
    bool open;          /* a number is unknown or open above */
    bool overflow;
};

/* Adds what an event tells beside its identified persons; these the caller unites and counts. */
void pp_heads_add(struct pp_heads *heads, const struct pp_joined *event);
/* The union: between max(identified, the largest event) and identified + all without identity. */
struct pp_count pp_heads_count(const struct pp_heads *heads);
/* Persons first identified in this period. */
struct pp_count pp_heads_new(
    const struct pp_heads *before, const struct pp_heads *now, const struct pp_heads *until);
/* The threshold counts unique persons; of an open number the low end. */
void pp_heads_protect(struct pp_draft *draft, const struct pp_count *behind);

#endif
