/* The state of one reading of Markdown, shared by the files that make blocks and leaves. */
#ifndef PACTPRESS_DOCUMENT_MARKDOWN_READ_H
#define PACTPRESS_DOCUMENT_MARKDOWN_READ_H

#include "document/cmark_tree.h"
#include "pactpress/markdown.h"

struct pp_run;
struct pp_arena;

/* A placeholder of the body: where it was written, and the one character that stands for it while
 * cmark reads. */
struct pp_swap {
    size_t at;          /* [bytes] in the text that cmark reads */
    size_t start, stop; /* [bytes] in the source */
    struct pp_inline *leaf;
};

struct pp_swaps {
    struct pp_swap *items;
    size_t count, capacity;
};

struct pp_md_reading {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_markdown *in;
    struct pp_source_text swapped; /* the body as cmark reads it */
    struct pp_swaps swaps;
    const char *lang;             /* of the leaves that are being read: the text's, or a run's */
    const struct pp_where *place; /* of all of it, where its text is part of another; or NULL */
    struct pp_where last;         /* the last place that was asked for, and its offset [bytes] */
    size_t last_at;
    int open[8]; /* levels, as written, of the headings that are open */
    int open_count;
    enum pp_status status; /* the worst so far: all mistakes are reported */
};

/* Makes the text that cmark reads: every placeholder becomes one private character, so that nothing
 * in it means Markdown. */
void pp_swap_placeholders(struct pp_md_reading *reading);
/* The offset in the source of an offset in the swapped text. */
size_t pp_swap_origin(const struct pp_md_reading *reading, size_t at);
/* Text from cmark with its placeholders: as leaves, or as they were written. */
struct pp_inline *pp_swap_leaves(struct pp_md_reading *reading, const char *text);
/* A line of a fenced block: soft and strong words, links, runs in another language; placeholders.
 */
struct pp_inline *pp_md_words(
    struct pp_md_reading *reading, const char *text, struct pp_where where);
const char *pp_swap_back(struct pp_md_reading *reading, const char *text);
bool pp_swap_has(const char *text);

/* Sets the straight quotation marks of a text, or of all texts below a node. */
void pp_md_quote_line(struct pp_arena *arena, struct pp_inline *list, const char *lang);
void pp_md_quote(struct pp_arena *arena, struct pp_node *node, const char *lang);

/* Where a node was written. */
struct pp_where pp_md_where(struct pp_md_reading *reading, struct pp_md *node);
/* Reports an error at a place of the source. */
void pp_md_error(
    struct pp_md_reading *reading, struct pp_where where, const char *rule, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Where a block stands and what it is called. */
struct pp_md_words {
    enum pp_float_at at;
    bool turned, zebra;
    const char *id; /* or NULL */
};
/* Reads "top #map". Returns the word that is none of them, or NULL. */
const char *pp_md_words_read(struct pp_arena *arena, const char *text, struct pp_md_words *out);
/* What the blocks become: one that floats holds them. */
struct pp_node *pp_md_words_apply(
    struct pp_arena *arena, const struct pp_md_words *words, struct pp_node *list);
/* The leaves below a node. */
struct pp_inline *pp_read_inlines(struct pp_md_reading *reading, struct pp_md *parent);
/* An image that stands alone in its paragraph. NULL after a report. */
struct pp_node *pp_read_picture(struct pp_md_reading *reading, struct pp_md *image);
struct pp_node *pp_read_table(struct pp_md_reading *reading, struct pp_md *table);
/* The fenced block `terms`. */
struct pp_node *pp_read_terms(struct pp_md_reading *reading, struct pp_md *fence);
/* Any fenced block with a meaning; NULL: the name has none. */
struct pp_node *pp_read_fence(struct pp_md_reading *reading, struct pp_md *fence);

#endif
