/* What diag.c and run.c share and nobody else sees: the guarded list of diagnostics and the state
 * of the line of progress, which stand on the same stream. */
#ifndef PACTPRESS_BASE_DIAG_LIST_H
#define PACTPRESS_BASE_DIAG_LIST_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "pactpress/diag.h"
#include "pactpress/str.h"

struct pp_diag_list {
    pthread_mutex_t lock;
    struct pp_arena *arena; /* of the list alone: run->arena belongs to one thread */
    struct pp_diag *items;
    size_t count;
    size_t capacity;
    size_t counts[PP_ERROR + 1]; /* by severity, stored or not */
    struct pp_map *joined;       /* what branches have told; NULL: nothing yet */
    bool progress_drawn, progress_going;
    size_t progress_done;  /* as last told */
    int64_t progress_from; /* [ms]; when the first of it was drawn */
    size_t progress_base;  /* how much was done then */
    int64_t progress_at;   /* [ms] of a monotonic clock; when progress was last drawn */
};

/* Writes whole lines to the run's stream, over the line of progress. The lock is held. */
void pp_messages_write(struct pp_run *run, const struct pp_str *lines);
/* Takes the line of progress off the screen. The lock is held. */
void pp_messages_erase_progress(struct pp_run *run);
/* Appends `text` as a JSON string with its quotes; bytes that are no UTF-8 become U+FFFD. */
void pp_append_json_string(struct pp_str *str, const char *text);
/* Appends `text` so that no byte of it can steer a terminal. */
void pp_append_printable(struct pp_str *str, const char *text, size_t length);

#endif
