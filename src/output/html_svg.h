/* Drawing in SVG. All lengths in units of the drawing; x counts from the start edge, so that a page
 * that runs from right to left has its charts mirrored. */
#ifndef PACTPRESS_OUTPUT_HTML_SVG_H
#define PACTPRESS_OUTPUT_HTML_SVG_H

#include "html_parts.h"

struct svg {
    struct html *html;
    double width, height;
};

/* Opens <figure> and the drawing, named after the last heading and described by `alt`. */
struct svg svg_open(struct html *html, double width, double height, const char *alt);
void svg_close(struct svg *svg);
/* `figure`: what is drawn, or NULL. */
void svg_rect(
    struct svg *svg, double x, double y, double w, double h, const char *class,
    const struct pp_figure *figure);
void svg_line(struct svg *svg, double x1, double y1, double x2, double y2, const char *class);
void svg_circle(
    struct svg *svg, double x, double y, double r, const char *class,
    const struct pp_figure *figure);
enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };
void svg_text(
    struct svg *svg, double x, double y, enum svg_anchor anchor, const char *class,
    const char *text);
/* In two lines where it is longer than `most` characters. y is the middle. */
void svg_label(
    struct svg *svg, double x, double y, enum svg_anchor anchor, const char *class,
    const char *text, size_t most);
/* A figure's number without its unit, or the sign of its state. */
void svg_number(
    struct svg *svg, double x, double y, enum svg_anchor anchor, const char *class,
    const struct pp_figure *figure);
/* What stands where a mark would, for a figure without a value. */
void svg_state(
    struct svg *svg, double x, double y, double w, double h, const struct pp_figure *figure);

#endif
