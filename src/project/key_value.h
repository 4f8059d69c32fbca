/* Reading the value of one key by its type. Private to the key reader. */
#ifndef PROJECT_KEY_VALUE_H
#define PROJECT_KEY_VALUE_H

#include "pactpress/keys.h"
#include "pactpress/period.h"

/* Reads a value that is there into its field; mistakes are reported. */
enum pp_status pp_key_read_value(
    struct pp_run *run, struct pp_arena *arena, const struct pp_key *key,
    const struct pp_yaml *node, void *field) PP_CHECK;
/* Reports "key takes <form>, not <what stands there>". Returns PP_USAGE. */
enum pp_status pp_key_report_wrong(
    struct pp_run *run, const struct pp_key *key, const struct pp_yaml *node);
/* A text or a map of languages; used by custom readers too. */
enum pp_status pp_key_read_i18n(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *field) PP_CHECK;
/* A column: header text, /pattern/ or #n. */
enum pp_status pp_key_check_pattern(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node) PP_CHECK;

#endif
