/* The few facts that a font file states about itself: metrics, names, licence to embed.
 *
 * Read straight from the tables (OpenType 1.9: head, hhea, OS/2, post, name), because a face must
 * cost microseconds to open and its licence must be known before anything else happens to it. */
#ifndef PACTPRESS_TEXT_SFNT_H
#define PACTPRESS_TEXT_SFNT_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/file.h"

struct pp_arena;
struct pp_face;

enum pp_sfnt_licence {
    PP_LICENCE_FINE,
    PP_LICENCE_RESTRICTED, /* fsType 2: no embedding */
    PP_LICENCE_NO_SUBSET,  /* fsType bit 8 */
    PP_LICENCE_BITMAP_ONLY /* fsType bit 9 */
};

/* Fills names and metrics of `face` (path, index and bytes are set by the caller). Strings live in
 * the arena. Returns NULL, or half a sentence on what is wrong with the file. */
const char *pp_sfnt_read(
    struct pp_arena *arena, struct pp_face *face, enum pp_sfnt_licence *licence);

#endif
