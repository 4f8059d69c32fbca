/* The letters that a language is written with (CLDR exemplar sets through ICU), and what kind of
 * character a code point is. Serves the decision on a file's encoding. */
#ifndef PACTPRESS_EXEMPLAR_H
#define PACTPRESS_EXEMPLAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_arena;

enum pp_letter { PP_LETTER_NONE, PP_LETTER_LOWER, PP_LETTER_UPPER, PP_LETTER_OTHER };

struct pp_exemplar {
    const char *lang;
    uint32_t *main, *auxiliary;         /* pairs of first and last code point, ascending */
    size_t main_count, auxiliary_count; /* pairs */
};

/* The letters of `lang` in lower case. False when CLDR does not know the language. */
bool pp_exemplar_load(struct pp_arena *arena, const char *lang, struct pp_exemplar *out);
/* The letter that is meant: Romanian's s and t with a cedilla are those with a comma below. */
uint32_t pp_exemplar_letter(const struct pp_exemplar *exemplar, uint32_t codepoint);
/* 1.0: the language's own letter (either case); 0.5: one it borrows in names; 0: neither. */
double pp_exemplar_weight(const struct pp_exemplar *exemplar, uint32_t codepoint);

/* The small letter of a letter; 0 for what is none. */
uint32_t pp_letter_lower(uint32_t codepoint);
enum pp_letter pp_letter_kind(uint32_t codepoint);
/* Script of a letter as a small number; equal numbers, equal scripts. -1: no letter. */
int pp_letter_script(uint32_t codepoint);
/* Punctuation and signs that ordinary text holds: quotes, dashes, no-break space, currency... */
bool pp_is_text_sign(uint32_t codepoint);

#endif
