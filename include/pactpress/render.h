/* Rendering: one planned document becomes files in the staging folder. */
#ifndef PACTPRESS_RENDER_H
#define PACTPRESS_RENDER_H

#include "pactpress/candidate.h"
#include "pactpress/paragraph.h"
#include "pactpress/pdf.h"
#include "pactpress/plan.h"
#include "pactpress/staging.h"

/* What documents of a run share: one worker's fonts, typesetter and wordings. */
struct pp_workshop {
    struct pp_run *run;
    const struct pp_project *project; /* NULL: proof */
    const struct pp_results *results;
    const struct pp_stories *stories;
    const struct pp_published *published; /* that files are compared with (readback.h), or NULL */
    struct pp_fonts *fonts;
    bool branch; /* fonts belong to another workshop */
    struct pp_typesetter *typesetter;
    struct pp_map wordings;          /* lang -> struct pp_wording * */
    const struct pp_candidate *last; /* whose files are taken where nothing changed; may be NULL */
    char parts[PP_PART_COUNT][PP_DIGEST_HEX]; /* those that all outputs share */
    char figures[PP_DIGEST_HEX];              /* content of annexes */
    int64_t date;                             /* [s since 1970] of documents; never the clock */
    const char *data_state;                   /* ISO date */
};

enum pp_status pp_workshop_open(
    struct pp_run *run, const struct pp_project *project, struct pp_workshop *shop) PP_CHECK;
/* A workshop for another thread, with the wordings that `shop` has; fonts are shared. `run` is the
 * worker's own. Close it before `shop`. */
enum pp_status pp_workshop_branch(
    struct pp_run *run, const struct pp_workshop *shop, struct pp_workshop *branch) PP_CHECK;
/* A new document begins: its messages go to `run`. */
void pp_workshop_begin(struct pp_workshop *shop, struct pp_run *run);
void pp_workshop_close(struct pp_workshop *shop);
enum pp_status pp_workshop_wording(
    struct pp_workshop *shop, const char *lang, struct pp_wording **out) PP_CHECK;

/* Composes one document and makes its files, or takes those of the last candidate. Without
 * `staging` nothing is made: `outputs` says what it would be made of. What goes to `outputs` lives
 * in the arena of shop->run. */
enum pp_status pp_render(
    struct pp_workshop *shop, const struct pp_planned *planned, struct pp_staging *staging,
    struct pp_candidate_outputs *outputs) PP_CHECK;
/* A composed document as PDF, with files inside. All of it lives in the arena. */
struct pp_rendered {
    struct pp_bytes bytes;
    size_t pages;
    const char *title;
    const char *reading; /* what it should say, from the display list (reading.h) */
};
enum pp_status pp_render_pdf(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, const struct pp_pdf_attachment *files, size_t file_count,
    struct pp_rendered *out) PP_CHECK;
/* One document as it is now: a web page, or a PDF. */
enum pp_status pp_render_now(
    struct pp_workshop *shop, const struct pp_planned *planned, bool page,
    struct pp_str *out) PP_CHECK;
/* Prints a stage of one document: "document", "lines", "pages" or "reading". */
enum pp_status pp_render_dump(
    struct pp_workshop *shop, const struct pp_planned *planned, const char *stage,
    struct pp_str *out) PP_CHECK;

#endif
