/* What the shapes of a chart tell. Whoever has a ruler measures the bars, finds the scale
 * from the numbers that are printed, and reads off what is drawn and not printed. Bars are the
 * rectangles of one thickness; the house draws none for what is withheld. (Dots have a scale
 * without a zero of its own: with ten numbers one fits six dots by chance, so that nothing follows
 * from one.) */
#include <math.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "reconcile.h"

static const double tolerance = 0.06; /* [pt]: numbers of a page are rounded */
static const double thin = 4;         /* [pt]: below it is a line, as between two dots */
enum { BARS = 2, MOST = 400 };

struct ruler {
    const struct rb_document *document;
    const struct reconcile_values *known;
    struct {
        struct rb_shape *items;
        size_t count, capacity;
    } shapes;
    double lengths[MOST]; /* of the shapes that are compared [pt] */
    size_t count;
    double unit; /* [pt] for 1, of the best scale so far */
    size_t explained;
};

static void find_shapes(struct ruler *ruler, const struct rb_element *element)
{
    for (size_t k = 0; k < element->kids.count; k++) {
        const struct rb_kid *kid = &element->kids.items[k];
        if (kid->kind != RB_KID_CONTENT || kid->page == 0 || kid->mark == 0)
            continue;
        const struct rb_page *page = &ruler->document->pages.items[kid->page - 1];
        for (size_t i = 0; i < page->shapes.count; i++)
            if (page->shapes.items[i].mark == kid->mark - 1 && ruler->shapes.count < MOST)
                *(struct rb_shape *)PP_PUSH(ruler->document->arena, &ruler->shapes) =
                    page->shapes.items[i];
    }
}

static bool near(double a, double b)
{
    return fabs(a - b) < tolerance;
}

/* Marks how many of the lengths are numbers that are printed; one printed number is one place. Ends
 * early when there cannot be so many as `least`. */
static size_t explain(const struct ruler *ruler, double unit, size_t least, bool *is_known)
{
    size_t explained = 0;
    bool used[MOST] = {false};
    for (size_t i = 0; i < ruler->count && explained + (ruler->count - i) >= least; i++) {
        is_known[i] = false;
        for (size_t v = 0; v < ruler->known->count && v < MOST && !is_known[i]; v++)
            if (!used[v] && near(ruler->lengths[i], unit * ruler->known->items[v]))
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
            is_new = !is_known[k] || !near(ruler->lengths[i], ruler->lengths[k]);
        count += is_new;
    }
    return count;
}

/* Without a printed number behind most of them, it is no scale of these shapes. */
static void tell(const struct ruler *ruler, const struct published_figure *withheld)
{
    bool is_known[MOST];
    struct readback *at = ruler->document->at;
    explain(ruler, ruler->unit, 0, is_known);
    if (2 * ruler->explained < ruler->count || count_different(ruler, is_known) < BARS)
        return;
    for (size_t i = 0; i < ruler->count; i++) {
        double value = ruler->lengths[i] / ruler->unit;
        if (!is_known[i])
            readback_shows(
                at, withheld,
                pp_arena_printf(at->arena, "%.*f", near(value, round(value)) ? 0 : 1, value),
                "a shape of the chart");
    }
}

/* Lengths of what has the thickness of shape `of`. */
static void attack_bars(
    struct ruler *ruler, size_t of, bool upright, const struct published_figure *withheld)
{
    const struct rb_shape *like = &ruler->shapes.items[of];
    double thickness = upright ? like->right - like->left : like->high - like->low;
    ruler->count = ruler->explained = 0;
    if (thickness < thin || like->slanted)
        return;
    for (size_t i = 0; i < ruler->shapes.count; i++) {
        const struct rb_shape *shape = &ruler->shapes.items[i];
        double across = upright ? shape->right - shape->left : shape->high - shape->low;
        double length = upright ? shape->high - shape->low : shape->right - shape->left;
        if (shape->slanted || !near(across, thickness) || near(length, across))
            continue;
        if (i < of)
            return; /* seen with that one */
        ruler->lengths[ruler->count++] = length;
    }
    for (size_t i = 0; i < ruler->count; i++)
        for (size_t v = 0; v < ruler->known->count; v++)
            try_scale(ruler, ruler->lengths[i] / ruler->known->items[v]);
    tell(ruler, withheld);
}

void reconcile_shapes(
    const struct rb_document *document, size_t element, const struct reconcile_values *known,
    const struct published_figure *withheld)
{
    struct ruler ruler = {.document = document, .known = known};
    find_shapes(&ruler, &document->elements.items[element]);
    for (size_t i = 0; i < ruler.shapes.count; i++) {
        attack_bars(&ruler, i, false, withheld);
        attack_bars(&ruler, i, true, withheld);
    }
}
