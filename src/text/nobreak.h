/* Where no line may end although Unicode's rules allow it: what a typesetter of the language keeps
 * together. A day and its month, a number and its unit, "Art. 5", initials and name; in Polish,
 * Czech, Slovak and their neighbours a word of one letter and what follows; in French a sign and
 * the space beside it; in Maltese an article and its word. */
#ifndef PACTPRESS_TEXT_NOBREAK_H
#define PACTPRESS_TEXT_NOBREAK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_arena;
struct pp_months;

/* What a language keeps together. */
struct pp_nobreak {
    const struct pp_months *months;
    const char *single;  /* words of one letter that lean on the next, as UTF-8; NULL: none */
    bool ordinals;       /* a dot behind a number makes it an ordinal */
    bool spaced_signs;   /* a space stands before ; : ! ? and inside of quotation marks */
    bool leaning_hyphen; /* short words that end in a hyphen lean on the next */
};

const struct pp_nobreak *pp_nobreak_new(struct pp_arena *arena, const char *lang);
/* May a line end at `at`, a boundary that is allowed by Unicode's rules? */
bool pp_nobreak_forbids(
    const struct pp_nobreak *rules, const uint16_t *units, size_t count, size_t at);

#endif
