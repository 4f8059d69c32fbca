/* A string that grows. `text` is never NULL once initialised and always ends with a NUL;
 * it may hold NUL bytes before that. Owner: the caller of pp_str_init, who calls pp_str_free. */
#ifndef PACTPRESS_STR_H
#define PACTPRESS_STR_H

#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>

struct pp_arena;

struct pp_str {
    char *text;
    size_t length;   /* [bytes] without the NUL */
    size_t capacity; /* [bytes] */
};

void pp_str_init(struct pp_str *str);
void pp_str_free(struct pp_str *str);
void pp_str_clear(struct pp_str *str);
void pp_str_truncate(struct pp_str *str, size_t length);
void pp_str_append(struct pp_str *str, const char *text);
void pp_str_append_n(struct pp_str *str, const void *bytes, size_t length);
void pp_str_append_char(struct pp_str *str, char c);
void pp_str_append_utf8(struct pp_str *str, unsigned codepoint);
void pp_str_printf(struct pp_str *str, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void pp_str_vprintf(struct pp_str *str, const char *format, va_list args);
/* A copy in the arena. */
char *pp_str_copy(const struct pp_str *str, struct pp_arena *arena);

/* Small questions about C strings. NULL counts as the empty string. */
bool pp_streq(const char *a, const char *b);
bool pp_starts_with(const char *text, const char *prefix);
bool pp_ends_with(const char *text, const char *suffix);
bool pp_is_empty(const char *text);

/* Edit distance (Levenshtein, restricted transpositions count one); for "did you mean". */
size_t pp_edit_distance(const char *a, const char *b);

/* The entry of a NULL-terminated list that is nearest to `word`, or NULL when none is near. */
const char *pp_nearest(const char *word, const char *const *candidates);

#endif
