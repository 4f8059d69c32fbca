/* manifest.json, as it stands in an edition. */
#ifndef PACTPRESS_VERIFY_MANIFEST_READ_H
#define PACTPRESS_VERIFY_MANIFEST_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/file.h"
#include "pactpress/made_file.h"
#include "pactpress/reconciliation.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;

struct manifest {
    const char *path;
    const char *program, *project, *klass, *period, *data_state;
    bool draft;
    struct {
        struct pp_made_file *items; /* paths lead nowhere but below the folder */
        size_t count, capacity;
    } files;
    const char *inputs; /* digest of all files that went into it */
    struct {
        struct pp_reconciled_input *items; /* in public none */
        size_t count, capacity;
    } sources;
};

/* What is no manifest of this program is reported, PP_DATA. All in the arena. */
enum pp_status manifest_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct manifest *out) PP_CHECK;

#endif
