/* Pictures of stories: finding the file, and its size in pixels from its own head. */
#ifndef PACTPRESS_PICTURE_H
#define PACTPRESS_PICTURE_H

#include <stdbool.h>

#include "pactpress/status.h"

struct pp_run;
struct pp_arena;

/* Finds `name` in the NULL-terminated `folders`, in order: its path, or NULL when it is in none. A
 * name with "..", an absolute one or an address on the web is never found. */
const char *pp_picture_find(struct pp_arena *arena, const char *const *folders, const char *name);

/* Width and height of a PNG or JPEG file. PP_DATA with a sentence in *error (not reported: the
 * story knows the place) when it is neither, is torn, or is larger than the limits. */
enum pp_status pp_picture_size(
    struct pp_run *run, const char *path, int *width, int *height, const char **error) PP_CHECK;

struct pp_inline;
/* Whether an alternative text is longer than an archivable PDF holds (PP_LIMIT_ALT); figures that
 * are still to come are not counted. */
bool pp_alt_is_long(const struct pp_inline *alt);

#endif
