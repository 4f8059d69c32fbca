/* What build and check do first, alike: from the command line and the project to closed figures. */
#ifndef COMMANDS_INPUTS_H
#define COMMANDS_INPUTS_H

#include "pactpress/compose.h"
#include "pactpress/options.h"

struct inputs {
    struct pp_project *project;
    struct pp_person_key key;
    const char *klass;
    struct pp_period period;
    pp_day data_state; /* planned events are seen from here; documents are dated so */
    bool keep_going;   /* results of what could be read, too */
    bool keep_rows;    /* figures say their rows */
    bool archive_gone; /* though there are editions */
    struct pp_results *results;
};

/* Project, class, period and data state; no person key. */
enum pp_status inputs_find(
    struct pp_run *run, const struct pp_options *options, struct inputs *in) PP_CHECK;
/* Where outputs go: --out, else `out` in the project. */
const char *inputs_out(
    struct pp_run *run, const struct pp_options *options, const struct inputs *in);
/* The same and the person key. With `create_key` a missing key is
 * made and kept; without, it is good for this run. */
enum pp_status inputs_open(
    struct pp_run *run, const struct pp_options *options, bool create_key,
    struct inputs *in) PP_CHECK;
/* The language in which held-back rows are explained: the user's. When nobody says which that is,
 * as under cron, the project's people will read it later: its first language. */
const char *inputs_letters(const struct pp_run *run, const struct inputs *in);
/* Warns where editions were published and the archive is gone: what they withheld binds nothing. */
enum pp_status inputs_look_for_archive(
    struct pp_run *run, const struct pp_options *options, struct inputs *in) PP_CHECK;
/* All rows of all sources, tallied and closed. With `write_private` held-back rows are kept. Some
 * files failing is PP_DATA, but the rest is read and reported; with `keep_going` there are results
 * of it then, to find more mistakes with, and never to be shown. */
enum pp_status inputs_tally(struct pp_run *run, bool write_private, struct inputs *in) PP_CHECK;
/* --require-complete: PP_DATA and an error for each city that has not delivered all of the period.
 */
enum pp_status inputs_require_complete(struct pp_run *run, const struct inputs *in) PP_CHECK;
/* Has the city not delivered all that the project has sources for? */
bool inputs_is_late(const struct pp_project *project, const struct pp_coverage *coverage);

#endif
