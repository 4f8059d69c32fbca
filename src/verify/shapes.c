#include "shapes.h"

#include <math.h>
#include <string.h>

#include "pactpress/arena.h"

static const double level = 0.05; /* [pt]: numbers of a page are rounded */

static void reach(struct rb_shape *shape, double x, double y)
{
    shape->left = fmin(shape->left, x);
    shape->right = fmax(shape->right, x);
    shape->low = fmin(shape->low, y);
    shape->high = fmax(shape->high, y);
}

static void add_corner(struct rb_shape *shape, double x, double y)
{
    double *corner = shape->corners[shape->corner_count < RB_CORNERS ? shape->corner_count : 0];
    if (shape->corner_count++ < RB_CORNERS) {
        corner[0] = x;
        corner[1] = y;
    }
}

void rb_shape_start(struct pp_arena *arena, struct rb_shapes *path, double x, double y)
{
    struct rb_shape *shape = PP_PUSH(arena, path);
    *shape = (struct rb_shape){
        .left = x, .right = x, .low = y, .high = y, .last = {x, y}, .fill = RB_NO_FILL};
    add_corner(shape, x, y);
}

void rb_shape_go(struct rb_shapes *path, double x, double y, bool curved)
{
    if (path->count == 0)
        return;
    struct rb_shape *shape = &path->items[path->count - 1];
    shape->slanted |= fabs(x - shape->last[0]) > level && fabs(y - shape->last[1]) > level;
    shape->curved |= curved;
    shape->last[0] = x;
    shape->last[1] = y;
    reach(shape, x, y);
    add_corner(shape, x, y);
}

void rb_shape_rectangle(
    struct pp_arena *arena, struct rb_shapes *path, const double from[2], const double to[2])
{
    rb_shape_start(arena, path, from[0], from[1]);
    struct rb_shape *shape = &path->items[path->count - 1];
    reach(shape, to[0], to[1]);
    add_corner(shape, to[0], from[1]);
    add_corner(shape, to[0], to[1]);
    add_corner(shape, from[0], to[1]);
}

bool rb_shape_is_round(const struct rb_shape *shape)
{
    double width = shape->right - shape->left, height = shape->high - shape->low;
    return shape->curved && fabs(width - height) < 2 * level;
}

/* The middles of the two ends of a quadrilateral that is long in one direction. */
static void find_ends(const struct rb_shape *shape, int along, double ends[2][2])
{
    double middle = along == 0 ? (shape->left + shape->right) / 2 : (shape->low + shape->high) / 2;
    size_t counts[2] = {0, 0};
    memset(ends, 0, 2 * sizeof *ends);
    for (size_t c = 0; c < 4; c++) {
        size_t end = shape->corners[c][along] > middle;
        counts[end]++;
        for (size_t i = 0; i < 2; i++)
            ends[end][i] += shape->corners[c][i];
    }
    for (size_t end = 0; end < 2; end++)
        for (size_t i = 0; i < 2; i++)
            ends[end][i] /= counts[end] > 0 ? (double)counts[end] : 1;
}

bool rb_shape_line(const struct rb_shape *shape, double thin, int along, double ends[2][2])
{
    const double(*c)[2] = shape->corners;
    double thick = along == 0 ? shape->high - shape->low : shape->right - shape->left;
    if (shape->curved)
        return false;
    if (shape->corner_count == 2) {
        memcpy(ends, c, 2 * sizeof *c);
    } else if (shape->slanted && shape->corner_count == 4) {
        for (size_t i = 0; i < 2; i++) {
            ends[0][i] = (c[0][i] + c[3][i]) / 2;
            ends[1][i] = (c[1][i] + c[2][i]) / 2;
        }
    } else if (!shape->slanted && thick < thin && shape->corner_count >= 4) {
        find_ends(shape, along, ends); /* a line that is nearly flat is not flat */
    } else {
        return false;
    }
    return true;
}
