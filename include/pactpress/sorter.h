/* More records than memory: fixed-size records are sorted, exactly, in a bounded buffer.
 *
 * Records come in any order and are walked in the order of their bytes, each once. A full buffer
 * is sorted and written as a run to a file under TMPDIR (else /var/tmp) that has no name any more
 * before the first byte of it is written, so nobody else can open it and nothing is left behind,
 * however the process ends. A walk merges the runs; it reads them into the same buffer. */
#ifndef PACTPRESS_SORTER_H
#define PACTPRESS_SORTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/status.h"

struct pp_run;
struct pp_sorter_run;

enum { PP_SORTER_WIDEST = 128 /* [bytes] of a record */ };

struct pp_sorter {
    size_t width;          /* [bytes] of a record */
    size_t budget;         /* [bytes] of the buffer */
    unsigned char *buffer; /* `count` records that are in no run yet */
    size_t count, capacity;
    bool sorted;       /* those records are, each once */
    int file;          /* -1: nothing was spilled */
    uint64_t file_end; /* [bytes] */
    struct pp_sorter_run *runs;
    size_t run_count, run_capacity;
};

/* For records of `width` bytes, in a buffer of at most `budget` bytes. */
void pp_sorter_init(struct pp_sorter *sorter, size_t width, size_t budget);
/* Gives buffer and file back. */
void pp_sorter_free(struct pp_sorter *sorter);
/* Fails with PP_ENV where the disk is full or nothing can be written there. */
enum pp_status pp_sorter_add(
    struct pp_run *run, struct pp_sorter *sorter, const void *record) PP_CHECK;

/* Is the record among those that were added? To be asked once pp_sorter_seal was called: nothing is
 * added any more then, and of what is on the disk nothing is kept in memory. In any thread. */
enum pp_status pp_sorter_seal(struct pp_run *run, struct pp_sorter *sorter) PP_CHECK;
enum pp_status pp_sorter_has(
    struct pp_run *run, const struct pp_sorter *sorter, const void *record, bool *has) PP_CHECK;

/* One walk at a time, from the first record on; nothing may be added before it has ended, and then
 * more may be, and it can be walked again. */
struct pp_sorter_walk {
    struct pp_run *run;
    struct pp_sorter *sorter;
    size_t *heap; /* indexes of runs, the one with the least record first */
    size_t heap_count;
    size_t at; /* in the buffer, where nothing was spilled */
    unsigned char last[PP_SORTER_WIDEST];
    bool any; /* `last` is set */
};
enum pp_status pp_sorter_begin(
    struct pp_run *run, struct pp_sorter *sorter, struct pp_sorter_walk *walk) PP_CHECK;
/* The next record, valid until the next call; NULL behind the last. */
enum pp_status pp_sorter_next(struct pp_sorter_walk *walk, const unsigned char **record) PP_CHECK;
/* Ends a walk, at its end or before. */
void pp_sorter_end(struct pp_sorter_walk *walk);

#endif
