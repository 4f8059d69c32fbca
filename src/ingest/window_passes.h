/* What is asked of a whole file, or of its beginning, before it is read as a table. */
#ifndef PACTPRESS_INGEST_WINDOW_PASSES_H
#define PACTPRESS_INGEST_WINDOW_PASSES_H

#include "ingest/window.h"

/* All bytes: a look for the encoding (charset.h), and the digest. */
enum pp_status pp_window_look(
    struct pp_run *run, struct pp_window *window, struct pp_charset_look *look,
    char digest[PP_DIGEST_HEX]) PP_CHECK;
/* The beginning of the text, up to a line end when it is not all of it. */
struct pp_bytes pp_window_head(struct pp_window *window, const struct pp_charset *charset);

#endif
