/* The kinds of blocks and the keys each of them knows. Private to the folder. */
#ifndef PROJECT_BLOCKS_H
#define PROJECT_BLOCKS_H

#include <stdbool.h>

extern const char *const pp_block_kinds[]; /* NULL-terminated */

/* The keys of a kind besides kind, beside and page_break, NULL-terminated; NULL: no such kind. */
const char *const *pp_block_keys(const char *kind);

#endif
