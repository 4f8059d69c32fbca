/* The audit of a published folder: what do its own files tell about the figures that it withholds?
 *
 * It reads figures.csv, the names of cities that the annexes give each event, and the thresholds
 * from manifest.json; it knows the laws between figures that docs/methodology.md prints for
 * everybody, and attacks with attack.h. A withheld count of persons or attendances that can be told
 * within less than the threshold is an error. Low and high ends of ranges are attacked apart. */
#ifndef PACTPRESS_AUDIT_H
#define PACTPRESS_AUDIT_H

#include <stddef.h>

#include "pactpress/file.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

struct pp_audit {
    size_t withheld; /* figures that are withheld */
    size_t attacked; /* of these, counts that the attack was asked about */
    size_t told;     /* of these, told within less than the threshold; each reported */
};

/* What an edition that was published before said: its figures.csv. */
struct pp_audit_edition {
    const char *name; /* for messages */
    struct pp_bytes figures;
};

/* `folder` is a candidate of class public, whose other files were compared with figures.csv as they
 * were made. It is attacked alone and then with `earlier` editions, in the order of their
 * publication: what they tell to the last person only together with this one is an error, what they
 * narrow to less than the threshold is a warning, and what they told before is neither. PP_DATA
 * when something is told, or files cannot be read or contradict each other. Up to
 * PP_LIMIT_AUDIT_WORK; reaching it is a note. */
enum pp_status pp_audit_candidate(
    struct pp_run *run, struct pp_arena *arena, const char *folder,
    const struct pp_audit_edition *earlier, size_t count, struct pp_audit *out) PP_CHECK;
/* Each folder, then all of class public together, in the order in which they were published: their
 * differences, and what months, quarters and years add up to. */
enum pp_status pp_audit_folders(
    struct pp_run *run, struct pp_arena *arena, char *const *folders, size_t count,
    struct pp_audit *out) PP_CHECK;

#endif
