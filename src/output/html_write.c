/* The leaves of the tree as markup. */
#include <stdarg.h>
#include <string.h>

#include "html_parts.h"
#include "pactpress/arena.h"

void html_raw(struct html *html, const char *markup)
{
    pp_str_append(html->out, markup);
}

void html_printf(struct html *html, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    pp_str_vprintf(html->out, format, args);
    va_end(args);
}

void html_escape(struct pp_str *out, const char *text)
{
    for (; text && *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '&')
            pp_str_append(out, "&amp;");
        else if (c == '<')
            pp_str_append(out, "&lt;");
        else if (c == '>')
            pp_str_append(out, "&gt;");
        else if (c == '"')
            pp_str_append(out, "&quot;");
        else if (c >= ' ' || c == '\n' || c == '\t')
            pp_str_append_char(out, *text);
    }
}

void html_text(struct html *html, const char *text)
{
    html_escape(html->out, text);
}

void html_attribute(struct html *html, const char *name, const char *value)
{
    if (!value)
        return;
    html_printf(html, " %s=\"", name);
    html_text(html, value);
    html_raw(html, "\"");
}

void html_lang(struct html *html, const char *lang)
{
    if (!lang || pp_streq(lang, html->lang))
        return;
    html_attribute(html, "lang", lang);
    html_attribute(html, "dir", pp_lang_is_rtl(lang) ? "rtl" : "ltr");
}

static void keep(struct html *html, enum pp_status status)
{
    if (html->status == PP_OK)
        html->status = status;
}

const char *html_plain(struct html *html, const struct pp_inline *content)
{
    const char *text = "";
    if (content)
        keep(html, pp_wording_plain(html->wording, html->arena, content, &text));
    return text;
}

const char *html_string(struct html *html, const char *id)
{
    struct pp_inline leaf = {.kind = PP_INLINE_MESSAGE, .text = id};
    return html_plain(html, &leaf);
}

static const char *class_of(enum pp_mark mark)
{
    switch (mark) {
    case PP_MARK_WITHHELD:
        return "withheld";
    case PP_MARK_LIKERT:
        return "likert";
    case PP_MARK_HEAT:
        return "heat";
    default:
        return NULL;
    }
}

/* A sign for the eye, and its words for the ear. */
static void put_said(struct html *html, const struct pp_words *words)
{
    const char *class = class_of(words->mark);
    bool silent = pp_words_silent(words);
    if (html->words_only) {
        html_text(html, words->actual ? words->actual : silent ? "" : words->text);
        return;
    }
    if (words->mark == PP_MARK_SHARE) {
        html_printf(
            html, "<span aria-hidden=\"true\" class=\"share\" style=\"--part:%d%%\"></span> ",
            words->mark_index < 100 ? words->mark_index : 100);
        return;
    }
    if (!words->actual && !silent) {
        html_text(html, words->text);
        return;
    }
    html_raw(html, "<span aria-hidden=\"true\"");
    if (class && words->mark != PP_MARK_WITHHELD)
        html_printf(html, " class=\"%s%d\"", class, words->mark_index);
    else if (class)
        html_attribute(html, "class", class);
    html_raw(html, ">");
    html_text(html, words->text);
    html_raw(html, "</span>");
    if (words->actual) {
        html_raw(html, "<span class=\"ear\">");
        html_text(html, words->actual);
        html_raw(html, "</span>");
    }
}

static const char *value_of(struct html *html, const struct pp_figure *figure)
{
    return pp_figure_value_text(html->arena, figure);
}

void html_figure_attributes(struct html *html, const struct pp_figure *figure)
{
    if (!figure)
        return;
    html_attribute(html, "data-figure", figure->address);
    html_attribute(html, "data-period", figure->at.period);
    html_attribute(html, "data-value", value_of(html, figure));
}

static void open_styles(struct html *html, const struct pp_words *words)
{
    if (!pp_streq(words->lang, html->lang)) {
        html_raw(html, "<span");
        html_lang(html, words->lang);
        html_raw(html, ">");
    }
    if (words->expansion) {
        html_raw(html, "<abbr");
        html_attribute(html, "title", words->expansion);
        html_raw(html, ">");
    }
    html_raw(html, words->strong ? "<strong>" : "");
    html_raw(html, words->emphasis ? "<em>" : "");
    html_raw(html, words->code ? "<code>" : "");
    if (words->figure) {
        html_raw(html, "<data");
        html_attribute(html, "value", value_of(html, words->figure));
        html_attribute(html, "data-figure", words->figure->address);
        html_attribute(html, "data-period", words->figure->at.period);
        html_raw(html, ">");
    }
}

static void close_styles(struct html *html, const struct pp_words *words)
{
    html_raw(html, words->figure ? "</data>" : "");
    html_raw(html, words->code ? "</code>" : "");
    html_raw(html, words->emphasis ? "</em>" : "");
    html_raw(html, words->strong ? "</strong>" : "");
    html_raw(html, words->expansion ? "</abbr>" : "");
    html_raw(html, pp_streq(words->lang, html->lang) ? "" : "</span>");
}

/* Addresses that only lead somewhere; nothing that does something. */
static bool leads_somewhere(const char *url)
{
    return pp_starts_with(url, "#") || pp_starts_with(url, "https://") ||
           pp_starts_with(url, "http://") || pp_starts_with(url, "mailto:");
}

static void put_words(struct html *html, const struct pp_wordings *words)
{
    const struct pp_inline *link = NULL, *quote = NULL;
    for (size_t i = 0; i < words->count; i++) {
        const struct pp_words *part = &words->items[i];
        bool leads = leads_somewhere(part->url) && !(html->words_only && *part->url == '#');
        const struct pp_inline *now = leads ? part->link : NULL;
        if (link && now != link)
            html_raw(html, "</a>");
        if (part->quote != quote)
            html_raw(html, quote ? "</q>" : "");
        if (part->quote && part->quote != quote)
            html_raw(html, "<q>");
        quote = part->quote;
        if (now && now != link) {
            html_raw(html, "<a");
            html_attribute(html, "href", part->url);
            html_raw(html, ">");
        }
        link = now;
        open_styles(html, part);
        put_said(html, part);
        close_styles(html, part);
        if (part->line_end && i + 1 < words->count)
            html_raw(html, "<br/>");
    }
    html_raw(html, link ? "</a>" : "");
    html_raw(html, quote ? "</q>" : "");
}

void html_inline(struct html *html, const struct pp_inline *content)
{
    struct pp_wordings words = {.apart = true};
    if (!content)
        return;
    keep(html, pp_wording_flatten(html->wording, html->arena, content, &words));
    put_words(html, &words);
}

void html_element(
    struct html *html, const char *name, const char *class, const struct pp_inline *content)
{
    if (!content)
        return;
    html_printf(html, "<%s", name);
    html_attribute(html, "class", class);
    html_raw(html, ">");
    html_inline(html, content);
    html_printf(html, "</%s>\n", name);
}

void html_figure(struct html *html, const struct pp_figure *figure)
{
    struct pp_inline leaf = {.kind = PP_INLINE_FIGURE, .figure = figure};
    if (figure)
        html_inline(html, &leaf);
}
