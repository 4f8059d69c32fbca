#include "pdf_object.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

enum { DEEPEST = 64 /* nested arrays and dictionaries */ };

static const struct rb_value nothing = {.kind = RB_NULL};

void rb_reader_open(
    struct rb_reader *reader, struct pp_arena *arena, const void *bytes, size_t size)
{
    *reader = (struct rb_reader){.arena = arena, .at = bytes};
    reader->end = size > 0 ? reader->at + size : reader->at;
}

void rb_reader_close(struct rb_reader *reader)
{
    free(reader->stack);
    reader->stack = NULL;
}

static bool is_space(unsigned c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
}

static bool is_delimiter(unsigned c)
{
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' ||
           c == '}' || c == '/' || c == '%';
}

static bool is_regular(unsigned c)
{
    return !is_space(c) && !is_delimiter(c);
}

static int hex_digit(unsigned c)
{
    if (c >= '0' && c <= '9')
        return (int)c - '0';
    if (c >= 'a' && c <= 'f')
        return (int)c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? (int)c - 'A' + 10 : -1;
}

static void skip_space(struct rb_reader *reader)
{
    while (reader->at < reader->end) {
        if (*reader->at == '%')
            while (reader->at < reader->end && *reader->at != '\n' && *reader->at != '\r')
                reader->at++;
        else if (is_space(*reader->at))
            reader->at++;
        else
            return;
    }
}

static struct rb_value text_value(enum rb_kind kind, const char *text, size_t size)
{
    struct rb_value value = {.kind = (uint8_t)kind, .size = (uint32_t)size};
    value.as.text = text;
    return value;
}

