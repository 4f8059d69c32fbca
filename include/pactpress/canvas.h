/* The canvas: where blocks paint. Every function does nothing on a NULL canvas: that is how the
 * same code measures and paints. Coordinates are those of a left-to-right page, in points from the
 * top left, y down; on a right-to-left page the canvas mirrors x of
 * boxes and shapes; what stands inside pictures and the emblem stays as it is. */
#ifndef PACTPRESS_CANVAS_H
#define PACTPRESS_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/display.h"
#include "pactpress/look.h"

struct pp_arena;

struct pp_canvas {
    struct pp_arena *arena;    /* lives as long as the sheet */
    struct pp_arena *document; /* lives as long as the document: structure, bookmarks */
    struct {
        struct pp_op *items;
        size_t count, capacity;
    } ops;
    struct {
        struct pp_stretch *items;
        size_t count, capacity;
    } stretches;
    const struct pp_styles *styles;
    struct pp_structure *structure;
    struct pp_bookmarks *bookmarks;
    double width, height; /* [pt] */
    bool rtl;
    size_t page; /* 1-based */
};

/* How a shape is painted. */
struct pp_paint {
    enum pp_tint fill, stroke;
    enum pp_rule rule; /* width of the stroke; or */
    double width;      /* [pt] */
    double dash[2];    /* [pt] on, off */
};

/* A new structure element. Returns its index, or 0 on a NULL canvas. */
size_t pp_canvas_element(struct pp_canvas *canvas, enum pp_role role, size_t parent);
/* The element for changing its attributes; good until the next one is made. */
struct pp_element *pp_canvas_at(struct pp_canvas *canvas, size_t element);
/* Where a Figure stands on its page; `left` is not mirrored any more. */
void pp_canvas_box(
    struct pp_canvas *canvas, size_t element, double left, double y, double w, double h);
/* The element of an id, or 0. */
size_t pp_canvas_find(const struct pp_canvas *canvas, const char *id);
void pp_canvas_touch(struct pp_canvas *canvas, size_t element);

/* The left edge of a box on the page: mirrored where the page is. */
double pp_canvas_left(const struct pp_canvas *canvas, double x, double width);

struct pp_op *pp_canvas_op(struct pp_canvas *canvas, enum pp_op_kind kind, long element);
void pp_canvas_rect(
    struct pp_canvas *canvas, long element, double x, double y, double w, double h,
    struct pp_paint paint);
/* A horizontal or vertical line; decoration. */
void pp_canvas_rule(
    struct pp_canvas *canvas, double x, double y, double w, enum pp_rule rule, enum pp_tint tint);
void pp_canvas_upright(
    struct pp_canvas *canvas, double x, double y, double h, enum pp_rule rule, enum pp_tint tint);
void pp_canvas_circle(
    struct pp_canvas *canvas, long element, double cx, double cy, double r, struct pp_paint paint);
/* The start half of a disc, filled. */
void pp_canvas_half_disc(
    struct pp_canvas *canvas, long element, double cx, double cy, double r, enum pp_tint tint);
/* A polygon of `count` corners {x, y}. `mirror` false keeps it as it is on mirrored pages, shifted
 * by nothing: corners are page coordinates then. */
void pp_canvas_polygon(
    struct pp_canvas *canvas, long element, const double (*corners)[2], size_t count, bool mirror,
    struct pp_paint paint);
/* The letter c as a stroke around a centre, never mirrored. */
void pp_canvas_letter_c(
    struct pp_canvas *canvas, long element, double cx, double cy, double r, enum pp_tint tint);
/* Lines at 45 degrees inside a box: what is withheld. */
void pp_canvas_hatch(
    struct pp_canvas *canvas, long element, double x, double y, double w, double h);
/* `crop`: left, top, right and bottom of the part that is shown, 0..1. */
void pp_canvas_image(
    struct pp_canvas *canvas, long element, const char *path, double x, double y, double w,
    double h, const double crop[4]);
/* Says where columns of text stand; x and width are those of the first. */
void pp_canvas_stretch(struct pp_canvas *canvas, struct pp_stretch stretch);
void pp_canvas_bookmark(struct pp_canvas *canvas, const char *title, int level, double y);

#endif
