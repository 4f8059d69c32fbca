/* What the program replaces of the system's library, for the sake of other libraries.
 *
 * Its allocator, except that it never answers "no": libraries do not all look.
 * libxlsxwriter goes on and writes a sheet without its table, as if nothing had happened. So a
 * request that cannot be met ends the program here, whoever made it: status 3, a sentence, and
 * nothing is published. glibc lets a program replace malloc, and offers its own under other names.
 * Sanitizers bring one of their own, which ends the program by itself.
 *
 * And a type of number that libquadmath, which comes with libClp, tells printf of before main
 * begins. As soon as there is one, glibc takes a slow way through every printf of the program: a
 * twentieth of all that a build computes. Nobody prints such numbers here; when it is refused,
 * libquadmath leaves it at that. */
#include <stddef.h>
#include <stdlib.h>

#include "pactpress/arena.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

void *malloc(size_t size)
{
    void *memory = __libc_malloc(size);
    if (memory == NULL)
        pp_out_of_memory();
    return memory;
}

void *calloc(size_t count, size_t size)
{
    void *memory = __libc_calloc(count, size);
    if (memory == NULL)
        pp_out_of_memory();
    return memory;
}

/* A size of 0 gives the memory back, and NULL is right. */
void *realloc(void *old, size_t size)
{
    void *memory = __libc_realloc(old, size);
    if (memory == NULL && size > 0)
        pp_out_of_memory();
    return memory;
}

#endif

#if defined(__GLIBC__)

int register_printf_type(void (*read)(void *, void *));

int register_printf_type(void (*read)(void *, void *))
{
    (void)read;
    return -1;
}

#endif

void pp_memory_trim(void)
{
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
