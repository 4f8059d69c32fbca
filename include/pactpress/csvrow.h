/* One record of CSV split into fields (libcsv, which keeps being the tokenizer; the scanner has
 * found the record's end before). Fields are raw bytes: quotes are taken off, doubled quotes are
 * one, spaces around a field are dropped, nothing is converted. */
#ifndef PACTPRESS_CSVROW_H
#define PACTPRESS_CSVROW_H

#include <stddef.h>

#include "pactpress/file.h"

struct pp_csvrow;

struct pp_csvrow *pp_csvrow_new(unsigned char delimiter);
/* Other quotes than ". With an `escape` (0: none), the byte behind it is part of the field. */
void pp_csvrow_quote(struct pp_csvrow *row, unsigned char quote, unsigned char escape);
void pp_csvrow_free(struct pp_csvrow *row); /* NULL is fine */
/* Splits one record (without its line end). Returns how many fields there are; beyond
 * PP_LIMIT_COLUMNS they are counted and not kept. A blank record has none. */
size_t pp_csvrow_split(struct pp_csvrow *row, const void *record, size_t length);
/* The i-th field of the last record; empty when there is none. Good until the next split; the byte
 * behind it is 0. */
struct pp_bytes pp_csvrow_field(const struct pp_csvrow *row, size_t index);
size_t pp_csvrow_count(const struct pp_csvrow *row);
/* True when every field of the last record is empty. */
bool pp_csvrow_is_blank(const struct pp_csvrow *row);

#endif
