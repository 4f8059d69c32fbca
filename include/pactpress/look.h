/* Which type a text is set in, and how quotations stand. What can be changed, colours, types,
 * margins, distances and rules, are tokens of styles.h. */
#ifndef PACTPRESS_LOOK_H
#define PACTPRESS_LOOK_H

#include "pactpress/styles.h"
#include "pactpress/tree.h"

#define PP_QUOTE_INDENT 17.0 /* [pt] a stroke of 4 stands at its start */
#define PP_QUOTE_HANG 12.0   /* [pt] of that, for quotation marks */

/* The type that a heading or paragraph of this look is set in. */
enum pp_type pp_look_type(enum pp_look look);

#endif
