/* The attacker's own hold on COIN-OR: one system of unknowns and laws, asked again and again for
 * the smallest or largest value of one unknown. Quiet, single-threaded, limited in nodes, and it
 * leaves signal handlers as it found them. */
#ifndef PACTPRESS_VERIFY_ATTACK_SOLVER_H
#define PACTPRESS_VERIFY_ATTACK_SOLVER_H

#include <stdbool.h>
#include <stddef.h>

struct pp_arena;

#define PP_SYSTEM_OPEN 1e30

struct pp_term {
    int unknown, law;
    double factor;
};

struct pp_system {
    struct {
        double *items; /* least value of each unknown; they have no upper end */
        size_t count, capacity;
    } least;
    struct {
        double *items; /* lower and upper end of each law, in turn */
        size_t count, capacity;
    } ends;
    struct {
        struct pp_term *items;
        size_t count, capacity;
    } terms;
    void *model; /* of the linear solver, once asked */
    int *starts, *laws;
    double *factors;
};

enum pp_found {
    PP_FOUND,
    PP_FOUND_OPEN, /* no end */
    PP_FOUND_NONE, /* no filling at all */
    PP_FOUND_LIMIT /* a filling, not proven the furthest; or none within the limits */
};

void pp_system_unknown(struct pp_arena *arena, struct pp_system *system, double least);
void pp_system_law(struct pp_arena *arena, struct pp_system *system, double low, double high);
/* A term of the last law. */
void pp_system_term(
    struct pp_arena *arena, struct pp_system *system, size_t unknown, double factor);

/* All unknowns of a furthest filling, fractions allowed; *values is NULL unless PP_FOUND. */
enum pp_found pp_system_ask(
    struct pp_arena *arena, struct pp_system *system, size_t unknown, bool up, double **values);
/* The same in whole numbers; *values may be NULL at PP_FOUND_LIMIT. */
enum pp_found pp_system_ask_whole(
    struct pp_arena *arena, struct pp_system *system, size_t unknown, bool up, double **values);
void pp_system_free(struct pp_system *system);

#endif
