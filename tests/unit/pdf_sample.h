/* A document with everything in it that the PDF writer knows, for judges. */
#ifndef PACTPRESS_TESTS_PDF_SAMPLE_H
#define PACTPRESS_TESTS_PDF_SAMPLE_H

#include "pdf_kit.h"

/* Fills two pages: headings, paragraphs over a page break, links out and inside, a list, a table
 * with headers by scope and by id, a chart, pictures, a note, running heads. */
void sample_fill(struct kit *kit);

#endif
