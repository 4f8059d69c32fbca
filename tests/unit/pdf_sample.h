/* A document with everything in it that the writer knows, for judges. */
#ifndef PACTPRESS_TESTS_PDF_SAMPLE_H
#define PACTPRESS_TESTS_PDF_SAMPLE_H

#include "pdf_kit.h"

/* Two pages; `folder` holds the pictures that sample_pictures has written. */
void sample_fill(struct kit *kit);
/* Writes small pictures of many kinds below kit_folder, made by python3's own library. */
const char *sample_png(struct kit *kit);
const char *sample_jpeg(struct kit *kit);

#endif
