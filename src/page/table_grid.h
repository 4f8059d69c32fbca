/* Where the columns of a table stand: measured once, divided into pieces where they are more than
 * the place is wide. */
#ifndef PACTPRESS_PAGE_TABLE_GRID_H
#define PACTPRESS_PAGE_TABLE_GRID_H

#include "pactpress/flow.h"

enum { PP_GRID_COLUMNS = 64 }; /* more than fit beside each other on any page */

/* One piece of one table in one place: the columns that head the rows, then its own. */
struct pp_grid {
    size_t pieces, piece;
    size_t count;
    size_t columns[PP_GRID_COLUMNS];                   /* of the table */
    double x[PP_GRID_COLUMNS], width[PP_GRID_COLUMNS]; /* [pt] */
};

/* Measures the table, unless that was done, and finds its pieces in a place of this width. */
enum pp_status pp_grid_measure(
    struct pp_layouter *layouter, struct pp_flowable *block, double width) PP_CHECK;
/* The columns of a piece. */
struct pp_grid pp_grid_make(
    const struct pp_flowable *block, const struct pp_place *place, size_t piece);
/* Before the heads of a piece are told: those of the piece before are none of its. */
void pp_grid_forget_heads(struct pp_flowable *block);
/* What of a cell over `span` columns from `column` on stands in the piece: its first column there
 * in *at, and how many; 0: nothing. */
size_t pp_grid_span(const struct pp_grid *grid, size_t column, size_t span, size_t *at);

/* The type that a cell is set in. */
enum pp_type pp_cell_type(const struct pp_node *table, const struct pp_node *row, size_t column);
/* The width of a number from its decimal separator on: numbers of a column hang on that place. */
enum pp_status pp_cell_fraction(
    struct pp_layouter *layouter, const struct pp_table_memo *memo, const struct pp_inline *content,
    const struct pp_text_spec *spec, double *width) PP_CHECK;

#endif
