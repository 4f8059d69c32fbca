/* Checks over a project that no single key can make: references, doubles, ranges. Private to the
 * folder. */
#ifndef PROJECT_CHECK_H
#define PROJECT_CHECK_H

#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/yaml.h"

struct pp_checker {
    struct pp_run *run;
    const struct pp_project *project;
    const struct pp_yaml *root; /* the tree the project was read from */
    bool bad;                   /* an error was reported */
};

/* All of them; mistakes are reported at the value that is wrong. */
void pp_check_project(struct pp_checker *checker);
/* Parts of it, by subject. */
void pp_check_frameworks(struct pp_checker *checker);
void pp_check_sources(struct pp_checker *checker);
void pp_check_outputs(struct pp_checker *checker);
void pp_check_indicators(struct pp_checker *checker);

/* The node under `key`, else the map itself: where to point at. Never NULL for a node that is not.
 */
const struct pp_yaml *pp_check_at(const struct pp_yaml *map, const char *key);
/* The i-th item of the list under `key` of the root. */
const struct pp_yaml *pp_check_item(const struct pp_checker *checker, const char *key, size_t i);
/* The item under `key` (one scalar counts as a list of one) that reads `text`, the last of several;
 * else what pp_check_at says. */
const struct pp_yaml *pp_check_text(const struct pp_yaml *map, const char *key, const char *text);
/* "there is no city "rga"; did you mean "riga"?" `ids` is NULL-terminated. */
void pp_check_unknown(
    struct pp_checker *checker, const struct pp_yaml *node, const char *rule, const char *what,
    const char *id, const char *const *ids);
void pp_check_error(
    struct pp_checker *checker, const struct pp_yaml *node, const char *rule, const char *format,
    ...) __attribute__((format(printf, 4, 5)));

/* Ids of the project, NULL-terminated, for pp_check_unknown. */
const char *const *pp_check_city_ids(struct pp_checker *checker);

#endif
