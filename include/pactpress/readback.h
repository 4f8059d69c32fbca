/* Read-back: the finished files of a candidate are read again before anybody may see them.
 *
 * Knows nothing of how they were made. Each file must be there with the size and digest that the
 * manifest will name, and no other file beside them. A PDF must open without a warning and unpack
 * (libqpdf; pixels stay packed), be tagged, name its language and title, have its pages, embed its
 * fonts, and hold nothing that runs or is encrypted; agree with the workbook and the inputs.json
 * inside, where there are any; say what its maker says it should
 * (reading.h); and have none of the defects that judges of PDF/UA cannot see: content and structure
 * that do not point to each other, tags, languages, scopes, headers, alternative texts, links,
 * bookmarks, page labels, metadata and fonts that are valid and wrong. An XLSX must be
 * a sound package (libzip) of well-formed XML (expat) without document types, formulas, data from
 * outside, hidden sheets or macros. A web page must be well-formed XML (expat), do nothing and
 * fetch nothing, name what it shows, and print the figures of the figures.csv beside it. A message
 * must have lines that every program takes, name nobody it goes to, and hold such a page and such a
 * PDF. */
#ifndef PACTPRESS_READBACK_H
#define PACTPRESS_READBACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/file.h"
#include "pactpress/made_file.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;

/* The figures of a figures.csv, which all other files shall show. All in the arena. */
struct pp_published;
enum pp_status pp_published_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_bytes bytes,
    struct pp_published **out) PP_CHECK;

/* Is a file of this name compared with figures.csv? Then that must stand in the folder by now. */
bool pp_readback_prints_figures(const char *path);
/* Reads one file below the folder, just written. Its figures shall be those of `published`, which
 * may be NULL. Findings are errors at the file: PP_DATA, or PP_ENV when the bytes are not those
 * that were written, because a disk was full or failed. */
enum pp_status pp_readback(
    struct pp_run *run, const char *folder, const struct pp_made_file *file,
    const struct pp_published *published) PP_CHECK;
/* Whatever lies below the folder and is not among the files is an error: PP_ENV. */
enum pp_status pp_readback_strays(
    struct pp_run *run, const char *folder, const struct pp_made_file *files,
    size_t count) PP_CHECK;
/* A file of anybody, or all .pdf, .xlsx, .html and .eml below a folder, of which nobody says
 * what they should be. `count` grows by the files that were read. */
enum pp_status pp_readback_path(struct pp_run *run, const char *path, size_t *count) PP_CHECK;

#endif
