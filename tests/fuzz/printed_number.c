/* Any text as a printed number: what is one has two readings that differ by a power of ten at most,
 * and reads the same with blanks around it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "verify/workbook_numbers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_arena *arena = pp_arena_new();
    const char *text = pp_arena_strndup(arena, (const char *)data, size);
    int64_t plain[2] = {0}, wide[2] = {0};
    bool good = readback_number_read(text, plain);
    if (good != readback_number_read(pp_arena_printf(arena, " %s ", text), wide))
        abort();
    if (good && (plain[0] != wide[0] || plain[1] != wide[1]))
        abort();
    if (good && (plain[1] % 1000 != 0 && plain[0] != plain[1]))
        abort();
    if (good && llabs(plain[0]) > llabs(plain[1]))
        abort();
    pp_arena_free(arena);
    return 0;
}
