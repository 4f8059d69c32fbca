/* Regular expressions (PCRE2, UTF mode with Unicode properties). */
#ifndef PACTPRESS_PATTERN_H
#define PACTPRESS_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/status.h"

struct pp_arena;
struct pp_pattern;

/* Compiles `expression`, either bare or between slashes with flags behind (`/^date$/i`; i m s x).
 * On failure returns PP_USAGE and sets *error to a sentence and *offset to the place in it [bytes].
 * The pattern must be given back with pp_pattern_free. */
enum pp_status pp_pattern_compile(
    struct pp_arena *arena, const char *expression, struct pp_pattern **out, const char **error,
    size_t *offset) PP_CHECK;
void pp_pattern_free(struct pp_pattern *pattern);

/* True when the text is between slashes, i.e. meant as a pattern. */
bool pp_is_pattern(const char *text);

/* Matches anywhere in `text`. Runaway matches are cut off and count as no match. */
bool pp_pattern_matches(const struct pp_pattern *pattern, const char *text, size_t length);
/* The same, and sets up to `n` captures (offsets in bytes, start and end; -1 when unset). */
bool pp_pattern_capture(
    const struct pp_pattern *pattern, const char *text, size_t length, long (*captures)[2],
    size_t n);

#endif
