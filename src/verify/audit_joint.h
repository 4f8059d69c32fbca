/* Several editions side by side, as somebody has them who has kept them all. */
#ifndef PACTPRESS_VERIFY_AUDIT_JOINT_H
#define PACTPRESS_VERIFY_AUDIT_JOINT_H

#include "audit_figures.h"

/* What two editions tell by their difference: a count that the later one changes by less than its
 * threshold, or prints where the earlier one withheld it. Each is reported and counted. Editions
 * stand in the order in which they were published; those from `first` on are compared with all
 * before them. */
void audit_joint_differences(
    struct pp_run *run, const struct audit_figures *editions, size_t first, size_t count,
    const int64_t thresholds[2], size_t *told);
/* The figures of all editions, each as the last one has it. */
void audit_joint_merge(
    struct pp_arena *arena, const struct audit_figures *editions, size_t count,
    struct audit_figures *out);

#endif
