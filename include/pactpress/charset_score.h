/* Which one-byte encoding makes sense of a file: candidates are judged by what they would read.
 *
 * Every byte over 127 that occurs is read with each candidate. A letter of the language (CLDR
 * exemplar letters) counts for it, a borrowed one by half; signs that texts hold count where texts
 * hold them; a sign between two letters, a capital behind a small letter, two scripts in one word
 * and a byte without a character count against it. Fit = sum of weights / bytes over 127. Of
 * readings that fit, the letters beside each byte tell: how often the language has them behind each
 * other (letter_model.h); and how well the file's plain words, which all candidates read alike, fit
 * that language among those of Latin script. */
#ifndef PACTPRESS_CHARSET_SCORE_H
#define PACTPRESS_CHARSET_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/charset.h"

struct pp_charset_reading {
    struct pp_charset charset;
    double fit;          /* -1..1 */
    double likelihood;   /* natural logarithm, only to be compared */
    const char *lang;    /* in which it fits best */
    const char *letters; /* the letters that it reads out of the file, one each, "āčē" */
};

struct pp_charset_verdict {
    struct pp_charset_reading best, rival;
    bool has_rival; /* makes sense too, and reads other letters */
    size_t bytes;   /* over 127 */
};

enum { PP_CHARSET_PLAIN = 27 };

/* Bytes over 127, each with the one before and the one behind it. */
struct pp_charset_evidence {
    unsigned char (*around)[3];
    size_t gathered; /* with repetitions, up to a number that settles any question */
    size_t bytes;    /* over 127, all of them */
    /* Letters a-z behind each other in the first so many bytes; 0 is the end of a word. */
    unsigned short pairs[PP_CHARSET_PLAIN][PP_CHARSET_PLAIN];
    size_t paired;
};
enum { PP_CHARSET_PAIRED = 1 << 15 };
void pp_charset_evidence_init(struct pp_charset_evidence *evidence, struct pp_arena *arena);
/* Bytes from..to; those beside them are looked at too, where there are any. */
void pp_charset_evidence_add(
    struct pp_charset_evidence *evidence, struct pp_bytes bytes, size_t from, size_t to);

/* Judges all candidates in the given languages. False: none makes sense; best is the nearest. */
bool pp_charset_judge(
    struct pp_arena *arena, struct pp_charset_evidence *evidence, const char *const *langs,
    size_t lang_count, struct pp_charset_verdict *out);

#endif
