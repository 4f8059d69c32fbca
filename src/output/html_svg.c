#include "html_svg.h"

#include <string.h>

#include "pactpress/arena.h"

static double from_left(const struct svg *svg, double x)
{
    return svg->html->rtl ? svg->width - x : x;
}

struct svg svg_open(struct html *html, double width, double height, const char *alt)
{
    struct svg svg = {.html = html, .width = width, .height = height};
    size_t id = ++html->charts;
    html_raw(html, "<figure class=\"chart\"><div class=\"wide\" tabindex=\"0\" role=\"group\"");
    html_attribute(html, "aria-label", html->heading);
    html_printf(
        html,
        ">\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
        "aria-labelledby=\"c%zut c%zud\">",
        width, height, id, id);
    html_printf(html, "<title id=\"c%zut\">", id);
    html_text(html, html->heading);
    html_printf(html, "</title><desc id=\"c%zud\">", id);
    html_text(html, alt);
    html_printf(
        html,
        "</desc>\n<defs><pattern id=\"c%zuh\" width=\"5\" height=\"5\" "
        "patternUnits=\"userSpaceOnUse\"><path class=\"hatch\" d=\"M0 5L5 0\"/></pattern></defs>\n",
        id);
    return svg;
}

void svg_close(struct svg *svg)
{
    html_raw(svg->html, "</svg></div>\n");
}

void svg_rect(
    struct svg *svg, double x, double y, double w, double h, const char *class,
    const struct pp_figure *figure)
{
    double left = svg->html->rtl ? svg->width - x - w : x;
    html_printf(
        svg->html, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" class=\"%s\"", left,
        y, w, h, class);
    html_figure_attributes(svg->html, figure);
    html_raw(svg->html, "/>\n");
}

void svg_line(struct svg *svg, double x1, double y1, double x2, double y2, const char *class)
{
    html_printf(
        svg->html, "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" class=\"%s\"/>\n",
        from_left(svg, x1), y1, from_left(svg, x2), y2, class);
}

void svg_circle(
    struct svg *svg, double x, double y, double r, const char *class,
    const struct pp_figure *figure)
{
    html_printf(
        svg->html, "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\" class=\"%s\"", from_left(svg, x), y,
        r, class);
    html_figure_attributes(svg->html, figure);
    html_raw(svg->html, "/>\n");
}

/* Up to the closing bracket. y is the middle of the line. */
static void open_text(
    struct svg *svg, double x, double y, enum svg_anchor anchor, const char *class)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    html_printf(
        svg->html, "<text x=\"%.2f\" y=\"%.2f\" dy=\".35em\" text-anchor=\"%s\" class=\"%s\"",
        from_left(svg, x), y, anchors[anchor], class);
}

void svg_text(
    struct svg *svg, double x, double y, enum svg_anchor anchor, const char *class,
    const char *text)
{
    open_text(svg, x, y, anchor, class);
    html_raw(svg->html, ">");
    html_text(svg->html, text);
    html_raw(svg->html, "</text>\n");
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* The space nearest to the middle, or NULL. */
static const char *middle_space(const char *text)
{
    const char *best = NULL, *middle = text + strlen(text) / 2;
    for (const char *space = strchr(text, ' '); space; space = strchr(space + 1, ' '))
        if (!best || (space > middle ? space - middle : middle - space) < middle - best)
            best = space;
    return best;
}

void svg_label(
    struct svg *svg, double x, double y, enum svg_anchor anchor, const char *class,
    const char *text, size_t most)
{
    const double half_line = 7.5;
    const char *space = characters(text) > most ? middle_space(text) : NULL;
    if (!space) {
        svg_text(svg, x, y, anchor, class, text);
        return;
    }
    const char *first = pp_arena_strndup(svg->html->arena, text, (size_t)(space - text));
    svg_text(svg, x, y - half_line, anchor, class, first);
    svg_text(svg, x, y + half_line, anchor, class, space + 1);
}

void svg_number(
    struct svg *svg, double x, double y, enum svg_anchor anchor, const char *class,
    const struct pp_figure *figure)
{
    const struct pp_locale *locale = pp_wording_locale(svg->html->wording);
    struct pp_arena *arena = svg->html->arena;
    if (!figure)
        return;
    open_text(svg, x, y, anchor, class);
    html_figure_attributes(svg->html, figure);
    html_raw(svg->html, ">");
    html_text(
        svg->html, figure->state == PP_EXACT
                       ? pp_locale_number(locale, arena, figure->lo, figure->decimals)
                       : pp_figure_print(locale, arena, figure));
    html_raw(svg->html, "</text>\n");
}

void svg_state(
    struct svg *svg, double x, double y, double w, double h, const struct pp_figure *figure)
{
    enum pp_state state = figure ? figure->state : PP_UNKNOWN;
    double left = svg->html->rtl ? svg->width - x - w : x;
    if (state == PP_SUPPRESSED) {
        html_printf(
            svg->html,
            "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" class=\"frame\" "
            "fill=\"url(#c%zuh)\"/>\n",
            left, y, w, h, svg->html->charts);
        svg_rect(svg, x + w / 2 - 9, y + h / 2 - 8, 18, 16, "plate", NULL);
    } else if (state == PP_UNKNOWN) {
        svg_rect(svg, x, y, w, h, "unknown", NULL);
    }
    svg_number(svg, x + w / 2, y + h / 2, SVG_MIDDLE, "bold", figure);
}
