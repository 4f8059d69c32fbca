/* Compose: figures + stories + layout + catalogue become one tree per output. */
#ifndef PACTPRESS_COMPOSE_H
#define PACTPRESS_COMPOSE_H

#include "pactpress/digest.h"
#include "pactpress/layout.h"
#include "pactpress/tally.h"
#include "pactpress/tree.h"
#include "pactpress/wording.h"

struct pp_str;

/* One document to make. */
struct pp_job {
    const struct pp_output *output;
    const struct pp_layout *layout;
    const struct pp_city *city; /* NULL: project bulletin */
    const char *lang;
    const char *name;        /* file name without extension */
    const char *const *also; /* languages the same document appears in, NULL-terminated */
    bool draft;
    int same_pages; /* pages that it has in all languages; 0: each its own */
};

/* A story of an issue: parsed once, composed into every document it belongs to. */
struct pp_story;
struct pp_stories;

/* Reads all stories of the issues of the period (content/<issue>/<lang>/...md); with `issue` (its
 * folder's name; NULL: any) of that one only. Two issues of the period for the same layout are
 * PP_USAGE, and so is an `issue` that does not exist or is of another period. Mistakes (bad front
 * matter, unknown placeholder with the nearest measure, missing image, image without alternative
 * text, missing branch for a figure that is not exact) are reported with file:line:col and return
 * PP_DATA in the end. */
enum pp_status pp_stories_load(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_results *results, const char *issue, struct pp_stories **out) PP_CHECK;

enum pp_status pp_compose(
    struct pp_run *run, struct pp_arena *arena, const struct pp_results *results,
    const struct pp_stories *stories, const struct pp_job *job, struct pp_wording *wording,
    struct pp_document **out) PP_CHECK;

/* The language that a story says it is in: `lang:` of its front matter, else the name of its folder
 * where that is a language, else "en". In the run's arena. */
enum pp_status pp_proof_lang(struct pp_run *run, const char *path, const char **out) PP_CHECK;
/* One story on its own, no project (`proof`), on the page, in the styles and the columns of a
 * layout, or of none (NULL). The tree has no masthead. */
enum pp_status pp_compose_proof(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char *lang,
    const struct pp_layout *layout, struct pp_wording *wording, struct pp_document **out) PP_CHECK;

/* Hex SHA-256 of everything that the document prints: words, figures, pictures, properties.
 * Together with layout, strings, fonts and program it decides the bytes of its files. */
enum pp_status pp_document_digest(
    struct pp_run *run, const struct pp_document *document, struct pp_wording *wording,
    char out[PP_DIGEST_HEX]) PP_CHECK;

/* --dump=document */
enum pp_status pp_document_dump(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, struct pp_str *out) PP_CHECK;

#endif
