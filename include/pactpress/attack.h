/* The attacker on numbers: what can be told about hidden cells from what is printed?
 *
 * It knows the printed cells, how totals and parts belong together, and the least that a hidden
 * cell can be; nothing else. For each hidden cell it finds the smallest and the largest whole
 * number that some filling of all hidden cells has there, by linear programming over the cells that
 * hang together, and by integer programming where that does not end in whole numbers. An end that
 * it reports is one that a filling, checked in whole numbers, really has. It shares no code with
 * what decides which cells are hidden. */
#ifndef PACTPRESS_ATTACK_H
#define PACTPRESS_ATTACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

enum pp_law {
    PP_LAW_SUM,   /* the total is the sum of the parts */
    PP_LAW_UNION, /* the total is at least the largest part and at most their sum */
    PP_LAW_UNDER, /* the total is at most the sum of the parts */
    PP_LAW_OVER   /* the total is at least the largest part */
};

#define PP_ATTACK_OPEN INT64_MAX /* no upper end */

struct pp_attack_cell {
    bool hidden;
    int64_t value;     /* of a printed cell */
    int64_t least;     /* of a hidden cell, as everybody knows it */
    int64_t low, high; /* found; high may be PP_ATTACK_OPEN */
    bool proven;       /* false: a search reached its limit; low..high is within the true range */
    bool fresh; /* only cells that hang together with such a one are asked about, if wanted */
    bool asked; /* low and high were found */
};

struct pp_attack_law {
    enum pp_law law;
    size_t total;
    size_t *parts;
    size_t count, capacity;
};

struct pp_attack {
    struct {
        struct pp_attack_cell *items;
        size_t count, capacity;
    } cells;
    struct {
        struct pp_attack_law *items;
        size_t count, capacity;
    } laws;
    bool only_fresh;      /* what hangs together without a fresh cell is not asked about */
    bool forgiving;       /* what no filling agrees with is not asked about, and the rest is */
    uint64_t most_work;   /* cells in questions; what comes behind is not asked about; 0: no end */
    size_t contradiction; /* a law that the printed cells break, or that leaves no filling */
    size_t misfits, left; /* hidden cells that were not asked about: no filling; no work left */
};

#define PP_ATTACK_NONE ((size_t)-1)

/* Fills in low and high of every hidden cell that is asked about. PP_DATA, not reported, when no
 * filling agrees with what is printed; `contradiction` then names a law of the cells in question.
 * When forgiving, such cells are counted instead. */
enum pp_status pp_attack_run(
    struct pp_run *run, struct pp_arena *arena, struct pp_attack *attack) PP_CHECK;

#endif
