/* HTML: the tree of a document becomes one web page that needs nothing besides itself.
 *
 * Well-formed XML and valid HTML in one (a polyglot), so that the read-back parses it with expat.
 * Styles come from the tokens of styles.h, charts are SVG with a title, a description and their
 * numbers as a table, pictures are data: addresses; there is no script, and the page's own policy
 * forbids one. Each figure that is printed says in its element which it is (`data-figure`,
 * `data-period`) and its value as in figures.csv. Nothing comes from page geometry: what a page
 * budget leaves out of the PDF is in the page. */
#ifndef PACTPRESS_HTML_H
#define PACTPRESS_HTML_H

#include "pactpress/made_file.h"
#include "pactpress/status.h"
#include "pactpress/tree.h"
#include "pactpress/wording.h"

struct pp_str;

/* The same document in another form. */
struct pp_html_link {
    const char *lang; /* of a page in another language; NULL: of a file of this language */
    const char *url;  /* relative to the page */
    const char *type; /* media type */
    const char *name; /* "PDF", "Latviešu" */
};

struct pp_html_links {
    struct pp_html_link *items;
    size_t count, capacity;
};

/* What stands around the tree. */
struct pp_html_about {
    const char *address; /* where the page will be read, or NULL: nobody says */
    struct pp_html_links links;
};

enum pp_status pp_html_page(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, const struct pp_html_about *about, struct pp_str *out) PP_CHECK;

/* A small picture of the document for lists: its colour field with place, period and language
 * (SVG). */
enum pp_status pp_html_thumbnail(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, struct pp_str *out) PP_CHECK;

/* The pages of a period. */
struct pp_html_entry {
    const char *page, *thumbnail, *pdf, *xlsx; /* relative to html/; NULL: there is none */
    const char *title, *lang, *layout, *city;  /* city: id or NULL */
};

struct pp_html_index {
    const char *project, *period, *klass;
    const char *base; /* address of the folder html/, or NULL */
    const struct pp_styles *styles;
    struct pp_html_entry *entries;
    size_t count;
};

/* index.json: one entry a line. */
void pp_html_index_json(const struct pp_html_index *index, struct pp_str *out);
/* index.html: the same as a page, in the wording's language. */
enum pp_status pp_html_index_page(
    struct pp_run *run, struct pp_arena *arena, const struct pp_html_index *index,
    struct pp_wording *wording, struct pp_str *out) PP_CHECK;

#endif
