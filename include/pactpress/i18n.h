/* A text of the configuration in several languages: `{en: Riga, lv: Rīga}`, or one plain string
 * that serves every language (lang ""). */
#ifndef PACTPRESS_I18N_H
#define PACTPRESS_I18N_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/diag.h"

struct pp_strings { /* a list of plain strings */
    const char **items;
    size_t count, capacity;
};
/* Is exactly this text among them? */
bool pp_strings_have(const struct pp_strings *list, const char *text);

struct pp_i18n_entry {
    const char *lang; /* BCP 47, or "" for every language */
    const char *text;
    struct pp_where where;
};

struct pp_i18n {
    struct pp_i18n_entry *items;
    size_t count;
    size_t capacity;
};

/* The text in `lang`, else in its base language ("pt" for "pt-PT"), else the one for every
 * language, else NULL: what to do then (fallback chain, message) is the caller's decision. */
const char *pp_i18n_find(const struct pp_i18n *text, const char *lang);
/* Like find, then along the NULL-terminated fallback chain, then the first entry; "" when empty.
 * *found_lang (may be NULL) is the language that was found, "" for a text of every language. */
const char *pp_i18n_get(
    const struct pp_i18n *text, const char *lang, const char *const *fallback,
    const char **found_lang);
bool pp_i18n_is_empty(const struct pp_i18n *text);

#endif
