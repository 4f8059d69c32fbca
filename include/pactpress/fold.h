/* Folding for comparison: case, accents, width, white space and the look of quotes and dashes stop
 * mattering (ICU: NFKC_Casefold, NFKD, accents removed, letters such as "ł" and "ø" reduced, white
 * space collapsed and trimmed). For matching labels and headers, never for printing, never as a key
 * of figures. Vowel signs of scripts that write them as marks are kept: they are letters there. */
#ifndef PACTPRESS_FOLD_H
#define PACTPRESS_FOLD_H

#include <stdbool.h>
#include <stddef.h>

struct pp_arena;
struct pp_str;

char *pp_fold(struct pp_arena *arena, const char *text);
/* The same, appended to `out`: for look-ups that have no arena at hand. NULL counts as "". */
void pp_fold_into(struct pp_str *out, const char *text);
bool pp_fold_equal(const char *a, const char *b);
/* NFC, in the arena; the same pointer when it already is. Bytes that are not UTF-8 become U+FFFD.
 */
const char *pp_nfc(struct pp_arena *arena, const char *text, size_t length, size_t *out_length);

#endif
