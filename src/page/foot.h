/* Footnotes at the foot of a column: which notes a stretch of columns has, what they take, and
 * where they stand. A note stands in the column that first calls it; one that only a table or a box
 * calls, or that is long, stays at the end of its story. */
#ifndef PACTPRESS_PAGE_FOOT_H
#define PACTPRESS_PAGE_FOOT_H

#include "pactpress/flow.h"

struct pp_foot_note {
    const char *id;
    const struct pp_node *item;   /* of the list of notes */
    const struct pp_node *caller; /* text block that calls it first */
    struct pp_flow *flow;         /* its paragraphs */
};

struct pp_foot {
    struct pp_foot_note *items;
    size_t count, capacity;
};

/* The notes that the texts of `columns` (PP_NODE_COLUMNS) call first, without their flows. */
void pp_foot_find(struct pp_arena *arena, const struct pp_node *columns, struct pp_foot *out);
/* Does the note stand at a foot? */
bool pp_foot_takes(const struct pp_node *item);

/* Counts the notes that lines [first, first + count) of a text are the first to call, and adds them
 * to `place`: what they take of it, and which they are. */
enum pp_status pp_foot_hold(
    struct pp_layouter *layouter, const struct pp_flowable *block, const struct pp_text *text,
    size_t first, size_t count, struct pp_place *place) PP_CHECK;
/* Puts what `place` holds above `bottom`. */
enum pp_status pp_foot_put(
    struct pp_layouter *layouter, const struct pp_place *place, double bottom) PP_CHECK;

#endif
