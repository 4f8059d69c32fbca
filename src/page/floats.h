/* Floats: what stands at the top or the bottom of a page, over all columns, near the place that
 * mentions it. The text goes on as if it was not there; readers come to it at its mention.
 *
 * A page is filled, and the floats mentioned on it are asked in their order: one that finds room,
 * and whose mention stays on the page then, is placed; else it waits for the next page, and with it
 * all that follow. */
#ifndef PACTPRESS_PAGE_FLOATS_H
#define PACTPRESS_PAGE_FLOATS_H

#include "pactpress/flow.h"

struct pp_float {
    struct pp_flowable *block;
    size_t path[PP_CURSOR_DEPTH]; /* the cursor at its mention */
    size_t page;                  /* that it stands on, 1-based; 0: not known yet */
    double y;                     /* [pt] */
    double room_y, room_bottom;   /* [pt] of what flows on its page, without it */
};

struct pp_floats {
    struct pp_float *items;
    size_t count, capacity;
};

/* All floats of a flow, in order. */
void pp_floats_find(struct pp_arena *arena, struct pp_flow *flow, struct pp_floats *out);
/* The room that is left on a page for what flows, beginning with `place`, when it starts at
 * `start`: places what waits and what is mentioned on it. `heads`: its top belongs to a masthead.
 */
enum pp_status pp_floats_place(
    struct pp_layouter *layouter, struct pp_flow *flow, size_t page, const struct pp_cursor *start,
    bool heads, struct pp_place *place) PP_CHECK;
/* The same room again, for a page whose floats are placed. */
void pp_floats_room(const struct pp_floats *floats, size_t page, struct pp_place *place);
/* Does one wait that is mentioned before the cursor? */
bool pp_floats_wait(const struct pp_floats *floats, const struct pp_cursor *cursor);
/* Paints those of the page that were mentioned on an earlier one. */
enum pp_status pp_floats_paint_waiting(
    struct pp_layouter *layouter, const struct pp_cursor *start) PP_CHECK;

#endif
