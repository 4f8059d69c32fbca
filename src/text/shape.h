/* Shaping: items get their glyphs, and parts of items are cut out for lines. */
#ifndef PACTPRESS_TEXT_SHAPE_H
#define PACTPRESS_TEXT_SHAPE_H

#include <stddef.h>

#include "pactpress/status.h"
#include "shaped.h"
#include "typesetter.h"

/* Shapes every item and fills glyphs and pens. */
enum pp_status pp_shape_items(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    const char *what) PP_CHECK;

/* A part of an item as it stands on a line. */
struct pp_cut {
    struct pp_item_glyph *glyphs; /* in visual order, in `arena` of the call */
    size_t count;
};

/* Glyphs of units from..to of an item, shaped anew where the cut would tear a ligature, a kerned
 * pair or a joined letter; `hyphen` appends the hyphen of the face (its cluster is `to`). */
void pp_shape_cut(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_shaped *shaped,
    const struct pp_span *spans, const struct pp_item *item, size_t from, size_t to, bool hyphen,
    struct pp_cut *out);

/* HYPHEN, or HYPHEN-MINUS where the face has no HYPHEN. */
uint32_t pp_face_hyphen(const struct pp_face *face);

#endif
