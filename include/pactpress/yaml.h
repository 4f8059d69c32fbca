/* YAML as a tree with positions (libyaml). UTF-8, UTF-16 with BOM, LF, CR or CRLF. Doubled keys are
 * errors, aliases are expanded within limits, tags other than the core's are refused, and so are
 * merge keys (`<<`) and second documents. Scalars are NFC.
 *
 * A tree lives in the arena it was read into. An aliased value shares its children with the
 * original; positions are those of the original. */
#ifndef PACTPRESS_YAML_H
#define PACTPRESS_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/diag.h"
#include "pactpress/file.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;
struct pp_yaml_text; /* the text a node was read from: for source lines in messages */

enum pp_yaml_kind { PP_YAML_SCALAR, PP_YAML_LIST, PP_YAML_MAP };

struct pp_yaml {
    enum pp_yaml_kind kind;
    struct pp_where where;
    const char *key; /* the key it stands under in a map, else NULL */
    struct pp_where key_where;
    struct pp_where end; /* behind its last character; of blocks, behind white space, too */
    const char *text;    /* scalar: its value; "" for null */
    bool quoted;         /* scalar: was quoted or a block, so never null/true/number */
    struct pp_yaml *first, *next; /* children of a list or map, in order */
    size_t count;
    size_t weight; /* values in it with all below, aliases written out */
    const struct pp_yaml_text *origin;
};

/* Reads a file. Every mistake is reported with line, column, source line and caret. Mistakes are
 * PP_USAGE, a file that cannot be read is PP_DATA or PP_ENV. An empty file yields a null scalar. */
enum pp_status pp_yaml_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_yaml **out) PP_CHECK;
/* The same for bytes in memory: front matter of a story. `path` and `first_line` (1-based line of
 * the first byte) serve the messages. */
enum pp_status pp_yaml_parse(
    struct pp_run *run, struct pp_arena *arena, const char *path, size_t first_line,
    struct pp_bytes bytes, struct pp_yaml **out) PP_CHECK;

const struct pp_yaml *pp_yaml_get(const struct pp_yaml *map, const char *key);
/* True for a scalar that says "nothing": empty, `~` or `null`, unquoted. */
bool pp_yaml_is_null(const struct pp_yaml *node);
/* "a map", "a list", "a text", "nothing": what a node is, for messages. */
const char *pp_yaml_kind_name(const struct pp_yaml *node);
/* Where the first character of a scalar's value stands: behind the quote, or in the line below the
 * `|` of a block. */
struct pp_where pp_yaml_content_where(const struct pp_yaml *node);

/* Reports with the source line of the node and a caret under it. */
void pp_yaml_report(
    struct pp_run *run, enum pp_severity severity, const struct pp_yaml *node, const char *rule,
    const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same with the caret under the node's key. */
void pp_yaml_report_key(
    struct pp_run *run, enum pp_severity severity, const struct pp_yaml *node, const char *rule,
    const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
