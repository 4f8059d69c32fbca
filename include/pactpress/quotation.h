/* Quotation marks of a language, from CLDR's delimiters (ICU), and their place in a text.
 *
 * Keyboards have straight marks; what a reader expects is “this” in English, „this“ in German and
 * « this » in French. French marks carry the narrow space that belongs to them (U+202F). A language
 * that CLDR does not know has the marks of English. */
#ifndef PACTPRESS_QUOTATION_H
#define PACTPRESS_QUOTATION_H

#include <stdbool.h>
#include <stddef.h>

struct pp_arena;

struct pp_quotation {
    const char *open, *close;             /* for " */
    const char *inner_open, *inner_close; /* for ': of a quotation in a quotation */
};

/* `lang` is BCP 47 or NULL; the texts lie in the arena. */
struct pp_quotation pp_quotation_of(struct pp_arena *arena, const char *lang);

/* A stretch of a text that is in one language, or is not to be touched. */
struct pp_quotation_part {
    const char *lang;
    bool kept;        /* as typed: code, a number */
    const char *text; /* in: UTF-8; out: with the marks of the language, in the arena */
};

/* Sets the straight marks of a text that consists of `parts`: a quotation may begin in one and end
 * in another. A mark opens when nothing, a space, a dash, a bracket or another opening mark stands
 * before it and something behind it. A mark that neither opens nor closes stays straight behind a
 * digit (5'10" are feet and inches); a double one stays anywhere, a single one is an apostrophe
 * (don’t). */
void pp_quotation_set(struct pp_arena *arena, struct pp_quotation_part *parts, size_t count);

#endif
