/* A workbook in itself, whatever its figures are. Each difference is a finding at the file. */
#ifndef PACTPRESS_VERIFY_CHECK_WORKBOOK_H
#define PACTPRESS_VERIFY_CHECK_WORKBOOK_H

#include <stdbool.h>

#include "readback_parts.h"
#include "workbook.h"

/* Charts remember what the cells have, names stand for cells, each sheet has a table, and as many
 * rows as the contents say. */
void check_workbook(struct readback *at, const struct workbook *book);
/* Nothing may stand where nobody sees it. */
void check_hidden(struct readback *at, const struct workbook *book);

/* Is the cell this number ("": blank)? Shares ("percent") are parts of 1 in a sheet. */
bool workbook_is_number(struct wb_cell cell, const char *number, const char *unit);
/* A text for a message: "nothing" for "". */
const char *workbook_shown(const char *text);

#endif
