/* The blocks of the tree as elements of a page, in reading order. */
#include "html_parts.h"

/* The first failure is kept; the rest of the page is written all the same, and thrown away. */
void html_children(struct html *html, const struct pp_node *node)
{
    for (const struct pp_node *child = node->first; child; child = child->next)
        html_node(html, child);
}

/* An element with children; `class` may be NULL. */
static void put_around(
    struct html *html, const char *name, const char *class, const struct pp_node *node)
{
    html_printf(html, "<%s", name);
    html_attribute(html, "id", node->id);
    html_attribute(html, "class", class);
    html_lang(html, node->lang);
    html_raw(html, ">");
    html_inline(html, node->content);
    html_children(html, node);
    html_printf(html, "</%s>\n", name);
}

static const char *look_class(enum pp_look look)
{
    static const char *const names[] = {
        [PP_LOOK_BODY] = NULL,   [PP_LOOK_H1] = "h1",         [PP_LOOK_H2] = NULL,
        [PP_LOOK_H3] = "h3",     [PP_LOOK_KICKER] = "kicker", [PP_LOOK_STAND] = "stand",
        [PP_LOOK_NOTE] = "note", [PP_LOOK_SMALL] = "small",   [PP_LOOK_MICRO] = "micro"};
    return names[look];
}

/* Where contents lead to. */
static const char *heading_id(struct html *html, const struct pp_node *node, size_t number)
{
    return node->id ? node->id : pp_arena_printf(html->arena, "h%zu", number);
}

static void put_heading(struct html *html, const struct pp_node *node)
{
    int level = node->as.heading.level < 6 ? node->as.heading.level : 6;
    html->heading = html_plain(html, node->content);
    html->headings++;
    html_printf(html, "<h%d", level);
    html_attribute(html, "id", heading_id(html, node, html->headings));
    html_attribute(html, "class", look_class(node->look));
    html_lang(html, node->lang);
    html_raw(html, ">");
    html_inline(html, node->content);
    html_printf(html, "</h%d>\n", level);
}

static void put_list(struct html *html, const struct pp_node *node)
{
    const char *name = node->as.list.ordered ? "ol" : "ul";
    html_printf(html, "<%s", name);
    if (node->as.list.ordered && node->as.list.start != 1)
        html_printf(html, " start=\"%d\"", node->as.list.start);
    html_lang(html, node->lang);
    html_raw(html, ">\n");
    html_children(html, node);
    html_printf(html, "</%s>\n", name);
}

static void put_quote(struct html *html, const struct pp_node *node)
{
    html_raw(html, "<blockquote");
    html_lang(html, node->lang);
    html_raw(html, ">");
    html_element(html, "p", NULL, node->content);
    html_children(html, node);
    html_raw(html, "</blockquote>\n");
}

static void put_funder(
    struct html *html, const struct pp_inline *statement, const struct pp_inline *alt)
{
    html_raw(html, "<div class=\"funded\">");
    html_emblem(html, alt);
    html_element(html, "p", NULL, statement);
    html_raw(html, "</div>\n");
}

static void put_top(
    struct html *html, const struct pp_inline *project, const struct pp_inline *tagline,
    const struct pp_inline *statement, const struct pp_inline *alt)
{
    html_raw(html, "<div class=\"top\"><div>");
    html_element(html, "p", "project", project);
    html_element(html, "p", "note", tagline);
    html_raw(html, "</div>");
    put_funder(html, statement, alt);
    html_raw(html, "</div>\n");
}

static void put_masthead(struct html *html, const struct pp_node *node)
{
    put_top(
        html, node->as.masthead.project, node->as.masthead.tagline, node->as.masthead.statement,
        node->as.masthead.emblem_alt);
    html_raw(html, "<div");
    html_attribute(
        html, "class", pp_arena_printf(html->arena, "field %s", node->as.masthead.field));
    html_raw(html, ">");
    html_element(html, "h1", NULL, node->as.masthead.title);
    html_raw(html, "<div>");
    html_element(html, "p", NULL, node->as.masthead.issue);
    html_element(html, "p", NULL, node->as.masthead.period);
    html_raw(html, "</div></div>\n");
}

