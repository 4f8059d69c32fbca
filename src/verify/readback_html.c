/* Web pages: read as XML, judged by what they would do in a browser, and every figure in them
 * compared with figures.csv, both what the element says and what a reader sees. */
#include <string.h>

#include "printed_number.h"

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "audit_figures.h"
#include "published.h"
#include "readback_parts.h"
#include "readback_svg.h"
#include "reconcile.h"

static const char doctype[] = "<!DOCTYPE html>\n";
enum { DIGITS = 64, MOST_FOUND = 10 };

struct readback_figures {
    struct pp_map by_address; /* "address\nperiod" -> struct audit_figure */
};

struct page {
    struct readback *at;
    const struct readback_figures *figures; /* NULL: there is no figures.csv to compare with */
    struct pp_map ids;                      /* id -> page */
    struct pp_map targets;                  /* #id of links -> page */
    size_t depth, headings, compared;
    size_t figure_depth; /* of the element that prints a figure; 0: outside of one */
    size_t ear_depth;    /* of words that only a screen reader says; 0: outside */
    const char *address, *value;
    const struct published_figure *withheld; /* of the element, where it is attacked */
    struct readback_svg svg;                 /* the drawing, of which the outermost element */
    size_t svg_depth;                        /* has this depth; 0: outside of one */
    char seen[DIGITS];                       /* digits that stand in the element */
    size_t seen_count;
    struct reconcile_cells cells; /* of the table */
    long tint;                    /* of its cell, by class; RB_NO_FILL: none */
    bool title, lang, main;
};

static const char *get(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (pp_streq(*attributes, name))
            return attributes[1];
    return NULL;
}

static void found(struct page *page, const char *rule, const char *what, const char *which)
{
    if (page->at->findings < MOST_FOUND)
        readback_found(page->at, rule, "%s: %s", which, what);
}

/* --- Figures */

enum pp_status readback_figures_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct readback_figures **out)
{
    struct audit_figures *figures = pp_arena_alloc(arena, sizeof *figures);
    struct readback_figures *made = pp_arena_alloc(arena, sizeof *made);
    PP_TRY(audit_figures_read(run, arena, path, figures));
    pp_map_init(&made->by_address, arena);
    for (size_t i = 0; i < figures->figures.count; i++) {
        struct audit_figure *figure = &figures->figures.items[i];
        pp_map_set(
            &made->by_address, pp_arena_printf(arena, "%s\n%s", figure->address, figure->period),
            figure);
    }
    *out = made;
    return PP_OK;
}

static const struct audit_figure *find(struct page *page, const char *address, const char *period)
{
    const char *key =
        pp_arena_printf(page->at->arena, "%s\n%s", address ? address : "", period ? period : "");
    return pp_map_get(&page->figures->by_address, key);
}

/* A sentence that says "fewer" prints a change without its sign. */
static bool is_same(const struct audit_figure *figure, const char *value)
{
    return pp_streq(figure->value, value) ||
           (pp_ends_with(figure->measure, "_change") && figure->value[0] == '-' &&
            printed_without_sign(figure->value, value));
}

/* An attacker looks at the source as well as at the page. */
static void attack(struct page *page, const char *period)
{
    page->withheld = page->at->published && page->at->attacking
                         ? published_find(page->at->published, page->address, period)
                         : NULL;
    if (page->withheld && !published_is_withheld(page->withheld))
        page->withheld = NULL;
    if (page->withheld && page->value[strcspn(page->value, "0123456789")])
        readback_shows(page->at, page->withheld, page->value, "the source of the page");
}

/* The element says which figure it prints or draws, and its value. */
static void compare(struct page *page, const char *address, const char **attributes)
{
    const char *value = get(attributes, "value");
    if (!value)
        value = get(attributes, "data-value");
    page->address = pp_arena_strdup(page->at->arena, address);
    page->value = pp_arena_strdup(page->at->arena, value ? value : "");
    attack(page, get(attributes, "data-period"));
    if (!page->figures)
        return;
    page->compared++;
    const struct audit_figure *figure = find(page, address, get(attributes, "data-period"));
    if (!figure)
        found(page, "readback.html-figure", "figures.csv has no such figure.", page->address);
    else if (!is_same(figure, page->value))
        found(
            page, "readback.html-figure",
            pp_arena_printf(
                page->at->arena, "the page says `%s`, figures.csv says `%s`.", page->value,
                figure->value),
            page->address);
}

