/* The objects of a PDF in the making: numbers and bytes as they come (pdf_file.h); libharu keeps
 * what stays open until the end, which is pages, their tree and the catalogue.
 *
 * An object is reserved first (so that others can refer to it) and set later, once, in any order;
 * then it is written and takes no room. What is between << and >> is written by us, as text,
 * without libharu's limits on strings, arrays and reals. A refusal of libharu sticks:
 * pp_pdf_store_status tells. */
#ifndef PACTPRESS_OUTPUT_PDF_STORE_H
#define PACTPRESS_OUTPUT_PDF_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/file.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_arena;
struct pp_pdf_store;
struct pp_run;

enum pp_status pp_pdf_store_open(struct pp_run *run, struct pp_pdf_store **out) PP_CHECK;
void pp_pdf_store_close(struct pp_pdf_store *store); /* NULL is fine */
/* Reports what libharu refused, if anything, and too many objects. */
enum pp_status pp_pdf_store_status(struct pp_run *run, const struct pp_pdf_store *store) PP_CHECK;

/* Another limit than PP_LIMIT_PDF [bytes] of the file. */
void pp_pdf_store_limit(struct pp_pdf_store *store, size_t limit);

/* A new object's number. */
size_t pp_pdf_store_reserve(struct pp_pdf_store *store);
/* Writes a dictionary of these entries (without << >>), or an array of these items (without [ ]).
 */
void pp_pdf_store_set(struct pp_pdf_store *store, size_t number, const struct pp_str *entries);
void pp_pdf_store_set_array(struct pp_pdf_store *store, size_t number, const struct pp_str *items);
/* Writes a stream: `entries` without Length and Filter; `bytes` are deflated here unless
 * `encoded` names the filter that they are in already ("DCTDecode", or "" for none). */
void pp_pdf_store_set_stream(
    struct pp_pdf_store *store, size_t number, const char *entries, const void *bytes, size_t size,
    const char *encoded);

/* A page; its content stream is another object, to be set by its number. */
struct pp_pdf_page {
    size_t number, contents; /* 0: refused */
    void *handle;            /* of libharu */
};
/* Adds a page at the end. */
struct pp_pdf_page pp_pdf_store_add_page(struct pp_pdf_store *store);
/* What a page and the catalogue hold besides the entries of libharu. */
void pp_pdf_store_set_page(
    struct pp_pdf_store *store, const struct pp_pdf_page *page, const struct pp_str *entries);
void pp_pdf_store_set_catalog(struct pp_pdf_store *store, const struct pp_str *entries);

/* Writes what is left, with the entries of the information dictionary, and ends the file. */
enum pp_status pp_pdf_store_finish(
    struct pp_run *run, struct pp_pdf_store *store, const struct pp_str *info,
    struct pp_arena *arena, struct pp_bytes *out) PP_CHECK;

#endif
