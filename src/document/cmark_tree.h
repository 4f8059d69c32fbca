/* CommonMark as a plain tree of our own: what libcmark-gfm read, copied into the arena. */
#ifndef PACTPRESS_DOCUMENT_CMARK_TREE_H
#define PACTPRESS_DOCUMENT_CMARK_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/status.h"

struct pp_arena;

enum pp_md_kind {
    PP_MD_DOCUMENT,
    PP_MD_PARAGRAPH,
    PP_MD_HEADING,
    PP_MD_LIST,
    PP_MD_ITEM,
    PP_MD_QUOTE,
    PP_MD_CODE_BLOCK,
    PP_MD_HTML_BLOCK,
    PP_MD_RULE,
    PP_MD_TABLE,
    PP_MD_ROW,
    PP_MD_CELL,
    PP_MD_FOOTNOTE,
    PP_MD_TEXT,
    PP_MD_SOFT_BREAK,
    PP_MD_BREAK,
    PP_MD_CODE,
    PP_MD_HTML,
    PP_MD_EMPHASIS,
    PP_MD_STRONG,
    PP_MD_LINK,
    PP_MD_IMAGE,
    PP_MD_FOOTNOTE_REFERENCE
};

struct pp_md {
    enum pp_md_kind kind;
    struct pp_md *parent, *first, *last, *next;
    const char *text;         /* text, code, HTML; number of a footnote reference */
    const char *url, *title;  /* link, image */
    const char *words;        /* the others */
    const char *info;         /* first word of a fenced block's info string; NULL: not fenced */
    int level;                /* heading: 1..6 */
    bool ordered;             /* list */
    int start;                /* list: first number */
    bool head;                /* row */
    bool *numeric;            /* table: columns set to the end */
    size_t columns;           /* table */
    size_t line, col;         /* 1-based, col in bytes; 0: not known */
    size_t end_line, end_col; /* of its last byte */
};

/* Parses `text`. False when it nests deeper than `depth`: *deep_line and *deep_col say where. */
bool pp_md_parse(
    struct pp_arena *arena, const char *text, size_t length, int depth, struct pp_md **out,
    size_t *deep_line, size_t *deep_col);

#endif
