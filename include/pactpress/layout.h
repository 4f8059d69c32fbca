/* Layouts (layouts/<name>.yaml), issues (content/<issue>/issue.yaml) and front matter of stories:
 * configuration of the editors, as plain structs. */
#ifndef PACTPRESS_LAYOUT_H
#define PACTPRESS_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/i18n.h"
#include "pactpress/project.h"

/* One block of a layout, in order. Which keys mean something depends on `kind`; pp_layout_load
 * refuses a key that the kind does not know. */
struct pp_block {
    const char *kind; /* masthead, city_line, key_figures, story, sections, events, coming_up,
                         dimensions, likert, heat, facts, coverage, methodology, resources, imprint */
    const char *title;           /* message id of its heading; NULL: the kind's own */
    const char *slot;            /* story: which slot */
    int columns;                 /* story, resources: text columns (default 2) */
    struct pp_strings figures;   /* key_figures: figure addresses */
    const char *framework;       /* dimensions, likert, heat: framework id or NULL = the first */
    const char *fact;            /* facts: fact id or NULL = the first */
    const char *beside;          /* "next": stands in the start half, the next block in the end half */
    bool page_break;             /* starts on a new page */
    struct pp_where where;
};

struct pp_layout {
    const char *name;
    struct pp_i18n title;
    const char *page;        /* "a4" or "letter" */
    const char *field;       /* colour token of the masthead's field: ochre, brick, petrol, none */
    const char *field_text;  /* colour token on it */
    struct pp_block *blocks;
    size_t block_count, block_capacity;
    const char *digest; /* hex SHA-256 of the file */
    struct pp_where where;
};

struct pp_section {
    const char *id;
    struct pp_i18n heading;
    struct pp_strings stories; /* file names, in order */
    struct pp_where where;
};

struct pp_issue {
    const char *id; /* the folder's name */
    int number;
    pp_day date;
    const char *period; /* period text it belongs to */
    const char *layout; /* layout name it is for, or NULL = any */
    struct pp_i18n title, strapline, disclaimer;
    struct pp_section *sections;
    size_t section_count, section_capacity;
    const char *digest; /* hex SHA-256 of the file */
    struct pp_where where;
};

/* Finds layouts/<name>.yaml in the project, then in run->share, and reads it. */
enum pp_status pp_layout_load(
    struct pp_run *run, const struct pp_project *project, const char *name,
    struct pp_layout **out) PP_CHECK;
/* All issues under content/, in order of date then id; an empty list is fine. */
enum pp_status pp_issues_load(
    struct pp_run *run, const struct pp_project *project, struct pp_issue ***out,
    size_t *count) PP_CHECK;

#endif
