/* Keeping to a page budget. Private to the folder. */
#ifndef PAGE_FIT_H
#define PAGE_FIT_H

#include "pactpress/tree.h"

struct pp_run;

/* Takes one step towards fewer pages: a story's shorter text, else the block whose `optional` is
 * highest (of equals the last one) goes. Reports it; false when nothing is left to give up. */
bool pp_fit_step(struct pp_run *run, const struct pp_document *document, size_t pages);

#endif
