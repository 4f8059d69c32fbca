#include "page/cell_heads.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/canvas.h"

const char *pp_cell_name(struct pp_canvas *canvas, size_t element)
{
    struct pp_element *at = pp_canvas_at(canvas, element);
    if (!at->id)
        at->id = pp_arena_printf(canvas->document, "head.%zu", ++canvas->structure->named);
    return at->id;
}

void pp_cell_heads_add(
    struct pp_canvas *canvas, struct pp_column_heads *heads, size_t element, size_t column,
    size_t span)
{
    const char *name = pp_cell_name(canvas, element);
    for (size_t i = column; i < column + span; i++)
        *(const char **)PP_PUSH(canvas->document, &heads[i]) = name;
}

void pp_cell_heads_tell(
    struct pp_canvas *canvas, const struct pp_column_heads *heads, size_t element,
    const char *group, const char *beside)
{
    struct pp_element_more *more = pp_more_of(canvas->document, pp_canvas_at(canvas, element));
    size_t count = heads->count;
    more->headers = pp_arena_array(canvas->document, count + 2, sizeof *more->headers);
    if (heads->count > 0)
        memcpy(more->headers, heads->items, heads->count * sizeof *more->headers);
    if (group)
        more->headers[count++] = group;
    if (beside)
        more->headers[count++] = beside;
    more->header_count = (uint32_t)count;
}
