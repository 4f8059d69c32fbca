/* Labels: the texts in several languages of a configuration file, with their places, and how such
 * a file is changed in place without touching anything else.
 *
 * Which texts these are, the tables of keys say (keys.h): every `{en: ..., lv: ...}`. A text that
 * is one for all languages is none of them. */
#ifndef PACTPRESS_LABELS_H
#define PACTPRESS_LABELS_H

#include "pactpress/keys.h"
#include "pactpress/yaml.h"

struct pp_label {
    const char *key;               /* "cities.riga.name" */
    const char *help;              /* what the table of keys says of it */
    const struct pp_yaml *texts;   /* the map from language to text */
    const struct pp_yaml *sibling; /* the map that the label stands in */
};

struct pp_labels {
    struct pp_label *items;
    size_t count, capacity;
};

/* All labels of a file that was read without a mistake, in order. */
void pp_labels_find(
    struct pp_arena *arena, const struct pp_keyset *set, const struct pp_yaml *root,
    struct pp_labels *out);

/* A change of a YAML text: the bytes [start, stop) become `text`. */
struct pp_edit {
    size_t start, stop; /* [bytes] */
    const char *text;
};

struct pp_edits {
    struct pp_edit *items;
    size_t count, capacity;
};

/* Where a place stands in the bytes of a text whose first line is `first_line`. */
size_t pp_edit_offset(const char *text, size_t length, size_t first_line, struct pp_where where);
/* The scalar `node` becomes `value`: bare where it was bare and can be, else in double quotes. */
void pp_edit_scalar(
    struct pp_arena *arena, struct pp_edits *edits, const char *text, size_t length,
    size_t first_line, const struct pp_yaml *node, const char *value);
/* A new key behind the last one of `map`, which has at least one. */
void pp_edit_add(
    struct pp_arena *arena, struct pp_edits *edits, const char *text, size_t length,
    const struct pp_yaml *map, const char *key, const char *value);
/* "..." with what needs it escaped. */
const char *pp_yaml_quoted(struct pp_arena *arena, const char *value);
/* Applies changes that do not overlap; those at one place stay in order. */
const char *pp_edits_apply(
    struct pp_arena *arena, const struct pp_edits *edits, const char *text, size_t length);

#endif
