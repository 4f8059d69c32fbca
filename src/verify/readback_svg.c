#include "readback_svg.h"

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "reconcile.h"

static const char *get(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (pp_streq(*attributes, name))
            return attributes[1];
    return "";
}

static double number(const char **attributes, const char *name)
{
    double value;
    return published_number(get(attributes, name), &value) ? value : 0;
}

/* Axes, and the forms of what has no value. */
static bool is_furniture(const char *class)
{
    static const char *const classes[] = {"hair", "dotted", "frame", "plate", "unknown"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (pp_streq(class, classes[i]))
            return true;
    return false;
}

static void add_line(struct pp_arena *arena, struct rb_shapes *out, const char **attributes)
{
    rb_shape_start(arena, out, number(attributes, "x1"), -number(attributes, "y1"));
    rb_shape_go(out, number(attributes, "x2"), -number(attributes, "y2"), false);
}

static void add_box(
    struct pp_arena *arena, struct rb_shapes *out, double x, double y, double width, double height)
{
    rb_shape_rectangle(
        arena, out, (const double[]){x, -y}, (const double[]){x + width, -(y + height)});
}

void readback_svg_take(
    struct readback *at, struct readback_svg *svg, const char *name, const char **attributes,
    const struct published_figure *figure)
{
    const char *class = get(attributes, "class");
    bool is_new = figure != NULL;
    for (size_t i = 0; i < svg->named.count && is_new; i++)
        is_new = svg->named.items[i] != figure;
    if (is_new)
        *(const struct published_figure **)PP_PUSH(at->arena, &svg->named) = figure;
    if (is_furniture(class))
        return;
    if (pp_streq(name, "line")) {
        add_line(at->arena, pp_streq(class, "strong") ? &svg->rules : &svg->shapes, attributes);
    } else if (pp_streq(name, "rect")) {
        add_box(
            at->arena, &svg->shapes, number(attributes, "x"), number(attributes, "y"),
            number(attributes, "width"), number(attributes, "height"));
    } else if (pp_streq(name, "circle")) {
        double r = number(attributes, "r");
        add_box(
            at->arena, &svg->shapes, number(attributes, "cx") - r, number(attributes, "cy") - r,
            2 * r, 2 * r);
        svg->shapes.items[svg->shapes.count - 1].curved = true;
        svg->shapes.items[svg->shapes.count - 1].slanted = true;
    }
}

void readback_svg_judge(struct readback *at, const struct readback_svg *svg)
{
    struct reconcile_chart chart = {
        .at = at,
        .shapes = &svg->shapes,
        .rules = &svg->rules,
        .named = svg->named.items,
        .named_count = svg->named.count};
    reconcile_shapes(&chart);
}
