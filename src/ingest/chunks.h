/* Files in chunks: parts of tables that are read by several threads at a time, with results that
 * are those of one.
 *
 * The pass that looks for a table's end notes a place every 256 KiB where it met the beginning of
 * a record; between two of them lies a chunk. A chunk is read from its start to the end of the last
 * record that begins in it, and is taken only when it started exactly where the one before it
 * ended. Where it did not (quotes that nothing closes are cut otherwise while rows are judged), it
 * is read anew from there. So a wrong place costs time, never a row. */
#ifndef PACTPRESS_INGEST_CHUNKS_H
#define PACTPRESS_INGEST_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/table_parts.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

struct pp_chunk {
    size_t file;            /* index in the accounts */
    struct pp_table *table; /* parked, shared by all threads */
    bool first, last;       /* of its file */
    struct pp_place from;   /* not of the first one: that begins behind the header */
    bool before_first;      /* no row stands before it */
    size_t stop;            /* [bytes] in the text: where the next one begins */
    bool refused;           /* the file goes no further */
    size_t rows_before;     /* in the source; known behind the first pass */
    /* of one pass */
    struct pp_arena *arena; /* of the result; until it is taken */
    void *result;
    struct pp_place to;
    bool before_first_then; /* no row stands in it or before it */
    enum pp_status status;
    struct pp_run *said; /* what went wrong with the file, or NULL */
};

struct pp_chunks {
    struct pp_chunk *items;
    size_t count, capacity;
};

void pp_chunks_add(
    struct pp_arena *arena, struct pp_chunks *chunks, size_t file, struct pp_table *table);

/* One pass over all chunks. */
struct pp_pass {
    struct pp_run *run;
    size_t threads;
    void *context;
    void *(*open)(void *context); /* a worker's own things; in its thread */
    void (*close)(void *worker);
    /* Reads the rows of `table`, an open one that is the worker's, into chunk->result. */
    void (*act)(void *context, void *worker, struct pp_table *table, struct pp_chunk *chunk);
    /* In order, in the calling thread. PP_DATA and PP_USAGE end the file, others the pass. */
    enum pp_status (*take)(void *context, struct pp_chunk *chunk);
};

/* PP_OK, or what ended the pass. `worst` collects what ended files. */
enum pp_status pp_chunks_run(
    const struct pp_pass *pass, const struct pp_chunks *chunks, enum pp_status *worst) PP_CHECK;

#endif
