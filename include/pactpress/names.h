/* The names of all people in the exports, as keyed hashes: so that a story can be asked whether it
 * names one of them, and nobody can be asked who they are. Names of two words at least; staff,
 * people who registered and did not come, and rows that are left out are among them. */
#ifndef PACTPRESS_NAMES_H
#define PACTPRESS_NAMES_H

#include <stdbool.h>

#include "pactpress/digests.h"
#include "pactpress/ingest.h"

struct pp_arena;

struct pp_names {
    struct pp_person_key key;
    struct pp_digests hashes; /* of "name:..." as persons.h has it */
};

/* The normalised form of a name that can be looked for, in `arena`; NULL: it is no name, or of one
 * word, which many people share with each other and with things. */
const char *pp_name_searched(struct pp_arena *arena, const char *text);
/* Is somebody called so? `name` as pp_name_searched has it. */
bool pp_names_have(const struct pp_names *names, const char *name);

#endif
