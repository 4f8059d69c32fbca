/* UTF-8, byte by byte. Text inside the program is valid UTF-8 in NFC; ingest and the file
 * readers see to that with these functions. */
#ifndef PACTPRESS_UTF8_H
#define PACTPRESS_UTF8_H

#include <stddef.h>
#include <stdbool.h>

/* Decodes the character at `text` (`length` > 0 bytes left). Returns the bytes it takes, or 0 when
 * they are not valid UTF-8 (overlong forms, surrogates and values over U+10FFFF are not). */
size_t pp_utf8_decode(const char *text, size_t length, unsigned *codepoint);
/* Writes 1 to 4 bytes to `out`; returns how many. */
size_t pp_utf8_encode(unsigned codepoint, char out[4]);
/* The offset of the first invalid byte, or `length` when all is valid. */
size_t pp_utf8_valid(const char *text, size_t length);
struct pp_str;
/* Appends a text file as UTF-8: UTF-16 is converted where the first bytes say so (BOM), else bytes
 * stay as they are; the BOM goes. What is no character stays no UTF-8. True: it was UTF-16. */
bool pp_utf8_from_file(struct pp_str *out, const void *bytes, size_t size);
/* Characters (code points) in valid UTF-8. */
size_t pp_utf8_count(const char *text, size_t length);
/* A direction override or embedding (U+202A to U+202E): it can make text read as something else
 * than it is. */
bool pp_utf8_is_override(unsigned codepoint);
/* Does the text hold one? */
bool pp_utf8_overrides(const char *text);

#endif
