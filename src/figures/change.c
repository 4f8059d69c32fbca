#include "pactpress/change.h"

#include "pactpress/stats.h"

bool pp_change_is_clear(const struct pp_project *project, const struct pp_figure *figure)
{
    int64_t band = figure->unit == PP_UNIT_PERCENT_POINTS ? project->dead_band.percent_points
                                                          : project->dead_band.persons;

    if (figure->state != PP_EXACT && figure->state != PP_ESTIMATED)
        return false;
    if (band < 1)
        band = 1;
    for (int i = 0; i < figure->decimals; i++)
        if (!pp_multiply(band, 10, &band))
            return false;
    return figure->lo >= band || figure->hi <= -band;
}
