/* Pictures of stories: finding the file, and its size in pixels from its own head. */
#ifndef PACTPRESS_PICTURE_H
#define PACTPRESS_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/status.h"

struct pp_run;
struct pp_arena;

/* Finds `name` in the NULL-terminated `folders`, in order: its path, or NULL when it is in none. A
 * name with "..", an absolute one or an address on the web is never found. */
const char *pp_picture_find(struct pp_arena *arena, const char *const *folders, const char *name);

struct pp_node;
/* Width and height of the PNG or JPEG file of a picture, turned as its camera says, and whether it
 * moves. PP_DATA with a sentence in *error (not reported: the story knows the place) when it is
 * neither, is torn, or is larger than the limits. */
enum pp_status pp_picture_size(
    struct pp_run *run, struct pp_node *picture, const char **error) PP_CHECK;

/* The orientation in EXIF's first directory (TIFF 6.0), 1 to 8; 1 when there is none. */
int pp_exif_orientation(const unsigned char *tiff, size_t size);

struct pp_crop;
/* Reads "3:2" and "3:2 at 30 20"; false: it is neither. */
bool pp_crop_read(const char *text, struct pp_crop *out);

struct pp_source_text;
struct pp_where;
/* Notes how a picture is cropped (NULL: it is not), and warns of one that is coarse in the width of
 * a column. */
enum pp_status pp_picture_judge(
    struct pp_run *run, const struct pp_source_text *source, struct pp_where where,
    const char *crop, struct pp_node *picture) PP_CHECK;

struct pp_inline;
/* Whether an alternative text is longer than an archivable PDF holds (PP_LIMIT_ALT); figures that
 * are still to come are not counted. */
bool pp_alt_is_long(const struct pp_inline *alt);

#endif
