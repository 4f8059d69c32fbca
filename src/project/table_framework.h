/* Private to the folder: the keys of `frameworks:`. */
#ifndef PROJECT_TABLE_FRAMEWORK_H
#define PROJECT_TABLE_FRAMEWORK_H

#include "pactpress/keys.h"

extern const struct pp_keyset pp_framework_keys;

#endif