/* Decimal digits of the scripts that the program writes; -1: none. */
static int digit_of(unsigned codepoint)
{
    static const unsigned zeros[] = {'0', 0x660, 0x6F0, 0x966, 0x9E6};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (codepoint >= zeros[i] && codepoint <= zeros[i] + 9)
            return (int)(codepoint - zeros[i]);
    return -1;
}

static void see(struct page *page, const char *text, size_t size)
{
    unsigned codepoint;
    for (size_t i = 0, length; i < size; i += length) {
        length = pp_utf8_decode(text + i, size - i, &codepoint);
        if (length == 0)
            return;
        int digit = digit_of(codepoint);
        if (digit >= 0 && page->seen_count + 1 < sizeof page->seen)
            page->seen[page->seen_count++] = (char)('0' + digit);
    }
}

/* What is printed has the digits of the value, whatever stands between them in the language. */
static void compare_seen(struct page *page)
{
    char wanted[DIGITS];
    size_t count = 0;
    for (const char *c = page->value; *c && count + 1 < sizeof wanted; c++)
        if (*c >= '0' && *c <= '9')
            wanted[count++] = *c;
    wanted[count] = 0;
    page->seen[page->seen_count] = 0;
    if (page->withheld && page->seen_count > 0)
        readback_shows(
            page->at, page->withheld, pp_arena_strdup(page->at->arena, page->seen), "the page");
    if (!pp_streq(wanted, page->seen))
        found(
            page, "readback.html-shown",
            pp_arena_printf(
                page->at->arena, "its value is `%s`, and what is shown has the digits `%s`.",
                page->value, page->seen),
            page->address);
}

/* --- Elements */

static void check_address(struct page *page, const char *name, const char *url)
{
    static const char *const fine[] = {"https://", "http://", "mailto:", "#"};
    if (!url)
        return;
    if (*url == '#')
        pp_map_set(&page->targets, pp_arena_strdup(page->at->arena, url + 1), page);
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        if (pp_starts_with(url, fine[i]))
            return;
    if (!url[strcspn(url, ":")]) /* beside the page */
        return;
    found(page, "readback.html-active", "this address does something, or nobody knows what.", name);
}

static void check_source(struct page *page, const char *name, const char *url)
{
    bool inside = url && (pp_starts_with(url, "data:image/") || !strchr(url, ':'));
    if (url && (!inside || pp_starts_with(url, "//")))
        found(page, "readback.html-outside", "it is fetched from somewhere else.", name);
}

static void check_activity(struct page *page, const char *name, const char **attributes)
{
    static const char *const active[] = {"script", "iframe", "object", "embed",   "form",
                                         "input",  "base",   "audio",  "video",   "portal",
                                         "button", "frame",  "applet", "animate", "set"};
    for (size_t i = 0; i < sizeof active / sizeof *active; i++)
        if (pp_streq(name, active[i]))
            found(page, "readback.html-active", "nothing of this kind may stand in a page.", name);
    for (; *attributes; attributes += 2)
        if (pp_starts_with(*attributes, "on") || pp_streq(*attributes, "srcdoc"))
            found(
                page, "readback.html-active", "this attribute makes the page do things.",
                *attributes);
}

static void check_names(struct page *page, const char *name, const char **attributes)
{
    const char *id = get(attributes, "id"), *role = get(attributes, "role");
    if (id && pp_map_get(&page->ids, id))
        found(page, "readback.html-id", "two elements have this id.", id);
    if (id)
        pp_map_set(&page->ids, pp_arena_strdup(page->at->arena, id), page);
    if (pp_streq(name, "img") && !get(attributes, "alt"))
        found(page, "readback.html-alt", "a picture without alternative text.", name);
    if (role && pp_streq(role, "img") && pp_is_empty(get(attributes, "aria-label")) &&
        pp_is_empty(get(attributes, "aria-labelledby")))
        found(page, "readback.html-alt", "a drawing without a name.", name);
}

static const struct published_figure *find_published(
    const struct page *page, const char *address, const char **attributes)
{
    const char *period = get(attributes, "data-period");
    return address && period ? published_find(page->at->published, address, period) : NULL;
}

