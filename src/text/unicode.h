/* What Unicode says about single characters (ICU's uchar.h and uscript.h are owned here). */
#ifndef PACTPRESS_TEXT_UNICODE_H
#define PACTPRESS_TEXT_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PP_SCRIPT(a, b, c, d)                                                                      \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))
#define PP_SCRIPT_LATIN PP_SCRIPT('L', 'a', 't', 'n')
#define PP_SCRIPT_COMMON PP_SCRIPT('Z', 'y', 'y', 'y')

enum { PP_REPLACEMENT = 0xFFFD }; /* stands for what could not be read */

/* "Latn" as a tag; 0 when it is not four letters. */
uint32_t pp_script_tag(const char *name);
/* Script of a character as ISO 15924; Common and Inherited are both PP_SCRIPT_COMMON. */
uint32_t pp_char_script(uint32_t codepoint);
/* A letter of the script, 0 when none is known. */
uint32_t pp_script_sample(uint32_t script);
/* Is text of this script joined or otherwise torn by letter spacing? */
bool pp_script_is_cursive(uint32_t script);

bool pp_char_is_letter(uint32_t codepoint);
bool pp_char_is_upper(uint32_t codepoint); /* or title case */
bool pp_char_is_mark(uint32_t codepoint);
uint32_t pp_char_lower(uint32_t codepoint);
uint32_t pp_char_title(uint32_t codepoint);
bool pp_char_is_digit(uint32_t codepoint);
/* Space that a line end swallows: no NO-BREAK SPACE. */
bool pp_char_is_space(uint32_t codepoint);
bool pp_char_is_control(uint32_t codepoint); /* C0, C1, not tab or line ends */
/* Shaped without a glyph of its own: joiners, direction marks, selectors, soft hyphen. */
bool pp_char_is_ignorable(uint32_t codepoint);
/* Needs the bidirectional algorithm: right-to-left, or a control of it. */
bool pp_char_needs_bidi(uint32_t codepoint);
bool pp_char_opens(uint32_t codepoint); /* a bracket or quotation mark that opens, or a dash */
bool pp_char_is_quotation_mark(uint32_t codepoint);
/* Opening bracket of a pair: 1, closing: -1, else 0. *mate is the other one. */
int pp_char_bracket(uint32_t codepoint, uint32_t *mate);
/* "LATIN SMALL LETTER A"; for unnamed ones a class like "<private-use-E000>". */
void pp_char_name(uint32_t codepoint, char *out, size_t size);

#endif
