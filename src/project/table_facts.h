/* Private to the folder: the keys of `resources:` and `facts:`. */
#ifndef PROJECT_TABLE_FACTS_H
#define PROJECT_TABLE_FACTS_H

#include "pactpress/keys.h"

extern const struct pp_keyset pp_resource_keys;
extern const struct pp_keyset pp_fact_keys;

#endif
