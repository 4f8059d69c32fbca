/* Keeping to a page budget. Private to the folder. */
#ifndef PAGE_FIT_H
#define PAGE_FIT_H

#include "pactpress/tree.h"

struct pp_run;

/* Takes one step towards fewer pages: a story's shorter text, else the block whose `optional` is
 * highest (of equals the last one) is left out. False when nothing is left to give up. */
bool pp_fit_step(struct pp_run *run, const struct pp_document *document);
/* Texts that were taken in place of longer ones. */
struct pp_cut {
    struct pp_node *node, *first, *last, *shorter; /* as they were */
};

struct pp_cuts {
    struct pp_cut *items;
    size_t count, capacity;
};

/* One more story takes its shorter text. False when none has one. */
bool pp_fit_shorten(
    const struct pp_document *document, struct pp_arena *arena, struct pp_cuts *cuts);
/* All have the texts that they had. */
void pp_fit_undo(struct pp_cuts *cuts);
void pp_fit_report_cuts(
    struct pp_run *run, const struct pp_document *document, const struct pp_cuts *cuts);
/* The block left out that is to be tried again after `last` (NULL: the first): lowest `optional`
 * first. NULL: there is none. */
struct pp_node *pp_fit_back(const struct pp_document *document, const struct pp_node *last);
/* Says by name what was left out of a document that had `pages` pages. */
void pp_fit_report(struct pp_run *run, const struct pp_document *document, size_t pages);

#endif
