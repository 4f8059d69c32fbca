/* What the shapes of a chart tell. Whoever has a ruler measures the bars, finds the scale
 * from the numbers that are printed, and reads off what is drawn and not printed. Bars are the
 * rectangles of one thickness; the house draws none for what is withheld. Circles and lines:
 * reconcile_points.c. */
#include <math.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "reconcile.h"

static const double tolerance = 0.06; /* [pt]: numbers of a page are rounded */
static const double thin = 4;         /* [pt]: below it is a line, as between two dots */
enum { BARS = 2, MOST = 400 };

struct ruler {
    const struct reconcile_chart *chart;
    const struct published_figure *withheld;
    struct reconcile_values known;
    double lengths[MOST]; /* of the shapes that are compared [pt] */
    size_t count;
    double unit; /* [pt] for 1, of the best scale so far */
    size_t explained;
};

bool reconcile_near(double a, double b)
{
    return fabs(a - b) < tolerance;
}

/* --- what may be drawn --- */

/* A range is drawn from end to end, or as its middle. */
void reconcile_value_add(
    struct pp_arena *arena, struct reconcile_values *values, const struct published_figure *figure)
{
    double low, high;
    if (!published_number(figure->low, &low))
        return;
    *(double *)PP_PUSH(arena, values) = low;
    if (!published_number(figure->high, &high) || high <= low)
        return;
    *(double *)PP_PUSH(arena, values) = high;
    *(double *)PP_PUSH(arena, values) = (low + high) / 2;
}

static bool is_like(const struct published_figure *a, const struct published_figure *b)
{
    return pp_streq(a->measure, b->measure) && pp_streq(a->city, b->city) &&
           pp_streq(a->framework, b->framework) && pp_streq(a->period, b->period);
}

/* Small bars have no number on them: figures.csv has those of their kind. */
static void find_known(struct ruler *ruler)
{
    const struct reconcile_chart *chart = ruler->chart;
    const struct pp_published *published = chart->at->published;
    for (size_t i = 0; i < published->figures.count; i++)
        for (size_t k = 0; k < chart->named_count; k++)
            if (is_like(&published->figures.items[i], chart->named[k])) {
                reconcile_value_add(chart->at->arena, &ruler->known, &published->figures.items[i]);
                break;
            }
}

void reconcile_drawn(
    const struct reconcile_chart *chart, const struct published_figure *withheld, double value)
{
    int decimals = reconcile_near(value, round(value)) ? 0 : 1;
    readback_shows(
        chart->at, withheld, pp_arena_printf(chart->at->arena, "%.*f", decimals, value),
        "a shape of the chart");
}

/* --- bars --- */

/* Marks how many of the lengths are numbers that are printed; one printed number is one place. Ends
 * early when there cannot be so many as `least`. */
static size_t explain(const struct ruler *ruler, double unit, size_t least, bool *is_known)
{
    size_t explained = 0;
    bool used[MOST] = {false};
    for (size_t i = 0; i < ruler->count && explained + (ruler->count - i) >= least; i++) {
        is_known[i] = false;
        for (size_t v = 0; v < ruler->known.count && v < MOST && !is_known[i]; v++)
            if (!used[v] && reconcile_near(ruler->lengths[i], unit * ruler->known.items[v]))
                is_known[i] = used[v] = true;
        explained += is_known[i];
    }
    return explained;
}

static void try_scale(struct ruler *ruler, double unit)
{
    bool is_known[MOST];
    if (!(fabs(unit) > 0.01))
        return;
    size_t explained = explain(ruler, unit, ruler->explained + 1, is_known);
    if (explained <= ruler->explained)
        return;
    ruler->explained = explained;
    ruler->unit = unit;
}

/* Shapes of one length make no scale. */
static size_t count_different(const struct ruler *ruler, const bool *is_known)
{
    size_t count = 0;
    for (size_t i = 0; i < ruler->count; i++) {
        bool is_new = is_known[i];
        for (size_t k = 0; k < i && is_new; k++)
            is_new = !is_known[k] || !reconcile_near(ruler->lengths[i], ruler->lengths[k]);
        count += is_new;
    }
    return count;
}

/* Without a printed number behind most of them, it is no scale of these shapes. */
static void tell(const struct ruler *ruler)
{
    bool is_known[MOST];
    explain(ruler, ruler->unit, 0, is_known);
    if (2 * ruler->explained < ruler->count || count_different(ruler, is_known) < BARS)
        return;
    for (size_t i = 0; i < ruler->count; i++)
        if (!is_known[i])
            reconcile_drawn(ruler->chart, ruler->withheld, ruler->lengths[i] / ruler->unit);
}

/* Lengths of what has the thickness of shape `of`. */
static void attack_bars(struct ruler *ruler, size_t of, bool upright)
{
    const struct rb_shapes *shapes = ruler->chart->shapes;
    const struct rb_shape *like = &shapes->items[of];
    double thickness = upright ? like->right - like->left : like->high - like->low;
    ruler->count = ruler->explained = 0;
    if (thickness < thin || like->slanted)
        return;
    for (size_t i = 0; i < shapes->count && ruler->count < MOST; i++) {
        const struct rb_shape *shape = &shapes->items[i];
        double across = upright ? shape->right - shape->left : shape->high - shape->low;
        double length = upright ? shape->high - shape->low : shape->right - shape->left;
        if (shape->slanted || !reconcile_near(across, thickness) || reconcile_near(length, across))
            continue;
        if (i < of)
            return; /* seen with that one */
        ruler->lengths[ruler->count++] = length;
    }
    for (size_t i = 0; i < ruler->count; i++)
        for (size_t v = 0; v < ruler->known.count; v++)
            try_scale(ruler, ruler->lengths[i] / ruler->known.items[v]);
    tell(ruler);
}

/* --- all of them --- */

static bool is_told_of(const struct reconcile_chart *chart, size_t named)
{
    for (size_t i = 0; i < named; i++)
        if (published_is_withheld(chart->named[i]) &&
            pp_streq(chart->named[i]->measure, chart->named[named]->measure))
            return true;
    return false;
}

void reconcile_shapes(const struct reconcile_chart *chart)
{
    struct ruler ruler = {.chart = chart};
    for (size_t i = 0; i < chart->named_count; i++) {
        if (!published_is_withheld(chart->named[i]) || is_told_of(chart, i))
            continue;
        ruler.withheld = ruler.withheld ? ruler.withheld : chart->named[i];
        reconcile_points(chart, chart->named[i]);
    }
    if (!ruler.withheld)
        return;
    find_known(&ruler);
    for (size_t i = 0; i < chart->shapes->count; i++) {
        attack_bars(&ruler, i, false);
        attack_bars(&ruler, i, true);
    }
}
