/* Segments: the texts of a story or of a ready table that a translator translates, with their
 * places in the file, so that one can be changed and all other bytes stay.
 *
 * Of a story: the lines of its front matter that are printed, then a segment for each paragraph,
 * heading, cell, picture in the text, and line of a fenced block. Of a CSV: cells with letters. */
#ifndef PACTPRESS_SEGMENTS_H
#define PACTPRESS_SEGMENTS_H

#include "pactpress/labels.h"
#include "pactpress/source_text.h"

enum pp_segment_form {
    PP_SEGMENT_YAML,     /* a scalar of front matter: text with placeholders */
    PP_SEGMENT_MARKDOWN, /* a stretch of Markdown; line ends in it are spaces */
    PP_SEGMENT_LINE,     /* a value in a line of a fenced block: text with placeholders */
    PP_SEGMENT_FIELD     /* a field of a CSV file */
};

struct pp_segment {
    const char *kind; /* "title", "paragraph", "cell" ...: what it is, for people */
    enum pp_segment_form form;
    size_t start, stop;           /* [bytes] in the source, as written */
    const char *text;             /* on one line */
    const struct pp_yaml *scalar; /* of front matter */
};

struct pp_segments {
    struct pp_segment *items;
    size_t count, capacity;
};

/* In order of the file. A story whose front matter or text cannot be read has mistakes that
 * reading it as a story reports; here they are reported, too (PP_DATA or PP_USAGE). */
enum pp_status pp_segments_find(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    struct pp_segments *out) PP_CHECK;

/* The change that gives a segment another text. */
void pp_segment_edit(
    struct pp_arena *arena, struct pp_edits *edits, const struct pp_source_text *source,
    const struct pp_segment *segment, const char *text);

#endif
