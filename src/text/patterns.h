/* Hyphenation patterns as Liang (1983) has them: `.in1te` says which places of a word are good
 * (odd) or bad (even); of all patterns that fit, the highest digit counts.
 *
 * This reads the plain dictionaries of libhyphen itself, because libhyphen takes 12 ms of CPU for
 * one of them, a fifth of what a whole bulletin may cost. Dictionaries that use more of libhyphen's
 * format (levels for compounds, changes of spelling) are refused here and left to it. */
#ifndef PACTPRESS_TEXT_PATTERNS_H
#define PACTPRESS_TEXT_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_arena;

struct pp_pattern_entry {
    const char *letters;         /* in the dictionary's encoding, NULL = free slot */
    size_t length;               /* [bytes] */
    const unsigned char *values; /* one more than it has characters */
};

struct pp_patterns {
    const char *encoding; /* as the dictionary's first line spells it */
    bool utf8;
    int left, right;                /* LEFTHYPHENMIN, RIGHTHYPHENMIN; 0 = not given */
    size_t longest;                 /* [bytes] of any pattern */
    struct pp_pattern_entry *slots; /* open addressing */
    size_t slot_count;              /* a power of two */
};

/* NULL when the file cannot be read or is not plain. */
struct pp_patterns *pp_patterns_read(struct pp_arena *arena, const char *path);
/* Writes the value before each character of the word and behind its last: values[0..characters].
 * The word is in the dictionary's encoding, without dots; it has at most 500 bytes. */
void pp_patterns_apply(
    const struct pp_patterns *patterns, const char *word, size_t length, unsigned char *values);

#endif
