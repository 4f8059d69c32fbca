#include "pactpress/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "pactpress/status.h"

/* A block of memory; its bytes follow the header. Under PP_ARENA_DEBUG every request is a block of
 * its own, so that a sanitizer knows where each object ends and when it was given back. */
struct block {
    struct block *older;
    size_t used; /* [bytes] */
    size_t size; /* [bytes] */
    _Alignas(max_align_t) unsigned char bytes[];
};

/* What is done when the arena is freed. */
struct deferred {
    struct deferred *before;
    void (*give_back)(void *thing);
    void *thing;
};

struct pp_arena {
    struct block *newest;
    struct deferred *deferred; /* the last one */
    size_t next_size;          /* [bytes] of the next block */
    size_t held;               /* [bytes] in all blocks */
};

enum { FIRST_BLOCK = 1 << 10, LARGEST_BLOCK = 1 << 20 };

size_t pp_memory_limit(size_t bytes)
{
#ifdef __SANITIZE_ADDRESS__
    (void)bytes;
    return 0;
#else
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0)
        return 0;
    size_t before = limit.rlim_cur == RLIM_INFINITY ? 0 : (size_t)limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (bytes > 0 && (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > bytes))
        limit.rlim_cur = bytes;
    return setrlimit(RLIMIT_AS, &limit) == 0 ? before : 0;
#endif
}

_Noreturn void pp_out_of_memory(void)
{
    static const char none[] = "pactpress: error: The system has no memory left; close other "
                               "programs or build fewer documents at once. [memory.exhausted]\n";
    static const char limited[] =
        "pactpress: error: There is no memory left of what this run may take (ulimit -v); a file "
        "that is read back may unpack to more. [memory.exhausted]\n";
    struct rlimit limit;
    bool is_limited = getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
    ssize_t written = is_limited ? write(STDERR_FILENO, limited, sizeof limited - 1)
                                 : write(STDERR_FILENO, none, sizeof none - 1);
    (void)written;
    _exit(PP_ENV);
}

void *pp_xmalloc(size_t size)
{
    void *memory = malloc(size > 0 ? size : 1);
    if (memory == NULL)
        pp_out_of_memory();
    return memory;
}

void *pp_xrealloc(void *memory, size_t size)
{
    void *grown = realloc(memory, size > 0 ? size : 1);
    if (grown == NULL)
        pp_out_of_memory();
    return grown;
}

struct pp_arena *pp_arena_new(void)
{
    struct pp_arena *arena = pp_xmalloc(sizeof *arena);
    *arena = (struct pp_arena){.newest = NULL, .next_size = FIRST_BLOCK};
    return arena;
}

static void free_newer_than(struct pp_arena *arena, const struct block *kept)
{
    while (arena->newest != kept && arena->newest != NULL) {
        struct block *block = arena->newest;
        arena->newest = block->older;
        arena->held -= sizeof *block + block->size;
        free(block);
    }
}

void pp_arena_defer(struct pp_arena *arena, void (*give_back)(void *thing), void *thing)
{
    struct deferred *deferred = pp_xmalloc(sizeof *deferred);
    *deferred = (struct deferred){arena->deferred, give_back, thing};
    arena->deferred = deferred;
}

void pp_arena_free(struct pp_arena *arena)
{
    if (arena == NULL)
        return;
    while (arena->deferred != NULL) {
        struct deferred *deferred = arena->deferred;
        arena->deferred = deferred->before;
        deferred->give_back(deferred->thing);
        free(deferred);
    }
    free_newer_than(arena, NULL);
    free(arena);
}

static struct block *add_block(struct pp_arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct block))
        pp_out_of_memory();
    struct block *block = pp_xmalloc(sizeof *block + size);
    block->older = arena->newest;
    block->used = 0;
    block->size = size;
    arena->newest = block;
    arena->held += sizeof *block + size;
    return block;
}

#ifdef PP_ARENA_DEBUG

static void *take(struct pp_arena *arena, size_t size)
{
    struct block *block = add_block(arena, size);
    block->used = size;
    return block->bytes;
}

#else

static struct block *block_with_room(struct pp_arena *arena, size_t size)
{
    if (arena->newest != NULL && arena->newest->size - arena->newest->used >= size)
        return arena->newest;
    size_t block_size = arena->next_size;
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    return add_block(arena, size > block_size ? size : block_size);
}

static void *take(struct pp_arena *arena, size_t size)
{
    const size_t unit = _Alignof(max_align_t);
    if (size > SIZE_MAX - unit)
        pp_out_of_memory();
    size = size == 0 ? unit : (size + unit - 1) / unit * unit;
    struct block *block = block_with_room(arena, size);
    void *memory = block->bytes + block->used;
    block->used += size;
    return memory;
}

#endif

void *pp_arena_alloc(struct pp_arena *arena, size_t size)
{
    void *memory = take(arena, size);
    memset(memory, 0, size);
    return memory;
}

void *pp_arena_take(struct pp_arena *arena, size_t size)
{
    return take(arena, size);
}

void *pp_arena_array(struct pp_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        pp_out_of_memory();
    return pp_arena_alloc(arena, count * size);
}

void *pp_arena_memdup(struct pp_arena *arena, const void *bytes, size_t size)
{
    void *copy = take(arena, size);
    if (size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

char *pp_arena_strndup(struct pp_arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX)
        pp_out_of_memory();
    char *copy = pp_arena_alloc(arena, length + 1);
    if (length > 0)
        memcpy(copy, text, length);
    return copy;
}

char *pp_arena_strdup(struct pp_arena *arena, const char *text)
{
    return pp_arena_strndup(arena, text, strlen(text));
}

char *pp_arena_vprintf(struct pp_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        pp_out_of_memory();
    char *text = pp_arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, args);
    return text;
}

char *pp_arena_printf(struct pp_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = pp_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

struct pp_arena_mark pp_arena_mark(const struct pp_arena *arena)
{
    return (struct pp_arena_mark){
        .block = arena->newest, .used = arena->newest != NULL ? arena->newest->used : 0};
}

void pp_arena_rewind(struct pp_arena *arena, struct pp_arena_mark mark)
{
    free_newer_than(arena, mark.block);
    if (arena->newest != NULL)
        arena->newest->used = mark.used;
}

size_t pp_arena_used(const struct pp_arena *arena)
{
    size_t used = 0;
    for (const struct block *block = arena->newest; block != NULL; block = block->older)
        used += block->used;
    return used;
}

size_t pp_arena_held(const struct pp_arena *arena)
{
    return arena->held;
}

void pp_arena_reserve(
    struct pp_arena *arena, void *items, size_t count, size_t *capacity, size_t size, size_t more)
{
    if (count <= *capacity && more <= *capacity - count)
        return;
    if (more > SIZE_MAX - count)
        pp_out_of_memory();
    /* `items` points to a pointer of any type; only its bytes may be read. */
    unsigned char *array, *bigger = pp_arena_array(arena, count + more, size);
    memcpy(&array, items, sizeof array);
    if (count > 0)
        memcpy(bigger, array, count * size);
    *capacity = count + more;
    memcpy(items, &bigger, sizeof bigger);
}

void *pp_arena_push(
    struct pp_arena *arena, void *items, size_t *count, size_t *capacity, size_t size)
{
    if (*count == *capacity)
        pp_arena_reserve(arena, items, *count, capacity, size, *count == 0 ? 8 : *count);
    unsigned char *array;
    memcpy(&array, items, sizeof array);
    void *item = array + *count * size;
    memset(item, 0, size);
    (*count)++;
    return item;
}
