/* figures.csv as somebody reads it who has nothing else. */
#ifndef PACTPRESS_VERIFY_AUDIT_FIGURES_H
#define PACTPRESS_VERIFY_AUDIT_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/file.h"
#include "pactpress/map.h"
#include "pactpress/status.h"

struct pp_run;

#define AUDIT_NONE ((size_t)-1)
#define AUDIT_OPEN INT64_MAX

struct audit_figure {
    const char *address, *measure, *city, *framework, *dimension, *breakdown, *period;
    const char *value;  /* as it stands in the file */
    bool hidden, known; /* known: has a value */
    bool rounded;       /* to 5: up to 2 more or fewer */
    bool fresh;         /* of the edition that is attacked; the others are known */
    int64_t low, high;  /* times 10 per decimal; high AUDIT_OPEN: "126.." */
    size_t line;
};

struct audit_figures {
    const char *path;
    struct {
        struct audit_figure *items;
        size_t count, capacity;
    } figures;
    struct pp_map by_key;
    bool rounds;                        /* counts of persons are rounded to 5 */
    const char *now, *previous, *until; /* periods; NULL when there is none */
};

enum pp_status audit_figures_read(
    struct pp_run *run, struct pp_arena *arena, const char *path,
    struct audit_figures *out) PP_CHECK;
/* The same from bytes; `path` is for messages. */
enum pp_status audit_figures_parse(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_bytes bytes,
    struct audit_figures *out) PP_CHECK;
void audit_figures_add(
    struct pp_arena *arena, struct audit_figures *figures, const struct audit_figure *figure);
/* Any of the parts may be "". AUDIT_NONE: no such figure. */
size_t audit_figures_find(
    const struct audit_figures *figures, const char *measure, const char *city,
    const char *framework, const char *dimension, const char *breakdown, const char *period);

#endif
