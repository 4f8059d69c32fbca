/* A window on the text of an export: the file is read in pieces, from its start to its end as often
 * as it is asked for, and only what is needed stays in memory. UTF-16 becomes UTF-8 on the way. */
#ifndef PACTPRESS_INGEST_WINDOW_H
#define PACTPRESS_INGEST_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/charset.h"
#include "pactpress/digest.h"
#include "pactpress/file.h"

struct pp_arena;
struct pp_scanner;
struct pp_str;
struct pp_window;

/* Short hashes of the pieces of a file, made while it is digested. Who reads a part of it later
 * compares, so that what is read has the digest that is told. */
struct pp_piece_sums {
    struct pp_arena *arena;
    uint64_t *items;
    size_t count, capacity;
    bool whole; /* the file was digested to its end */
};

/* A place where a record begins. */
struct pp_place {
    size_t at;    /* in the whole text [bytes] */
    uint64_t raw; /* in the file [bytes] */
    size_t line;
};

/* Opens a file that may be CSV. What is none (file_kind.h) and what has no line end in the first
 * PP_LIMIT_ROW bytes is refused in a sentence (PP_DATA), however large it is. `shown` is the path
 * of the messages; both paths live as long as the window. */
enum pp_status pp_window_open(
    struct pp_run *run, const char *path, const char *shown, struct pp_window **out) PP_CHECK;
/* The same for a file that was opened and digested before, to read parts of it. */
enum pp_status pp_window_open_again(
    struct pp_run *run, const char *path, const char *shown, struct pp_window **out) PP_CHECK;
void pp_window_close(struct pp_window *window); /* NULL is fine */
/* Digesting fills the sums, later reading is compared with them. They live as long as the window.
 */
void pp_window_watch(struct pp_window *window, struct pp_piece_sums *sums);
/* [bytes] of the file */
uint64_t pp_window_file_size(const struct pp_window *window);

/* Back to the start of the text in this encoding; NULL: of the bytes as they are. */
void pp_window_rewind(struct pp_window *window, const struct pp_charset *charset);
/* The text is at hand from `place` on, which lies behind the byte order mark. */
void pp_window_seek(
    struct pp_window *window, const struct pp_charset *charset, const struct pp_place *place);
/* Where a place in the text at hand stands in the file. */
uint64_t pp_window_raw_at(struct pp_window *window, size_t at);
/* The text at hand, and where it stands in the whole [bytes]. */
struct pp_bytes pp_window_text(const struct pp_window *window, size_t *base);
/* Gives back the first `done` bytes and puts at least one more behind the others; as many as are
 * kept, when those are many. False, and nothing given back: the file ended, or cannot be read. */
bool pp_window_more(struct pp_window *window, size_t done);
/* The same for a scanner (scanner->more), whose `self` is the window. */
bool pp_window_feed(void *window, struct pp_scanner *scanner);
/* The bytes of the file behind a part of the text at hand, by offset in it, until the next call. */
struct pp_bytes pp_window_raw(struct pp_window *window, size_t from, size_t size);

/* Was what was read the file that was digested? Told by pp_window_report, if not. */
bool pp_window_is_sound(const struct pp_window *window);
enum pp_status pp_window_report(struct pp_run *run, const struct pp_window *window) PP_CHECK;
/* After the last piece of the bytes as they are: the digest of all. PP_DATA: the file cannot be
 * read to its end, or changed meanwhile. */
enum pp_status pp_window_end(
    struct pp_run *run, struct pp_window *window, char digest[PP_DIGEST_HEX]) PP_CHECK;

#endif