static struct rb_value read_name(struct rb_reader *reader)
{
    const unsigned char *start = ++reader->at;
    bool escaped = false;
    while (reader->at < reader->end && is_regular(*reader->at))
        escaped |= *reader->at++ == '#';
    size_t size = (size_t)(reader->at - start), length = 0;
    if (!escaped)
        return text_value(RB_NAME, (const char *)start, size);
    char *text = pp_arena_alloc(reader->arena, size);
    for (size_t i = 0; i < size; i++) {
        int high = start[i] == '#' && i + 2 < size ? hex_digit(start[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(start[i + 2]) : -1;
        if (low >= 0)
            i += 2;
        text[length++] = low >= 0 ? (char)(high << 4 | low) : (char)start[i];
    }
    return text_value(RB_NAME, text, length);
}

static struct rb_value read_hex(struct rb_reader *reader)
{
    const unsigned char *start = ++reader->at;
    while (reader->at < reader->end && *reader->at != '>')
        reader->at++;
    size_t size = (size_t)(reader->at - start), digits = 0;
    char *text = pp_arena_alloc(reader->arena, size / 2 + 1);
    for (size_t i = 0; i < size; i++) {
        int digit = hex_digit(start[i]);
        if (digit < 0) {
            reader->damaged |= !is_space(start[i]);
            continue;
        }
        text[digits / 2] = (char)(digits % 2 ? text[digits / 2] | digit : digit << 4);
        digits++;
    }
    if (reader->at < reader->end)
        reader->at++;
    else
        reader->damaged = true;
    return text_value(RB_STRING, text, (digits + 1) / 2);
}

/* What a backslash stands for: at the character behind it, left on the last one taken. */
static int escape(const unsigned char **at, const unsigned char *end)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    unsigned c = **at;
    const char *found = c ? strchr(from, (int)c) : NULL;
    if (found)
        return to[found - from];
    if (c == '\r' && *at + 1 < end && (*at)[1] == '\n')
        ++*at;
    if (c == '\r' || c == '\n')
        return -1;
    if (c < '0' || c > '7')
        return (int)c;
    unsigned code = c - '0';
    for (int i = 0; i < 2 && *at + 1 < end && (*at)[1] >= '0' && (*at)[1] <= '7'; i++)
        code = code * 8 + *++*at - '0';
    return (int)(code & 255);
}

static struct rb_value read_string(struct rb_reader *reader)
{
    const unsigned char *start = ++reader->at, *at = start;
    size_t depth = 1, length = 0;
    for (; at < reader->end && depth > 0; at++) {
        if (*at == '\\' && at + 1 < reader->end)
            at++;
        else if (*at == '(')
            depth++;
        else if (*at == ')')
            depth--;
    }
    const unsigned char *end = depth == 0 ? at - 1 : at;
    reader->damaged |= depth > 0;
    reader->at = at;
    char *text = pp_arena_alloc(reader->arena, (size_t)(end - start));
    for (at = start; at < end; at++) {
        int c = *at;
        if (c == '\\' && at + 1 < end) {
            at++;
            c = escape(&at, end);
        }
        if (c >= 0)
            text[length++] = (char)c;
    }
    return text_value(RB_STRING, text, length);
}

/* A number, or false: "-12.5", "+3", ".5", "4." */
static bool read_number(const unsigned char *at, size_t size, struct rb_value *out)
{
    double number = 0, unit = 1;
    bool negative = size > 0 && *at == '-', point = false, digit = false;
    size_t i = size > 0 && (*at == '-' || *at == '+') ? 1 : 0;
    for (; i < size; i++) {
        if (at[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (at[i] < '0' || at[i] > '9')
            return false;
        digit = true;
        if (point)
            number += (at[i] - '0') * (unit /= 10);
        else
            number = number * 10 + (at[i] - '0');
    }
    *out = (struct rb_value){.kind = RB_NUMBER, .whole = !point};
    out->as.number = negative ? -number : number;
    return digit;
}

static struct rb_value read_word(struct rb_reader *reader)
{
    const unsigned char *start = reader->at;
    struct rb_value value;
    while (reader->at < reader->end && is_regular(*reader->at))
        reader->at++;
    size_t size = (size_t)(reader->at - start);
    if (read_number(start, size, &value))
        return value;
    value = text_value(RB_WORD, (const char *)start, size);
    bool is_true = rb_is(value, "true");
    if (is_true || rb_is(value, "false"))
        return (struct rb_value){.kind = RB_BOOL, .whole = is_true};
    return rb_is(value, "null") ? nothing : value;
}

/* "0 R" behind a whole number. */
static bool read_reference(struct rb_reader *reader, struct rb_value *value)
{
    const unsigned char *back = reader->at;
    if (value->kind != RB_NUMBER || !value->whole || !(value->as.number >= 0) ||
        value->as.number > UINT32_MAX)
        return false;
    skip_space(reader);
    const unsigned char *digits = reader->at;
    while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9')
        reader->at++;
    if (reader->at > digits) {
        skip_space(reader);
        if (reader->at < reader->end && *reader->at == 'R' &&
            (reader->at + 1 == reader->end || !is_regular(reader->at[1]))) {
            uint32_t object = (uint32_t)value->as.number;
            reader->at++;
            *value = (struct rb_value){.kind = RB_REF};
            value->as.object = object;
            return true;
        }
    }
    reader->at = back;
    return false;
}

static void push(struct rb_reader *reader, struct rb_value value)
{
    if (reader->stack_count == reader->stack_capacity) {
        reader->stack_capacity = reader->stack_capacity ? 2 * reader->stack_capacity : 64;
        reader->stack = pp_xrealloc(reader->stack, reader->stack_capacity * sizeof *reader->stack);
    }
    reader->stack[reader->stack_count++] = value;
}

static struct rb_value read_value(struct rb_reader *reader, bool references, size_t depth);

/* Up to ] or >>. A dictionary takes pairs whose first is a name. */
static struct rb_value read_collection(
    struct rb_reader *reader, bool references, size_t depth, enum rb_kind kind)
{
    const char *close = kind == RB_ARRAY ? "]" : ">>";
    size_t first = reader->stack_count;
    for (;;) {
        struct rb_value value = read_value(reader, references, depth + 1);
        if (value.kind == RB_END || (value.kind == RB_WORD && rb_is(value, close))) {
            reader->damaged |= value.kind == RB_END;
            break;
        }
        if (value.kind == RB_WORD)
            reader->damaged = true;
        else
            push(reader, value);
    }
    size_t count = reader->stack_count - first;
    if (kind == RB_DICT && count % 2 != 0) {
        reader->damaged = true;
        count--;
    }
    struct rb_value value = {.kind = (uint8_t)kind, .size = (uint32_t)count};
    value.as.items =
        count > 0
            ? pp_arena_memdup(reader->arena, reader->stack + first, count * sizeof *reader->stack)
            : NULL;
    reader->stack_count = first;
    return value;
}

static struct rb_value delimiter(struct rb_reader *reader, size_t size)
{
    struct rb_value value = text_value(RB_WORD, (const char *)reader->at, size);
    reader->at += size;
    return value;
}

static struct rb_value read_value(struct rb_reader *reader, bool references, size_t depth)
{
    skip_space(reader);
    if (reader->at >= reader->end || depth > DEEPEST) {
        reader->damaged |= depth > DEEPEST;
        return (struct rb_value){.kind = RB_END};
    }
    bool doubled = reader->at + 1 < reader->end && reader->at[1] == *reader->at;
    switch (*reader->at) {
    case '/':
        return read_name(reader);
    case '(':
        return read_string(reader);
    case '[':
        reader->at++;
        return read_collection(reader, references, depth, RB_ARRAY);
    case '<':
        if (!doubled)
            return read_hex(reader);
        reader->at += 2;
        return read_collection(reader, references, depth, RB_DICT);
    case '>':
        return delimiter(reader, doubled ? 2 : 1);
    case ')':
    case ']':
    case '{':
    case '}':
        return delimiter(reader, 1);
    default: {
        struct rb_value value = read_word(reader);
        if (references)
            read_reference(reader, &value);
        return value;
    }
    }
}

struct rb_value rb_read(struct rb_reader *reader, bool references)
{
    reader->stack_count = 0;
    return read_value(reader, references, 0);
}

void rb_skip_image(struct rb_reader *reader)
{
    const unsigned char *at = reader->at;
    for (; at + 2 < reader->end; at++)
        if (is_space(at[0]) && at[1] == 'E' && at[2] == 'I' &&
            (at + 3 == reader->end || is_space(at[3]))) {
            reader->at = at + 3;
            return;
        }
    reader->at = reader->end;
    reader->damaged = true;
}

struct rb_value rb_entry(struct rb_value dict, const char *key)
{
    size_t length = strlen(key);
    if (dict.kind != RB_DICT)
        return nothing;
    for (size_t i = 0; i + 1 < dict.size; i += 2) {
        const struct rb_value *name = &dict.as.items[i];
        if (name->kind == RB_NAME && name->size == length &&
            memcmp(name->as.text, key, length) == 0)
            return dict.as.items[i + 1];
    }
    return nothing;
}

struct rb_value rb_item(struct rb_value array, size_t index)
{
    return array.kind == RB_ARRAY && index < array.size ? array.as.items[index] : nothing;
}

bool rb_is(struct rb_value value, const char *name)
{
    return (value.kind == RB_NAME || value.kind == RB_WORD) && value.size == strlen(name) &&
           memcmp(value.as.text, name, value.size) == 0;
}

bool rb_equal(struct rb_value a, struct rb_value b)
{
    if (a.kind != b.kind || a.size != b.size || a.whole != b.whole)
        return false;
    bool equal = a.kind != RB_NUMBER || a.as.number == b.as.number;
    if (a.kind == RB_NAME || a.kind == RB_STRING || a.kind == RB_WORD)
        equal = a.size == 0 || memcmp(a.as.text, b.as.text, a.size) == 0;
    else if (a.kind == RB_REF)
        equal = a.as.object == b.as.object;
    for (size_t i = 0; (a.kind == RB_ARRAY || a.kind == RB_DICT) && i < a.size && equal; i++)
        equal = rb_equal(a.as.items[i], b.as.items[i]);
    return equal;
}

char *rb_copy(struct pp_arena *arena, struct rb_value value)
{
    if (value.kind != RB_NAME && value.kind != RB_STRING && value.kind != RB_WORD)
        return pp_arena_strdup(arena, "");
    return pp_arena_strndup(arena, value.as.text, value.size);
}

const char *rb_shown(struct pp_arena *arena, struct rb_value value)
{
    char *text = rb_copy(arena, value);
    for (char *at = text; *at; at++)
        if (*at < ' ' || *at > '~')
            *at = '?';
    return text;
}

const char *rb_utf16(struct pp_arena *arena, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    struct pp_str out;
    pp_str_init(&out);
    for (size_t i = 0; i + 1 < size; i += 2) {
        unsigned c = (unsigned)at[i] << 8 | at[i + 1];
        unsigned low = i + 3 < size ? (unsigned)at[i + 2] << 8 | at[i + 3] : 0;
        if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        }
        pp_str_append_utf8(&out, c == 0 || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c);
    }
    const char *copy = pp_str_copy(&out, arena);
    pp_str_free(&out);
    return copy;
}

const char *rb_text(struct pp_arena *arena, struct rb_value value)
{
    struct pp_str out;
    if (value.kind != RB_STRING)
        return NULL;
    const unsigned char *at = (const unsigned char *)value.as.text;
    if (value.size >= 2 && at[0] == 0xFE && at[1] == 0xFF)
        return rb_utf16(arena, at + 2, value.size - 2);
    if (value.size >= 3 && at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF &&
        pp_utf8_valid(value.as.text, value.size) == value.size)
        return pp_arena_strndup(arena, value.as.text + 3, value.size - 3);
    pp_str_init(&out);
    for (size_t i = 0; i < value.size; i++)
        pp_str_append_utf8(&out, at[i] ? at[i] : 0xFFFD);
    const char *copy = pp_str_copy(&out, arena);
    pp_str_free(&out);
    return copy;
}
