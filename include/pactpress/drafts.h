/* The drafts: the figure table while it is being made.
 *
 * Figures stand here with exact values (a numerator over a denominator), with what protects them,
 * and with the equations in which they stand. Disclosure control decides on the drafts; closing
 * them rounds once, empties what is withheld, sorts and freezes. After that nothing computes a
 * number. */
#ifndef PACTPRESS_DRAFTS_H
#define PACTPRESS_DRAFTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/figure.h"
#include "pactpress/map.h"
#include "pactpress/protect.h"
#include "pactpress/record.h"
#include "pactpress/status.h"

/* Which threshold protects the persons behind a figure. */
enum pp_protect {
    PP_PROTECT_NOT,
    PP_PROTECT_PERSONS,    /* privacy.threshold on unique persons */
    PP_PROTECT_RESPONDENTS /* privacy.respondents on respondents with a score */
};

enum { PP_DRAFT_BASES = 3 };

struct pp_draft {
    struct pp_figure figure; /* lo and hi are numerators; state as computed */
    int64_t denominator;     /* value = lo / denominator */
    enum pp_protect protect;
    int64_t behind_lo, behind_hi; /* unique persons behind it; hi PP_FIGURE_MANY: open */
    bool sensitive;               /* an answer to a sensitive question */
    bool concentrated;            /* a sensitive distribution with nearly all in one answer */
    bool telling;                 /* that answer: when withheld, it must not be told either */
    bool known;                   /* published before, so withholding it protects nothing */
    bool timeless;                /* the same number in every period that it stands in */
    bool unprinted;               /* of an earlier edition; no row of this table */
    bool aside;  /* derived from its bases alone: where it has no value or they are withheld it has
                    no row either, so that nothing tells which of the two it is; and it weighs
                    nothing in the choice of what is withheld */
    size_t with; /* draft that is withheld whenever this one is, or PP_NO_INDEX */
    size_t bases[PP_DRAFT_BASES]; /* drafts whose suppression is this one's too */
    size_t base_count;
    const size_t *more_bases; /* as bases, of any number */
    size_t more_count;
    size_t n_from; /* draft whose number this figure's n is, or PP_NO_INDEX */
    size_t n_over; /* draft; where a part of it is withheld, this figure's n goes too unless it is
                      the number of n_from: it would bound the part. Or PP_NO_INDEX */
};

struct pp_equation {
    enum pp_relation relation;
    size_t total;
    size_t *parts;
    size_t part_count, part_capacity;
};

struct pp_drafts {
    struct pp_run *run;
    struct pp_arena *arena; /* of what outlives the drafts: figures and their texts */
    struct pp_draft *items;
    size_t count, capacity;
    struct {
        struct pp_equation *items;
        size_t count, capacity;
    } equations;
    struct pp_map by_address; /* "address@period" -> index + 1 */
};

void pp_drafts_init(struct pp_drafts *drafts, struct pp_run *run, struct pp_arena *arena);

/* A new figure with unit, decimals and rule of its measure (a measure outside the catalogue:
 * number, 0 decimals), state unknown, denominator 1. Its address must be new; texts of `at` must
 * outlive the drafts. Returns its index. */
size_t pp_drafts_add(struct pp_drafts *drafts, const struct pp_address *at);
/* Index of a figure, or PP_NO_INDEX. */
size_t pp_drafts_find(const struct pp_drafts *drafts, const struct pp_address *at);
struct pp_draft *pp_drafts_at(struct pp_drafts *drafts, size_t index);

/* Sets value and state from a count; NONE becomes not assessed. */
void pp_draft_set_count(struct pp_draft *draft, const struct pp_count *count);
void pp_draft_set_exact(struct pp_draft *draft, int64_t value);
/* The draft's suppression follows that of `base`; PP_NO_INDEX is fine. */
void pp_draft_follow(struct pp_draft *draft, size_t base);
bool pp_draft_has_value(const struct pp_draft *draft);

/* A new equation for `total`, between the values as printed; add parts with pp_drafts_part
 * (PP_NO_INDEX is fine, and left out). Where the printed ends of ranges do not obey it, what they
 * do obey of it counts. */
size_t pp_drafts_equation(struct pp_drafts *drafts, enum pp_relation relation, size_t total);
void pp_drafts_part(struct pp_drafts *drafts, size_t equation, size_t part);

/* Rounds, empties, sorts, freezes. PP_DATA, reported, when a number does not fit. */
enum pp_status pp_drafts_close(
    struct pp_drafts *drafts, const struct pp_project *project,
    struct pp_figure_table **out) PP_CHECK;

#endif