/* Where the story stands in the paper is of no use here. */
static void put_cover(struct html *html, const struct pp_node *node)
{
    put_top(
        html, node->as.cover.project, node->as.cover.tagline, node->as.cover.statement,
        node->as.cover.emblem_alt);
    html_raw(html, "<div");
    html_attribute(
        html, "class", pp_arena_printf(html->arena, "field cover %s", node->as.cover.field));
    html_raw(html, ">");
    html_element(html, "p", NULL, node->as.cover.place);
    html_element(html, "p", NULL, node->as.cover.issue);
    html_element(html, "h1", NULL, node->as.cover.title);
    html_element(html, "p", "stand", node->as.cover.summary);
    html_raw(html, "</div>\n");
}

/* The class comes first: who may not read it stops here. */
static void put_report(struct html *html, const struct pp_node *node)
{
    if (node->as.report.klass) {
        html_raw(html, "<div class=\"class\">");
        html_element(html, "p", NULL, node->as.report.klass);
        html_element(html, "p", NULL, node->as.report.klass_note);
        html_raw(html, "</div>\n");
    }
    put_top(
        html, node->as.report.project, NULL, node->as.report.statement, node->as.report.emblem_alt);
    html_element(html, "h1", NULL, node->as.report.title);
    html_raw(html, "<dl>");
    for (size_t i = 0; i < node->as.report.facts; i++) {
        html_element(html, "dt", NULL, node->as.report.labels[i]);
        html_element(html, "dd", NULL, node->as.report.values[i]);
    }
    html_raw(html, "</dl>\n");
}

static void put_cities(struct html *html, const struct pp_node *node)
{
    html_raw(html, "<ul class=\"cities\">");
    for (size_t i = 0; i < node->as.cities.count; i++) {
        html_raw(html, "<li>");
        html_element(
            html, i == node->as.cities.own ? "strong" : "span", NULL, node->as.cities.names[i]);
        html_raw(html, "</li>");
    }
    html_raw(html, "</ul>\n");
}

static void put_key(struct html *html, const struct pp_node *node)
{
    html_raw(html, node->kind == PP_NODE_BIG ? "<div class=\"big\">" : "<li>");
    html_element(html, "p", "key", node->as.key.value);
    html_element(html, "p", "label", node->as.key.label);
    html_element(html, "p", "note", node->as.key.note);
    html_raw(html, node->kind == PP_NODE_BIG ? "</div>\n" : "</li>\n");
}

static void put_fact(struct html *html, const struct pp_node *node)
{
    html->heading = html_plain(html, node->as.fact.title);
    html_raw(html, "<section class=\"fact\">");
    html_element(html, "p", "value", node->as.fact.value);
    html_raw(html, "<div>");
    html_element(html, "h2", "h3", node->as.fact.title);
    html_element(html, "p", "small", node->as.fact.text);
    if (node->as.fact.share >= 0)
        html_share_bar(html, node->as.fact.share, html_plain(html, node->as.fact.bar_alt));
    html_element(html, "p", "micro", node->as.fact.source);
    html_raw(html, "</div></section>\n");
}

/* Counts headings in the order in which they get their ids. */
static void put_entries(struct html *html, const struct pp_node *node, size_t *count)
{
    if (node->kind == PP_NODE_HEADING) {
        ++*count;
        if (node->as.heading.level == 2) {
            html_printf(html, "<li><a href=\"#%s\">", heading_id(html, node, *count));
            html_text(html, html_plain(html, node->content));
            html_raw(html, "</a></li>\n");
        }
    }
    for (const struct pp_node *child = node->first; child; child = child->next)
        put_entries(html, child, count);
}

static void put_contents(struct html *html, const struct pp_node *node)
{
    size_t count = 0;
    (void)node; /* the entries are those of the whole document */
    html_raw(html, "<nav");
    html_attribute(html, "aria-label", html->heading);
    html_raw(html, "><ul class=\"contents\">");
    put_entries(html, html->root, &count);
    html_raw(html, "</ul></nav>\n");
}