/* "number heat3" has the tint 3. */
static void look_at_cell(
    struct page *page, const char *name, const char *address, const char **attributes)
{
    static const char tinted[] = "heat";
    const char *class = get(attributes, "class");
    const struct published_figure *figure = find_published(page, address, attributes);
    if (pp_streq(name, "table")) {
        page->cells.count = 0;
    } else if (pp_streq(name, "td")) {
        const char *heat = class ? strstr(class, tinted) : NULL;
        page->tint = heat ? heat[sizeof tinted - 1] : RB_NO_FILL;
    } else if (figure && pp_streq(name, "data")) {
        *(struct reconcile_cell *)PP_PUSH(page->at->arena, &page->cells) =
            (struct reconcile_cell){figure, page->tint};
    }
}

/* Drawings are measured where it is known what is withheld. */
static void look_at_drawing(
    struct page *page, const char *name, const char *address, const char **attributes)
{
    if (page->svg_depth) {
        readback_svg_take(
            page->at, &page->svg, name, attributes, find_published(page, address, attributes));
    } else if (pp_streq(name, "svg")) {
        page->svg_depth = page->depth;
        page->svg = (struct readback_svg){0};
    }
}

static void on_start(void *data, const char *name, const char **attributes)
{
    struct page *page = data;
    const char *address = get(attributes, "data-figure");
    page->depth++;
    page->headings += pp_streq(name, "h1");
    page->main = page->main || pp_streq(name, "main");
    page->title = page->title || pp_streq(name, "title");
    if (page->depth == 1)
        page->lang = !pp_is_empty(get(attributes, "lang"));
    check_activity(page, name, attributes);
    check_names(page, name, attributes);
    check_source(page, name, get(attributes, "src"));
    check_address(page, name, get(attributes, "href"));
    if (page->at->published) {
        look_at_drawing(page, name, address, attributes);
        look_at_cell(page, name, address, attributes);
    }
    if (address && !page->figure_depth) {
        compare(page, address, attributes);
        page->seen_count = 0;
        if (pp_streq(name, "data") || pp_streq(name, "text"))
            page->figure_depth = page->depth;
    }
    if (page->ear_depth == 0 && pp_streq(get(attributes, "class"), "ear"))
        page->ear_depth = page->depth;
}

static void on_text(void *data, const char *text, size_t size)
{
    struct page *page = data;
    if (page->figure_depth && !page->ear_depth)
        see(page, text, size);
}

static void on_end(void *data, const char *name)
{
    struct page *page = data;
    if (pp_streq(name, "table"))
        reconcile_tints(page->at, &page->cells);
    if (pp_streq(name, "td") || pp_streq(name, "table"))
        page->tint = RB_NO_FILL;
    if (page->depth == page->figure_depth) {
        compare_seen(page);
        page->figure_depth = 0;
    }
    if (page->depth == page->svg_depth) {
        readback_svg_judge(page->at, &page->svg);
        page->svg_depth = 0;
    }
    if (page->depth == page->ear_depth)
        page->ear_depth = 0;
    page->depth--;
}

static void check_whole(struct page *page)
{
    if (!page->lang)
        found(page, "readback.html-lang", "the page does not say its language.", "html");
    if (!page->title)
        found(page, "readback.html-title", "the page has no title.", "html");
    if (!page->main)
        found(page, "readback.html-main", "the page does not say where its text begins.", "html");
    if (page->headings != 1)
        found(page, "readback.html-heading", "a page has exactly one.", "h1");
    for (size_t i = 0; i < page->targets.count; i++)
        if (!pp_map_get(&page->ids, page->targets.entries[i].key))
            found(
                page, "readback.html-link", "a link leads there, and nothing has this id.",
                page->targets.entries[i].key);
}

void readback_html(
    struct readback *at, struct pp_bytes bytes, const struct readback_figures *figures)
{
    struct page page = {.at = at, .figures = figures, .tint = RB_NO_FILL};
    struct readback_xml_handler handler = {
        .data = &page, .start = on_start, .text = on_text, .end = on_end};
    size_t skip = sizeof doctype - 1;
    if (bytes.size < skip || memcmp(bytes.data, doctype, skip) != 0) {
        readback_found(at, "readback.html-xml", "This is no page: it does not begin as one.");
        return;
    }
    pp_map_init(&page.ids, at->arena);
    pp_map_init(&page.targets, at->arena);
    struct readback_xml *xml = readback_xml_open(&handler, false);
    if (readback_xml_feed(xml, bytes.data + skip, bytes.size - skip, true))
        check_whole(&page);
    else
        readback_found(
            at, "readback.html-xml", "This is no well-formed XML: %s.",
            readback_xml_reason(xml, at->arena));
    readback_xml_close(xml);
}
