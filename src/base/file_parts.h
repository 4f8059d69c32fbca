/* What the files that write have in common. */
#ifndef PACTPRESS_BASE_FILE_PARTS_H
#define PACTPRESS_BASE_FILE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "pactpress/status.h"

struct pp_run;

/* Writes everything; false: errno says why not. */
bool pp_write_all(int fd, const void *data, size_t size);
/* Writes, sets the mode, syncs and closes. The descriptor is closed in any case; after a failure
 * errno tells the first reason and what was written of a regular file is taken away. */
bool pp_fill_and_close(int fd, const char *path, const void *data, size_t size, mode_t mode);
/* Says that `path` cannot be written, and errno's reason: PP_ENV. */
enum pp_status pp_cannot_write(struct pp_run *run, const char *path);

#endif
