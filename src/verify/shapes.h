/* What a page draws with lines: boxes around the pieces of paths, and the corners of the small
 * ones. */
#ifndef PACTPRESS_VERIFY_SHAPES_H
#define PACTPRESS_VERIFY_SHAPES_H

#include <stdbool.h>
#include <stddef.h>

struct pp_arena;

enum { RB_CORNERS = 4, RB_NO_FILL = -1 };

/* Lengths in units of the page, y up. */
struct rb_shape {
    size_t mark;                   /* index of the sequence that it belongs to */
    double left, low, right, high; /* the box around it */
    double corners[RB_CORNERS][2]; /* x, y, in the order of drawing */
    size_t corner_count;           /* also of those that are not kept */
    double last[2];                /* where it came to */
    bool slanted;                  /* a side lies neither flat nor upright: no rectangle */
    bool curved;
    long fill; /* 0xRRGGBB; RB_NO_FILL: none, or no plain colour */
};

struct rb_shapes {
    struct rb_shape *items;
    size_t count, capacity;
};

/* A new piece of a path starts there, a point that the last piece goes on to, and a rectangle
 * between two opposite corners. */
void rb_shape_start(struct pp_arena *arena, struct rb_shapes *path, double x, double y);
void rb_shape_go(struct rb_shapes *path, double x, double y, bool curved);
void rb_shape_rectangle(
    struct pp_arena *arena, struct rb_shapes *path, const double from[2], const double to[2]);

/* A circle, as far as its box and its curves tell. */
bool rb_shape_is_round(const struct rb_shape *shape);
/* A line from end to end, across (`along` 0) or up (1): a stroke, or a rectangle of less than
 * `thin`; false: it is none. A small rectangle may be either. */
bool rb_shape_line(const struct rb_shape *shape, double thin, int along, double ends[2][2]);

#endif
