#include "pactpress/spool.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pactpress/arena.h"

#include "spill.h"

enum { FIRST_CAPACITY = 4096 };

void pp_spool_init(struct pp_spool *spool, size_t budget)
{
    *spool = (struct pp_spool){.budget = budget, .file = -1};
}

void pp_spool_free(struct pp_spool *spool)
{
    if (spool->file >= 0)
        (void)close(spool->file);
    free(spool->buffer);
    pp_spool_init(spool, spool->budget);
}

static enum pp_status spill(struct pp_run *run, struct pp_spool *spool)
{
    if (spool->file < 0)
        PP_TRY(pp_spill_open(run, &spool->file));
    PP_TRY(pp_spill_write(run, spool->file, spool->buffer, spool->size));
    spool->end += spool->size;
    spool->size = 0;
    return PP_OK;
}

static void grow(struct pp_spool *spool, size_t wanted)
{
    size_t capacity = spool->capacity == 0 ? FIRST_CAPACITY : 2 * spool->capacity;

    while (capacity < wanted)
        capacity *= 2;
    spool->capacity = capacity < spool->budget ? capacity : spool->budget;
    spool->buffer = pp_xrealloc(spool->buffer, spool->capacity);
}

enum pp_status pp_spool_add(
    struct pp_run *run, struct pp_spool *spool, const void *bytes, size_t size)
{
    if (size == 0)
        return PP_OK;
    if (spool->size + size > spool->budget)
        PP_TRY(spill(run, spool));
    if (spool->size + size > spool->capacity)
        grow(spool, spool->size + size);
    memcpy(spool->buffer + spool->size, bytes, size);
    spool->size += size;
    return PP_OK;
}

static enum pp_status read_more(struct pp_run *run, struct pp_spool *spool)
{
    uint64_t left = spool->end - spool->read;

    spool->size = left < spool->capacity ? (size_t)left : spool->capacity;
    spool->at = 0;
    PP_TRY(pp_spill_read(run, spool->file, spool->buffer, spool->size, spool->read));
    spool->read += spool->size;
    return PP_OK;
}

enum pp_status pp_spool_take(struct pp_run *run, struct pp_spool *spool, void *bytes, size_t size)
{
    unsigned char *out = bytes;

    if (spool->file >= 0 && spool->read == 0 && spool->at == 0) {
        PP_TRY(spill(run, spool)); /* the last of it, so that all can be read alike */
        PP_TRY(read_more(run, spool));
    }
    while (size > 0) {
        if (spool->at == spool->size)
            PP_TRY(read_more(run, spool));
        size_t now = spool->size - spool->at < size ? spool->size - spool->at : size;
        memcpy(out, spool->buffer + spool->at, now);
        spool->at += now;
        out += now;
        size -= now;
    }
    return PP_OK;
}
