/* The audit of a published folder: what do its own files tell about the figures that it withholds?
 *
 * It reads figures.csv, the names of cities that the annexes give each event, and the thresholds
 * from manifest.json; it knows the laws between figures that docs/methodology.md prints for
 * everybody, and attacks with attack.h. A withheld count of persons or attendances that can be told
 * within less than the threshold is an error. Low and high ends of ranges are attacked apart. */
#ifndef PACTPRESS_AUDIT_H
#define PACTPRESS_AUDIT_H

#include <stddef.h>

#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

struct pp_audit {
    size_t withheld; /* figures that are withheld */
    size_t attacked; /* of these, counts that the attack was asked about */
    size_t told;     /* of these, told within less than the threshold; each reported */
};

enum pp_audit_reach {
    PP_AUDIT_FIGURES, /* figures.csv: other files were compared with it as they were made */
    PP_AUDIT_FILES    /* and all others: texts, alternative texts, shapes, cells, pages, messages */
};

/* `folder` is a candidate or an edition. PP_DATA when something is told, or its files cannot be
 * read or contradict each other. */
enum pp_status pp_audit_folder(
    struct pp_run *run, struct pp_arena *arena, const char *folder, enum pp_audit_reach reach,
    struct pp_audit *out) PP_CHECK;
/* Each folder, then all of class public together, in the order in which they were published: their
 * differences, and what months, quarters and years add up to. */
enum pp_status pp_audit_folders(
    struct pp_run *run, struct pp_arena *arena, char *const *folders, size_t count,
    struct pp_audit *out) PP_CHECK;

#endif
