/* What the tints of a table tell. Cells whose number is printed say which numbers have which tint;
 * a withheld one has none of them. */
#include <math.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "reconcile.h"

enum { WHITE = 0xFFFFFF };

/* The printed numbers of this kind in the tint; false: there are none. */
static bool range_of(
    const struct reconcile_cells *cells, const struct reconcile_cell *hidden, double *low,
    double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < cells->count; i++) {
        const struct reconcile_cell *cell = &cells->items[i];
        double value;
        if (cell->tint != hidden->tint || !published_number(cell->figure->low, &value) ||
            !pp_streq(cell->figure->measure, hidden->figure->measure))
            continue;
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
    return *low <= *high;
}

/* One tint everywhere is the table's. */
static bool is_scale(const struct reconcile_cells *cells)
{
    long first = RB_NO_FILL;
    for (size_t i = 0; i < cells->count; i++) {
        const struct reconcile_cell *cell = &cells->items[i];
        if (cell->tint == RB_NO_FILL || published_is_withheld(cell->figure))
            continue;
        if (first != RB_NO_FILL && cell->tint != first)
            return true;
        first = cell->tint;
    }
    return false;
}

void reconcile_tints(struct readback *at, const struct reconcile_cells *cells)
{
    for (size_t i = 0; is_scale(cells) && i < cells->count; i++) {
        const struct reconcile_cell *cell = &cells->items[i];
        double low, high;
        if (cell->tint != RB_NO_FILL && published_is_withheld(cell->figure) &&
            range_of(cells, cell, &low, &high))
            readback_shows(
                at, cell->figure,
                low < high ? pp_arena_printf(at->arena, "%g to %g", low, high)
                           : pp_arena_printf(at->arena, "%g", low),
                "the tint of its cell");
    }
}

/* --- of a PDF: the rectangle behind what a cell paints, and behind no other's --- */

struct place {
    const struct rb_page *page;
    double x, y;
};

struct table {
    const struct rb_document *document;
    reconcile_figure_of *figure_of;
    const void *data;
    struct {
        struct place *items;
        size_t count, capacity;
    } places; /* of all cells */
    struct reconcile_cells cells;
    struct {
        size_t *items;
        size_t count, capacity;
    } at; /* [cell] its place */
};

static bool find_place(const struct rb_document *document, size_t index, struct place *out)
{
    const struct rb_element *element = &document->elements.items[index];
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        const struct rb_mark *mark = rb_mark_of(document, kid);
        if (kid->kind == RB_KID_ELEMENT && find_place(document, kid->element, out))
            return true;
        if (!mark || !mark->painted)
            continue;
        *out = (struct place){&document->pages.items[kid->page - 1], mark->at[0], mark->at[1]};
        return true;
    }
    return false;
}

static void find_cells(struct table *table, size_t index)
{
    struct pp_arena *arena = table->document->arena;
    const struct rb_element *element = &table->document->elements.items[index];
    bool is_cell = pp_streq(element->role, "TD") || pp_streq(element->role, "TH");
    struct place place;
    for (size_t i = 0; i < element->kids.count && !is_cell; i++)
        if (element->kids.items[i].kind == RB_KID_ELEMENT)
            find_cells(table, element->kids.items[i].element);
    if (!is_cell || !find_place(table->document, index, &place))
        return;
    const struct published_figure *figure = table->figure_of(table->data, index);
    if (figure) {
        *(struct reconcile_cell *)PP_PUSH(arena, &table->cells) =
            (struct reconcile_cell){figure, RB_NO_FILL};
        *(size_t *)PP_PUSH(arena, &table->at) = table->places.count;
    }
    *(struct place *)PP_PUSH(arena, &table->places) = place;
}

static bool is_behind(const struct rb_shape *shape, const struct place *place)
{
    static const double slack = 1; /* [pt] */
    return shape->left - slack <= place->x && place->x <= shape->right + slack &&
           shape->low <= place->y && place->y <= shape->high;
}

static bool is_behind_one(const struct table *table, const struct rb_shape *shape, size_t place)
{
    for (size_t i = 0; i < table->places.count; i++)
        if (i != place && table->places.items[i].page == table->places.items[place].page &&
            is_behind(shape, &table->places.items[i]))
            return false;
    return true;
}

static long tint_of(const struct table *table, size_t index)
{
    const struct place *place = &table->places.items[index];
    long tint = RB_NO_FILL;
    for (size_t i = 0; i < place->page->shapes.count; i++) {
        const struct rb_shape *shape = &place->page->shapes.items[i];
        if (shape->fill != RB_NO_FILL && shape->fill != WHITE && !shape->slanted &&
            is_behind(shape, place) && is_behind_one(table, shape, index))
            tint = shape->fill;
    }
    return tint;
}

void reconcile_table(
    const struct rb_document *document, size_t element, reconcile_figure_of *figure_of,
    const void *data)
{
    struct table table = {.document = document, .figure_of = figure_of, .data = data};
    bool withholds = false;
    find_cells(&table, element);
    for (size_t i = 0; i < table.cells.count; i++)
        withholds |= published_is_withheld(table.cells.items[i].figure);
    for (size_t i = 0; i < table.cells.count && withholds; i++)
        table.cells.items[i].tint = tint_of(&table, table.at.items[i]);
    if (withholds)
        reconcile_tints(document->at, &table.cells);
}
