/* Stories: the files of content/<issue>/<lang>/ as templates of the tree.
 *
 * The same file name in two languages is one story in two versions. A story is read once, checked
 * against the figures of every document it can stand in, and bound to each by a copy
 * (placeholder.h). Order: issues by date, then file names by bytes. */
#ifndef PACTPRESS_STORY_H
#define PACTPRESS_STORY_H

#include "pactpress/compose.h"
#include "pactpress/layout.h"
#include "pactpress/placeholder.h"
#include "pactpress/source_text.h"

/* One version of a story. */
struct pp_story {
    const struct pp_issue *issue; /* NULL: proof */
    const char *file;             /* "lead.md" */
    const char *edition_lang;     /* the folder: which language's bulletins it is for */
    const char *lang; /* what it is written in: the same, unless `lang:` says otherwise */
    const char *path;
    struct pp_source_text source;
    struct pp_front_matter matter;
    struct pp_inline *title, *summary; /* templates; summary may be NULL */
    struct pp_node *picture;           /* of the front matter, or NULL */
    struct pp_node *body;              /* section; its subheads are of rank 3 and below */
};

struct pp_stories {
    const struct pp_project *project;
    const struct pp_issue **issues; /* of the period */
    size_t issue_count;
    struct pp_story **items; /* by issue, file name, order of the project's languages */
    size_t count, capacity;
};

/* Reads one file. `folders` are where its pictures are looked for. Front matter may be missing when
 * `project` is NULL (proof): then the title is too. */
enum pp_status pp_story_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project, const char *path,
    const char *lang, const char *const *folders, struct pp_story **out) PP_CHECK;

/* Finds front matter: [*start, *end) is its YAML, which begins in line 2, *body what follows.
 * False: there is none, or (*start set) it is not closed. */
bool pp_story_matter(const struct pp_source_text *source, size_t *start, size_t *end, size_t *body);

/* Only the front matter of a file that belongs to no project; none is fine. */
enum pp_status pp_story_head(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_story *out) PP_CHECK;

/* The issue of the period that a layout prints: for that layout, else for any; NULL: none. */
const struct pp_issue *pp_stories_issue(const struct pp_stories *stories, const char *layout);
/* Does a story belong into the bulletin of `city` (NULL: the project's, which has all)? */
bool pp_story_is_for(const struct pp_story *story, const char *city);
/* What a bare address in a story means in the bulletin of `city`: that city; in the project's
 * bulletin the city of a story that is for one city only, else the project. */
const char *pp_story_city(const struct pp_story *story, const char *city);

/* The version to print of the story `file` in a language: that language's; else what `untranslated`
 * names; else along the project's fallback chain (*missing is set then). NULL: there is none. */
const struct pp_story *pp_stories_version(
    const struct pp_stories *stories, const struct pp_issue *issue, const char *file,
    const char *lang, bool *missing);

#endif
