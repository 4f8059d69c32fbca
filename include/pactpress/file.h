/* Files: reading whole, writing so that success means "on the disk", and folders.
 *
 * Every failure is reported with the path and the system's reason, and returns PP_ENV (or PP_DATA /
 * PP_USAGE where the header says so). Paths are UTF-8 byte strings. */
#ifndef PACTPRESS_FILE_H
#define PACTPRESS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "pactpress/digest.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

struct pp_bytes {
    const unsigned char *data;
    size_t size; /* [bytes] */
};

/* Reads a regular file whole. A missing file or one that cannot be read is reported as an error at
 * that path and returns PP_DATA; a folder, a FIFO or a device is named as what it is. One byte more
 * than `size` is readable and 0, so text can be used as a C string. `limit` [bytes], 0 = none. */
enum pp_status pp_file_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, size_t limit,
    struct pp_bytes *out) PP_CHECK;

/* Opens a regular file for reading. Fails as pp_file_read does, and with PP_DATA. */
struct stat;
enum pp_status pp_file_open(
    struct pp_run *run, const char *path, struct stat *about, int *fd) PP_CHECK;

/* Writes all bytes to `path` (mode 0644 less umask unless `mode` is set), checks write, fsync and
 * close. The file must not be a name that readers look at: publish by rename. */
enum pp_status pp_file_write(
    struct pp_run *run, const char *path, const void *data, size_t size, mode_t mode) PP_CHECK;
/* The same through a temporary name beside it and one rename, so that readers see old or new. */
enum pp_status pp_file_replace(
    struct pp_run *run, const char *path, const void *data, size_t size, mode_t mode) PP_CHECK;

/* Makes a folder and its parents. `mode` applies to the last. An existing folder is fine. */
enum pp_status pp_folder_make(struct pp_run *run, const char *path, mode_t mode) PP_CHECK;
/* Deletes a folder tree; what does not exist is fine. Does not follow links. */
enum pp_status pp_folder_remove(struct pp_run *run, const char *path) PP_CHECK;
/* fsync of a folder, so that names in it survive a power cut. */
enum pp_status pp_folder_sync(struct pp_run *run, const char *path) PP_CHECK;
enum pp_status pp_file_rename(struct pp_run *run, const char *from, const char *to) PP_CHECK;
/* Size [bytes] and hex SHA-256 of a regular file, read in pieces. Fails as pp_file_read does. */
enum pp_status pp_file_digest(
    struct pp_run *run, const char *path, uint64_t *size, char digest[PP_DIGEST_HEX]) PP_CHECK;
/* A second name for the bytes of `from` (hard link). Where the file system allows none, *linked is
 * false, nothing is reported and the caller copies. */
enum pp_status pp_file_link(
    struct pp_run *run, const char *from, const char *to, bool *linked) PP_CHECK;
/* What the symbolic link at `path` says; NULL when there is no such name, or it is no link. */
enum pp_status pp_link_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char **target) PP_CHECK;
/* Makes the symbolic link `path` say `target`: made as `.NAME.new` beside it and renamed over it,
 * so that readers see the old or the new one, then the folder is synced. */
enum pp_status pp_link_replace(struct pp_run *run, const char *target, const char *path) PP_CHECK;
/* Names in a folder, without . and .., sorted by bytes. A missing folder yields none. */
enum pp_status pp_folder_list(
    struct pp_run *run, struct pp_arena *arena, const char *path, char ***names,
    size_t *count) PP_CHECK;
/* Paths that match a shell pattern relative to `base`, sorted by bytes, as base-relative paths. */
enum pp_status pp_glob(
    struct pp_run *run, struct pp_arena *arena, const char *base, const char *pattern,
    char ***paths, size_t *count) PP_CHECK;

/* Is the file on a disk that other systems write to as well (NFS, SMB, 9P, FUSE)? */
bool pp_file_is_shared(const char *path);
bool pp_file_exists(const char *path);
bool pp_is_folder(const char *path);
/* "a/b" joined with one slash; an absolute `b` wins. */
char *pp_path_join(struct pp_arena *arena, const char *a, const char *b);
/* The part after the last slash (not a copy). */
const char *pp_path_base(const char *path);
/* The folder part, "." when there is none. */
char *pp_path_folder(struct pp_arena *arena, const char *path);

#endif
