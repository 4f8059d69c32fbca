/* Lines that fit the terminal: what is too long goes on below, under the text of its first line.
 * Private to the folder. */
#ifndef COMMANDS_FIT_H
#define COMMANDS_FIT_H

#include <stddef.h>

#include "pactpress/str.h"

/* Columns of standard output when it is a terminal; 0: it is none, and nothing is too long. */
size_t fit_width(void);

/* Appends lines, broken at spaces where they are wider; a word alone is broken anywhere. The lines
 * below stand under what follows the first gap of two spaces, as in `rows      12 of ...`. */
void fit_lines(struct pp_str *out, const char *lines, size_t width);

#endif
