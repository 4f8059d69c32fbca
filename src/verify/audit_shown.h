/* What the documents of an edition show besides figures.csv: texts, alternative texts, shapes of
 * charts, cells and memories of workbooks. */
#ifndef PACTPRESS_VERIFY_AUDIT_SHOWN_H
#define PACTPRESS_VERIFY_AUDIT_SHOWN_H

#include "audit_figures.h"

/* Reads every PDF and XLSX that manifest.json of the folder names. What one of them shows of a
 * withheld figure is reported and counted, and the figure is then known: it may tell others.
 * `thresholds` are of persons and respondents. */
enum pp_status audit_shown_read(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const int64_t thresholds[2],
    struct audit_figures *figures, size_t *count) PP_CHECK;

#endif
