/* Words of headers and of totals rows. */
#ifndef PACTPRESS_INGEST_HEADER_WORDS_H
#define PACTPRESS_INGEST_HEADER_WORDS_H

#include <stdbool.h>

#include "pactpress/inspection.h"

/* "Total", "Kopā:", "Razem 43": what a totals row begins with. */
bool pp_is_sum_word(const char *text);

#endif
