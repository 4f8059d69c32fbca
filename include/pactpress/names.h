/* The names of all people in the exports, as keyed hashes: so that a story can be asked whether it
 * names one of them, and nobody can be asked who they are. Names of two words at least; staff,
 * people who registered and did not come, and rows that are left out are among them. */
#ifndef PACTPRESS_NAMES_H
#define PACTPRESS_NAMES_H

#include <stdbool.h>

#include "pactpress/ingest.h"
#include "pactpress/sorter.h"

struct pp_arena;

struct pp_names {
    struct pp_person_key key;
    struct pp_sorter hashes; /* struct pp_person: of "name:..." as persons.h has it */
};

/* Lives as long as the arena. */
struct pp_names *pp_names_new(
    struct pp_run *run, struct pp_arena *arena, const struct pp_person_key *key);

/* The normalised form of a name that can be looked for, in `arena`; NULL: it is no name, or of one
 * word, which many people share with each other and with things. */
const char *pp_name_searched(struct pp_arena *arena, const char *text);
bool pp_names_are_none(const struct pp_names *names); /* NULL: yes */
/* Is somebody called so? `name` as pp_name_searched has it; hashes are complete (pp_sorter_seal).
 * Fails with PP_ENV where the disk that holds many of them cannot be read. */
enum pp_status pp_names_have(
    struct pp_run *run, const struct pp_names *names, const char *name, bool *have) PP_CHECK;

#endif
