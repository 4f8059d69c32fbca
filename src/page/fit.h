/* Keeping to a page budget. Private to the folder. */
#ifndef PAGE_FIT_H
#define PAGE_FIT_H

#include "pactpress/tree.h"

struct pp_run;

/* Takes one step towards fewer pages: a story's shorter text, else the block whose `optional` is
 * highest (of equals the last one) is left out. False when nothing is left to give up. */
bool pp_fit_step(struct pp_run *run, const struct pp_document *document);
/* The block left out that is to be tried again after `last` (NULL: the first): lowest `optional`
 * first. NULL: there is none. */
struct pp_node *pp_fit_back(const struct pp_document *document, const struct pp_node *last);
/* Says by name what was left out of a document that had `pages` pages. */
void pp_fit_report(struct pp_run *run, const struct pp_document *document, size_t pages);

#endif
