#include "pactpress/sorter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pactpress/arena.h"

#include "sorter_file.h"
#include "system_error.h"

enum { FIRST_CAPACITY = 16, SMALL = 32 /* records that are sorted by insertion */ };

void pp_sorter_init(struct pp_sorter *sorter, size_t width, size_t budget)
{
    *sorter = (struct pp_sorter){.width = width, .budget = budget, .file = -1};
}

void pp_sorter_free(struct pp_sorter *sorter)
{
    if (sorter->file >= 0)
        (void)close(sorter->file);
    free(sorter->buffer);
    free(sorter->runs);
    pp_sorter_init(sorter, sorter->width, sorter->budget);
}

/* Records are short, and of one width all the time: quicker than a call. */
static inline void copy_record(unsigned char *to, const unsigned char *from, size_t width)
{
    uint64_t word;
    size_t at = 0;

    for (; at + sizeof word <= width; at += sizeof word) {
        memcpy(&word, from + at, sizeof word);
        memcpy(to + at, &word, sizeof word);
    }
    for (; at < width; at++)
        to[at] = from[at];
}

static void insert_sort(unsigned char *items, size_t count, size_t width, size_t depth)
{
    unsigned char item[PP_SORTER_WIDEST];

    for (size_t i = 1; i < count; i++) {
        unsigned char *at = items + i * width;
        size_t skip = 0;
        while (skip < i && memcmp(at - (skip + 1) * width + depth, at + depth, width - depth) > 0)
            skip++;
        if (skip == 0)
            continue;
        memcpy(item, at, width);
        memmove(at - (skip - 1) * width, at - skip * width, skip * width);
        memcpy(at - skip * width, item, width);
    }
}

/* Swaps every record into the stretch of its byte; ends[] are where the stretches end. */
static void distribute(
    unsigned char *items, size_t width, size_t *heads, const size_t *ends, size_t depth)
{
    unsigned char item[PP_SORTER_WIDEST], other[PP_SORTER_WIDEST];

    for (size_t byte = 0; byte < 256; byte++)
        while (heads[byte] < ends[byte]) {
            unsigned char *hole = items + heads[byte] * width;
            copy_record(item, hole, width);
            /* a round trip through the stretches that ends here */
            while (item[depth] != byte) {
                unsigned char *there = items + heads[item[depth]]++ * width;
                copy_record(other, there, width);
                copy_record(there, item, width);
                copy_record(item, other, width);
            }
            copy_record(hole, item, width);
            heads[byte]++;
        }
}

/* Radix sort in place (American flag sort), byte by byte from `depth` on: hashes are uniform, so
 * two or three bytes tell most of them apart. */
static void sort(unsigned char *items, size_t count, size_t width, size_t depth)
{
    size_t heads[256], ends[256], counts[256] = {0}, at = 0;

    if (depth == width || count < SMALL) {
        insert_sort(items, count, width, depth);
        return;
    }
    for (size_t i = 0; i < count; i++)
        counts[items[i * width + depth]]++;
    for (size_t byte = 0; byte < 256; byte++) {
        heads[byte] = at;
        ends[byte] = at += counts[byte];
    }
    distribute(items, width, heads, ends, depth);
    for (size_t byte = 0; byte < 256; byte++)
        if (counts[byte] > 1)
            sort(items + (ends[byte] - counts[byte]) * width, counts[byte], width, depth + 1);
}

/* Sorts what is in the buffer, and keeps each record once. */
static void settle(struct pp_sorter *sorter)
{
    size_t width = sorter->width, kept = 0;

    if (sorter->sorted)
        return;
    sort(sorter->buffer, sorter->count, width, 0);
    for (size_t i = 0; i < sorter->count; i++) {
        const unsigned char *item = sorter->buffer + i * width;
        unsigned char *place = sorter->buffer + kept * width;
        if (kept > 0 && memcmp(place - width, item, width) == 0)
            continue;
        if (kept++ < i)
            memcpy(place, item, width);
    }
    sorter->count = kept;
    sorter->sorted = true;
}

static size_t most(const struct pp_sorter *sorter)
{
    size_t records = sorter->budget / sorter->width;
    return records < FIRST_CAPACITY ? FIRST_CAPACITY : records;
}

static void resize(struct pp_sorter *sorter, size_t capacity)
{
    sorter->buffer = pp_xrealloc(sorter->buffer, capacity * sorter->width);
    sorter->capacity = capacity;
}

/* Writes the buffer as a run. */
static enum pp_status spill(struct pp_run *run, struct pp_sorter *sorter)
{
    settle(sorter);
    PP_TRY(pp_sorter_write(run, sorter));
    sorter->count = 0;
    sorter->sorted = false;
    return PP_OK;
}

/* A buffer grows up to the budget. Then it is sorted, and spilled unless that freed half of it: a
 * list on which everybody stands often stays small. */
static enum pp_status make_room(struct pp_run *run, struct pp_sorter *sorter)
{
    size_t largest = most(sorter);

