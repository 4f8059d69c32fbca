/* What goes into outputs, as digests: equal parts make equal bytes. They decide what is built anew,
 * and say why. */
#ifndef COMMANDS_PARTS_H
#define COMMANDS_PARTS_H

#include "inputs.h"
#include "pactpress/candidate.h"

/* Finds the parts that all outputs share, and the files of the project that a run reads. The
 * digests of files of the project are those of their bytes; what is installed (program, libraries,
 * fonts, hyphenation, layouts) is told by path, size and time of change. */
enum pp_status parts_find(
    struct pp_run *run, const struct pp_options *options, const struct inputs *in,
    struct pp_candidate *out) PP_CHECK;
/* Digest of what is held back now: files by path and bytes. */
enum pp_status parts_held(
    struct pp_run *run, const struct inputs *in, char out[PP_DIGEST_HEX]) PP_CHECK;
/* Digest of all figures and row accounts: what goes into an annex. */
void parts_figures(const struct pp_results *results, char out[PP_DIGEST_HEX]);

/* What a part is called in reasons: "program", "fonts" ... */
const char *part_name(enum pp_part part);

#endif
