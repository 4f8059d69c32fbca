/* Numbers that are typed into a story: one that is withheld where the story is printed is an error,
 * others that may count persons are notes, so that somebody looks at them. Days, years, times,
 * shares, amounts of money, addresses and labels are no counts. */
#ifndef PACTPRESS_DOCUMENT_TYPED_H
#define PACTPRESS_DOCUMENT_TYPED_H

#include "pactpress/story.h"

/* `cities` are those in whose documents the story can stand; NULL among them is the project. */
enum pp_status pp_typed_check(
    struct pp_run *run, const struct pp_results *results, const struct pp_story *story,
    const char *const *cities, size_t count) PP_CHECK;

#endif
