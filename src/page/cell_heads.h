/* Which header cells head a cell of a table with heads above and beside, or with grouped heads:
 * readers that do not work it out from scopes are told by ids (ISO 32000-1, table 349). */
#ifndef PACTPRESS_PAGE_CELL_HEADS_H
#define PACTPRESS_PAGE_CELL_HEADS_H

#include <stddef.h>

struct pp_canvas;

/* The ids of the header cells above a column. */
struct pp_column_heads {
    const char **items;
    size_t count, capacity;
};

/* Names a header cell; the name lives as long as the document. */
const char *pp_cell_name(struct pp_canvas *canvas, size_t element);
/* A header cell above `span` columns from `column` on. `heads` is an array by column. */
void pp_cell_heads_add(
    struct pp_canvas *canvas, struct pp_column_heads *heads, size_t element, size_t column,
    size_t span);
/* Tells a cell of that column its headers: those above, that of its group of rows, and the one
 * beside (NULL: none). */
void pp_cell_heads_tell(
    struct pp_canvas *canvas, const struct pp_column_heads *heads, size_t element,
    const char *group, const char *beside);

#endif
