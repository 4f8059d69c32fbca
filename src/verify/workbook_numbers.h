/* The numbers that a workbook holds, to compare printed ones with. */
#ifndef PACTPRESS_VERIFY_WORKBOOK_NUMBERS_H
#define PACTPRESS_VERIFY_WORKBOOK_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/file.h"

struct pp_arena;

/* Numbers are compared in thousandths: no figure has more decimals. */
struct readback_numbers {
    int64_t *items; /* in ascending order, once sorted */
    size_t count, capacity;
};

/* All numbers in cells of an XLSX; those that may be shares count as per cent, too. */
void readback_xlsx_numbers(
    struct pp_arena *arena, struct pp_bytes package, struct readback_numbers *out);
bool readback_numbers_hold(const struct readback_numbers *numbers, int64_t thousandths);

/* A printed text that is one number: "43", "1 234", "12,5 %", "+3", "−2". Whatever stands between
 * digits may part groups or decimals; out[0] is one reading, out[1] the other. False: no number. */
bool readback_number_read(const char *text, int64_t out[2]);

#endif
