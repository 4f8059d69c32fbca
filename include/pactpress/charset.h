/* Character sets: which encoding a file is in, and its bytes as text.
 *
 * Decided in this order: byte order mark; UTF-16 by its NUL bytes; valid UTF-8; mostly valid UTF-8
 * (the rows that are not are held back one by one); the encoding that the source declares; and for
 * `auto` a decision by evidence (charset_score.h), stated as a note, or refused when two readings
 * both make sense and differ in letters that occur.
 *
 * The converters are ICU's; this module is their only owner. One-byte encodings are read through a
 * table of 256 code points, so that fields can be converted one by one. */
#ifndef PACTPRESS_CHARSET_H
#define PACTPRESS_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/file.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;
struct pp_str;

enum pp_charset_kind { PP_CHARSET_UTF8, PP_CHARSET_UTF16LE, PP_CHARSET_UTF16BE, PP_CHARSET_TABLE };

#define PP_NO_CHARACTER UINT32_MAX

struct pp_charset {
    const char *name; /* IANA name in lower case */
    enum pp_charset_kind kind;
    size_t bom;            /* bytes of a byte order mark at the start */
    const uint32_t *table; /* PP_CHARSET_TABLE: 256 code points or PP_NO_CHARACTER */
    bool mixed;            /* some of its lines are UTF-8: Latin letters of two bytes are refused */
};

/* What is known about the file beside its bytes. */
struct pp_charset_hint {
    const char *declared;     /* "auto" or a name */
    const char *home;         /* language of the one city that the source is about, or NULL */
    const char *const *langs; /* languages of the project and its cities */
    size_t lang_count;
};

/* A character set by name ("windows-1257", "macroman", any case). False: not one that is read. */
bool pp_charset_named(struct pp_arena *arena, const char *name, struct pp_charset *out);
/* The names that messages offer. */
extern const char pp_charset_offer[];

/* What was seen of a file's bytes, piece by piece: enough to decide, whatever its size. */
struct pp_charset_look;
struct pp_charset_look *pp_charset_look_new(struct pp_arena *arena);
/* Looks at bytes.data[from] and on; a byte before it, if there is one, was seen in the call before.
 * Returns where it came to: the next piece begins there (or one byte before, and `from` is 1). It
 * stops a few bytes before the end unless this is the `last` piece. */
size_t pp_charset_look_add(
    struct pp_charset_look *look, struct pp_bytes bytes, size_t from, bool last);
/* The whole file in one piece. */
struct pp_charset_look *pp_charset_look_at(struct pp_arena *arena, struct pp_bytes bytes);

/* Decides. PP_USAGE: an unknown name is declared; PP_DATA: cannot be decided. `path` is where
 * messages point. */
enum pp_status pp_charset_decide(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_charset_look *look,
    const struct pp_charset_hint *hint, struct pp_charset *out) PP_CHECK;

/* A field as NFC text in `arena`, white space at its ends taken off. NULL when a byte has no
 * meaning in this encoding: *bad (may be NULL) is its offset. For UTF-8 and tables. */
const char *pp_charset_text(
    const struct pp_charset *charset, struct pp_arena *arena, struct pp_bytes bytes, size_t *bad);

/* The same for people to look at: white space stays, a byte without a meaning is shown as U+FFFD.
 */
const char *pp_charset_show(
    const struct pp_charset *charset, struct pp_arena *arena, struct pp_bytes bytes);
/* What the file says by itself, without a word of the user: the decision that pp_charset_decide
 * makes, or the likeliest when that would be a refusal. */
struct pp_charset_guess {
    struct pp_charset charset;
    const char *evidence; /* a sentence; "" when nothing had to be decided */
    const char *problem;  /* a sentence, or NULL */
    size_t problem_line;  /* 0: the whole file */
};
void pp_charset_guess_of(
    struct pp_arena *arena, struct pp_charset_look *look, struct pp_charset_guess *out);

/* Appends UTF-16 as UTF-8 and returns how many bytes were read; a character that the end cuts is
 * left for the next piece, unless this is the `last`. */
size_t pp_charset_add_utf16(
    struct pp_str *out, struct pp_bytes bytes, bool little_endian, bool last);
/* UTF-16 (without its mark) to UTF-8, in `arena`. A broken unit becomes U+FFFD, an odd last byte
 * too. Each code point keeps its number of UTF-16 units, so positions can be traced back. */
struct pp_bytes pp_charset_from_utf16(
    struct pp_arena *arena, struct pp_bytes bytes, bool little_endian);

#endif
