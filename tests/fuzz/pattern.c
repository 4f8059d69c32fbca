/* Patterns from a project file against text from an export: the first line is the expression, the
 * rest is the text. Whatever they hold, a match ends soon and its captures lie inside the text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void match(const struct pp_pattern *pattern, const char *text, size_t length)
{
    long captures[4][2];
    if (!pp_pattern_capture(pattern, text, length, captures, 4))
        return;
    for (size_t i = 0; i < 4; i++) {
        long start = captures[i][0], end = captures[i][1];
        if ((start < 0) != (end < 0) || start > (long)length || end > (long)length)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_arena *arena = pp_arena_new();
    const uint8_t *newline = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t length = newline != NULL ? (size_t)(newline - data) : size;
    const char *expression = pp_arena_strndup(arena, (const char *)data, length);
    size_t rest = newline != NULL ? length + 1 : length;
    struct pp_pattern *pattern = NULL;
    const char *error = NULL;
    size_t offset = 0;
    if (pp_pattern_compile(arena, expression, &pattern, &error, &offset) == PP_OK)
        match(pattern, (const char *)data + rest, size - rest);
    else if (error == NULL || offset > strlen(expression))
        abort();
    pp_pattern_free(pattern);
    pp_arena_free(arena);
    return 0;
}
