/* Read-back: the finished files of a candidate are read again before anybody may see them.
 *
 * Knows nothing of how they were made. Each file must be there with the size and digest that the
 * manifest will name; a PDF must open without a warning (libqpdf), be tagged, name its language and
 * title, and embed its fonts; an XLSX must be a sound package (libzip) of well-formed XML (expat)
 * without formulas, external links or hidden sheets. */
#ifndef PACTPRESS_READBACK_H
#define PACTPRESS_READBACK_H

#include <stddef.h>
#include <stdint.h>

#include "pactpress/made_file.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;

/* Findings are errors at the file; PP_DATA when there was one. */
enum pp_status pp_readback(
    struct pp_run *run, struct pp_arena *arena, const char *folder,
    const struct pp_made_file *files, size_t count) PP_CHECK;

#endif
