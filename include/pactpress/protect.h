/* Disclosure control on any set of counts that are tied together: which cells stay blank, so that
 * what is printed tells no blank one, with as few blanks as possible.
 *
 * A cell is a whole number. Ties say how totals and parts belong together; readers know the ties,
 * the printed cells, and the least that a blank cell can be (1 where a true 0 is always printed, 0
 * where it is not). A blank cell is safe when there are two ways to fill in all blank cells, in
 * whole numbers, that agree with all of this and differ in that cell by its width or more. The
 * result is safe for every blank cell that has a width, those that were added included. Both
 * fillings are checked in whole numbers; no proof rests on floating point.
 *
 * Cells that can only be blank together (the answers of one question, the same number in two
 * periods) share a blank. A blank costs as many figures as it withholds. The cheapest choice is
 * found from coverings ("if this is blank, one of those must be"), to which each unsafe cell adds
 * one until nothing is unsafe; where their search is too long, by branch and cut (M. Fischetti and
 * J. J. Salazar, "Solving the cell suppression problem on tabular data with linear constraints",
 * Management Science 47, 2001; src/figures/protect_best.h). Of equally cheap choices the one with
 * the smallest sum of weights wins. Where a limit is reached, and beyond PP_LIMIT_PROTECT_EXACT
 * cells, the best that was found stands; what is safe is proven alike, and `bound` says how far
 * from the best it may be. */
#ifndef PACTPRESS_PROTECT_H
#define PACTPRESS_PROTECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

/* How parts and total belong together. */
enum pp_relation {
    PP_RELATION_SUM,   /* sum(parts) = total */
    PP_RELATION_UNION, /* max(parts) <= total <= sum(parts) */
    PP_RELATION_COVER, /* total <= sum(parts) */
    PP_RELATION_BOUND  /* max(parts) <= total */
};

enum pp_blank_rule {
    PP_BLANK_MAY,
    PP_BLANK_MUST, /* too small, or never printed at all */
    PP_BLANK_NEVER /* a true 0, or known from elsewhere */
};

struct pp_protect_cell {
    int64_t value; /* 0 to PP_LIMIT_PROTECT_VALUE */
    int64_t least; /* of a blank cell, as readers know it; not more than value */
    int64_t width; /* that protects it; 0: needs no protection */
    size_t blank;
};

struct pp_protect_blank {
    enum pp_blank_rule rule;
    int64_t cost;   /* figures that it withholds */
    int64_t weight; /* what is lost, for ties: the value, say */
    bool chosen;    /* the result */
};

struct pp_protect_tie {
    enum pp_relation relation;
    size_t total;
    size_t *parts;
    size_t count, capacity;
};

/* Where `leader` is blank, `follower` is too. */
struct pp_protect_follow {
    size_t leader, follower;
};

struct pp_protection {
    struct {
        struct pp_protect_cell *items;
        size_t count, capacity;
    } cells;
    struct {
        struct pp_protect_blank *items;
        size_t count, capacity;
    } blanks;
    struct {
        struct pp_protect_tie *items;
        size_t count, capacity;
    } ties;
    struct {
        struct pp_protect_follow *items;
        size_t count, capacity;
    } follows;
    size_t work; /* cells in questions: of one attempt, of all cuts; 0: PP_LIMIT_PROTECT_WORK */
    /* results */
    int64_t cost;  /* of the blanks that are chosen */
    int64_t bound; /* no choice costs less */
    size_t *bare;  /* cells that no choice protects, in order */
    size_t bare_count;
    size_t rounds; /* how often the coverings were solved */
};

size_t pp_protect_add_blank(
    struct pp_arena *arena, struct pp_protection *problem, enum pp_blank_rule rule, int64_t cost,
    int64_t weight);
size_t pp_protect_add_cell(
    struct pp_arena *arena, struct pp_protection *problem, size_t blank, int64_t value,
    int64_t least, int64_t width);
size_t pp_protect_add_tie(
    struct pp_arena *arena, struct pp_protection *problem, enum pp_relation relation, size_t total);
void pp_protect_add_part(
    struct pp_arena *arena, struct pp_protection *problem, size_t tie, size_t part);
void pp_protect_add_follow(
    struct pp_arena *arena, struct pp_protection *problem, size_t leader, size_t follower);

/* Do the values agree with the tie? */
bool pp_protect_holds(const struct pp_protection *problem, const struct pp_protect_tie *tie);

/* Chooses. All ties must hold. The same problem gives the same choice, on any day and machine. Only
 * signals end it early (PP_INTERRUPTED, PP_TERMINATED). */
enum pp_status pp_protect_choose(
    struct pp_run *run, struct pp_arena *arena, struct pp_protection *problem) PP_CHECK;

#endif
