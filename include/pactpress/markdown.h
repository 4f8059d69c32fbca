/* Markdown of stories becomes blocks of the tree.
 *
 * CommonMark with tables and footnotes (libcmark-gfm), and four things of ours: placeholders
 * (placeholder.h), `[text](lang:en)` for a run in another language, pictures with
 * `![what it shows](file "caption | credit")` in a paragraph of their own, and the fenced block
 * `terms` (keyword: explanation). Raw HTML and addresses that run code are refused.
 *
 * What is written for editors stands in docs/stories.md. */
#ifndef PACTPRESS_MARKDOWN_H
#define PACTPRESS_MARKDOWN_H

#include "pactpress/source_text.h"
#include "pactpress/tree.h"

struct pp_markdown {
    const struct pp_source_text *source;
    size_t start;               /* [bytes] where the body begins, behind the front matter */
    const char *lang;           /* of the text */
    const char *const *folders; /* where pictures are looked for, NULL-terminated */
    int level;                  /* rank of the heading above: the first subhead is one below */
};

/* Reads the body into children of *out, a PP_NODE_SECTION in the text's language. Placeholders are
 * templates. All mistakes are reported with file:line:col; PP_DATA when there was one. */
enum pp_status pp_markdown_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_markdown *in,
    struct pp_node **out) PP_CHECK;

/* Plain text with placeholders (a title or summary of front matter) becomes inlines. `text` is
 * searched at `where` for messages. */
enum pp_status pp_markdown_line(
    struct pp_run *run, struct pp_arena *arena, const char *text, const char *lang,
    struct pp_where where, struct pp_inline **out) PP_CHECK;

/* The text of a cell of a ready table: Markdown within a line, without placeholders. Mistakes are
 * reported at `where`. */
enum pp_status pp_markdown_cell(
    struct pp_run *run, struct pp_arena *arena, const char *text, const char *lang,
    struct pp_where where, struct pp_inline **out) PP_CHECK;

#endif
