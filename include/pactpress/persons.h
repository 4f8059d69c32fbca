/* Persons become keyed hashes: HMAC-SHA-256 over the normalised identity, cut to 128 bits.
 * Identities never leave this module.
 *
 * E-mail addresses: trimmed, lower case. Codes of persons: trimmed, folded. Names: folded, their
 * words sorted, so that "Bērziņa, Anna" and "anna berzina" are one. The kind is part of the
 * identity: the code "a" and the name "a" are two persons. */
#ifndef PACTPRESS_PERSONS_H
#define PACTPRESS_PERSONS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/record.h"
#include "pactpress/str.h"

struct pp_arena;
struct pp_hmac;
struct pp_person_key;

/* Of one thread. */
struct pp_persons {
    struct pp_hmac *hmac;
    struct pp_str text; /* of the identity that is hashed */
};

void pp_persons_init(struct pp_persons *persons, const struct pp_person_key *key);
void pp_persons_free(struct pp_persons *persons);
/* The hash of "kind:identity". */
struct pp_person pp_persons_hash(
    struct pp_persons *persons, const char *kind, const char *identity);

/* Normalised forms, in `arena`; NULL when the text names nobody (blank, "anonymous"). */
const char *pp_person_email(struct pp_arena *arena, const char *text);
const char *pp_person_code(struct pp_arena *arena, const char *text);
const char *pp_person_name(struct pp_arena *arena, const char *text);

#endif
