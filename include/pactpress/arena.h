/* Memory with one lifetime.
 *
 * An arena hands out zeroed memory that lives until the arena is freed or rewound; nothing is
 * freed by hand. When the system has no memory left, the program says so and ends with PP_ENV:
 * a stage cannot go on without memory, and nothing is published before everything is written.
 *
 * Owner: whoever called pp_arena_new. An arena belongs to one thread at a time. */
#ifndef PACTPRESS_ARENA_H
#define PACTPRESS_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct pp_arena;

/* A place to come back to: all that was handed out after pp_arena_mark is given back by rewind. */
struct pp_arena_mark {
    void *block;
    size_t used; /* [bytes] */
};

struct pp_arena *pp_arena_new(void);
void pp_arena_free(struct pp_arena *arena); /* NULL is fine */

/* Calls give_back(thing) when the arena is freed: for files, and memory that grew elsewhere. The
 * last one first; rewinding calls nothing. */
void pp_arena_defer(struct pp_arena *arena, void (*give_back)(void *thing), void *thing);

/* Zeroed memory, aligned for any type. A size of 0 yields a valid pointer. */
void *pp_arena_alloc(struct pp_arena *arena, size_t size);
/* The same, with whatever stands in it: for bytes that are written at once. */
void *pp_arena_take(struct pp_arena *arena, size_t size);
/* Zeroed memory for `count` items; a product that overflows ends like lack of memory. */
void *pp_arena_array(struct pp_arena *arena, size_t count, size_t size);
char *pp_arena_strdup(struct pp_arena *arena, const char *text);
char *pp_arena_strndup(struct pp_arena *arena, const char *text, size_t length);
void *pp_arena_memdup(struct pp_arena *arena, const void *bytes, size_t size);
char *pp_arena_printf(struct pp_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *pp_arena_vprintf(struct pp_arena *arena, const char *format, va_list args);

struct pp_arena_mark pp_arena_mark(const struct pp_arena *arena);
void pp_arena_rewind(struct pp_arena *arena, struct pp_arena_mark mark);

/* [bytes] handed out and not given back; for tests and benchmarks. */
size_t pp_arena_used(const struct pp_arena *arena);
/* [bytes] taken from the system; for what keeps arenas up to a limit. */
size_t pp_arena_held(const struct pp_arena *arena);

/* Allocators for memory that outlives or regrows outside of arenas; never return NULL. */
void *pp_xmalloc(size_t size);
void *pp_xrealloc(void *memory, size_t size);
_Noreturn void pp_out_of_memory(void);
/* Gives pages back to the system that were freed between others, where its library can. */
void pp_memory_trim(void);
/* From now on the process gets no more than so much address space [bytes]; 0: as much as it may.
 * Returns the limit before, in the same way. The sanitized build, which needs far more, has none.
 */
size_t pp_memory_limit(size_t bytes);

/* Grows an arena-owned array by one: returns the place of the new, zeroed last item.
 * `items` is the address of the array's pointer. Old copies stay in the arena until it goes. */
void *pp_arena_push(
    struct pp_arena *arena, void *items, size_t *count, size_t *capacity, size_t size);
#define PP_PUSH(arena, list)                                                                       \
    pp_arena_push((arena), &(list)->items, &(list)->count, &(list)->capacity, sizeof *(list)->items)
/* Makes room for so many more at once, where their number is known: nothing is left behind then. */
void pp_arena_reserve(
    struct pp_arena *arena, void *items, size_t count, size_t *capacity, size_t size, size_t more);
#define PP_RESERVE(arena, list, more)                                                              \
    pp_arena_reserve(                                                                              \
        (arena), &(list)->items, (list)->count, &(list)->capacity, sizeof *(list)->items, (more))

#endif