    if (sorter->capacity < largest) {
        size_t wanted = sorter->capacity == 0 ? FIRST_CAPACITY : 2 * sorter->capacity;
        resize(sorter, wanted < largest ? wanted : largest);
        return PP_OK;
    }
    settle(sorter);
    return sorter->count > sorter->capacity / 2 ? spill(run, sorter) : PP_OK;
}

enum pp_status pp_sorter_add(struct pp_run *run, struct pp_sorter *sorter, const void *record)
{
    if (sorter->count == sorter->capacity)
        PP_TRY(make_room(run, sorter));
    memcpy(sorter->buffer + sorter->count++ * sorter->width, record, sorter->width);
    sorter->sorted = false;
    return PP_OK;
}

/* --- Asking */

enum pp_status pp_sorter_seal(struct pp_run *run, struct pp_sorter *sorter)
{
    if (sorter->run_count == 0) {
        settle(sorter);
        return PP_OK;
    }
    if (sorter->count > 0)
        PP_TRY(spill(run, sorter));
    free(sorter->buffer);
    sorter->buffer = NULL;
    sorter->capacity = 0;
    return PP_OK;
}

static bool is_in_buffer(const struct pp_sorter *sorter, const void *record)
{
    size_t low = 0, high = sorter->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(sorter->buffer + middle * sorter->width, record, sorter->width);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

enum pp_status pp_sorter_has(
    struct pp_run *run, const struct pp_sorter *sorter, const void *record, bool *has)
{
    *has = is_in_buffer(sorter, record);
    for (size_t i = 0; i < sorter->run_count && !*has; i++)
        PP_TRY(pp_sorter_look(run, sorter, i, record, has));
    return PP_OK;
}

/* --- Walking */

static const unsigned char *head(const struct pp_sorter *sorter, size_t run)
{
    return sorter->runs[run].next;
}

static bool is_less(const struct pp_sorter_walk *walk, size_t a, size_t b)
{
    return memcmp(
               head(walk->sorter, walk->heap[a]), head(walk->sorter, walk->heap[b]),
               walk->sorter->width) < 0;
}

static void sift_down(struct pp_sorter_walk *walk, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < walk->heap_count; child++)
            if (is_less(walk, child, least))
                least = child;
        if (least == at)
            return;
        size_t moved = walk->heap[at];
        walk->heap[at] = walk->heap[least];
        walk->heap[least] = moved;
        at = least;
    }
}

/* Every run has an equal share of the buffer to be read into. */
static enum pp_status begin_runs(struct pp_sorter_walk *walk)
{
    struct pp_sorter *sorter = walk->sorter;

    if (sorter->count > 0)
        PP_TRY(spill(walk->run, sorter));
    if (sorter->capacity < sorter->run_count)
        resize(sorter, sorter->run_count);
    walk->heap = pp_xmalloc(sorter->run_count * sizeof *walk->heap);
    for (size_t i = 0; i < sorter->run_count; i++) {
        PP_TRY(pp_sorter_rewind(walk->run, sorter, i));
        walk->heap[walk->heap_count++] = i;
    }
    for (size_t i = walk->heap_count / 2; i-- > 0;)
        sift_down(walk, i);
    return PP_OK;
}

enum pp_status pp_sorter_begin(
    struct pp_run *run, struct pp_sorter *sorter, struct pp_sorter_walk *walk)
{
    *walk = (struct pp_sorter_walk){.run = run, .sorter = sorter};
    if (sorter->run_count > 0)
        return begin_runs(walk);
    settle(sorter);
    return PP_OK;
}

/* The least record of all runs goes to `last`. */
static enum pp_status take_least(struct pp_sorter_walk *walk)
{
    struct pp_sorter *sorter = walk->sorter;
    bool left;

    memcpy(walk->last, head(sorter, walk->heap[0]), sorter->width);
    walk->any = true;
    PP_TRY(pp_sorter_step(walk->run, sorter, walk->heap[0], &left));
    if (!left)
        walk->heap[0] = walk->heap[--walk->heap_count];
    sift_down(walk, 0);
    return PP_OK;
}

enum pp_status pp_sorter_next(struct pp_sorter_walk *walk, const unsigned char **record)
{
    struct pp_sorter *sorter = walk->sorter;

    *record = NULL;
    if (sorter->run_count == 0) {
        if (walk->at < sorter->count)
            *record = sorter->buffer + walk->at++ * sorter->width;
        return PP_OK;
    }
    /* the same record may stand in several runs */
    while (walk->any && walk->heap_count > 0 &&
           memcmp(head(sorter, walk->heap[0]), walk->last, sorter->width) == 0)
        PP_TRY(take_least(walk));
    if (walk->heap_count == 0)
        return PP_OK;
    PP_TRY(take_least(walk));
    *record = walk->last;
    return PP_OK;
}

void pp_sorter_end(struct pp_sorter_walk *walk)
{
    free(walk->heap);
    walk->heap = NULL;
    walk->heap_count = 0;
}
