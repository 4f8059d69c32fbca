/* Layouts (layouts/<name>.yaml), issues (content/<issue>/issue.yaml) and front matter of stories:
 * configuration of the editors, as plain structs. */
#ifndef PACTPRESS_LAYOUT_H
#define PACTPRESS_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/i18n.h"
#include "pactpress/project.h"
#include "pactpress/styles.h"

struct pp_yaml;

/* One block of a layout, in order. Which keys mean something depends on `kind`; pp_layout_load
 * refuses a key that the kind does not know. */
struct pp_block {
    const char *kind;          /* one of pp_block_kinds: masthead, cover, story ... */
    const char *title;         /* message id of its heading; NULL: the kind's own */
    const char *slot;          /* story and its like: which slot */
    int columns;               /* story, resources: text columns (default 2) */
    struct pp_strings figures; /* key_figures: figure addresses */
    const char *framework;     /* dimensions, likert, heat: framework id or NULL = the first */
    const char *fact;          /* facts: fact id or NULL = the first */
    const char *beside;   /* "next": stands in the start half, the next block in the end half */
    const char *style;    /* "plain", "card", "box" */
    const char *column;   /* "main" or "side" of a stretch in two columns; NULL: full measure */
    const char *floating; /* "top" or "bottom" of a page; NULL: it stands in its place */
    int optional;         /* 0: always there; else left out for a page budget, high ones first */
    bool full;            /* methodology: every rule that is used, with formula and source */
    bool side_notes;      /* story: one column, and room for notes beside it */
    bool page_break;      /* starts on a new page */
    bool turned;          /* stands on pages turned by a quarter */
    struct pp_where where;
};

struct pp_layout {
    const char *name;
    struct pp_i18n title;
    const char *page; /* "a4" or "letter" */
    const char *look; /* name of its styles */
    const struct pp_styles *styles;
    const char *field;        /* colour token of the masthead's field: ochre, brick, petrol, none */
    const char *field_text;   /* colour token on it */
    int field_height;         /* [pt] */
    bool numbered;            /* headings of sections carry numbers */
    const char *tables;       /* "rules" between rows, or "zebra" */
    const char *running_head; /* "document", or "section": what it names */
    struct {
        bool head, foot;
    } first_page, last_page; /* what stands at their edges */
    int pages;               /* page budget; 0: none */
    struct pp_strings embed; /* files inside the PDF: "annex", "inputs" */
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

/* Parts that are printed in one language in every edition, tagged so; NULL: in the edition's. */
struct pp_keep {
    const char *title, *strapline, *headings, *links, *statement, *disclaimer;
};

struct pp_issue {
    const char *id; /* the folder's name */
    int number;
    pp_day date;
    const char *period; /* period text it belongs to */
    const char *layout; /* layout name it is for, or NULL = any */
    struct pp_i18n title, strapline, disclaimer;
    struct pp_contact contact; /* what it gives goes before the city's and the project's */
    struct pp_keep keep;
    struct pp_strings facts; /* ids: what facts & figures print; empty: the project's first */
    struct pp_section *sections;
    size_t section_count, section_capacity;
    const char *digest; /* hex SHA-256 of the file */
    struct pp_where where;
};

/* What stands over a story, between two lines `---`. */
struct pp_front_matter {
    const char *title;
    const char *lang;         /* BCP 47, or NULL: the folder's */
    struct pp_strings cities; /* city ids; empty: all cities ("all", the default) */
    const char *slot;         /* which story block of a layout takes it, or NULL */
    const char *kicker;       /* line over the title, or NULL */
    const char *summary;      /* standfirst, or NULL */
    const char *byline;
    const char *image; /* picture file, relative to the issue's folder, or NULL */
    const char *alt;   /* what the picture shows, for those who do not see it */
    const char *caption, *credit;
    const char *crop;           /* "3:2 at 30 20", or NULL */
    struct pp_strings variants; /* file names of other texts of this story (shorter, plainer) */
    struct pp_strings people;   /* persons that the story may name though they are in the data */
    struct {
        const char *print_in; /* language to print in where the story is not translated, or NULL */
    } untranslated;
    struct pp_where where;
};

/* Finds layouts/<name>.yaml in the project, then in run->share, and reads it. A layout that is
 * nowhere is PP_USAGE and a message that lists those there are. `project` may be NULL (proof);
 * what was read for one before is not read again. */
enum pp_status pp_layout_load(
    struct pp_run *run, const struct pp_project *project, const char *name,
    struct pp_layout **out) PP_CHECK;
/* Has it a block of that kind? */
bool pp_layout_has(const struct pp_layout *layout, const char *kind);
/* All issues under content/, in order of date then id; an empty list is fine. A folder without
 * issue.yaml is no issue. A story that stands in no language's folder is an error at its name. */
enum pp_status pp_issues_load(
    struct pp_run *run, const struct pp_project *project, struct pp_issue ***out,
    size_t *count) PP_CHECK;

/* Reads front matter (zeroed `out`); nothing counts as empty front matter. Mistakes are PP_DATA. */
enum pp_status pp_front_matter_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *map,
    struct pp_front_matter *out) PP_CHECK;
/* Are its cities and languages those of the project? Mistakes are PP_DATA. */
enum pp_status pp_front_matter_check(
    struct pp_run *run, const struct pp_project *project, const struct pp_yaml *map,
    const struct pp_front_matter *matter) PP_CHECK;

#endif
