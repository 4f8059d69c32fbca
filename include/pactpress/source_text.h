/* A text file with positions: offsets in bytes become file:line:col, messages show the line. */
#ifndef PACTPRESS_SOURCE_TEXT_H
#define PACTPRESS_SOURCE_TEXT_H

#include <stddef.h>

#include "pactpress/diag.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;

struct pp_source_text {
    const char *path;
    const char *text; /* ends with a NUL */
    size_t length;    /* [bytes] */
    size_t *starts;   /* [bytes] of each line; `lines` of them */
    size_t lines;
};

/* Reads a story: UTF-8 with or without BOM, or UTF-16 with BOM (which is no part of the text), LF
 * or CRLF. Bytes that are not UTF-8, control characters and characters of private use are errors
 * with their place (PP_DATA). All in the arena. */
enum pp_status pp_source_text_read(
    struct pp_run *run, struct pp_arena *arena, const char *path,
    struct pp_source_text *out) PP_CHECK;
/* The same for bytes in memory; they are copied. */
enum pp_status pp_source_text_take(
    struct pp_run *run, struct pp_arena *arena, const char *path, const void *bytes, size_t size,
    struct pp_source_text *out) PP_CHECK;

/* The lines of a text that is known to be good; `path` and `text` are kept, not copied. */
void pp_source_text_index(
    struct pp_arena *arena, const char *path, const char *text, size_t length,
    struct pp_source_text *out);

/* The place of an offset; an offset past the end is the end. */
struct pp_where pp_source_text_where(const struct pp_source_text *source, size_t offset);
/* The offset of a line and a column counted in bytes, both 1-based; past the end is the end. */
size_t pp_source_text_offset(const struct pp_source_text *source, size_t line, size_t col);

/* Reports at a place of this text, with its line and a caret. */
void pp_source_text_report(
    struct pp_run *run, enum pp_severity severity, const struct pp_source_text *source,
    struct pp_where where, const char *rule, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
