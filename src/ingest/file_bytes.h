/* The bytes of an export, after a look at its beginning. */
#ifndef PACTPRESS_INGEST_FILE_BYTES_H
#define PACTPRESS_INGEST_FILE_BYTES_H

#include "pactpress/file.h"

/* Reads a file that may be CSV. What is none (file_kind.h), what has no line end in the first
 * PP_LIMIT_ROW bytes and what changes while it is read is refused in a sentence (PP_DATA), however
 * large it is. `shown` is the path of the messages. */
enum pp_status pp_export_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char *shown,
    struct pp_bytes *out) PP_CHECK;

#endif
