/* What circles and lines of a chart tell. Every figure that the chart names has a circle, so that
 * a scale is found which gives each of them one: by area, by place across or up, or by the height
 * above the line under it. A circle that is left over then, or a line that ends elsewhere, is
 * drawn for what is withheld. */
#include <math.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "reconcile.h"

static const double thin = 4; /* [pt]: lines are */
enum {
    MOST = 400,
    MANY = 6 /* figures; of so many, one may be drawn as something else */
};

enum channel { AREA, ACROSS, UP, ABOVE, CHANNELS };

struct point {
    double x, y, radius;
    size_t circles; /* drawn around it */
};

/* A figure as it may be drawn. */
struct drawn {
    double low, middle;
    bool single;
};

struct scale {
    enum channel channel;
    double zero, unit;  /* measured for 0, and for 1 more */
    size_t matched;     /* figures */
    size_t unexplained; /* circles */
};

struct plot {
    const struct reconcile_chart *chart;
    const struct published_figure *withheld;
    struct point points[MOST];
    size_t count;
    double least, most;         /* radius; small numbers have the least, too */
    struct drawn figures[MOST]; /* those that must have a circle come first */
    size_t figure_count, sure_count;
    struct scale best;
};

/* --- measuring --- */

static void add_circle(struct plot *plot, const struct rb_shape *shape)
{
    double x = (shape->left + shape->right) / 2, y = (shape->low + shape->high) / 2;
    double radius = (shape->right - shape->left) / 2;
    for (size_t i = 0; i < plot->count; i++) {
        struct point *point = &plot->points[i];
        if (!reconcile_near(point->x, x) || !reconcile_near(point->y, y))
            continue;
        point->radius = fmax(point->radius, radius);
        point->circles++;
        return;
    }
    if (plot->count < MOST)
        plot->points[plot->count++] = (struct point){x, y, radius, 1};
}

static void find_circles(struct plot *plot)
{
    const struct rb_shapes *shapes = plot->chart->shapes;
    for (size_t i = 0; i < shapes->count; i++)
        if (rb_shape_is_round(&shapes->items[i]))
            add_circle(plot, &shapes->items[i]);
    plot->least = INFINITY;
    for (size_t i = 0; i < plot->count; i++) {
        plot->least = fmin(plot->least, plot->points[i].radius);
        plot->most = fmax(plot->most, plot->points[i].radius);
    }
}

/* The line under a place, or NAN. */
static double foot_of(const struct plot *plot, double x, double y)
{
    double foot = NAN;
    for (size_t i = 0; i < plot->chart->rules->count; i++) {
        const struct rb_shape *rule = &plot->chart->rules->items[i];
        if (rule->left <= x && x <= rule->right && rule->low < y + 0.5 && !(rule->low <= foot))
            foot = rule->low;
    }
    return foot;
}

static double measure(const struct plot *plot, enum channel channel, double x, double y, double r)
{
    switch (channel) {
    case AREA:
        return r * r;
    case ACROSS:
        return x;
    case UP:
        return y;
    default:
        return y - foot_of(plot, x, y);
    }
}

static double measure_point(const struct plot *plot, enum channel channel, size_t point)
{
    const struct point *at = &plot->points[point];
    return measure(plot, channel, at->x, at->y, at->radius);
}

/* Is the value measured like this? Areas are judged by their radius. */
static bool fits(const struct plot *plot, const struct scale *scale, double measured, double value)
{
    double wanted = scale->zero + scale->unit * value;
    if (scale->channel != AREA)
        return reconcile_near(measured, wanted);
    double radius = sqrt(measured);
    return reconcile_near(radius, sqrt(fmax(wanted, 0))) ||
           (reconcile_near(radius, plot->least) && wanted < measured);
}

/* --- finding the scale --- */

/* How many figures have a circle; `left` is set to the circles that none has. Ends early where
 * more miss one than may. */
