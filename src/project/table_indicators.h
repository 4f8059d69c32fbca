/* Private to the folder: the keys of `indicators:` and of indicator profiles. */
#ifndef PROJECT_TABLE_INDICATORS_H
#define PROJECT_TABLE_INDICATORS_H

#include "pactpress/keys.h"

extern const struct pp_keyset pp_indicators_keys;

#endif
