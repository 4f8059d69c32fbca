/* A chart of a web page: what it draws is measured as in a PDF (reconcile.h). */
#ifndef PACTPRESS_VERIFY_READBACK_SVG_H
#define PACTPRESS_VERIFY_READBACK_SVG_H

#include "published.h"
#include "readback_parts.h"
#include "shapes.h"

struct readback_svg {
    struct rb_shapes shapes, rules;
    struct {
        const struct published_figure **items;
        size_t count, capacity;
    } named;
};

/* An element of the drawing. `figure` is what it says it draws or prints, or NULL. */
void readback_svg_take(
    struct readback *at, struct readback_svg *svg, const char *name, const char **attributes,
    const struct published_figure *figure);
/* The drawing is complete: what it tells is shown (readback_shows). */
void readback_svg_judge(struct readback *at, const struct readback_svg *svg);

#endif
