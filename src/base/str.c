#include "pactpress/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/utf8.h"

enum { FIRST_CAPACITY = 32 };

void pp_str_init(struct pp_str *str)
{
    *str = (struct pp_str){.text = pp_xmalloc(FIRST_CAPACITY), .capacity = FIRST_CAPACITY};
    str->text[0] = '\0';
}

void pp_str_free(struct pp_str *str)
{
    free(str->text);
    *str = (struct pp_str){0};
}

void pp_str_clear(struct pp_str *str)
{
    pp_str_truncate(str, 0);
}

void pp_str_truncate(struct pp_str *str, size_t length)
{
    if (length <= str->length) {
        str->length = length;
        str->text[length] = '\0';
    }
}

/* Makes room for `more` bytes and the NUL. */
static void reserve(struct pp_str *str, size_t more)
{
    if (more >= SIZE_MAX / 2 - str->length)
        pp_out_of_memory();
    size_t needed = str->length + more + 1;
    if (needed <= str->capacity)
        return;
    size_t grown = str->capacity * 2;
    str->capacity = grown > needed ? grown : needed;
    str->text = pp_xrealloc(str->text, str->capacity);
}

void pp_str_append_n(struct pp_str *str, const void *bytes, size_t length)
{
    if (length == 0)
        return;
    reserve(str, length);
    memcpy(str->text + str->length, bytes, length);
    str->length += length;
    str->text[str->length] = '\0';
}

void pp_str_append(struct pp_str *str, const char *text)
{
    pp_str_append_n(str, text, strlen(text));
}

void pp_str_append_char(struct pp_str *str, char c)
{
    pp_str_append_n(str, &c, 1);
}

void pp_str_append_utf8(struct pp_str *str, unsigned codepoint)
{
    char bytes[4];
    pp_str_append_n(str, bytes, pp_utf8_encode(codepoint, bytes));
}

void pp_str_vprintf(struct pp_str *str, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        pp_out_of_memory();
    reserve(str, (size_t)length);
    vsnprintf(str->text + str->length, (size_t)length + 1, format, args);
    str->length += (size_t)length;
}

void pp_str_printf(struct pp_str *str, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    pp_str_vprintf(str, format, args);
    va_end(args);
}

char *pp_str_copy(const struct pp_str *str, struct pp_arena *arena)
{
    return pp_arena_strndup(arena, str->text, str->length);
}

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

bool pp_streq(const char *a, const char *b)
{
    return strcmp(or_empty(a), or_empty(b)) == 0;
}

bool pp_starts_with(const char *text, const char *prefix)
{
    return strncmp(or_empty(text), or_empty(prefix), strlen(or_empty(prefix))) == 0;
}

bool pp_ends_with(const char *text, const char *suffix)
{
    size_t length = strlen(or_empty(text)), tail = strlen(or_empty(suffix));
    return tail <= length && memcmp(or_empty(text) + length - tail, or_empty(suffix), tail) == 0;
}

bool pp_is_empty(const char *text)
{
    return text == NULL || text[0] == '\0';
}
