/* Changes against the previous period: when one is worth a word. */
#ifndef PACTPRESS_CHANGE_H
#define PACTPRESS_CHANGE_H

#include <stdbool.h>

#include "pactpress/figure.h"

/* Does a change lie outside the project's dead band as a whole? A change of percent points is held
 * against dead_band.percent_points, any other against dead_band.persons; a change of 0 is never
 * clear, nor is one without a value. Where it is false, pages say "no clear change". */
bool pp_change_is_clear(const struct pp_project *project, const struct pp_figure *figure);

#endif
