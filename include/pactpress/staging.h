/* Staging: the files of a candidate are written where nobody looks, checked, and shown by renames.
 *
 *     <out>/candidate/<class>/.staging-<period>/   while a build writes
 *     <out>/candidate/<class>/<period>/            what the last build made
 *
 * The protocol stands in docs/figures.md, section 8. */
#ifndef PACTPRESS_STAGING_H
#define PACTPRESS_STAGING_H

#include "pactpress/file.h"
#include "pactpress/made_file.h"
#include "pactpress/map.h"
#include "pactpress/status.h"

struct pp_staging {
    struct pp_run *run;
    struct pp_arena *arena;
    const char *folder;    /* where files are written now */
    const char *candidate; /* where they go */
    const char *old;       /* what they replace, for a moment */
    struct {
        struct pp_made_file *items; /* in order of making */
        size_t count, capacity;
    } files;
    struct pp_map *paths; /* of the files */
};

/* Clears away what an earlier run left, and nothing else: for a run that has nothing to write. */
enum pp_status pp_staging_clear(
    struct pp_run *run, struct pp_arena *arena, const char *out, const char *klass,
    const char *period, struct pp_staging *staging) PP_CHECK;
/* An empty staging folder; what an earlier run left is cleared away first. */
enum pp_status pp_staging_open(
    struct pp_run *run, struct pp_arena *arena, const char *out, const char *klass,
    const char *period, struct pp_staging *staging) PP_CHECK;
/* Writes a file below the folder. `made` says what it is; its path, size and digest are filled in.
 */
enum pp_status pp_staging_add(
    struct pp_staging *staging, const char *path, struct pp_bytes bytes,
    struct pp_made_file made) PP_CHECK;
/* The path where another writer puts a file itself (its folder is made), to be adopted after. */
enum pp_status pp_staging_path(
    struct pp_staging *staging, const char *path, const char **out) PP_CHECK;
enum pp_status pp_staging_adopt(
    struct pp_staging *staging, const char *path, struct pp_made_file made) PP_CHECK;
/* Takes a file of an earlier candidate's folder as it is, by hard link or copy. *reused is false,
 * and nothing was done, when it is not there any more or its bytes are others. */
enum pp_status pp_staging_reuse(
    struct pp_staging *staging, const char *folder, const struct pp_made_file *made,
    bool *reused) PP_CHECK;
/* A list of its own for files of the same folder, to be written by another thread; paths and
 * titles of what it lists live in `arena`, the other words as long as the run. */
struct pp_staging pp_staging_branch(
    const struct pp_staging *staging, struct pp_run *run, struct pp_arena *arena);
/* Enters what a branch has listed. Two files of one name are PP_USAGE. */
enum pp_status pp_staging_join(
    struct pp_staging *staging, const struct pp_staging *branch) PP_CHECK;
/* Everything is on the disk: the folder becomes the candidate. */
enum pp_status pp_staging_commit(struct pp_staging *staging) PP_CHECK;
/* Gives up: the folder goes, the old candidate stays. */
void pp_staging_drop(struct pp_staging *staging);

/* One run at a time below `out`: PP_LOCKED and a message that names the other process while it
 * holds the lock, at the end of run->patience. The lock ends with the process; *handle goes to
 * pp_unlock. */
enum pp_status pp_lock(
    struct pp_run *run, struct pp_arena *arena, const char *out, int *handle) PP_CHECK;
void pp_unlock(int handle);
/* The process that holds the lock of `out`; 0 when none does. Takes and makes nothing. */
long pp_lock_owner(struct pp_arena *arena, const char *out);

#endif
