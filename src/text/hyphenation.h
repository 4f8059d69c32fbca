/* Hyphenation by patterns (Liang 1983): dictionaries of libhyphen, found at run time.
 *
 * A language without a dictionary is set without hyphens; that is no error. Words that look like
 * names, abbreviations or addresses are the caller's to leave out. */
#ifndef PACTPRESS_TEXT_HYPHENATION_H
#define PACTPRESS_TEXT_HYPHENATION_H

#include <stddef.h>
#include <stdint.h>

struct pp_arena;
struct pp_hyphenator; /* one language; one thread */

enum { PP_HYPHEN_FOLDERS = 3 };
extern const char *const pp_hyphen_folders[PP_HYPHEN_FOLDERS];

/* NULL when no dictionary of the language is installed. */
struct pp_hyphenator *pp_hyphenator_new(struct pp_arena *arena, const char *lang);
/* The same with the dictionary at `path`. */
struct pp_hyphenator *pp_hyphenator_open(
    struct pp_arena *arena, const char *path, const char *lang);
void pp_hyphenator_free(struct pp_hyphenator *hyphenator);

enum { PP_HYPHEN_SHORTEST = 5, PP_HYPHEN_LONGEST = 120 }; /* [letters] of a word */

/* Marks points[i] = 1 where a hyphen may stand before letter i of the word of `count` lower-case
 * letters, at most PP_HYPHEN_LONGEST; the language's shortest beginnings and ends are kept whole.
 */
void pp_hyphenate(
    const struct pp_hyphenator *hyphenator, const uint32_t *letters, size_t count, uint8_t *points);

#endif
