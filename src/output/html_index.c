/* What lists the pages of a period: index.json for programs, index.html for people, and a small
 * picture of each. */
#include "html_parts.h"
#include "pactpress/styles.h"
#include "pactpress/manifest.h"

static const struct pp_node *find_head(const struct pp_node *root)
{
    for (const struct pp_node *node = root->first; node; node = node->next)
        if (node->kind == PP_NODE_MASTHEAD || node->kind == PP_NODE_COVER)
            return node;
        else if (node->kind == PP_NODE_SECTION && node->first && node->first == node->last)
            return find_head(node);
    return NULL;
}

static void put_line(struct html *html, double y, double size, int weight, const char *text)
{
    html_printf(
        html,
        "<text x=\"%d\" y=\"%.1f\" font-size=\"%.1f\" font-weight=\"%d\" "
        "font-family=\"Vollkorn, Georgia, serif\">",
        html->rtl ? 228 : 12, y, size, weight);
    html_text(html, text);
    html_raw(html, "</text>\n");
}

/* Letters of a bold serif are about half as wide as high. */
static double size_for(const char *text, double largest)
{
    const double room = 216, least = 12;
    size_t count = 0;
    for (const char *c = text; *c; c++)
        count += ((unsigned char)*c & 0xC0) != 0x80;
    double size = count > 0 ? room / (0.63 * (double)count) : largest;
    return size > largest ? largest : size < least ? least : size;
}

static void put_colours(struct html *html, const char *field, const char *text)
{
    const struct pp_colour *colours = html->styles->colours;
    struct pp_colour f = colours[pp_tint_named(field)], t = colours[pp_tint_named(text)];
    html_printf(
        html,
        "<rect width=\"240\" height=\"320\" fill=\"#fff\"/>"
        "<rect y=\"56\" width=\"240\" height=\"150\" fill=\"#%02X%02X%02X\"/>\n",
        f.r, f.g, f.b);
    html_printf(
        html, "<g fill=\"#%02X%02X%02X\" direction=\"%s\">\n", t.r, t.g, t.b,
        html->rtl ? "rtl" : "ltr");
}

static void put_poster(struct html *html, const struct pp_node *head)
{
    bool cover = head->kind == PP_NODE_COVER;
    const char *title = html_plain(html, cover ? head->as.cover.title : head->as.masthead.title);
    put_colours(
        html, cover ? head->as.cover.field : head->as.masthead.field,
        cover ? head->as.cover.field_text : head->as.masthead.field_text);
    put_line(html, 150, size_for(title, 46), 900, title);
    put_line(
        html, 190, 13, 400,
        html_plain(html, cover ? head->as.cover.issue : head->as.masthead.period));
    html_raw(html, "</g>\n");
    const char *project =
        html_plain(html, cover ? head->as.cover.project : head->as.masthead.project);
    put_line(html, 34, size_for(project, 15), 700, project);
    put_line(html, 240, 13, 400, pp_lang_own_name(html->arena, html->lang));
    struct pp_colour c = html->styles->colours[PP_LINE];
    for (int line = 0; line < 4; line++)
        html_printf(
            html, "<rect x=\"12\" y=\"%d\" width=\"%d\" height=\"3\" fill=\"#%02X%02X%02X\"/>",
            258 + line * 13, line == 3 ? 120 : 216, c.r, c.g, c.b);
}

enum pp_status pp_html_thumbnail(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, struct pp_str *out)
{
    struct html html = html_start(run, arena, wording, document->styles, out);
    const struct pp_node *head = find_head(document->root);
    html_raw(
        &html, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"240\" height=\"320\" "
               "viewBox=\"0 0 240 320\">\n<title>");
    html_text(&html, html_plain(&html, document->title));
    html_raw(&html, "</title>\n");
    if (head)
        put_poster(&html, head);
    html_raw(&html, "</svg>\n");
    return html.status;
}

static void put_member(struct pp_str *out, const char *key, const char *value, bool last)
{
    pp_str_printf(out, "\"%s\": ", key);
    if (value)
        pp_json_string(out, value);
    else
        pp_str_append(out, "null");
    pp_str_append(out, last ? "" : ", ");
}

void pp_html_index_json(const struct pp_html_index *index, struct pp_str *out)
{
    pp_str_append(out, "{\"schema\": 1, ");
    put_member(out, "project", index->project, false);
    put_member(out, "period", index->period, false);
    put_member(out, "class", index->klass, false);
    put_member(out, "base", index->base, false);
    pp_str_append(out, "\"documents\": [");
    for (size_t i = 0; i < index->count; i++) {
        const struct pp_html_entry *entry = &index->entries[i];
        pp_str_append(out, i ? ",\n  {" : "\n  {");
        put_member(out, "page", entry->page, false);
        put_member(out, "lang", entry->lang, false);
        put_member(out, "title", entry->title, false);
        put_member(out, "layout", entry->layout, false);
        put_member(out, "city", entry->city, false);
        put_member(out, "thumbnail", entry->thumbnail, false);
        put_member(out, "pdf", entry->pdf, false);
        put_member(out, "xlsx", entry->xlsx, true);
        pp_str_append(out, "}");
    }
    pp_str_append(out, "\n]}\n");
}

static void put_file(struct html *html, const char *url, const char *name)
{
    if (!url)
        return;
    html_raw(html, " <a");
    html_attribute(html, "href", url);
    html_raw(html, ">");
    html_text(html, name);
    html_raw(html, "</a>");
}

static void put_entry(struct html *html, const struct pp_html_entry *entry)
{
    html_raw(html, "<li");
    html_lang(html, entry->lang);
    html_raw(html, "><a");
    html_attribute(html, "hreflang", entry->lang);
    html_attribute(html, "href", entry->page);
    html_raw(html, "><img alt=\"\" width=\"240\" height=\"320\"");
    html_attribute(html, "src", entry->thumbnail);
    html_raw(html, "/>");
    html_text(html, entry->title);
    html_raw(html, "</a>");
    put_file(html, entry->pdf, "PDF");
    put_file(html, entry->xlsx, "XLSX");
    html_raw(html, "</li>\n");
}

enum pp_status pp_html_index_page(
    struct pp_run *run, struct pp_arena *arena, const struct pp_html_index *index,
    struct pp_wording *wording, struct pp_str *out)
{
    struct html html = html_start(run, arena, wording, index->styles, out);
    const char *title = html_string(&html, "html.documents");
    struct pp_html_about about = {
        .address = index->base ? pp_arena_printf(arena, "%sindex.html", index->base) : NULL};
    html_head(&html, pp_arena_printf(arena, "%s: %s", index->project, title), NULL, &about);
    html_raw(&html, "<header><p class=\"project\">");
    html_text(&html, index->project);
    html_raw(&html, "</p></header>\n<main class=\"text\"><h1>");
    html_text(&html, title);
    html_raw(&html, "</h1>\n<ul class=\"shelf\">\n");
    for (size_t i = 0; i < index->count; i++)
        put_entry(&html, &index->entries[i]);
    html_raw(&html, "</ul>\n</main>\n</body>\n</html>\n");
    return html.status;
}
