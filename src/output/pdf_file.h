/* The bytes of a PDF 1.7 as they come: each object goes to the file when it is finished, and takes
 * no other room. Values share object streams (ISO 32000-1, 7.5.7), by which structure elements
 * shrink to a quarter; a cross-reference stream (7.5.8) ends the file. */
#ifndef PACTPRESS_OUTPUT_PDF_FILE_H
#define PACTPRESS_OUTPUT_PDF_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/file.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_arena;
struct pp_pdf_file;
struct pp_run;

struct pp_pdf_file *pp_pdf_file_open(void);
void pp_pdf_file_free(struct pp_pdf_file *file); /* NULL is fine */
/* Another limit than PP_LIMIT_PDF [bytes]; what is written beyond it is dropped. */
void pp_pdf_file_limit(struct pp_pdf_file *file, size_t limit);
/* Reports a file over its limit, which is never handed out. */
enum pp_status pp_pdf_file_status(struct pp_run *run, const struct pp_pdf_file *file) PP_CHECK;
/* A new object's number, from 1. */
size_t pp_pdf_file_reserve(struct pp_pdf_file *file);
/* Reserved so far. */
size_t pp_pdf_file_count(const struct pp_pdf_file *file);
bool pp_pdf_file_has(const struct pp_pdf_file *file, size_t number);
/* Deflates what is to be written next: in a long file quicker than hard. */
void pp_pdf_file_deflate(
    const struct pp_pdf_file *file, struct pp_str *out, const void *bytes, size_t size);
/* Writes an object: a value ("<<...>>", "[...]"), or a stream with the entries of its dictionary
 * (without << >> and Length) and its bytes as they are. Each number once. */
void pp_pdf_file_value(struct pp_pdf_file *file, size_t number, const struct pp_str *value);
void pp_pdf_file_stream(
    struct pp_pdf_file *file, size_t number, const struct pp_str *entries, const void *bytes,
    size_t size);
/* Ends the file, whose bytes go to `arena`; its identifier is a digest of what stands in it. A file
 * over its limit is refused (PP_DATA). */
enum pp_status pp_pdf_file_end(
    struct pp_run *run, struct pp_pdf_file *file, size_t root, size_t info, struct pp_arena *arena,
    struct pp_bytes *out) PP_CHECK;

#endif
