/* Pages: the tree becomes a display list per page.
 *
 * Layout is a restartable function of (block, position, page state): a first pass finds the breaks
 * and counts the pages, a second lays each page out again when it is asked for, so that memory
 * follows the page, not the document. The same tree and fonts give the same pages. */
#ifndef PACTPRESS_PAGES_H
#define PACTPRESS_PAGES_H

#include "pactpress/display.h"
#include "pactpress/tree.h"
#include "pactpress/wording.h"

struct pp_pages;

/* Finds all page breaks. What does not fit on any page is reported (PP_DATA). */
enum pp_status pp_pages_open(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, struct pp_typesetter *typesetter, const struct pp_fonts *fonts,
    struct pp_pages **out) PP_CHECK;
/* Gives back what is not the arena's. NULL is fine. */
void pp_pages_close(struct pp_pages *pages);
size_t pp_pages_count(const struct pp_pages *pages);
/* The next page, from 1 to count in order; good until the next call. The structure and bookmarks
 * grow as pages come. */
enum pp_status pp_pages_next(struct pp_pages *pages, const struct pp_sheet **out) PP_CHECK;
const struct pp_structure *pp_pages_structure(const struct pp_pages *pages);
const struct pp_bookmarks *pp_pages_bookmarks(const struct pp_pages *pages);

#endif
