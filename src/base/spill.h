/* What does not fit into memory goes to a file under TMPDIR (else /var/tmp) that has no name any
 * more before the first byte of it is written: nobody else can open it, and nothing is left behind,
 * however the process ends. */
#ifndef PACTPRESS_BASE_SPILL_H
#define PACTPRESS_BASE_SPILL_H

#include <stddef.h>
#include <stdint.h>

#include "pactpress/status.h"

struct pp_run;

/* All fail with PP_ENV, and say it. */
enum pp_status pp_spill_open(struct pp_run *run, int *file) PP_CHECK;
/* Behind what was written before. */
enum pp_status pp_spill_write(
    struct pp_run *run, int file, const void *bytes, size_t size) PP_CHECK;
enum pp_status pp_spill_read(
    struct pp_run *run, int file, void *bytes, size_t size, uint64_t at) PP_CHECK;

#endif
