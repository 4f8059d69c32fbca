/* Rows that are held back: byte for byte to private/held-back/<source>/<file>.csv, with the header
 * on top, and why, in <file>.reasons.csv (line, column, rule, sentence); and to correct in, as
 * <file>.correct.csv and <file>.xlsx (corrections.h). Every run replaces the
 * whole folder; it is complete before the old one goes. Nothing of it ever goes under the outputs.
 */
#ifndef PACTPRESS_HELDBACK_H
#define PACTPRESS_HELDBACK_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/diag.h"
#include "pactpress/file.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_run;
struct pp_project;
struct pp_speech;

/* One file's rows on their way to the folder. */
struct pp_heldback {
    struct pp_speech *letters; /* of the heads and hints; NULL: English */
    struct pp_str rows, reasons;
    struct pp_str correct;    /* the sheet for correcting, as CSV */
    const char *const *lists; /* choices of its columns, or NULL each */
    size_t list_count;
    size_t count;
    struct pp_where first;   /* the first of them, for the one warning of the file */
    const char *first_brief; /* why, without a cell's text that could be a name; NULL: none */
};

void pp_heldback_init(struct pp_heldback *held, struct pp_speech *letters);
void pp_heldback_free(struct pp_heldback *held);
/* `mark` and `header` (both may be empty) come once, before the first row. */
void pp_heldback_add(
    struct pp_heldback *held, struct pp_bytes mark, struct pp_bytes header, struct pp_bytes row,
    size_t line, const char *column, const char *rule, const char *sentence);

/* Starts a new folder beside the one that is there. */
enum pp_status pp_heldback_begin(struct pp_run *run, const struct pp_project *project) PP_CHECK;
/* Writes one file's rows. *place (run's arena) is where they will lie, relative to the project. */
enum pp_status pp_heldback_write(
    struct pp_run *run, const struct pp_project *project, const char *source, const char *path,
    const struct pp_heldback *held, const char **place) PP_CHECK;
/* Puts the new folder in the place of the old one; without any rows there is none. */
enum pp_status pp_heldback_finish(struct pp_run *run, const struct pp_project *project) PP_CHECK;

#endif
