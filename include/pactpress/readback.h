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

#include "pactpress/digest.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;

struct pp_made_file {
    const char *path; /* relative to the folder: "bulletin/epi-....pdf" */
    uint64_t size;    /* [bytes] */
    char digest[PP_DIGEST_HEX];
    const char *lang;   /* of the document; NULL: has none (figures.csv) */
    const char *title;  /* or NULL */
    const char *city;   /* id, or NULL */
    const char *layout; /* or NULL */
    size_t pages;       /* of a PDF */
};

/* Findings are errors at the file; PP_DATA when there was one. */
enum pp_status pp_readback(
    struct pp_run *run, struct pp_arena *arena, const char *folder,
    const struct pp_made_file *files, size_t count) PP_CHECK;

#endif
