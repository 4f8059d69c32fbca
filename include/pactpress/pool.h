/* Work in parallel, with results that do not show it: items are done by any thread in any order,
 * and taken in order by the calling thread. */
#ifndef PACTPRESS_POOL_H
#define PACTPRESS_POOL_H

#include <stddef.h>

#include "pactpress/status.h"

struct pp_work {
    size_t count;   /* items */
    size_t threads; /* at most so many at a time; 1: all in the calling thread */
    size_t ahead;   /* at most so many items are begun and not yet taken; 0: any number */
    void *context;
    /* What a worker needs for itself, and its end. Both are called in the worker's thread. */
    enum pp_status (*open)(void *context, void **worker);
    void (*close)(void *context, void *worker);
    /* Does item `index`; items are begun in order. */
    void (*act)(void *context, void *worker, size_t index);
    /* In the calling thread, for items 0, 1, 2 ... as soon as each is done. Anything but PP_OK ends
     * the work: items that were begun are finished, but neither taken nor followed. */
    enum pp_status (*take)(void *context, size_t index);
};

/* Does all items. The first status of `open` or `take` that is not PP_OK, else PP_OK. */
enum pp_status pp_pool_run(const struct pp_work *work) PP_CHECK;
/* Processors that this process may use, at least 1. */
size_t pp_pool_processors(void);

#endif
