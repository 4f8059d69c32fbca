/* The plan: which documents `outputs:` declares for a period, and which of them are rendered now.
 */
#ifndef PACTPRESS_PLAN_H
#define PACTPRESS_PLAN_H

#include "pactpress/compose.h"
#include "pactpress/options.h"

struct pp_planned {
    struct pp_job job;
    bool pdf, xlsx, html, eml; /* formats to make now */
    const char *const *pages;  /* languages with a web page of the same, its own among them */
};

struct pp_plan {
    struct pp_planned *items; /* in order of outputs, cities, languages */
    size_t count, capacity;
    bool filtered; /* options left something out: not a whole edition */
};

/* Where the files of a document stand below the folder:
 * "bulletin/epi-bulletin-2022-Q1-riga-lv.pdf"; its annex is "annex/epi-annex-2022-Q1-riga-lv.xlsx".
 * Layouts other than the bulletin keep their name in it, so that two annexes never meet. */
const char *pp_planned_pdf(struct pp_arena *arena, const struct pp_planned *planned);
const char *pp_planned_annex(
    struct pp_arena *arena, const struct pp_project *project, const struct pp_period *period,
    const struct pp_planned *planned);

/* "html/epi-bulletin-2022-Q1-riga-lv.html", and its small picture ".svg". `lang`: of the document
 * in that language. */
const char *pp_planned_page(
    struct pp_arena *arena, const struct pp_planned *planned, const char *lang);
const char *pp_planned_thumbnail(
    struct pp_arena *arena,
    const struct pp_planned *planned); /* "mail/epi-bulletin-2022-Q1-riga-lv.eml" */
const char *pp_planned_mail(struct pp_arena *arena, const struct pp_planned *planned);

/* Is it one of the files of this document? */
bool pp_planned_makes(
    struct pp_arena *arena, const struct pp_project *project, const struct pp_period *period,
    const struct pp_planned *planned, const char *path);

/* Two documents on one path are PP_USAGE. Words of the options that fit nothing (a city, a
 * language, a layout) are errors with the nearest valid word. An empty plan is one, too. */
enum pp_status pp_plan_make(
    struct pp_run *run, const struct pp_project *project, const struct pp_period *period,
    const struct pp_options *options, const char *klass, struct pp_plan **out) PP_CHECK;

#endif
