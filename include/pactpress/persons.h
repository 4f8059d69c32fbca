/* Persons become keyed hashes: HMAC-SHA-256 over the normalised identity, cut to 128 bits, made
 * once for each identity that was not met lately. Identities never leave this module.
 *
 * E-mail addresses: trimmed, lower case. Codes of persons: trimmed, folded. Names: folded, their
 * words sorted, so that "Bērziņa, Anna" and "anna berzina" are one. The kind is part of the
 * identity: the code "a" and the name "a" are two persons. */
#ifndef PACTPRESS_PERSONS_H
#define PACTPRESS_PERSONS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/record.h"

struct pp_arena;
struct pp_person_key;

struct pp_known_person;

struct pp_persons {
    const struct pp_person_key *key;
    struct pp_known_person *known; /* those met lately: a table of fixed size */
};

void pp_persons_init(
    struct pp_persons *persons, struct pp_arena *arena, const struct pp_person_key *key);
/* The hash of "kind:identity". */
struct pp_person pp_persons_hash(
    struct pp_persons *persons, struct pp_arena *scratch, const char *kind, const char *identity);

/* The same without a memory, for a few. */
struct pp_person pp_person_hash(
    const struct pp_person_key *key, struct pp_arena *scratch, const char *kind,
    const char *identity);

/* Normalised forms, in `arena`; NULL when the text names nobody (blank, "anonymous"). */
const char *pp_person_email(struct pp_arena *arena, const char *text);
const char *pp_person_code(struct pp_arena *arena, const char *text);
const char *pp_person_name(struct pp_arena *arena, const char *text);

#endif