static void put_imprint(struct html *html, const struct pp_node *node)
{
    if (!node->as.imprint.brief)
        put_funder(html, node->as.imprint.statement, node->as.imprint.emblem_alt);
    for (size_t i = 0; i < node->as.imprint.contact_count; i++)
        html_element(html, "p", NULL, node->as.imprint.contact[i]);
    html_children(html, node);
    if (node->as.imprint.partner_count == 0)
        return;
    html_raw(html, "<ul class=\"partners\">");
    for (size_t i = 0; i < node->as.imprint.partner_count; i++)
        html_element(html, "li", NULL, node->as.imprint.partners[i]);
    html_raw(html, "</ul>\n");
}

static void put_box(struct html *html, const struct pp_node *node)
{
    enum pp_box_style style = node->as.box.style;
    put_around(
        html, "div",
        style == PP_BOX_TINT   ? "tint"
        : style == PP_BOX_RULE ? "rule"
                               : "stroke",
        node);
}

static void put_paragraph(struct html *html, const struct pp_node *node)
{
    put_around(html, "p", look_class(node->look), node);
}

/* What is an element with its children in it, and no more. */
static void put_plain(struct html *html, const struct pp_node *node)
{
    static const struct {
        const char *name, *class;
    } elements[] = {
        [PP_NODE_SECTION] = {"section", NULL},  [PP_NODE_ITEM] = {"li", NULL},
        [PP_NODE_COLUMNS] = {"div", "text"},    [PP_NODE_BESIDE] = {"div", "beside"},
        [PP_NODE_SIDE] = {"aside", "stroke"},   [PP_NODE_ASIDE] = {"div", "aside"},
        [PP_NODE_KEY_FIGURES] = {"ul", "keys"},
    };
    put_around(html, elements[node->kind].name, elements[node->kind].class, node);
}

/* By kind, in the order of tree.h. */
static void (*const put[])(struct html *html, const struct pp_node *node) = {
    [PP_NODE_DOCUMENT] = html_children,
    [PP_NODE_SECTION] = put_plain,
    [PP_NODE_HEADING] = put_heading,
    [PP_NODE_PARAGRAPH] = put_paragraph,
    [PP_NODE_LIST] = put_list,
    [PP_NODE_ITEM] = put_plain,
    [PP_NODE_QUOTE] = put_quote,
    [PP_NODE_PICTURE] = html_picture,
    [PP_NODE_COLUMNS] = put_plain,
    [PP_NODE_BESIDE] = put_plain,
    [PP_NODE_TABLE] = html_table,
    [PP_NODE_ROW] = html_children,
    [PP_NODE_CELL] = html_children,
    [PP_NODE_MASTHEAD] = put_masthead,
    [PP_NODE_CITY_LINE] = put_cities,
    [PP_NODE_KEY_FIGURES] = put_plain,
    [PP_NODE_KEY_FIGURE] = put_key,
    [PP_NODE_LIKERT] = html_chart,
    [PP_NODE_HEAT] = html_heat,
    [PP_NODE_FACT] = put_fact,
    [PP_NODE_COVER] = put_cover,
    [PP_NODE_REPORT] = put_report,
    [PP_NODE_ASIDE] = put_plain,
    [PP_NODE_BOX] = put_box,
    [PP_NODE_SIDE] = put_plain,
    [PP_NODE_FLOAT] = html_children,
    [PP_NODE_BIG] = put_key,
    [PP_NODE_CHART] = html_chart,
    [PP_NODE_TIMELINE] = html_chart,
    [PP_NODE_CONTENTS] = put_contents,
    [PP_NODE_QR] = html_children,    /* who has a browser needs no code: the link stands beside */
    [PP_NODE_FENCE] = html_children, /* none is left in a composed document */
    [PP_NODE_IMPRINT] = put_imprint,
};
_Static_assert(
    sizeof put / sizeof *put == PP_NODE_IMPRINT + 1, "a new kind of node needs a line here");

void html_node(struct html *html, const struct pp_node *node)
{
    bool named = node->id && (node->kind == PP_NODE_PICTURE || node->kind == PP_NODE_TABLE);
    if (named) {
        html_raw(html, "<div");
        html_attribute(html, "id", node->id);
        html_raw(html, ">");
    }
    put[node->kind](html, node);
    if (named)
        html_raw(html, "</div>\n");
}
