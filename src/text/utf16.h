/* UTF-16 for ICU's doors: everything else in the program is UTF-8. */
#ifndef PACTPRESS_TEXT_UTF16_H
#define PACTPRESS_TEXT_UTF16_H

#include <stddef.h>
#include <stdint.h>

struct pp_arena;

/* Code units of valid UTF-8, ending with a 0; bytes that are not UTF-8 become U+FFFD. */
uint16_t *pp_utf16_from(struct pp_arena *arena, const char *text, size_t *count);
/* UTF-8 of `count` units; an unpaired surrogate becomes U+FFFD. */
char *pp_utf16_to(struct pp_arena *arena, const uint16_t *units, size_t count);
/* The character at `at` < count; sets *next to the place behind it. */
uint32_t pp_utf16_char(const uint16_t *units, size_t count, size_t at, size_t *next);
/* Writes 1 or 2 units; returns how many. */
size_t pp_utf16_put(uint32_t codepoint, uint16_t out[2]);

#endif
