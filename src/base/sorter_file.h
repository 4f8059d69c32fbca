/* The runs of a sorter on the disk. */
#ifndef PACTPRESS_BASE_SORTER_FILE_H
#define PACTPRESS_BASE_SORTER_FILE_H

#include "pactpress/sorter.h"

struct pp_sorter_run {
    uint64_t start, size;             /* [bytes] in the file */
    uint64_t read;                    /* [bytes] of it that were read into the buffer */
    const unsigned char *next, *last; /* what of that is still to come */
};

/* Writes the buffer's records as a run behind the others. */
enum pp_status pp_sorter_write(struct pp_run *run, struct pp_sorter *sorter) PP_CHECK;
/* Reads a run from its start. */
enum pp_status pp_sorter_rewind(
    struct pp_run *run, struct pp_sorter *sorter, size_t index) PP_CHECK;
/* One record on; *left: there is one. */
enum pp_status pp_sorter_step(
    struct pp_run *run, struct pp_sorter *sorter, size_t index, bool *left) PP_CHECK;

/* Is the record in that run? *found is left alone where it is not. */
enum pp_status pp_sorter_look(
    struct pp_run *run, const struct pp_sorter *sorter, size_t index, const void *record,
    bool *found) PP_CHECK;

#endif
