/* A window on the text of an export: the file is read in pieces, from its start to its end as often
 * as it is asked for, and only what is needed stays in memory. UTF-16 becomes UTF-8 on the way. */
#ifndef PACTPRESS_INGEST_WINDOW_H
#define PACTPRESS_INGEST_WINDOW_H

#include <stdint.h>

#include "pactpress/charset.h"
#include "pactpress/digest.h"
#include "pactpress/file.h"

struct pp_scanner;
struct pp_str;
struct pp_window;

/* Opens a file that may be CSV. What is none (file_kind.h) and what has no line end in the first
 * PP_LIMIT_ROW bytes is refused in a sentence (PP_DATA), however large it is. `shown` is the path
 * of the messages; both paths live as long as the window. */
enum pp_status pp_window_open(
    struct pp_run *run, const char *path, const char *shown, struct pp_window **out) PP_CHECK;
void pp_window_close(struct pp_window *window); /* NULL is fine */
/* [bytes] of the file */
uint64_t pp_window_file_size(const struct pp_window *window);

/* Back to the start of the text in this encoding; NULL: of the bytes as they are. */
void pp_window_rewind(struct pp_window *window, const struct pp_charset *charset);
/* The text at hand, and where it stands in the whole [bytes]. */
struct pp_bytes pp_window_text(const struct pp_window *window, size_t *base);
/* Gives back the first `done` bytes and puts at least one more behind the others; as many as are
 * kept, when those are many. False, and nothing given back: the file ended, or cannot be read. */
bool pp_window_more(struct pp_window *window, size_t done);
/* The same for a scanner (scanner->more), whose `self` is the window. */
bool pp_window_feed(void *window, struct pp_scanner *scanner);
/* The bytes of the file behind a part of the text at hand, by offset in it, until the next call. */
struct pp_bytes pp_window_raw(struct pp_window *window, size_t from, size_t size);

/* After the last piece: the digest of all bytes. PP_DATA: the file cannot be read to its end, or
 * changed meanwhile. */
enum pp_status pp_window_end(
    struct pp_run *run, struct pp_window *window, char digest[PP_DIGEST_HEX]) PP_CHECK;

#endif
