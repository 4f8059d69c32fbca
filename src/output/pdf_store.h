/* The objects of a PDF in the making, kept by libharu: numbers, page tree, streams.
 *
 * An object is reserved first (so that others can refer to it) and filled later, in any order. What
 * is between << and >> is written by us, as text, without libharu's limits on strings, arrays and
 * reals; streams are kept encoded. A refusal of libharu sticks: pp_pdf_store_status tells.
 * Memory: libharu's, and an arena of the store; both go with pp_pdf_store_close. */
#ifndef PACTPRESS_OUTPUT_PDF_STORE_H
#define PACTPRESS_OUTPUT_PDF_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_pdf_store;
struct pp_run;

enum pp_status pp_pdf_store_open(struct pp_run *run, struct pp_pdf_store **out) PP_CHECK;
void pp_pdf_store_close(struct pp_pdf_store *store); /* NULL is fine */
/* Reports what libharu refused, if anything. */
enum pp_status pp_pdf_store_status(struct pp_run *run, const struct pp_pdf_store *store) PP_CHECK;

/* A new object's number; 0 when libharu refused. */
size_t pp_pdf_store_reserve(struct pp_pdf_store *store);
/* Sets the entries of a dictionary (without << >>). */
void pp_pdf_store_set(struct pp_pdf_store *store, size_t number, const struct pp_str *entries);
/* Makes an object a stream: `entries` without Length and Filter; `bytes` are deflated here unless
 * `encoded` names the filter that they are in already ("DCTDecode", or "" for none). */
void pp_pdf_store_set_stream(
    struct pp_pdf_store *store, size_t number, const char *entries, const void *bytes, size_t size,
    const char *encoded);
/* Adds a page at the end; its content stream is another object. */
void pp_pdf_store_add_page(struct pp_pdf_store *store, size_t *page, size_t *contents);
size_t pp_pdf_store_catalog(const struct pp_pdf_store *store);
/* The document information dictionary, empty; ask once. */
size_t pp_pdf_store_info(struct pp_pdf_store *store);

/* For the writer of files: objects run from 1 to the count. */
size_t pp_pdf_store_count(const struct pp_pdf_store *store);
enum pp_pdf_kind { PP_PDF_UNUSED, PP_PDF_VALUE, PP_PDF_STREAM };
enum pp_pdf_kind pp_pdf_store_kind(const struct pp_pdf_store *store, size_t number);
/* Appends the value: "<<...>>". Of a stream: its dictionary, with Length, and its bytes. */
void pp_pdf_store_put(struct pp_pdf_store *store, size_t number, struct pp_str *out);
void pp_pdf_store_put_bytes(struct pp_pdf_store *store, size_t number, struct pp_str *out);

#endif
