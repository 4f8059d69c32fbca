/* On which page a node stands, once it is known where pages start. Private to the folder. */
#ifndef PACTPRESS_PAGE_WHEREABOUTS_H
#define PACTPRESS_PAGE_WHEREABOUTS_H

#include "page/floats.h"

struct pp_breaks {
    struct pp_cursor *items; /* where each page starts */
    size_t count, capacity;
};

/* The page that the node begins on, 1-based; 0: it stands on none. */
size_t pp_page_of(
    const struct pp_flow *flow, const struct pp_floats *floats, const struct pp_breaks *breaks,
    const struct pp_node *node);

#endif
