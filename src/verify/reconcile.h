/* Reconciliation: every figure that a finished file shows is the one of figures.csv. Each
 * difference is a finding at the file. */
#ifndef PACTPRESS_VERIFY_RECONCILE_H
#define PACTPRESS_VERIFY_RECONCILE_H

#include "pdf_document.h"
#include "published.h"
#include "readback_parts.h"
#include "shapes.h"

/* A PDF: the figures that its elements name (user properties). Without `published`, only what it
 * prints, reads aloud and says in alternative texts is compared with what it names. */
void reconcile_pdf(const struct rb_document *document, const struct pp_published *published);
/* What a chart draws and names. Shapes have their y up. */
struct reconcile_chart {
    struct readback *at; /* its `published` is not NULL */
    const struct rb_shapes *shapes;
    const struct rb_shapes *rules;         /* flat lines that it may stand on, not its own */
    const struct published_figure **named; /* each once */
    size_t named_count;
};
/* Numbers that may be drawn. */
struct reconcile_values {
    double *items;
    size_t count, capacity;
};
void reconcile_value_add(
    struct pp_arena *arena, struct reconcile_values *values, const struct published_figure *figure);
bool reconcile_near(double a, double b);
/* What the shapes of a chart tell of the figures that it withholds is shown (readback_shows): bars
 * by their length; circles by their area or place, and then lines by where they end. */
void reconcile_shapes(const struct reconcile_chart *chart);
void reconcile_points(const struct reconcile_chart *chart, const struct published_figure *withheld);
/* A drawn number, as it is told of the figure. */
void reconcile_drawn(
    const struct reconcile_chart *chart, const struct published_figure *withheld, double value);
/* A cell of a table that prints one figure, and the tint behind it; RB_NO_FILL: none. */
struct reconcile_cell {
    const struct published_figure *figure;
    long tint;
};
struct reconcile_cells {
    struct reconcile_cell *items;
    size_t count, capacity;
};
/* The tint of a withheld cell is that of numbers beside it: these are shown of it. */
void reconcile_tints(struct readback *at, const struct reconcile_cells *cells);
/* The same for a table of a PDF; `figure_of` an element is what a cell prints, or NULL. */
typedef const struct published_figure *reconcile_figure_of(const void *data, size_t element);
void reconcile_table(
    const struct rb_document *document, size_t element, reconcile_figure_of *figure_of,
    const void *data);
/* A workbook, of which readback_xlsx kept the parts: the sheet of all figures line by line, the
 * other sheets by what they name, what charts remember and names stand for. Without `published`,
 * its own sheet of all figures stands for figures.csv; a workbook without such a sheet is only
 * searched for what is hidden. */
void reconcile_xlsx(struct readback *at, const struct pp_published *published);

#endif
