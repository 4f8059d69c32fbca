/* Values in the syntax of PDF (ISO 32000-1, 7.3), appended to a string.
 *
 * Written by hand, digit by digit: no locale, no library version and no processor shows in them. */
#ifndef PACTPRESS_OUTPUT_PDF_SYNTAX_H
#define PACTPRESS_OUTPUT_PDF_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/str.h"

enum {
    PP_PDF_PLACES = 2,      /* decimal places of a position [pt] */
    PP_PDF_SCALE = 100,     /* 10 to that power */
    PP_PDF_FARTHEST = 32000 /* [pt] no position lies further out */
};

/* Whether a length or position can be written: finite and not absurd. */
bool pp_pdf_writable(double value);
/* A length in the unit that positions are written in. The value must be writable. */
long pp_pdf_quantum(double value);

void pp_pdf_put_int(struct pp_str *out, int64_t value);
/* `value` / 10^places, without trailing zeros: 1250 with 2 places is 12.5. */
void pp_pdf_put_decimal(struct pp_str *out, int64_t value, int places);
/* A length or position [pt], rounded to PP_PDF_PLACES. */
void pp_pdf_put_length(struct pp_str *out, double value);
/* A share of a colour, 0..255 written as 0..1. */
void pp_pdf_put_colour(struct pp_str *out, unsigned value);
/* "12 0 R" */
void pp_pdf_put_ref(struct pp_str *out, size_t number);
/* "/Name", every unusual byte escaped. */
void pp_pdf_put_name(struct pp_str *out, const char *name);
/* One byte inside the brackets of a string, escaped where it must be. */
void pp_pdf_put_byte(struct pp_str *out, unsigned char byte);
/* "(bytes)", escaped. */
void pp_pdf_put_bytes(struct pp_str *out, const void *bytes, size_t size);
/* A text string: "(ASCII)" or "<FEFF...>" in UTF-16BE. `text` is valid UTF-8. */
void pp_pdf_put_text(struct pp_str *out, const char *text, size_t length);
/* The same, always in UTF-16BE and without the mark in front: for CMaps. */
void pp_pdf_put_utf16(struct pp_str *out, const char *text, size_t length);
/* "(D:20221121141500Z)" and "2022-11-21T14:15:00Z" for seconds since 1970. */
void pp_pdf_put_date(struct pp_str *out, int64_t seconds);
void pp_pdf_put_iso_date(struct pp_str *out, int64_t seconds);

/* UTF-16 units of valid UTF-8. */
size_t pp_pdf_utf16_length(const char *text);
/* Whether text is valid UTF-8 that an XML packet can hold: no control characters but tab and line
 * feed, no noncharacters. */
bool pp_pdf_printable(const char *text);
/* Whether `lang` looks like a language tag: letters, then parts of 1..8 letters or digits. */
bool pp_pdf_is_lang(const char *lang);

#endif