static size_t match(const struct plot *plot, const struct scale *scale, size_t left[MOST])
{
    size_t matched = 0, missed = 0;
    for (size_t i = 0; i < plot->count; i++)
        left[i] = plot->points[i].circles;
    for (size_t f = 0; f < plot->figure_count; f++) {
        size_t i = 0;
        for (; i < plot->count; i++) {
            double measured = measure_point(plot, scale->channel, i);
            if (left[i] > 0 && (fits(plot, scale, measured, plot->figures[f].middle) ||
                                fits(plot, scale, measured, plot->figures[f].low)))
                break;
        }
        if (i < plot->count) {
            left[i]--;
            matched++;
        } else if (f < plot->sure_count && ++missed > (plot->sure_count >= MANY)) {
            return 0;
        }
    }
    for (size_t i = 0; i < plot->count; i++)
        left[i] = left[i] == plot->points[i].circles ? left[i] : 0;
    return matched;
}

static void try_scale(struct plot *plot, struct scale scale)
{
    size_t left[MOST];
    if (!(fabs(scale.unit) > 0.01))
        return;
    scale.matched = match(plot, &scale, left);
    for (size_t i = 0; i < plot->count; i++)
        scale.unexplained += left[i] > 0;
    if (scale.matched > plot->best.matched ||
        (scale.matched == plot->best.matched && scale.unexplained <= plot->best.unexplained))
        plot->best = scale;
}

/* Of the single values the k-th from the least or the greatest one, none twice; or NAN. */
static double end_of(const struct plot *plot, bool greatest, size_t k)
{
    double found = NAN, last;
    do {
        last = found;
        found = NAN;
        for (size_t i = 0; i < plot->sure_count; i++) {
            double value = plot->figures[i].middle;
            bool behind = isnan(last) || (greatest ? value < last : value > last);
            if (plot->figures[i].single && behind && !(greatest ? value <= found : value >= found))
                found = value;
        }
    } while (k-- > 0 && !isnan(found));
    return found;
}

/* Scales on which two figures, or one and zero, have circles. */
static void try_channel(struct plot *plot, enum channel channel, double low, double high)
{
    bool has_zero = channel == AREA || channel == ABOVE;
    for (size_t i = 0; i < plot->count && high > low; i++) {
        double to = measure_point(plot, channel, i);
        if (has_zero)
            try_scale(plot, (struct scale){.channel = channel, .unit = to / high});
        for (size_t k = 0; k < plot->count && !has_zero; k++) {
            double from = measure_point(plot, channel, k), unit = (to - from) / (high - low);
            try_scale(
                plot, (struct scale){.channel = channel, .zero = from - unit * low, .unit = unit});
        }
    }
}

static void find_scale(struct plot *plot)
{
    int first = reconcile_near(plot->least, plot->most) ? ACROSS : AREA;
    for (int channel = first; channel < CHANNELS; channel++)
        for (size_t k = 0; k < 4; k++)
            try_channel(
                plot, (enum channel)channel, end_of(plot, false, k % 2), end_of(plot, true, k / 2));
}

/* --- telling --- */

/* Not all points of a line of several periods have their number printed; and where a chart stands
 * on lines, others of its kind may be behind them. */
static void find_others(const struct plot *plot, bool all_cities, struct reconcile_values *out)
{
    const struct reconcile_chart *chart = plot->chart;
    const struct pp_published *published = chart->at->published;
    for (size_t i = 0; i < published->figures.count; i++) {
        const struct published_figure *figure = &published->figures.items[i];
        bool is_named = false, is_like = false;
        if (!pp_streq(figure->measure, plot->withheld->measure) ||
            !pp_streq(figure->framework, plot->withheld->framework))
            continue;
        for (size_t k = 0; k < chart->named_count; k++) {
            is_named |= chart->named[k] == figure;
            is_like |= all_cities || pp_streq(chart->named[k]->city, figure->city);
        }
        if (is_like && (all_cities || !is_named))
            reconcile_value_add(chart->at->arena, out, figure);
    }
}

static bool is_one_of(
    const struct plot *plot, const struct reconcile_values *values, double measured)
{
    for (size_t i = 0; i < values->count; i++)
        if (fits(plot, &plot->best, measured, values->items[i]))
            return true;
    return false;
}

