/* The census: one walk over all persons, in the order of their hashes, counts in how many cells
 * each of them stands, once in every one. So cells are exact however many persons there are, and
 * memory follows the number of cells. */
#ifndef PACTPRESS_FIGURES_CENSUS_H
#define PACTPRESS_FIGURES_CENSUS_H

#include "closing.h"

/* Whose heads are counted: of all events, of those whose type counts persons, of those with
 * minutes. */
enum pp_heads_group { PP_HEADS_ALL, PP_HEADS_PERSONS, PP_HEADS_TIMED, PP_HEADS_GROUPS };

/* Registered persons of an indicator. */
struct pp_indicator_heads {
    int64_t before, fresh, total;
    int64_t *fresh_cells, *total_cells; /* as pp_cells_count says; NULL: not broken down */
};

struct pp_census {
    int64_t *heads;       /* [window][city; the project last][group] */
    int64_t *respondents; /* [window][framework][city; the project last] */
    struct pp_indicator_heads *indicators;
    int64_t *of_pieces;     /* persons, [piece][city; the project last] */
    int64_t *new_in_pieces; /* of these, who came then for the first time */
    struct pp_trait_conflicts conflicts;
};

/* Counts; sets `identified` of each event. `event_of` tells the event of each list. */
enum pp_status pp_close_census(
    struct pp_closing *closing, struct pp_joined *events, size_t count,
    const size_t *event_of) PP_CHECK;

int64_t pp_census_heads(
    const struct pp_closing *closing, enum pp_window window, size_t city,
    enum pp_heads_group group);
/* Of a framework, with at least one score. */
int64_t pp_census_respondents(
    const struct pp_closing *closing, enum pp_window window, size_t city, size_t framework);

#endif
