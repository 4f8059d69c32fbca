/* What the fenced blocks of stories share: lines "key: value". */
#ifndef PACTPRESS_DOCUMENT_MARKDOWN_FENCE_H
#define PACTPRESS_DOCUMENT_MARKDOWN_FENCE_H

#include "document/markdown_read.h"

struct pp_md_pair {
    const char *key, *value;
};
struct pp_md_pairs {
    struct pp_md_pair *items;
    size_t count, capacity;
};

struct pp_md_pairs pp_md_read_pairs(struct pp_md_reading *reading, struct pp_md *fence);
const char *pp_md_value(const struct pp_md_pairs *pairs, const char *key); /* or NULL */
/* Says which keys a block takes, where one is not among them. */
void pp_md_check_keys(
    struct pp_md_reading *reading, struct pp_md *fence, const struct pp_md_pairs *pairs,
    const char *const *keys);

/* A table of the folder tables/, and behind it, as its `next`, the notes below it. */
struct pp_node *pp_read_csv(struct pp_md_reading *reading, struct pp_md *fence);

#endif