static void tell(const struct plot *plot, double measured)
{
    reconcile_drawn(plot->chart, plot->withheld, (measured - plot->best.zero) / plot->best.unit);
}

static void tell_points(const struct plot *plot)
{
    struct reconcile_values others = {0};
    size_t left[MOST];
    match(plot, &plot->best, left);
    find_others(plot, false, &others);
    for (size_t i = 0; i < plot->count; i++) {
        double measured = measure_point(plot, plot->best.channel, i);
        if (left[i] > 0 && !is_one_of(plot, &others, measured))
            tell(plot, measured);
    }
}

struct line_end {
    double measured;
    bool known; /* as a value that is published */
};

/* The ends of a line that are measured; 0: it is none, or its ends are known. One that is shorter
 * than it is thick is known if it is in either direction. */
static size_t find_line(
    const struct plot *plot, const struct rb_shape *shape, const struct reconcile_values *values,
    struct line_end found[4])
{
    size_t count = 0;
    for (int along = 0; along < 2; along++) {
        double ends[2][2];
        bool known = true;
        if (!rb_shape_line(shape, thin, along, ends))
            continue;
        for (size_t k = 0; k < 2; k++) {
            double measured = measure(plot, plot->best.channel, ends[k][0], ends[k][1], 0);
            if (isnan(measured))
                continue;
            found[count].measured = measured;
            found[count].known = is_one_of(plot, values, measured);
            known = known && found[count++].known;
        }
        if (known)
            return 0;
        if (shape->slanted || shape->corner_count == 2)
            break; /* it is the same along both */
    }
    return count;
}

static void tell_lines(const struct plot *plot)
{
    struct reconcile_values values = {0};
    const struct reconcile_chart *chart = plot->chart;
    if (plot->best.channel == AREA)
        return;
    find_others(plot, plot->best.channel == ABOVE, &values);
    for (size_t i = 0; i < chart->named_count; i++)
        if (pp_streq(chart->named[i]->measure, plot->withheld->measure))
            reconcile_value_add(chart->at->arena, &values, chart->named[i]);
    for (size_t i = 0; i < chart->shapes->count; i++) {
        struct line_end ends[4];
        size_t count = find_line(plot, &chart->shapes->items[i], &values, ends);
        for (size_t k = 0; k < count; k++)
            if (!ends[k].known)
                tell(plot, ends[k].measured);
    }
}

/* A line needs both its ends: where one is withheld, the other is perhaps not drawn. */
static bool is_sure(const struct plot *plot, const struct published_figure *figure)
{
    for (size_t i = 0; i < plot->chart->named_count; i++) {
        const struct published_figure *other = plot->chart->named[i];
        if (published_is_withheld(other) && pp_streq(other->measure, figure->measure) &&
            pp_streq(other->address, figure->address))
            return false;
    }
    return true;
}

static void add_figure(struct plot *plot, const struct published_figure *figure, bool sure)
{
    struct drawn drawn;
    double high;
    if (!pp_streq(figure->measure, plot->withheld->measure) || is_sure(plot, figure) != sure ||
        !published_number(figure->low, &drawn.low) || plot->figure_count == MOST)
        return;
    bool is_range = published_number(figure->high, &high) && high > drawn.low;
    drawn.middle = is_range ? (drawn.low + high) / 2 : drawn.low;
    drawn.single = published_is_single(figure);
    plot->figures[plot->figure_count++] = drawn;
    plot->sure_count += sure;
}

void reconcile_points(const struct reconcile_chart *chart, const struct published_figure *withheld)
{
    struct plot *plot = pp_arena_alloc(chart->at->arena, sizeof *plot);
    plot->chart = chart;
    plot->withheld = withheld;
    find_circles(plot);
    for (size_t i = 0; i < 2 * chart->named_count; i++)
        add_figure(plot, chart->named[i % chart->named_count], i < chart->named_count);
    find_scale(plot);
    if (plot->best.matched == 0)
        return;
    tell_points(plot);
    tell_lines(plot);
}
