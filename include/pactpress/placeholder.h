/* Placeholders: `{{ attendance.persons[city=riga], number }}` in a story becomes a leaf of the
 * tree.
 *
 *     {{ address }}                    the figure as it prints ("43", "≈ 60", "71 %")
 *     {{ address, number }}            likewise
 *     {{ address, plural, one {# person} other {# people} withheld {a few people} }}
 *
 * What follows the address is ICU MessageFormat over the figure (message.h). A story is read once
 * and printed in many documents, so a placeholder is read into a template (PP_INLINE_PATTERN
 * without arguments), checked against the figures, and bound to a document by a copy. */
#ifndef PACTPRESS_PLACEHOLDER_H
#define PACTPRESS_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/figure.h"
#include "pactpress/source_text.h"
#include "pactpress/tree.h"

/* A stretch of a text: [start, stop) [bytes]. */
struct pp_range {
    size_t start, stop;
};

struct pp_ranges {
    struct pp_range *items;
    size_t count, capacity;
};

/* All placeholders of a text from the byte `from` on, with their braces, in order. A `{{` that is
 * not closed in its paragraph is none; an apostrophe before a brace inside quotes up to the next
 * apostrophe, as in MessageFormat; `\{{` is text. */
void pp_placeholder_find(
    struct pp_arena *arena, const struct pp_source_text *source, size_t from,
    struct pp_ranges *out);

/* Reads the placeholder [start, stop) into a template in `lang`. Mistakes are reported. */
enum pp_status pp_placeholder_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source, size_t start,
    size_t stop, const char *lang, struct pp_inline **out) PP_CHECK;

/* Where a figure is looked up: the table, and what a bare address means. */
struct pp_placeholder_scope {
    const struct pp_figure_table *table;
    struct pp_address defaults; /* city (NULL: the project) and period */
    const char *document;       /* for messages: "the bulletin of riga" */
    /* Tables of nothing but words keep the rows of the story, which nobody changes any more: they
     * may be long, and all documents have the same. */
    bool shares_rows;
};

/* The figure that a template names in a scope. An unknown measure, with the nearest one, a figure
 * that the table does not have, and a figure whose state needs a branch that the placeholder lacks
 * are reported (rules story.unknown-figure, story.missing-branch). */
enum pp_status pp_placeholder_resolve(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, const struct pp_inline *placeholder,
    const struct pp_figure **out) PP_CHECK;

/* Copies a list of inlines (a subtree), with every placeholder in it bound to its figure. */
enum pp_status pp_placeholder_bind_inlines(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, const struct pp_inline *template,
    struct pp_inline **out) PP_CHECK;
/* Likewise a node with all that is below it. */
enum pp_status pp_placeholder_bind(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, const struct pp_node *template,
    struct pp_node **out) PP_CHECK;

#endif
