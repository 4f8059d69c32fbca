/* The catalogue of measures: what exists, in which unit, with how many decimals, and which keys its
 * addresses take (docs/figures.md, section 3). Its rules: method.h. */
#ifndef PACTPRESS_MEASURE_H
#define PACTPRESS_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/figure.h"

/* Keys that addresses of a measure take, as bits. */
enum { PP_TAKES_CITY = 1, PP_TAKES_FRAMEWORK = 2, PP_TAKES_DIMENSION = 4, PP_TAKES_BREAKDOWN = 8 };

struct pp_measure {
    const char *name;
    enum pp_unit unit;
    int decimals;
    unsigned takes;      /* PP_TAKES_... */
    const char *rule;    /* name of its rule in docs/methodology.md */
    const char *meaning; /* a sentence for people */
};

/* The measure of that name, or NULL. `attendance.persons.target` is not in the catalogue: ask
 * pp_measure_base. */
const struct pp_measure *pp_measure_find(const char *name);
/* Like find, and without the endings `.target`, `.expected` and `.of_target`. */
const struct pp_measure *pp_measure_base(const char *name);
/* The i-th measure in order of the documentation; NULL after the last. */
const struct pp_measure *pp_measure_at(size_t index);

#endif
