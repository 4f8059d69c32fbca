#include "pactpress/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

struct pp_pattern {
    pcre2_code *code;
    pcre2_match_context *context;
};

/* Steps and memory a match may take. Chosen so that ordinary patterns never notice and a runaway
 * one ends within milliseconds. No just-in-time code: it counts steps differently per processor,
 * and a cut-off must not depend on the machine. */
enum { MATCH_STEPS = 200000, MATCH_DEPTH = 5000, MATCH_HEAP = 4096 /* [KiB] */ };

static const char known_flags[] = "imsx";

/* The slash that ends a pattern which begins with one, or NULL. Behind it stand flags only, so
 * that a path like /srv/exports stays a text. */
static const char *closing_slash(const char *text)
{
    if (text == NULL || text[0] != '/')
        return NULL;
    const char *slash = strrchr(text, '/');
    size_t flags = strlen(slash + 1);
    bool lower = strspn(slash + 1, "abcdefghijklmnopqrstuvwxyz") == flags;
    return slash > text + 1 && flags <= sizeof known_flags - 1 && lower ? slash : NULL;
}

bool pp_is_pattern(const char *text)
{
    return closing_slash(text) != NULL;
}

static uint32_t option_of(char flag)
{
    switch (flag) {
    case 'i':
        return PCRE2_CASELESS;
    case 'm':
        return PCRE2_MULTILINE;
    case 's':
        return PCRE2_DOTALL;
    case 'x':
        return PCRE2_EXTENDED;
    default:
        return 0;
    }
}

static struct pp_pattern *make_pattern(pcre2_code *code)
{
    struct pp_pattern *pattern = pp_xmalloc(sizeof *pattern);
    pattern->code = code;
    pattern->context = pcre2_match_context_create(NULL);
    if (pattern->context == NULL)
        pp_out_of_memory();
    pcre2_set_match_limit(pattern->context, MATCH_STEPS);
    pcre2_set_depth_limit(pattern->context, MATCH_DEPTH);
    pcre2_set_heap_limit(pattern->context, MATCH_HEAP);
    return pattern;
}

static enum pp_status compile(
    struct pp_arena *arena, const char *text, size_t length, uint32_t options,
    struct pp_pattern **out, const char **error, size_t *offset)
{
    int code_of_error = 0;
    PCRE2_SIZE place = 0;
    /* \C would cut characters in half. Text is checked as UTF-8 while it is matched. */
    options |= PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)text, length, options, &code_of_error, &place, NULL);
    if (code != NULL) {
        *out = make_pattern(code);
        return PP_OK;
    }
    unsigned char reason[256] = "";
    pcre2_get_error_message(code_of_error, reason, sizeof reason);
    *error = pp_arena_printf(arena, "The pattern cannot be read: %s.", (const char *)reason);
    *offset = place;
    return PP_USAGE;
}

enum pp_status pp_pattern_compile(
    struct pp_arena *arena, const char *expression, struct pp_pattern **out, const char **error,
    size_t *offset)
{
    const char *slash = closing_slash(expression);
    if (slash == NULL)
        return compile(arena, expression, strlen(expression), 0, out, error, offset);
    uint32_t options = 0;
    for (const char *flag = slash + 1; *flag != '\0'; flag++) {
        if (strchr(known_flags, *flag) == NULL) {
            *error = pp_arena_printf(
                arena, "A pattern knows the flags i, m, s and x behind its last slash, not %c.",
                *flag);
            *offset = (size_t)(flag - expression);
            return PP_USAGE;
        }
        options |= option_of(*flag);
    }
    size_t length = (size_t)(slash - expression) - 1;
    enum pp_status status = compile(arena, expression + 1, length, options, out, error, offset);
    if (status != PP_OK)
        (*offset)++;
    return status;
}

void pp_pattern_free(struct pp_pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_match_context_free(pattern->context);
    pcre2_code_free(pattern->code);
    free(pattern);
}

bool pp_pattern_matches(const struct pp_pattern *pattern, const char *text, size_t length)
{
    return pp_pattern_capture(pattern, text, length, NULL, 0);
}

bool pp_pattern_capture(
    const struct pp_pattern *pattern, const char *text, size_t length, long (*captures)[2],
    size_t n)
{
    /* The match data are made anew for each match: a pattern is shared between threads. */
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    if (data == NULL)
        pp_out_of_memory();
    int found = pcre2_match(
        pattern->code, (PCRE2_SPTR)(length > 0 ? text : ""), length, 0, 0, data, pattern->context);
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(data);
    for (size_t i = 0; found > 0 && i < n; i++) {
        bool set = i < (size_t)found && offsets[2 * i] != PCRE2_UNSET;
        captures[i][0] = set ? (long)offsets[2 * i] : -1;
        captures[i][1] = set ? (long)offsets[2 * i + 1] : -1;
    }
    pcre2_match_data_free(data);
    return found > 0;
}
