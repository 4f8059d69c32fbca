/* Single-byte encodings as tables (ICU's ucnv.h, for hyphenation dictionaries). */
#ifndef PACTPRESS_TEXT_BYTE_TABLE_H
#define PACTPRESS_TEXT_BYTE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

/* Fills the characters that the 256 bytes of `encoding` stand for, 0 = none. False when the
 * encoding is unknown or takes more than one byte a character. */
bool pp_byte_table(const char *encoding, uint32_t out[256]);

#endif
