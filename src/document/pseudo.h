/* A language that nobody speaks and everybody can read, for layouters. Private to the folder. */
#ifndef DOCUMENT_PSEUDO_H
#define DOCUMENT_PSEUDO_H

#include "pactpress/wording.h"

/* Distorts the words from `first` on, which are one text: accents, brackets around all of it, and
 * as much longer as translations from English may be. Addresses and numbers stay. Words in `from`
 * become words in `lang`. */
void pp_pseudo_words(
    struct pp_arena *arena, struct pp_wordings *words, size_t first, const char *from,
    const char *lang);

#endif
