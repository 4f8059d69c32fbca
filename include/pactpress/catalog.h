/* String catalogues: layouts/strings/<lang>.yaml, patterns in ICU MessageFormat syntax.
 *
 *     lang: lv
 *     reviewed_by: ""            # default for all strings
 *     strings:
 *       key.persons: "{n, plural, one {cilvēks piedalījās} other {cilvēki piedalījās}}"
 *       heat.note: {text: "...", reviewed: "A. Reviewer"}
 *
 * The project's own strings/<lang>.yaml wins over the installed file, string by string. */
#ifndef PACTPRESS_CATALOG_H
#define PACTPRESS_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/diag.h"
#include "pactpress/map.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_project;

struct pp_string {
    const char *id;
    const char *pattern;
    const char *reviewed_by; /* "" = not reviewed */
    struct pp_where where;   /* of the pattern's first character */
};

struct pp_catalog {
    const char *lang;      /* of its words */
    struct pp_map strings; /* id -> struct pp_string * */
    const char *digest;    /* hex SHA-256 of the files read */
};

/* Reads the catalogue of `lang`. For a language without a file, that of the project's fallback
 * stands in, else the English one, with a warning that lists the languages there are. `project` may
 * be NULL (proof). */
enum pp_status pp_catalog_load(
    struct pp_run *run, const struct pp_project *project, const char *lang,
    struct pp_catalog **out) PP_CHECK;
const struct pp_string *pp_catalog_find(const struct pp_catalog *catalog, const char *id);

#endif
