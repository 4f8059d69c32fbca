/* Objects of a PDF and the operands of its content streams, read from bytes by our own reader.
 *
 * Any bytes may come: what is no object is told apart, nothing is read past the end, and nesting
 * has a limit. Values live in the arena; names and strings are not ended by a NUL. */
#ifndef PACTPRESS_VERIFY_PDF_OBJECT_H
#define PACTPRESS_VERIFY_PDF_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_arena;

enum rb_kind {
    RB_NULL, /* also what could not be read */
    RB_BOOL,
    RB_NUMBER,
    RB_NAME, /* without the slash, escapes undone */
    RB_STRING,
    RB_ARRAY,
    RB_DICT,
    RB_REF,
    RB_WORD,   /* an operator */
    RB_PACKED, /* the bytes of a structure element that is read when it is asked for */
    RB_END     /* nothing is left */
};

struct rb_value {
    uint8_t kind;  /* enum rb_kind */
    bool whole;    /* RB_NUMBER: written without a point; RB_BOOL: true */
    uint32_t size; /* [bytes] of text; items of an array; items of a dictionary, keys counted */
    union {
        double number;
        uint32_t object; /* RB_REF */
        const char *text;
        const struct rb_value *items; /* of a dictionary: name, value, name, value */
    } as;
};

struct rb_reader {
    struct pp_arena *arena;
    const unsigned char *at, *end;
    bool damaged; /* something was no object */
    /* Items of arrays that are not closed yet. */
    struct rb_value *stack;
    size_t stack_count, stack_capacity;
};

void rb_reader_open(
    struct rb_reader *reader, struct pp_arena *arena, const void *bytes, size_t size);
void rb_reader_close(struct rb_reader *reader);
/* The next object or operator. `references`: "5 0 R" is one; content streams know none. */
struct rb_value rb_read(struct rb_reader *reader, bool references);
/* Skips the data of an inline image after ID up to its EI. */
void rb_skip_image(struct rb_reader *reader);

/* The entry of a dictionary; null when there is none. */
struct rb_value rb_entry(struct rb_value dict, const char *key);
struct rb_value rb_item(struct rb_value array, size_t index);
bool rb_is(struct rb_value value, const char *name); /* a name or an operator */
bool rb_equal(struct rb_value a, struct rb_value b);
/* A text string (UTF-16 with its mark, UTF-8 with its mark, else PDFDocEncoding, whose upper half
 * is read as Latin-1) as UTF-8 in the arena; NULL when it is none. */
const char *rb_text(struct pp_arena *arena, struct rb_value value);
/* UTF-16BE as UTF-8; what is no character becomes U+FFFD. */
const char *rb_utf16(struct pp_arena *arena, const void *bytes, size_t size);
/* A copy of a name, string or operator that ends with a NUL. */
char *rb_copy(struct pp_arena *arena, struct rb_value value);
/* The same, to be shown: a question mark in place of what is not printable ASCII. */
const char *rb_shown(struct pp_arena *arena, struct rb_value value);

#endif
