/* Indicators that a funder asks for: profiles of a programme (layouts/indicators/<name>.yaml, or
 * the project's own layouts/indicators/), and what the project counts under each of their codes.
 *
 * Wordings, codes, brackets and counting rules are data. A wording that was not checked against the
 * legal act says so (`verified: false`), and a final report that prints it is warned about. */
#ifndef PACTPRESS_INDICATORS_H
#define PACTPRESS_INDICATORS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/i18n.h"

/* What an indicator counts. */
enum pp_counts {
    PP_COUNTS_PERSONS, /* unique persons at events of its types, each once */
    PP_COUNTS_EVENTS,  /* events held of its types */
    PP_COUNTS_VALUE    /* what a source of kind declared or figures says */
};

struct pp_indicator {
    const char *code;    /* "C2.1" */
    const char *part_of; /* code of the main indicator, or NULL; parts are never added up */
    struct pp_i18n wording, note;
    enum pp_counts counts;
    bool breakdown;          /* by gender and age, and by target group */
    bool verified;           /* the wording was checked against the act */
    bool own;                /* of the project, not of a profile */
    struct pp_strings types; /* ids of event types; those of its parts are in it too */
    const char *figure;      /* counts values: its address */
    struct pp_where where;
};

/* An age bracket, both ends inside. */
struct pp_bracket {
    const char *code; /* "18_60" */
    int from, to;     /* [years] */
    struct pp_where where;
};

/* A part of the programme's target group: "refugees". */
struct pp_target_group {
    const char *code;
    struct pp_i18n name;
    struct pp_strings labels; /* how exports write it, beside code and names */
    struct pp_where where;
};

/* A file of layouts/indicators/. */
struct pp_profile {
    struct pp_i18n name, heading;
    const char *act; /* "Regulation (EU) No 516/2014, Annex IV" */
    struct pp_strings genders;
    struct pp_bracket *ages;
    size_t age_count, age_capacity;
    struct pp_indicator *indicators;
    size_t indicator_count, indicator_capacity;
};

/* A line of `indicators: map:`. */
struct pp_mapping {
    const char *indicator;
    struct pp_strings types;
    const char *figure;
    struct pp_where where;
};

/* `indicators:` of a project. */
struct pp_indicators {
    const char *profile_name; /* or NULL */
    struct pp_mapping *maps;
    size_t map_count, map_capacity;
    struct pp_strings not_counted; /* event types that count under none, on purpose */
    struct pp_indicator *own;
    size_t own_count, own_capacity;
    struct pp_target_group *groups;
    size_t group_count, group_capacity;
    /* made of these */
    struct pp_profile *profile; /* or NULL */
    struct pp_indicator *items; /* in use, mains before their parts: profile first, then own */
    size_t count, capacity;
};

const struct pp_indicator *pp_indicator_find(
    const struct pp_indicators *indicators, const char *code);
/* Does the indicator count events of this type (NULL: of none)? */
bool pp_indicator_has_type(const struct pp_indicator *indicator, const char *type);
/* The group that exports write so, or NULL. */
const struct pp_target_group *pp_target_group_of(
    const struct pp_indicators *indicators, const char *text);
/* The bracket that holds all ages from `low` to `high`, or NULL. */
const struct pp_bracket *pp_bracket_of(const struct pp_profile *profile, int low, int high);

#endif
