/* Bytes that wait, in their order: in memory up to a bound, in a file without a name beyond it
 * (where sorter.h has its own). Written once, then read once. */
#ifndef PACTPRESS_SPOOL_H
#define PACTPRESS_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "pactpress/status.h"

struct pp_run;

struct pp_spool {
    size_t budget;         /* [bytes] of the buffer */
    unsigned char *buffer; /* what is in no file yet, or was read of it */
    size_t size, capacity, at;
    int file;           /* -1: nothing was spilled */
    uint64_t end, read; /* [bytes] of the file */
};

/* Memory is taken as it is needed, `budget` bytes at most. */
void pp_spool_init(struct pp_spool *spool, size_t budget);
void pp_spool_free(struct pp_spool *spool);
/* `size` may not be larger than the budget. PP_ENV: the disk is full, or cannot be written. */
enum pp_status pp_spool_add(
    struct pp_run *run, struct pp_spool *spool, const void *bytes, size_t size) PP_CHECK;
/* The next bytes, from the first on; after the first of them nothing is added. Not more than there
 * are. */
enum pp_status pp_spool_take(
    struct pp_run *run, struct pp_spool *spool, void *bytes, size_t size) PP_CHECK;

#endif
