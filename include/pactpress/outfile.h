/* A file that is written as it comes: for what may be longer than memory should hold. Like
 * pp_file_write, it must not have a name that readers look at before it is closed. */
#ifndef PACTPRESS_OUTFILE_H
#define PACTPRESS_OUTFILE_H

#include <sys/types.h>

#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_run;

struct pp_outfile {
    const char *path; /* NULL: not open */
    mode_t mode;
    int fd;
    struct pp_str waiting; /* what comes is appended here */
};

/* Begins `path` (kept, not copied) anew with these rights. */
enum pp_status pp_outfile_open(
    struct pp_run *run, const char *path, mode_t mode, struct pp_outfile *out) PP_CHECK;
/* Writes what waits, when it is much. */
enum pp_status pp_outfile_pass(struct pp_run *run, struct pp_outfile *out) PP_CHECK;
/* Writes the rest, syncs and closes. */
enum pp_status pp_outfile_close(struct pp_run *run, struct pp_outfile *out) PP_CHECK;
/* Gives up a file that is still open, and takes it away. */
void pp_outfile_drop(struct pp_outfile *out);

#endif
