/* The project: pactpress.yaml (and sources/...yaml) as plain structs.
 *
 * Everything here is allocated in the run's arena, read once and frozen. Every key that fills these
 * structs stands in one declarative table (src/project/table_*.c), from which validation, defaults,
 * docs/configuration.md and the JSON Schema are made. Lists are in the order of the YAML. Ids are
 * lower-case letters, digits, `-` and `_`; labels are never keys. */
#ifndef PACTPRESS_PROJECT_H
#define PACTPRESS_PROJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/diag.h"
#include "pactpress/i18n.h"
#include "pactpress/indicators.h"
#include "pactpress/map.h"
#include "pactpress/period.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;

struct pp_contact {
    struct pp_i18n name; /* office or person who answers */
    const char *email, *web, *phone;
    bool qr; /* the web address as a QR code, too */
};

struct pp_city {
    const char *id;
    struct pp_i18n name;
    struct pp_i18n name_in; /* locative form for sentences ("Rīgā"); may be empty */
    const char *country;    /* ISO 3166-1 alpha-2 */
    const char *lang;       /* home language */
    struct pp_strings aliases;
    pp_day from, to;            /* member of the project in these days; PP_NO_DAY = open */
    struct pp_strings partners; /* partner ids */
    struct pp_contact contact;
    struct {
        double lat, lon; /* [degrees] north and east; both 0: not said */
    } position;
    struct pp_where where;
    size_t index; /* position in project.cities */
};

struct pp_partner {
    const char *id;
    struct pp_i18n name;
    const char *logo; /* project-relative path, or NULL: the name is set in a frame */
    const char *city; /* city id or NULL */
    struct pp_where where;
};

/* One question of a framework. `code` is the key; labels and questions are display texts. */
struct pp_dimension {
    const char *code;
    struct pp_i18n label;
    struct pp_i18n question;
    struct pp_strings aliases; /* further labels that exports use; may be ambiguous */
    bool sensitive;
    struct pp_where where;
    size_t index;
};

struct pp_framework {
    const char *id;
    struct pp_i18n name;
    struct pp_i18n intro; /* one sentence over the dimension table; may be empty */
    struct {
        int min, max;     /* whole answers */
        bool half_points; /* 3.5 allowed */
        bool low_is_good;
        struct pp_map labels;             /* answer ("1") -> struct pp_i18n* */
        struct pp_strings not_applicable; /* texts that mean "don't know / not applicable" */
        int top; /* answers >= top are "top" (default: max - 1); with low_is_good
                    answers <= top (default: min + 1) */
    } scale;
    struct pp_dimension *dimensions;
    size_t dimension_count, dimension_capacity;
    struct pp_where where;
    const struct pp_map *labels; /* private to look-ups: folded label -> dimensions; may be NULL */
};

struct pp_event_type {
    const char *id;
    struct pp_i18n name;
    bool persons; /* true: attendance counts to unique persons; false: dissemination only */
    struct pp_where where;
};

enum pp_source_kind {
    PP_SOURCE_ATTENDANCE,
    PP_SOURCE_ASSESSMENT,
    PP_SOURCE_EVENTS,
    PP_SOURCE_FIGURES,
    PP_SOURCE_DECLARED
};

/* Where a field of a record is found in a CSV file. */
struct pp_column {
    const char
        *field; /* what it fills: "person", "event", "date", "status", "dimension:impact"...*/
    const char *match;    /* header text, "/pattern/", or "#3" (position, 1-based) */
    struct pp_map values; /* value text -> canonical value (const char *): {Checked In: attended};
                             keys as written in the YAML: compare folded */
    bool optional;        /* a file without this column is fine: columns that come from a preset,
                             and those marked `optional: true` */
    struct pp_where where;
};

