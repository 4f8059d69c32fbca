/* People who are in the data and named in a story: an error, unless `people:` of its head lists
 * them. The message says where the name stands and not whose it is: what was typed may be told to
 * everybody who reads the log, that somebody came may not. */
#ifndef PACTPRESS_DOCUMENT_NAMED_H
#define PACTPRESS_DOCUMENT_NAMED_H

#include "pactpress/story.h"

/* `names` may be NULL: then nobody is in the data. */
enum pp_status pp_named_check(
    struct pp_run *run, const struct pp_names *names, const struct pp_story *story) PP_CHECK;

#endif
