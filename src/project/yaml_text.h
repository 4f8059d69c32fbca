/* The text behind a YAML tree: decoded, checked, and kept for source lines in messages.
 * Private to the YAML reader. */
#ifndef PROJECT_YAML_TEXT_H
#define PROJECT_YAML_TEXT_H

#include "pactpress/yaml.h"

struct pp_yaml_text {
    const char *path;
    size_t first_line; /* number of the text's first line */
    const char *text;  /* UTF-8 with a NUL, LF only, no BOM */
    size_t length;     /* [bytes] */
    struct {
        size_t *items; /* offset of each line's first byte [bytes] */
        size_t count, capacity;
    } lines;
};

/* UTF-8 or UTF-16 with BOM becomes valid UTF-8 with LF; bytes that are not text are reported with
 * their place. */
enum pp_status pp_yaml_text_decode(
    struct pp_run *run, struct pp_arena *arena, const char *path, size_t first_line,
    struct pp_bytes bytes, struct pp_yaml_text **out) PP_CHECK;
/* The line with number `line` (as in a pp_where) of the text, and its length; "" beyond the end. */
const char *pp_yaml_text_line(const struct pp_yaml_text *text, size_t line, size_t *length);
/* Reports at a place in the text, with its source line. */
void pp_yaml_text_report(
    struct pp_run *run, enum pp_severity severity, const struct pp_yaml_text *text,
    struct pp_where where, const char *rule, const char *sentence);

#endif
