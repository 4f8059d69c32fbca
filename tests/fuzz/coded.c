/* Any text taken apart and put together: in every syntax the one form of a text stays as it is,
 * words and codes are not lost, and pairs belong together. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/coded.h"
#include "pactpress/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_pairs(const struct pp_coded *coded)
{
    for (size_t i = 0; i < coded->count; i++) {
        const struct pp_code *code = &coded->items[i];
        if (code->kind == PP_CODE_OPEN &&
            (code->partner <= i || coded->items[code->partner].partner != i))
            abort();
        if (code->kind == PP_CODE_CLOSE && code->partner >= i)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_arena *arena = pp_arena_new();
    const char *text = pp_arena_strndup(arena, (const char *)data, size);
    for (int syntax = PP_CODED_PLAIN; syntax <= PP_CODED_BRANCH; syntax++) {
        struct pp_coded coded;
        pp_coded_read(arena, (enum pp_coded_syntax)syntax, text, &coded);
        check_pairs(&coded);
        const char *one = pp_coded_canonical(arena, (enum pp_coded_syntax)syntax, text);
        const char *two = pp_coded_canonical(arena, (enum pp_coded_syntax)syntax, one);
        if (strcmp(one, two) != 0)
            abort();
    }
    pp_arena_free(arena);
    return 0;
}
