/* How probable the letters of a language are behind each other, learned from the
 * names of countries and languages that CLDR has in it, and from some small words. Serves the
 * decision on a file's encoding: which of two letters a byte stands for shows in the letters beside
 * it. */
#ifndef PACTPRESS_INGEST_LETTER_MODEL_H
#define PACTPRESS_INGEST_LETTER_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/exemplar.h"

struct pp_arena;
struct pp_letter_pair;

struct pp_letter_model {
    struct pp_exemplar letters;
    struct pp_letter_pair *pairs; /* open addressing; single letters have no second */
    double seen;                  /* letters and word ends it was learned from */
};

/* False when CLDR does not know the language. */
bool pp_letter_model_load(struct pp_arena *arena, const char *lang, struct pp_letter_model *out);
/* Natural logarithm of the probability that `next` follows `letter`. What is no letter counts as
 * the end of a word. */
double pp_letter_model_follows(const struct pp_letter_model *model, uint32_t letter, uint32_t next);

#endif
