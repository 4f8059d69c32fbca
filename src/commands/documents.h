/* All documents of a plan, on several processors; what comes out does not depend on how many. */
#ifndef COMMANDS_DOCUMENTS_H
#define COMMANDS_DOCUMENTS_H

#include "inputs.h"
#include "pactpress/render.h"

struct documents {
    struct pp_workshop *shop; /* with wordings of all languages of the plan: documents_prepare */
    const struct pp_plan *plan;
    enum {
        DOCUMENTS_BUILD, /* files are made */
        DOCUMENTS_CHECK, /* documents are laid out and thrown away */
        DOCUMENTS_PLAN   /* documents are composed: what they would be made of */
    } what;
    struct pp_staging *staging;           /* of BUILD */
    struct pp_candidate_outputs *outputs; /* of BUILD and PLAN: filled, in the run's arena */
    int jobs;                             /* 0: one a processor */
};

/* Opens the wordings of all languages, in order of the plan, and has languages agree on their pages
 * where that is asked for and the shop has its stories. */
enum pp_status documents_prepare(struct pp_workshop *shop, struct pp_plan *plan) PP_CHECK;
/* Makes all documents, even after one failed: every error is shown at once. PP_DATA then. */
enum pp_status documents_make(struct documents *documents) PP_CHECK;
/* Lays all out with these stories, for what is wrong with them. */
enum pp_status documents_check(
    struct pp_run *run, const struct inputs *in, struct pp_stories *stories, struct pp_plan *plan,
    int jobs) PP_CHECK;

#endif
