/* A catalogue file as the key table reads it. Private to the folder. */
#ifndef PROJECT_CATALOG_STRINGS_H
#define PROJECT_CATALOG_STRINGS_H

#include "pactpress/catalog.h"
#include "pactpress/yaml.h"

struct pp_catalog_file {
    const char *lang;
    const char *reviewed_by; /* default of its strings */
    struct pp_map strings;   /* id -> struct pp_string * */
};

/* The key `strings`; the target is the whole struct pp_catalog_file. */
enum pp_status pp_catalog_strings_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *file) PP_CHECK;

#endif
