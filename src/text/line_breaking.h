/* The choice of breaks for a whole paragraph: Knuth and Plass, "Breaking Paragraphs into Lines"
 * (1981), with the ragged setting of their section 4: a line's shortfall counts against a fixed
 * stretch at its end, spaces are never stretched. */
#ifndef PACTPRESS_TEXT_LINE_BREAKING_H
#define PACTPRESS_TEXT_LINE_BREAKING_H

#include <stddef.h>

#include "shaped.h"

struct pp_breaking {
    const struct pp_opportunities *opportunities;
    const double *pens; /* [pt] of each unit */
    double width;       /* [pt] */
    double indent;      /* [pt] of the first line */
    double stretch;     /* [pt] shortfall that counts as badness 100 */
};

/* Indexes of the opportunities that end the lines, in order, in `arena`. The last opportunity
 * always ends the last line. A part wider than its line gets a line of its own. */
size_t *pp_break_lines(struct pp_arena *arena, const struct pp_breaking *breaking, size_t *count);

#endif
