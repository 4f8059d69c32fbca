/* Where the lines of a shaped paragraph may end. */
#ifndef PACTPRESS_TEXT_OPPORTUNITIES_H
#define PACTPRESS_TEXT_OPPORTUNITIES_H

#include <stdbool.h>

#include "shaped.h"
#include "typesetter.h"

/* The opportunities of a paragraph, with or without hyphenation; made once, kept in `shaped`. */
const struct pp_opportunities *pp_opportunities_get(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    const char *lang, bool hyphenate);

/* The same for lines of `width`: a part between two neighbours that is wider is hyphenated, names
 * and last words too, and broken between grapheme clusters where that is not enough. Returns
 * `plain` itself when nothing is too wide; else a list in `arena`. *wide is the first unit of the
 * first part that no hyphen helps, or PP_NOTHING_WIDE. */
#define PP_NOTHING_WIDE ((size_t)-1)
const struct pp_opportunities *pp_opportunities_for_width(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_shaped *shaped,
    const struct pp_span *spans, const struct pp_opportunities *plain, double width, size_t *wide);

#endif
