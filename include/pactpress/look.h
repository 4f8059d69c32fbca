/* The grid of the page, and which type a text is set in. What can be changed, colours, types,
 * distances and rules, are tokens of styles.h. All lengths in points, from the top left corner of
 * the page. */
#ifndef PACTPRESS_LOOK_H
#define PACTPRESS_LOOK_H

#include "pactpress/styles.h"
#include "pactpress/tree.h"

#define PP_MARGIN 52.64  /* start and end of the measure */
#define PP_BODY_TOP 56.0 /* first baseline grid line; pages after the first start here */
#define PP_BASELINE 14.0 /* story lines stand on 56 + 14k */
#define PP_GUTTER 14.0
#define PP_QUOTE_INDENT 17.0 /* a stroke of 4 stands at its start */
#define PP_QUOTE_HANG 12.0   /* of that, for quotation marks */
#define PP_RUNNING_HEAD 37.0 /* baseline */

/* The type that a heading or paragraph of this look is set in. */
enum pp_type pp_look_type(enum pp_look look);

/* Page sizes by name: "a4", "letter". */
void pp_page_size(const char *name, double *width, double *height);

#endif