struct pp_source {
    const char *id;
    enum pp_source_kind kind;
    struct pp_strings files; /* shell patterns relative to the project folder */
    const char *preset;      /* or NULL */
    const char *encoding;    /* "auto" or an IANA name in lower case */
    const char *delimiter;   /* "auto" or one character ("\t" as "tab") */
    const char *decimal;     /* "auto", "," or "." */
    const char *dates;       /* "auto" or a pattern of d M y H m s: "dd/MM/yyyy" */
    int skip;                /* preamble records before the header */
    const char *framework;   /* assessment: framework id (default: the first) */
    const char
        *shape; /* "long", "wide" (assessment); "persons", "counts" (attendance); NULL auto */
    struct pp_column *columns;
    size_t column_count, column_capacity;
    struct pp_map constants;     /* field -> const char * for all rows: {city: riga} */
    struct pp_strings attended;  /* statuses that count as attended (any case); empty: all rows */
    struct pp_strings staff;     /* roles that are excluded from persons (any case) */
    struct pp_strings person_by; /* which fields identify a person, in order: email, person, name */
    const char *max_rejected;    /* "5 %": more held-back rows than that are an error; or NULL */
    pp_day complete_until;       /* attendance, events: all events until then are in the files, so a
                                    city without one held none; or PP_NO_DAY */
    const char *stays;         /* "add": further rows of one person at one event are further stays,
                                  whose minutes are added; "once" (default): the same stay */
    struct pp_strings missing; /* texts that mean "no answer", beside the blank */
    struct pp_where where;
    size_t index;
};

struct pp_target {
    const char *figure; /* figure address, e.g. "attendance.persons[city=riga]" */
    int64_t value;
    pp_day from; /* valid from; PP_NO_DAY = always */
    pp_day due;  /* by when; PP_NO_DAY = end of the project */
    struct pp_where where;
};

/* One line of `outputs:`: the documents that a period consists of. */
struct pp_output {
    const char *layout;        /* layout name */
    const char *scope;         /* "city", "project" */
    struct pp_strings cities;  /* city ids; empty with scope city: all cities of the period */
    struct pp_strings langs;   /* languages; "home" stands for the city's own language */
    struct pp_strings formats; /* "pdf", "xlsx", "html", "eml" */
    const char *klass;         /* "public" or "restricted" */
    int pages;                 /* page budget of each document; 0: that of the layout */
    const char *page;          /* "a4", "letter"; NULL: that of the layout */
    bool same_pages;           /* as many in every language */
    struct pp_where where;
};

/* Who signs a report. */
struct pp_signer {
    struct pp_i18n role, name;
    struct pp_where where;
};

struct pp_resource {
    struct pp_i18n title, note;
    const char *url, *format, *size, *publisher;
    struct pp_strings langs;
    struct pp_where where;
};

/* A ready fact for the facts & figures box. */
struct pp_fact {
    const char *id;
    const char *figure;                 /* a ready figure: it goes before `value`; or NULL */
    const char *value;                  /* "54", decimal point */
    const char *unit;                   /* "percent" or "" */
    struct pp_i18n title, text, source; /* heading, sentence, where it comes from */
    const char *url;
    const char *retrieved; /* ISO date */
    bool bar;              /* draw the share as a bar */
    struct pp_where where;
};

enum { PP_ROUNDING_BASE = 5 }; /* of counts of persons, where privacy.method is "round" */

