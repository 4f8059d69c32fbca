/* The same number of pages in every language of a document: languages are one job then. */
#ifndef COMMANDS_SAME_PAGES_H
#define COMMANDS_SAME_PAGES_H

#include "pactpress/render.h"

/* Where `outputs:` asks for it (`same_pages:`), finds the smallest number of pages that all
 * languages of a document can have, and notes it in their jobs. Longer ones keep to it as to a page
 * budget, in shorter ones sections move apart. Where there is no such number, a warning names
 * languages and pages, and each has its own. */
enum pp_status same_pages_agree(struct pp_workshop *shop, struct pp_plan *plan) PP_CHECK;

#endif
