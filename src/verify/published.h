/* figures.csv, as what other files of the edition are compared with. */
#ifndef PACTPRESS_VERIFY_PUBLISHED_H
#define PACTPRESS_VERIFY_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/file.h"
#include "pactpress/map.h"
#include "pactpress/status.h"

struct pp_run;

struct published_figure {
    const char *address, *measure, *city, *framework, *dimension, *breakdown, *period;
    const char *state, *value, *n, *unit; /* as they stand; value and n may be "" */
    const char *low, *high;               /* of the value; high "": open ("126..") or no value */
    size_t line;
};

struct pp_published {
    const char *path;
    const char *period; /* that the edition is of; NULL when no figure tells */
    struct {
        struct published_figure *items;
        size_t count, capacity;
    } figures;
    struct pp_map by_key; /* "address@period" -> struct published_figure * */
    long fewer[2];        /* thresholds: "fewer than 5" tells nothing; 0: not known */
};

/* A file that is not in this form is reported, PP_DATA. All in the arena. */
enum pp_status published_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_bytes bytes,
    struct pp_published *out) PP_CHECK;
/* NULL: no such figure is published. */
const struct published_figure *published_find(
    const struct pp_published *published, const char *address, const char *period);
const struct published_figure *published_find_key(
    const struct pp_published *published, const char *key);
bool published_is_withheld(const struct published_figure *figure);
/* "-3.5", "0.07000000000000001", "1e-05"; false for anything else. */
bool published_number(const char *text, double *out);
/* Has the figure a number? */
bool published_has_value(const struct published_figure *figure);
/* Has it a single one? */
bool published_is_single(const struct published_figure *figure);

#endif
