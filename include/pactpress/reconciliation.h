/* Verifying what was published: a candidate or an edition, by its own files alone.
 *
 * manifest.json says which files there are, with size and digest; each is read back (readback.h)
 * and every figure that it shows is compared with figures.csv. */
#ifndef PACTPRESS_RECONCILIATION_H
#define PACTPRESS_RECONCILIATION_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/made_file.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

/* A file that went into an edition. */
struct pp_reconciled_input {
    const char *path; /* below the project's folder */
    const char *digest;
};

/* What was verified. */
struct pp_reconciled {
    const char *program, *project, *klass, *period, *data_state; /* of the manifest */
    bool draft;
    const char *inputs; /* digest of all files that went into it (manifest.h) */
    size_t file_count, source_count;
    const struct pp_made_file *files;          /* manifest.json is the last */
    const struct pp_reconciled_input *sources; /* those files; a public manifest names none */
};

/* Findings are errors; PP_DATA when there is one. `folder` has a manifest.json. All in the arena.
 */
enum pp_status pp_reconcile_folder(
    struct pp_run *run, struct pp_arena *arena, const char *folder,
    struct pp_reconciled *out) PP_CHECK;

/* How the files of a folder and those of a rebuild compare. */
struct pp_rebuilt {
    size_t same;    /* byte for byte */
    size_t similar; /* other bytes, the same text and figures */
};

/* Compares every file but the manifest with the one of its name in `rebuilt`. One that says
 * anything else is an error, PP_DATA. */
enum pp_status pp_reconcile_rebuilt(
    struct pp_run *run, const struct pp_reconciled *edition, const char *folder,
    const char *rebuilt, struct pp_rebuilt *out) PP_CHECK;

#endif
