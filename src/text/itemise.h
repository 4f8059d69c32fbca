/* Itemisation: a paragraph's spans become one text, cut into runs that one face can shape. */
#ifndef PACTPRESS_TEXT_ITEMISE_H
#define PACTPRESS_TEXT_ITEMISE_H

#include <stddef.h>

#include "pactpress/status.h"
#include "shaped.h"
#include "typesetter.h"

/* clean_text.c: joins the spans (NFC), drops control characters and direction overrides with a
 * warning, and fills text, units, bytes and span_starts. An object is U+FFFC in the units and its
 * own text in the bytes. PP_DATA: not UTF-8, or longer than PP_LIMIT_PARAGRAPH. */
enum pp_status pp_text_join(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    size_t span_count, const char *what) PP_CHECK;

/* itemise.c: fills graphemes and items. PP_DATA when no face has a character. */
enum pp_status pp_text_itemise(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    const char *lang, bool rtl, const char *what) PP_CHECK;

/* missing_glyph.c: the message about characters that no face has. */
void pp_report_missing(
    struct pp_typesetter *typesetter, const struct pp_shaped *shaped, struct pp_stack *stack,
    size_t unit, const char *what);

/* Part of a text to show in a message: up to `around` characters on both sides of a place. */
char *pp_text_excerpt(
    struct pp_arena *arena, const struct pp_shaped *shaped, size_t unit, size_t around);

#endif
