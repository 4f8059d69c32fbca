/* What the files of the HTML writer share. */
#ifndef PACTPRESS_OUTPUT_HTML_PARTS_H
#define PACTPRESS_OUTPUT_HTML_PARTS_H

#include <stdbool.h>

#include "pactpress/html.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

struct html {
    struct pp_run *run;
    struct pp_arena *arena; /* of the document */
    struct pp_wording *wording;
    const struct pp_styles *styles;
    const char *lang;
    bool rtl;
    struct pp_str *out;
    enum pp_status status; /* the first failure */
    size_t headings;       /* ids h1, h2 ... in order of the tree */
    size_t charts;         /* ids c1, c2 ... */
    const char *heading;   /* words of the last one: charts are named after it */
    const struct pp_node *root;
    bool words_only; /* words instead of signs, for readers without a style sheet */
};

struct html html_start(
    struct pp_run *run, struct pp_arena *arena, struct pp_wording *wording,
    const struct pp_styles *styles, struct pp_str *out);
/* Appends as it is. */
void html_raw(struct html *html, const char *markup);
void html_printf(struct html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Appends text with the characters escaped that mean something; control characters, which XML
 * cannot hold, are left out. */
void html_escape(struct pp_str *out, const char *text);
void html_text(struct html *html, const char *text);
/* ` name="value"`; nothing when value is NULL. */
void html_attribute(struct html *html, const char *name, const char *value);
/* ` lang="lv" dir="ltr"` where it is another language than the page's. */
void html_lang(struct html *html, const char *lang);
/* Inlines as phrasing content. */
void html_inline(struct html *html, const struct pp_inline *content);
/* <name class="class">inlines</name>; nothing at all when there are none. */
void html_element(
    struct html *html, const char *name, const char *class, const struct pp_inline *content);
/* The words alone, in the arena. */
const char *html_plain(struct html *html, const struct pp_inline *content);
/* A string of the catalogue without arguments. */
const char *html_string(struct html *html, const char *id);
/* A figure as a number of a table or chart; blank when there is none. */
void html_figure(struct html *html, const struct pp_figure *figure);
/* ` data-figure= data-period= data-value=` of a drawn figure. */
void html_figure_attributes(struct html *html, const struct pp_figure *figure);

void html_node(struct html *html, const struct pp_node *node);
void html_children(struct html *html, const struct pp_node *node);
/* From <!DOCTYPE to <body>. `styles`: the whole sheet. */
void html_head(
    struct html *html, const char *title, const char *description,
    const struct pp_html_about *about);
void html_style(struct pp_str *out, const struct pp_styles *styles);

void html_table(struct html *html, const struct pp_node *node);
void html_heat(struct html *html, const struct pp_node *node);
void html_chart(struct html *html, const struct pp_node *node); /* likert, chart, timeline */
void html_chart_table(struct html *html, const struct pp_node *node);
void html_share_bar(struct html *html, double share, const char *alt);
void html_emblem(struct html *html, const struct pp_inline *alt);
void html_picture(struct html *html, const struct pp_node *node);

/* A picture without what its camera or program wrote into it beside the pixels. Phrase of a failure
 * or NULL; *type is the media type. */
const char *html_picture_clean(struct pp_bytes file, struct pp_str *out, const char **type);

#endif