struct pp_project {
    const char *folder;     /* as given by -C, "." by default */
    const char *path;       /* of pactpress.yaml, for messages */
    struct pp_map *layouts; /* by name: those that pp_layout_load has read; in the run's arena */
    const char *id;         /* short name for files: "epi" */
    struct pp_i18n name, short_name, tagline;
    const char *grant, *programme; /* "863614", "AMIF 2014-2020" */
    const char *coordinator;       /* partner id */
    pp_day start, end;
    const char *timezone;        /* IANA */
    struct pp_strings languages; /* all languages of outputs, first is the default */
    struct pp_strings fallback;  /* fallback chain, e.g. [en] */
    const char *number_style;    /* "eu" or "cldr" */
    const char *digits;          /* "auto", "latin" or "native" */
    struct {
        const char *programme;     /* whose words were added; NULL: none */
        struct pp_i18n statement;  /* "Co-funded by the European Union" */
        struct pp_i18n disclaimer; /* paragraphs separated by a blank line */
    } visibility;
    struct pp_contact contact;
    struct {
        const char *base_url;
    } site;
    struct {
        int threshold;        /* T: unique persons behind a printed count */
        int respondents;      /* minimum of respondents for score figures */
        const char *method;   /* "suppress" or "round" */
        const char *key_file; /* or NULL: the default place outside the project */
    } privacy;
    struct {
        int keep; /* folders of published editions per class and period; 0: all */
    } editions;
    struct {
        int percent_points;
        int persons;
    } dead_band; /* change below is "no clear change" */
    struct pp_city *cities;
    size_t city_count, city_capacity;
    struct pp_partner *partners;
    size_t partner_count, partner_capacity;
    struct pp_framework *frameworks;
    size_t framework_count, framework_capacity;
    struct pp_event_type *event_types;
    size_t event_type_count, event_type_capacity;
    struct pp_indicators indicators;
    struct pp_source *sources;
    size_t source_count, source_capacity;
    struct pp_target *targets;
    size_t target_count, target_capacity;
    struct pp_output *outputs;
    size_t output_count, output_capacity;
    struct pp_resource *resources;
    size_t resource_count, resource_capacity;
    struct pp_i18n retention; /* how long what is kept, after the standard sentences */
    struct pp_signer *signers;
    size_t signer_count, signer_capacity;
    struct pp_fact *facts;
    size_t fact_count, fact_capacity;
    struct pp_map periods;            /* project periods: name -> const char *, period text */
    const char *digest;               /* hex SHA-256 over all YAML that was read */
    const struct pp_map *city_labels; /* private to look-ups: folded label -> city; may be NULL */
};

/* Reads and checks <folder>/pactpress.yaml, <folder>/sources/...yaml and the presets they name
 * (layouts/presets/<name>.yaml of the project, then of run->share; keys of the source win over
 * those of its preset, column by column). All mistakes are reported, not only the first; returns
 * PP_USAGE when there was one. */
enum pp_status pp_project_load(
    struct pp_run *run, const char *folder, struct pp_project **out) PP_CHECK;

/* Where a file of an edition is read on the web: site.base_url, class, period, path. NULL without
 * site.base_url. */
const char *pp_site_address(
    struct pp_arena *arena, const struct pp_project *project, const char *klass, const char *period,
    const char *path);

const struct pp_city *pp_project_city(const struct pp_project *project, const char *id);
/* A city by id, name in any language or alias; case, accents and spacing do not matter (`key` is
 * folded with pp_fold). NULL: unknown. */
const struct pp_city *pp_project_city_by_label(const struct pp_project *project, const char *label);
/* The city's id nearest to `label`, for messages; may be NULL. */
const char *pp_project_city_nearest(const struct pp_project *project, const char *label);
const struct pp_partner *pp_project_partner(const struct pp_project *project, const char *id);
const struct pp_framework *pp_project_framework(const struct pp_project *project, const char *id);
const struct pp_event_type *pp_project_event_type(const struct pp_project *project, const char *id);
const struct pp_dimension *pp_framework_dimension(
    const struct pp_framework *framework, const char *code);
/* Dimensions whose code, label, question or alias (in any language) fits `label`, folded. Writes up
 * to `capacity` to `found` and returns how many fit: 0 unknown, 1 clear, more: ambiguous. */
size_t pp_framework_match(
    const struct pp_framework *framework, const char *label, const struct pp_dimension **found,
    size_t capacity);
/* Reads a period, also by a name from `periods:`. Like pp_period_parse otherwise. */
enum pp_status pp_project_period(
    const struct pp_project *project, struct pp_arena *arena, const char *text, pp_day today,
    struct pp_period *out, const char **error) PP_CHECK;
/* Was the city a member on some day of the period? */
bool pp_city_active(const struct pp_city *city, const struct pp_period *period);
/* The target in force for a figure address at the end of `period`, or NULL. */
const struct pp_target *pp_project_target(
    const struct pp_project *project, const char *figure, const struct pp_period *period);

#endif
