/* A page around the tree: head, landmarks, ways to the other languages and forms. */
#include "pactpress/html.h"

#include "html_parts.h"
#include "pactpress/arena.h"

static void put_meta(struct html *html, const char *name, const char *content)
{
    if (pp_is_empty(content))
        return;
    html_printf(html, "<meta name=\"%s\"", name);
    html_attribute(html, "content", content);
    html_raw(html, "/>\n");
}

/* Beside a page's own address, those of the others; without an address they stand beside it. */
static const char *full(struct html *html, const struct pp_html_about *about, const char *url)
{
    if (!about->address)
        return url;
    return pp_arena_printf(
        html->arena, "%.*s%s", (int)(pp_path_base(about->address) - about->address), about->address,
        url);
}

static void put_alternates(struct html *html, const struct pp_html_about *about)
{
    if (about->address) {
        html_raw(html, "<link rel=\"canonical\"");
        html_attribute(html, "href", about->address);
        html_raw(html, "/>\n");
        html_raw(html, "<link rel=\"alternate\"");
        html_attribute(html, "hreflang", html->lang);
        html_attribute(html, "href", about->address);
        html_raw(html, "/>\n");
    }
    for (size_t i = 0; i < about->links.count; i++) {
        const struct pp_html_link *link = &about->links.items[i];
        html_raw(html, "<link rel=\"alternate\"");
        html_attribute(html, "hreflang", link->lang);
        html_attribute(html, "type", link->lang ? NULL : link->type);
        html_attribute(html, "href", full(html, about, link->url));
        html_raw(html, "/>\n");
    }
}

void html_head(
    struct html *html, const char *title, const char *description,
    const struct pp_html_about *about)
{
    html_raw(html, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"");
    html_attribute(html, "lang", html->lang);
    html_attribute(html, "dir", html->rtl ? "rtl" : "ltr");
    html_raw(
        html, ">\n<head>\n<meta charset=\"utf-8\"/>\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
              "style-src 'unsafe-inline'; img-src 'self' data:\"/>\n<title>");
    html_text(html, title);
    html_raw(html, "</title>\n");
    put_meta(html, "description", description);
    put_alternates(html, about);
    html_raw(html, "<style>\n");
    html_style(html->out, html->styles);
    html_raw(html, "</style>\n</head>\n<body>\n");
}

/* Links to languages, or to files. */
static void put_links(struct html *html, const struct pp_html_about *about, bool languages)
{
    bool open = false;
    for (size_t i = 0; i < about->links.count; i++) {
        const struct pp_html_link *link = &about->links.items[i];
        if ((link->lang != NULL) != languages)
            continue;
        if (!open) {
            html_raw(html, "<div><p>");
            html_text(html, html_string(html, languages ? "html.languages" : "html.files"));
            html_raw(html, "</p><ul>");
        }
        open = true;
        html_raw(html, "<li><a");
        html_attribute(html, "hreflang", link->lang);
        html_lang(html, link->lang);
        html_attribute(html, "type", link->type);
        html_attribute(html, "href", link->url);
        html_raw(html, ">");
        html_text(html, link->name);
        html_raw(html, "</a></li>");
    }
    html_raw(html, open ? "</ul></div>\n" : "");
}

static void put_nav(struct html *html, const struct pp_html_about *about)
{
    if (about->links.count == 0)
        return;
    html_raw(html, "<nav class=\"links\"");
    html_attribute(html, "aria-label", html_string(html, "html.languages"));
    html_raw(html, ">");
    put_links(html, about, true);
    put_links(html, about, false);
    html_raw(html, "</nav>\n");
}

/* A section around nothing but the head is one, too. */
static bool is_head(const struct pp_node *node)
{
    if (node->kind == PP_NODE_SECTION && node->first && node->first == node->last)
        return is_head(node->first);
    return node->kind == PP_NODE_MASTHEAD || node->kind == PP_NODE_COVER ||
           node->kind == PP_NODE_CITY_LINE;
}

static bool is_imprint(const struct pp_node *node)
{
    if (node->kind == PP_NODE_FLOAT && node->first && node->first == node->last)
        return is_imprint(node->first);
    return node->kind == PP_NODE_IMPRINT;
}

/* Head of the page, text, and imprint are landmarks of their own. */
static void put_body(
    struct html *html, const struct pp_document *document, const struct pp_html_about *about)
{
    const struct pp_node *node = document->root->first;
    html_raw(html, "<a class=\"skip\" href=\"#text\">");
    html_text(html, html_string(html, "html.skip"));
    html_raw(html, "</a>\n<header class=\"page\">\n");
    if (document->draft)
        html_element(
            html, "p", "draft",
            &(struct pp_inline){.kind = PP_INLINE_MESSAGE, .text = "page.draft"});
    for (; node && is_head(node); node = node->next)
        html_node(html, node);
    put_nav(html, about);
    html_raw(html, "</header>\n<main id=\"text\" class=\"text\" tabindex=\"-1\">\n");
    for (; node && !is_imprint(node); node = node->next)
        html_node(html, node);
    html_raw(html, "</main>\n");
    if (node) {
        html_raw(html, "<footer>\n");
        for (; node; node = node->next)
            html_node(html, node);
        html_raw(html, "</footer>\n");
    }
    html_raw(html, "</body>\n</html>\n");
}

struct html html_start(
    struct pp_run *run, struct pp_arena *arena, struct pp_wording *wording,
    const struct pp_styles *styles, struct pp_str *out)
{
    const char *lang = pp_wording_lang(wording);
    return (struct html){
        .run = run,
        .arena = arena,
        .wording = wording,
        .styles = styles,
        .lang = lang,
        .rtl = pp_lang_is_rtl(lang),
        .out = out,
        .heading = ""};
}

enum pp_status pp_html_page(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, const struct pp_html_about *about, struct pp_str *out)
{
    struct html html = html_start(run, arena, wording, document->styles, out);
    html.root = document->root;
    const char *title = html_plain(&html, document->title);
    html.heading = title;
    html_head(&html, title, html_plain(&html, document->subject), about);
    put_body(&html, document, about);
    return html.status;
}
