/* The annex: an XLSX workbook per document, from the figure table, never from page geometry.
 *
 * Sheets: contents, key figures, events, one per framework (dimensions), cities, notes (states,
 * rules, privacy), sources (row accounts) and data dictionary; one real table each, typed cells,
 * number formats, a native chart. Only published figures; text is text, never a formula. Same
 * input, same bytes: dates come from `date`. */
#ifndef PACTPRESS_ANNEX_H
#define PACTPRESS_ANNEX_H

#include <stdint.h>

#include "pactpress/compose.h"
#include "pactpress/status.h"
#include "pactpress/tally.h"
#include "pactpress/wording.h"

/* Writes the workbook of a job to `path` (libxlsxwriter knows files only), checked and synced.
 * `title` is the document's. */
enum pp_status pp_annex_write(
    struct pp_run *run, struct pp_arena *arena, const struct pp_results *results,
    const struct pp_job *job, struct pp_wording *wording, const char *title, int64_t date,
    const char *path) PP_CHECK;

#endif
