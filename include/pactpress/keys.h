/* The declarative table of configuration keys, and the reader that it drives.
 *
 * One `struct pp_key` a key: its name, type, where its value goes in the struct, default, and a
 * sentence of help. From the same tables come: validation (unknown key with the nearest valid one,
 * wrong type, missing key, value out of range), defaults, docs/configuration.md
 * (pp_keys_document) and the JSON Schema for editors (pp_keys_schema). */
#ifndef PACTPRESS_KEYS_H
#define PACTPRESS_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_run;
struct pp_arena;
struct pp_yaml;

enum pp_key_type {
    PP_KEY_TEXT,      /* const char * */
    PP_KEY_ID,        /* const char *: lower-case letters, digits, - and _ */
    PP_KEY_LANG,      /* const char *: BCP 47 */
    PP_KEY_INT,       /* int, within min..max */
    PP_KEY_INT64,     /* int64_t */
    PP_KEY_NUMBER,    /* double, decimal point */
    PP_KEY_BOOL,      /* bool: true or false */
    PP_KEY_DATE,      /* pp_day: YYYY-MM-DD */
    PP_KEY_CHOICE,    /* const char *, one of `choices` */
    PP_KEY_ENUM,      /* int-sized enum: the place in `choices` */
    PP_KEY_COUNTRY,   /* const char *: ISO 3166-1 alpha-2 */
    PP_KEY_PATTERN,   /* const char *: header text, /pattern/ or #n; a pattern must compile */
    PP_KEY_ADDRESS,   /* const char *: figure address */
    PP_KEY_URL,       /* const char *: https://... (web.h) */
    PP_KEY_WEB,       /* the same, where https:// may be left out */
    PP_KEY_MAIL,      /* const char *: office@example.org */
    PP_KEY_I18N,      /* struct pp_i18n */
    PP_KEY_STRINGS,   /* struct pp_strings; one scalar counts as a list of one; each one of
                         `choices` where there are some */
    PP_KEY_LANGS,     /* struct pp_strings of BCP 47 tags, or of `choices` */
    PP_KEY_ADDRESSES, /* struct pp_strings of figure addresses */
    PP_KEY_STRMAP,    /* struct pp_map: key -> const char * */
    PP_KEY_I18NMAP,   /* struct pp_map: key -> struct pp_i18n * */
    PP_KEY_STRUCT,    /* nested struct, described by `sub` */
    PP_KEY_LIST,      /* list of structs: {items, count, capacity} at offset, described by `sub` */
    PP_KEY_CUSTOM     /* read by `read` */
};

struct pp_keyset;

struct pp_key {
    const char *name;
    enum pp_key_type type;
    size_t offset; /* into the struct [bytes] */
    bool required;
    const char *fallback; /* default, as written in YAML, or NULL */
    const char *help;     /* a sentence for the documentation */
    const struct pp_keyset *sub;
    const char *const *choices; /* NULL-terminated */
    long min, max;              /* of PP_KEY_INT and PP_KEY_NUMBER; both 0 = any */
    bool unique;                /* in a list, no two items may share its value */
    const char *form;           /* PP_KEY_CUSTOM: its value in words, for messages and docs */
    const char *schema;         /* PP_KEY_CUSTOM: its JSON Schema */
    enum pp_status (*read)(
        struct pp_run *, struct pp_arena *, const struct pp_yaml *, void *target);
};

struct pp_keyset {
    const char *name; /* for headings: "city" */
    const char *help; /* a sentence */
    const struct pp_key *keys;
    size_t count;
    size_t size;         /* of the struct [bytes] */
    size_t where_offset; /* of its struct pp_where, or PP_NO_OFFSET */
};

#define PP_NO_OFFSET ((size_t)-1)
#define PP_KEYS_OF(array) .keys = (array), .count = sizeof(array) / sizeof *(array)

/* A configuration file: what it is called, and the keys it takes. */
struct pp_keys_root {
    const char *name;  /* "project": layouts/schema/<name>.json */
    const char *file;  /* "pactpress.yaml": how people know it */
    const char *title; /* of its schema */
    const struct pp_keyset *set;
};

/* Fills `target` (zeroed memory of set->size) from a YAML map; nothing counts as an empty map. All
 * mistakes are reported, PP_USAGE follows; what could be read is filled in all the same, so that
 * checks over it can find the rest of the mistakes. Absent dates become PP_NO_DAY. */
enum pp_status pp_keys_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_keyset *set,
    const struct pp_yaml *map, void *target) PP_CHECK;
/* Markdown reference of a key set and all below it. */
void pp_keys_document(const struct pp_keyset *set, struct pp_str *out);
/* JSON Schema (draft-07) of a key set. */
void pp_keys_schema(const struct pp_keyset *set, const char *title, struct pp_str *out);

/* The value a key takes, in words: "a whole number from 3 to 10". */
void pp_key_describe(const struct pp_key *key, struct pp_str *out);
/* docs/configuration.md: the reference of all roots. */
void pp_keys_write_reference(struct pp_str *out);

/* All configuration files, ended by a NULL name. */
extern const struct pp_keys_root pp_keys_roots[];

/* The roots. */
extern const struct pp_keyset pp_project_keys;
extern const struct pp_keyset pp_layout_keys;
extern const struct pp_keyset pp_styles_keys;    /* layouts/styles/<name>.yaml */
extern const struct pp_keyset pp_styles_types;   /* its types of text */
extern const struct pp_keyset pp_programme_keys; /* layouts/programmes/<name>.yaml */
extern const struct pp_keyset pp_profile_keys;
extern const struct pp_keyset pp_preset_keys;
extern const struct pp_keyset pp_issue_keys;
extern const struct pp_keyset pp_contact_keys; /* of the project, of a city, of an issue */
extern const struct pp_keyset pp_front_matter_keys;
extern const struct pp_keyset pp_source_keys; /* sources/<id>.yaml */
extern const struct pp_keyset pp_catalog_keys;
extern const struct pp_keyset pp_translations_keys; /* translations/<lang>.yaml */

#endif
