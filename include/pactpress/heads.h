/* Running heads (from the second page) and feet with contact and folio; all artifacts. */
#ifndef PACTPRESS_HEADS_H
#define PACTPRESS_HEADS_H

#include "pactpress/flow.h"

enum pp_status pp_put_heads(struct pp_layouter *layouter, size_t page, size_t pages) PP_CHECK;

#endif
