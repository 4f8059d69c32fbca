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

/* The same with breaks between grapheme clusters wherever a line of `width` cannot hold what lies
 * between two neighbours. Returns `plain` itself when nothing is too wide; else a list in `arena`,
 * and *wide is the first unit of the first part that is. */
const struct pp_opportunities *pp_opportunities_for_width(
    struct pp_arena *arena, const struct pp_shaped *shaped, const struct pp_opportunities *plain,
    double width, size_t *wide);

#endif
